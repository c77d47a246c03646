import { type PrescriptionDraft } from '../../../../shared/contract/prescribing.contract.ts';
import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import {
  EMPTY_PRESCRIPTION_FORM,
  EMPTY_STORAGE,
  type PrescriptionForm,
} from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { ageInYears } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { openDraft } from '../signing/drafts.ts';
import { signDocuments } from '../signing/sign-documents.ts';
import { prescriptionSignable, shownDraft } from './prescribe.ts';

/** The form of a paper or telephone prescription that the pharmacy stores. */
export function openStorageForm(
  env: Environment,
  desk: Desk,
  patientId: string,
): Result<PrescriptionDraft, Failure<'PAT-0002' | 'PAT-0003'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const age = ageInYears(patient.birthDate, env.clock.today());
  const form: PrescriptionForm = {
    ...EMPTY_PRESCRIPTION_FORM,
    minorDisclosure: age < 18 ? '4' : null,
    storage: EMPTY_STORAGE,
  };
  return ok(shownDraft(env, openDraft(env, desk, { kind: 'prescription', patientId, subjectOid: null, form })));
}

/** Signed by who recorded it; the customer waits at the counter, so nothing is held back before it is sent. */
export const signStored = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> =>
  signDocuments(env, desk, { ...prescriptionSignable(env, desk), takeBackSeconds: () => 0 }, items, pin2);

import { type PrescriptionDraft } from '../../../../shared/contract/prescribing.contract.ts';
import { type Preview } from '../../../../shared/contract/signing.contract.ts';
import {
  cancellationOf,
  patientAgrees,
  type CancellationChoice,
} from '../../../../shared/domain/lifecycle/cancellation.ts';
import { againstChange, type Change } from '../../../../shared/domain/lifecycle/change-refusal.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { formOfCorrection } from '../../../../shared/domain/prescribing/correction.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { type CancellationForm, isCancellation, isCorrection, keepChangeGround } from './change-ground.ts';
import { summaryOf } from './prescribe.ts';
import { storedVersion } from './stored-version.ts';
import { knownRow } from './prescription-list.ts';

type Refused = Failure<'PAT-0002' | 'RX-0001' | 'RX-0006'>;

/** The prescription that is to be changed, when this person may change it now. */
function changeable(
  env: Environment,
  desk: Desk,
  patientId: string,
  setId: Oid,
  change: Change,
): Result<Readonly<{ patient: Patient; row: PrescriptionRow }>, Refused> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  const row = knownRow(env, desk, patient, setId);
  if (row === null) return fail({ code: 'RX-0001' });
  const against = againstChange(row, change, desk.professional);
  return against === null ? ok({ patient, row }) : fail({ code: 'RX-0006', detail: [against] });
}

/** The draft that was begun for this version before. */
const begunFor = (
  env: Environment,
  desk: Desk,
  { prescription }: PrescriptionRow,
  patientId: string,
  isOne: (draft: Draft) => boolean,
): Draft | undefined =>
  draftsOf(env, desk, 'prescription', patientId).find(draft => draft.subjectOid === prescription.oid && isOne(draft));

/** A correction's form, which says what the prescription says now. A second press finds the first one's draft. */
export function openCorrection(
  env: Environment,
  desk: Desk,
  patientId: string,
  setId: Oid,
): Result<PrescriptionDraft, Refused | Failure<'PAT-0003'>> {
  const found = changeable(env, desk, patientId, setId, { kind: 'correct' });
  if (!found.ok) return found;
  const { patient, row } = found.value;
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const before = formOfCorrection(row.prescription);
  const draft =
    begunFor(env, desk, row, patientId, isCorrection) ??
    openDraft(env, desk, { kind: 'prescription', patientId, subjectOid: row.prescription.oid, form: before });
  env.store.write(tx => keepChangeGround(tx, draft.documentOid, { before: row.prescription }));
  return ok({
    draftId: draft.id,
    documentOid: draft.documentOid,
    patientId,
    form: draft.form as PrescriptionForm,
    savedAt: draft.savedAt,
    before,
  });
}

/**
 * A cancellation as its own document: the whole prescription with the reason, and what its stored document says beyond our
 * reading. A patient who has died keeps nobody from it.
 */
export async function previewCancellation(
  env: Environment,
  desk: Desk,
  patientId: string,
  setId: Oid,
  choice: CancellationChoice,
): Promise<Result<Preview[], Refused | Failure<'FORM-0003'>>> {
  const change: Change = { kind: 'cancel', type: choice.type, patientAgrees: patientAgrees(choice) };
  const found = changeable(env, desk, patientId, setId, change);
  if (!found.ok) return found;
  if (choice.reasonCode === '5' && choice.reasonText.trim() === '') return fail({ code: 'FORM-0003', detail: ['R44'] });
  const { patient, row } = found.value;
  const before = row.prescription;
  const stored = await storedVersion(env, desk, before.oid, '3');
  if (stored === null && row.generation === 'newer') return fail({ code: 'RX-0006', detail: ['notFetched'] });
  const form: CancellationForm = { cancellation: choice };
  const begun = begunFor(env, desk, row, patientId, isCancellation);
  const draft: Draft =
    begun === undefined
      ? openDraft(env, desk, { kind: 'prescription', patientId, subjectOid: before.oid, form })
      : { ...begun, form };
  env.store.write(tx => keepChangeGround(tx, draft.documentOid, { before }));
  const { createdAt: _createdAt, signedIn: _signedIn, ...kept } = before;
  const content = {
    ...kept,
    oid: draft.documentOid,
    version: before.version + 1,
    patient,
    cancellation: cancellationOf(row, choice, desk.professional, env.clock.now()),
  };
  const document = { kind: 'prescriptionCancellation' as const, content };
  return ok([freeze(env, draft, document, summaryOf(content), [], undefined, stored ?? undefined)]);
}

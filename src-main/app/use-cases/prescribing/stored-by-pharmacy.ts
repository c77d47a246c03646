import { type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { EMPTY_STORAGE } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { signDocuments } from '../signing/sign-documents.ts';
import { openPrescriptionForm, prescriptionSignable } from './prescribe.ts';

/** The form of a paper or telephone prescription that the pharmacy stores. */
export const openStorageForm = (env: Environment, desk: Desk, patientId: string) =>
  openPrescriptionForm(env, desk, patientId, { storage: EMPTY_STORAGE });

/** Signed by who recorded it; the customer waits at the counter, so nothing is held back before it is sent. */
export const signStored = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> =>
  signDocuments(env, desk, { ...prescriptionSignable(env, desk), takeBackSeconds: () => 0 }, items, pin2);

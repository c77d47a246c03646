import { type PrescriptionCorrection } from '../../../../shared/domain/documents/prescription-change.ts';
import {
  newestVersion,
  patientAgrees,
  type CancellationChoice,
} from '../../../../shared/domain/lifecycle/cancellation.ts';
import { againstChange, type Change } from '../../../../shared/domain/lifecycle/change-refusal.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { correctedPrescription, formOfCorrection } from '../../../../shared/domain/prescribing/correction.ts';
import { type PrescriptionForm } from '../../../../shared/domain/prescribing/prescription-form.ts';
import { type Prescription } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { knownRow } from './prescription-list.ts';

/** What a draft changes: the version that it was opened on. It stays when the list is fetched again. */
export type ChangeGround = Readonly<{ before: Prescription }>;

const keyOf = (documentOid: Oid): string => `change.${documentOid}`;

export const keepChangeGround = (tx: Tx, documentOid: Oid, ground: ChangeGround): void =>
  tx.settings.put(keyOf(documentOid), ground);

export const changeGroundIn = (tx: Tx, { documentOid }: Draft): ChangeGround | null =>
  (tx.settings.get(keyOf(documentOid)) ?? null) as ChangeGround | null;

export const changeGround = (env: Environment, draft: Draft): ChangeGround | null =>
  env.store.read(tx => changeGroundIn(tx, draft));

/** The form of a cancellation: the prescription itself is not touched, so only the choice is kept. */
export type CancellationForm = Readonly<{ cancellation: CancellationChoice }>;

export const isCorrection = ({ form }: Draft): boolean => (form as PrescriptionForm).correction !== undefined;
export const isCancellation = ({ form }: Draft): boolean => 'cancellation' in (form as object);

export function correctionBasis(
  env: Environment,
  draft: Draft,
): Readonly<{ setId: Oid; before: PrescriptionForm }> | null {
  const ground = changeGround(env, draft);
  return ground === null ? null : { setId: ground.before.setId, before: formOfCorrection(ground.before) };
}

const changeOf = (draft: Draft): Change | null => {
  if (isCorrection(draft)) return { kind: 'correct' };
  if (!isCancellation(draft)) return null;
  const { cancellation } = draft.form as CancellationForm;
  return { kind: 'cancel', type: cancellation.type, patientAgrees: patientAgrees(cancellation) };
};

/** Why a change may no longer be signed: what is known of the prescription now is not what it was opened on. */
export function changeStops(
  env: Environment,
  desk: Desk,
  patient: Patient,
  draft: Draft,
): Failure<'RX-0001' | 'RX-0006' | 'FORM-0004'> | null {
  const change = changeOf(draft);
  if (change === null) return null;
  const ground = changeGround(env, draft);
  if (ground === null) return { code: 'FORM-0004' };
  const row = knownRow(env, desk, patient, ground.before.setId);
  if (row === null) return { code: 'RX-0001' };
  if (row.prescription.oid !== ground.before.oid) return { code: 'RX-0006', detail: ['newerVersion'] };
  const against = againstChange(row, change, desk.professional);
  return against === null ? null : { code: 'RX-0006', detail: [against] };
}

/** The whole prescription as it is from now on, with who corrected it and why. */
export function correctionContent(
  env: Environment,
  desk: Desk,
  before: Prescription,
  written: Prescription,
  form: PrescriptionForm,
): PrescriptionCorrection {
  const { reasonCode = '', reasonText = '' } = form.correction ?? {};
  return {
    ...correctedPrescription(before, written, form),
    correction: {
      replaces: newestVersion(before),
      corrector: desk.professional,
      correctedAt: env.clock.now(),
      reason: reasonCode === '' ? null : { code: reasonCode, text: reasonText.trim() },
    },
  };
}

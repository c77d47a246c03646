import { type ErrorCode, type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { ok, type Result } from '../../../../shared/kernel/result.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';

/** Query reason of 1.2.246.537.5.40110.2006: dispensing. */
const DISPENSING = '6';

/** `fault`: why it is not in the list; RX-0001 where the Centre knows no such prescription of this customer. */
export type NamedPrescription = Readonly<{ found: boolean; fault: ErrorCode | null }>;

/**
 * Fetches one prescription by the identifier that the customer shows on a patient instruction or a summary: a denied one, or one
 * of a person without an identity code, is found in no other way (rule R66; kanta.fi, denial of disclosure). It stays in the
 * list of this customer as long as the data are open at this desk.
 */
export async function fetchNamed(
  env: Environment,
  desk: Desk,
  patientId: string,
  setId: Oid,
): Promise<Result<NamedPrescription, Failure<'PAT-0002' | 'PAT-0004'>>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return opened;
  const { patient, opening } = opened.value;
  const context = contextOf(env, desk.professional, DISPENSING, opening.basis ?? '');
  const answer = await env.centre.ofPatient(patient, context, [setId]);
  const found = answer.ok && answer.value.some(({ prescription }) => prescription.setId === setId);
  const fault = answer.ok ? (found ? null : 'RX-0001') : answer.error.code;
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, {
      act: 'search',
      patientId,
      subject: setId,
      reason: DISPENSING,
      outcome: fault ?? 'ok',
    }),
  );
  const still = desk.opened.get(patientId);
  if (!found || still === undefined) return ok({ found: false, fault });
  desk.opened.set(patientId, { ...still, named: [...(still.named ?? []).filter(known => known !== setId), setId] });
  return ok({ found, fault });
}

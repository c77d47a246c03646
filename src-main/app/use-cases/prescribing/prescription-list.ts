import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { may } from '../../../../shared/domain/people/capabilities.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { expiresOn, prescribedTotal } from '../../../../shared/domain/prescribing/amounts.ts';
import { type Prescription, type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';
import { noteHoldings } from '../dispensing/holdings.ts';
import { keptPrescriptions } from '../offline/kept-lists.ts';
import { isRenewalAnswer } from '../renewals/rejection.ts';
import { type StoredDocument } from '../../ports/store/documents.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';

/** Query reasons of 1.2.246.537.5.40110.2006: 1 treatment, 5 summary, 6 dispensing. */
export type ListReason = '1' | '5' | '6';

export type PrescriptionList = Readonly<{ rows: PrescriptionRow[]; source: Sourced }>;

type Waiting = Readonly<{ document: StoredDocument; acceptance: 'queued' | 'rejected' }>;

/** What was signed at this workstation for the patient and what the Centre has not accepted yet. */
function waitingHere(env: Environment, patientId: string): readonly Waiting[] {
  return env.store.read(tx =>
    tx.documents.ofPatient('prescription', patientId).flatMap(document => {
      // An answer to a renewal request is no prescription.
      if (isRenewalAnswer(document.content)) return [];
      const item = tx.outbox.byDocument(document.oid);
      if (item === null || item.state === 'accepted' || item.state === 'cancelled') return [];
      return [{ document, acceptance: item.state === 'rejected' ? ('rejected' as const) : ('queued' as const) }];
    }),
  );
}

/** New prescriptions that exist here, and nowhere else. */
const newRows = (waiting: readonly Waiting[], known: ReadonlySet<string>): PrescriptionRow[] =>
  waiting.flatMap(({ document, acceptance }) => {
    if (document.version > 1 || known.has(document.setId)) return [];
    const { renewal: _renewal, ...prescription } = document.content as Prescription & { renewal?: unknown };
    return [
      {
        prescription,
        state: 'notDispensed' as const,
        holder: null,
        remaining: prescribedTotal(prescription),
        dispensedLots: 0,
        lastDispensedAt: null,
        expiresOn: expiresOn(prescription),
        acceptance,
      },
    ];
  });

/** A row with the change of it that waits here: the Centre's word stands until it has accepted the change. */
function withChange(row: PrescriptionRow, waiting: readonly Waiting[]): PrescriptionRow {
  const { setId, version } = row.prescription;
  const change = waiting.find(({ document }) => document.setId === setId && document.version > version);
  if (change === undefined) return row;
  const kind = 'cancellation' in change.document.content ? ('cancellation' as const) : ('correction' as const);
  return { ...row, change: { kind, acceptance: change.acceptance } };
}

/** The Centre's rows with what waits here, which stands first. */
function withWaiting(env: Environment, patientId: string, rows: readonly PrescriptionRow[]): PrescriptionRow[] {
  const waiting = waitingHere(env, patientId);
  return [
    ...newRows(waiting, new Set(rows.map(row => row.prescription.setId))),
    ...rows.map(row => withChange(row, waiting)),
  ];
}

/** The Centre's answer does not carry what only the own register knows: the patient is shown as known here. */
const withOwnPatient = (rows: readonly PrescriptionRow[], patient: Patient): PrescriptionRow[] =>
  rows.map(row => ({ ...row, prescription: { ...row.prescription, patient } }));

/**
 * From the Prescription Centre when its line is up, else from the cache with its age; what waits in the own queue stands
 * first. The answer always says where it comes from.
 */
export async function listPrescriptions(
  env: Environment,
  desk: Desk,
  patient: Patient,
  reason: ListReason,
  relation: string,
): Promise<PrescriptionList> {
  const askedAt = env.clock.now();
  const line = env.queue.lines().find(l => l.service === 'resepti');
  if (line?.state === 'down') env.queue.wanted('resepti');
  const answer =
    line?.state === 'down'
      ? { ok: false as const, error: { code: line.lastFault ?? ('NET-0001' as const) } }
      : await env.centre.ofPatient(
          patient,
          contextOf(env, desk.professional, reason, relation),
          desk.opened.get(patient.id)?.named,
        );
  if (answer.ok) {
    const at = env.clock.now();
    env.store.write(tx => {
      // Answers may overtake each other: what was asked for later is not replaced by what was asked for before it.
      const kept = keptPrescriptions(tx, desk, patient.id);
      const newer = kept !== null && kept.at > askedAt && kept.at <= at;
      if (newer) return;
      tx.cache.putPrescriptions(patient.id, answer.value, askedAt, desk.professional.organisation.oid);
      if (may(desk.professional, 'dispense')) noteHoldings(tx, desk, patient.id, answer.value);
    });
    const rows = withOwnPatient(answer.value, patient);
    return {
      rows: withWaiting(env, patient.id, rows),
      source: { from: 'service', asOf: at, fault: null },
    };
  }
  const cached = env.store.read(tx => keptPrescriptions(tx, desk, patient.id));
  const rows = withOwnPatient(cached?.rows ?? [], patient);
  return {
    rows: withWaiting(env, patient.id, rows),
    source: {
      from: cached === null ? 'none' : 'cache',
      asOf: cached?.at ?? null,
      fault: answer.error.code,
      ...(cached?.part === 'own' ? { ownOnly: true } : {}),
    },
  };
}

/** A row of the Centre as the list shows it. */
export const shownRow = (env: Environment, patient: Patient, row: PrescriptionRow): PrescriptionRow =>
  withOwnPatient([row], patient).map(one => withChange(one, waitingHere(env, patient.id)))[0] ?? row;

/** The row of one prescription as this workstation knows it now; null where it does not. */
export function knownRow(env: Environment, desk: Desk, patient: Patient, setId: Oid): PrescriptionRow | null {
  const cached = env.store.read(tx => keptPrescriptions(tx, desk, patient.id));
  const rows = withWaiting(env, patient.id, withOwnPatient(cached?.rows ?? [], patient));
  return rows.find(({ prescription }) => prescription.setId === setId) ?? null;
}

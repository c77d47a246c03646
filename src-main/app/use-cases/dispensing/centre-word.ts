import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { type DispensingFacts } from '../../../../shared/domain/dispensing/dispensing.rules.ts';
import { isOutageDispensing } from '../../../../shared/domain/dispensing/outage.rules.ts';
import { againstDispensing } from '../../../../shared/domain/lifecycle/row-status.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type QueryContext } from '../../ports/kanta.port.ts';
import { type Desk } from '../../session/session.ts';
import { keptPrescriptions } from '../offline/kept-lists.ts';
import { knownRow, type PrescriptionList, shownRow } from '../prescribing/prescription-list.ts';

type RowRefusal = Failure<'RX-0002' | 'RX-0003'>;
export type OpenRefusal = Failure<'PAT-0002' | 'PAT-0003' | 'PAT-0004' | 'RX-0001'> | RowRefusal;

/** What stops a dispensing before a form opens: somebody else's hold, a lock, a state that cannot be dispensed (rule R52). */
export function rowRefusal(row: PrescriptionRow): RowRefusal | null {
  const against = againstDispensing(row);
  if (against === null) return null;
  return row.holder !== null && (against === 'heldByOther' || against === 'locked')
    ? { code: 'RX-0002', detail: [row.holder.kind] }
    : { code: 'RX-0003', detail: [row.state] };
}

/**
 * Takes the hold on what the list showed, without asking for the list again: its answer tells whether anything has happened
 * since. Null where it has, where nothing was listed, or where the hold is refused: then the list is asked for, and its words
 * say why.
 */
export async function holdListed(
  env: Environment,
  desk: Desk,
  patient: Patient,
  setId: Oid,
  context: QueryContext,
): Promise<(PrescriptionList & Readonly<{ secret: string }>) | null> {
  const known = knownRow(env, desk, patient, setId);
  const isDown = env.queue.lines().some(line => line.service === 'resepti' && line.state === 'down');
  if (isDown || known?.acceptance !== 'accepted' || rowRefusal(known) !== null) return null;
  const hold = await env.centre.hold(setId, context);
  if (!hold.ok || hold.value.row === null) return null;
  const { row, secret } = hold.value;
  const source: Sourced = { from: 'service', asOf: env.clock.now(), fault: null };
  return { rows: [shownRow(env, patient, row)], source, secret };
}

/** What an opened form knows of the Centre. */
export type CentreWord = Readonly<{
  row: PrescriptionRow;
  /** When the row was read from the service; null when it was made here and never read. */
  rowAt: Instant | null;
  holdSecret: string | null;
  /** When the Centre was asked in vain; null when it answered. */
  unansweredAt: Instant | null;
}>;

/** What the list has told of the prescription since the form was opened: it was corrected, or cannot be dispensed any more. */
export function changeSince(
  env: Environment,
  desk: Desk,
  patientId: string,
  { row, rowAt }: CentreWord,
): Failure<'RX-0002' | 'RX-0003' | 'RX-0007'> | null {
  const listed = env.store.read(tx => keptPrescriptions(tx, desk, patientId));
  if (listed === null || (rowAt !== null && listed.at <= rowAt)) return null;
  const now = listed.rows.find(({ prescription }) => prescription.setId === row.prescription.setId);
  if (now === undefined) return null;
  return now.prescription.version > row.prescription.version ? { code: 'RX-0007' } : rowRefusal(now);
}

/**
 * Whether a dispensing is made without the Centre: it does not answer, and it holds nothing for this pharmacy. What was held
 * before the line broke cannot be dispensed elsewhere and goes on as usual.
 */
export function outageOf(
  env: Environment,
  { row, rowAt, holdSecret, unansweredAt }: CentreWord,
): Pick<DispensingFacts, 'outage'> {
  const line = env.queue.lines().find(({ service }) => service === 'resepti');
  if (line === undefined || holdSecret !== null || !isOutageDispensing(row)) return {};
  const isSilent = unansweredAt !== null && (line.lastOkAt === null || line.lastOkAt <= unansweredAt);
  if (line.state !== 'down' && !isSilent) return {};
  const since = line.state === 'down' || unansweredAt === null ? line.since : unansweredAt;
  return { outage: { since, knownAt: rowAt, now: env.clock.now() } };
}

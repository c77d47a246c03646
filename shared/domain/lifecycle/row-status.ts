import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { step, type Actor, type LifeEvent, type Refusal, type Status } from './prescription.machine.ts';

type Held = Pick<PrescriptionRow, 'state' | 'holder'>;

/** What the machine needs of a row of the list. */
export const statusOf = (row: Held): Status => ({ dispensing: row.state, holder: row.holder?.kind ?? null });

/** The own pharmacy in relation to a row. `dispensed`: it made the dispensing that is spoken of. */
export const ownPharmacy = (row: Held, dispensed = false): Actor => ({
  kind: 'pharmacy',
  holds: row.holder?.mine ?? false,
  dispensed,
});

/** Why an event may not happen to a row now; null where it may. */
export function refusalOf(row: Held, event: LifeEvent, actor: Actor): Refusal | null {
  const next = step(statusOf(row), event, actor);
  return next.ok ? null : next.error;
}

/** Why the own pharmacy may not dispense a row now, as far as its status says; dates and amounts are judged elsewhere. */
export const againstDispensing = (row: Held): Refusal | null =>
  refusalOf(row, { kind: 'dispense', left: 'some' }, ownPharmacy(row));

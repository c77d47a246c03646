import { addDays, dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { againstDispensing } from '../lifecycle/row-status.ts';
import { type PrescriptionRow } from '../prescribing/prescription.ts';

/** Why a prescription cannot be dispensed at this moment; the states are those of the Prescription Centre. */
export type NotNow =
  | Readonly<{ because: 'cancelled' | 'fullyDispensed' | 'rejected' | 'hospital' | 'abroad' }>
  | Readonly<{ because: 'expired'; on: LocalDate }>
  | Readonly<{ because: 'held'; kind: NonNullable<PrescriptionRow['holder']>['kind'] }>
  | Readonly<{ because: 'interval'; until: LocalDate }>;

/** The first day on which the next lot of an iterated prescription is due (LL 121); null where no interval waits. */
export function nextLotOn({
  prescription,
  lastDispensedAt,
}: Pick<PrescriptionRow, 'prescription' | 'lastDispensedAt'>): LocalDate | null {
  const intervalDays = prescription.iteration?.intervalDays ?? null;
  if (intervalDays === null || lastDispensedAt === null) return null;
  return addDays(dateInHelsinki(instantMs(lastDispensedAt)), intervalDays);
}

/**
 * What keeps a prescription out of the list "can be dispensed now"; null when nothing does. An interval that has not
 * passed may still be dispensed with a reason (rule R54); the other causes stop the form from opening (rule R52, R69).
 */
export function notNow(row: PrescriptionRow, today: LocalDate): NotNow | null {
  if (row.acceptance === 'rejected') return { because: 'rejected' };
  if (row.state === 'cancelled' || row.state === 'fullyDispensed') return { because: row.state };
  if (row.state === 'expired' || row.expiresOn < today) return { because: 'expired', on: row.expiresOn };
  if (row.prescription.prescriptionKind === '2') return { because: 'hospital' };
  if (row.prescription.prescriptionKind === '3') return { because: 'abroad' };
  if (row.holder !== null && againstDispensing(row) !== null) return { because: 'held', kind: row.holder.kind };
  const due = nextLotOn(row);
  return due !== null && due > today ? { because: 'interval', until: due } : null;
}

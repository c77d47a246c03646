import { type PharmacyActKind } from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type MadeRow } from './made.store.ts';

/** What an act is begun on: a prescription of the list, or a dispensing made here. */
export type ActTarget =
  | Readonly<{ kind: 'dispensingCancellation' | 'dispensingCorrection'; made: MadeRow; row: PrescriptionRow | null }>
  | Readonly<{
      kind: Exclude<PharmacyActKind, 'dispensingCancellation' | 'dispensingCorrection'>;
      row: PrescriptionRow;
    }>;

/** Own key of each act in the lists; what takes a prescription and its release share one. */
export const ACT_KEYS = {
  prescriptionCorrection: 'K',
  lock: 'L',
  unlock: 'L',
  reservation: 'V',
  reservationRelease: 'V',
  doseDispensing: 'J',
  doseDispensingRelease: 'J',
  renewalRequest: 'U',
  dispensingCorrection: 'K',
  dispensingCancellation: 'M',
} as const satisfies Record<PharmacyActKind, string>;

type RowAct = Extract<
  PharmacyActKind,
  | 'prescriptionCorrection'
  | 'lock'
  | 'unlock'
  | 'reservation'
  | 'reservationRelease'
  | 'doseDispensing'
  | 'doseDispensingRelease'
  | 'renewalRequest'
>;

/** Acts offered on a row: what this pharmacy holds it may give back, else it may take. */
export function actsOfRow(row: PrescriptionRow): readonly RowAct[] {
  const mine = row.holder?.mine === true ? row.holder.kind : null;
  return [
    'prescriptionCorrection',
    mine === 'locked' ? 'unlock' : 'lock',
    mine === 'reserved' ? 'reservationRelease' : 'reservation',
    mine === 'doseDispensing' ? 'doseDispensingRelease' : 'doseDispensing',
    'renewalRequest',
  ];
}

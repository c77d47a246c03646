import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';

/**
 * Longest texts that the host takes at all (contract `prescriptionForm`). The rules call a text too long well before; what
 * is beyond these bounds could not even be saved as a draft.
 */
const BOUNDS: Readonly<Partial<Record<keyof PrescriptionForm, number>>> = {
  doseTyped: 2000,
  packages: 32,
  totalAmount: 32,
  totalUnit: 32,
  durationDays: 32,
  repeats: 32,
  repeatIntervalDays: 32,
  indication: 1000,
  renewalBanText: 200,
  weightKg: 32,
  messageToPharmacy: 2000,
  narcoticIdentificationText: 200,
};
export const REASON_BOUND = 500;

/** At most `max` UTF-16 units of NFC text; never half a character. */
export function cutText(text: string, max: number): string {
  const whole = text.normalize('NFC');
  if (whole.length <= max) return whole;
  const cut = whole.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A change to the form as the host can store it. */
export function storable(change: Partial<PrescriptionForm>): Partial<PrescriptionForm> {
  const entries = Object.entries(change).map(([field, value]) => {
    const max = BOUNDS[field as keyof PrescriptionForm];
    return [field, max !== undefined && typeof value === 'string' ? cutText(value, max) : value];
  });
  return Object.fromEntries(entries) as Partial<PrescriptionForm>;
}

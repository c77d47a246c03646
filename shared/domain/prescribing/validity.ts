import { addMonths, dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type PrescribedProduct, type Prescription } from './prescription.ts';

/**
 * Months of validity: two years; one year for PKV medicines, narcotics and biologicals.
 * Source: Kanta, prescriptions for professionals (kanta.fi/reseptit).
 */
export const validityMonths = (product: Pick<PrescribedProduct, 'controlClass' | 'narcotic' | 'biological'>): number =>
  product.controlClass !== null || product.narcotic || product.biological ? 12 : 24;

/** The last day on which a prescription of `on` can be valid: the same calendar day, the last of February for a leap day. */
export const latestValidDay = (
  product: Pick<PrescribedProduct, 'controlClass' | 'narcotic' | 'biological'>,
  on: LocalDate,
): LocalDate => addMonths(on, validityMonths(product));

/** The last day on which it may be dispensed: the full validity, or the earlier day that the prescriber set. */
export function expiresOn(prescription: Pick<Prescription, 'product' | 'prescribedAt' | 'validUntil'>): LocalDate {
  const full = latestValidDay(prescription.product, dateInHelsinki(instantMs(prescription.prescribedAt)));
  return prescription.validUntil !== null && prescription.validUntil < full ? prescription.validUntil : full;
}

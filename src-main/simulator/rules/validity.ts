import { type LocalDate, addMonths } from '../../../shared/kernel/time.ts';
import { type CdaPrescription } from '../cda/cda-types.ts';

type Limits = Pick<CdaPrescription, 'validUntil' | 'pkv' | 'narcotic' | 'biological' | 'productKind'>;

/**
 * Last day on which a prescription may be dispensed: two years from the day of prescribing; one year for PKV medicines,
 * narcotics, biologicals and patient-specific special-permit products (kind 11); sooner when the prescriber said so.
 * Source: Kela, Prescription Centre instructions.
 */
export function validUntil(body: Limits, prescribedOn: LocalDate): LocalDate {
  const oneYear = body.pkv !== null || body.narcotic === true || body.biological || body.productKind === '11';
  const longest = addMonths(prescribedOn, oneYear ? 12 : 24);
  return body.validUntil !== null && body.validUntil.date < longest ? body.validUntil.date : longest;
}

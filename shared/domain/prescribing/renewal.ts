import { type Oid } from '../../kernel/oid.ts';
import { type Instant } from '../../kernel/time.ts';
import { decimal, multiply } from '../../kernel/decimal.ts';
import {
  type DosingInstruction,
  type PrescribedAmount,
  type PrescribedProduct,
  type Prescription,
} from './prescription.ts';
import { EMPTY_PRESCRIPTION_FORM, type PrescriptionForm } from './prescription-form.ts';

/** A renewal request (document type 8) in the inbox of the unit that was asked. Kinds of consent: 1.2.246.537.5.40119.2006. */
export type RenewalInboxItem = Readonly<{
  /** Address at the service: what is taken into work and answered. */
  id: string;
  requestOid: Oid;
  prescriptionSetId: Oid;
  patientIdentityCode: string;
  state: 'sent' | 'received';
  requestedAt: Instant;
  /** Eight days after it was taken into work; null before. */
  endsAt: Instant | null;
  message: string;
}>;

/** What a renewal draft answers and renews; the dose is the one that stays when nobody touches it. */
export type RenewalGround = Readonly<{
  request: Readonly<{ id: string; oid: Oid }>;
  renewed: Readonly<{ oid: Oid; setId: Oid; version: number }>;
  dose: DosingInstruction;
  /** The form that repeats it, which changes are told against; absent in what an earlier version kept. */
  form?: PrescriptionForm;
}>;

const intervalText = (iteration: Prescription['iteration']): string =>
  iteration === null || iteration.intervalDays === null ? '' : String(iteration.intervalDays);

/** A medicine by its substance has no package: so many packages become what was in them. */
function amountToday(amount: PrescribedAmount, product: PrescribedProduct | null): PrescribedAmount {
  if (amount.mode !== '1' || product?.kind !== '9' || amount.packageSize === null) return amount;
  const { value, unit } = amount.packageSize;
  return { mode: '2', total: { value: multiply(value, decimal(String(amount.packages))), unit } };
}

/**
 * The form that repeats a prescription: same medicine, dose and amount, nothing of what belonged to its beginning (start of
 * use, shortened validity, message to the pharmacy). `product` is the medicine as the database has it today.
 */
export function formOfRenewal(
  { amount: written, dose, ...old }: Prescription,
  product: PrescribedProduct | null,
): PrescriptionForm {
  const amount = amountToday(written, product);
  return {
    ...EMPTY_PRESCRIPTION_FORM,
    product,
    doseTyped: dose.text,
    doseTextOnly: true,
    amountMode: amount.mode === '9' ? '1' : amount.mode,
    packages: amount.mode === '1' ? String(amount.packages) : '1',
    totalAmount: amount.mode === '2' ? amount.total.value.replace('.', ',') : '',
    totalUnit: amount.mode === '2' ? amount.total.unit : '',
    durationDays: amount.mode === '3' ? String(amount.lengthDays) : '',
    repeats: old.iteration === null ? '' : String(old.iteration.repeats),
    repeatIntervalDays: intervalText(old.iteration),
    indication: old.indication,
    indicationNotStated: old.indication === '',
    sic: old.sic,
    treatmentKind: old.treatmentKind,
    permanentMedication: old.permanentMedication,
    substitutionProhibited: old.substitutionProhibited,
    weightKg: '',
    minorDisclosure: old.minorDisclosure,
  };
}

/** The dose of the old prescription, structure included, where its sentence was left as it was. */
export const renewedDose = (form: PrescriptionForm, { dose }: RenewalGround): DosingInstruction | null =>
  form.doseTextOnly && form.doseTyped === dose.text ? dose : null;

import { CHANGE_REASONS } from '../../codes/prescription-values.ts';
import { type Prescription } from './prescription.ts';
import { type PrescriptionForm } from './prescription-form.ts';
import { formOfRenewal } from './renewal.ts';

/** The form that says what a prescription says: correcting starts from it, and what differs from it is the correction. */
export const formOfCorrection = (before: Prescription): PrescriptionForm => ({
  ...formOfRenewal(before, before.product),
  renewalProhibited: before.renewalProhibited,
  renewalBanCode: before.renewalBan === null ? '' : before.renewalBan.code === '1' ? '1' : '5',
  // The form offers two reasons: another one is carried by its name.
  renewalBanText:
    before.renewalBan?.text ?? (before.renewalBan === null ? '' : CHANGE_REASONS[before.renewalBan.code].fi),
  startOfUse: before.startOfUse,
  weightKg: before.weightKg?.replace('.', ',') ?? '',
  messageToPharmacy: before.messageToPharmacy,
  validUntil: before.validUntil,
  narcoticIdentificationCode: before.narcoticIdentification?.code ?? '',
  narcoticIdentificationText: before.narcoticIdentification?.text ?? '',
  ...(before.employer === undefined ? {} : { employer: before.employer }),
  ...(before.insurer === undefined ? {} : { insurer: before.insurer }),
  ...(before.biologicalJustification === undefined ? {} : { biologicalJustification: before.biologicalJustification }),
  correction: { reasonCode: '', reasonText: '' },
});

/**
 * The prescription as it is from now on. What the form did not touch stays to the letter, also what no form holds (structure
 * of a dose, clarifications for Kela, identifiers of the medicine); patient, prescriber and day of prescribing never change.
 * @param written what the form stands for, under the ids of the new version
 */
export function correctedPrescription(
  before: Prescription,
  written: Prescription,
  form: PrescriptionForm,
): Prescription {
  const start = formOfCorrection(before);
  const isSame = (...fields: readonly (keyof PrescriptionForm)[]): boolean =>
    fields.every(field => JSON.stringify(start[field]) === JSON.stringify(form[field]));
  const {
    createdAt: _createdAt,
    signedIn: _signedIn,
    employer: _employer,
    insurer: _insurer,
    biologicalJustification: _justification,
    ...kept
  } = before;
  return {
    ...kept,
    oid: written.oid,
    setId: written.setId,
    version: written.version,
    patient: written.patient,
    product: isSame('product') ? before.product : written.product,
    amount: isSame('product', 'amountMode', 'packages', 'totalAmount', 'totalUnit', 'durationDays')
      ? before.amount
      : written.amount,
    iteration: isSame('repeats', 'repeatIntervalDays') ? before.iteration : written.iteration,
    dose: isSame('product', 'doseTyped', 'doseTextOnly') ? before.dose : written.dose,
    validUntil: isSame('validUntil') ? before.validUntil : written.validUntil,
    renewalBan: isSame('renewalProhibited', 'renewalBanCode', 'renewalBanText')
      ? before.renewalBan
      : written.renewalBan,
    renewalProhibited: written.renewalProhibited,
    sic: written.sic,
    indication: written.indication,
    treatmentKind: written.treatmentKind,
    permanentMedication: written.permanentMedication,
    substitutionProhibited: written.substitutionProhibited,
    startOfUse: written.startOfUse,
    weightKg: written.weightKg,
    messageToPharmacy: written.messageToPharmacy,
    narcoticIdentification: written.narcoticIdentification,
    minorDisclosure: written.minorDisclosure,
    ...(written.employer === undefined ? {} : { employer: written.employer }),
    ...(written.insurer === undefined ? {} : { insurer: written.insurer }),
    ...(written.biologicalJustification === undefined
      ? {}
      : { biologicalJustification: written.biologicalJustification }),
  };
}

import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { type DispensingForm } from './dispensing.ts';

/**
 * What was typed, on the prescription as it is now. A label that said the prescribed dose says the corrected one, and what was
 * confirmed of the version before is confirmed anew; everything else is the dispenser's own and stays.
 */
export function carriedOver(form: DispensingForm, before: PrescriptionRow, now: PrescriptionRow): DispensingForm {
  if (before.prescription.version === now.prescription.version) return form;
  const isDoseUntouched = form.labelDoseText === before.prescription.dose.text;
  return {
    ...form,
    labelDoseText: isDoseUntouched ? now.prescription.dose.text : form.labelDoseText,
    confirmations: [],
  };
}

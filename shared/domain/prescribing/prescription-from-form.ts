import { type Oid } from '../../kernel/oid.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { storedText } from '../../kernel/text.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Finding } from '../finding.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { blocksOf, findingsBy } from '../rule.ts';
import { phasesSentence } from './dose-language.ts';
import { planOfPhases } from './dose-structure.ts';
import { PRESCRIBING_FORM_RULES } from './prescribing-form.rules.ts';
import { doseOf, durationOf, intervalOf, packagesOf, repeatsOf, totalOf, weightOf } from './prescribing-facts.ts';
import { type PrescriptionForm } from './prescription-form.ts';
import {
  type DosingInstruction,
  type NarcoticIdentification,
  type PrescribedAmount,
  type Prescription,
  type RenewalBan,
} from './prescription.ts';
import { latestValidDay } from './validity.ts';

/** What the form does not hold. `today` is the Finnish calendar date of `at`. */
export type PrescriptionContext = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  patient: Patient;
  prescriber: Professional;
  serviceEventOid: Oid | null;
  at: Instant;
  today: LocalDate;
}>;

const written = (typed: string): string => storedText(typed).trim();

function amountOf(form: PrescriptionForm, start: LocalDate): PrescribedAmount | null {
  switch (form.amountMode) {
    case '1': {
      const packages = packagesOf(form);
      if (packages === null || form.product === null || form.product.kind === '9') return null;
      return { mode: '1', packages, sizeText: form.product.sizeText, packageSize: form.product.packageSize };
    }
    case '2': {
      const value = totalOf(form);
      return value === null ? null : { mode: '2', total: { value, unit: written(form.totalUnit) } };
    }
    case '3': {
      const lengthDays = durationOf(form);
      return lengthDays === null ? null : { mode: '3', start, lengthDays };
    }
  }
}

function renewalBanOf(form: PrescriptionForm): RenewalBan | null {
  if (!form.renewalProhibited || form.renewalBanCode === '') return null;
  return form.renewalBanCode === '5' ? { code: '5', text: written(form.renewalBanText) } : { code: '1' };
}

function identificationOf(form: PrescriptionForm): NarcoticIdentification | null {
  const code = form.narcoticIdentificationCode;
  if (form.product?.narcotic !== true || code === '') return null;
  return code === '9' ? { code, text: written(form.narcoticIdentificationText) } : { code };
}

function instructionOf(form: PrescriptionForm, context: PrescriptionContext): DosingInstruction | null {
  const dose = doseOf({ form, today: context.today });
  if (dose === null) return { text: written(form.doseTyped), structured: null };
  if (!dose.ok) return null;
  const { language } = context.patient;
  const [first, ...later] = dose.value;
  const text = phasesSentence(dose.value, language);
  if (later.length === 0) return { text, structured: first };
  const plan = planOfPhases(dose.value, language);
  return { text, structured: null, ...(plan === null ? {} : { plan }) };
}

/** The day on which the first phase begins; null where it is open. */
const startOf = (dose: DosingInstruction | null): LocalDate | null =>
  dose?.structured?.startsOn ?? dose?.plan?.seasons[0]?.start ?? null;

/**
 * The prescription that a form stands for, in the patient's language. Refused with the blocking findings of the form;
 * what needs the database or other prescriptions is for `checkPrescription`.
 */
export function prescriptionFromForm(
  form: PrescriptionForm,
  context: PrescriptionContext,
): Result<Prescription, readonly Finding[]> {
  const { patient, prescriber, today } = context;
  const document = { oid: context.oid, setId: context.setId, version: context.version };
  const blocks = blocksOf(findingsBy(PRESCRIBING_FORM_RULES, { form, patient, prescriber, today, document }));
  if (blocks.length > 0) return fail(blocks);

  const dose = instructionOf(form, context);
  const amount = amountOf(form, startOf(dose) ?? today);
  const [repeats, interval] = [repeatsOf(form), intervalOf(form)];
  if (form.product === null || dose === null || amount === null || repeats === null || interval === 'fault')
    throw new Error('the form rules let an incomplete prescription through');
  const { product } = form;
  return ok({
    ...document,
    language: patient.language,
    patient,
    prescriber,
    serviceEventOid: context.serviceEventOid,
    prescribedAt: context.at,
    // Only a shortened validity may be written (1.2.246.777.11.2020: effectiveTime.high is absent otherwise).
    validUntil: form.validUntil === latestValidDay(product, today) ? null : form.validUntil,
    product,
    amount,
    iteration: repeats === 0 ? null : { repeats, intervalDays: interval },
    dose,
    sic: form.sic,
    indication: form.indicationNotStated ? '' : written(form.indication),
    treatmentKind: form.treatmentKind,
    permanentMedication: form.permanentMedication,
    renewalProhibited: form.renewalProhibited,
    renewalBan: renewalBanOf(form),
    substitutionProhibited: form.substitutionProhibited,
    doseDispensing: false,
    startOfUse: form.startOfUse,
    weightKg: weightOf(form),
    messageToPharmacy: written(form.messageToPharmacy),
    narcoticIdentification: identificationOf(form),
    minorDisclosure: form.minorDisclosure,
    ...(form.treatmentKind === 'T'
      ? { employer: written(form.employer ?? ''), insurer: written(form.insurer ?? '') }
      : {}),
    ...(product.biological && written(form.biologicalJustification ?? '') !== ''
      ? { biologicalJustification: written(form.biologicalJustification ?? '') }
      : {}),
  });
}

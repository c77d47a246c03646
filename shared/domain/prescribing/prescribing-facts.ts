import { ageInYears, type LocalDate } from '../../kernel/time.ts';
import { type Decimal } from '../../kernel/decimal.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Result } from '../../kernel/result.ts';
import { readAmount, readWhole } from '../form-number.ts';
import {
  nameOf,
  weightOf as knownWeight,
  type KnowledgeContext,
  type KnowledgeFacts,
} from '../knowledge/knowledge-facts.ts';
import { type MedicinePackage } from '../medicine.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type FormText } from '../text.rules.ts';
import { type DosePhases } from './dose.ts';
import { type DoseFault } from './dose-fault.ts';
import { readDosePhases } from './dose-language.ts';
import { greatestPhase } from './dose-amounts.ts';
import { doseUnitFor } from './dose-unit.ts';
import { type PrescriptionForm } from './prescription-form.ts';
import { type PrescribedProduct, type PrescriptionRow } from './prescription.ts';

/** What can be judged from the form, the patient and the prescriber alone. */
export type FormFacts = Readonly<{
  form: PrescriptionForm;
  patient: Patient;
  prescriber: Professional;
  today: LocalDate;
  /** The identifiers of the document to be made, once they are known. */
  document?: Readonly<{ oid: Oid; setId: Oid; version: number }>;
  /** Of a correction: what the prescription says now. */
  before?: PrescriptionForm | undefined;
}>;

/** Everything the prescribing rules look at. */
export type PrescribingFacts = FormFacts &
  Readonly<{
    /** The Pharmaceutical Database in use. `invented`: the practice release, which is allowed to grow old. */
    release: Readonly<{ id: string; date: LocalDate; invented: boolean }>;
    /** The package as that release has it; null where it has none, or where the form names no package. */
    packageNow: MedicinePackage | null;
    /** Of a biological: the cheapest package of its size and group; null where no prices can be compared, absent = not asked. */
    cheapestAlike?: MedicinePackage | null;
    /** Prescriptions in force; null = they could not be fetched, which is a finding of its own. */
    active: readonly PrescriptionRow[] | null;
    /** Installed knowledge packs, what is known of the patient, and what else is in use or in the basket. */
    knowledge: KnowledgeContext;
    /** Day of the patient's latest visit at this unit; null = none is known, absent = not asked. */
    lastSeenOn?: LocalDate | null;
    /** Codes of the restrictions of the prescriber's right, as the role service last told them; absent = none. */
    limitations?: readonly string[];
  }>;

/** The medicine of the form with its dose, as the knowledge checks look at it. */
export function knowledgeFactsOf(facts: PrescribingFacts): KnowledgeFacts {
  const { form, patient, today, knowledge } = facts;
  const { product } = form;
  const dose = doseOf(facts);
  return {
    ...knowledge,
    patient,
    today,
    weightKg: knownWeight(weightOf(form), knowledge.health, today),
    medicine:
      product === null
        ? null
        : {
            atc: product.atc,
            name: nameOf(product),
            substances: product.substances,
            atcName: product.atcName,
            strength: product.strength,
            dose: dose?.ok === true ? greatestPhase(dose.value) : null,
            sic: form.sic,
          },
  };
}

/** Bounds of typed numbers. Those of counts follow the contract; the longest texts are our own until the package's are read. */
export const LIMITS = {
  packages: 999,
  total: '1000000' as Decimal,
  durationDays: 3660,
  repeats: 99,
  repeatIntervalDays: 999,
  weightKg: '500' as Decimal,
  doseText: 1000,
  indication: 300,
  message: 1000,
  unit: 20,
  shortText: 200,
} as const;

export const packagesOf = (form: PrescriptionForm): number | null => readWhole(form.packages, 1, LIMITS.packages);
export const totalOf = (form: PrescriptionForm): Decimal | null => readAmount(form.totalAmount, LIMITS.total);
export const durationOf = (form: PrescriptionForm): number | null =>
  readWhole(form.durationDays, 1, LIMITS.durationDays);
export const weightOf = (form: PrescriptionForm): Decimal | null => readAmount(form.weightKg, LIMITS.weightKg);

/** Number of repeats; 0 where none is typed, null where what is typed is no number. */
export const repeatsOf = (form: PrescriptionForm): number | null =>
  form.repeats.trim() === '' ? 0 : readWhole(form.repeats, 0, LIMITS.repeats);

/** Days between lots; null where none is typed. A typed text that is no number is `'fault'`. */
export function intervalOf(form: PrescriptionForm): number | null | 'fault' {
  if (form.repeatIntervalDays.trim() === '') return null;
  return readWhole(form.repeatIntervalDays, 1, LIMITS.repeatIntervalDays) ?? 'fault';
}

export const isControlled = (product: PrescribedProduct | null): boolean =>
  product !== null && (product.narcotic || product.controlClass !== null);

export const ageOf = ({ patient, today }: Pick<FormFacts, 'patient' | 'today'>): number =>
  ageInYears(patient.birthDate, today);

/** The dose of the form, read; null where it is written as text only or there is no medicine yet. */
export function doseOf({ form, today }: Pick<FormFacts, 'form' | 'today'>): Result<DosePhases, DoseFault> | null {
  if (form.doseTextOnly || form.product === null) return null;
  const packageUnit = form.product.kind === '9' ? null : (form.product.packageSize?.unit ?? null);
  return readDosePhases(form.doseTyped, { unit: doseUnitFor(form.product.form, packageUnit), today });
}

/** Texts of the form with their field and length. */
export const textsOf = (form: PrescriptionForm): readonly FormText[] => [
  ['doseTyped', form.doseTyped, LIMITS.doseText],
  ['indication', form.indication, LIMITS.indication],
  ['messageToPharmacy', form.messageToPharmacy, LIMITS.message],
  ['totalUnit', form.totalUnit, LIMITS.unit],
  ['narcoticIdentificationText', form.narcoticIdentificationText, LIMITS.shortText],
  ['renewalBanText', form.renewalBanText, LIMITS.shortText],
  ['employer', form.employer ?? '', LIMITS.shortText],
  ['insurer', form.insurer ?? '', LIMITS.shortText],
  ['biologicalJustification', form.biologicalJustification ?? '', LIMITS.message],
  ['correctionReason', form.correction?.reasonText ?? '', LIMITS.indication],
];

import { compare, decimal, multiply, readDecimal, type Decimal } from '../../kernel/decimal.ts';
import { type Localized } from '../../kernel/language.ts';
import { dateInHelsinki, daysBetween, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type Patient } from '../people/person.ts';
import { type DoseUnit, type StructuredDose } from '../prescribing/dose.ts';
import { doseRates } from '../prescribing/dose-amounts.ts';
import { type PrescribedProduct, type PrescriptionRow } from '../prescribing/prescription.ts';
import { type KnowledgePack } from './knowledge-pack.ts';

type Answer = Readonly<{ is: 'yes' | 'no'; on: LocalDate }>;

/** What the checks need of the patient besides age, sex and allergies; null = nobody has said. */
export type HealthFacts = Readonly<{
  /** eGFR in ml/min/1.73 m2, with the day of the sample. */
  egfr: Readonly<{ value: number; on: LocalDate }> | null;
  pregnant: Answer | null;
  breastFeeding: Answer | null;
  /** Kilograms, with the day of weighing. */
  weight: Readonly<{ kg: number; on: LocalDate }> | null;
}>;

export const NO_HEALTH_FACTS: HealthFacts = { egfr: null, pregnant: null, breastFeeding: null, weight: null };

/** How old an answer may be before it is asked again, in days: our own choice, no source gives a figure. */
export const FACT_AGE_DAYS = { egfr: 365, pregnant: 60, breastFeeding: 60, weight: 180 } as const;

/** An answer that is too old is none. */
export function freshFacts(health: HealthFacts, today: LocalDate): HealthFacts {
  const fresh = <T extends Readonly<{ on: LocalDate }>>(fact: T | null, days: number): T | null =>
    fact !== null && fact.on <= today && daysBetween(fact.on, today) <= days ? fact : null;
  return {
    egfr: fresh(health.egfr, FACT_AGE_DAYS.egfr),
    pregnant: fresh(health.pregnant, FACT_AGE_DAYS.pregnant),
    breastFeeding: fresh(health.breastFeeding, FACT_AGE_DAYS.breastFeeding),
    weight: fresh(health.weight, FACT_AGE_DAYS.weight),
  };
}

/** A medicine beside the one that is checked. `inBasket`: it is being written at this desk and not yet signed. */
export type OtherMedicine = Readonly<{ atc: string; name: string; inBasket: boolean }>;

/** The medicine that is checked. */
export type CheckedMedicine = Readonly<{
  atc: string;
  name: string;
  substances: readonly string[];
  atcName: Readonly<{ fi: string; sv: string }>;
  strength: string;
  dose: StructuredDose | null;
  /** The prescriber departs knowingly from the normal dose or use. */
  sic: boolean;
}>;

/** Everything the knowledge checks look at. */
export type KnowledgeFacts = Readonly<{
  medicine: CheckedMedicine | null;
  /** Null: what else the patient takes could not be fetched. */
  others: readonly OtherMedicine[] | null;
  patient: Pick<Patient, 'birthDate' | 'sex' | 'allergies'>;
  health: HealthFacts;
  /** Of the prescription, else the last known that is fresh; doses of children are counted by it. */
  weightKg: Decimal | null;
  packs: readonly KnowledgePack[];
  today: LocalDate;
}>;

export const nameOf = (product: PrescribedProduct): string => {
  const name = 'tradeName' in product ? product.tradeName : '';
  return name === '' ? product.atcName.fi : name;
};

/** Days after the last dispensing for which a fully dispensed medicine still counts as in use: a lot of three months and a little. */
const IN_USE_DAYS = 100;

function isInUse({ prescription, state, lastDispensedAt }: PrescriptionRow, today: LocalDate): boolean {
  if (state === 'cancelled' || state === 'expired') return false;
  if (state !== 'fullyDispensed' || prescription.permanentMedication) return true;
  return lastDispensedAt !== null && daysBetween(dateInHelsinki(instantMs(lastDispensedAt)), today) <= IN_USE_DAYS;
}

/** Medicines of the list that are in use, without the prescription that is being handled. */
export const othersOf = (
  rows: readonly PrescriptionRow[],
  exceptSetId: string | null,
  today: LocalDate,
): readonly OtherMedicine[] =>
  rows
    .filter(row => row.prescription.setId !== exceptSetId && isInUse(row, today))
    .map(({ prescription: { product } }) => ({ atc: product.atc, name: nameOf(product), inBasket: false }));

/** What the prescription says, else what is known of the patient and not too old. */
export const weightOf = (written: Decimal | null, health: HealthFacts, today: LocalDate): Decimal | null => {
  const { weight } = freshFacts(health, today);
  return written ?? (weight === null ? null : decimal(String(weight.kg)));
};

/** What the host adds to a form for these checks. */
export type KnowledgeContext = Pick<KnowledgeFacts, 'others' | 'health' | 'packs'>;

/** Nothing installed and nothing known: the checks say that they did not run. */
export const NO_KNOWLEDGE: KnowledgeContext = { others: null, health: NO_HEALTH_FACTS, packs: [] };

const MILLIGRAMS: Readonly<Record<string, Decimal>> = {
  g: decimal('1000'),
  mg: decimal('1'),
  mikrog: decimal('0.001'),
  µg: decimal('0.001'),
};
/** Units that hold one strength each. */
const WHOLE: readonly DoseUnit[] = ['tablet', 'capsule', 'suppository', 'sachet', 'dose', 'puff'];
const NUMBER = String.raw`(\d[\d\s]*(?:[.,]\d+)?)`;
const PLAIN = new RegExp(String.raw`^${NUMBER}\s*(g|mg|mikrog|µg)(?:\s*\/\s*annos)?$`, 'u');
const PER_ML = new RegExp(String.raw`${NUMBER}\s*(g|mg|mikrog|µg)\s*\/\s*(?:1\s*)?ml`, 'u');

/** Milligrams in one dose unit by the strength as the register writes it; null where it does not say (combinations, units). */
export function milligramsPerUnit(strength: string, unit: DoseUnit): Decimal | null {
  const match = (unit === 'ml' ? PER_ML : WHOLE.includes(unit) ? PLAIN : null)?.exec(strength.trim()) ?? null;
  const value = readDecimal(match?.[1] ?? '');
  const factor = MILLIGRAMS[match?.[2] ?? ''];
  return value === null || factor === undefined ? null : multiply(value, factor);
}

/** Whether the greatest daily use is above a maximum; null where it cannot be computed. */
export function isAboveDaily({ dose, strength }: CheckedMedicine, mgPerDay: Decimal): boolean | null {
  if (dose === null) return null;
  const mg = milligramsPerUnit(strength, dose.unit);
  if (mg === null) return null;
  const { amount, days } = doseRates(dose).high;
  return compare(multiply(amount, mg), multiply(mgPerDay, decimal(String(days)))) > 0;
}

/** Under this age the dose is counted by weight where a pack knows how: the age to which the prescription tells the weight. */
export const DOSE_BY_WEIGHT_BELOW = 12;

export const inAllLanguages = (compose: (language: 'fi' | 'sv' | 'en') => string): Localized => ({
  fi: compose('fi'),
  sv: compose('sv'),
  en: compose('en'),
});

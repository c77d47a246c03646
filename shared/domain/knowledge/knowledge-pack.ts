import { type Decimal } from '../../kernel/decimal.ts';
import { type Localized } from '../../kernel/language.ts';
import { type LocalDate } from '../../kernel/time.ts';

/** What a pack may know of. A check without a covering pack says that it did not run. */
export const KNOWLEDGE_CHECKS = [
  'interactions',
  'allergies',
  'duplicates',
  'maximumDoses',
  'kidney',
  'pregnancy',
] as const;
export type KnowledgeCheck = (typeof KNOWLEDGE_CHECKS)[number];

/** D: avoid, interrupts and needs a reason. C: act on it, a warning. B: know it, stands quietly in the list. */
export type Grade = 'D' | 'C' | 'B';

/** What every row of a pack has. `cite` names a row of the pack's citations. */
type Row = Readonly<{ id: string; grade: Grade; says: Localized; cite: string }>;
/** ATC codes or their beginnings, as in the register (code system 1.2.246.537.6.32). */
type Codes = readonly string[];

export type Interaction = Row & Readonly<{ a: Codes; b: Codes; advice: Localized }>;

/** Words of an allergy as people write it, and the medicines it speaks of; `atc` empty: known to concern no medicine. */
export type Allergen = Readonly<{
  id: string;
  words: readonly string[];
  name: Localized;
  atc: Codes;
  grade: Grade;
  /** Groups that may react although they are not the same. */
  cross: readonly Readonly<{ atc: Codes; grade: Grade; says: Localized }>[];
  cite: string;
}>;

/** Two medicines of one group together. */
export type Duplicate = Row & Readonly<{ atc: Codes }>;
/**
 * Most in a day for an adult, in milligrams of the substance by which the strength is given; `mgPerKgPerDay`: most in a day
 * for a child under 12 by weight, and never above that of an adult.
 */
export type MaximumDose = Row & Readonly<{ atc: Codes; mgPerDay: Decimal; mgPerKgPerDay?: Decimal | undefined }>;
/** `below`: eGFR in ml/min/1.73 m2. */
export type KidneyRow = Row & Readonly<{ atc: Codes; below: number }>;
export type PregnancyRow = Row & Readonly<{ atc: Codes; when: 'pregnancy' | 'breastFeeding' }>;

/** A knowledge pack as installed: dated, versioned, complete in itself, never fetched while working. */
export type KnowledgePack = Readonly<{
  id: string;
  version: string;
  /** Day on which the content was closed. */
  date: LocalDate;
  /** True: made for practice, not for the care of people. Every finding and list says so. */
  practice: boolean;
  name: Localized;
  notice: Localized;
  publisher: string;
  licence: string;
  /** ATC beginnings that the pack claims to know, check by check: outside of them a check has not run. */
  covers: Readonly<Record<KnowledgeCheck, Codes>>;
  citations: Readonly<Record<string, string>>;
  interactions: readonly Interaction[];
  allergens: readonly Allergen[];
  duplicates: readonly Duplicate[];
  maximumDoses: readonly MaximumDose[];
  kidney: readonly KidneyRow[];
  pregnancy: readonly PregnancyRow[];
}>;

/** A pack in a list: what it is and how much it holds. */
export type PackSummary = Readonly<{
  id: string;
  version: string;
  date: LocalDate;
  practice: boolean;
  name: Localized;
  notice: Localized;
  publisher: string;
  licence: string;
  rows: number;
}>;

export const summaryOf = (pack: KnowledgePack): PackSummary => ({
  id: pack.id,
  version: pack.version,
  date: pack.date,
  practice: pack.practice,
  name: pack.name,
  notice: pack.notice,
  publisher: pack.publisher,
  licence: pack.licence,
  rows:
    pack.interactions.length +
    pack.allergens.length +
    pack.duplicates.length +
    pack.maximumDoses.length +
    pack.kidney.length +
    pack.pregnancy.length,
});

export const inGroup = (atc: string, codes: Codes): boolean => atc !== '' && codes.some(code => atc.startsWith(code));

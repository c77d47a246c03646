import { type Localized } from '../kernel/language.ts';
import { type LocalDate } from '../kernel/time.ts';

export const REIMBURSEMENTS = ['none', 'basic', 'lowerSpecial', 'upperSpecial'] as const;
export type Reimbursement = (typeof REIMBURSEMENTS)[number];

export type PrescribingCondition = Readonly<{ code: string; fi: string; sv: string }>;

/** One package of the Pharmaceutical Database. Prices and classes of a practice release are invented and say so. */
export type MedicinePackage = Readonly<{
  /** Six digits, leading zeros kept; no check digit exists. */
  vnr: string;
  /** Fimea's immutable package number (pakkaustunnus); a VNR may change. */
  packageNumber: string;
  tradeName: string;
  strength: string;
  form: Localized;
  sizeText: string;
  /** Content of one unit as an exact decimal, null when the size is text only. */
  size: string | null;
  sizeFactor: number;
  unit: string;
  container: string;
  holder: string;
  atc: string;
  atcName: Readonly<{ fi: string; sv: string }>;
  substances: readonly string[];
  ddd: string | null;
  dddUnit: string | null;
  prescriptionOnly: boolean;
  human: boolean;
  narcotic: boolean;
  /** PKV class, 1.2.246.537.5.40118.2006. */
  controlClass: 'H' | 'P' | 'Z' | null;
  trafficWarning: boolean;
  prescribingConditions: readonly PrescribingCondition[];
  biological: boolean;
  substitutionGroup: string | null;
  marketed: boolean;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  retailPriceCents: number | null;
  referencePriceCents: number | null;
  reimbursement: Reimbursement;
  invented: boolean;
}>;

export type MedicineRelease = Readonly<{
  /** `YYYY.NNN`, as a prescription carries it in codeSystemVersion. */
  id: string;
  date: LocalDate;
  source: string;
  rows: number;
  invented: boolean;
}>;

/** Where the query matched a text, for highlighting: half-open ranges in UTF-16 code units. */
export type MatchRanges = readonly (readonly [number, number])[];

/** A product (trade name and form) with every strength and package size under it. */
export type MedicineProductHit = Readonly<{
  tradeName: string;
  form: Localized;
  atc: string;
  atcName: Readonly<{ fi: string; sv: string }>;
  substances: readonly string[];
  marketed: boolean;
  matches: Readonly<{ tradeName: MatchRanges; substance: MatchRanges }>;
  strengths: readonly Readonly<{ strength: string; packages: readonly MedicinePackage[] }>[];
}>;

/** An active substance with its strengths and forms, for prescribing by active substance. */
export type SubstanceHit = Readonly<{
  atc: string;
  name: Readonly<{ fi: string; sv: string }>;
  matches: MatchRanges;
  options: readonly Readonly<{ strength: string; form: Localized; packageCount: number }>[];
}>;

export type MedicineHits = Readonly<{
  products: readonly MedicineProductHit[];
  substances: readonly SubstanceHit[];
  total: number;
  tookMicros: number;
}>;

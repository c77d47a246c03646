import { dateOf, type LocalDate } from '../kernel/time.ts';

/** A name of a code table in the register's languages. */
export type MedicineName = Readonly<{ fi: string; sv: string }>;
export type MedicineTerm = Readonly<{ fi: string; sv: string; en: string }>;

/**
 * Class of a controlled medicine: H narcotic, P acts mainly on the central nervous system (PKV), Z PKV and psychotropic.
 * Source: THL code system 1.2.246.537.5.40118.2006.
 */
export type ControlClass = 'H' | 'P' | 'Z';

/** Reimbursement class: basic 40 %, lower special 65 %, upper special 100 % less the own share of each medicine. */
export type Reimbursement = 'none' | 'basic' | 'lowerSpecial' | 'upperSpecial';

/** A condition on prescribing or dispensing. Source: Fimea basic register, files maaraamisehto and maaraaikaisetmaaraamisehto. */
export type PrescribingCondition = Readonly<{ code: string; fi: string; sv: string }>;

/** One package of the register: what is prescribed, dispensed and priced. Names of the register's columns in brackets. */
export type MedicinePackage = Readonly<{
  /**
   * Nordic article number, six digits with leading zeros (VNRNRO); null where the register has none (special permits,
   * packages that were never marketed). No check digit. Source: code system 1.2.246.537.6.55.
   */
  vnr: string | null;
  /** The register's own number of the package, never reused (PAKKAUSNRO, in XML Pakkaustunnus). */
  packageNumber: string;
  tradeName: string;
  /** As the register writes it, e.g. `500 mg`, `250 mg / 5 ml (50 mg/ml)`; empty where it has none (VAHVUUS). */
  strength: string;
  form: MedicineTerm;
  /** Size for people, e.g. `100`, `30 x 0.5 ml` (PAKKAUSKOKO). */
  sizeText: string;
  /** Exact decimal text with a point and without trailing zeros, in `unit`, of one part (KOKO); null where unknown. */
  size: string | null;
  /** How many such parts the package holds (KERROIN); null where unknown. */
  sizeFactor: number | null;
  /** Unit of `size`: kpl, ml, g ... (YKSIKKO). */
  unit: string | null;
  container: MedicineTerm | null;
  holder: string;
  /** ATC code (code system 1.2.246.537.6.32); empty where the register has none. */
  atc: string;
  atcName: MedicineName;
  /** Active substances by their Latin register names. */
  substances: readonly string[];
  /** Defined daily dose, exact decimal text in `dddUnit`. */
  ddd: string | null;
  dddUnit: string | null;
  /** True: on prescription only (R). False: self-care (K). */
  prescriptionOnly: boolean;
  /** True where the product is licensed for people; false: veterinary only. */
  human: boolean;
  narcotic: boolean;
  controlClass: ControlClass | null;
  /** The package carries the warning triangle: may impair driving. */
  trafficWarning: boolean;
  prescribingConditions: readonly PrescribingCondition[];
  /** Derived from the ATC code by a list of ours: the register's text form has no such column. */
  biological: boolean;
  /** Packages with the same group are interchangeable by product (SUBSTITUUTIORYHMA); size is not part of it. */
  substitutionGroup: string | null;
  marketed: boolean;
  /** Calendar dates `YYYY-MM-DD` of the authorisation: decision and end. */
  validFrom: string | null;
  validTo: string | null;
  /** Retail price with VAT, without dispensing fee, in cents. */
  retailPriceCents: number | null;
  /** Reference price with VAT, without dispensing fee, in cents; null outside the reference price system. */
  referencePriceCents: number | null;
  reimbursement: Reimbursement;
  /** True: a package of the practice release that exists nowhere. Each screen and print must say so. */
  invented: boolean;
}>;

/** What the about box, and every place that shows names of the register, must tell of its source. */
export type MedicineRelease = Readonly<{
  /** `YYYY.NNN`, e.g. `2023.008`: goes to `codeSystemVersion` of the ATC code in documents. */
  id: string;
  /** Day on which the register was run, `YYYY-MM-DD`. */
  date: string;
  /** Licensor and licence in one line, shown as it is. */
  source: string;
  /** Packages in the catalogue. */
  rows: number;
  invented: boolean;
}>;

/** Part of a shown text that answers the query: UTF-16 offsets, `end` exclusive. */
export type MatchRange = Readonly<{ start: number; end: number }>;

export type MedicineMatches = Readonly<{
  tradeName: readonly MatchRange[];
  atc: readonly MatchRange[];
  atcNameFi: readonly MatchRange[];
  atcNameSv: readonly MatchRange[];
  /** Same length and order as `substances`. */
  substances: readonly (readonly MatchRange[])[];
}>;

/** One strength of a product with every package size, smallest first. `P`: as much of a package as whoever searches holds. */
export type MedicineStrength<P = MedicinePackage> = Readonly<{
  strength: string;
  packages: readonly P[];
  /** True where a number or VNR of the query names this strength or one of its packages. */
  matched: boolean;
}>;

/** Why the product was found: what its best word hit. Ranked in this order. */
export type MatchReason = 'vnr' | 'name' | 'substance' | 'atc' | 'other' | 'similar';

/** A product, that is, a trade name in one form, with EVERY strength and package size under it. */
export type MedicineProductHit<P = MedicinePackage> = Readonly<{
  tradeName: string;
  form: MedicineTerm;
  atc: string;
  atcName: MedicineName;
  substances: readonly string[];
  /** True where at least one package is on the market. */
  marketed: boolean;
  strengths: readonly MedicineStrength<P>[];
  reason: MatchReason;
  matches: MedicineMatches;
}>;

/** An active substance for prescribing by substance: the strengths and forms in which some product is on the market. */
export type MedicineSubstanceHit = Readonly<{
  atc: string;
  atcName: MedicineName;
  /** Latin register names. */
  substances: readonly string[];
  presentations: readonly Readonly<{ form: MedicineTerm; strength: string; packages: number }>[];
  matches: MedicineMatches;
}>;

export type MedicineHits<P = MedicinePackage> = Readonly<{
  /** At most `limit` products, best first. */
  products: readonly MedicineProductHit<P>[];
  /** Distinct active substances (fifth level ATC codes) among the best products, best first, at most ten. */
  substances: readonly MedicineSubstanceHit[];
  /** Products that answer the query in all. */
  total: number;
  /** Time taken by the search, in microseconds. */
  tookMicros: number;
}>;

export type MedicineSearchOptions = Readonly<{ limit: number; offset?: number }>;

/** The latest day of change of the Pharmaceutical Database, the 1st or the 15th of a month (kanta.fi), that is not after the day. */
export function lastChangeDay(day: LocalDate): LocalDate {
  const [year, month, inMonth] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return dateOf(year, month, inMonth >= 15 ? 15 : 1) ?? day;
}

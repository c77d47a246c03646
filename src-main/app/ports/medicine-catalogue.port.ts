import type { SearchProduct } from '../../../shared/domain/medicine-search/search-product.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type {
  MedicineHits,
  MedicinePackage,
  MedicineRelease,
  MedicineSearchOptions,
} from '../../../shared/domain/medicine.ts';

export type {
  MedicineName,
  MedicineTerm,
  ControlClass,
  Reimbursement,
  PrescribingCondition,
  MedicinePackage,
  MedicineRelease,
  MatchRange,
  MedicineMatches,
  MedicineStrength,
  MatchReason,
  MedicineProductHit,
  MedicineSubstanceHit,
  MedicineHits,
  MedicineSearchOptions,
} from '../../../shared/domain/medicine.ts';

/** The medicines that can be prescribed and dispensed, in memory: every call answers at once and never throws on user text. */
export interface MedicineCatalogue {
  release(): MedicineRelease;
  /**
   * Finds products by any mix of trade name, substance (Finnish, Swedish, Latin), ATC code, VNR, form, holder, strength
   * and package size, words in any order, each word by its beginning. Misspelt words, and parts of substance names, are tried when nothing matches as typed:
   * one edit from 4 letters, two from 8. Empty text finds nothing.
   */
  search(text: string, options: MedicineSearchOptions): MedicineHits;
  /** Every product, in the order in which products of equal fit are found: whoever holds it can search by itself. */
  table(): readonly SearchProduct[];
  /** @param vnr six digits; a present or, where the source names it, an earlier number of the package */
  byVnr(vnr: string): MedicinePackage | null;
  /** Packages of a substitution group, cheapest first, those without a price last. */
  byGroup(group: string): readonly MedicinePackage[];
  /** Packages whose ATC code begins with the given one, in the order of search results. */
  byAtc(atc: string): readonly MedicinePackage[];
}

/** Why a release cannot be used. The findings beside it tell file and line. */
export type CatalogueRefusal = 'no-packages-file' | 'unreadable' | 'no-rows';

/** A remark of the import, without user-facing words: the interface translates the code. */
export type ImportFinding = Readonly<{
  severity: 'error' | 'warning';
  code: string;
  file: string;
  /** First line, from 1; 0 where the whole file is meant. */
  line: number;
  /** How many rows have the same code in this file. */
  count: number;
  /** The column or value in question, at most 80 characters. */
  detail: string;
}>;

/** A catalogue with what its import remarked; `error` findings mean that rows are missing from it. */
export type OpenedCatalogue = Readonly<{ catalogue: MedicineCatalogue; findings: readonly ImportFinding[] }>;
export type OpenCatalogueResult = Result<
  OpenedCatalogue,
  Readonly<{ code: CatalogueRefusal; findings: readonly ImportFinding[] }>
>;

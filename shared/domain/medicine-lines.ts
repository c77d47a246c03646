import {
  type MatchRange,
  type MatchReason,
  type MedicineHits,
  type MedicineName,
  type MedicinePackage,
  type MedicineProductHit,
  type MedicineSubstanceHit,
  type MedicineTerm,
  type Reimbursement,
} from './medicine.ts';
import { type SearchProduct } from './medicine-search/search-product.ts';

/** How results are listed: every package under its trade name, or substances in their forms and strengths. */
export const LINE_GROUPS = ['packages', 'substances'] as const;
export type LineGroup = (typeof LINE_GROUPS)[number];

/**
 * What a line of the results shows of a package, and no more: a search answers every key press, and most of what the register
 * knows is needed of the one package that is chosen.
 */
export type PackageLine = Readonly<
  Pick<
    MedicinePackage,
    'packageNumber' | 'vnr' | 'sizeText' | 'unit' | 'retailPriceCents' | 'marketed' | 'narcotic' | 'biological'
  > & {
    reimbursement: Reimbursement;
    /** Has a control class (H, P or Z). */
    controlled: boolean;
    /** Has a condition on prescribing or dispensing. */
    conditional: boolean;
  }
>;

/** What a screen keeps of each package that it searches by itself. */
export type TablePackage = PackageLine & Readonly<Pick<MedicinePackage, 'atc' | 'human'>>;
export type TableProduct = SearchProduct<TablePackage>;

export type StrengthLines = Readonly<{ strength: string; matched: boolean; packages: readonly PackageLine[] }>;

/** A product with EVERY strength and size under it. */
export type ProductLines = Readonly<{
  tradeName: string;
  form: MedicineTerm;
  atcName: MedicineName;
  reason: MatchReason;
  strengths: readonly StrengthLines[];
  matches: Readonly<Record<'tradeName' | 'atcNameFi' | 'atcNameSv', readonly MatchRange[]>>;
}>;

export type SubstanceLines = Readonly<
  Pick<MedicineSubstanceHit, 'atc' | 'atcName' | 'substances' | 'presentations'> & {
    matches: Readonly<Record<'atcNameFi' | 'atcNameSv', readonly MatchRange[]>>;
  }
>;

/** Lines of one group; the other one is counted only. */
export type MedicineLines = Readonly<{
  products: readonly ProductLines[];
  substances: readonly SubstanceLines[];
  /** Products that answer the query in all, and distinct substances among the best of them. */
  counts: Readonly<Record<LineGroup, number>>;
}>;

export const lineOfPackage = (found: MedicinePackage): PackageLine => ({
  packageNumber: found.packageNumber,
  vnr: found.vnr,
  sizeText: found.sizeText,
  unit: found.unit,
  retailPriceCents: found.retailPriceCents,
  marketed: found.marketed,
  narcotic: found.narcotic,
  biological: found.biological,
  reimbursement: found.reimbursement,
  controlled: found.controlClass !== null,
  conditional: found.prescribingConditions.length > 0,
});

export const tableProductOf = (product: SearchProduct): TableProduct => ({
  ...product,
  strengths: product.strengths.map(one => ({
    ...one,
    packages: one.packages.map(found => ({ ...lineOfPackage(found), atc: found.atc, human: found.human })),
  })),
});

const linesOfProduct = ({
  tradeName,
  form,
  atcName,
  reason,
  strengths,
  matches,
}: MedicineProductHit<PackageLine>): ProductLines => ({
  tradeName,
  form,
  atcName,
  reason,
  strengths,
  matches: { tradeName: matches.tradeName, atcNameFi: matches.atcNameFi, atcNameSv: matches.atcNameSv },
});

const linesOfSubstance = ({
  atc,
  atcName,
  substances,
  presentations,
  matches,
}: MedicineSubstanceHit): SubstanceLines => ({
  atc,
  atcName,
  substances,
  presentations,
  matches: { atcNameFi: matches.atcNameFi, atcNameSv: matches.atcNameSv },
});

/** What the list of one group needs of an answer, from as much of the packages as the lines show. */
export const linesOf = (found: Omit<MedicineHits<PackageLine>, 'tookMicros'>, group: LineGroup): MedicineLines => ({
  products: group === 'packages' ? found.products.map(linesOfProduct) : [],
  substances: group === 'substances' ? found.substances.map(linesOfSubstance) : [],
  counts: { packages: found.total, substances: found.substances.length },
});

/** The same from whole packages: what the lines do not show is left out, because it would travel with every key press. */
export const linesOfHits = (hits: MedicineHits, group: LineGroup): MedicineLines =>
  linesOf({ ...hits, products: group === 'packages' ? hits.products.map(withLines) : [] }, group);

const withLines = (hit: MedicineProductHit): MedicineProductHit<PackageLine> => ({
  ...hit,
  strengths: hit.strengths.map(one => ({ ...one, packages: one.packages.map(lineOfPackage) })),
});

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

const linesOfProduct = ({
  tradeName,
  form,
  atcName,
  reason,
  strengths,
  matches,
}: MedicineProductHit): ProductLines => ({
  tradeName,
  form,
  atcName,
  reason,
  strengths: strengths.map(({ strength, matched, packages }) => ({
    strength,
    matched,
    packages: packages.map(lineOfPackage),
  })),
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

/** What the list of one group needs of an answer. */
export const linesOf = (hits: MedicineHits, group: LineGroup): MedicineLines => ({
  products: group === 'packages' ? hits.products.map(linesOfProduct) : [],
  substances: group === 'substances' ? hits.substances.map(linesOfSubstance) : [],
  counts: { packages: hits.total, substances: hits.substances.length },
});

import { type MedicinePackage } from '../medicine.ts';
import { type Prescription } from '../prescribing/prescription.ts';
import { packageContent } from '../prescribing/product-of-package.ts';
import { templateOf } from './written-package.ts';

/** How a package relates to what was prescribed; `written`: the database has none, the dispenser writes what it is. */
export type PackageRelation = 'prescribed' | 'sameProduct' | 'interchangeable' | 'sameSubstance' | 'written';

/** A package that may be dispensed on a prescription. */
export type PackageChoice = Readonly<{
  package: MedicinePackage;
  relation: PackageRelation;
  /** The cheapest interchangeable package of the size class or at most 50 cents dearer; false where no price is known. */
  inPriceBand: boolean;
  cheapest: boolean;
  /** What the cheapest of the size class would save per package, in cents. */
  savingCents: number;
}>;

export type PackageLookups = Readonly<{
  byVnr(vnr: string): MedicinePackage | null;
  byGroup(group: string): readonly MedicinePackage[];
  byAtc(atc: string): readonly MedicinePackage[];
}>;

/** Width of the price band. Source: Kela, definition of price bands. */
export const PRICE_BAND_CENTS = 50;

/** Tablets and capsules of 28 to 30, 49 to 50 and 98 to 100 count as one size. Source: Kela and Hila, group codes. */
const SIZE_CLASSES: readonly (readonly [least: number, most: number])[] = [
  [28, 30],
  [49, 50],
  [98, 100],
];

function sizeClass(medicine: MedicinePackage): string {
  const content = packageContent(medicine);
  if (content === null) return `text:${medicine.sizeText}`;
  const size = Number(content.value);
  const counted = content.unit.toLowerCase() === 'kpl';
  const shared = counted ? SIZE_CLASSES.find(([least, most]) => size >= least && size <= most) : undefined;
  return `${content.unit}:${shared ? shared[1] : content.value}`;
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const isSameProduct = (a: MedicinePackage, b: MedicinePackage): boolean =>
  sameName(a.tradeName, b.tradeName) &&
  sameName(a.strength, b.strength) &&
  sameName(a.form.fi, b.form.fi) &&
  sameName(a.holder, b.holder);

/** What a community pharmacy can hand to a person. */
const isAvailable = (medicine: MedicinePackage): boolean =>
  medicine.marketed && medicine.human && medicine.vnr !== null;

type Candidate = Readonly<{ package: MedicinePackage; relation: PackageRelation }>;
/** What may be handed over, and what its prices are compared with: a ban on substitution hides no price. */
type Candidates = Readonly<{ offered: readonly Candidate[]; compared: readonly Candidate[] }>;

function byTradeName(prescription: Prescription, lookups: PackageLookups): Candidates {
  const { product } = prescription;
  const vnr = product.kind === '9' ? null : product.vnr;
  const prescribed = vnr === null || vnr === '' ? null : lookups.byVnr(vnr);
  if (prescribed === null) {
    const template = templateOf(product);
    const offered = template === null ? [] : [{ package: template, relation: 'written' as const }];
    return { offered, compared: offered };
  }
  const sizes = lookups
    .byAtc(prescribed.atc)
    .filter(other => isAvailable(other) && other.vnr !== prescribed.vnr && isSameProduct(other, prescribed));
  // When a biological is exchanged is a matter of its clock (rule R59): it is offered like others.
  const group = prescribed.substitutionGroup;
  const others = (group === null ? [] : lookups.byGroup(group))
    .filter(other => isAvailable(other) && !isSameProduct(other, prescribed))
    .map(other => ({ package: other, relation: 'interchangeable' as const }));
  const own: readonly Candidate[] = [
    { package: prescribed, relation: 'prescribed' },
    ...sizes.map(other => ({ package: other, relation: 'sameProduct' as const })),
  ];
  const compared = [...own, ...others];
  return { offered: prescription.substitutionProhibited ? own : compared, compared };
}

function bySubstance({ product }: Prescription, lookups: PackageLookups): Candidates {
  if (product.kind !== '9') return { offered: [], compared: [] };
  const offered = lookups
    .byAtc(product.atc)
    .filter(
      other =>
        isAvailable(other) && sameName(other.strength, product.strength) && sameName(other.form.fi, product.form.fi),
    )
    .map(other => ({ package: other, relation: 'sameSubstance' as const }));
  return { offered, compared: offered };
}

/** Cheapest price by size class; packages without a price do not count. */
function cheapestPrices(candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const { package: medicine } of candidates) {
    const cents = medicine.retailPriceCents;
    if (cents === null || !isAvailable(medicine)) continue;
    const size = sizeClass(medicine);
    prices.set(size, Math.min(cents, prices.get(size) ?? cents));
  }
  return prices;
}

/** The cheapest package of its size among interchangeable ones; null where a price is missing, so that nothing can be compared. */
export function cheapestAlike(medicine: MedicinePackage, group: readonly MedicinePackage[]): MedicinePackage | null {
  const size = sizeClass(medicine);
  const priced = [medicine, ...group].filter(
    other => isAvailable(other) && other.retailPriceCents !== null && sizeClass(other) === size,
  );
  if (medicine.retailPriceCents === null) return null;
  return priced.reduce<MedicinePackage>(
    (least, other) => ((other.retailPriceCents ?? 0) < (least.retailPriceCents ?? 0) ? other : least),
    medicine,
  );
}

/**
 * What may be dispensed on a prescription: the prescribed package first, then its size class from the cheapest on, then
 * other sizes. A product that the database does not have is one choice, to be written by hand. Substitution stays within the group of the register and within the size class when prices are compared.
 */
export function packageChoices(prescription: Prescription, lookups: PackageLookups): readonly PackageChoice[] {
  const { offered, compared } =
    prescription.product.kind === '9' ? bySubstance(prescription, lookups) : byTradeName(prescription, lookups);
  const prices = cheapestPrices(compared);
  const first = offered.find(candidate => candidate.relation === 'prescribed')?.package;
  const wanted = first === undefined ? null : sizeClass(first);
  return offered
    .map(candidate => choiceOf(candidate, prices))
    .sort(
      (a, b) =>
        rank(a, wanted) - rank(b, wanted) ||
        (a.package.retailPriceCents ?? Infinity) - (b.package.retailPriceCents ?? Infinity) ||
        a.package.tradeName.localeCompare(b.package.tradeName, 'fi') ||
        (a.package.vnr ?? '').localeCompare(b.package.vnr ?? ''),
    );
}

const rank = (choice: PackageChoice, wanted: string | null): number =>
  choice.relation === 'prescribed' ? 0 : wanted === null || sizeClass(choice.package) === wanted ? 1 : 2;

function choiceOf({ package: medicine, relation }: Candidate, prices: ReadonlyMap<string, number>): PackageChoice {
  const cents = medicine.retailPriceCents;
  const least = prices.get(sizeClass(medicine));
  if (cents === null || least === undefined)
    return { package: medicine, relation, inPriceBand: false, cheapest: false, savingCents: 0 };
  return {
    package: medicine,
    relation,
    inPriceBand: cents <= least + PRICE_BAND_CENTS,
    cheapest: cents === least,
    savingCents: Math.max(0, cents - least),
  };
}

/** Cheapest price of the size class that a choice belongs to, in cents; null where its own price is unknown. */
export const cheapestCentsFor = ({ package: medicine, savingCents }: PackageChoice): number | null =>
  medicine.retailPriceCents === null ? null : medicine.retailPriceCents - savingCents;

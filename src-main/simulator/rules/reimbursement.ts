/**
 * How Kela counts a purchase, read from the published basis independently of the client. Sources: kela.fi, basis of
 * reimbursement, reference price; sttinfo.fi 71701189 (sums of 2026); kuusankoskenykkosapteekki.fi (2025).
 */

/** Sums of a year in cents; an unknown year counts as the last one known. */
const YEARS: readonly Readonly<{ year: number; deductible: number; ceiling: number }>[] = [
  { year: 2024, deductible: 5_000, ceiling: 62_694 },
  { year: 2025, deductible: 7_000, ceiling: 63_317 },
  { year: 2026, deductible: 7_033, ceiling: 63_612 },
];
const SHARE_AFTER_CEILING = 250;
const UPPER_SPECIAL_SHARE = 450;
const PERCENT = { none: 0, basic: 40, lowerSpecial: 65, upperSpecial: 100 } as const;

export type Class = keyof typeof PERCENT;
export const isClass = (value: unknown): value is Class => typeof value === 'string' && Object.hasOwn(PERCENT, value);

export type Sums = Readonly<{ deductible: number; ceiling: number }>;

/** What the law gives a person for a calendar year: the deductible begins in the year in which one turns 19. */
export function sumsOfYear(year: number, bornYear: number): Sums {
  const row = YEARS.findLast(each => each.year <= year) ?? YEARS[0];
  if (row === undefined) throw new Error('no sums of any year');
  return { deductible: year - bornYear >= 19 ? row.deductible : 0, ceiling: row.ceiling };
}

export type Counted = Readonly<{
  deductibleCents: number;
  kelaCents: number;
  ownCents: number;
  excessCents: number;
  payCents: number;
  additionalCents: number;
}>;

/** Halves of a cent go up; integers only. */
const share = (cents: number, percent: number): number => Math.round((cents * percent) / 100);

/** One purchase against what is left of the year. */
export function countPurchase(
  sold: Readonly<{ class: Class; price: number; reference: number | null; fee: number }>,
  left: Sums,
): Counted {
  const whole = sold.price + sold.fee;
  if (sold.class === 'none')
    return { deductibleCents: 0, kelaCents: 0, ownCents: 0, excessCents: 0, payCents: whole, additionalCents: 0 };
  const excess = sold.reference === null ? 0 : Math.max(0, sold.price - sold.reference);
  const reimbursable = whole - excess;
  const deductible = Math.min(left.deductible, reimbursable);
  const over = reimbursable - deductible;
  const paidByClass =
    sold.class === 'upperSpecial' ? Math.max(0, over - UPPER_SPECIAL_SHARE) : share(over, PERCENT[sold.class]);
  const mine = reimbursable - paidByClass;
  const additional = mine <= left.ceiling ? 0 : Math.max(0, mine - left.ceiling - SHARE_AFTER_CEILING);
  return {
    deductibleCents: deductible,
    kelaCents: paidByClass + additional,
    ownCents: mine - additional,
    excessCents: excess,
    payCents: mine - additional + excess,
    additionalCents: additional,
  };
}

import { ageInYears, localDate, type LocalDate } from '../../kernel/time.ts';
import { type Reimbursement } from '../medicine.ts';

/** What the law says of one calendar year and day, money in cents. Data: resources/tariffs, dated and sourced row by row. */
export type Tariff = Readonly<{
  year: number;
  deductibleCents: number;
  ceilingCents: number;
  /** Own share of each purchase of a medicine after the ceiling. */
  afterCeilingCents: number;
  basicPercent: number;
  lowerSpecialPercent: number;
  /** Own share of each medicine and purchase in the upper special class. */
  upperSpecialShareCents: number;
  vatPermille: number;
  /** Dispensing fee of a lot, VAT included. */
  feeCents: number;
  feeConfirmed: boolean;
}>;

/** What is left of the year's sums before a purchase; Kela keeps them in the order of purchases. */
export type YearlySums = Readonly<{ deductibleLeftCents: number; ceilingLeftCents: number }>;

/** One lot: everything given at one time on one prescription. Prices of all its packages together, VAT included, without fee. */
export type Purchase = Readonly<{
  reimbursement: Reimbursement;
  priceCents: number;
  /** Null outside the reference price system, and where the price itself is the basis (a prescriber's ban, epilepsy). */
  referenceCents: number | null;
  feeCents: number;
}>;

/** Every sum of a receipt, in cents. `payCents` + `kelaCents` = `grossCents`. */
export type Receipt = Readonly<{
  grossCents: number;
  /** What reimbursement is counted from. */
  basisCents: number;
  /** Above the reference price: paid by the customer, counted into neither yearly sum. */
  excessCents: number;
  deductibleCents: number;
  kelaCents: number;
  /** The customer's share that counts into the yearly ceiling. */
  ownCents: number;
  payCents: number;
  /** Part of `kelaCents` that comes from the yearly ceiling. */
  additionalCents: number;
  after: YearlySums;
}>;

/** Rounds half up to the cent; both numbers are whole and not negative. */
const percentOf = (cents: number, percent: number): number => Math.floor((cents * percent + 50) / 100);

/** The fee with VAT, rounded half up. */
export const withVat = (cents: number, permille: number): number =>
  Math.floor((cents * (1000 + permille) + 500) / 1000);

const isCents = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function reimbursed(rest: number, reimbursement: Reimbursement, tariff: Tariff): number {
  switch (reimbursement) {
    case 'basic':
      return percentOf(rest, tariff.basicPercent);
    case 'lowerSpecial':
      return percentOf(rest, tariff.lowerSpecialPercent);
    case 'upperSpecial':
      return Math.max(0, rest - tariff.upperSpecialShareCents);
    case 'none':
      return 0;
  }
}

/**
 * The receipt of one lot. Order of steps: basis, initial deductible, class, yearly ceiling, excess.
 * Sources: kela.fi, basis of reimbursement, reference price, direct reimbursement in real time. The purchase that crosses the
 * ceiling leaves the customer the rest of it and one share after the ceiling: from general knowledge, to be verified with
 * Kela's instruction to pharmacies, as is the point of rounding.
 * @throws RangeError for sums that are no whole cents or negative: a bug of the caller
 */
export function receiptOf(purchase: Purchase, sums: YearlySums, tariff: Tariff): Receipt {
  const { reimbursement, priceCents, referenceCents, feeCents } = purchase;
  const { deductibleLeftCents, ceilingLeftCents } = sums;
  if (![priceCents, referenceCents ?? 0, feeCents, deductibleLeftCents, ceilingLeftCents].every(isCents))
    throw new RangeError('money is counted in whole cents');
  const grossCents = priceCents + feeCents;
  if (reimbursement === 'none')
    return {
      grossCents,
      basisCents: 0,
      excessCents: 0,
      deductibleCents: 0,
      kelaCents: 0,
      ownCents: 0,
      payCents: grossCents,
      additionalCents: 0,
      after: sums,
    };
  const basisCents = Math.min(priceCents, referenceCents ?? priceCents) + feeCents;
  const excessCents = grossCents - basisCents;
  const deductibleCents = Math.min(basisCents, deductibleLeftCents);
  const byClass = reimbursed(basisCents - deductibleCents, reimbursement, tariff);
  const share = basisCents - byClass;
  const additionalCents =
    share > ceilingLeftCents ? Math.max(0, share - ceilingLeftCents - tariff.afterCeilingCents) : 0;
  const ownCents = share - additionalCents;
  return {
    grossCents,
    basisCents,
    excessCents,
    deductibleCents,
    kelaCents: byClass + additionalCents,
    ownCents,
    payCents: ownCents + excessCents,
    additionalCents,
    after: {
      deductibleLeftCents: deductibleLeftCents - deductibleCents,
      ceilingLeftCents: ceilingLeftCents - Math.min(ownCents, ceilingLeftCents),
    },
  };
}

/** Receipts of several lots in the order in which they are bought. */
export function receiptsOf(purchases: readonly Purchase[], sums: YearlySums, tariff: Tariff): readonly Receipt[] {
  let left = sums;
  return purchases.map(purchase => {
    const receipt = receiptOf(purchase, left, tariff);
    left = receipt.after;
    return receipt;
  });
}

/** Sums that no receipt may have (rule R67). */
export const receiptAddsUp = (receipt: Receipt): boolean =>
  receipt.payCents + receipt.kelaCents === receipt.grossCents &&
  [receipt.payCents, receipt.kelaCents, receipt.ownCents, receipt.excessCents, receipt.deductibleCents].every(isCents);

/** The year's sums before its first purchase; the initial deductible begins in the year in which a person turns 19. */
export function sumsAtStart(birthDate: LocalDate, tariff: Tariff): YearlySums {
  const turns = ageInYears(birthDate, localDate(`${tariff.year}-12-31`));
  return { deductibleLeftCents: turns >= 19 ? tariff.deductibleCents : 0, ceilingLeftCents: tariff.ceilingCents };
}

/**
 * What an estimate took for granted because Kela's answer was not there. The sums of the year are taken as untouched and a
 * special class as not granted: what is shown is the most that the customer would pay.
 */
export type Assumption = 'sumsUntouched' | 'specialClassNotGranted' | 'feeUnconfirmed';
/** What a lot would cost by what the database knows, and what that takes for granted. */
export type Estimate = Readonly<{ reimbursement: Reimbursement; receipt: Receipt; assumes: readonly Assumption[] }>;

const isSpecial = (reimbursement: Reimbursement): boolean =>
  reimbursement === 'lowerSpecial' || reimbursement === 'upperSpecial';

/**
 * An estimate without Kela's answer: the most that the customer pays.
 * @param sums the most that can be left of the year, see `sumsAtStart`, less what earlier lots of the basket use
 */
export function estimateOf(purchase: Purchase, sums: YearlySums, tariff: Tariff): Estimate {
  const by = (reimbursement: Reimbursement) => ({
    reimbursement,
    receipt: receiptOf({ ...purchase, reimbursement }, sums, tariff),
  });
  const known = by(purchase.reimbursement);
  // A cheap medicine costs more in the upper special class (its fixed share) than in the basic one.
  const basic = isSpecial(purchase.reimbursement) ? by('basic') : known;
  return {
    ...(basic.receipt.payCents >= known.receipt.payCents ? basic : known),
    assumes: [
      ...(purchase.reimbursement === 'none' ? [] : (['sumsUntouched'] as const)),
      ...(isSpecial(purchase.reimbursement) ? (['specialClassNotGranted'] as const) : []),
      ...(tariff.feeConfirmed ? [] : (['feeUnconfirmed'] as const)),
    ],
  };
}

import { type Instant } from '../../kernel/time.ts';
import { type Reimbursement } from '../medicine.ts';
import { chosenOf, packagesOf, type DispensingFacts } from './dispensing-facts.ts';
import {
  type Assumption,
  estimateOf,
  type Purchase,
  type Receipt,
  receiptOf,
  type Tariff,
  type YearlySums,
} from './reimbursement.ts';

/** A personal right to a special class in force on the day that was asked about. */
export type SpecialRight = Readonly<{
  /** Beginning of the ATC codes that it covers. */
  atc: string;
  reimbursement: 'lowerSpecial' | 'upperSpecial';
  /** Kela's number of the right, e.g. 203; shown to people, never computed with. */
  code: string;
}>;

/** What Kela's direct-reimbursement query told of one person: the sums of the year before this purchase, and special rights. */
export type KelaAnswer = Readonly<{ asOf: Instant; sums: YearlySums; rights: readonly SpecialRight[] }>;

/** What the receipts of one customer are counted from. */
export type SaleBasis = Readonly<{
  /** Null where the tariff data do not know the day: nothing is computed rather than computed wrong. */
  tariff: Tariff | null;
  /** Null while Kela does not answer: sums are estimates. */
  kela: KelaAnswer | null;
  /** What is left of the year's sums before the first lot of the basket. */
  sums: YearlySums;
}>;

/** One lot as it is sold. */
export type SaleLine = Readonly<{
  /** Class by which it is counted: what Kela granted, or what the estimate takes for granted. */
  reimbursement: Reimbursement;
  priceCents: number;
  referenceCents: number | null;
  feeCents: number;
  receipt: Receipt;
  /** Empty: Kela's answer was there. */
  assumes: readonly Assumption[];
  /** Tartuntatautilääke: nothing is paid here, the wellbeing services county is invoiced. Source: Kela CDA library, LL 216. */
  invoiced: boolean;
}>;

export const isEstimate = (line: SaleLine): boolean => line.assumes.some(a => a !== 'feeUnconfirmed');

/** Reasons after which the price itself is the basis, not the reference price. Source: kela.fi, reference price. */
const PRICE_IS_BASIS: ReadonlySet<string> = new Set(['prescriberProhibits', 'epilepsy', 'deviatingGroup']);

export type SoldForm = Pick<DispensingFacts, 'form' | 'choices' | 'row'>;

/** The lot that a form would sell; null while no package with a price is chosen. */
export function purchaseOf(sold: SoldForm, tariff: Tariff): Purchase | null {
  const [chosen, packages] = [chosenOf(sold), packagesOf(sold.form)];
  const price = chosen?.package.retailPriceCents ?? null;
  if (chosen === null || packages === null || price === null) return null;
  const reference = chosen.package.referencePriceCents;
  const { substitutionProhibited } = sold.row.prescription;
  const priceCounts = substitutionProhibited || PRICE_IS_BASIS.has(sold.form.substitutionRefusal ?? '');
  return {
    reimbursement: sold.form.withoutReimbursement ? 'none' : chosen.package.reimbursement,
    priceCents: price * packages,
    referenceCents: reference === null || priceCounts ? null : reference * packages,
    feeCents: tariff.feeCents,
  };
}

const isSpecial = (reimbursement: Reimbursement): reimbursement is SpecialRight['reimbursement'] =>
  reimbursement === 'lowerSpecial' || reimbursement === 'upperSpecial';

/** A special class without a right in force is reimbursed in the basic one. */
export const grantedClass = (reimbursement: Reimbursement, atc: string, { rights }: KelaAnswer): Reimbursement =>
  isSpecial(reimbursement) &&
  !rights.some(right => right.reimbursement === reimbursement && right.atc !== '' && atc.startsWith(right.atc))
    ? 'basic'
    : reimbursement;

const FREE = { deductibleCents: 0, kelaCents: 0, ownCents: 0, excessCents: 0, additionalCents: 0, basisCents: 0 };

/** The lot by Kela's answer, or the most that the customer would pay where there is none. */
function lineOf(
  purchase: Purchase,
  sold: SoldForm,
  sums: YearlySums,
  tariff: Tariff,
  kela: KelaAnswer | null,
): SaleLine {
  const { priceCents, referenceCents, feeCents } = purchase;
  const prices = { priceCents, referenceCents, feeCents };
  const unconfirmedFee: readonly Assumption[] = tariff.feeConfirmed ? [] : ['feeUnconfirmed'];
  if (sold.row.prescription.communicableDisease === true)
    return {
      ...prices,
      reimbursement: 'none',
      receipt: { ...FREE, grossCents: priceCents + feeCents, payCents: 0, after: sums },
      assumes: unconfirmedFee,
      invoiced: true,
    };
  const atc = chosenOf(sold)?.package.atc ?? '';
  if (kela === null) return { ...prices, ...estimateOf(purchase, sums, tariff), invoiced: false };
  const reimbursement = grantedClass(purchase.reimbursement, atc, kela);
  const receipt = receiptOf({ ...purchase, reimbursement }, sums, tariff);
  return { ...prices, reimbursement, receipt, assumes: unconfirmedFee, invoiced: false };
}

/**
 * The receipts of a basket in the order in which its lots are sold: what one uses of the year's sums is gone for the next.
 * Null for a lot that has no price yet.
 */
export function saleLines(items: readonly SoldForm[], { tariff, kela, sums }: SaleBasis): readonly (SaleLine | null)[] {
  if (tariff === null) return items.map(() => null);
  let left = sums;
  return items.map(item => {
    const purchase = purchaseOf(item, tariff);
    if (purchase === null) return null;
    const line = lineOf(purchase, item, left, tariff, kela);
    left = line.receipt.after;
    return line;
  });
}

export type SaleTotals = Readonly<
  Record<'grossCents' | 'kelaCents' | 'excessCents' | 'payCents' | 'invoicedCents', number>
>;

/** Sums of a receipt in cents; `grossCents` = `payCents` + `kelaCents` + `invoicedCents`. */
export function totalsOf(lines: readonly SaleLine[]): SaleTotals {
  const sum = (pick: (line: SaleLine) => number): number => lines.reduce((total, line) => total + pick(line), 0);
  return {
    grossCents: sum(({ receipt }) => receipt.grossCents),
    kelaCents: sum(({ receipt }) => receipt.kelaCents),
    excessCents: sum(({ receipt }) => receipt.excessCents),
    payCents: sum(({ receipt }) => receipt.payCents),
    invoicedCents: sum(({ receipt, invoiced }) => (invoiced ? receipt.grossCents : 0)),
  };
}

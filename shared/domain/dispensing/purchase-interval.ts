import { addDays, daysBetween, type LocalDate } from '../../kernel/time.ts';

/** Days that one reimbursed lot may last: three months, or one where a package is dear. Source: kela.fi, amount reimbursed at once. */
export const REIMBURSED_DAYS = { ordinary: 92, expensive: 31 } as const;

/** Price of one package, VAT included and without fee, above which only a month is reimbursed at once; in cents. */
export const EXPENSIVE_PACKAGE_CENTS = 100_000;

export const reimbursedDays = (packageCents: number): number =>
  packageCents > EXPENSIVE_PACKAGE_CENTS ? REIMBURSED_DAYS.expensive : REIMBURSED_DAYS.ordinary;

/**
 * How many days of the earlier lot may be left when the next is reimbursed: 21 after a lot of three months (90 days or 13
 * weeks), 14 after two months, 7 after a month or less. Source: kela.fi, interval and flex time.
 * A lot between the named lengths is judged by the shorter of them: our reading of a page that names only the three.
 */
export function flexDays(lotDays: number): number {
  if (lotDays >= 90) return 21;
  return lotDays >= 60 ? 14 : 7;
}

export type PurchaseInterval = Readonly<{
  /** Days of the earlier lot that are left on the day of the purchase; never below zero. */
  leftDays: number;
  flexDays: number;
  /** First day on which the next lot is reimbursed. */
  reimbursedFrom: LocalDate;
}>;

/** The interval since the previous purchase; its day 1 is the day after it, whether it was reimbursed or not. */
export function purchaseInterval(previousOn: LocalDate, lotDays: number, today: LocalDate): PurchaseInterval {
  const flex = flexDays(lotDays);
  return {
    leftDays: Math.max(0, lotDays - daysBetween(previousOn, today)),
    flexDays: flex,
    reimbursedFrom: addDays(previousOn, Math.max(0, lotDays - flex)),
  };
}

import { type Oid } from '../../kernel/oid.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type Reimbursement } from '../medicine.ts';
import { type SaleLine } from './counter-sale.ts';
import { type Receipt } from './reimbursement.ts';

/** A reimbursed purchase as it goes to Kela: what was sold at which prices, and what was paid at the counter. */
export type PurchaseReport = Readonly<{
  /** Of the dispensing: the purchase is known by it, so that it counts once however often it is sent. */
  dispensingOid: Oid;
  identityCode: string;
  day: LocalDate;
  vnr: string;
  atc: string;
  packages: number;
  reimbursement: Reimbursement;
  priceCents: number;
  referenceCents: number | null;
  feeCents: number;
  paidCents: number;
}>;

/** The purchase as Kela counted it, in the order of its own purchases. */
export type SettledPurchase = Readonly<{
  reimbursement: Reimbursement;
  receipt: Pick<Receipt, 'deductibleCents' | 'kelaCents' | 'ownCents' | 'excessCents' | 'payCents' | 'additionalCents'>;
}>;

/** What the desk keeps of a sale until Kela has counted it, and after. */
export type KeptSale = Readonly<{
  dispensingOid: Oid;
  name: string;
  line: SaleLine;
  /** Null: nothing is reported, because nothing is reimbursed or the patient has no identity code. */
  report: PurchaseReport | null;
}>;

/** Paid too much (above zero, given back) or too little (below zero) in cents, once Kela has counted. */
export const owedToCustomer = (sale: KeptSale, settled: SettledPurchase): number =>
  sale.line.receipt.payCents - settled.receipt.payCents;

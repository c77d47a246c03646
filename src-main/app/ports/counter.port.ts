import { type KelaAnswer } from '../../../shared/domain/dispensing/counter-sale.ts';
import { type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import { type PackState } from '../../../shared/domain/dispensing/pack-state.ts';
import { type PurchaseReport, type SettledPurchase } from '../../../shared/domain/dispensing/purchase-report.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type NetFailure, type QueryContext } from './kanta.port.ts';

/** The service understood and says no; a person has to look. */
export type CounterRefusal = Readonly<{ code: 'KELA-0001' | 'PACK-0001'; detail?: readonly string[] }>;

/** Kela's direct reimbursement: what is left of the year's sums, special rights, and purchases in the order in which they are made. */
export interface DirectReimbursement {
  ask(
    question: Readonly<{ identityCode: string; day: LocalDate }>,
    context: QueryContext,
  ): Promise<Result<KelaAnswer, NetFailure>>;
  /** Reported again under the same OID it gives the first answer. */
  report(
    purchase: PurchaseReport,
    context: QueryContext,
  ): Promise<Result<SettledPurchase, NetFailure | CounterRefusal>>;
  /** The dispensing was cancelled: its purchase counts no more. */
  cancel(dispensingOid: Oid, context: QueryContext): Promise<Result<null, NetFailure | CounterRefusal>>;
}

export type PackQuestion = Pick<PackRead, 'gtin' | 'serial' | 'batch' | 'expiresOn'>;
/** `vnr`: which product the service knows under the GTIN; null when it does not tell. */
export type PackAnswer = Readonly<{ state: PackState; vnr: string | null }>;

/** The medicines-verification service: states of single packs. */
export interface PackVerification {
  verify(pack: PackQuestion, context: QueryContext): Promise<Result<PackAnswer, NetFailure>>;
  /** Takes the pack out of trade as handed over; again under the same dispensing it gives the same answer. */
  decommission(
    pack: PackQuestion,
    dispensingOid: Oid,
    context: QueryContext,
  ): Promise<Result<null, NetFailure | CounterRefusal>>;
  /**
   * Makes the pack active again: the dispensing that took it out was cancelled and the pack never left. Again for the same
   * dispensing it gives the same answer. Source: Delegated Regulation (EU) 2016/161, article 13.
   */
  reactivate(
    pack: PackQuestion,
    dispensingOid: Oid,
    context: QueryContext,
  ): Promise<Result<null, NetFailure | CounterRefusal>>;
}

/** A label printer that understands ZPL, on the workplace's network. */
export interface LabelPrinter {
  /** Hands the bytes over; says nothing of the paper. */
  send(
    address: Readonly<{ host: string; port: number }>,
    bytes: Uint8Array,
  ): Promise<Result<null, 'PRN-0002' | 'PRN-0003'>>;
}

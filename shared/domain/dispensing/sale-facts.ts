import { type BiologicalLot } from './biological-clock.ts';
import { type Receipt } from './reimbursement.ts';

/** What the rules of a sale look at beside the form. */
export type SaleFacts = Readonly<{
  /** Earlier lots of biologicals from every pharmacy; null = they could not be fetched. */
  biologicals: readonly BiologicalLot[] | null;
  /** Where the dispensing departs from the prescription (Medicines Act 57f): the reason code, empty while none is chosen. */
  departureReason: string | null;
  /** Sums of the receipt; null where no price is known. */
  receipt: Receipt | null;
}>;

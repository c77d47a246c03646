import { type KeptSale } from '../../../shared/domain/dispensing/purchase-report.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type FollowUp } from '../ports/store/owed.port.ts';
import { type Tx } from '../ports/store.port.ts';

export const saleOfFollowUp = (one: FollowUp): KeptSale | null =>
  one.kind === 'purchase' ? (one.body as KeptSale) : null;

/**
 * What was reported to Kela of a dispensing counts no more: it was cancelled, or it never came into force and a person gave it
 * up. Sent after the report itself; asked for twice it is one cancellation.
 */
export function cancelPurchase(
  tx: Tx,
  dispensing: Readonly<{ patientId: string; documentOid: Oid; author: FollowUp['author'] }>,
  at: Instant,
): void {
  const { patientId, documentOid, author } = dispensing;
  const purchase = tx.followUps.ofPatient(patientId).find(one => one.id === `purchase ${documentOid}`);
  if (purchase === undefined || saleOfFollowUp(purchase)?.report === null) return;
  tx.followUps.add({
    id: `purchaseCancelled ${documentOid}`,
    kind: 'purchaseCancelled',
    documentOid,
    patientId,
    author,
    state: 'waiting',
    body: { dispensingOid: documentOid },
    answer: null,
    at,
    settledAt: null,
  });
}

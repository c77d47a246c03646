import { type LogAct } from '../../../shared/domain/oversight/log-acts.ts';
import { type OutboxState } from '../../../shared/domain/queue.ts';
import { type Clock } from '../../../shared/kernel/clock.ts';
import { type OutboxChange, type OutboxItem } from '../ports/store/outbox.port.ts';
import { type Tx } from '../ports/store.port.ts';
import { keepReturnsUndone } from './owed-packs.ts';
import { cancelPurchase } from './owed-sale.ts';

/** Which steps of an item stand in the log; the others are waiting, not acts. */
const AUDIT_ACTS: Readonly<Partial<Record<OutboxState, LogAct>>> = {
  sending: 'send',
  accepted: 'accept',
  rejected: 'refuse',
  held: 'hold',
};

/**
 * Says what became of an item in the service event that it opened or ended. An ended event is accepted when its end is: the
 * receipt of the opening may come later than the press that ends it.
 */
function settle(tx: Tx, item: OutboxItem): void {
  if (item.act !== 'serviceEventOpened' && item.act !== 'serviceEventEnded') return;
  const event = tx.serviceEvents.get(item.documentOid);
  if (event === null || (item.state !== 'accepted' && item.state !== 'rejected')) return;
  const endWaits = event.endedAt !== null && item.act === 'serviceEventOpened' && item.state === 'accepted';
  if (!endWaits) tx.serviceEvents.put({ ...event, acceptance: item.state });
}

/** Stores a step of an item with its line in the log, in the transaction of the caller. */
export function recordChange(tx: Tx, clock: Pick<Clock, 'now'>, item: OutboxItem, to: OutboxChange): OutboxItem {
  const after: OutboxItem = { ...item, ...to };
  tx.outbox.change(item.id, to);
  settle(tx, after);
  if (after.act === 'dispensing' && after.state === 'cancelled') {
    cancelPurchase(tx, after, clock.now());
    keepReturnsUndone(tx, after, clock.now());
  }
  const act = after.state === item.state ? undefined : AUDIT_ACTS[after.state];
  if (act === undefined) return after;
  const failed = after.state === 'rejected' || after.state === 'held';
  tx.audit.append({
    at: clock.now(),
    actor: 'system',
    organisationOid: item.author.organisationOid,
    act,
    patientId: item.patientId,
    subject: item.documentOid,
    reason: item.reason,
    outcome: failed ? (after.lastAnswer?.code ?? 'ok') : 'ok',
  });
  return after;
}

/** The line of a person's decision; the words of its reason stay with the item, which is where they are read. */
export function recordDecision(
  tx: Tx,
  clock: Pick<Clock, 'now'>,
  item: OutboxItem,
  by: string,
  decision: string,
): void {
  tx.audit.append({
    at: clock.now(),
    actor: by,
    organisationOid: item.author.organisationOid,
    act: 'decide',
    patientId: item.patientId,
    subject: item.documentOid,
    reason: decision,
    outcome: 'ok',
  });
}

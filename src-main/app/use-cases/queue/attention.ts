import {
  type AttentionRow,
  fixerOf,
  FIXERS,
  isComparable,
  isForSigningAgain,
  type Waiting,
} from '../../../../shared/domain/attention.ts';
import { fullName, listName } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { instantOfMs } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { queueRowOf } from './rows.ts';

/** As many open items are looked through for what waits; no desk comes near it within the age limit of the queue. */
const LOOKED_THROUGH = 5000;
/** Names that a screen is given of what waits for one item. */
const SHOWN_WAITING = 200;

/**
 * What cannot go before `item`: later items of its lane, and what names it or one of those in `after`, to the end.
 * @param open every open item, oldest first
 */
export function waitingFor(
  item: Pick<OutboxItem, 'id'>,
  open: readonly OutboxItem[],
): readonly Readonly<{ item: OutboxItem; why: Waiting['why'] }>[] {
  const found = new Map<string, Readonly<{ item: OutboxItem; why: Waiting['why'] }>>();
  const blocked = open.filter(({ id }) => id === item.id);
  for (let next = blocked.shift(); next !== undefined; next = blocked.shift()) {
    const head = next;
    for (const other of open) {
      if (other.id === item.id || found.has(other.id)) continue;
      const inLane = other.orderKey === head.orderKey && other.orderNo > head.orderNo;
      if (!inLane && !other.after.includes(head.id)) continue;
      found.set(other.id, { item: other, why: inLane ? 'lane' : 'declared' });
      blocked.push(other);
    }
  }
  return [...found.values()];
}

function waitingRows(tx: Tx, item: OutboxItem, open: readonly OutboxItem[]): Waiting[] {
  return waitingFor(item, open)
    .slice(0, SHOWN_WAITING)
    .map(({ item: other, why }) => {
      const patient = tx.patients.get(other.patientId);
      return {
        id: other.id,
        act: other.act,
        patientName: patient === null ? '' : listName(patient),
        summary: other.summary,
        authorName: other.author.name,
        why,
      };
    });
}

/** One item with all that a person needs to act on it; null for what goes its ordinary way. */
export function attentionRowOf(
  env: Pick<Environment, 'queue' | 'clock'>,
  tx: Tx,
  desk: Desk,
  item: OutboxItem,
  open: readonly OutboxItem[],
): AttentionRow | null {
  const row = queueRowOf(tx, item);
  const fixer = fixerOf(row);
  if (fixer === null) return null;
  const landsInMs = env.queue.cancellableInMs(item.id);
  return {
    row,
    fixer,
    mine: item.author.registrationNumber === desk.professional.registrationNumber,
    comparable: isComparable(row),
    signAgain: isForSigningAgain(row),
    waiting: waitingRows(tx, item, open),
    notes: tx.queueNotes.ofItem(item.id).map(({ at, authorName, text }) => ({ at, authorName, text })),
    landsAt: landsInMs > 0 ? instantOfMs(env.clock.nowMs() + landsInMs) : null,
  };
}

/** What needs somebody: by who can mend it, within that the asker's own first, then the oldest; what was given up comes last. */
export const attentionOf = (env: Environment, desk: Desk): readonly AttentionRow[] =>
  env.store.read(tx => {
    const open = tx.outbox.list('open', LOOKED_THROUGH);
    const rows = open.flatMap(item => attentionRowOf(env, tx, desk, item, open) ?? []);
    const rank = ({ row, fixer, mine }: AttentionRow): number =>
      (row.givenUp ? FIXERS.length : FIXERS.indexOf(fixer)) * 2 + (mine ? 0 : 1);
    return rows.sort((a, b) => rank(a) - rank(b));
  });

/** The item with what is known of it, when it is parked. */
export function parked(
  env: Environment,
  desk: Desk,
  itemId: string,
): Result<Readonly<{ item: OutboxItem; attention: AttentionRow }>, Failure<'QUE-0001' | 'QUE-0002'>> {
  return env.store.read(tx => {
    const item = tx.outbox.get(itemId);
    if (item === null) return fail({ code: 'QUE-0001' });
    if (item.state !== 'held' && item.state !== 'rejected') return fail({ code: 'QUE-0002' });
    const attention = attentionRowOf(env, tx, desk, item, tx.outbox.list('open', LOOKED_THROUGH));
    return attention === null ? fail({ code: 'QUE-0002' }) : ok({ item, attention });
  });
}

/** Leaves a parked item as it is, with words for whoever looks next. The log has that it was left, not the words. */
export function noteOn(
  env: Environment,
  desk: Desk,
  itemId: string,
  text: string,
): Result<AttentionRow, Failure<'QUE-0001' | 'QUE-0002'>> {
  const found = parked(env, desk, itemId);
  if (!found.ok) return found;
  const { item } = found.value;
  env.store.write(tx => {
    tx.queueNotes.add(itemId, {
      at: env.clock.now(),
      author: desk.professional.registrationNumber,
      authorName: fullName(desk.professional),
      text: text.trim(),
    });
    auditIn(tx, env, desk.professional, {
      act: 'decide',
      patientId: item.patientId,
      subject: item.documentOid,
      reason: 'keep',
      outcome: 'ok',
    });
  });
  const noted = parked(env, desk, itemId);
  return noted.ok ? ok(noted.value.attention) : noted;
}

import { listName } from '../../../../shared/domain/people/person.ts';
import { type QueueRow } from '../../../../shared/domain/queue.ts';
import {
  dateInHelsinki,
  instant,
  instantMs,
  instantOfMs,
  type Instant,
  type LocalDate,
} from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type OutboxItem } from '../../ports/store/outbox.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { isGivenUp } from '../../sync/outbox.ts';

const HOUR_MS = 3_600_000;

/** An item as a list shows it. */
export function queueRowOf(tx: Tx, item: OutboxItem): QueueRow {
  const patient = tx.patients.get(item.patientId);
  return {
    id: item.id,
    documentOid: item.documentOid,
    act: item.act,
    service: item.service,
    state: item.state,
    patientName: patient === null ? '' : listName(patient),
    summary: item.summary,
    authorName: item.author.name,
    signedAt: item.queuedAt,
    attempts: item.attempts,
    nextAttemptAt: item.state === 'queued' || item.state === 'unknown' ? item.notBefore : null,
    lastAnswer: item.lastAnswer === null ? null : { code: item.lastAnswer.code, at: item.lastAnswer.at },
    receipt:
      item.receipt === null
        ? null
        : {
            reference: item.receipt.reference,
            at: item.receipt.at,
            replayed: item.receipt.replayed,
            verified: item.receipt.verified,
          },
    givenUp: isGivenUp(item),
    waitingBehind: tx.outbox.waitingBehind(item),
  };
}

/** The beginning of a Finnish calendar day: whichever of the two offsets from UTC gives the date and midnight. */
export function midnightOf(day: LocalDate): Instant {
  const utcMidnight = instantMs(instant(`${day}T00:00:00.000Z`));
  const inSummer = utcMidnight - 3 * HOUR_MS;
  return instantOfMs(dateInHelsinki(inSummer) === day ? inSummer : utcMidnight - 2 * HOUR_MS);
}
export const midnight = (env: Pick<Environment, 'clock'>): Instant => midnightOf(env.clock.today());

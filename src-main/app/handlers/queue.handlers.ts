import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { listName } from '../../../shared/domain/people/person.ts';
import { type QueueCounts, type QueueRow } from '../../../shared/domain/queue.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { dateInHelsinki, instant, instantMs, instantOfMs, type Instant } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type OutboxItem, type Tx } from '../ports/store.port.ts';
import { type Caller } from '../session/session.ts';
import { audited } from '../audit/audited.ts';
import { proofOf } from '../use-cases/queue/prove.ts';
import { deskOf } from './desk.ts';

/** The longest list that a screen is given; older accepted items are in the log. */
const SHOWN_ITEMS = 500;
const HOUR_MS = 3_600_000;

function row(tx: Tx, item: OutboxItem): QueueRow {
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
    waitingBehind: tx.outbox.waitingBehind(item),
  };
}

/** The beginning of the Finnish calendar day: whichever of the two offsets from UTC gives today's date and midnight. */
function midnight(env: Pick<Environment, 'clock'>): Instant {
  const today = env.clock.today();
  const utcMidnight = instantMs(instant(`${today}T00:00:00.000Z`));
  const inSummer = utcMidnight - 3 * HOUR_MS;
  return instantOfMs(dateInHelsinki(inSummer) === today ? inSummer : utcMidnight - 2 * HOUR_MS);
}

export const queueCounts = (env: Environment): QueueCounts => env.store.read(tx => tx.outbox.counts(midnight(env)));

export const queueHandlers = (
  env: Environment,
  decide: QueueDecision,
): Handlers<Pick<Api, 'queue'>, Caller>['queue'] => ({
  list: ({ show }) =>
    ok({
      rows: env.store.read(tx => tx.outbox.list(show, SHOWN_ITEMS).map(item => row(tx, item))),
      counts: queueCounts(env),
      lines: [...env.queue.lines()],
    }),
  counts: () => ok({ counts: queueCounts(env), lines: [...env.queue.lines()] }),
  tryNow: () => {
    env.queue.tryNow();
    return ok(queueCounts(env));
  },
  proof: ({ itemId }, caller) => {
    const proof = proofOf(env, itemId);
    if (proof === null) return fail({ code: 'QUE-0001' });
    audited(env, deskOf(caller).professional, {
      act: 'export',
      patientId: proof.patientId,
      subject: proof.documentOid,
      reason: null,
      outcome: 'ok',
    });
    const fileName = `kantele-${proof.documentOid}.proof.json`;
    return ok({ fileName, mediaType: 'application/json', base64: env.base64(proof.bytes) });
  },
  decide: ({ itemId, decision, reason }, caller) => {
    const decided = decide(itemId, decision, deskOf(caller).professional.registrationNumber, reason);
    if (!decided.ok) return fail(decided.error);
    return ok(env.store.read(tx => row(tx, decided.value)));
  },
});

export type QueueDecision = (
  itemId: string,
  decision: 'sendAgain' | 'cancel',
  by: string,
  reason: string,
) => ReturnType<typeof ok<OutboxItem>> | ReturnType<typeof fail<{ code: 'QUE-0001' | 'QUE-0002' | 'QUE-0005' }>>;

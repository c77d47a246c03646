import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type QueueCounts } from '../../../shared/domain/queue.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { audited } from '../audit/audited.ts';
import { attentionOf, noteOn } from '../use-cases/queue/attention.ts';
import { conflictOf, makeAgain } from '../use-cases/queue/conflict.ts';
import { type QueueDecision } from '../use-cases/queue/decision.ts';
import { endOfDay, printEndOfDay } from '../use-cases/queue/end-of-day.ts';
import { proofOf } from '../use-cases/queue/prove.ts';
import { midnight, queueRowOf } from '../use-cases/queue/rows.ts';
import { signAgain, toSignAgain } from '../use-cases/signing/sign-again.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type QueueHandlers = Handlers<Pick<Api, 'queue'>, Caller>['queue'];

/** The longest list that a screen is given; older accepted items are in the log. */
const SHOWN_ITEMS = 500;

export const queueCounts = (env: Environment): QueueCounts => env.store.read(tx => tx.outbox.counts(midnight(env)));

export const queueHandlers = (env: Environment, decide: QueueDecision): QueueHandlers => ({
  list: ({ show }) =>
    ok({
      rows: env.store.read(tx => tx.outbox.list(show, SHOWN_ITEMS).map(item => queueRowOf(tx, item))),
      counts: queueCounts(env),
      lines: [...env.queue.lines()],
    }),
  counts: () => ok({ counts: queueCounts(env), lines: [...env.queue.lines()], clockDriftMs: env.queue.driftMs() }),
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
    return ok(env.store.read(tx => queueRowOf(tx, decided.value)));
  },
  attention: (_, caller) => ok([...attentionOf(env, deskOf(caller))]),
  endOfDay: (_, caller) => ok(endOfDay(env, deskOf(caller))),
  endOfDayPrint: async ({ language }, caller) => {
    const printed = await printEndOfDay(env, deskOf(caller), language);
    if (!printed.ok) return printed;
    const { bytes, pages } = printed.value;
    const fileName = `kantele-${env.clock.today()}.pdf`;
    return ok({ fileName, mediaType: 'application/pdf' as const, base64: env.base64(bytes), pages });
  },
  conflict: ({ itemId }, caller) => conflictOf(env, deskOf(caller), itemId),
  toSignAgain: ({ itemId }, caller) => toSignAgain(env, deskOf(caller), itemId),
  signAgain: async (params, caller) =>
    toReply<'signAgain', QueueHandlers>(await signAgain(env, deskOf(caller), decide, params)),
  note: ({ itemId, note }, caller) => noteOn(env, deskOf(caller), itemId, note),
  makeAgain: ({ itemId, reason }, caller) => makeAgain(env, deskOf(caller), decide, itemId, reason),
});

import { type PackRead } from '../../../../shared/domain/dispensing/dispensing.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type QueryContext } from '../../ports/kanta.port.ts';
import { type FollowUp } from '../../ports/store/owed.port.ts';
import { StoreFault } from '../../ports/store.port.ts';
import { auditIn } from '../../audit/audited.ts';
import { type OwedReturn, returnRefused } from '../../sync/owed-packs.ts';
import { saleOfFollowUp } from '../../sync/owed-sale.ts';
import { forgetKelaAnswer, REIMBURSEMENT } from './counter-sales.ts';

/** How often what waits is tried again. Own choice: a service that comes back is not run over, and a day's packs go in minutes. */
const EVERY_MS = 15_000;
const AT_ONCE = 200;
/** Query reasons of 1.2.246.537.5.40110.2006: dispensing, correcting or cancelling a dispensing. */
const [DISPENSING, CHANGING] = ['6', '7'];

const REASONS: Readonly<Record<FollowUp['kind'], string>> = {
  purchase: REIMBURSEMENT,
  purchaseCancelled: REIMBURSEMENT,
  packSupplied: DISPENSING,
  packReturned: CHANGING,
};

/** A signed act goes although its author may have signed out. */
const contextFor = (env: Environment, { author, kind }: FollowUp): QueryContext => ({
  actor: { registrationNumber: author.registrationNumber, right: author.right },
  organisationOid: author.organisationOid,
  unitOid: author.unitOid,
  reason: REASONS[kind],
  relation: '',
  correlationId: env.newUuid(),
});

type Answer = Result<unknown, Readonly<{ code: ErrorCode; detail?: readonly string[] }>>;

async function send(env: Environment, one: FollowUp): Promise<Answer> {
  const context = contextFor(env, one);
  switch (one.kind) {
    case 'purchase': {
      const report = saleOfFollowUp(one)?.report ?? null;
      return report === null ? ok(null) : env.reimbursement.report(report, context);
    }
    case 'purchaseCancelled':
      return env.reimbursement.cancel(one.documentOid, context);
    case 'packSupplied':
      return env.packs.decommission(one.body as PackRead, one.documentOid, context);
    case 'packReturned': {
      const refused = env.store.read(tx => returnRefused(tx, one));
      const { pack, under } = one.body as OwedReturn;
      return refused === null ? env.packs.reactivate(pack, under, context) : fail(refused);
    }
  }
}

/** What a refusal of the service is, and what only means that it cannot be reached or is not ready. */
const isFinal = (code: ErrorCode): boolean => code === 'KELA-0001' || code === 'PACK-0001';

const laneOf = ({ kind }: FollowUp): 'kela' | 'packs' =>
  kind === 'packSupplied' || kind === 'packReturned' ? 'packs' : 'kela';

const turns = new WeakMap<Environment, Promise<void>>();
const ended = new WeakSet<Environment>();

async function settleAll(env: Environment): Promise<void> {
  const down = new Set<string>();
  for (const one of env.store.read(tx => tx.followUps.waiting(AT_ONCE))) {
    if (down.has(laneOf(one))) continue;
    const answer = await send(env, one);
    if (ended.has(env)) return;
    if (!answer.ok && !isFinal(answer.error.code)) {
      down.add(laneOf(one));
      continue;
    }
    const [state, told] = answer.ok ? (['done', answer.value] as const) : (['refused', answer.error] as const);
    env.store.write(tx => {
      tx.followUps.settle(one.id, state, told, env.clock.now());
      auditIn(tx, env, null, {
        act: answer.ok ? 'accept' : 'refuse',
        patientId: one.patientId,
        subject: one.documentOid,
        reason: one.kind,
        outcome: answer.ok ? 'ok' : answer.error.code,
      });
    });
    forgetKelaAnswer(env, one.patientId);
    env.emit({ type: 'salesChanged', patientId: one.patientId });
  }
}

/**
 * Sends what dispensings still owe to Kela and to the verification service, oldest first: Kela counts purchases in the order
 * in which they arrive. A service that does not answer is left alone until the next turn. One turn at a time.
 */
export function settleWaiting(env: Environment): Promise<void> {
  if (ended.has(env)) return Promise.resolve();
  const running = turns.get(env);
  if (running !== undefined) return running;
  const turn = settleAll(env)
    .catch((error: unknown) => {
      // A full disk ends the turn; what waits is tried again.
      if (!(error instanceof StoreFault)) throw error;
      env.log.warn('sales.notSettled', { code: error.code });
    })
    .finally(() => turns.delete(env));
  turns.set(env, turn);
  return turn;
}

/** Every few seconds while the program runs. @returns stops it; settles when nothing is under way any more */
export function keepSettling(env: Environment): () => Promise<void> {
  let cancel = (): void => undefined;
  const turn = (): void => {
    void settleWaiting(env).finally(() => {
      if (!ended.has(env)) cancel = env.timers.after(EVERY_MS, turn);
    });
  };
  cancel = env.timers.after(EVERY_MS, turn);
  return async () => {
    const running = turns.get(env);
    ended.add(env);
    cancel();
    await running;
  };
}

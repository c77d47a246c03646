import { PROTECTIVE_ACTS, SERVICES, type Line, type OutboxState, type Service } from '../../../shared/domain/queue.ts';
import { type Clock, type Random, type Timers } from '../../../shared/kernel/clock.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type KantaLine, type QueryContext, type SendReply } from '../ports/kanta.port.ts';
import { type Log } from '../ports/platform.port.ts';
import { type OutboxItem, type QueueDecisionKind } from '../ports/store/outbox.port.ts';
import { StoreFault, type Store, type Tx } from '../ports/store.port.ts';
import { storedWaitMs, type AskAnswer, type DecisionRefusal, type Outcome } from './outbox.ts';
import { limitedTo, started } from './limited.ts';
import { type PumpConfig } from './pump-config.ts';
import { QUESTIONS } from './questions.ts';
import { QUEUE_CORE, type QueueCore, type QueueEvent } from './queue-core.ts';
import { recordChange, recordDecision } from './record-change.ts';
import { driftMs, serviceClockOf, trustedNowMs, type ServiceClock } from './service-clock.ts';
import { createServiceGate, type ServiceGate } from './service-gate.ts';
import { createTravels } from './travels.ts';
import { createUnwritten } from './unwritten.ts';
import { createWaits } from './waits.ts';

export type PumpChange = Readonly<{ type: 'item'; item: OutboxItem } | { type: 'lines' }>;

export type PumpParts = Readonly<{
  store: Store;
  line: KantaLine;
  clock: Clock;
  timers: Timers;
  random: Random;
  log: Log;
  config: PumpConfig;
  /** Who asks and why, for the token of a request that is sent on behalf of the item's author. */
  contextOf(item: OutboxItem): QueryContext;
  onChange(change: PumpChange): void;
}>;

export interface Pump {
  /** Takes up what an earlier run left and begins to send. */
  start(): void;
  /** Sends nothing new and waits for what is under way, at most `stopWaitMs`. Afterwards the store may be closed. */
  stop(): Promise<void>;
  /** Something was enqueued: look at once. */
  wake(): void;
  /** Forgets waiting times and probes what is down. */
  tryNow(): void;
  /** Somebody waits for a service whose line is down: it is asked at once whether it is back. */
  wanted(service: Service): void;
  /**
   * What a call beside the queue has learnt. An answer opens a line that was thought down; a silence is looked into at once,
   * and counts only by what the probe finds.
   * @param answeredInMs null: no answer
   */
  heard(service: Service, answeredInMs: number | null): void;
  lines(): readonly Line[];
  /** How far the clock of this machine is ahead of the services', as last measured; null before. */
  driftMs(): number | null;
  /** Milliseconds until a parked item may be cancelled, because a copy of it may still be on its way; 0 now. */
  cancellableInMs(itemId: string): number;
  /** A person's recorded decision on an item that is parked, or a cancellation of one that waits. */
  decide(
    itemId: string,
    decision: QueueDecisionKind,
    by: string,
    reason: string,
    /** Further changes in the transaction of the decision. */
    also?: (tx: Tx) => void,
  ): Result<OutboxItem, Readonly<{ code: 'QUE-0001' }> | DecisionRefusal>;
}

const APART_AT_ONCE = 50;

/** Denials and withdrawals leave before whatever else waits; among themselves the order stays. */
const protectiveFirst = (heads: readonly OutboxItem[]): readonly OutboxItem[] => [
  ...heads.filter(({ act }) => PROTECTIVE_ACTS.has(act)),
  ...heads.filter(({ act }) => !PROTECTIVE_ACTS.has(act)),
];

/**
 * The one that waits: decides by the core, sends through the line, writes every step before it takes the next.
 * @param core its decisions; a simulation puts another one here to see that each rule is needed
 */
export function createPump(parts: PumpParts, core: QueueCore = QUEUE_CORE): Pump {
  const { store, line, clock, timers, random, log, config } = parts;
  const gates = new Map<Service, ServiceGate>(
    SERVICES.map(service => [service, createServiceGate(service, clock, random, config.gate)]),
  );
  const gateOf = (service: Service): ServiceGate => gates.get(service) as ServiceGate;

  const underWay = new Set<string>();
  const unwritten = createUnwritten(log, announce);
  const lastTriedMs = new Map<string, number>();
  const lastAccepted = new Map<Service, Readonly<{ id: string; atMs: number }>>();
  const waits = createWaits(
    () => clock.monotonicMs(),
    item => storedWaitMs(item, clock.nowMs(), config.retry),
    config.retry.longestServiceWaitMs,
  );
  const travels = createTravels(() => clock.monotonicMs(), config.retry.travelMs);
  const limited = limitedTo(timers, config.attemptLimitMs);
  let serviceClock: ServiceClock | null = null;
  /** Unknown since the start: asked for wherever they stand in their lanes, because a question overtakes nothing. */
  const askApart = new Set<string>();
  /** What an earlier run left has been taken up; a full disk may put it off. */
  let takenUp = false;
  let phase: 'idle' | 'running' | 'stopping' | 'stopped' = 'idle';
  let cancelTimer: () => void = () => {};
  let stopped: () => void = () => {};

  const linesChanged = (changed: boolean): void => {
    if (changed) parts.onChange({ type: 'lines' });
  };

  const clocks = () => ({ wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });

  function announce(item: OutboxItem): void {
    if (item.state === 'queued' || item.state === 'unknown') {
      waits.begin(item, storedWaitMs(item, clock.nowMs(), config.retry));
    } else waits.end(item.id);
    if (item.state === 'accepted' || item.state === 'cancelled') travels.seen(item.id);
    parts.onChange({ type: 'item', item });
  }

  function attemptEnv(item: OutboxItem) {
    const accepted = lastAccepted.get(item.service);
    const sinceMs = lastTriedMs.get(item.id) ?? clock.monotonicMs() - config.gate.idleProbeMs;
    const othersSucceeded = accepted !== undefined && accepted.id !== item.id && accepted.atMs >= sinceMs;
    return { nowMs: clock.nowMs(), random, settings: config.retry, othersSucceeded };
  }

  function judgeService(service: Service, outcome: Outcome, code: ErrorCode, tookMs: number, wishMs: number): void {
    const gate = gateOf(service);
    switch (outcome.service) {
      case 'answered':
        return linesChanged(gate.answered(tookMs, false));
      case 'failed':
        return linesChanged(gate.failed(code, wishMs, false));
      case 'locked':
        return linesChanged(gate.locked(code));
    }
  }

  /** Applies what came back to the item as it is stored now: a late answer meets what happened in between. */
  function apply(asked: OutboxItem, event: QueueEvent, env: ReturnType<typeof attemptEnv>): Outcome | null {
    let seen: Outcome | null = null;
    unwritten.keep(asked.id, () =>
      store.write(tx => {
        const item = tx.outbox.get(asked.id);
        if (item === null) throw new Error('an item has left the queue');
        // It was signed anew since: this tells of the message before.
        if (item.messageId !== asked.messageId) return null;
        // Chance is drawn once: a write that is repeated must not change the decision.
        seen ??= core.advance(item, event, env);
        if (seen.change === null) return null;
        return recordChange(tx, clock, item, seen.change);
      }),
    );
    return seen;
  }

  function finish(id: string): void {
    underWay.delete(id);
    if (phase === 'stopping' && underWay.size === 0) stopped();
    schedule(0);
  }

  async function send(item: OutboxItem, body: Uint8Array): Promise<void> {
    const { service, messageId } = item;
    const gate = gateOf(service);
    const startedMs = clock.monotonicMs();
    const request = started(() => line.send({ service, messageId, body, context: parts.contextOf(item) }));
    request.then(
      late => underWay.has(item.id) || phase === 'stopped' || takeLate(item, late),
      (error: unknown) => log.error('queue.sendThrew', { errorName: error instanceof Error ? error.name : 'Unknown' }),
    );
    const lost: SendReply = { kind: 'unknown', code: 'NET-0004' };
    const reply = await limited(request, () => lost);
    gate.workEnded();
    if (phase === 'stopped') return;
    // A conflict is a matter of the state there: a copy that a proxy repeats may meet another one.
    if (reply.kind === 'unknown' || reply.kind === 'conflict') travels.left(item.id, startedMs);
    const outcome = apply(item, { type: 'replied', reply }, attemptEnv(item));
    lastTriedMs.set(item.id, clock.monotonicMs());
    if (reply.kind === 'accepted') {
      lastAccepted.set(service, { id: item.id, atMs: clock.monotonicMs() });
      lastTriedMs.delete(item.id);
    }
    const code = reply.kind === 'accepted' ? 'NET-0001' : reply.code;
    const wishMs = reply.kind === 'notSent' ? Math.min(reply.retryAfterMs ?? 0, config.retry.longestServiceWaitMs) : 0;
    if (outcome !== null) judgeService(service, outcome, code, clock.monotonicMs() - startedMs, wishMs);
    log.info('queue.attempt', { itemId: item.id, service, state: reply.kind, attempts: item.attempts });
    finish(item.id);
  }

  /** The limit had passed and the item went on as unknown: only a receipt still tells something new. */
  function takeLate(item: OutboxItem, reply: SendReply): void {
    if (reply.kind !== 'accepted') return;
    apply(item, { type: 'replied', reply }, attemptEnv(item));
    schedule(0);
  }

  async function ask(item: OutboxItem): Promise<void> {
    const { service, documentOid, documentDigest, messageId } = item;
    const gate = gateOf(service);
    const startedMs = clock.monotonicMs();
    const act = QUESTIONS[item.act];
    const question = {
      service,
      act,
      oid: documentOid,
      digest: documentDigest,
      messageId,
      context: parts.contextOf(item),
    } as const;
    const lost: AskAnswer = fail({ code: 'NET-0004' });
    const landed = travels.landsInMs(item.id) === 0;
    const answer = await limited<AskAnswer>(line.ask(question), () => lost);
    gate.workEnded();
    if (phase === 'stopped') return;
    const outcome = apply(item, { type: 'asked', answer }, attemptEnv(item));
    const code = answer.ok ? 'NET-0001' : answer.error.code;
    if (outcome !== null) judgeService(service, outcome, code, clock.monotonicMs() - startedMs, 0);
    if (answer.ok && landed) travels.seen(item.id);
    if (!answer.ok && item.state !== 'unknown') waits.begin(item, config.gate.idleProbeMs);
    finish(item.id);
  }

  async function probe(service: Service): Promise<void> {
    const gate = gateOf(service);
    gate.probeStarted();
    const startedMs = clock.monotonicMs();
    const lost: Awaited<ReturnType<KantaLine['probe']>> = fail({ code: 'NET-0001' });
    const answer = await limited(
      started(() => line.probe(service)),
      () => lost,
    );
    if (phase === 'stopped') return;
    if (answer.ok) {
      if (answer.value.driftMs !== null) serviceClock = serviceClockOf(answer.value.driftMs, clocks());
      linesChanged(gate.answered(clock.monotonicMs() - startedMs, true));
    } else {
      linesChanged(gate.failed(answer.error.code, 0, true));
    }
    schedule(0);
  }

  /** Commits `sending`, then lets the first byte go. A message whose bytes have changed on the disk never goes. */
  function beginSending(item: OutboxItem): void {
    const begun = store.write(tx => {
      const current = tx.outbox.get(item.id);
      if (current === null || current.state !== 'queued') return null;
      const body = tx.outbox.body(item.id);
      const event: QueueEvent = body === null ? { type: 'stayed', code: 'DB-0003' } : { type: 'begun' };
      const { change } = core.advance(current, event, attemptEnv(current));
      return change === null ? null : { body, item: recordChange(tx, clock, current, change) };
    });
    if (begun === null) return;
    announce(begun.item);
    if (begun.body === null) return;
    underWay.add(item.id);
    gateOf(item.service).workStarted();
    void send(begun.item, begun.body);
  }

  function beginAsking(item: OutboxItem): void {
    underWay.add(item.id);
    gateOf(item.service).workStarted();
    void ask(item);
  }

  /** Looks at one head and begins what may begin. @returns milliseconds until it is worth looking again, or null */
  function consider(item: OutboxItem, dependencies: readonly OutboxState[]): number | null {
    if (underWay.has(item.id) || unwritten.has(item.id)) return null;
    const gate = gateOf(item.service);
    const verdict = core.mayGo(item, {
      nowMs: trustedNowMs(serviceClock, clocks()),
      settings: config.retry,
      dependencies,
      restMs: waits.restMs(item, gate.amnestyMs()),
      landsInMs: travels.landsInMs(item.id),
    });
    switch (verdict.may) {
      case 'not':
        return null;
      case 'wait':
        return verdict.restMs;
      case 'hold':
        apply(item, { type: 'stayed', code: verdict.code }, attemptEnv(item));
        return null;
      case 'cancel':
        apply(item, { type: 'landed' }, attemptEnv(item));
        return 0;
      case 'send':
      case 'ask': {
        const inMs = gate.workInMs();
        if (inMs !== 0) return inMs;
        if (verdict.may === 'send') beginSending(item);
        else beginAsking(item);
        return null;
      }
    }
  }

  /** The unknown ones behind the heads of their lanes; a few at a time, the gate lets no more pass anyway. */
  function apart(): readonly OutboxItem[] {
    return store.read(tx => {
      const items: OutboxItem[] = [];
      for (const id of askApart) {
        const item = tx.outbox.get(id);
        if (item?.state === 'unknown') items.push(item);
        else askApart.delete(id);
        if (items.length >= APART_AT_ONCE) break;
      }
      return items;
    });
  }

  function heads(): readonly Readonly<{ item: OutboxItem; dependencies: readonly OutboxState[] }>[] {
    return store.read(tx =>
      protectiveFirst(tx.outbox.heads()).map(item => ({
        item,
        // An item that is not there was never accepted: it is waited for like one that is still to go.
        dependencies: item.after.map(id => tx.outbox.get(id)?.state ?? 'queued'),
      })),
    );
  }

  function probesDue(): readonly number[] {
    return SERVICES.flatMap(service => {
      const inMs = gateOf(service).probeInMs();
      if (inMs === null) return [];
      if (inMs > 0) return [inMs];
      void probe(service);
      return [];
    });
  }

  function look(): void {
    if (phase !== 'running') return;
    try {
      if (!takenUp) takeUp();
      unwritten.writeAll();
      const waitsMs = [
        ...heads().flatMap(({ item, dependencies }) => consider(item, dependencies) ?? []),
        ...apart().flatMap(item => consider(item, []) ?? []),
      ];
      schedule(Math.min(config.longestSleepMs, ...waitsMs, ...probesDue()));
    } catch (error) {
      later(error);
    }
  }

  function later(error: unknown): void {
    if (!(error instanceof StoreFault)) throw error;
    log.error('queue.storeFault', { code: error.code });
    schedule(config.storeRetryMs);
  }

  function schedule(inMs: number): void {
    if (phase !== 'running') return;
    cancelTimer();
    cancelTimer = timers.after(Math.ceil(inMs), look);
  }

  /** What was being sent when the program stopped is unknown now, and asked for first; after a restore all that is open. */
  function takeUp(): void {
    store.write(tx => {
      const restored = tx.lineage.restored() !== null;
      for (const item of tx.outbox.list('open', Number.MAX_SAFE_INTEGER)) {
        // Attempts are counted anew from a decision to send again; what left before it is still on its way.
        const left = item.attempts > 0 || item.decisions.some(({ decision }) => decision !== 'cancel');
        if (restored || left) travels.left(item.id, clock.monotonicMs());
        const { change } = core.advance(item, { type: restored ? 'restored' : 'stopped' }, attemptEnv(item));
        if (change !== null) tx.outbox.change(item.id, change);
        if ((change?.state ?? item.state) === 'unknown') askApart.add(item.id);
      }
      if (restored) tx.lineage.settled();
    });
    takenUp = true;
  }

  return {
    start() {
      if (phase !== 'idle') return;
      phase = 'running';
      try {
        takeUp();
        schedule(0);
      } catch (error) {
        // A disk that is full now stops the sending, not the start of the program.
        later(error);
      }
    },
    stop() {
      if (phase === 'idle' || phase === 'stopped') {
        phase = 'stopped';
        return Promise.resolve();
      }
      phase = 'stopping';
      cancelTimer();
      return new Promise(resolve => {
        const end = (): void => {
          phase = 'stopped';
          unwritten.writeLast();
          resolve();
        };
        if (underWay.size === 0) return end();
        const cancelLimit = timers.after(config.stopWaitMs, end);
        stopped = () => {
          cancelLimit();
          end();
        };
      });
    },
    wake: () => schedule(0),
    tryNow() {
      for (const gate of gates.values()) gate.probeNow();
      schedule(0);
    },
    wanted(service) {
      gateOf(service).probeSoon();
      schedule(0);
    },
    heard(service, answeredInMs) {
      const gate = gateOf(service);
      if (answeredInMs === null) gate.probeSoon();
      else if (gate.cameBack(answeredInMs)) linesChanged(true);
      else return;
      schedule(0);
    },
    lines: () => SERVICES.map(service => gateOf(service).line()),
    driftMs: () => driftMs(serviceClock, clocks()),
    cancellableInMs(itemId) {
      const landsInMs = travels.landsInMs(itemId);
      // Landed, but the service was not yet asked: that is a matter of a moment, or of the line.
      return landsInMs === null ? 0 : Math.max(landsInMs, 1000);
    },
    decide(itemId, decision, by, reason, also) {
      type Refusal = Readonly<{ code: 'QUE-0001' }> | DecisionRefusal;
      const decided = store.write((tx): Result<OutboxItem, Refusal> => {
        const item = tx.outbox.get(itemId);
        if (item === null) return fail({ code: 'QUE-0001' });
        if (phase === 'running' && !takenUp) return fail({ code: 'QUE-0002' });
        const allowed = core.decide(
          item,
          { by, at: clock.now(), decision, reason },
          travels.landsInMs(item.id) !== null,
        );
        if (!allowed.ok) return allowed;
        recordDecision(tx, clock, item, by, decision);
        also?.(tx);
        return ok(recordChange(tx, clock, tx.outbox.get(itemId) ?? item, allowed.value));
      });
      if (decided.ok) {
        announce(decided.value);
        schedule(0);
      }
      return decided;
    },
  };
}

import { type OutboxState } from '../../../shared/domain/queue.ts';
import { type Random } from '../../../shared/kernel/clock.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { assertNever, fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { instantMs, instantOfMs, type Instant } from '../../../shared/kernel/time.ts';
import { type NetCode, type NetFailure, type SendReply } from '../ports/kanta.port.ts';
import { type OutboxChange, type OutboxItem, type Receipt } from '../ports/store.port.ts';

/** Numbers of the queue's rules; the shorter ones of the practice profile come from the configuration. */
export type RetrySettings = Readonly<{
  /** The n-th wait is random between 0 and the smaller of `longestWaitMs` and `firstWaitMs` · 2^n (full jitter). */
  firstWaitMs: number;
  longestWaitMs: number;
  /** A wish of the service to be left alone is followed up to this. */
  longestServiceWaitMs: number;
  /** Older acts are sent only after a person's renewed decision. */
  maxAgeMs: number;
  /** Own failures, while the service accepts others, that park an item. */
  ownFailures: number;
}>;

export const RETRY: RetrySettings = {
  firstWaitMs: 2000,
  longestWaitMs: 15 * 60_000,
  longestServiceWaitMs: 60 * 60_000,
  maxAgeMs: 24 * 3_600_000,
  ownFailures: 8,
};

/** A stop in the middle of sending weighs half of what parks an item: what stops the program twice is not tried a third time. */
const stopWeight = (settings: RetrySettings): number => Math.ceil(settings.ownFailures / 2);

export type AttemptEnv = Readonly<{
  nowMs: number;
  random: Random;
  settings: RetrySettings;
  /** The service accepted another item since this one was tried last. */
  othersSucceeded: boolean;
}>;

/** What the pump has to do besides storing the change. */
export type FollowUp =
  /** Done: the lane goes on. */
  | 'next'
  /** Look again when `notBefore` comes. */
  | 'later'
  /** A person has to decide; the lane waits. */
  | 'person'
  /** An answer that fits no attempt: nothing is changed, the log says so. */
  | 'ignore';

/** What an answer says of the service itself, for its circuit breaker. */
export type ServiceSign = 'answered' | 'failed' | 'locked';

export type Outcome = Readonly<{ change: OutboxChange | null; follow: FollowUp; service: ServiceSign }>;

/** How each kind of reply is taken, as data. */
export const RETRY_CLASSES = {
  accepted: { leadsTo: 'accepted', counts: false, service: 'answered' },
  conflict: { leadsTo: 'held', counts: false, service: 'answered' },
  refused: { leadsTo: 'rejected', counts: false, service: 'answered' },
  notSent: { leadsTo: 'queued', counts: true, service: 'failed' },
  unknown: { leadsTo: 'unknown', counts: true, service: 'failed' },
  unauthorised: { leadsTo: 'queued', counts: false, service: 'locked' },
} as const satisfies Record<
  SendReply['kind'],
  Readonly<{ leadsTo: OutboxState; counts: boolean; service: ServiceSign }>
>;

const isFinal = (state: OutboxState): boolean => state === 'accepted' || state === 'cancelled';
const isParked = (state: OutboxState): boolean => state === 'held' || state === 'rejected';

/** @param attempts made so far, from 1 */
export function waitMs(attempts: number, random: Random, settings: RetrySettings): number {
  const doubled = settings.firstWaitMs * 2 ** Math.min(Math.max(0, attempts - 1), 30);
  return random() * Math.min(settings.longestWaitMs, doubled);
}

const answerOf = (code: ErrorCode, nowMs: number, detail: string | null = null): OutboxItem['lastAnswer'] => ({
  code,
  at: instantOfMs(nowMs),
  detail,
});

const receiptOf = ({ reference, at, replayed, verified, bytes }: Receipt): Receipt => ({
  reference,
  at,
  replayed,
  verified,
  bytes,
});

const held = (code: ErrorCode, nowMs: number, detail: string | null = null): OutboxChange => ({
  state: 'held',
  lastAnswer: answerOf(code, nowMs, detail),
});

/** Written and committed before the first byte leaves. */
export const beforeSending = (item: Pick<OutboxItem, 'attempts'>): OutboxChange => ({
  state: 'sending',
  attempts: item.attempts + 1,
});

/** A failure that may be the item's own: after so many while the service accepted others, it waits for a person. */
function tryLater(item: OutboxItem, code: NetCode, counts: boolean, atLeastMs: number, env: AttemptEnv): Outcome {
  const ownFailures = item.ownFailures + (counts && env.othersSucceeded ? 1 : 0);
  if (ownFailures >= env.settings.ownFailures) {
    const change = { ...held('QUE-0004', env.nowMs, code), ownFailures };
    return { change, follow: 'person', service: 'failed' };
  }
  const delayMs = Math.max(waitMs(item.attempts, env.random, env.settings), atLeastMs);
  const change: OutboxChange = {
    state: 'queued',
    ownFailures,
    notBefore: instantOfMs(env.nowMs + delayMs),
    lastAnswer: answerOf(code, env.nowMs),
  };
  return { change, follow: 'later', service: 'failed' };
}

/** The answer was lost: it may have been stored, so it is asked for before anything else, and never parked unasked. */
function askFirst(item: OutboxItem, code: NetCode, ownFailures: number, env: AttemptEnv): Outcome {
  const change: OutboxChange = {
    state: 'unknown',
    ownFailures,
    notBefore: instantOfMs(env.nowMs + waitMs(item.attempts, env.random, env.settings)),
    lastAnswer: answerOf(code, env.nowMs),
  };
  return { change, follow: 'later', service: 'failed' };
}

/**
 * What the reply to a sending makes of an item. Total over every state: a receipt counts whenever the item is not final, any
 * other reply counts only while it is being sent.
 */
export function afterAttempt(item: OutboxItem, reply: SendReply, env: AttemptEnv): Outcome {
  const { service, counts } = RETRY_CLASSES[reply.kind];
  const expected = reply.kind === 'accepted' ? !isFinal(item.state) : item.state === 'sending';
  if (!expected) return { change: null, follow: 'ignore', service };
  switch (reply.kind) {
    case 'accepted':
      return { change: { state: 'accepted', receipt: receiptOf(reply) }, follow: 'next', service };
    case 'conflict':
      return { change: held(reply.code, env.nowMs, reply.detail), follow: 'person', service };
    case 'refused': {
      const lastAnswer = answerOf(reply.code, env.nowMs, reply.detail);
      return { change: { state: 'rejected', lastAnswer }, follow: 'person', service };
    }
    case 'notSent': {
      const wishMs = Math.min(reply.retryAfterMs ?? 0, env.settings.longestServiceWaitMs);
      return { ...tryLater(item, reply.code, counts, wishMs, env), service };
    }
    case 'unauthorised':
      return { ...tryLater(item, reply.code, counts, 0, env), service };
    case 'unknown':
      return askFirst(item, reply.code, item.ownFailures + (env.othersSucceeded ? 1 : 0), env);
    default:
      return assertNever(reply);
  }
}

export type AskAnswer = Result<
  Readonly<{ known: false } | { known: true; same: boolean; reference: string; at: Instant }>,
  NetFailure
>;

/** What the service's answer to "do you hold it?" makes of an `unknown` item. Total over every state. */
export function afterAsking(item: OutboxItem, answer: AskAnswer, env: AttemptEnv): Outcome {
  const service = answer.ok ? 'answered' : answer.error.code === 'NET-0005' ? 'locked' : 'failed';
  if (item.state !== 'unknown') return { change: null, follow: 'ignore', service };
  if (!answer.ok) {
    const asked = { ...item, attempts: item.attempts + 1 };
    const outcome = askFirst(asked, answer.error.code, item.ownFailures, env);
    return { ...outcome, change: { ...outcome.change, attempts: asked.attempts }, service };
  }
  const { value } = answer;
  if (value.known && !value.same) return { change: held('NET-0009', env.nowMs), follow: 'person', service };
  if (value.known) {
    const { reference, at } = value;
    const receipt: Receipt = { reference, at, replayed: true, verified: false, bytes: new Uint8Array(0) };
    return { change: { state: 'accepted', receipt }, follow: 'next', service };
  }
  if (item.ownFailures >= env.settings.ownFailures) {
    return { change: held('QUE-0004', env.nowMs, item.lastAnswer?.code ?? null), follow: 'person', service };
  }
  return { change: { state: 'queued', notBefore: instantOfMs(env.nowMs) }, follow: 'later', service };
}

/** The program stopped while this item was being sent: nobody knows what arrived. Null for every other state. */
export function afterStop(item: OutboxItem, nowMs: number, settings: RetrySettings): OutboxChange | null {
  if (item.state !== 'sending') return null;
  return {
    state: 'unknown',
    ownFailures: item.ownFailures + stopWeight(settings),
    notBefore: instantOfMs(nowMs),
    lastAnswer: answerOf('NET-0004', nowMs),
  };
}

export type Situation = Readonly<{
  nowMs: number;
  settings: RetrySettings;
  /** States of the items that this one names in `after`. */
  dependencies: readonly OutboxState[];
  /** Waiting times given up to this moment are forgotten: the service is back, or a person pressed "try now". */
  amnestyMs: number | null;
}>;

export type Verdict =
  | Readonly<{ may: 'send' | 'ask' }>
  | Readonly<{ may: 'hold'; code: 'QUE-0002' | 'QUE-0003' }>
  | Readonly<{ may: 'wait'; untilMs: number }>
  /** For another item, a person or an answer: the end of that wakes the queue. */
  | Readonly<{ may: 'not' }>;

/** The moment from which the age of an act counts: its signing, or the latest decision to send it all the same. */
function freshSince(item: OutboxItem): number {
  const renewed = item.decisions.findLast(({ decision }) => decision === 'sendAgain');
  return Math.max(instantMs(item.queuedAt), renewed === undefined ? 0 : instantMs(renewed.at));
}

/** Milliseconds still to wait; a wall clock that jumped back must not stretch a wait beyond the longest one. */
function restMs(item: OutboxItem, { nowMs, settings, amnestyMs }: Situation): number {
  const forgiven = amnestyMs !== null && item.lastAnswer !== null && instantMs(item.lastAnswer.at) <= amnestyMs;
  const rest = instantMs(item.notBefore) - nowMs;
  return forgiven || rest > settings.longestServiceWaitMs ? 0 : Math.max(0, rest);
}

/** What may happen with the head of a lane now. Pure and total; the service's own state is judged by its breaker. */
export function mayGo(item: OutboxItem, situation: Situation): Verdict {
  switch (item.state) {
    case 'queued': {
      if (situation.dependencies.includes('cancelled')) return { may: 'hold', code: 'QUE-0002' };
      if (situation.dependencies.some(state => state !== 'accepted')) return { may: 'not' };
      if (situation.nowMs - freshSince(item) > situation.settings.maxAgeMs) return { may: 'hold', code: 'QUE-0003' };
      const rest = restMs(item, situation);
      return rest > 0 ? { may: 'wait', untilMs: situation.nowMs + rest } : { may: 'send' };
    }
    case 'unknown': {
      const rest = restMs(item, situation);
      return rest > 0 ? { may: 'wait', untilMs: situation.nowMs + rest } : { may: 'ask' };
    }
    case 'sending':
    case 'held':
    case 'rejected':
    case 'accepted':
    case 'cancelled':
      return { may: 'not' };
    default:
      return assertNever(item.state);
  }
}

export const holdFor = (code: 'QUE-0002' | 'QUE-0003' | 'DB-0003', nowMs: number): OutboxChange => held(code, nowMs);

export type Decision = OutboxItem['decisions'][number];

/**
 * A person's decision. What is parked may be sent again as it is, or cancelled; what waits may be cancelled before it is
 * sent. What may have arrived already (`sending`, `unknown`) is beyond both.
 */
export function afterDecision(
  item: OutboxItem,
  decision: Decision,
): Result<OutboxChange, Readonly<{ code: 'QUE-0002' }>> {
  const decisions = [...item.decisions, decision];
  const parked = isParked(item.state);
  switch (decision.decision) {
    case 'cancel':
      return parked || item.state === 'queued' ? ok({ state: 'cancelled', decisions }) : fail({ code: 'QUE-0002' });
    case 'sendAgain':
      return parked
        ? ok({ state: 'queued', ownFailures: 0, attempts: 0, notBefore: decision.at, decisions })
        : fail({ code: 'QUE-0002' });
    default:
      return assertNever(decision.decision);
  }
}

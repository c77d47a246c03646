import { isForSigningAgain } from '../../../shared/domain/attention.ts';
import { QUEUE_PATIENCE_MS, WAITING_RULES } from '../../../shared/domain/lifecycle/stored.rules.ts';
import { type OutboxState } from '../../../shared/domain/queue.ts';
import { type Random } from '../../../shared/kernel/clock.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { assertNever, fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { dateInHelsinki, instantMs, instantOfMs } from '../../../shared/kernel/time.ts';
import { type Held, type NetCode, type NetFailure, type SendReply } from '../ports/kanta.port.ts';
import { type OutboxChange, type OutboxItem, type Receipt } from '../ports/store/outbox.port.ts';
import { RESTING_CODES, RETRY_CLASSES, type ServiceSign } from './retry-classes.ts';

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
  /** A message whose answer was lost may be stored this long after it left, by whatever stands on the way. */
  travelMs: number;
}>;

export const RETRY: RetrySettings = {
  firstWaitMs: 2000,
  longestWaitMs: 15 * 60_000,
  longestServiceWaitMs: 60 * 60_000,
  maxAgeMs: QUEUE_PATIENCE_MS,
  ownFailures: 8,
  travelMs: 15 * 60_000,
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

export type Outcome = Readonly<{ change: OutboxChange | null; follow: FollowUp; service: ServiceSign }>;

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

/** What must not go without a person even when the service does not hold it. */
const restsWith = (item: Pick<OutboxItem, 'state' | 'lastAnswer'>): OutboxItem['lastAnswer'] =>
  item.state === 'unknown' && item.lastAnswer !== null && RESTING_CODES.has(item.lastAnswer.code)
    ? item.lastAnswer
    : null;

/** The answer was lost: it may have been stored, so it is asked for before anything else, and never parked unasked. */
function askFirst(item: OutboxItem, code: NetCode, ownFailures: number, env: AttemptEnv): Outcome {
  const change: OutboxChange = {
    state: 'unknown',
    ownFailures,
    notBefore: instantOfMs(env.nowMs + waitMs(item.attempts, env.random, env.settings)),
    lastAnswer: restsWith(item) ?? answerOf(code, env.nowMs),
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

export type AskAnswer = Result<Held, NetFailure>;

/**
 * What the service's answer to "do you hold it?" makes of an item. Total over every state: of an `unknown` one it decides, a
 * parked one it can only make accepted, when an earlier copy of the message came through after all.
 */
export function afterAsking(item: OutboxItem, answer: AskAnswer, env: AttemptEnv): Outcome {
  const service = answer.ok ? 'answered' : answer.error.code === 'NET-0005' ? 'locked' : 'failed';
  const found = answer.ok && answer.value.known && answer.value.same;
  if (item.state !== 'unknown' && !(found && isParked(item.state))) return { change: null, follow: 'ignore', service };
  if (!answer.ok) {
    const asked = { ...item, attempts: item.attempts + 1 };
    const outcome = askFirst(asked, answer.error.code, item.ownFailures, env);
    return { ...outcome, change: { ...outcome.change, attempts: asked.attempts }, service };
  }
  const { value } = answer;
  if (value.known && !value.same) return { change: held('NET-0009', env.nowMs), follow: 'person', service };
  if (value.known) {
    const { reference, at } = value;
    // Held, but its answer is no longer kept there: done, and said to be without a signed receipt.
    const { verified, bytes } = value.receipt ?? { verified: false, bytes: new Uint8Array(0) };
    const receipt: Receipt = { reference, at, replayed: true, verified, bytes };
    return { change: { state: 'accepted', receipt }, follow: 'next', service };
  }
  const rests = restsWith(item);
  if (rests !== null) return { change: { state: 'held', lastAnswer: rests }, follow: 'person', service };
  if (item.ownFailures >= env.settings.ownFailures) {
    return { change: held('QUE-0004', env.nowMs, item.lastAnswer?.code ?? null), follow: 'person', service };
  }
  return { change: { state: 'queued', notBefore: instantOfMs(env.nowMs) }, follow: 'later', service };
}

/** What was given up has landed nowhere. Null for what nobody gave up. */
export const afterLanding = (item: OutboxItem): OutboxChange | null =>
  isGivenUp(item) ? { state: 'cancelled' } : null;

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

/**
 * The file was put back from a copy: what it calls unsent may have arrived since, and may even have been cancelled. All of it
 * is asked for first, and what the service does not know waits for a person. Null for what is final.
 */
export function afterRestore(item: OutboxItem, nowMs: number): OutboxChange | null {
  if (isFinal(item.state)) return null;
  const rests = isParked(item.state) && item.lastAnswer !== null && RESTING_CODES.has(item.lastAnswer.code);
  const lastAnswer = rests ? item.lastAnswer : answerOf('QUE-0006', nowMs, item.lastAnswer?.code ?? null);
  return { state: 'unknown', notBefore: instantOfMs(nowMs), lastAnswer };
}

export type Situation = Readonly<{
  /** By the services' time where it is known: ages are judged by it. */
  nowMs: number;
  settings: RetrySettings;
  /** States of the items that this one names in `after`. */
  dependencies: readonly OutboxState[];
  /** Milliseconds still to wait, by the monotonic clock; 0 when nothing is to be waited for. */
  restMs: number;
  /** Milliseconds until a copy that left and was not answered has landed; null when there is none. */
  landsInMs: number | null;
}>;

export type Verdict =
  | Readonly<{ may: 'send' | 'ask' }>
  | Readonly<{ may: 'hold'; code: Hold }>
  /** Given up, and nothing of it can arrive any more. */
  | Readonly<{ may: 'cancel' }>
  | Readonly<{ may: 'wait'; restMs: number }>
  /** For another item, a person or an answer: the end of that wakes the queue. */
  | Readonly<{ may: 'not' }>;

/** Why an act stays here before it leaves. */
export type Hold = 'QUE-0002' | 'QUE-0003' | 'QUE-0008';

/** The latest recorded decision to send it all the same; a new signature is one. */
const renewedAt = ({ decisions }: OutboxItem): number | null => {
  const renewed = decisions.findLast(({ decision }) => decision !== 'cancel');
  return renewed === undefined ? null : instantMs(renewed.at);
};

/** Its last day has passed (Q8), and nobody has said since that it is to go all the same. */
function hasLapsed(item: OutboxItem, nowMs: number): boolean {
  const { validUntil } = item;
  if (validUntil === null || dateInHelsinki(nowMs) <= validUntil) return false;
  const renewed = renewedAt(item);
  return renewed === null || dateInHelsinki(renewed) <= validUntil;
}

/**
 * A person gave it up while a copy of it could still be on its way: it is cancelled as soon as that copy has landed and the
 * service has answered that it does not hold it. Sending it again takes the decision back.
 */
export const isGivenUp = ({ state, decisions }: Pick<OutboxItem, 'state' | 'decisions'>): boolean =>
  isParked(state) && decisions.at(-1)?.decision === 'cancel';

/** The moment from which the age of an act counts: its signing, or the latest decision to send it all the same. */
const freshSince = (item: OutboxItem): number => Math.max(instantMs(item.queuedAt), renewedAt(item) ?? 0);

/** Rule R68 of an item that nothing but the line keeps: what the service refused has been given to a person already. */
const hasWaitedTooLong = (item: OutboxItem, { nowMs, settings }: Pick<Situation, 'nowMs' | 'settings'>): boolean => {
  const facts = {
    waitedMs: nowMs - freshSince(item),
    patienceMs: settings.maxAgeMs,
    conflicting: false,
    taskGiven: false,
  };
  return WAITING_RULES.some(rule => !rule.holds(facts));
};

/** Milliseconds that a stored wait has left by the wall clock; one that no rule could have given is a clock that jumped. */
export function storedWaitMs(item: Pick<OutboxItem, 'notBefore'>, nowMs: number, settings: RetrySettings): number {
  const rest = instantMs(item.notBefore) - nowMs;
  return rest > settings.longestServiceWaitMs ? 0 : Math.max(0, rest);
}

/** What may happen with the head of a lane now. Pure and total; the service's own state is judged by its breaker. */
export function mayGo(item: OutboxItem, situation: Situation): Verdict {
  switch (item.state) {
    case 'queued': {
      if (situation.dependencies.includes('cancelled')) return { may: 'hold', code: 'QUE-0002' };
      if (situation.dependencies.some(state => state !== 'accepted')) return { may: 'not' };
      if (hasLapsed(item, situation.nowMs)) return { may: 'hold', code: 'QUE-0008' };
      if (hasWaitedTooLong(item, situation)) return { may: 'hold', code: 'QUE-0003' };
      return situation.restMs > 0 ? { may: 'wait', restMs: situation.restMs } : { may: 'send' };
    }
    case 'unknown':
      return situation.restMs > 0 ? { may: 'wait', restMs: situation.restMs } : { may: 'ask' };
    case 'held':
    case 'rejected': {
      // Refused, but an earlier copy may have come through since: asked for once it has landed.
      if (situation.landsInMs === null) return { may: isGivenUp(item) ? 'cancel' : 'not' };
      const rest = Math.max(situation.landsInMs, situation.restMs);
      return rest > 0 ? { may: 'wait', restMs: rest } : { may: 'ask' };
    }
    case 'sending':
    case 'accepted':
    case 'cancelled':
      return { may: 'not' };
    default:
      return assertNever(item.state);
  }
}

export const holdFor = (code: Hold | 'DB-0003', nowMs: number): OutboxChange => held(code, nowMs);

export type Decision = OutboxItem['decisions'][number];

export type DecisionRefusal = Readonly<{ code: 'QUE-0002' | 'QUE-0005' }>;

/**
 * A person's decision. What is parked may be sent again as it is, or cancelled; what waits may be cancelled before it is
 * sent. What may have arrived already (`sending`, `unknown`) is beyond both. Nothing may arrive after "cancelled" was shown:
 * what may still be on its way is given up, and cancelled when it has landed nowhere. What was refused for its signature
 * may go under a new one, but only when no copy under the old one can arrive any more: two signatures of one document must
 * never be under way together.
 * @param mayTravel a copy of it left, and since it must have landed the service has not said that it has none
 */
export function afterDecision(
  item: OutboxItem,
  decision: Decision,
  mayTravel: boolean,
): Result<OutboxChange, DecisionRefusal> {
  const decisions = [...item.decisions, decision];
  const parked = isParked(item.state);
  switch (decision.decision) {
    case 'cancel':
      if (!parked && item.state !== 'queued') return fail({ code: 'QUE-0002' });
      if (!mayTravel) return ok({ state: 'cancelled', decisions });
      if (isGivenUp(item)) return fail({ code: 'QUE-0005' });
      return ok(parked ? { decisions } : { ...held('QUE-0005', instantMs(decision.at)), decisions });
    case 'sendAgain':
      return parked
        ? ok({ state: 'queued', ownFailures: 0, attempts: 0, notBefore: decision.at, decisions })
        : fail({ code: 'QUE-0002' });
    case 'signAgain':
      if (!isForSigningAgain({ ...item, givenUp: isGivenUp(item) })) return fail({ code: 'QUE-0002' });
      if (mayTravel) return fail({ code: 'QUE-0005' });
      // The answer was to the signature before.
      return ok({
        state: 'queued',
        ownFailures: 0,
        attempts: 0,
        notBefore: decision.at,
        lastAnswer: null,
        decisions,
      });
    default:
      return assertNever(decision.decision);
  }
}

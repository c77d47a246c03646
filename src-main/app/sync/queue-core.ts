import { assertNever, type Result } from '../../../shared/kernel/result.ts';
import { type SendReply } from '../ports/kanta.port.ts';
import { type OutboxChange, type OutboxItem } from '../ports/store/outbox.port.ts';
import {
  afterAsking,
  afterAttempt,
  afterDecision,
  afterLanding,
  afterRestore,
  afterStop,
  beforeSending,
  holdFor,
  mayGo,
  type AskAnswer,
  type AttemptEnv,
  type Decision,
  type DecisionRefusal,
  type Outcome,
  type Situation,
  type Verdict,
} from './outbox.ts';

/** Everything that can happen to an item. */
export type QueueEvent =
  /** It is about to leave: committed before the first byte. */
  | Readonly<{ type: 'begun' }>
  | Readonly<{ type: 'replied'; reply: SendReply }>
  | Readonly<{ type: 'asked'; answer: AskAnswer }>
  /** The program stopped; nobody knows what was under way. */
  | Readonly<{ type: 'stopped' }>
  /** The file was put back from a copy. */
  | Readonly<{ type: 'restored' }>
  /** A rule stops it before it leaves. */
  | Readonly<{ type: 'stayed'; code: Parameters<typeof holdFor>[0] }>
  /** Whatever of it was on its way has landed, and the service has said that it does not hold it. */
  | Readonly<{ type: 'landed' }>
  | Readonly<{ type: 'decided'; decision: Decision; mayTravel: boolean }>;

const NOTHING: Outcome = { change: null, follow: 'ignore', service: 'answered' };

const changed = (change: OutboxChange | null, follow: Outcome['follow']): Outcome =>
  change === null ? NOTHING : { change, follow, service: 'answered' };

/** The transition function: total over every state and event, pure, the only maker of changes of an item. */
export function advance(item: OutboxItem, event: QueueEvent, env: AttemptEnv): Outcome {
  switch (event.type) {
    case 'begun':
      return changed(item.state === 'queued' ? beforeSending(item) : null, 'later');
    case 'replied':
      return afterAttempt(item, event.reply, env);
    case 'asked':
      return afterAsking(item, event.answer, env);
    case 'stopped':
      return changed(afterStop(item, env.nowMs, env.settings), 'later');
    case 'restored':
      return changed(afterRestore(item, env.nowMs), 'later');
    case 'stayed':
      return changed(item.state === 'queued' ? holdFor(event.code, env.nowMs) : null, 'person');
    case 'landed':
      return changed(afterLanding(item), 'next');
    case 'decided': {
      const decided = afterDecision(item, event.decision, event.mayTravel);
      return changed(decided.ok ? decided.value : null, 'next');
    }
    default:
      return assertNever(event);
  }
}

/** The decisions of the queue as one value: the pump waits and writes, and decides nothing by itself. */
export type QueueCore = Readonly<{
  advance(item: OutboxItem, event: QueueEvent, env: AttemptEnv): Outcome;
  mayGo(item: OutboxItem, situation: Situation): Verdict;
  /** Why a decision is refused, or the change it makes. */
  decide(item: OutboxItem, decision: Decision, mayTravel: boolean): Result<OutboxChange, DecisionRefusal>;
}>;

export const QUEUE_CORE: QueueCore = { advance, mayGo, decide: afterDecision };

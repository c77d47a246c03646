import { createHash } from 'node:crypto';

/**
 * What could be observed in a run, in the order in which it was: NDJSON lines. It shares no type with the product, so that
 * whoever judges it needs nothing of the product either.
 *
 * `key` is the document OID; with `#opened` or `#ended` behind it for a service event. `lane` is one desk's lane.
 */
export type Fact = Readonly<
  | {
      t: 'limits';
      maxAgeMs: number;
      requestsPerSecond: number;
      stopMs: number;
      driftMs: number;
      poisonTries: number;
      attemptMs: number;
    }
  /** A person means to do one thing, once. */
  | { t: 'intent'; intent: string; desk: string }
  /** Committed on this desk's disk. */
  | {
      t: 'saved';
      desk: string;
      key: string;
      lane: string;
      no: number;
      digest: string;
      deps: readonly string[];
      intent: string;
    }
  /** Committed on this desk's disk: the same document under a new signature, in its old place. */
  | { t: 'resigned'; desk: string; key: string; no: number; digest: string }
  /** A person at this desk was told "saved". */
  | { t: 'ack'; desk: string; key: string; lane: string; no: number; digest: string; deps: readonly string[] }
  /** Leaves the desk. */
  | { t: 'send'; desk: string; service: string; key: string; digest: string; n: number }
  | { t: 'ask'; desk: string; service: string; key: string }
  | { t: 'probe'; desk: string; service: string }
  /** The desk learns how a request ended. */
  | {
      t: 'answer';
      desk: string;
      service: string;
      key: string;
      /** Which sending of this key it answers; 0 for a question. */
      n: number;
      /** `signature`: refused for that alone; `unsent`: nothing left the desk. */
      kind: 'ok' | 'reject' | 'signature' | 'conflict' | 'error' | 'lost' | 'unsent' | 'known' | 'absent';
    }
  /** Arrives at the service. */
  | { t: 'recv'; key: string; lane: string; no: number; digest: string; service: string }
  | {
      t: 'apply';
      key: string;
      service: string;
      result: 'ok' | 'dup' | 'reject' | 'conflict';
      set: string | null;
      amount: number;
    }
  | { t: 'prescribed'; set: string; amount: number }
  /** The service was put back to an older state and no longer knows these. */
  | { t: 'forget'; service: string; keys: readonly string[] }
  | { t: 'state'; desk: string; key: string; state: 'pending' | 'done' | 'parked' | 'cancelled'; raw: string }
  | { t: 'decision'; desk: string; key: string; decision: 'sendAgain' | 'cancel' }
  | { t: 'kill'; desk: string; because: string }
  | { t: 'restart'; desk: string }
  | { t: 'stopping'; desk: string }
  | { t: 'stopped'; desk: string }
  | { t: 'disk'; desk: string; full: boolean }
  | { t: 'backup'; desk: string; id: number }
  | { t: 'restored'; desk: string; id: number }
  | { t: 'net'; desk: string; up: boolean }
  | { t: 'service'; service: string; up: boolean }
  | { t: 'tryNow'; desk: string }
  | { t: 'clock'; desk: string; aheadMs: number }
  /** A signature was made while the desk knew the service's time; `aheadMs` is how wrong its clock was. */
  | { t: 'signed'; desk: string; aheadMs: number; known: boolean }
  | { t: 'counts'; desk: string; unsent: number; parked: number; givenUp: number }
  | { t: 'served'; desk: string; patient: string; revision: number; sets: readonly string[] }
  | { t: 'cached'; desk: string; patient: string; revision: number; sets: readonly string[] }
  /** How everything stands when all is well again and persons have done what they can. */
  | { t: 'end'; desk: string; states: Readonly<Record<string, string>> }
>;

export type Line = Fact & Readonly<{ at: number }>;

export type History = Readonly<{
  lines: Line[];
  add(fact: Fact): void;
  /** SHA-256 over the bytes of the history file. */
  digest(): string;
  text(): string;
}>;

export function history(nowMs: () => number): History {
  const lines: Line[] = [];
  const text = (): string => lines.map(line => `${JSON.stringify(line)}\n`).join('');
  return {
    lines,
    add: fact => void lines.push({ at: Math.round(nowMs()), ...fact }),
    digest: () => createHash('sha256').update(text()).digest('hex'),
    text,
  };
}

import { type Failure } from '../../shared/kernel/error-codes.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';

export type PaceClock = Readonly<{ nowMs(): number; wait(ms: number): Promise<void> }>;

/** What a person's screen may ask in one second, and at once after a pause. */
const PER_SECOND = 50;
const AT_ONCE = 100;
/** A page that asks faster than that for so long is not a person's. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Keeps one window to a pace: a burst passes, what comes faster waits its turn, and what would wait too long is refused
 * before it is decoded. A page that has gone wild cannot starve the queue or the other windows.
 */
export function paced<Message, Answer>(
  dispatch: (message: Message) => Promise<Answer>,
  { nowMs, wait }: PaceClock,
): (message: Message) => Promise<Answer | Result<never, Failure>> {
  /** Turns at hand; below zero, how many wait. */
  let turns = AT_ONCE;
  let countedAtMs = nowMs();
  return async message => {
    const now = nowMs();
    turns = Math.min(AT_ONCE, turns + ((now - countedAtMs) * PER_SECOND) / 1000);
    countedAtMs = now;
    const waitMs = turns >= 1 ? 0 : ((1 - turns) / PER_SECOND) * 1000;
    if (waitMs > LONGEST_WAIT_MS) return fail({ code: 'CALL-0005' });
    turns -= 1;
    if (waitMs > 0) await wait(waitMs);
    return dispatch(message);
  };
}

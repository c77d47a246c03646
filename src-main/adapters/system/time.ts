import { type Clock, type Timers } from '../../../shared/kernel/clock.ts';
import { dateInHelsinki, instantOfMs } from '../../../shared/kernel/time.ts';

/** The clock of this machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  now: () => instantOfMs(Date.now()),
  today: () => dateInHelsinki(Date.now()),
  monotonicMs: () => performance.now(),
};

/** A delay beyond this overflows the timer of Node and fires at once (nodejs.org, `setTimeout`). */
const LONGEST_DELAY_MS = 2_147_483_647;

export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, delayMs), LONGEST_DELAY_MS));
    return () => clearTimeout(timer);
  },
};

import { type Clock } from '../../../shared/kernel/clock.ts';

/** How close together requests to one service may be. Monotonic milliseconds. */
export interface Pace {
  /** Until the next request may go; 0 now. */
  restMs(): number;
  /** A request goes. */
  took(): void;
  /** Nothing goes for so long. */
  pause(ms: number): void;
}

/**
 * Even steps, and never more than the rate in any second. A timer that fires a little late does not slow the whole queue
 * down: the next step is counted from when the last one was due, as far as the second allows.
 * @param requestsPerSecond `Infinity` for no pace at all
 */
export function createPace(clock: Pick<Clock, 'monotonicMs'>, requestsPerSecond: number): Pace {
  const stepMs = 1000 / requestsPerSecond;
  const inWindow = Math.max(1, Math.floor(requestsPerSecond));
  const windowMs = inWindow * stepMs;
  let latest: readonly number[] = [];
  let dueMs = -Infinity;
  return {
    restMs: () => Math.max(0, dueMs - clock.monotonicMs()),
    took() {
      if (stepMs === 0) return;
      const nowMs = clock.monotonicMs();
      latest = [...latest, nowMs].slice(-inWindow);
      const from = nowMs - dueMs < stepMs ? dueMs : nowMs;
      const windowEndsMs = latest.length < inWindow ? -Infinity : (latest[0] ?? nowMs) + windowMs;
      dueMs = Math.max(from + stepMs, windowEndsMs);
    },
    pause(ms) {
      dueMs = Math.max(dueMs, clock.monotonicMs() + ms);
    },
  };
}

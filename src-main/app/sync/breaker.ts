import { type Random } from '../../../shared/kernel/clock.ts';

/**
 * Circuit breaker of one service: while it is open nothing is sent, and one probe at a time finds out whether the service is
 * back. Pure; times are monotonic milliseconds.
 */
export type Breaker =
  | Readonly<{ at: 'closed'; failuresInARow: number; recent: readonly boolean[] }>
  | Readonly<{ at: 'open'; untilMs: number }>
  | Readonly<{ at: 'halfOpen' }>;

export type BreakerSettings = Readonly<{
  failuresInARow: number;
  /** How many of the latest answers are judged together, and the share of failures that opens. */
  window: number;
  failureShare: number;
  probeMinMs: number;
  probeMaxMs: number;
}>;

export const CLOSED: Breaker = { at: 'closed', failuresInARow: 0, recent: [] };

function opened(nowMs: number, random: Random, settings: BreakerSettings, atLeastMs: number): Breaker {
  const jittered = settings.probeMinMs + random() * (settings.probeMaxMs - settings.probeMinMs);
  return { at: 'open', untilMs: nowMs + Math.max(jittered, atLeastMs) };
}

/** What may pass now: ordinary work, one probe, or nothing. */
export function passage(breaker: Breaker, nowMs: number): 'work' | 'probe' | 'nothing' {
  switch (breaker.at) {
    case 'closed':
      return 'work';
    case 'open':
      return nowMs >= breaker.untilMs ? 'probe' : 'nothing';
    case 'halfOpen':
      return 'nothing';
  }
}

/** A probe is under way. */
export const probing = (): Breaker => ({ at: 'halfOpen' });

/** The service answered, whatever it said. An answer to earlier work does not close it: only the probe does. */
export function afterAnswer(breaker: Breaker, settings: BreakerSettings): Breaker {
  if (breaker.at !== 'closed') return breaker;
  return { at: 'closed', failuresInARow: 0, recent: [...breaker.recent, true].slice(-settings.window) };
}

/**
 * The service failed or could not be reached. A wish that is as long as an outage opens at once; a shorter one is no more
 * than a pause, which the pace keeps (`service-gate.ts`): the service is there, and said so itself.
 * @param atLeastMs the service's own wish to be left alone
 */
export function afterFailure(
  breaker: Breaker,
  nowMs: number,
  random: Random,
  settings: BreakerSettings,
  atLeastMs = 0,
): Breaker {
  if (breaker.at === 'halfOpen') return opened(nowMs, random, settings, atLeastMs);
  if (breaker.at === 'open') return { at: 'open', untilMs: Math.max(breaker.untilMs, nowMs + atLeastMs) };
  const recent = [...breaker.recent, false].slice(-settings.window);
  const failuresInARow = breaker.failuresInARow + 1;
  const share = recent.filter(fine => !fine).length / settings.window;
  const opens =
    failuresInARow >= settings.failuresInARow || (recent.length >= settings.window && share >= settings.failureShare);
  if (opens || atLeastMs >= settings.probeMinMs) return opened(nowMs, random, settings, atLeastMs);
  return { at: 'closed', failuresInARow, recent };
}

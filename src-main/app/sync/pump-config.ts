import { RETRY, type RetrySettings } from './outbox.ts';
import { type GateSettings } from './service-gate.ts';

export type PumpConfig = Readonly<{
  retry: RetrySettings;
  gate: GateSettings;
  /** The line has its own limits; this one is for a line that never answers at all. */
  attemptLimitMs: number;
  stopWaitMs: number;
  storeRetryMs: number;
  /** The queue looks at least this often, whatever its timers say. */
  longestSleepMs: number;
}>;

export const PUMP_CONFIG: PumpConfig = {
  retry: RETRY,
  gate: {
    breaker: { failuresInARow: 5, window: 20, failureShare: 0.5, probeMinMs: 30_000, probeMaxMs: 60_000 },
    parallelLanes: 4,
    requestsPerSecond: 5,
    slowMs: 3000,
    idleProbeMs: 60_000,
    quickProbeMs: 2000,
  },
  attemptLimitMs: 120_000,
  stopWaitMs: 10_000,
  storeRetryMs: 5000,
  longestSleepMs: 60_000,
};

/** For training and tests: the same rules, with waits that nobody has to sit through. */
export const PRACTICE_PUMP_CONFIG: PumpConfig = {
  ...PUMP_CONFIG,
  // Nothing stands between a practice desk and its simulator: a message is there within seconds, or never.
  retry: { ...RETRY, firstWaitMs: 500, longestWaitMs: 30_000, travelMs: 15_000 },
  gate: {
    ...PUMP_CONFIG.gate,
    breaker: { ...PUMP_CONFIG.gate.breaker, failuresInARow: 3, probeMinMs: 1000, probeMaxMs: 2000 },
    idleProbeMs: 5000,
    quickProbeMs: 500,
  },
  attemptLimitMs: 60_000,
};

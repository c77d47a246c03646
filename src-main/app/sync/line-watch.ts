import { type Line, type LineState, type Service } from '../../../shared/domain/queue.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';

/** How a line is judged: pure; the pump feeds it with every answer. */
export type LineWatch = Readonly<{ line: Line; recentMs: readonly number[]; failuresInARow: number }>;

/** Latest answer times that are judged together. */
const WINDOW = 20;
/** One lost answer is no outage; the second in a row is shown. */
const SHOWN_FAILURES = 2;

export const newLine = (service: Service, since: Instant): LineWatch => ({
  line: { service, state: 'unknown', since, lastOkAt: null, lastFault: null },
  recentMs: [],
  failuresInARow: 0,
});

/** 95th percentile by nearest rank. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

const inState = (line: Line, state: LineState, at: Instant): Line =>
  line.state === state ? line : { ...line, state, since: at };

export function lineAnswered(watch: LineWatch, tookMs: number, at: Instant, slowMs: number): LineWatch {
  const before = watch.line.state === 'down' ? [] : watch.recentMs;
  const recentMs = [...before, tookMs].slice(-WINDOW);
  const line = inState(watch.line, p95(recentMs) > slowMs ? 'slow' : 'up', at);
  return { line: { ...line, lastOkAt: at }, recentMs, failuresInARow: 0 };
}

/** @param lost the breaker has opened: down whatever the count says */
export function lineFailed(watch: LineWatch, code: ErrorCode, at: Instant, lost: boolean): LineWatch {
  const failuresInARow = watch.failuresInARow + 1;
  const down = lost || failuresInARow >= SHOWN_FAILURES || watch.line.state === 'unknown';
  const line = down ? inState(watch.line, 'down', at) : watch.line;
  return { line: { ...line, lastFault: code }, recentMs: watch.recentMs, failuresInARow };
}

import { type Line, type Service } from '../../../shared/domain/queue.ts';
import { type Clock, type Random } from '../../../shared/kernel/clock.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { afterAnswer, afterFailure, CLOSED, passage, probing, type Breaker, type BreakerSettings } from './breaker.ts';
import { createPace } from './pace.ts';
import { lineAnswered, lineFailed, newLine, type LineWatch } from './line-watch.ts';

export type GateSettings = Readonly<{
  breaker: BreakerSettings;
  /** Items under way at a time, one per lane. */
  parallelLanes: number;
  /** No service sees more from this workstation, whatever the reason. */
  requestsPerSecond: number;
  /** A line is slow when the 95th percentile of its answers is above this. */
  slowMs: number;
  /** A line without traffic is asked this often whether it is still there. */
  idleProbeMs: number;
  /** A line that was there and fails is asked this soon, then at twice the time each, until it answers or the breaker opens. */
  quickProbeMs: number;
}>;

/** A pause that a service asks for is stretched by up to this share, so that those whom it sent away do not come back in step. */
const PAUSE_JITTER = 0.25;

/** Everything that decides whether something may go to one service now: breaker, pace, lanes under way, state of the line. */
export interface ServiceGate {
  line(): Line;
  /** Milliseconds until work may go; 0 now, null when only a probe or an answer can change that. */
  workInMs(): number | null;
  /** Milliseconds until the next probe is due; null while one is under way. */
  probeInMs(): number | null;
  workStarted(): void;
  workEnded(): void;
  probeStarted(): void;
  /** @returns whether the line or the breaker changed */
  answered(tookMs: number, byProbe: boolean): boolean;
  failed(code: ErrorCode, atLeastMs: number, byProbe: boolean): boolean;
  /** The service does not know this system: nothing goes until a probe, or a person, opens it again. */
  locked(code: ErrorCode): boolean;
  probeNow(): void;
  /** Somebody waits for the line: the next probe goes at once, unless one has just gone or the service wants to be left alone. */
  probeSoon(): void;
  /** The service answered somebody beside the queue. @returns whether that is news: the line was thought down */
  cameBack(tookMs: number): boolean;
  /** Monotonic moment up to which waiting times are forgotten, because the service came back since. */
  amnestyMs(): number | null;
}

export function createServiceGate(
  service: Service,
  clock: Pick<Clock, 'now' | 'monotonicMs'>,
  random: Random,
  settings: GateSettings,
): ServiceGate {
  const pace = createPace(clock, settings.requestsPerSecond);
  let breaker: Breaker = CLOSED;
  let watch: LineWatch = newLine(service, clock.now());
  let underWay = 0;
  let probeUnderWay = false;
  let probeDueMs = clock.monotonicMs();
  let amnestyMs: number | null = null;
  let probedMs = -Infinity;
  /** Until then the service asked to be left alone. */
  let aloneUntilMs = -Infinity;

  function changed(next: LineWatch, breakerBefore: Breaker): boolean {
    const before = watch.line;
    watch = next;
    return (
      before.state !== next.line.state || before.lastFault !== next.line.lastFault || breakerBefore.at !== breaker.at
    );
  }
  function restProbe(restMs = settings.idleProbeMs): void {
    // Jittered, so that the workstations of one place do not ask in step.
    probeDueMs = clock.monotonicMs() + restMs * (0.75 + random() / 2);
  }
  /** A line that has been there is looked after at short steps; one that never was comes when somebody needs it. */
  function quickRestMs(): number {
    if (breaker.at !== 'closed' || watch.line.lastOkAt === null) return settings.idleProbeMs;
    return Math.min(settings.idleProbeMs, settings.quickProbeMs * 2 ** (breaker.failuresInARow - 1));
  }
  function fail(code: ErrorCode, atLeastMs: number, byProbe: boolean): boolean {
    const before = breaker;
    const nowMs = clock.monotonicMs();
    breaker = afterFailure(breaker, nowMs, random, settings.breaker, atLeastMs);
    if (breaker.at === 'closed' && atLeastMs > 0) pace.pause(atLeastMs * (1 + random() * PAUSE_JITTER));
    if (byProbe) probeUnderWay = false;
    if (atLeastMs > 0) aloneUntilMs = nowMs + atLeastMs;
    restProbe(Math.max(atLeastMs, quickRestMs()));
    return changed(lineFailed(watch, code, clock.now(), breaker.at !== 'closed'), before);
  }

  return {
    line: () => watch.line,
    workInMs() {
      if (passage(breaker, clock.monotonicMs()) !== 'work' || underWay >= settings.parallelLanes) return null;
      return pace.restMs();
    },
    probeInMs() {
      if (probeUnderWay) return null;
      const dueMs = breaker.at === 'open' ? breaker.untilMs : probeDueMs;
      return Math.max(pace.restMs(), dueMs - clock.monotonicMs());
    },
    workStarted() {
      underWay += 1;
      pace.took();
    },
    workEnded() {
      underWay -= 1;
    },
    probeStarted() {
      probeUnderWay = true;
      probedMs = clock.monotonicMs();
      if (breaker.at !== 'closed') breaker = probing();
      pace.took();
    },
    answered(tookMs, byProbe) {
      const before = breaker;
      if (byProbe) probeUnderWay = false;
      if (byProbe && breaker.at !== 'closed') {
        breaker = CLOSED;
        amnestyMs = clock.monotonicMs();
      }
      breaker = afterAnswer(breaker, settings.breaker);
      restProbe();
      return changed(lineAnswered(watch, tookMs, clock.now(), settings.slowMs), before);
    },
    failed: fail,
    locked: code => fail(code, settings.breaker.probeMaxMs, false),
    probeNow() {
      probeDueMs = clock.monotonicMs();
      if (breaker.at === 'open') breaker = { at: 'open', untilMs: probeDueMs };
      amnestyMs = clock.monotonicMs();
    },
    probeSoon() {
      const nowMs = clock.monotonicMs();
      if (nowMs < aloneUntilMs) return;
      const soonMs = Math.max(nowMs, probedMs + settings.quickProbeMs);
      probeDueMs = Math.min(probeDueMs, soonMs);
      if (breaker.at === 'open') breaker = { at: 'open', untilMs: Math.min(breaker.untilMs, soonMs) };
    },
    cameBack(tookMs) {
      const { state } = watch.line;
      if (breaker.at === 'closed' && state !== 'down' && state !== 'unknown') return false;
      const before = breaker;
      breaker = CLOSED;
      amnestyMs = clock.monotonicMs();
      restProbe();
      return changed(lineAnswered(watch, tookMs, clock.now(), settings.slowMs), before);
    },
    amnestyMs: () => amnestyMs,
  };
}

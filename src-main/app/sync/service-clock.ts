import { clockState } from '../../../shared/domain/clock-drift.ts';

/**
 * The services' time as this workstation knows it: how far it is from the monotonic clock. A jump of the wall clock does not
 * move it, so the drift is right the moment after a jump and not only after the next answer. Pure; all in milliseconds.
 */
export type ServiceClock = Readonly<{ aheadOfMonotonicMs: number }>;

type Now = Readonly<{ wallMs: number; monotonicMs: number }>;

/** @param driftMs how far the wall clock was ahead of the service in its latest `Date` header */
export const serviceClockOf = (driftMs: number, now: Now): ServiceClock => ({
  aheadOfMonotonicMs: now.wallMs - driftMs - now.monotonicMs,
});

/** How far the wall clock is ahead of the services now; null while no service has told its time. */
export const driftMs = (clock: ServiceClock | null, now: Now): number | null =>
  clock === null ? null : now.wallMs - (now.monotonicMs + clock.aheadOfMonotonicMs);

/** The time by which ages are judged: the services' where it is known, else the wall clock's. */
export const trustedNowMs = (clock: ServiceClock | null, now: Now): number =>
  clock === null ? now.wallMs : now.monotonicMs + clock.aheadOfMonotonicMs;

export const clockForbidsSigning = (drift: number | null): boolean => clockState(drift) === 'wrong';

/**
 * Beyond `warnMs` between this machine's clock and the services' a person is told; beyond `stopMs` nothing is signed and no
 * certificate is judged (own decision: the times of a signature and of a document have to hold as evidence).
 */
export const CLOCK_LIMITS = { warnMs: 2000, stopMs: 60_000 } as const;

export type ClockState = 'right' | 'off' | 'wrong';

/** @param driftMs how far this machine is ahead of the services; null while none has told its time */
export function clockState(driftMs: number | null): ClockState {
  const apartMs = Math.abs(driftMs ?? 0);
  return apartMs > CLOCK_LIMITS.stopMs ? 'wrong' : apartMs > CLOCK_LIMITS.warnMs ? 'off' : 'right';
}

/**
 * How far this machine is ahead of a service, by the `Date` header of an answer, ms. The header is cut to whole seconds, and it was
 * made at some moment between question and answer: what half of that way can explain is not counted, or every slow answer would
 * pass for a wrong clock.
 * @param wallMs when the answer was here, by this machine's clock; `tookMs` after the question
 */
export function driftByDate({
  wallMs,
  tookMs,
  dateMs,
}: Readonly<Record<'wallMs' | 'tookMs' | 'dateMs', number>>): number {
  const half = tookMs / 2;
  const apart = wallMs - half - (dateMs + 500);
  return Math.abs(apart) <= half ? 0 : Math.round(apart - Math.sign(apart) * half);
}

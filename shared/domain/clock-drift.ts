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

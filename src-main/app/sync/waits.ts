import { type OutboxItem } from '../ports/store/outbox.port.ts';

/**
 * How long each item still waits, by the monotonic clock: a wall clock that jumps neither shortens nor stretches a wait.
 * The stored `notBefore` counts only for the first look after a start, and never beyond the longest wait there is.
 */
export interface Waits {
  /** @param atMs monotonic moment up to which earlier waits are forgotten, because the service is back or a person asked; null for none */
  restMs(item: Pick<OutboxItem, 'id' | 'notBefore' | 'lastAnswer'>, forgottenUpToMs: number | null): number;
  /** The item was given a new `notBefore`. */
  begin(item: Pick<OutboxItem, 'id'>, waitMs: number): void;
  end(itemId: string): void;
}

type Wait = Readonly<{ sinceMs: number; untilMs: number }>;

/** @param storedMs wait that a stored item has left by the wall clock */
export function createWaits(
  monotonicMs: () => number,
  storedMs: (item: Pick<OutboxItem, 'notBefore'>) => number,
  longestMs: number,
): Waits {
  const waits = new Map<string, Wait>();
  const begun = (itemId: string, waitMs: number): Wait => {
    const sinceMs = monotonicMs();
    const wait = { sinceMs, untilMs: sinceMs + Math.min(Math.max(0, waitMs), longestMs) };
    waits.set(itemId, wait);
    return wait;
  };
  return {
    restMs(item, forgottenUpToMs) {
      const wait = waits.get(item.id) ?? begun(item.id, storedMs(item));
      const forgotten = forgottenUpToMs !== null && item.lastAnswer !== null && wait.sinceMs <= forgottenUpToMs;
      return forgotten ? 0 : Math.max(0, wait.untilMs - monotonicMs());
    },
    begin: (item, waitMs) => void begun(item.id, waitMs),
    end: itemId => void waits.delete(itemId),
  };
}

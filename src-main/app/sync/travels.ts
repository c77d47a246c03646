/**
 * Which messages may still be on their way: their answer was lost, or the program stopped while they were being sent. A
 * proxy or a slow service may store one after the service was asked and did not know it, and even after it refused a later
 * copy of it. Until it has landed and the service has answered for it, nobody can say that it never arrived. By the
 * monotonic clock.
 */
export interface Travels {
  left(itemId: string, atMs: number): void;
  /** Milliseconds until it has landed or is lost for good, 0 when it has; null when nothing of it was ever on its way unseen. */
  landsInMs(itemId: string): number | null;
  /** What became of it is known. */
  seen(itemId: string): void;
}

export function createTravels(monotonicMs: () => number, travelMs: number): Travels {
  const leftAt = new Map<string, number>();
  return {
    left: (itemId, atMs) => void leftAt.set(itemId, atMs),
    landsInMs(itemId) {
      const atMs = leftAt.get(itemId);
      return atMs === undefined ? null : Math.max(0, atMs + travelMs - monotonicMs());
    },
    seen: itemId => void leftAt.delete(itemId),
  };
}

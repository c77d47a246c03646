/**
 * Which messages may still be on their way: their answer was lost, or the program stopped while they were being sent. A
 * proxy or a slow service may store one after the service was asked and did not know it. By the monotonic clock.
 */
export interface Travels {
  left(itemId: string, atMs: number): void;
  mayTravel(itemId: string): boolean;
}

export function createTravels(monotonicMs: () => number, travelMs: number): Travels {
  const leftAt = new Map<string, number>();
  return {
    left(itemId, atMs) {
      leftAt.set(itemId, atMs);
    },
    mayTravel(itemId) {
      const atMs = leftAt.get(itemId);
      if (atMs === undefined) return false;
      if (monotonicMs() - atMs <= travelMs) return true;
      leftAt.delete(itemId);
      return false;
    },
  };
}

import { useEffect } from 'react';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';

/** Fetches anew when a copy that may be on its way has landed: until then the screen refuses what that stands against. */
export function useLanding(landsAt: Instant | null, load: () => Promise<void>): void {
  useEffect(() => {
    if (landsAt === null) return;
    const timer = window.setTimeout(() => void load(), Math.max(0, instantMs(landsAt) - Date.now()) + 500);
    return () => window.clearTimeout(timer);
  }, [landsAt, load]);
}

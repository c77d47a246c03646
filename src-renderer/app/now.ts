import { useEffect, useState } from 'react';

const STEP_MS = 15_000;

/** The wall clock for ages on the screen, coarse on purpose: nothing redraws more often than it can be read. */
export function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

export type BareKeys = Readonly<{
  /** The act of a bare key: given when the pause has passed and no key has followed within it. @param atMs when the key went down */
  wait(atMs: number, act: () => void): void;
  /** Each key of the window, in whatever order it and its act are told: two within the pause are a scanner's. */
  hear(atMs: number): void;
}>;

/**
 * Bare keys that may begin a scan. The times of the keys decide, not those of their handling: where the page was busy, a hand's
 * next key is handled before the pause has run out here, and the first one counts all the same.
 * @param pauseMs a scanner's next key comes within it
 */
export function createBareKeys(pauseMs: number): BareKeys {
  let waiting: Readonly<{ atMs: number; act: () => void; timer: ReturnType<typeof setTimeout> }> | null = null;
  const end = (isHand: boolean): void => {
    const ended = waiting;
    waiting = null;
    if (ended === null) return;
    clearTimeout(ended.timer);
    if (isHand) ended.act();
  };
  /** What waits is another key's: it ends with this one. */
  const hear = (atMs: number): void => {
    if (waiting !== null && waiting.atMs !== atMs) end(atMs - waiting.atMs > pauseMs);
  };
  return {
    hear,
    wait(atMs, act) {
      hear(atMs);
      waiting = { atMs, act, timer: setTimeout(() => end(true), pauseMs) };
    },
  };
}

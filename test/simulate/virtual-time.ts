/** One thread of time for everything in a run: nothing waits for real, and what is due at one moment happens in its order. */
export interface VirtualTime {
  nowMs(): number;
  after(delayMs: number, work: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Lets time pass up to this moment, and with it everything that comes due. */
  runUntil(ms: number): Promise<void>;
  readonly steps: () => number;
}

type Due = { atMs: number; n: number; work: (() => void) | null };

/**
 * Whatever is ready runs before time goes on: a tick asked for by a microtask comes when all microtasks are done, however
 * many those make. Nothing in a run waits for anything outside it, so the event loop itself need not turn.
 */
const settled = (): Promise<void> => new Promise(resolve => process.nextTick(resolve));

export function virtualTime(): VirtualTime {
  const heap: Due[] = [];
  let now = 0;
  let made = 0;
  let steps = 0;
  const before = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.n < b.n);

  function push(due: Due): void {
    let i = heap.push(due) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!before(due, heap[up] as Due)) break;
      heap[i] = heap[up] as Due;
      i = up;
    }
    heap[i] = due;
  }

  function pop(): Due {
    const top = heap[0] as Due;
    const last = heap.pop() as Due;
    if (heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1] as Due, heap[down] as Due)) down += 1;
      if (!before(heap[down] as Due, last)) break;
      heap[i] = heap[down] as Due;
      i = down;
    }
    heap[i] = last;
    return top;
  }

  function after(delayMs: number, work: () => void): () => void {
    made += 1;
    const due: Due = { atMs: now + Math.max(0, delayMs), n: made, work };
    push(due);
    return () => {
      due.work = null;
    };
  }

  return {
    nowMs: () => now,
    after,
    sleep: ms => new Promise(resolve => void after(ms, resolve)),
    async runUntil(ms) {
      await settled();
      while (heap.length > 0 && (heap[0] as Due).atMs <= ms) {
        const { atMs, work } = pop();
        if (work === null) continue;
        now = Math.max(now, atMs);
        steps += 1;
        work();
        await settled();
      }
      now = Math.max(now, ms);
    },
    steps: () => steps,
  };
}

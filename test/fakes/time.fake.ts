import { type Clock, type Timers } from '../../shared/kernel/clock.ts';
import { dateInHelsinki, instantMs, instantOfMs, type Instant } from '../../shared/kernel/time.ts';

/** Lets everything that is ready run, and what that makes ready, without any time passing. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export type FakeTime = Readonly<{
  clock: Clock;
  timers: Timers;
  /** Lets time pass; timers fire in their order, each with the clock at its own moment. */
  pass(ms: number): Promise<void>;
  /** Moves the wall clock alone, as a person or a time server does. */
  jumpWall(ms: number): void;
  pendingTimers(): number;
}>;

export function fakeTime(start: Instant): FakeTime {
  let monotonic = 0;
  let wallOffset = instantMs(start);
  let made = 0;
  const waiting = new Map<number, Readonly<{ dueMs: number; work: () => void }>>();
  const wall = (): number => monotonic + wallOffset;

  function nextDue(untilMs: number): readonly [number, Readonly<{ dueMs: number; work: () => void }>] | null {
    const due = [...waiting].filter(([, timer]) => timer.dueMs <= untilMs);
    due.sort(([a, x], [b, y]) => x.dueMs - y.dueMs || a - b);
    return due[0] ?? null;
  }

  return {
    clock: {
      nowMs: wall,
      now: () => instantOfMs(wall()),
      today: () => dateInHelsinki(wall()),
      monotonicMs: () => monotonic,
    },
    timers: {
      after(delayMs, work) {
        const id = (made += 1);
        waiting.set(id, { dueMs: monotonic + Math.max(0, delayMs), work });
        return () => waiting.delete(id);
      },
    },
    async pass(ms) {
      const untilMs = monotonic + ms;
      await settled();
      for (let due = nextDue(untilMs); due !== null; due = nextDue(untilMs)) {
        const [id, timer] = due;
        waiting.delete(id);
        monotonic = Math.max(monotonic, timer.dueMs);
        timer.work();
        await settled();
      }
      monotonic = untilMs;
    },
    jumpWall(ms) {
      wallOffset += ms;
    },
    pendingTimers: () => waiting.size,
  };
}

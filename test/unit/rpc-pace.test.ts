/** T-IPC: how many calls of one window are heard in a second. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paced } from '../../src-main/rpc/pace.ts';

describe('pace of one window', () => {
  /** A clock that goes on when somebody waits. */
  function aClock() {
    let atMs = 0;
    const waits: { atMs: number; go: () => void }[] = [];
    return {
      nowMs: () => atMs,
      wait: (ms: number) => new Promise<void>(go => waits.push({ atMs: atMs + ms, go })),
      pass(ms: number) {
        atMs += ms;
        for (const waiting of waits.filter(w => w.atMs <= atMs)) waiting.go();
      },
    };
  }

  test('a burst passes, more waits its turn, too much is refused, and a pause mends all', async () => {
    const clock = aClock();
    const heard: number[] = [];
    const ask = paced(async (n: number) => void heard.push(n), clock);
    const answers = Array.from({ length: 500 }, (_, n) => ask(n));
    await Promise.all(answers.slice(0, 100));
    expect(heard).toHaveLength(100);
    expect((await Promise.all(answers.slice(350))).every(answer => answer?.ok === false)).toBe(true);
    clock.pass(1000);
    await Promise.all(answers.slice(0, 150));
    expect(heard).toHaveLength(150);
    clock.pass(10_000);
    await Promise.all(answers);
    expect(heard).toEqual([...Array(350).keys()]);
    expect(await ask(0)).toBeUndefined();
  });

  test('never more than the pace in any second after the burst', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 50, maxLength: 400 }), async gaps => {
        const clock = aClock();
        const heard: number[] = [];
        const ask = paced(async () => void heard.push(clock.nowMs()), clock);
        const answers: Promise<unknown>[] = [];
        for (const gap of gaps) {
          clock.pass(gap);
          answers.push(ask(0));
          await Promise.resolve();
        }
        const total = gaps.reduce((sum, gap) => sum + gap, 0);
        return heard.length <= 100 + (total * 50) / 1000 + 1;
      }),
      { numRuns: 50 },
    );
  });
});

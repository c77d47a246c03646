import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { breakOf } from './breaks.ts';
import { planOf } from './plan.ts';
import { run, UNBROKEN } from './run-one.ts';
import { type Violation } from './checker.ts';

export type Found = Readonly<{ seed: number; violations: readonly Violation[] }>;
export type Batch = Readonly<{ from: number; count: number; rule: string | null; stopAtFirst: boolean }>;
export type Outcome = Readonly<{
  runs: number;
  found: readonly Found[];
  /** Seeds whose second run was not the same, byte by byte. */
  unsteady: readonly number[];
  steps: number;
  facts: number;
}>;

/** Each of so many seeds is run twice, and the two histories are compared. */
export const TWICE_EVERY = 20;

let underWay = 0;
/** The seed that this thread is at: what ends the thread is told with it. */
export const seedUnderWay = (): number => underWay;

/** Runs seeds one after another in this thread. */
export async function runSeeds({ from, count, rule, stopAtFirst }: Batch): Promise<Outcome> {
  const parts = rule === null ? UNBROKEN : (breakOf(rule)?.parts ?? UNBROKEN);
  const found: Found[] = [];
  const unsteady: number[] = [];
  let [runs, steps, facts] = [0, 0, 0];
  for (let seed = from; seed < from + count; seed += 1) {
    underWay = seed;
    const plan = planOf(seed);
    const one = await run(plan, parts);
    runs += 1;
    steps += one.steps;
    facts += one.history.lines.length;
    if (one.violations.length > 0) found.push({ seed, violations: one.violations });
    if (rule === null && seed % TWICE_EVERY === 0 && (await run(plan, parts)).history.digest() !== one.history.digest())
      unsteady.push(seed);
    if (stopAtFirst && found.length > 0) break;
  }
  return { runs, found, unsteady, steps, facts };
}

/** A thread that takes one batch after another: loading the product costs as much as forty runs. */
function thread(): Readonly<{ take(batch: Batch): Promise<Outcome>; end(): Promise<unknown> }> {
  const worker = new Worker(fileURLToPath(new URL('./worker.ts', import.meta.url)));
  return {
    take: batch =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', (outcome: Outcome) => {
          worker.off('error', reject);
          resolve(outcome);
        });
        worker.postMessage(batch);
      }),
    end: () => worker.terminate(),
  };
}

/** Shares the seeds among threads; one after another in pieces, so that no thread waits for a slow one. */
export async function runMany(
  batch: Batch,
  threads: number,
  tell: (done: number, found: number) => void = () => {},
): Promise<Outcome> {
  const piece = Math.max(1, Math.min(100, Math.ceil(batch.count / threads / 4)));
  let next = batch.from;
  let total: Outcome = { runs: 0, found: [], unsteady: [], steps: 0, facts: 0 };
  async function work(): Promise<void> {
    const mine = thread();
    while (next < batch.from + batch.count) {
      const from = next;
      const count = Math.min(piece, batch.from + batch.count - from);
      next += count;
      const part = await mine.take({ ...batch, from, count });
      total = {
        runs: total.runs + part.runs,
        found: [...total.found, ...part.found],
        unsteady: [...total.unsteady, ...part.unsteady],
        steps: total.steps + part.steps,
        facts: total.facts + part.facts,
      };
      tell(total.runs, total.found.length);
    }
    await mine.end();
  }
  await Promise.all(Array.from({ length: threads }, work));
  return { ...total, found: total.found.toSorted((a, b) => a.seed - b.seed) };
}

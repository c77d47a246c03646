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

/** Runs seeds one after another in this thread. */
export async function runSeeds({ from, count, rule, stopAtFirst }: Batch): Promise<Outcome> {
  const parts = rule === null ? UNBROKEN : (breakOf(rule)?.parts ?? UNBROKEN);
  const found: Found[] = [];
  const unsteady: number[] = [];
  let [runs, steps, facts] = [0, 0, 0];
  for (let seed = from; seed < from + count; seed += 1) {
    const plan = planOf(seed);
    const one = await run(plan, parts);
    runs += 1;
    steps += one.steps;
    facts += one.history.lines.length;
    if (one.violations.length > 0) found.push({ seed, violations: one.violations });
    if (rule === null && seed % TWICE_EVERY === 0 && (await run(plan, parts)).digest !== one.digest)
      unsteady.push(seed);
    if (stopAtFirst && found.length > 0) break;
  }
  return { runs, found, unsteady, steps, facts };
}

function inThread(batch: Batch): Promise<Outcome> {
  const worker = new Worker(fileURLToPath(new URL('./worker.ts', import.meta.url)), { workerData: batch });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Shares the seeds among threads; one after another in pieces, so that no thread waits for a slow one. */
export async function runMany(
  batch: Batch,
  threads: number,
  tell: (done: number, found: number) => void = () => {},
): Promise<Outcome> {
  const piece = Math.max(1, Math.min(250, Math.ceil(batch.count / threads)));
  let next = batch.from;
  let total: Outcome = { runs: 0, found: [], unsteady: [], steps: 0, facts: 0 };
  async function work(): Promise<void> {
    while (next < batch.from + batch.count) {
      const from = next;
      const count = Math.min(piece, batch.from + batch.count - from);
      next += count;
      const part = await inThread({ ...batch, from, count });
      total = {
        runs: total.runs + part.runs,
        found: [...total.found, ...part.found],
        unsteady: [...total.unsteady, ...part.unsteady],
        steps: total.steps + part.steps,
        facts: total.facts + part.facts,
      };
      tell(total.runs, total.found.length);
    }
  }
  await Promise.all(Array.from({ length: threads }, work));
  return total;
}

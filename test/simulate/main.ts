/**
 * `npm run simulate -- [--runs N] [--seed S] [--break RULE|all] [--history FILE] [--threads N]`
 * Desks, services, network, disk, clock and card under one seed; an independent checker judges each history.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BREAKS, breakOf } from './breaks.ts';
import { runMany, runSeeds, TWICE_EVERY } from './many.ts';
import { planOf } from './plan.ts';
import { run, UNBROKEN } from './run-one.ts';
import { shrink } from './shrink.ts';
import { type Parts } from './workstation.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string' },
    break: { type: 'string' },
    history: { type: 'string' },
    threads: { type: 'string' },
  },
});
const threads = Number(values.threads ?? availableParallelism());
const LONGEST_SEARCH = 500;

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

/** The smallest schedule that still fails, in words that can be read and run again. */
async function tellFailure(seed: number, parts: Parts): Promise<void> {
  const { plan, runs } = await shrink(planOf(seed), parts);
  const again = await run(plan, parts);
  console.log(`seed ${seed}, commit ${commit()}, shrunk in ${runs} runs to ${plan.actions.length} actions:`);
  for (const { at, desk, ...what } of plan.actions)
    console.log(`  ${(at / 1000).toFixed(1)} s  desk-${desk + 1}  ${JSON.stringify(what)}`);
  for (const key of again.happened) console.log(`  fault: ${key}`);
  for (const { rule, at, says } of again.violations.slice(0, 3))
    console.log(`  ${rule} at ${(at / 1000).toFixed(1)} s: ${says}`);
}

async function one(seed: number): Promise<number> {
  const broken = values.break === undefined ? null : breakOf(values.break);
  const parts = broken?.parts ?? UNBROKEN;
  const first = await run(planOf(seed), parts);
  const second = await run(planOf(seed), parts);
  if (values.history !== undefined) writeFileSync(values.history, first.history.text());
  console.log(`seed ${seed}: ${first.history.lines.length} facts, history ${first.history.digest()}`);
  const same = first.history.digest() === second.history.digest();
  if (!same) console.log('NOT the same run twice');
  if (first.violations.length > 0) await tellFailure(seed, parts);
  else console.log('0 violations');
  return first.violations.length > 0 || !same ? 1 : 0;
}

/** Every rule that is asked for, broken, and how many runs it took to see it. */
async function breaks(rules: readonly string[]): Promise<number> {
  console.log('rule    found in run  by     what was done wrongly');
  let missed = 0;
  for (const rule of rules) {
    const broken = breakOf(rule);
    if (broken === null) {
      console.log(`no such rule: ${rule}; there are ${BREAKS.map(({ rule: name }) => name).join(', ')}`);
      return 2;
    }
    const { runs, found } = await runSeeds({ from: 1, count: LONGEST_SEARCH, rule, stopAtFirst: true });
    const by = found[0]?.violations[0]?.rule ?? 'NOT FOUND';
    if (found.length === 0) missed += 1;
    console.log(`${rule.padEnd(7)} ${String(runs).padStart(12)}  ${by.padEnd(6)} ${broken.says}`);
    if (rules.length === 1 && found[0] !== undefined) await tellFailure(found[0].seed, broken.parts);
  }
  return missed === 0 ? 0 : 1;
}

async function many(): Promise<number> {
  const count = Number(values.runs);
  const started = performance.now();
  let told = started;
  const total = await runMany({ from: 1, count, rule: null, stopAtFirst: false }, threads, (done, found) => {
    if (performance.now() - told < 15_000) return;
    told = performance.now();
    console.log(`${done} of ${count} runs, ${found} with violations`);
  });
  const seconds = (performance.now() - started) / 1000;
  const violations = total.found.reduce((sum, { violations: all }) => sum + all.length, 0);
  console.log(
    `${total.runs} runs (seeds 1-${count}), ${total.steps} steps, ${total.facts} facts, ${seconds.toFixed(0)} s on ${threads} threads`,
  );
  console.log(
    `each ${TWICE_EVERY}th seed run twice: ${total.unsteady.length} differ${total.unsteady.length > 0 ? `: ${total.unsteady.join(', ')}` : ''}`,
  );
  console.log(
    `${violations} violations${total.found.length > 0 ? `, seeds ${total.found.map(({ seed }) => seed).join(', ')}` : ''}`,
  );
  const [worst] = total.found;
  if (worst !== undefined) await tellFailure(worst.seed, UNBROKEN);
  return violations === 0 && total.unsteady.length === 0 ? 0 : 1;
}

process.exitCode =
  values.seed !== undefined
    ? await one(Number(values.seed))
    : values.break !== undefined
      ? await breaks(values.break === 'all' ? BREAKS.map(({ rule }) => rule) : [values.break])
      : await many();

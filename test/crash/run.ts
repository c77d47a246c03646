/**
 * `npm run crash [-- --kills 300 --states 2000 --seed 1 --only kills,power,faults]`: what a crash, a power cut and a failing
 * disk leave of the real host and the real encrypted store.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { isGood, runCrash } from '../hosts/crash.ts';
import { faultsOf, problemsOf, runFaults } from './faults.ts';
import { runPower } from './power.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    states: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: 'kills,power,faults' },
  },
});
const [kills, states, seed] = [Number(values.kills), Number(values.states), Number(values.seed)];
const parts = new Set(values.only.split(','));
let good = true;
console.log(`seed ${seed}`);

if (parts.has('faults')) {
  const trials = runFaults(faultsOf(1));
  const problems = problemsOf(trials);
  good &&= problems.length === 0;
  const hit = trials.filter(({ told }) => told !== 'none').length;
  console.log(
    `\n# faults of the disk: ${trials.length} tried, ${hit} refused with their code, ${problems.length} problems`,
  );
  for (const problem of problems) console.log(problem);
}

if (parts.has('power')) {
  const report = runPower({ states, seed, sessions: 4, acts: 25, documentBytes: 3000 });
  const control = runPower({ states: 40, seed, lyingDisk: true });
  good &&= report.bad.length === 0 && control.bad.length > 0;
  console.log(
    `\n# power cuts: ${report.states} states of ${report.acts} acts, ${report.writes} writes and ${report.syncs} syncs, ` +
      `${report.bad.length} bad, ${report.seconds} s; control, a disk that does not sync: ${control.bad.length} of ${control.states} bad`,
  );
  for (const bad of report.bad) console.log(bad);
}

if (parts.has('kills')) {
  await buildRenderer(join(import.meta.dirname, '..', '..'));
  const acts = Math.max(60, kills * 4);
  const report = await runCrash({ acts, kills, seed, say: line => console.log(line) });
  good &&= isGood(report, acts);
  console.log('\n# kills');
  for (const [name, value] of Object.entries(report)) console.log(name.padEnd(20), JSON.stringify(value));
}

console.log(good ? '\n0 lost, 0 doubled, 0 out of order' : '\nFAILED');
process.exitCode = good ? 0 : 1;

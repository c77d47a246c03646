import { describe, expect, test } from 'vitest';
import { faultsOf, problemsOf, runFaults } from './faults.ts';
import { runPower } from './power.ts';

/** Another seed is another run: `KANTELE_SEED=7 npm test -- test/crash`. The long form is `npm run crash`. */
const SEED = Number(process.env['KANTELE_SEED'] ?? '20261122');

describe('T-POWER', () => {
  test('whatever a power cut leaves of the writes since the last sync: all that was saved is there, whole and in order', () => {
    console.log(`seed ${SEED}`);
    const report = runPower({ states: 80, seed: SEED });
    console.log(JSON.stringify(report));
    expect(report.bad).toEqual([]);
    expect(report.syncs).toBeGreaterThan(report.acts);
  }, 120_000);

  test('a cut while the file is being made leaves one that the next start takes up', () => {
    expect(runPower({ states: 100, seed: SEED, sessions: 1, acts: 2, firstOperations: 120 }).bad).toEqual([]);
  }, 120_000);

  test('a disk that does not sync is found out: the test sees faults', () => {
    expect(runPower({ states: 20, seed: SEED, lyingDisk: true }).bad.length).toBeGreaterThan(10);
  }, 120_000);
});

test('T-FAULT: a sync or a write that fails and a full disk are told by their code, lose nothing, and work goes on', () => {
  const trials = runFaults(faultsOf(6));
  expect(problemsOf(trials)).toEqual([]);
  expect(trials.filter(({ told }) => told === 'DB-0005').length).toBeGreaterThan(5);
  expect(trials.filter(({ told }) => told === 'DB-0004').length).toBeGreaterThan(1);
}, 120_000);

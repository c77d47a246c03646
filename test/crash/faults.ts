/** T-FAULT of the disk: the n-th sync or write fails, or the disk is full after n bytes; under the real encrypted store. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from './faults.child.ts';
import { diskShim } from './shim.ts';

export type { Trial } from './faults.child.ts';

const upTo = (most: number, step: number): readonly number[] =>
  Array.from({ length: Math.ceil(most / step) }, (_, n) => 1 + n * step);

/** @param step 1 tries every sync and write of six acts; larger ones leave some out */
export const faultsOf = (step: number): readonly string[] => [
  ...upTo(8, Math.ceil(step / 2)).map(n => `sync ${n}`),
  ...upTo(120, step * 2).map(n => `write ${n}`),
  ...upTo(200_000, step * 4000).map(n => `space ${n}`),
];

export function runFaults(faults: readonly string[]): readonly Trial[] {
  const root = mkdtempSync(join(tmpdir(), 'kantele-faults-'));
  try {
    const run = spawnSync(process.execPath, [join(import.meta.dirname, 'faults.child.ts'), root, ...faults], {
      env: { ...process.env, LD_PRELOAD: diskShim(), KANTELE_SHIM_DIR: root },
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`the work under faults ended: ${run.stderr}`);
    return run.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Trial);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The code that a fault of this kind must give. */
const CODES: Readonly<Record<string, string>> = { sync: 'DB-0005', write: 'DB-0005', space: 'DB-0004' };

/** What is not as it must be: the message, an act that was lost, or a store that does not go on. */
export const problemsOf = (trials: readonly Trial[]): readonly string[] =>
  trials.flatMap(({ fault, told, afterwards, wrong }) => {
    const expected = CODES[fault.split(' ')[0] ?? ''];
    return [
      ...(told === 'none' || told === expected ? [] : [`${fault}: told ${told} instead of ${expected}`]),
      ...(afterwards === 3 ? [] : [`${fault}: ${afterwards} of 3 acts kept once the disk was well`]),
      ...(wrong === null ? [] : [`${fault}: ${wrong}`]),
    ];
  });

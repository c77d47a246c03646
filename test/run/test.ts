/** The test command: what the tests need, the built pages, every test, and the count as the last line. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildNative } from '../../src-main/cli/native-build.ts';
import { buildRenderer } from '../../src-main/cli/renderer-build.ts';
import { ensurePrograms } from './debian.ts';

const root = join(import.meta.dirname, '..', '..');

type Report = Readonly<{
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTotalTests: number;
  success: boolean;
}>;

ensurePrograms();
const native = await buildNative(root);
if (native.outcome === 'failed') console.error(native.says);
await buildRenderer(root);

const dir = mkdtempSync(join(tmpdir(), 'kantele-test-'));
const file = join(dir, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: process.env },
);
const report = ((): Report | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
})();

// A file that cannot even be loaded has no tests to fail: it counts as one failure, so that zero can be trusted.
const failed = report === null ? 1 : Math.max(report.numFailedTests, report.success && run.status === 0 ? 0 : 1);
const skipped = report === null ? 0 : report.numPendingTests;
console.log(`${report?.numPassedTests ?? 0} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

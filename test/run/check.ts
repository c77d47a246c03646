/** Types (three settings), lint, format and import rules; the first that fails does not hide the others. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['tsc', ['-p', 'tsconfig.json']],
  ['tsc', ['-p', 'tsconfig.pure.json']],
  ['tsc', ['-p', 'tsconfig.renderer.json']],
  ['eslint', ['--max-warnings', '0', '.']],
  ['prettier', ['--check', '--log-level', 'warn', '.']],
  [
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'shared', 'src-main', 'src-renderer', 'test'],
  ],
];

let failed = 0;
for (const [program, args] of CHECKS) {
  const started = performance.now();
  const run = spawnSync(bin(program), [...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${run.status === 0 ? 'ok    ' : 'FAILED'} ${program} ${args.join(' ')} (${seconds} s)`);
  if (run.status !== 0) failed += 1;
}
console.log(failed === 0 ? 'check: clean' : `check: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const cruise = (...paths: string[]): { status: number | null; output: string } => {
  const run = spawnSync(
    join(root, 'node_modules', '.bin', 'depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...paths],
    { cwd: root, encoding: 'utf8' },
  );
  return { status: run.status, output: run.stdout + run.stderr };
};

describe('import rules', () => {
  test('the tree keeps them', { timeout: 120_000 }, () => {
    const { status, output } = cruise('shared', 'src-main', 'src-renderer', 'test');
    expect(output).toContain('no dependency violations found');
    expect(status).toBe(0);
  });

  const probe = join(root, 'shared', 'kernel', 'zz-probe');
  afterEach(() => rmSync(probe, { recursive: true, force: true }));

  test('a forbidden import is found: the rules are alive', { timeout: 60_000 }, () => {
    mkdirSync(probe);
    writeFileSync(
      join(probe, 'probe.ts'),
      "export { aPort } from '../../../src-main/rpc/host.ts';\nimport 'node:fs';\n",
    );
    const { status, output } = cruise('shared/kernel');
    expect(status).not.toBe(0);
    expect(output).toContain('kernel');
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chooseShell, takeShell, type ShellChoice, type ShellFacts } from '../../src-main/cli/choose-shell.ts';

const root = join(import.meta.dirname, '..', '..');

/** The choice, and how often the binary was fetched on the way. */
async function choice(facts: ShellFacts, isFetched: boolean): Promise<ShellChoice & { fetches: number }> {
  let fetches = 0;
  const made = await chooseShell(facts, () => {
    fetches += 1;
    return Promise.resolve(isFetched);
  });
  return { ...made, fetches };
}

const NOT_FETCHED = 'Electron’s binary is not installed and could not be fetched within seconds';

describe('which shell starts', () => {
  const CASES: readonly (readonly [string, ShellFacts, boolean, ShellChoice & { fetches: number }])[] = [
    [
      'Electron is installed: it starts, and nothing is fetched',
      { wanted: undefined, installed: true, display: true },
      false,
      { shell: 'electron', because: 'its binary is installed', fetches: 0 },
    ],
    [
      'Electron can be had within seconds',
      { wanted: undefined, installed: false, display: true },
      true,
      { shell: 'electron', because: 'its binary was fetched', fetches: 1 },
    ],
    [
      'Electron cannot be had: Node, after one try',
      { wanted: undefined, installed: false, display: true },
      false,
      { shell: 'node', because: NOT_FETCHED, fetches: 1 },
    ],
    [
      'no display: Node at once, whatever is installed',
      { wanted: undefined, installed: true, display: false },
      true,
      { shell: 'node', because: 'there is no display for a desktop window', fetches: 0 },
    ],
    [
      'Node asked for',
      { wanted: 'node', installed: true, display: true },
      true,
      { shell: 'node', because: 'asked for', fetches: 0 },
    ],
    [
      'Electron asked for, even where no display is seen',
      { wanted: 'electron', installed: true, display: false },
      false,
      { shell: 'electron', because: 'asked for', fetches: 0 },
    ],
    [
      'Electron asked for and fetched',
      { wanted: 'electron', installed: false, display: true },
      true,
      { shell: 'electron', because: 'its binary was fetched', fetches: 1 },
    ],
    [
      'Electron asked for and not to be had: nothing takes its place',
      { wanted: 'electron', installed: false, display: true },
      false,
      { shell: 'none', because: NOT_FETCHED, fetches: 1 },
    ],
  ];

  test.each(CASES)('%s', async (_name, facts, isFetched, expected) => {
    expect(await choice(facts, isFetched)).toEqual(expected);
  });
});

test('the option of the shell is taken out, the others are handed on', () => {
  expect(takeShell([])).toEqual({ wanted: undefined, rest: [] });
  expect(takeShell(['--data', 'x', '--shell', 'node', '--no-window'])).toEqual({
    wanted: 'node',
    rest: ['--data', 'x', '--no-window'],
  });
  expect(takeShell(['--shell=electron', '--port', '1'])).toEqual({ wanted: 'electron', rest: ['--port', '1'] });
  for (const args of [['--shell'], ['--shell', 'tui'], ['--shell='], ['--shell=Node']])
    expect([args, takeShell(args)]).toEqual([args, null]);
});

describe('the commands themselves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-start-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): unknown[] => {
    const ended = spawnSync(process.execPath, [join(root, 'src-main', 'cli', script), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    return [ended.status, ended.stderr.trim().split('\n')[0]];
  };

  test('what they do not understand they refuse before they build anything', () => {
    expect(run('start.ts', ['--shell', 'tui'])).toEqual([2, '--shell is node or electron']);
    expect(run('build.ts', ['--pakc'])).toEqual([2, 'Usage: build.ts [--pack] [--folder]']);
    expect(run('build.ts', ['--pack'], { KANTELE_ELECTRON_DIST: join(folder, 'nothing') })).toEqual([
      1,
      `KANTELE_ELECTRON_DIST names no folder: ${join(folder, 'nothing')}`,
    ]);
  });

  test(
    'start says at once which shell and why, gives an address and ends when it is told',
    {
      timeout: 60_000,
    },
    async () => {
      const child = spawn(
        process.execPath,
        [join(root, 'src-main', 'cli', 'start.ts'), '--no-window', '--data', join(folder, 'data')],
        { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } },
      );
      const exited = new Promise(resolve => child.once('exit', resolve));
      let output = '';
      const address = await new Promise<string>((found, failed) => {
        void exited.then(code => failed(new Error(`ended with ${String(code)}: ${output}`)));
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString('utf8');
          const told = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(output)?.[0];
          if (told !== undefined) found(told);
        });
      });
      expect(output.split('\n')[0]).toBe('Node shell: there is no display for a desktop window.');
      expect((await fetch(address)).status).toBe(200);
      child.kill('SIGTERM');
      expect(await exited).toBe(0);
    },
  );
});

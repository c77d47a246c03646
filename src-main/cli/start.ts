/** `npm start`: picks the shell, says which and why, and starts it. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRenderer } from './renderer-build.ts';
import { bundleElectron } from './electron-bundle.ts';

const root = join(import.meta.dirname, '..', '..');

/** How long fetching Electron's binary may take before the Node shell is the better answer. */
const FETCH_MS = 6_000;

function electronBinary(): string | null {
  const dir = join(root, 'node_modules', 'electron');
  const path = join(dir, 'path.txt');
  if (!existsSync(path)) return null;
  const binary = join(dir, 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

function run(command: string, args: readonly string[], timeoutMs?: number): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command, [...args], {
      cwd: root,
      stdio: timeoutMs === undefined ? 'inherit' : 'ignore',
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
    if (timeoutMs === undefined)
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  });
}

type Choice = Readonly<{ binary: string | null; because: string }>;

async function chooseShell(wanted: string | undefined): Promise<Choice> {
  if (wanted === 'node') return { binary: null, because: 'asked for' };
  const there = electronBinary();
  if (there !== null)
    return { binary: there, because: wanted === 'electron' ? 'asked for' : 'its binary is installed' };
  const display =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
  if (!display && wanted !== 'electron') return { binary: null, because: 'there is no display for a desktop window' };
  await run(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], FETCH_MS);
  const fetched = electronBinary();
  return {
    binary: fetched,
    because:
      fetched === null
        ? 'Electron’s binary is not installed and could not be fetched within seconds'
        : 'its binary was fetched',
  };
}

const args = process.argv.slice(2);
const at = args.indexOf('--shell');
const wanted = at === -1 ? undefined : args.splice(at, 2)[1];

await buildRenderer(root);
const { binary, because } = await chooseShell(wanted);
if (binary !== null) {
  console.log(`Electron shell: ${because}.`);
  const entry = await bundleElectron(root);
  process.exitCode = await run(binary, [entry, ...args]);
} else if (wanted === 'electron') {
  console.error(`The Electron shell cannot start: ${because}.`);
  process.exitCode = 1;
} else {
  console.log(`Node shell: ${because}.`);
  process.exitCode = await run(process.execPath, [join(root, 'src-main', 'node', 'main.ts'), ...args]);
}

/** `npm start`: picks the shell, says at once which and why, builds what is missing and starts it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chooseShell, takeShell } from './choose-shell.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';

const root = join(import.meta.dirname, '..', '..');

/** How long fetching Electron's binary may take before the Node shell is the better answer. */
const FETCH_MS = 6_000;

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

async function makePages(): Promise<void> {
  const { buildRenderer, rendererIsStale } = await import('./renderer-build.ts');
  if (!rendererIsStale(root)) return;
  console.log('Building the pages, once; this takes some seconds.');
  await buildRenderer(root);
}

/** Real cards need a binding that is compiled once; practice cards work without, and the settings say so. */
async function makeBinding(): Promise<void> {
  const { buildNative } = await import('./native-build.ts');
  const { outcome, says } = await buildNative(root);
  if (outcome === 'failed') console.error(says);
}

/** Fetches and, meanwhile, builds the pages, which either shell needs. */
async function fetchBinary(): Promise<boolean> {
  console.log(`Looking for Electron’s binary, at most ${FETCH_MS / 1000} s.`);
  await Promise.all([fetchElectron(root, FETCH_MS), makePages()]);
  return electronBinary(root) !== null;
}

/** Runs the shell as the person's own program: same terminal, same signals, same exit code. */
function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command, [...args], { stdio: 'inherit' });
    child.on('error', error => {
      console.error(`${command} did not start: ${error.message}`);
      resolve(1);
    });
    child.on('exit', code => resolve(code ?? 1));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  });
}

async function start(args: readonly string[]): Promise<number> {
  const taken = takeShell(args);
  if (taken === null) {
    console.error('--shell is node or electron');
    return 2;
  }
  const facts = { wanted: taken.wanted, installed: electronBinary(root) !== null, display: hasDisplay() };
  const { shell, because } = await chooseShell(facts, fetchBinary);
  if (shell === 'none') {
    console.error(`The Electron shell cannot start: ${because}.`);
    return 1;
  }
  console.log(`${shell === 'electron' ? 'Electron' : 'Node'} shell: ${because}.`);
  await Promise.all([makePages(), makeBinding()]);
  if (shell === 'node') return run(process.execPath, [join(root, 'src-main', 'node', 'main.ts'), ...taken.rest]);
  const { bundleElectron } = await import('./electron-bundle.ts');
  const entry = await bundleElectron(root);
  return run(electronBinary(root) ?? 'electron', [entry, ...taken.rest]);
}

process.exitCode = await start(process.argv.slice(2));

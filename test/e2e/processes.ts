import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');

export type Running = Readonly<{
  child: ChildProcess;
  url: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** The end of what it said, and how it ended when it has: for whoever finds it gone. */
  lastWords(): string;
}>;

/** Longer than any start on a machine that many share; a process that ends instead is told at once. */
const START_LIMIT_MS = 120_000;

/** Starts a process of the product and waits for the line that tells its address. */
function start(args: readonly string[], findUrl: (line: string) => string | null, timeoutMs: number): Promise<Running> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  let output = '';
  return new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`no address within ${timeoutMs} ms:\n${output}`)), timeoutMs);
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const url = output
        .split('\n')
        .map(findUrl)
        .find(found => found !== null);
      if (url === null || url === undefined) return;
      clearTimeout(late);
      ready({
        child,
        url,
        lastWords: () => `exit ${child.exitCode}, signal ${child.signalCode}\n${output.slice(-2000)}`,
        async stop() {
          child.kill('SIGTERM');
          await exited;
        },
        async kill() {
          child.kill('SIGKILL');
          await exited;
        },
      });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then(() => {
      clearTimeout(late);
      failed(new Error(`ended before it was ready:\n${output}`));
    });
  });
}

/** @param controlToken opens the simulator's own interface for faults and its count of documents */
export const startSimulatorProcess = (
  dataDir: string,
  controlToken?: string,
  more: readonly string[] = [],
  limitMs = START_LIMIT_MS,
): Promise<Running> =>
  start(
    [
      join(root, 'src-main', 'simulator', 'main.ts'),
      '--port',
      '0',
      '--data',
      dataDir,
      ...(controlToken === undefined ? [] : ['--control', controlToken]),
      ...more,
    ],
    line => /"url":"([^"]+)"/.exec(line)?.[1] ?? null,
    limitMs,
  );

export type SimulatorAddress = Readonly<{ url: string; controlToken: string | null }>;

/** A desk: the Node shell over its own data folder. */
export const startDesk = (
  dataDir: string,
  simulator: SimulatorAddress | null,
  workstation = 'practice',
  more: readonly string[] = [],
): Promise<Running> =>
  start(
    [
      join(root, 'src-main', 'node', 'main.ts'),
      '--no-window',
      '--data',
      dataDir,
      '--workstation',
      workstation,
      // Signed prescriptions leave at once, unless a story is about their waiting.
      ...(more.includes('--take-back') ? [] : ['--take-back', '0']),
      ...(simulator === null ? [] : ['--simulator', simulator.url]),
      ...(simulator === null || simulator.controlToken === null ? [] : ['--simulator-control', simulator.controlToken]),
      ...more,
    ],
    line => /(http:\/\/127\.0\.0\.1:\d+\/#\S+)/.exec(line)?.[1] ?? null,
    START_LIMIT_MS,
  );

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  });

export type Desk = Readonly<{ page: Page; context: BrowserContext; violations: readonly string[] }>;

/** A window on a desk. Violations of the page policy and errors of the page are collected: stories end with none. */
export async function openWindow(
  browser: Browser,
  address: string,
  viewport = { width: 1366, height: 768 },
): Promise<Desk> {
  const context = await browser.newContext({
    viewport,
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const violations: string[] = [];
  page.on('pageerror', error => violations.push(`page error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Trusted/i.test(message.text()))
      violations.push(message.text());
  });
  // Loaded is not yet let in: a call before the exchange of the token would be refused.
  await Promise.all([
    page.waitForResponse(response => new URL(response.url()).pathname === '/enter'),
    page.goto(address),
  ]);
  return { page, context, violations };
}

export function temporaryFolder(): Readonly<{ path: string; remove(): void }> {
  const path = mkdtempSync(join(tmpdir(), 'kantele-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

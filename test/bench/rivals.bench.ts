/**
 * Other local queues and stores on the same disk: durable acts per second, acts lost and doubled after kills. Each acknowledges
 * act by act; the act whose acknowledgement the kill swallowed is done again, as a person would. `--long` kills 50 times.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HERE = join(import.meta.dirname, 'rivals');
const STORES = ['kantele', 'plainjob', 'liteque', 'pouchdb', 'rxdb'] as const;
const LONG = process.argv.includes('--long');
const [ACTS, KILLS] = LONG ? [1000, 50] : [200, 5];
/** No store adds so many in one life. */
const ENDLESS = 1_000_000;

type Plan = Readonly<{
  /** Acts that are timed, most acts of a life that is killed, and how long after its first acknowledgement that is at most. */
  acts: number;
  inLife: number;
  withinMs: number;
  note: string;
}>;
const PLAN: Plan = { acts: ACTS, inLife: ENDLESS, withinMs: 450, note: '' };
/** What a store allows of this; the others take the whole plan. */
const ALLOWED: Readonly<Partial<Record<(typeof STORES)[number], Plan>>> = {
  rxdb: {
    acts: 40,
    inLife: 9,
    withinMs: 60,
    note: 'its durable storages for Node are paid for; the free one over node:sqlite takes 500 documents and operations: 40 acts timed, short lives',
  },
};

type Row = Readonly<{ store: string; says: string }>;

/** Installed here on first use, never into the product; better-sqlite3 is the product's own, so that all use one driver. */
function installed(): string | null {
  if (existsSync(join(HERE, 'node_modules'))) return null;
  const install = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: HERE,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  rmSync(join(HERE, 'node_modules', 'better-sqlite3'), { recursive: true, force: true });
  return install.status === 0 ? null : (install.stderr.trim().split('\n').at(-1) ?? 'npm failed');
}

const child = (...args: readonly string[]): readonly string[] => [
  '--disable-warning=ExperimentalWarning',
  join(HERE, 'child.mjs'),
  ...args,
];

const reasonOf = (stderr: string): string =>
  /^\w*Error\b[^\n]*/m.exec(stderr)?.[0] ?? stderr.trim().split('\n').at(-1) ?? 'no reason given';

/** Some stores say more than the numbers; a line that the kill cut is none. */
function lastTold(told: string): number | null {
  const line = told
    .split('\n')
    .slice(0, -1)
    .findLast(one => /^\d+$/.test(one));
  return line === undefined ? null : Number(line);
}

/** One life from `first` on, killed `afterMs` after its first acknowledgement. @returns the last act acknowledged */
function killed(
  store: string,
  folder: string,
  first: number,
  last: number,
  afterMs: number,
): Promise<Readonly<{ last: number; hit: boolean }>> {
  const life: ChildProcess = spawn(process.execPath, [...child(store, folder, String(first), String(last))], {
    // What they say of themselves at each start is not what is measured.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  return new Promise(resolve => {
    life.stdout?.on('data', (chunk: Buffer) => {
      const before = lastTold(told);
      told += chunk.toString('utf8');
      if (before === null && lastTold(told) !== null) setTimeout(() => life.kill('SIGKILL'), afterMs);
    });
    life.once('close', (_, signal) => resolve({ last: lastTold(told) ?? first - 1, hit: signal === 'SIGKILL' }));
  });
}

async function measured(store: (typeof STORES)[number]): Promise<Row> {
  const { acts, inLife, withinMs, note } = ALLOWED[store] ?? PLAN;
  const folder = mkdtempSync(join(tmpdir(), 'kantele-rival-'));
  try {
    const run = spawnSync(process.execPath, [...child(store, folder, '1', String(acts))], { encoding: 'utf8' });
    if (run.status !== 0) return { store, says: `not run: ${reasonOf(run.stderr)}` };
    const ms = Number(/ms ([\d.]+)/.exec(run.stdout)?.[1]);
    let last = acts;
    let kills = 0;
    for (let n = 0; n < KILLS; n += 1) {
      const afterMs = withinMs / 9 + ((n * 97) % ((withinMs * 8) / 9));
      const life = await killed(store, folder, last + 1, last + inLife, afterMs);
      last = life.last;
      if (life.hit) kills += 1;
    }
    const count = spawnSync(process.execPath, [...child(store, folder)], { encoding: 'utf8', maxBuffer: 1e9 });
    if (count.status !== 0) return { store, says: `does not open after ${KILLS} kills: ${reasonOf(count.stderr)}` };
    const held = JSON.parse(count.stdout.trim().split('\n').at(-1) ?? '[]') as readonly number[];
    const kept = new Set(held);
    const lost = Array.from({ length: last }, (_, n) => n + 1).filter(n => !kept.has(n)).length;
    const figures = [(1000 * acts) / ms, kills, last, lost, held.length - kept.size];
    const says = figures.map(value => value.toFixed(0).padStart(9)).join('');
    return { store, says: note === '' ? says : `${says}  (${note})` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const failure = installed();
console.log(`\nother stores, ${KILLS} SIGKILLs each; acts of 15 kB with their message`);
console.log('store        acts/s    kills     told     lost  doubled');
for (const store of STORES) {
  const row: Row =
    failure !== null && store !== 'kantele' ? { store, says: `not run: ${failure}` } : await measured(store);
  console.log(`${row.store.padEnd(10)}${row.says}`);
}

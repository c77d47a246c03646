/**
 * Search of medicines, ours beside three libraries, on the practice release (12,000 packages) and on a made one of the size of
 * the whole register (146,000). `node test/bench/medicines.bench.ts [--small]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generatePractice } from '../../resources/medicines/generate-practice.ts';
import { openCatalogue, practiceRelease } from '../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../src-main/adapters/medicines/import-report.ts';
import {
  importRegisterText,
  type RegisterFiles,
  type RegisterImport,
} from '../../src-main/adapters/medicines/register-text.ts';
import { flexSearch, fuse, miniSearch, ours, type Engine } from './medicines/engines.ts';
import { isHit, keystrokes, misspelt } from './medicines/queries.ts';

/** `limit` null: a rival or a figure without one. */
export type BenchRow = Readonly<{ what: string; value: number; unit: string; limit: number | null; passed: boolean }>;

const RESOURCES = fileURLToPath(new URL('../../resources', import.meta.url));
const WHOLE_REGISTER = 146_000;
const MISSPELT = 200;
const REPEATS = 5;
const LIMITS = {
  small: { p99: 2, open: 400, heap: 60, hits: 90 },
  large: { p99: 10, open: null, heap: 180, hits: 90 },
} as const;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMegabytes = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const threadMs = (before: NodeJS.CpuUsage): number => {
  const used = process.threadCpuUsage(before);
  return (used.user + used.system) / 1000;
};

function row(what: string, value: number, unit: string, limit: number | null, atLeast = false): BenchRow {
  const passed = limit === null || (atLeast ? value >= limit : value <= limit);
  return { what, value: Math.round(value * 1000) / 1000, unit, limit, passed };
}

type Times = Readonly<{ first: readonly number[]; best: readonly number[] }>;

/**
 * Each query is asked several times: the best time is what the search costs, and what the limits are for; the first one also
 * counts whatever else the machine was doing.
 */
function timed(engine: Engine, queries: readonly string[], repeats: number, mostMs: number): Times {
  const first: number[] = [];
  const best: number[] = [];
  const started = performance.now();
  for (const query of queries) {
    const times = Array.from({ length: repeats }, () => {
      const before = performance.now();
      engine.search(query);
      return performance.now() - before;
    });
    first.push(times[0] ?? 0);
    best.push(Math.min(...times));
    if (performance.now() - started > mostMs) break;
  }
  const inOrder = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);
  return { first: inOrder(first), best: inOrder(best) };
}

function measureEngine(
  label: string,
  make: (data: RegisterImport) => Engine,
  data: RegisterImport,
  size: 'small' | 'large',
): readonly BenchRow[] {
  const heapBefore = heapMegabytes();
  const before = process.threadCpuUsage();
  const engine = make(data);
  const buildMs = threadMs(before);
  const heap = heapMegabytes() - heapBefore;
  const own = engine.name === 'own index';
  const limits = LIMITS[size];
  // Slow engines get the same queries spread thinner, not easier ones.
  const typed = keystrokes(data.packages, 150);
  timed(engine, typed.slice(0, 200), 1, 3000);
  const every = engine.name === 'Fuse.js' ? 12 : engine.name === 'MiniSearch' && size === 'large' ? 6 : 1;
  const slow = every > 1;
  const times = timed(
    engine,
    typed.filter((_, at) => at % every === 0),
    slow ? 1 : REPEATS,
    30_000,
  );
  const wrong = misspelt(data.packages, engine.name === 'Fuse.js' && size === 'large' ? 25 : MISSPELT);
  const hits = wrong.filter(query => isHit(query, engine.search(query.typed))).length;
  const what = (figure: string): string => `${label} ${engine.name}: ${figure}`;
  return [
    row(what(`keystroke p50 (${times.best.length} queries)`), percentile(times.best, 0.5), 'ms', null),
    row(what('keystroke p99'), percentile(times.best, 0.99), 'ms', own ? limits.p99 : null),
    row(what('keystroke worst'), times.best.at(-1) ?? 0, 'ms', null),
    row(what('keystroke p99, first time asked'), percentile(times.first, 0.99), 'ms', null),
    row(what('index build'), buildMs, 'ms', null),
    row(what('index heap'), heap, 'MB', null),
    row(
      what(`misspelt found in top 10 of ${wrong.length}`),
      (hits / wrong.length) * 100,
      '%',
      own ? limits.hits : null,
      true,
    ),
  ];
}

async function measure(label: string, files: RegisterFiles, size: 'small' | 'large'): Promise<readonly BenchRow[]> {
  const heapBefore = heapMegabytes();
  const before = process.threadCpuUsage();
  const opened = await openCatalogue(files);
  const openMs = threadMs(before);
  if (!opened.ok) throw new Error(opened.error.code);
  const heap = heapMegabytes() - heapBefore;
  const packages = opened.value.catalogue.release().rows;
  const rows = [
    row(`${label} open, parse and index (${packages} packages)`, openMs, 'ms', LIMITS[size].open),
    row(`${label} catalogue in memory`, heap, 'MB', LIMITS[size].heap),
  ];
  const data = await importRegisterText(files, new ImportReport());
  for (const make of [ours, miniSearch, flexSearch, fuse]) rows.push(...measureEngine(label, make, data, size));
  return rows;
}

/** @param smallOnly leaves out the whole register, which takes minutes because of the rivals */
export async function run(smallOnly = false): Promise<readonly BenchRow[]> {
  const practice = practiceRelease(RESOURCES);
  const directory = mkdtempSync(join(tmpdir(), 'kantele-medicines-'));
  try {
    const rows = [...(await measure('12k', practice, 'small'))];
    if (smallOnly) return rows;
    generatePractice({ directory, factor: 13, limit: WHOLE_REGISTER, firstVnr: 700_000 });
    rows.push(...(await measure('146k', { ...practice, directory }, 'large')));
    return rows;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await run(process.argv.includes('--small'));
  const width = Math.max(...rows.map(one => one.what.length));
  for (const { what, value, unit, limit, passed } of rows) {
    const bound = limit === null ? '' : `limit ${limit} ${unit} ${passed ? 'ok' : 'EXCEEDED'}`;
    process.stdout.write(`${what.padEnd(width)}  ${String(value).padStart(9)} ${unit.padEnd(2)}  ${bound}\n`);
  }
  process.exitCode = rows.every(one => one.passed) ? 0 : 1;
}

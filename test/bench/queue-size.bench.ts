/** A long queue and a long log: what 5,000 waiting acts cost at the start and while they wait, and the check of 100,000 rows. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oid } from '../../shared/kernel/oid.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { fileSecrets } from '../../src-main/adapters/system/file-secrets.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { anEvent, anItem, sha256 } from '../builders/store.builder.ts';
import { startDesk } from '../e2e/processes.ts';
import { manyPatients } from './enqueue.bench.ts';

const WAITING = 5000;
const LOG_ROWS = 100_000;
const STARTS = 5;
const KEY = randomBytes(32);

function opened(folder: string, key: Uint8Array = KEY): Store {
  const clock = { now: () => instantOfMs(Date.now()) };
  const store = openStore({ path: join(folder, 'kantele.db'), key, profile: 'practice', clock, sha256 });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

/** Processor time of this process, because others share the machine. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (count: number, work: () => void): number =>
  Array.from({ length: count }, () => cpuMs(work)).sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0;

function fill(store: Store, waiting: number): void {
  store.write(tx => {
    for (let n = 1; n <= waiting; n += 1)
      tx.outbox.add(anItem({ id: `item-${n}`, documentOid: oid(`1.2.3.${n}`), orderKey: `lane-${n}` }));
  });
}

/** Processor time that a process has used by now, in milliseconds (proc(5): fields 14 and 15, in hundredths of a second). */
function usedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Median processor time of a desk's start up to the address of its screen, with so many acts in its queue and no service. */
async function startMs(waiting: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-'));
  const nobody = { url: 'http://127.0.0.1:9', controlToken: null };
  try {
    await (await startDesk(folder, nobody)).stop();
    const store = opened(folder, fileSecrets(folder).databaseKey());
    fill(store, waiting);
    store.close();
    const times: number[] = [];
    for (let n = 0; n < STARTS; n += 1) {
      const desk = await startDesk(folder, nobody);
      times.push(usedMs(desk.child.pid ?? 0));
      await desk.stop();
    }
    return times.toSorted((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Sized = Readonly<{ openMs: number; searchMs: number; headsMs: number; growthMb: number }>;

function sized(waiting: number): Sized {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-'));
  try {
    const first = opened(folder);
    first.write(tx => tx.patients.putMany(manyPatients(5000)));
    fill(first, waiting);
    first.close();
    const openMs = median(7, () => opened(folder).close());
    const store = opened(folder);
    const before = process.memoryUsage.rss();
    const searchMs = median(100, () => store.read(tx => tx.patients.search('makinen', 20)));
    const headsMs = median(20, () => store.read(tx => tx.outbox.heads()));
    const growthMb = (process.memoryUsage.rss() - before) / 1_048_576;
    store.close();
    return { openMs, searchMs, headsMs, growthMb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function verifiedMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-'));
  try {
    const store = opened(folder);
    store.write(tx => {
      for (let n = 0; n < LOG_ROWS; n += 1)
        tx.audit.append(anEvent({ act: 'open', subject: '1.2.246.10.11111111.93001.2026.1' }));
    });
    let broken: number | null = 0;
    const ms = cpuMs(() => void (broken = store.read(tx => tx.audit.firstBrokenRow())));
    store.close();
    if (broken !== null) throw new Error(`row ${broken} does not hold`);
    return ms;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [none, many] = [sized(0), sized(WAITING)];
const line = (name: string, a: number, b: number, limit: string): string =>
  `${name.padEnd(34)}${a.toFixed(2).padStart(10)}${b.toFixed(2).padStart(12)}  ${limit}`;
console.log(`\nwaiting acts (processor ms)                0       ${WAITING}  limit`);
const within = (a: number, b: number): string => `within 10 %: ${b <= a * 1.1 ? 'ok' : 'TOO SLOW'}`;
if (process.platform === 'linux') {
  const [emptyMs, longMs] = [await startMs(0), await startMs(WAITING)];
  console.log(line('start of the desk', emptyMs, longMs, within(emptyMs, longMs)));
}
console.log(
  line('  of it: opening the database', none.openMs, many.openMs, 'reads every page once: grows with the file'),
);
console.log(line('search of a patient (key echo)', none.searchMs, many.searchMs, within(none.searchMs, many.searchMs)));
console.log(line('heads of the lanes', none.headsMs, many.headsMs, ''));
console.log(
  line('memory growth, MB', none.growthMb, many.growthMb, `under 50: ${many.growthMb < 50 ? 'ok' : 'TOO MUCH'}`),
);
const ms = verifiedMs();
console.log(
  `\n${LOG_ROWS} rows of the log verified in ${ms.toFixed(0)} ms of processor time, limit 2000: ${ms < 2000 ? 'ok' : 'TOO SLOW'}`,
);

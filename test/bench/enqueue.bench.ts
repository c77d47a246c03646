/**
 * Durable acts per second. One act is one commit with the signed document, the message, its place in the chain, its delivery
 * and a row of the log; beside it, in the same run and in turns, the bare driver stores the same bytes (document and message)
 * as one row per commit, with the same cipher and the same pragmas.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Patient } from '../../shared/domain/people/person.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instantOfMs, localDate } from '../../shared/kernel/time.ts';
import { keysOf, openToWrite, type Cipher } from '../../src-main/adapters/sqlite/connection.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { aDocument, anEvent, anItem, aStoredPatient, sha256 } from '../builders/store.builder.ts';

export const LIMIT = 0.9;

export type Row = Readonly<{
  cipher: Cipher;
  documentBytes: number;
  actsPerSecond: number;
  barePerSecond: number;
  ratio: number;
  p50Ms: number;
  p99Ms: number;
}>;
export type StartUp = Readonly<{
  cipher: Cipher;
  putManyMs: number;
  openMs: number;
  searchMs: number;
  headsMs: number;
}>;
export type Report = Readonly<{ rows: readonly Row[]; startUps: readonly StartUp[] }>;

type Plan = Readonly<{
  rounds: number;
  actsPerRound: number;
  documentSizes: readonly number[];
  ciphers: readonly Cipher[];
}>;

/** Signed documents as the product writes them: a short visit note 15 kB, a dispensing 19 kB, a prescription 27 kB. */
const PLAN: Plan = { rounds: 10, actsPerRound: 100, documentSizes: [15_000, 27_000], ciphers: ['sqlcipher', 'aegis'] };

const KEY = randomBytes(32);

function openedStore(folder: string, cipher: Cipher): Store {
  const clock = { now: () => instantOfMs(Date.now()) };
  const opened = openStore({ path: join(folder, 'kantele.db'), key: KEY, profile: 'practice', clock, sha256, cipher });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** The driver alone: a table, a prepared statement, one commit per row. */
function bareTable(folder: string, cipher: Cipher) {
  const path = join(folder, 'bare.db');
  writeFileSync(path, '');
  // Opened as the store opens its file, so that cipher and pragmas cannot differ.
  const db = openToWrite(path, cipher, keysOf(KEY));
  db.exec('CREATE TABLE acts (oid TEXT PRIMARY KEY, document BLOB NOT NULL, body BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO acts (oid, document, body) VALUES (?, ?, ?)');
  return {
    insert: (key: string, document: Uint8Array, body: Uint8Array) => insert.run(key, document, body),
    close: () => db.close(),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const perSecond = (times: readonly number[]): number => (1000 * times.length) / times.reduce((sum, ms) => sum + ms, 0);

function timed(times: number[], work: () => void): void {
  const start = performance.now();
  work();
  times.push(performance.now() - start);
}

function measureActs(cipher: Cipher, documentBytes: number, plan: Plan): Row {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-'));
  const store = openedStore(folder, cipher);
  const bare = bareTable(folder, cipher);
  try {
    const bytes = new Uint8Array(randomBytes(documentBytes));
    const digest = sha256(bytes);
    const content = { dose: 'x'.repeat(1500) } as unknown as ReturnType<typeof aDocument>['content'];
    const messageOf = (n: number) =>
      new TextEncoder().encode(
        `{"id":${n},"padding":"${'x'.repeat(1500)}","data":"${Buffer.from(bytes).toString('base64')}"}`,
      );
    const act = (n: number, body: Uint8Array): void => {
      const documentOid = oid(`1.2.246.10.11111111.93001.2026.${n}`);
      store.write(tx => {
        tx.documents.add(
          aDocument({
            oid: documentOid,
            setId: documentOid,
            patientId: `p-${(n * 7919) % 5000}`,
            bytes,
            digest,
            content,
          }),
        );
        tx.outbox.add(
          anItem({ id: crypto.randomUUID(), documentOid, orderKey: documentOid, body, documentDigest: digest }),
        );
        tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
      });
    };
    const [acts, bares]: [number[], number[]] = [[], []];
    for (let round = 0; round <= plan.rounds; round += 1) {
      const first = round * plan.actsPerRound + 1;
      const bodies = Array.from({ length: plan.actsPerRound }, (_, i) => messageOf(first + i));
      const ofRound: [number[], number[]] = [[], []];
      // Turn by turn: whatever else this machine does meets both alike.
      bodies.forEach((body, i) => {
        timed(ofRound[0], () => act(first + i, body));
        timed(ofRound[1], () => bare.insert(`1.2.246.10.11111111.93001.2026.${first + i}`, bytes, body));
      });
      // The first round only warms up.
      if (round > 0) {
        acts.push(...ofRound[0]);
        bares.push(...ofRound[1]);
      }
    }
    const [actsPerSecond, barePerSecond] = [perSecond(acts), perSecond(bares)];
    acts.sort((a, b) => a - b);
    return {
      cipher,
      documentBytes,
      actsPerSecond,
      barePerSecond,
      ratio: actsPerSecond / barePerSecond,
      p50Ms: quantile(acts, 0.5),
      p99Ms: quantile(acts, 0.99),
    };
  } finally {
    bare.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const FAMILIES = [
  'Virtanen',
  'Korhonen',
  'Nieminen',
  'Mäkinen',
  'Hämäläinen',
  'Laine',
  'Heikkinen',
  'Koskinen',
  'von Essen',
  'Åkerlund',
];
const GIVEN = ['Anna', 'Liisa', 'Maria', 'Juhani', 'Matti', 'Pekka', 'Helena', 'Johanna', 'Anna-Liisa', 'Åke'];

export const manyPatients = (count: number): readonly Patient[] =>
  Array.from({ length: count }, (_, n) =>
    aStoredPatient({
      id: `p-${n}`,
      family: `${FAMILIES[n % 10]}${n % 97 === 0 ? '' : `-T${n % 97}`}`,
      given: [GIVEN[(n * 7) % 10] ?? '', GIVEN[(n * 3 + 1) % 10] ?? ''],
      birthDate: localDate(
        `${1930 + (n % 90)}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
      ),
      street: `Testikatu ${n}`,
    }),
  );

function once(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(count: number, work: () => void): number {
  const times = Array.from({ length: count }, () => once(work)).sort((a, b) => a - b);
  return quantile(times, 0.5);
}

/** A store with 5,000 patients and 500 open acts: import, opening, the slowest search (one letter), heads of the lanes. */
function measureStartUp(cipher: Cipher): StartUp {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-bench-'));
  try {
    const first = openedStore(folder, cipher);
    const putManyMs = once(() => first.write(tx => tx.patients.putMany(manyPatients(5000))));
    first.write(tx => {
      for (let n = 1; n <= 500; n += 1) {
        tx.outbox.add(anItem({ id: `item-${n}`, documentOid: oid(`1.2.3.${n}`), orderKey: `lane-${n}` }));
      }
    });
    first.close();
    const openMs = median(5, () => openedStore(folder, cipher).close());
    const store = openedStore(folder, cipher);
    const searchMs = Math.max(
      ...['v', 'a', 'anna li', 'makinen', '0101'].map(text =>
        median(50, () => store.read(tx => tx.patients.search(text, 20))),
      ),
    );
    const headsMs = median(50, () => store.read(tx => tx.outbox.heads()));
    store.close();
    return { cipher, putManyMs, openMs, searchMs, headsMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function run(plan: Plan = PLAN): Report {
  const rows = plan.ciphers.flatMap(cipher => plan.documentSizes.map(size => measureActs(cipher, size, plan)));
  return { rows, startUps: plan.ciphers.map(measureStartUp) };
}

export function table({ rows, startUps }: Report): string {
  const fixed = (value: number, digits: number, width: number): string => value.toFixed(digits).padStart(width);
  const lines = rows.map(
    row =>
      `${row.cipher.padEnd(10)}${fixed(row.documentBytes, 0, 9)}${fixed(row.actsPerSecond, 0, 9)}${fixed(row.barePerSecond, 0, 9)}` +
      `${fixed(row.ratio, 2, 7)}${fixed(row.p50Ms, 2, 9)}${fixed(row.p99Ms, 2, 9)}  ${row.ratio >= LIMIT ? 'ok' : 'TOO SLOW'}`,
  );
  const starts = startUps.map(
    s =>
      `${s.cipher.padEnd(10)}${fixed(s.putManyMs, 0, 9)}${fixed(s.openMs, 0, 9)}${fixed(s.searchMs, 2, 9)}${fixed(s.headsMs, 2, 9)}`,
  );
  return [
    `durable acts, limit ${LIMIT} of the bare driver`,
    'cipher     document   acts/s   bare/s  ratio   p50 ms   p99 ms',
    ...lines,
    '',
    '5,000 patients, 500 open acts',
    'cipher    import ms  open ms search ms heads ms',
    ...starts,
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(table(run()));

/** `npm run bench [-- name ...] [--long]`: prints the tables. Limits stand beside the figures; nothing here is an assertion of a test. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Every bench is a script of its own, so that none pays for the memory of another. */
const BENCHES: Readonly<Record<string, Readonly<{ file: string; more?: readonly string[]; says: string }>>> = {
  medicines: { file: 'medicines.bench.ts', says: 'Search of medicines in the host, with rivals on the same data' },
  queue: {
    file: 'enqueue.bench.ts',
    more: ['queue-size.bench.ts', 'drain.bench.ts', 'rivals.bench.ts'],
    says: 'Durable acts per second, beside the bare driver and other stores; a long queue, and how fast it empties (ten minutes)',
  },
  documents: { file: 'documents.bench.ts', says: 'Legal documents read, written and verified per second' },
  records: {
    file: 'records.bench.ts',
    says: 'A patient with 5,000 documents: first page, the whole list, scrolling; disclosure decided for 10,000 documents',
  },
  signing: { file: 'signing.bench.ts', says: 'A batch signed on a token, beside bare C_Sign on the same token' },
  host: { file: 'host.bench.ts', says: 'Start of the host to a usable screen, memory' },
  browser: {
    file: 'browser-search.bench.ts',
    more: ['kit.bench.ts'],
    says: 'Search of medicines from key press to rows in the browser; long tables and lists of results',
  },
  centre: {
    file: 'centre.bench.ts',
    says: 'The simulated Prescription Centre with 200,000 prescriptions: dispensings a minute from four desks, memory',
  },
  flows: { file: 'flows.bench.ts', says: 'Prescribing and dispensing: keys, service calls, waiting' },
};

const wanted = process.argv.slice(2).filter(name => !name.startsWith('-'));
const flags = process.argv.slice(2).filter(name => name.startsWith('-'));
const unknown = wanted.filter(name => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

let failed = 0;
for (const [name, { file, more, says }] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n# ${name}: ${says}`);
  for (const script of [file, ...(more ?? [])]) {
    const run = spawnSync(process.execPath, [join(import.meta.dirname, script), ...flags], { stdio: 'inherit' });
    if (run.status !== 0) failed += 1;
  }
}
process.exitCode = failed === 0 ? 0 : 1;

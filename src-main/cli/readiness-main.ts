/** `kantele readiness …`: the checklist of joining Kanta, with the cases of the joint test run against a simulator of its own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REGISTERS } from '../../shared/domain/records/core-fields.ts';
import { SERVICES } from '../../shared/domain/queue.ts';
import { instantMs } from '../../shared/kernel/time.ts';
import { lastBackupAt } from '../app/use-cases/queue/backups.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { fail } from '../../shared/kernel/result.ts';
import { readinessRows, readinessVerdict, type ReadinessRow } from '../../shared/domain/oversight/readiness.ts';
import { readinessWords } from '../../shared/domain/oversight/readiness-words.ts';
import { runJointTests } from '../app/use-cases/readiness/joint-tests.ts';
import { readCertificateStock } from '../adapters/card/certificate-stock.ts';
import { PRACTICE_RECEIPT_SIGNER } from '../adapters/kanta/config.ts';
import { connectKanta } from '../adapters/kanta/connect.ts';
import { newUuid } from '../adapters/system/identity.ts';
import { readPracticeDirectory } from '../adapters/system/directory.ts';
import { systemClock } from '../adapters/system/time.ts';
import { defaultDataDir } from '../node/arguments.ts';
import { standardFolders, startSimulator } from '../simulator/simulator.ts';
import { databaseOf, readStore } from './data-folder.ts';
import { type Outcome } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele readiness [--data DIR] [--out FILE] [--json]
  The checklist of an organisation that joins Kanta. The joint-test cases run against a simulator of their own.
  --out FILE  the report as JSON, written once
Exit codes: 0 nothing is lacking, 1 something is, 2 usage.`;

/** The practice physician who asks. */
const ASKER = '00999900101';
const DAY_MS = 86_400_000;
const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');

/** What a database of this folder says; without one there is nothing to say. */
function ofDatabase(data: string | undefined) {
  if (!existsSync(join(resolve(data ?? defaultDataDir()), 'kantele.db'))) return null;
  const store = readStore(databaseOf({ data, real: false }));
  try {
    const backedUpAt = lastBackupAt(store);
    const { firstBrokenLog, counts } = store.read(tx => ({
      firstBrokenLog: tx.audit.firstBrokenRow(),
      counts: tx.outbox.counts(systemClock.now()),
    }));
    return {
      firstBrokenLog,
      cipher: store.info().cipher,
      secrets: 'keyFile',
      backupAgeDays: backedUpAt === null ? null : Math.floor((systemClock.nowMs() - instantMs(backedUpAt)) / DAY_MS),
      unsent: counts.unsent,
      needsPerson: counts.needsPerson,
    };
  } finally {
    store.close();
  }
}

async function ofServices() {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-readiness-'));
  const { seedDir, schemasDir, certsDir } = standardFolders(RESOURCES);
  const pem = (name: string): string => readFileSync(join(certsDir, name), 'utf8');
  const simulator = await startSimulator({ port: 0, dataDir: folder, seedDir, schemasDir, certsDir });
  const organisations = JSON.parse(readFileSync(join(seedDir, 'organisations.json'), 'utf8')) as readonly {
    id: string;
    oid: string;
  }[];
  const kanta = connectKanta({
    root: simulator.url,
    language: 'en',
    system: { id: '2.999.246.1', name: 'Kantele', version: 'readiness' },
    systemKeys: new Map(
      organisations.map(({ id, oid: text }) => [
        oid(text),
        { key: pem(`system-${id}.key.pem`), chain: [pem(`system-${id}.pem`), pem('issuing.pem')] },
      ]),
    ),
    receipts: { roots: [pem('root.pem')], signer: PRACTICE_RECEIPT_SIGNER },
    clock: systemClock,
    newUuid,
    // No document is read here.
    readDocument: () => fail({ finding: 'unread' }),
    generationOf: () => 'unknown',
    readable: () => [],
  });
  try {
    const probes = [];
    for (const service of SERVICES) probes.push({ service, probe: await kanta.line.probe(service) });
    const who = readPracticeDirectory(seedDir).professional(ASKER);
    if (who === null) throw new Error('the practice physician is missing from the seed');
    const drift = probes.flatMap(({ probe }) =>
      probe.ok && probe.value.driftMs !== null ? [probe.value.driftMs] : [],
    );
    return {
      lines: probes.map(({ service, probe }) => ({ service, answers: probe.ok })),
      clockDriftMs: drift[0] ?? null,
      jointTests: await runJointTests({ roles: kanta.roles, repository: kanta.repository, newUuid }, who),
    };
  } finally {
    kanta.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const { seedDir, certsDir } = standardFolders(RESOURCES);
  const services = await ofServices();
  const at = systemClock.now();
  const rows = readinessRows({
    profile: 'practice',
    certificates: readCertificateStock(certsDir)(systemClock.nowMs()),
    ...services,
    professions: readPracticeDirectory(seedDir)
      .staff()
      .map(({ profession }) => profession),
    medicines: null,
    registers: REGISTERS.length,
    database: ofDatabase(values.data),
  });
  const verdict = readinessVerdict(rows);
  const code = rows.some(({ state }) => state === 'lacking') ? 1 : 0;
  const report = JSON.stringify({ report: 'kantele-readiness', at, verdict, rows: rows.map(told) }, null, 2);
  if (values.out !== undefined) writeFileSync(resolve(values.out), report, { mode: 0o600, flag: 'wx' });
  return { code, text: values.json ? report : [...rows.flatMap(lineOf), `verdict: ${verdict}`].join('\n') };
}

const told = (row: ReadinessRow) => ({ ...row, ...readinessWords(row, 'en', role => role) });

function lineOf(row: ReadinessRow): readonly string[] {
  const { name, says, todo } = told(row);
  const head = `${row.state.padEnd(10)}${name}${says === '' ? '' : `  ${says}`}`;
  return todo === null ? [head] : [head, `${' '.repeat(10)}-> ${todo}`];
}

await runCommand(run, USAGE);

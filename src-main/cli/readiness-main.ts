/** `kantele readiness …`: the checklist of joining Kanta, for the practice world or for the environment of a profile file. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REGISTERS } from '../../shared/domain/records/core-fields.ts';
import { instantMs } from '../../shared/kernel/time.ts';
import { lastBackupAt } from '../app/use-cases/queue/backups.ts';
import { readinessRows, readinessVerdict, type ReadinessRow } from '../../shared/domain/oversight/readiness.ts';
import { readinessWords } from '../../shared/domain/oversight/readiness-words.ts';
import { readProfileFile } from '../adapters/system/profile-file.ts';
import { profileRefusal } from '../adapters/system/profile-words.ts';
import { systemClock } from '../adapters/system/time.ts';
import { databaseOf, type DataValues, folderOf, readStore } from './data-folder.ts';
import { type Outcome } from './document-files.ts';
import { environmentFacts, practiceFacts } from './readiness-facts.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele readiness [--profile FILE [--offline]] [--data DIR] [--out FILE] [--json]
  The checklist of an organisation that joins Kanta. The joint-test cases run against a simulator of their own.
  --profile FILE  examines a real environment instead: its file, certificates and card software, and whether its services
                  answer. Nothing of any person is asked or sent, and no PIN
  --offline       asks no service
  --out FILE      the report as JSON, written once
Exit codes: 0 nothing is lacking, 1 something is, 2 usage.`;

const DAY_MS = 86_400_000;

/** What a database of this folder says; without one, or with its key in the keystore of the desktop, there is nothing to say. */
function ofDatabase(values: DataValues) {
  if (!['kantele.db', 'kantele.key'].every(name => existsSync(join(folderOf(values), name)))) return null;
  const store = readStore(databaseOf(values));
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

async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      profile: { type: 'string' },
      offline: { type: 'boolean', default: false },
      data: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const at = systemClock.now();
  const read = values.profile === undefined ? null : readProfileFile(values.profile, systemClock.nowMs());
  if (read?.ok === false) {
    const report = { report: 'kantele-readiness', at, verdict: 'lacking', faults: read.error };
    return told(values, 1, report, profileRefusal(read.error));
  }
  const profile = read?.value ?? null;
  const facts = profile === null ? await practiceFacts() : await environmentFacts(profile, values.offline);
  const rows = readinessRows({
    ...facts,
    medicines: null,
    registers: REGISTERS.length,
    database: ofDatabase({ data: values.data, real: profile !== null }),
  });
  const verdict = readinessVerdict(rows);
  const report = {
    report: 'kantele-readiness',
    at,
    ...(profile === null ? {} : { environment: profile.environment, unconfirmed: profile.unconfirmed }),
    verdict,
    rows: rows.map(inWords),
  };
  const lines = [
    ...(profile === null ? [] : [`${profile.environment.name} (${profile.environment.kind})`]),
    ...rows.flatMap(lineOf),
    ...(profile?.unconfirmed ?? []).map(field => `to be confirmed: ${field}`),
    `verdict: ${verdict}`,
  ];
  return told(values, rows.some(({ state }) => state === 'lacking') ? 1 : 0, report, lines.join('\n'));
}

function told(
  { out, json }: Readonly<{ out?: string | undefined; json: boolean }>,
  code: 0 | 1,
  report: unknown,
  text: string,
): Outcome {
  const written = JSON.stringify(report, null, 2);
  if (out !== undefined) writeFileSync(resolve(out), written, { mode: 0o600, flag: 'wx' });
  return { code, text: json ? written : text };
}

const inWords = (row: ReadinessRow) => ({ ...row, ...readinessWords(row, 'en', role => role) });

function lineOf(row: ReadinessRow): readonly string[] {
  const { name, says, todo } = inWords(row);
  const head = `${row.state.padEnd(10)}${name}${says === '' ? '' : `  ${says}`}`;
  return todo === null ? [head] : [head, `${' '.repeat(10)}-> ${todo}`];
}

await runCommand(run, USAGE);

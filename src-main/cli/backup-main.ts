/** `kantele backup`: an encrypted copy of the database, also while the workstation is in use; checked before it counts. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BACKED_UP, rememberBackup } from '../app/use-cases/queue/backups.ts';
import { appendToLog } from '../adapters/sqlite/open-to-read.ts';
import { checkBackup } from '../adapters/sqlite/restore.ts';
import { systemClock } from '../adapters/system/time.ts';
import { DATA_OPTIONS, databaseOf, readStore, refusalText } from './data-folder.ts';
import { reportLines } from './backup-report.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele backup --out FILE [--data DIR] [--real]
An encrypted copy of the database. It opens only with the key of this data folder: keep that key apart from the copy.`;

async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' }, ...DATA_OPTIONS } });
  if (values.out === undefined) throw new Unusable(USAGE);
  const options = databaseOf(values);
  const [path, at] = [resolve(values.out), systemClock.now()];
  const store = readStore(options);
  try {
    store.backUp(path, at);
  } finally {
    store.close();
  }
  const checked = checkBackup({ ...options, path });
  if (!checked.ok) return { code: 1, text: refusalText(checked.error.code) };
  appendToLog(options, { ...BACKED_UP, at, actor: 'command', organisationOid: null }, tx => rememberBackup(tx, at));
  return { code: 0, text: [path, ...reportLines(checked.value)].join('\n') };
}

await runCommand(run, USAGE);

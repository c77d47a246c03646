/** `kantele restore`: checks a backup, or puts it in the place of the database, which is kept aside. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkBackup, putBack } from '../adapters/sqlite/restore.ts';
import { fileSecrets } from '../adapters/system/file-secrets.ts';
import { sha256 } from '../adapters/system/identity.ts';
import { systemClock } from '../adapters/system/time.ts';
import { chainsHold, reportLines } from './backup-report.ts';
import { DATA_OPTIONS, folderOf, profileOf, refusalText } from './data-folder.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele restore FILE [--check] [--data DIR] [--real] [--key FILE]
  --check      only checks the backup: key, every page, both chains, counts
  --key FILE   the key of the backup (kantele.key), for a data folder that has none
The former database is kept aside. Before anything is sent again the services are asked for every act that is not final.`;

async function run(args: readonly string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false }, key: { type: 'string' }, ...DATA_OPTIONS },
  });
  const [file = ''] = positionals;
  if (positionals.length !== 1) throw new Unusable(USAGE);
  const folder = folderOf(values);
  const keyFile = join(folder, 'kantele.key');
  if (!existsSync(keyFile)) {
    if (values.key === undefined) throw new Unusable(`no key in ${folder}: name the key of the backup with --key`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    copyFileSync(values.key, keyFile);
  }
  const options = {
    path: resolve(file),
    key: fileSecrets(folder).databaseKey(),
    profile: profileOf(values),
    sha256,
  } as const;
  const checked = checkBackup(options);
  if (!checked.ok) return { code: 1, text: refusalText(checked.error.code) };
  const lines = reportLines(checked.value);
  if (!chainsHold(checked.value)) return { code: 1, text: [...lines, 'not restored'].join('\n') };
  if (values.check) return { code: 0, text: [...lines, 'the backup is good'].join('\n') };
  const aside = putBack({ ...options, path: join(folder, 'kantele.db') }, options.path, systemClock.now());
  return {
    code: 0,
    text: [
      ...lines,
      `restored in ${folder}`,
      aside === null ? 'there was no database before' : `the former database: ${aside}`,
      'At the next start the services are asked for every act that is not final before anything is sent.',
    ].join('\n'),
  };
}

await runCommand(run, USAGE);

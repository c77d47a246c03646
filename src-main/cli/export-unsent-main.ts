/** `kantele export-unsent`: takes the unsent acts out of a damaged database, which stays as it is. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { unsentFile } from '../adapters/sqlite/salvage/export.ts';
import { salvage } from '../adapters/sqlite/salvage/unsent.ts';
import { systemClock } from '../adapters/system/time.ts';
import { DATA_OPTIONS, databaseOf } from './data-folder.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele export-unsent --out FILE [--data DIR] [--real]
Writes every act that the services have not accepted, with its signed document and its message, also from a database that is
damaged. Nothing is changed. The file holds patient data in the clear: keep it as you keep the records.`;

async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' }, ...DATA_OPTIONS } });
  if (values.out === undefined) throw new Unusable(USAGE);
  const found = salvage(databaseOf(values));
  const path = resolve(values.out);
  writeFileSync(path, unsentFile(found, systemClock.now()), { mode: 0o600, flag: 'wx' });
  const whole = found.unsent.filter(({ message }) => message !== null).length;
  return {
    code: found.lostActs === 0 ? 0 : 1,
    text: [
      `pages       ${found.pages}, ${found.damagedPages} of them damaged`,
      `unsent      ${found.unsent.length}, ${whole} of them with their message`,
      `documents   ${found.documentsWithoutAct.length} whose act can no longer be read`,
      `lost        ${found.lostActs} acts can no longer be read`,
      path,
    ].join('\n'),
  };
}

await runCommand(run, USAGE);

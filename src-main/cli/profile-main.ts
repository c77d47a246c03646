/** `kantele profile FILE`: what is wrong with the file of a real environment, before anybody starts with it. */
import { parseArgs } from 'node:util';
import { readProfileFile } from '../adapters/system/profile-file.ts';
import { profileRefusal } from '../adapters/system/profile-words.ts';
import { systemClock } from '../adapters/system/time.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele profile FILE [--json]
  Checks the file of a real environment and every file that it names. Starts nothing, fetches nothing.
Exit codes: 0 it can be used, 1 it cannot, 2 usage.`;

async function run(args: readonly string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Unusable(USAGE);
  const read = readProfileFile(path, systemClock.nowMs());
  if (values.json)
    return {
      code: read.ok ? 0 : 1,
      text: JSON.stringify(
        read.ok
          ? { usable: true, environment: read.value.environment, unconfirmed: read.value.unconfirmed }
          : { usable: false, faults: read.error },
        null,
        2,
      ),
    };
  if (!read.ok) return { code: 1, text: profileRefusal(read.error) };
  const { environment, unconfirmed } = read.value;
  return {
    code: 0,
    text: [
      `The profile can be used: ${environment.name} (${environment.kind}).`,
      ...unconfirmed.map(field => `  to be confirmed: ${field}`),
    ].join('\n'),
  };
}

await runCommand(run, USAGE);

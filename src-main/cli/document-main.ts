/** `kantele document …`: looks at, checks, compares and makes legal documents. Nothing here reaches the network. */
import { parseArgs } from 'node:util';
import { type Outcome, Unusable } from './document-files.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage: kantele document <command>
  read FILE [--json]                     kind, generation, content, what is beyond it, findings
  validate FILE [--json]                 Finnish CDA R2 schema and rules, with codes and lines
  verify FILE [--roots DIR] [--json]     every signature: who, what, when, trusted or not
  diff A B [--json]                      the values of two documents side by side
  report DIR [--json]                    each document read, written and compared: values kept, values dropped
  samples --out DIR                      one practice document of each kind, signed with practice keys
Exit codes: 0 fine, 1 findings of severity error, 2 usage or a file that cannot be read.`;

/** Each command is loaded when it is asked for: reading a document needs no cryptography, and so on. */
async function run(args: readonly string[]): Promise<Outcome> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, roots: { type: 'string' }, out: { type: 'string' } },
  });
  const [command = '', ...files] = positionals;
  const [one = '', other = ''] = files;
  const counts: Readonly<Record<string, number>> = { read: 1, validate: 1, verify: 1, diff: 2, report: 1, samples: 0 };
  if (counts[command] !== files.length || (values.out !== undefined) !== (command === 'samples'))
    throw new Unusable(USAGE);
  if (values.roots !== undefined && command !== 'verify') throw new Unusable(USAGE);
  switch (command) {
    case 'read':
      return (await import('./document-read.ts')).readCommand(one, values.json);
    case 'validate':
      return (await import('./document-validate.ts')).validateCommand(one, values.json);
    case 'verify':
      return (await import('./document-verify.ts')).verifyCommand(one, values.roots ?? null, values.json);
    case 'diff':
      return (await import('./document-diff.ts')).diffCommand(one, other, values.json);
    case 'report':
      return (await import('./document-report.ts')).reportCommand(one, values.json);
    default:
      return (await import('./document-samples.ts')).samplesCommand(values.out ?? '');
  }
}

await runCommand(run, USAGE);

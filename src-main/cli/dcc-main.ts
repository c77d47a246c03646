/** `kantele dcc …`: reads one COVID certificate and says what is proven of it. Nothing here reaches the network. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CovidReading } from '../../shared/domain/covid/covid-certificate.ts';
import { COVID_SIGNATURE_WORDS, COVID_UNREADABLE_WORDS } from '../../shared/domain/covid/covid-words.ts';
import { createCovidCertificates } from '../adapters/covid/covid-certificates.ts';
import { readCovidFiles } from '../adapters/covid/covid-files.ts';
import { readSignerFolder } from '../adapters/covid/signer-folder.ts';
import { fixedList } from '../adapters/covid/trust-keep.ts';

const USAGE = `Usage: kantele dcc FILE|- [--signers DIR] [--at TIME] [--json]
  FILE holds the text of the QR code (HC1:...); - reads it from standard input.
  --signers DIR   folder of signers' certificates (PEM); without it the practice signers are trusted
  --at TIME       moment to check at, ISO 8601; without it now
Exit codes: 0 genuine and in time, 1 readable but not so, 2 usage, 3 not a certificate that can be read.`;

const { values, positionals } = parsed();
const [file] = positionals;
const atMs = values.at === undefined ? Date.now() : Date.parse(values.at);
if (file === undefined || positionals.length > 1 || Number.isNaN(atMs)) usage();

const text = textOf(file);
const resources = join(import.meta.dirname, '../../resources');
const signers = readSignerFolder(values.signers ?? join(resources, 'certs-test-only', 'covid', 'listed'));
const covid = createCovidCertificates({
  ...readCovidFiles(resources),
  keep: fixedList({ issuedAtMs: atMs, signers }),
});
const read = covid.read(text, atMs);
if (values.json) process.stdout.write(`${JSON.stringify(read, null, 2)}\n`);
else if (read.ok) process.stdout.write(`${linesOf(read.value).join('\n')}\n`);
else process.stdout.write(`${read.error}: ${COVID_UNREADABLE_WORDS[read.error].en}\n`);
process.exitCode = !read.ok ? 3 : read.value.signature === 'valid' && read.value.time === 'valid' ? 0 : 1;

function linesOf({ signature, time, certificate, rules, expiresAtMs, algorithm, keyId }: CovidReading): string[] {
  const person =
    certificate === null ? [] : [`${certificate.familyName}, ${certificate.givenName}  ${certificate.birthDate}`];
  const event =
    certificate === null ? [] : Object.entries(certificate.event).map(([key, value]) => `  ${key}: ${value}`);
  const ruled =
    rules === null
      ? ['rules: none evaluated']
      : [`rules ${rules.set}:`, ...rules.outcomes.map(({ outcome, says }) => `  ${outcome}: ${says.en}`)];
  return [
    `signature: ${signature}. ${COVID_SIGNATURE_WORDS[signature].en}`,
    `time: ${time}, expires ${new Date(expiresAtMs).toISOString()}`,
    `algorithm ${algorithm}, key ${keyId}`,
    ...person,
    ...event,
    ...ruled,
  ];
}

function textOf(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8').slice(0, 20_000);
  } catch {
    console.error(`The file cannot be read: ${path}`);
    process.exit(2);
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { signers: { type: 'string' }, at: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
  } catch {
    return usage();
  }
}

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}

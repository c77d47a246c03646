/** `kantele prove …`: exports one act's proof, or checks a proof without the database. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { proofOf } from '../app/use-cases/queue/prove.ts';
import { CRYPTOGRAPHY } from '../adapters/card/cryptography.ts';
import { appendToLog } from '../adapters/sqlite/open-to-read.ts';
import { createProofWriter } from '../adapters/system/proofs.ts';
import { systemClock } from '../adapters/system/time.ts';
import { createDocumentCodec } from '../wire/documents.ts';
import { DATA_OPTIONS, databaseOf, type DataValues, readStore } from './data-folder.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { checkedProof, PRACTICE_ROOTS } from './proof-check.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Usage:
  kantele prove --act ID [--data DIR] [--real] [--out FILE]   one act's proof: document, message, chain, receipt
                [--signing N]                                 of an earlier signature, which was refused (the first is 1)
  kantele prove --check FILE [--roots DIR] [--json]           checks a proof; needs no database
ID is the OID of the document (see the queue) or the id of the act. DIR of --roots: certificates (default: the practice ones).
Exit codes: 0 whole, 1 something does not hold, 2 usage or a file that cannot be read.`;

/** A proof of a document of some 30 kB has some 120 kB. */
const LARGEST = 20_000_000;

function exported(act: string, data: DataValues, out: string | undefined, signing: string | undefined): Outcome {
  if (signing !== undefined && !/^[1-9]\d{0,3}$/.test(signing)) throw new Unusable(USAGE);
  const options = databaseOf(data);
  const store = readStore(options);
  try {
    const documents = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
    const env = {
      store,
      proofs: createProofWriter(documents),
      clock: systemClock,
      configuration: { profile: options.profile },
    };
    const proof = proofOf(env, act, signing === undefined ? undefined : Number(signing));
    if (proof === null) return { code: 1, text: `no act ${act}, or its message is damaged` };
    appendToLog(options, {
      at: systemClock.now(),
      actor: 'command',
      organisationOid: null,
      act: 'export',
      patientId: proof.patientId,
      subject: proof.documentOid,
      reason: null,
      outcome: 'ok',
    });
    const path = resolve(out ?? `kantele-${proof.documentOid}.proof.json`);
    writeFileSync(path, proof.bytes, { mode: 0o600, flag: 'wx' });
    return { code: 0, text: `${path}\nIt holds the whole document: keep it as you keep the record itself.` };
  } finally {
    store.close();
  }
}

async function checked(path: string, roots: string | undefined, asJson: boolean): Promise<Outcome> {
  if (statSync(path).size > LARGEST) throw new Unusable(`too large to be a proof: ${path}`);
  const verdict = await checkedProof(new Uint8Array(readFileSync(path)), roots ?? PRACTICE_ROOTS);
  const code = verdict.whole ? 0 : 1;
  if (asJson) return { code, text: JSON.stringify(verdict, null, 2) };
  const marks = { yes: 'ok    ', no: 'WRONG ', absent: '-     ' } as const;
  const lines = verdict.lines.map(({ what, holds, says }) => `${marks[holds]}${what.padEnd(11)}${says}`);
  const act =
    verdict.act === null ? [] : [`${verdict.act.kind} ${verdict.act.documentOid}, shown as ${verdict.act.state}`];
  const end = !verdict.whole
    ? 'NOT PROVEN'
    : verdict.accepted
      ? 'proven: the service accepted it'
      : 'whole; not accepted by a signed receipt';
  return { code, text: [...act, ...lines, end].join('\n') };
}

async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      act: { type: 'string' },
      signing: { type: 'string' },
      ...DATA_OPTIONS,
      out: { type: 'string' },
      check: { type: 'string' },
      roots: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { act, data, out, check, roots, signing } = values;
  if (act !== undefined && check === undefined && roots === undefined && !values.json)
    return exported(act, values, out, signing);
  if (check !== undefined && act === undefined && data === undefined && out === undefined && signing === undefined)
    return checked(check, roots === undefined ? undefined : join(roots), values.json);
  throw new Unusable(USAGE);
}

await runCommand(run, USAGE);

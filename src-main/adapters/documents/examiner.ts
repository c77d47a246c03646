import { EXAMINED_BYTES, type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type DocumentExaminer } from '../../app/ports/document-examiner.port.ts';
import {
  type Cryptography,
  type PastCryptography,
  type SignatureVerdict,
  type SignerTrust,
  VERDICT_POLICY,
  judgeSignatures,
} from '../../wire/documents.ts';
import { readableBlocks } from '../../wire/cda/readable.ts';
import { valuesOf } from '../../wire/examination/differences.ts';
import { type Finding } from '../../wire/examination/findings.ts';
import { EXAMINATION_LIMITS, readLimited } from '../../wire/examination/limits.ts';
import { readingOf } from '../../wire/examination/reading.ts';
import { validationOf } from '../../wire/examination/validation.ts';
import { type SchemaFiles } from '../../wire/xml/schema.ts';

type Tools = Readonly<{
  cryptography: Cryptography;
  past: PastCryptography;
  trust: SignerTrust;
  /** The Finnish CDA R2 schema, by file name. */
  schema: SchemaFiles;
}>;

/** What stands beside the values already, or is told in words: no rows of their own. */
const TOLD_ELSEWHERE = /^(kind|messageType|generation|header\.|LL )/;

const signature = (of: SignatureVerdict): ExaminedDocument['signatures'][number] => ({
  kind: of.kind,
  covered: of.covered,
  documents: of.documents,
  signer: of.signer && {
    name: of.signer.name,
    title: of.signer.title,
    registrationNumber: of.signer.registrationNumber,
    issuer: of.signer.issuer,
  },
  signedAt: of.signedAt,
  algorithm: of.algorithm,
  weak: of.weak,
  value: of.value,
  chain: of.chain,
  revocation: of.revocation,
  accepted: of.accepted,
});

const finding = ({ code, severity, where, line, says }: Finding): ExaminedDocument['findings'][number] => ({
  code,
  severity,
  where,
  line: line ?? null,
  says: says ?? null,
});

/** The same finding of two examinations is told once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, where, line }) => {
    const key = `${code} ${where} ${line ?? ''}`;
    return seen.size < seen.add(key).size;
  });
}

function examined(bytes: Uint8Array, { cryptography, past, trust, schema }: Tools): ExaminedDocument {
  const reading = readingOf(bytes);
  const { structure } = reading;
  const readable = readLimited(bytes, readableBlocks);
  const isDocument = structure !== null;
  const policy = { cryptography, past, trust, policy: VERDICT_POLICY };
  const verdict = isDocument ? judgeSignatures(bytes, policy, EXAMINATION_LIMITS) : null;
  const findings = isDocument ? validationOf(bytes, schema) : reading.findings;
  return {
    kind: reading.kind,
    messageType: reading.messageType,
    generation: reading.generation,
    title: structure?.title ?? '',
    oid: structure?.oid ?? null,
    setId: structure?.setId ?? null,
    version: structure?.version ?? null,
    writtenAt: structure?.writtenAt ?? null,
    language: structure?.language ?? null,
    practice: structure?.practice ?? false,
    readable: isDocument && readable.ok ? readable.value : [],
    values: [...valuesOf(reading)]
      .filter(([path]) => !TOLD_ELSEWHERE.test(path))
      .map(([path, says]) => ({ path: path.replace(/^content\./, ''), says })),
    beyond: reading.beyond,
    signatures: (verdict?.signatures ?? []).map(signature),
    accepted: verdict?.accepted ?? false,
    findings: once([...(verdict?.findings ?? []), ...findings]).map(finding),
  };
}

/** The examiner over the pure readers; nothing of a file is kept, and nothing is fetched. */
export const createDocumentExaminer = (tools: Tools): DocumentExaminer => ({
  examine(base64) {
    // Four characters hold three bytes: what is far too long is not even decoded.
    if (base64.length > Math.ceil(EXAMINED_BYTES / 3) * 4) return fail({ reason: 'too-large' });
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    if (bytes.length === 0 && base64.length > 0) return fail({ reason: 'not-base64' });
    return bytes.length > EXAMINED_BYTES ? fail({ reason: 'too-large' }) : ok(examined(bytes, tools));
  },
});

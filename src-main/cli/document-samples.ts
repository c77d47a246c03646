import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '../../shared/kernel/time.ts';
import { readCardCertificate } from '../adapters/card/certificate.ts';
import { CRYPTOGRAPHY } from '../adapters/card/cryptography.ts';
import { signDigest } from '../adapters/card/signature.ts';
import { createDocumentCodec } from '../wire/documents.ts';
import { type Outcome, Unusable } from './document-files.ts';
import { SAMPLES as CONTENT_SAMPLES, type Sample } from './document-sample-contents.ts';
import { MESSAGE_SAMPLES } from './document-sample-messages.ts';

const resources = join(import.meta.dirname, '..', '..', 'resources');
const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });

/** One of each type and product kind that is written, and of what makes a document look different. */
export const SAMPLES: readonly Sample[] = [...CONTENT_SAMPLES, ...MESSAGE_SAMPLES];

/** The same each time, so that the bytes are the same each time. */
const SIGNED_AT = instant('2026-02-05T10:00:00.000Z');
const OPTIONS = { practice: true, softwareVersion: 'sample' } as const;

/** Keys of the practice professionals; their PINs are public and protect nobody. */
function practiceKey(id: Sample['signer']) {
  const folder = join(resources, 'certs-test-only');
  const people = JSON.parse(
    readFileSync(join(resources, 'simulator-seed', 'professionals.json'), 'utf8'),
  ) as readonly Readonly<{ id: string; pin2: string }>[];
  const passphrase = people.find(each => each.id === id)?.pin2 ?? '';
  const der = new Uint8Array(new X509Certificate(readFileSync(join(folder, `${id}-sign.pem`))).raw);
  const certificate = readCardCertificate(der);
  if (!certificate) throw new Error('not a practice certificate');
  return { certificate, key: createPrivateKey({ key: readFileSync(join(folder, `${id}-sign.key.pem`)), passphrase }) };
}

function signedSample({ name, signer, contents }: Sample): readonly (readonly [file: string, bytes: Uint8Array])[] {
  const { certificate, key } = practiceKey(signer);
  const unsigned = contents.map(content => codec.write(content, OPTIONS));
  const [only] = unsigned;
  if (only && unsigned.length === 1) {
    const work = codec.toBeSigned(only, certificate, SIGNED_AT);
    return [[`${name}.xml`, work.finish(signDigest(key, work.digest, work.hash))]];
  }
  const work = codec.toBeSignedTogether(unsigned, certificate, SIGNED_AT);
  const signed = work.finish(signDigest(key, work.digest, work.hash));
  return signed.map((bytes, at) => [`${name}-${at + 1}.xml`, bytes]);
}

/** Names and bytes; the same at every call. Keys come from the practice set only. */
export const sampleFiles = (): readonly (readonly [file: string, bytes: Uint8Array])[] => SAMPLES.flatMap(signedSample);

/** `kantele document samples --out DIR`: files of these names are written over, nothing else is touched. */
export function samplesCommand(folder: string): Outcome {
  const files = sampleFiles();
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  } catch {
    throw new Unusable(`cannot be written: ${folder}`);
  }
  return { code: 0, text: files.map(([name]) => name).join('\n') };
}

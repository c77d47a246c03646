import { hash as digestOf } from 'node:crypto';
import { type CardCertificate } from '../../app/ports/signing-card.port.ts';
import { type Cryptography } from '../../wire/signature/algorithms.ts';
import { parseCertificate, readCardCertificate } from './certificate.ts';
import { type Hash, type MessageVerifier, messageVerifier } from './signature.ts';

const ALGORITHM = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const satisfies Record<
  Hash,
  string
>;

const digest = (algorithm: string, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(digestOf(algorithm, bytes, 'buffer'));

/** What was read from a certificate once; `null` where there is nothing of the kind in it. */
type Opened = Readonly<{ card: CardCertificate | null; verifier: MessageVerifier | null }>;

function opened(der: Uint8Array): Opened {
  const certificate = parseCertificate(der);
  return {
    card: readCardCertificate(der),
    verifier: certificate === null ? null : messageVerifier(new Uint8Array(certificate.publicKey.rawData)),
  };
}

/** The documents of a batch, and mostly those of a day, carry one certificate: it is taken apart once. */
const MOST_KEPT = 64;

function createKeep(): (der: Uint8Array) => Opened {
  const kept = new Map<string, Opened>();
  return der => {
    const name = digestOf('sha256', der, 'base64');
    const known = kept.get(name);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    const fresh = opened(der);
    kept.set(name, fresh);
    return fresh;
  };
}

const certificateOf = createKeep();

/** The cryptography that the document codec is given. Judges nobody: chain and revocation belong to `CertificateTrust`. */
export const CRYPTOGRAPHY: Cryptography = {
  sha: (hash, bytes) => digest(ALGORITHM[hash], bytes),
  verify: (der, message, hash, signature) => certificateOf(der).verifier?.verify(message, hash, signature) ?? false,
  verifyAside: async (der, message, hash, signature) =>
    (await certificateOf(der).verifier?.verifyAside(message, hash, signature)) ?? false,
  certificate: der => certificateOf(der).card,
};

/** SHA-1, 20 bytes: names of ids in messages and FHIR's hash of attachments; secures nothing. */
export const sha1 = (bytes: Uint8Array): Uint8Array => digest('sha1', bytes);

/** Base64 as ASCII bytes: standard alphabet with padding, one line. */
export const base64Bytes = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), 'latin1');

import { createHash } from 'node:crypto';
import { type Cryptography } from '../../wire/signature/algorithms.ts';
import { parseCertificate, readCardCertificate } from './certificate.ts';
import { type Hash, verifyDigest } from './signature.ts';

const ALGORITHM = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const satisfies Record<
  Hash,
  string
>;

/** The cryptography that the document codec is given. Judges nobody: chain and revocation belong to `CertificateTrust`. */
export const CRYPTOGRAPHY: Cryptography = {
  sha: (hash, bytes) => new Uint8Array(createHash(ALGORITHM[hash]).update(bytes).digest()),
  verify(der, digest, hash, signature) {
    const certificate = parseCertificate(der);
    return certificate !== null && verifyDigest(new Uint8Array(certificate.publicKey.rawData), digest, hash, signature);
  },
  certificate: readCardCertificate,
};

/** SHA-1, 20 bytes: names of ids in messages and FHIR's hash of attachments; secures nothing. */
export const sha1 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha1').update(bytes).digest());

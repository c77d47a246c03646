import { X509Certificate, createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCardCertificate } from '../../src-main/adapters/card/certificate.ts';
import { signDigest, verifyDigest } from '../../src-main/adapters/card/signature.ts';
import { type CardCertificate } from '../../src-main/app/ports/signing-card.port.ts';
import { type Cryptography } from '../../src-main/wire/documents.ts';

function spki(der: Uint8Array): Uint8Array | null {
  try {
    return new Uint8Array(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }));
  } catch {
    return null; // readable as a certificate of a person, but its key is none
  }
}

/** Cryptography as the host passes it in, without a trust store. */
export const testCryptography: Cryptography = {
  sha: (hash, bytes) => new Uint8Array(createHash(hash.replace('-', '').toLowerCase()).update(bytes).digest()),
  // Curves in JavaScript: another implementation than the product's.
  verify(certificate, message, hash, signature) {
    const key = spki(certificate);
    return key !== null && verifyDigest(key, testCryptography.sha(hash, message), hash, signature);
  },
  verifyAside: async (...what) => testCryptography.verify(...what),
  certificate: readCardCertificate,
};

const folder = new URL('../../resources/certs-test-only/', import.meta.url);

/** A practice professional's signing key, opened with the practice PIN2. */
export function practiceSigner(id: string, purpose: 'sign' | 'auth' = 'sign') {
  const der = new Uint8Array(new X509Certificate(readFileSync(new URL(`${id}-${purpose}.pem`, folder))).raw);
  const key = createPrivateKey({
    key: readFileSync(new URL(`${id}-${purpose}.key.pem`, folder)),
    passphrase: purpose === 'sign' ? '123456' : '1234',
  });
  const certificate = readCardCertificate(der);
  if (!certificate) throw new Error('not a practice certificate');
  return {
    certificate: certificate satisfies CardCertificate,
    sign: (digest: Uint8Array, hash: 'SHA-256' | 'SHA-384') => signDigest(key, digest, hash),
  };
}

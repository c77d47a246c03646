import { fail, ok } from '../../../shared/kernel/result.ts';
import { base64, encodeUtf8 } from '../xml/utf8.ts';
import { type Cryptography, type KeyAlgorithm } from './algorithms.ts';
import { type Signing } from './sign.ts';

/** RFC 7518: each key with the one algorithm that JWS gives it. */
const ALGORITHMS = {
  'ec-p384': { alg: 'ES384', hash: 'SHA-384' },
  'ec-p256': { alg: 'ES256', hash: 'SHA-256' },
  rsa: { alg: 'RS256', hash: 'SHA-256' },
} as const satisfies Readonly<Record<KeyAlgorithm, Readonly<{ alg: string; hash: 'SHA-256' | 'SHA-384' }>>>;

const base64url = (bytes: Uint8Array): string =>
  base64(bytes).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=+$/, '');

/**
 * A person's signature that stands beside the bytes of a document: detached JWS (RFC 7515, appendix F) with the signer's
 * certificate in its header. For documents that have no place for a signature in themselves. The form is the practice's own: the
 * specification of signatures outside CDA is not public.
 * @param author registration number of the professional whose act the document is
 */
export function toBeSignedBeside(
  cryptography: Cryptography,
  document: Uint8Array,
  certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
  author: string,
): Signing<string> {
  const { alg, hash } = ALGORITHMS[certificate.algorithm];
  const header = base64url(encodeUtf8(JSON.stringify({ alg, x5c: [base64(certificate.der)] })));
  const message = encodeUtf8(`${header}.${base64url(document)}`);
  return {
    digest: cryptography.sha(hash, message),
    hash,
    async check(signature) {
      const signer = cryptography.certificate(certificate.der);
      if (signer?.purpose !== 'signing' || signer.algorithm !== certificate.algorithm)
        return fail({ finding: 'signature-certificate' });
      if (signer.registrationNumber !== author) return fail({ finding: 'signer-not-author' });
      const holds = await cryptography.verifyAside(certificate.der, message, hash, signature);
      return holds ? ok(null) : fail({ finding: 'signature-value' });
    },
    finish: signature => `${header}..${base64url(signature)}`,
  };
}

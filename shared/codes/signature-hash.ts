import { fail, ok, type Result } from '../kernel/result.ts';

/**
 * Hashes that may be chosen for new signatures in place of the default, which is the strongest that the card's key offers
 * (P-384 with SHA-384, P-256 and RSA with SHA-256). SHA-1 is for reading the past only and cannot be chosen.
 */
export const SIGNATURE_HASHES = ['SHA-256', 'SHA-384'] as const;
export type SignatureHash = (typeof SIGNATURE_HASHES)[number];

/** What a configuration says. `strongest` is the default, as null. @returns why another value is refused, in words */
export function readSignatureHash(text: string): Result<SignatureHash | null, string> {
  if (text === 'strongest') return ok(null);
  const known = SIGNATURE_HASHES.find(each => each === text);
  if (known !== undefined) return ok(known);
  return fail(
    /^sha-?1$/i.test(text)
      ? 'SHA-1 verifies old documents only; nothing is signed with it'
      : `not a hash for signatures: ${text} (strongest, ${SIGNATURE_HASHES.join(', ')})`,
  );
}

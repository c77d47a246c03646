import { constants, createPublicKey, type KeyObject, privateEncrypt, publicDecrypt, verify } from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';

export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

const DIGEST_LENGTH = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const satisfies Record<Hash, number>;

/** DER of DigestInfo up to the digest itself (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
} as const satisfies Record<Hash, string>;

/** The digest is signed as it is; low-S is a habit of other worlds and would refuse half of all card signatures. */
const AS_ON_CARDS = { prehash: false, lowS: false, format: 'compact' } as const;

const CURVES = { prime256v1: p256, secp384r1: p384 } as const;
const isKnownCurve = (name: string | undefined): name is keyof typeof CURVES =>
  name !== undefined && Object.hasOwn(CURVES, name);

const padded = (digest: Uint8Array, hash: Hash): Buffer =>
  Buffer.concat([Buffer.from(DIGEST_INFO[hash], 'hex'), digest]);

/** @throws RangeError when the length of the digest is not that of the hash: a bug of the caller. */
export function demandDigest(digest: Uint8Array, hash: Hash): void {
  if (digest.length !== DIGEST_LENGTH[hash]) throw new RangeError(`a ${hash} digest has ${DIGEST_LENGTH[hash]} bytes`);
}

/** A 32-byte scalar of P-256 or a 48-byte one of P-384, from its JWK. */
const scalarOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));

/**
 * Signs a digest as a card does: EC gives r‖s, RSA PKCS#1 v1.5.
 * @throws RangeError for other keys than RSA, P-256 and P-384.
 */
export function signDigest(key: KeyObject, digest: Uint8Array, hash: Hash): Uint8Array {
  demandDigest(digest, hash);
  if (key.asymmetricKeyType === 'rsa') {
    return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, padded(digest, hash)));
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (!isKnownCurve(curve)) throw new RangeError('no health-care card has such a key');
  const scalar = scalarOf(key);
  const signature = CURVES[curve].sign(digest, scalar, AS_ON_CARDS);
  scalar.fill(0);
  return signature;
}

/** True when `signature` over `digest` was made with the private half of `publicKey` (DER SubjectPublicKeyInfo). */
export function verifyDigest(publicKey: Uint8Array, digest: Uint8Array, hash: Hash, signature: Uint8Array): boolean {
  if (digest.length !== DIGEST_LENGTH[hash]) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType === 'rsa') return verifyRsa(key, digest, hash, signature);
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (!isKnownCurve(curve)) return false;
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  try {
    return CURVES[curve].verify(signature, digest, new Uint8Array(point), AS_ON_CARDS);
  } catch {
    return false; // not even the shape of a signature on this curve
  }
}

function verifyRsa(key: KeyObject, digest: Uint8Array, hash: Hash, signature: Uint8Array): boolean {
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(padded(digest, hash));
  } catch {
    return false; // wrong length or padding
  }
}

const HASH_NAME = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const satisfies Record<
  Hash,
  string
>;

/** Checks signatures of messages with one key; OpenSSL hashes and computes, ten times as fast as on a bare digest. */
export type MessageVerifier = Readonly<{
  verify(message: Uint8Array, hash: Hash, signature: Uint8Array): boolean;
  /** On a thread of its own where it takes longer than to get there: a check on a curve, ten times that with an RSA key. */
  verifyAside(message: Uint8Array, hash: Hash, signature: Uint8Array): Promise<boolean>;
}>;

/** @param publicKey DER SubjectPublicKeyInfo; null for keys that no health-care card carries */
export function messageVerifier(publicKey: Uint8Array): MessageVerifier | null {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const isCurve = key.asymmetricKeyType === 'ec' && isKnownCurve(key.asymmetricKeyDetails?.namedCurve);
  if (key.asymmetricKeyType !== 'rsa' && !isCurve) return null;
  const how = isCurve ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : { key, padding: constants.RSA_PKCS1_PADDING };
  const verifyHere: MessageVerifier['verify'] = (message, hash, signature) => {
    try {
      return verify(HASH_NAME[hash], message, how, signature);
    } catch {
      return false; // not even the shape of a signature
    }
  };
  return {
    verify: verifyHere,
    verifyAside: (message, hash, signature) =>
      new Promise(resolve => {
        if (!isCurve) return resolve(verifyHere(message, hash, signature));
        try {
          verify(HASH_NAME[hash], message, how, signature, (error, holds) => resolve(error === null && holds));
        } catch {
          resolve(false);
        }
      }),
  };
}

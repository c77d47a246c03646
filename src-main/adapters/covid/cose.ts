import { type KeyObject, constants, verify } from 'node:crypto';
import { decode, encode, Tag } from 'cbor2';
import { type CovidUnreadable } from '../../../shared/domain/covid/covid-certificate.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';

/** A COSE_Sign1 message (RFC 9052, section 4.2) as DCC uses it, not yet verified. */
export type SignedClaims = Readonly<{
  algorithm: 'ES256' | 'PS256';
  keyId: Uint8Array;
  protectedBytes: Uint8Array;
  payload: Uint8Array;
  signature: Uint8Array;
}>;

const SIGN1 = 18;
/** IANA COSE algorithms; hcert-spec 1.0.8, section 3.3.2 names no other. */
const ALGORITHMS: ReadonlyMap<unknown, SignedClaims['algorithm']> = new Map([
  [-7, 'ES256'],
  [-37, 'PS256'],
]);
const HEADER = { algorithm: 1, keyId: 4 } as const;
const DEEPEST = 12;
const P1363_LENGTH = 64;

const LIMITS = { maxDepth: DEEPEST, rejectDuplicateKeys: true, ignoreGlobalTags: true } as const;

/** The value in the bytes, whole and with nothing behind it; undefined when it is no CBOR. */
export function cborValue(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, LIMITS);
  } catch {
    return undefined;
  }
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
/** A copy without the extras of Node's Buffer, which an encoder may take for another kind of value. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
/** Empty maps may come as objects. */
const entry = (map: unknown, key: number): unknown => (map instanceof Map ? (map.get(key) as unknown) : undefined);

export function readSign1(bytes: Uint8Array): Result<SignedClaims, CovidUnreadable> {
  const value = cborValue(bytes);
  if (value === undefined) return fail('cbor');
  // The tag is told by most and left out by some; another tag is another kind of message.
  const parts: unknown = value instanceof Tag ? (Number(value.tag) === SIGN1 ? value.contents : null) : value;
  if (!Array.isArray(parts) || parts.length !== 4) return fail('cose');
  const [protectedBytes, unprotected, payload, signature] = parts as readonly unknown[];
  if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature)) return fail('cose');
  const header = cborValue(protectedBytes);
  const algorithm = ALGORITHMS.get(entry(header, HEADER.algorithm) ?? entry(unprotected, HEADER.algorithm));
  if (algorithm === undefined) return fail('algorithm');
  const keyId = entry(header, HEADER.keyId) ?? entry(unprotected, HEADER.keyId);
  if (!isBytes(keyId)) return fail('cose');
  return ok({
    algorithm,
    keyId: plain(keyId),
    protectedBytes: plain(protectedBytes),
    payload: plain(payload),
    signature: plain(signature),
  });
}

/** Whether this key made the signature; a key of another kind did not. */
export function isSignedBy(signed: SignedClaims, key: KeyObject): boolean {
  const structure = encode(['Signature1', signed.protectedBytes, new Uint8Array(), signed.payload]);
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (signed.algorithm === 'ES256') {
    const fits = asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return (
      fits &&
      signed.signature.length === P1363_LENGTH &&
      verify('sha256', structure, { key, dsaEncoding: 'ieee-p1363' }, signed.signature)
    );
  }
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return asymmetricKeyType === 'rsa' && verify('sha256', structure, { key, ...padding }, signed.signature);
}

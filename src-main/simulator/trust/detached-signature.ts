import { verify, type KeyObject } from 'node:crypto';
import type { Provenance } from 'fhir/r4.js';
import { type Trust, type Usage } from './certificates.ts';

/** Longest signature with its certificates. */
const MOST = 40_000;

/** JWS algorithms that are read, each with its hash and the one kind of key it belongs to (RFC 7518). */
const ALGORITHMS: Readonly<Record<string, Readonly<{ hash: string; fits: (key: KeyObject) => boolean }>>> = {
  ES384: { hash: 'sha384', fits: key => key.asymmetricKeyDetails?.namedCurve === 'secp384r1' },
  ES256: { hash: 'sha256', fits: key => key.asymmetricKeyDetails?.namedCurve === 'prime256v1' },
  RS256: {
    hash: 'sha256',
    fits: key => key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048,
  },
};

/**
 * Whose signature over exactly these bytes the Provenance carries: serial number of the certificate, which leads to a known root,
 * was in force when it was signed and is of the wanted kind. Null for anything else. Detached JWS, the certificates in its header.
 */
export function signedBeside(
  trust: Trust,
  { signature = [], recorded }: Provenance,
  bytes: Uint8Array,
  usage: Usage,
): string | null {
  const [only, ...more] = signature;
  const data = only?.data ?? '';
  if (only?.sigFormat !== 'application/jose' || more.length > 0 || data.length > MOST) return null;
  const [header = '', payload, value = '', ...rest] = Buffer.from(data, 'base64').toString('utf8').split('.');
  if (payload !== '' || rest.length > 0) return null;
  try {
    const { alg, x5c } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Readonly<
      Record<string, unknown>
    >;
    const algorithm = typeof alg === 'string' && Object.hasOwn(ALGORITHMS, alg) ? ALGORITHMS[alg] : undefined;
    if (algorithm === undefined || !Array.isArray(x5c)) return null;
    const chain = x5c.map(one => new Uint8Array(Buffer.from(String(one), 'base64')));
    const leaf = trust.check(chain, usage, Date.parse(recorded));
    if (!leaf.ok || !algorithm.fits(leaf.value.publicKey)) return null;
    const input = Buffer.from(`${header}.${Buffer.from(bytes).toString('base64url')}`);
    const key = { key: leaf.value.publicKey, dsaEncoding: 'ieee-p1363' as const };
    return verify(algorithm.hash, input, key, Buffer.from(value, 'base64url')) ? leaf.value.serialNumber : null;
  } catch {
    return null; // not even the form of a signature
  }
}

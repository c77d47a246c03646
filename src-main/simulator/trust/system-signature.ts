import { verify } from 'node:crypto';
import type { Provenance } from 'fhir/r4.js';
import { type Trust } from './certificates.ts';

/** Longest signature with its certificates. */
const MOST = 40_000;

/**
 * Does the Provenance carry a system signature of this organisation over exactly these bytes? Detached JWS, ES384; the
 * certificate leads to a known root, was in force when it was signed, and names the organisation.
 */
export function isSealed(
  trust: Trust,
  { signature = [], recorded }: Provenance,
  bytes: Uint8Array,
  organisation: string,
): boolean {
  const [only, ...more] = signature;
  const data = only?.data ?? '';
  if (only?.sigFormat !== 'application/jose' || more.length > 0 || data.length > MOST) return false;
  const [header = '', payload, value = '', ...rest] = Buffer.from(data, 'base64').toString('utf8').split('.');
  if (payload !== '' || rest.length > 0) return false;
  try {
    const { alg, x5c } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Readonly<
      Record<string, unknown>
    >;
    if (alg !== 'ES384' || !Array.isArray(x5c)) return false;
    const chain = x5c.map(one => new Uint8Array(Buffer.from(String(one), 'base64')));
    const leaf = trust.check(chain, 'system', Date.parse(recorded));
    if (!leaf.ok || leaf.value.serialNumber !== organisation) return false;
    const input = Buffer.from(`${header}.${Buffer.from(bytes).toString('base64url')}`);
    const key = { key: leaf.value.publicKey, dsaEncoding: 'ieee-p1363' as const };
    return verify('sha384', input, key, Buffer.from(value, 'base64url'));
  } catch {
    return false; // not even the form of a signature
  }
}

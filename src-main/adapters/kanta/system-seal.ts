import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type SystemKey } from './config.ts';

const base64url = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');

/**
 * The organisation's system signature over the exact bytes of a document: detached JWS (RFC 7515 appendix F, ES384), the
 * certificates in its header. The form is the practice's own; the specification of system signatures outside CDA is not public.
 * @returns null where this workstation holds no key of the organisation
 */
export function createSystemSeal(keys: ReadonlyMap<Oid, SystemKey>) {
  const opened = new Map<Oid, Readonly<{ key: ReturnType<typeof createPrivateKey>; header: string }>>();
  return (bytes: Uint8Array, organisationOid: Oid): string | null => {
    const known = keys.get(organisationOid);
    if (known === undefined) return null;
    const seal = opened.get(organisationOid) ?? {
      key: createPrivateKey(known.key),
      header: base64url(
        JSON.stringify({
          alg: 'ES384',
          x5c: known.chain.map(pem => new X509Certificate(pem).raw.toString('base64')),
        }),
      ),
    };
    opened.set(organisationOid, seal);
    const input = Buffer.from(`${seal.header}.${base64url(bytes)}`);
    const value = sign('sha384', input, { key: seal.key, dsaEncoding: 'ieee-p1363' });
    return `${seal.header}..${base64url(value)}`;
  };
}

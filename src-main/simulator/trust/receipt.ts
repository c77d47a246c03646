import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { Bundle, Signature } from 'fhir/r4.js';
import { KELA_OID, SYSTEM } from '../names.ts';
import { fhirDateTime } from '../time.ts';

export interface ReceiptSigner {
  /** The same Bundle with its signature: what the sender keeps as proof of acceptance. */
  signed(answer: Bundle, atMs: number): Bundle;
}

const base64url = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');

/**
 * Detached JWS (RFC 7515 appendix F, ES384) over the canonical JSON (RFC 8785) of the Bundle without id, meta and signature.
 * @throws Error when the service's certificate or key is missing.
 */
export function openReceiptSigner(certsDir: string): ReceiptSigner {
  const key = createPrivateKey(readFileSync(join(certsDir, 'service.key.pem')));
  const chain = ['service.pem', 'issuing.pem']
    .filter(name => existsSync(join(certsDir, name)))
    .map(name => new X509Certificate(readFileSync(join(certsDir, name))).raw.toString('base64'));
  const header = base64url(JSON.stringify({ alg: 'ES384', x5c: chain }));
  return {
    signed(answer, atMs) {
      const { id: _id, meta: _meta, signature: _signature, ...content } = answer;
      const payload = canonicalize(content);
      if (payload === undefined) throw new Error('an answer must be representable as JSON');
      const value = sign('sha384', Buffer.from(`${header}.${base64url(payload)}`), { key, dsaEncoding: 'ieee-p1363' });
      const signature: Signature = {
        type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.5' }],
        when: fhirDateTime(atMs),
        who: { type: 'Organization', identifier: { system: SYSTEM.uri, value: `urn:oid:${KELA_OID}` } },
        targetFormat: 'application/fhir+json',
        sigFormat: 'application/jose',
        data: Buffer.from(`${header}..${base64url(value)}`).toString('base64'),
      };
      return { ...answer, signature };
    },
  };
}

import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { Bundle } from 'fhir/r4.js';

/** A reading of the receipt that shares nothing with the simulator: detached JWS over canonical JSON. */
export function openReceiptCheckForTest(certs: string): (answer: Bundle) => boolean {
  const service = new X509Certificate(readFileSync(join(certs, 'service.pem')));
  return ({ id: _id, meta: _meta, signature, ...content }) => {
    const [header = '', nothing, value = ''] = Buffer.from(signature?.data ?? '', 'base64')
      .toString()
      .split('.');
    const parameters = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string; x5c: string[] };
    const input = Buffer.from(`${header}.${Buffer.from(canonicalize(content) ?? '').toString('base64url')}`);
    return (
      nothing === '' &&
      parameters.alg === 'ES384' &&
      parameters.x5c[0] === service.raw.toString('base64') &&
      verify('sha384', input, { key: service.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64url'))
    );
  };
}

import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The list of signers of COVID certificates, as a national service would publish it. */
export interface CovidSigners {
  /** Compact JWS (RFC 7515, ES384) over `{issuedAt, signers: [{country, x5c}]}`; x5c is one certificate, base64 DER. */
  list(atMs: number): string;
}

const base64url = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');
const derOf = (path: string): string => new X509Certificate(readFileSync(path)).raw.toString('base64');

/** Reads `covid/listed` at each question: a certificate put there is trusted from the next fetch on. @throws Error without the service's key. */
export function openCovidSigners(certsDir: string): CovidSigners {
  const key = createPrivateKey(readFileSync(join(certsDir, 'service.key.pem')));
  const header = base64url(
    JSON.stringify({ alg: 'ES384', x5c: ['service.pem', 'issuing.pem'].map(name => derOf(join(certsDir, name))) }),
  );
  const folder = join(certsDir, 'covid', 'listed');
  return {
    list(atMs) {
      const names = existsSync(folder) ? readdirSync(folder).filter(name => /^[\w-]+\.pem$/.test(name)) : [];
      const signers = names.sort().map(name => ({ country: 'FI', x5c: derOf(join(folder, name)) }));
      const payload = base64url(JSON.stringify({ issuedAt: new Date(atMs).toISOString(), signers }));
      const value = sign('sha384', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' });
      return `${header}.${payload}.${base64url(value)}`;
    },
  };
}

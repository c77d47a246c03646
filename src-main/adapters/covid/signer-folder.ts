import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CovidTrustList } from '../../app/ports/covid.port.ts';

/** Every certificate (`NAME.pem`) of a folder as a signer. @throws Error when the folder or a certificate cannot be read. */
export function readSignerFolder(folder: string): CovidTrustList['signers'] {
  return readdirSync(folder)
    .filter(name => /^[\w-]+\.pem$/.test(name))
    .sort()
    .map(name => ({
      country: '',
      certificate: new Uint8Array(new X509Certificate(readFileSync(join(folder, name))).raw),
    }));
}

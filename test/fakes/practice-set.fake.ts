import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCertificateTrust, type TrustConfig } from '../../src-main/adapters/card/trust.ts';
import { type CertificateTrust } from '../../src-main/app/ports/signing-card.port.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
/** Folder of the practice professionals and organisations. */
export const SEED = join(RESOURCES, 'simulator-seed');
/** Folder of the practice certificates. */
export const CERTS = join(RESOURCES, 'certs-test-only');

export const pem = (name: string): string => readFileSync(join(CERTS, name), 'utf8');
export const der = (name: string): Uint8Array => new Uint8Array(new X509Certificate(pem(name)).raw);

export const PRACTICE_TRUST: TrustConfig = {
  profile: 'practice',
  roots: [pem('root.pem')],
  issuers: [pem('issuing.pem')],
  revocationLists: [pem('crl.pem'), pem('root-crl.pem')],
};

/** The trust of the practice profile, changed where a test is about it. */
export const practiceTrust = (change: Partial<TrustConfig> = {}): Promise<CertificateTrust> =>
  openCertificateTrust({ ...PRACTICE_TRUST, ...change });

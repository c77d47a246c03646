import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';

export const RESOURCES = join(import.meta.dirname, '../../../resources');
export const CERTS = join(RESOURCES, 'certs-test-only');

type SeedProfessional = {
  id: string;
  registrationNumber: string;
  identifierNumber: string | null;
  family: string;
  given: string[];
  right: string | null;
  title: { fi: string };
  organisation: string;
  pin2: string;
};
type SeedOrganisation = { id: string; oid: string; name: { fi: string }; partOf?: string };

const read = <T>(name: string): T => JSON.parse(readFileSync(join(RESOURCES, 'simulator-seed', name), 'utf8')) as T;
const professionals = read<SeedProfessional[]>('professionals.json');
const organisations = read<SeedOrganisation[]>('organisations.json');

export type Who = Readonly<{
  id: string;
  registration: string;
  identifier: string | null;
  family: string;
  given: readonly string[];
  right: string | null;
  title: string;
  organisation: string;
  unitName: string;
}>;

export const oidOf = (id: string): string => organisations.find(o => o.id === id)?.oid ?? '';

/** How many of the seeded professionals work there. */
export const staffOf = (organisation: string): number =>
  professionals.filter(each => each.organisation === organisation).length;

export function professional(id: string): Who {
  const p = professionals.find(each => each.id === id);
  if (!p) throw new Error(`no ${id}`);
  return {
    id,
    registration: p.registrationNumber,
    identifier: p.identifierNumber,
    family: p.family,
    given: p.given,
    right: p.right,
    title: p.title.fi,
    organisation: p.organisation,
    unitName: organisations.find(o => o.id === p.organisation)?.name.fi ?? '',
  };
}

export type Signer = Readonly<{ key: KeyObject; certificate: string }>;

const base64Of = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');

export function signerOf(who: Who): Signer {
  const pin = professionals.find(p => p.id === who.id)?.pin2 ?? '';
  const key = createPrivateKey({ key: readFileSync(join(CERTS, `${who.id}-sign.key.pem`)), passphrase: pin });
  return { key, certificate: base64Of(readFileSync(join(CERTS, `${who.id}-sign.pem`), 'utf8')) };
}

export function signerFrom(name: string, pin?: string): Signer {
  const key = createPrivateKey({
    key: readFileSync(join(CERTS, `${name}.key.pem`)),
    ...(pin ? { passphrase: pin } : {}),
  });
  return { key, certificate: base64Of(readFileSync(join(CERTS, `${name}.pem`), 'utf8')) };
}

export type TokenChange = Readonly<{
  reason?: string | null;
  lifeS?: number;
  issuedAtS?: number;
  right?: string | null;
  organisation?: string;
  issuer?: string;
  unit?: string;
  alg?: string;
  /** On whose word: the customer's oral request. */
  relation?: string;
}>;

/** A bearer token of the professional's organisation. */
export async function tokenOf(who: Who, nowMs: number, change: TokenChange = {}): Promise<string> {
  const organisation = change.organisation ?? who.organisation;
  const pem = readFileSync(join(CERTS, `system-${organisation}.key.pem`), 'utf8');
  const chain = [`system-${organisation}`, 'issuing'].map(name =>
    base64Of(readFileSync(join(CERTS, `${name}.pem`), 'utf8')),
  );
  const issuedAtS = change.issuedAtS ?? Math.floor(nowMs / 1000);
  const right = change.right === undefined ? who.right : change.right;
  const reason = change.reason === undefined ? '1' : change.reason;
  return new SignJWT({
    unit: change.unit ?? oidOf(organisation),
    ...(right === null ? {} : { right }),
    ...(reason === null ? {} : { reason }),
    ...(change.relation === undefined ? {} : { relation: change.relation }),
    sys: { id: 'test', name: 'test', version: '1' },
  })
    .setProtectedHeader({ alg: 'ES384', x5c: chain })
    .setIssuer(change.issuer ?? oidOf(organisation))
    .setSubject(who.registration)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + (change.lifeS ?? 300))
    .setJti(crypto.randomUUID())
    .sign(await importPKCS8(pem, 'ES384'));
}

import 'reflect-metadata';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const CERTS = join(import.meta.dirname, '..', '..', '..', 'resources', 'certs-test-only');

const KINDS = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384'] as const;
export type KeyKind = (typeof KINDS)[number];
export const isKeyKind = (text: string): text is KeyKind => (KINDS as readonly string[]).includes(text);

const [SUBJECT_KEY_ID, KEY_USAGE, POLICIES] = ['2.5.29.14', '2.5.29.15', '2.5.29.32'];

export type CardKey = Readonly<{ key: KeyObject; certificate: Uint8Array }>;
export type Purpose = 'auth' | 'sign';

const pem = (name: string): string => readFileSync(join(CERTS, name), 'utf8');

function newKey(kind: KeyKind): KeyObject {
  return kind.startsWith('rsa')
    ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey
    : generateKeyPairSync('ec', { namedCurve: kind === 'ec-p256' ? 'P-256' : 'P-384' }).privateKey;
}

/** What a certificate has otherwise than the one that it is modelled on. */
export type CertificateChange = Readonly<{ until?: Date; policy?: string; usage?: x509.KeyUsageFlags }>;

/** A certificate of the practice authority for another key, with everything else of the person's own one. */
async function certify(
  key: KeyObject,
  like: string,
  { until, policy, usage }: CertificateChange = {},
): Promise<Uint8Array> {
  const cryptography = webcrypto as unknown as Crypto;
  x509.cryptoProvider.set(cryptography);
  const issuer = new x509.X509Certificate(pem('issuing.pem'));
  const model = new x509.X509Certificate(pem(like));
  const signingKey = await cryptography.subtle.importKey(
    'pkcs8',
    new Uint8Array(createPrivateKey(pem('issuing.key.pem')).export({ type: 'pkcs8', format: 'der' })),
    { name: 'ECDSA', namedCurve: 'P-384' },
    false,
    ['sign'],
  );
  const replaced = [
    SUBJECT_KEY_ID,
    ...(policy === undefined ? [] : [POLICIES]),
    ...(usage === undefined ? [] : [KEY_USAGE]),
  ];
  const publicKey = new x509.PublicKey(new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' })));
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: `41${randomBytes(15).toString('hex')}`,
    subject: model.subjectName,
    issuer: issuer.subjectName,
    notBefore: model.notBefore,
    notAfter: until ?? model.notAfter,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
    signingKey,
    publicKey,
    extensions: [
      ...model.extensions.filter(({ type }) => !replaced.includes(type)),
      ...(policy === undefined ? [] : [new x509.CertificatePolicyExtension([policy])]),
      ...(usage === undefined ? [] : [new x509.KeyUsagesExtension(usage, true)]),
    ],
  });
  return new Uint8Array(made.rawData);
}

/** The person's own practice key and certificate, or new ones of another kind. */
export async function cardKey(
  person: string,
  purpose: Purpose,
  pin: string,
  kind?: KeyKind,
  /** Folder of another authority that knows this person. */
  certs = CERTS,
): Promise<CardKey> {
  const read = (name: string): string => readFileSync(join(certs, name), 'utf8');
  const like = `${person}-${purpose}.pem`;
  if (kind !== undefined) {
    const key = newKey(kind);
    return { key, certificate: await certify(key, like) };
  }
  return {
    key: createPrivateKey({ key: read(`${person}-${purpose}.key.pem`), passphrase: pin }),
    certificate: new Uint8Array(new X509Certificate(read(like)).raw),
  };
}

/** One more certificate of a practice person, for a key of its own. */
export const certificateOf = (
  person: string,
  purpose: Purpose,
  kind: KeyKind,
  change: CertificateChange = {},
): Promise<Uint8Array> => certify(newKey(kind), `${person}-${purpose}.pem`, change);

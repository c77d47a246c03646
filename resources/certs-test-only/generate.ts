/**
 * Makes the practice certificate authority and everything it issues. Run by hand:
 *
 *     node resources/certs-test-only/generate.ts            the whole set anew
 *     node resources/certs-test-only/generate.ts --missing  only cards of professionals who have none yet
 *
 * Keys are random, so a whole run replaces the set; the output is committed. Subjects and key usages follow the
 * signing certificates of Finnish health-care cards (FINEID S2 v5.2; samples of Kela's CDA library); policies use the
 * example arc 2.999.246, never a real one.
 */
import 'reflect-metadata';
import { createPrivateKey, KeyObject, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as x509 from '@peculiar/x509';

type Kind = 'ec-p384' | 'rsa-3072';
type Professional = Readonly<{
  id: string;
  registrationNumber: string;
  identifierNumber: string | null;
  family: string;
  given: readonly string[];
  right: string | null;
  title: Readonly<{ fi: string; sv: string }>;
  keys: Kind;
  pin1: string;
  pin2: string;
}>;
type Organisation = Readonly<{ id: string; oid: string; name: Readonly<{ fi: string }> }>;
type Pair = { publicKey: webcrypto.CryptoKey; privateKey: webcrypto.CryptoKey };
type Authority = Readonly<{ certificate: x509.X509Certificate; keys: Pair }>;
type Leaf = Readonly<{
  subject: x509.JsonNameParams;
  usage: number;
  policy: string;
  purposes?: readonly string[];
  notBefore?: Date;
  notAfter?: Date;
}>;

const HERE = dirname(fileURLToPath(import.meta.url));
const SEED = join(HERE, '..', 'simulator-seed');
const FROM = new Date('2025-01-01T00:00:00Z');
const UNTIL = new Date('2046-01-01T00:00:00Z');
const CA_SIGNING = { name: 'ECDSA', hash: 'SHA-384' } as const;
/** Example arc of X.660: these policies mean nothing outside the practice. */
const POLICY = { authentication: '2.999.246.1', signing: '2.999.246.2', system: '2.999.246.3' } as const;
const CN = '2.5.4.3';
const SURNAME = '2.5.4.4';
const SERIAL_NUMBER = '2.5.4.5';
const COUNTRY = '2.5.4.6';
const ORGANISATION = '2.5.4.10';
const TITLE = '2.5.4.12';
const GIVEN_NAME = '2.5.4.42';
const PSEUDONYM = '2.5.4.65';
const { KeyUsageFlags } = x509;

const crypto = webcrypto as unknown as Crypto;
x509.cryptoProvider.set(crypto);

const printable = (oid: string, value: string) => ({ [oid]: [{ printableString: value }] });
const utf8 = (oid: string, value: string) => ({ [oid]: [{ utf8String: value }] });
const read = <T>(file: string): T => JSON.parse(readFileSync(join(SEED, file), 'utf8')) as T;

async function newKeys(kind: Kind): Promise<Pair> {
  const how =
    kind === 'ec-p384'
      ? { name: 'ECDSA', namedCurve: 'P-384' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };
  return (await webcrypto.subtle.generateKey(how, true, ['sign', 'verify'])) as Pair;
}

/** A positive 127-bit serial number whose first byte is never zero. */
function newSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function caSubject(commonName: string): x509.JsonNameParams {
  return [
    printable(COUNTRY, 'FI'),
    utf8(ORGANISATION, 'Kantele HARJOITUS'),
    utf8(CN, commonName),
  ] as x509.JsonNameParams;
}

async function makeRoot(commonName: string): Promise<Authority> {
  const keys = await newKeys('ec-p384');
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: new x509.Name(caSubject(commonName)),
    notBefore: FROM,
    notAfter: UNTIL,
    signingAlgorithm: CA_SIGNING,
    keys: keys as CryptoKeyPair,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
    ],
  });
  return { certificate, keys };
}

async function makeIssuing(root: Authority, commonName: string): Promise<Authority> {
  const keys = await newKeys('ec-p384');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: new x509.Name(caSubject(commonName)),
    issuer: root.certificate.subjectName,
    notBefore: FROM,
    notAfter: UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: root.keys.privateKey as CryptoKey,
    publicKey: keys.publicKey as CryptoKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  });
  return { certificate, keys };
}

async function issue(by: Authority, leaf: Leaf, publicKey: webcrypto.CryptoKey): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: new x509.Name(leaf.subject),
    issuer: by.certificate.subjectName,
    notBefore: leaf.notBefore ?? FROM,
    notAfter: leaf.notAfter ?? UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: by.keys.privateKey as CryptoKey,
    publicKey: publicKey as CryptoKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(leaf.usage, true),
      ...(leaf.purposes === undefined ? [] : [new x509.ExtendedKeyUsageExtension([...leaf.purposes])]),
      new x509.CertificatePolicyExtension([leaf.policy]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey as CryptoKey),
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate.publicKey),
    ],
  });
}

async function makeCrl(by: Authority, revoked: readonly x509.X509Certificate[], number: number): Promise<string> {
  const crl = await x509.X509CrlGenerator.create({
    issuer: by.certificate.subjectName,
    thisUpdate: FROM,
    nextUpdate: UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: by.keys.privateKey as CryptoKey,
    entries: revoked.map(certificate => ({
      serialNumber: certificate.serialNumber,
      revocationDate: new Date('2025-06-01T00:00:00Z'),
      reason: x509.X509CrlReason.superseded,
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate.publicKey),
      new x509.Extension('2.5.29.20', false, new Uint8Array([0x02, 0x01, number])),
    ],
  });
  // RFC 7468 calls the block "X509 CRL"; OpenSSL reads no other label.
  return `${crl.toString('pem').replaceAll(' CRL-', ' X509 CRL-')}\n`;
}

const write = (name: string, text: string): void => writeFileSync(join(HERE, name), text);
const writeCertificate = (name: string, made: x509.X509Certificate): void => write(name, `${made.toString('pem')}\n`);

/** PKCS#8 in PEM; with a PIN as passphrase: PBES2 with PBKDF2 and AES-256-CBC. */
function writeKey(name: string, key: webcrypto.CryptoKey, pin?: string): void {
  const object = KeyObject.from(key);
  const secured = pin === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: pin };
  write(name, object.export({ type: 'pkcs8', format: 'pem', ...secured }).toString());
}

/** Order of attributes: C, serialNumber, GN, SN, title, pseudonym, CN. */
function personSubject(person: Professional, withPseudonym = true): x509.JsonNameParams {
  const words = `${person.title.fi}, ${person.title.sv}`;
  const pseudonym = withPseudonym ? person.identifierNumber : null;
  const given = person.given.join(' ');
  return [
    printable(COUNTRY, 'FI'),
    printable(SERIAL_NUMBER, person.registrationNumber),
    utf8(GIVEN_NAME, given),
    utf8(SURNAME, person.family),
    utf8(TITLE, person.right === null ? words : `${person.right} ${words}`),
    ...(pseudonym === null ? [] : [utf8(PSEUDONYM, pseudonym)]),
    utf8(CN, `${person.family} ${given} ${person.registrationNumber}`),
  ] as x509.JsonNameParams;
}

async function makeProfessional(by: Authority, person: Professional): Promise<void> {
  const subject = personSubject(person);
  const authentication = await newKeys(person.keys);
  const signing = await newKeys(person.keys);
  writeKey(`${person.id}-auth.key.pem`, authentication.privateKey, person.pin1);
  writeKey(`${person.id}-sign.key.pem`, signing.privateKey, person.pin2);
  writeCertificate(
    `${person.id}-auth.pem`,
    await issue(
      by,
      {
        subject,
        usage: KeyUsageFlags.digitalSignature,
        purposes: [x509.ExtendedKeyUsage.clientAuth],
        policy: POLICY.authentication,
      },
      authentication.publicKey,
    ),
  );
  writeCertificate(
    `${person.id}-sign.pem`,
    await issue(by, { subject, usage: KeyUsageFlags.nonRepudiation, policy: POLICY.signing }, signing.publicKey),
  );
}

async function makeSystem(by: Authority, stem: string, serialNumber: string, name: string): Promise<void> {
  const keys = await newKeys('ec-p384');
  const subject = [
    printable(COUNTRY, 'FI'),
    utf8(ORGANISATION, 'Kantele HARJOITUS'),
    printable(SERIAL_NUMBER, serialNumber),
    utf8(CN, `${name} HARJOITUS`),
  ] as x509.JsonNameParams;
  const usage = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
  writeKey(`${stem}.key.pem`, keys.privateKey);
  writeCertificate(`${stem}.pem`, await issue(by, { subject, usage, policy: POLICY.system }, keys.publicKey));
}

/** Certificates that a verifier has to refuse, all in the name of one person and each for one reason. */
async function makeNegative(by: Authority, person: Professional): Promise<void> {
  const strangerRoot = await makeRoot('Kantele HARJOITUS vieras juuri, stranger root');
  const stranger = await makeIssuing(strangerRoot, 'Kantele HARJOITUS vieras myöntäjä, stranger issuer');
  const base: Leaf = { subject: personSubject(person), usage: KeyUsageFlags.nonRepudiation, policy: POLICY.signing };
  const cases: readonly Readonly<{ name: string; by: Authority; leaf: Leaf }>[] = [
    { name: 'expired', by, leaf: { ...base, notAfter: new Date('2025-12-31T00:00:00Z') } },
    { name: 'not-yet-valid', by, leaf: { ...base, notBefore: new Date('2045-01-01T00:00:00Z') } },
    { name: 'revoked', by, leaf: base },
    { name: 'no-pseudonym', by, leaf: { ...base, subject: personSubject(person, false) } },
    {
      name: 'both-usages',
      by,
      leaf: { ...base, usage: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation },
    },
    { name: 'unknown-issuer', by: stranger, leaf: base },
  ];
  for (const item of cases) {
    const keys = await newKeys('ec-p384');
    const made = await issue(item.by, item.leaf, keys.publicKey);
    writeCertificate(`negative/${item.name}.pem`, made);
    writeKey(`negative/${item.name}.key.pem`, keys.privateKey, person.pin2);
    if (item.name === 'revoked') write('negative/crl-revoked.pem', await makeCrl(by, [made], 2));
  }
  writeCertificate('negative/unknown-issuer-root.pem', strangerRoot.certificate);
  writeCertificate('negative/unknown-issuer-issuing.pem', stranger.certificate);
}

const professionals = read<readonly Professional[]>('professionals.json');
const organisations = read<readonly Organisation[]>('organisations.json');

async function makeAll(): Promise<void> {
  rmSync(join(HERE, 'negative'), { recursive: true, force: true });
  mkdirSync(join(HERE, 'negative'), { recursive: true });

  const root = await makeRoot('Kantele HARJOITUS juuri, practice root - EC');
  const issuing = await makeIssuing(root, 'Kantele HARJOITUS sote-ammattilaiset, practice CA - EC');
  writeCertificate('root.pem', root.certificate);
  writeCertificate('issuing.pem', issuing.certificate);
  writeKey('issuing.key.pem', issuing.keys.privateKey);
  write('crl.pem', await makeCrl(issuing, [], 1));
  write('root-crl.pem', await makeCrl(root, [], 1));
  for (const person of professionals) await makeProfessional(issuing, person);
  for (const unit of organisations) await makeSystem(issuing, `system-${unit.id}`, unit.oid, unit.name.fi);
  await makeSystem(issuing, 'service', '2.999.246.90', 'Kanta-palvelut simulaattori');
  const [first] = professionals;
  if (first !== undefined) await makeNegative(issuing, first);
}

/** Cards under the authority that is there, for those who joined the practice world later. */
async function makeMissing(): Promise<void> {
  const der = createPrivateKey(readFileSync(join(HERE, 'issuing.key.pem'))).export({ type: 'pkcs8', format: 'der' });
  const ec = { name: 'ECDSA', namedCurve: 'P-384' };
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, ec, true, ['sign']);
  const certificate = new x509.X509Certificate(readFileSync(join(HERE, 'issuing.pem'), 'utf8'));
  const publicKey = (await certificate.publicKey.export(ec, ['verify'])) as webcrypto.CryptoKey;
  const by: Authority = { certificate, keys: { publicKey, privateKey } };
  for (const person of professionals)
    if (!existsSync(join(HERE, `${person.id}-sign.pem`))) await makeProfessional(by, person);
  for (const unit of organisations)
    if (!existsSync(join(HERE, `system-${unit.id}.pem`))) await makeSystem(by, `system-${unit.id}`, unit.oid, unit.name.fi);
}

await (process.argv.includes('--missing') ? makeMissing() : makeAll());

/**
 * A real environment for tests: an authority that is not the practice one, certificates of it for the people, systems and
 * services of the seed, a release of medicines that is not marked as invented, and a profile file that names them all.
 */
import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
const CERTS = join(RESOURCES, 'certs-test-only');
const SEED = join(RESOURCES, 'simulator-seed');
const FROM = new Date('2025-01-01T00:00:00Z');
const UNTIL = new Date('2046-01-01T00:00:00Z');
const P384 = { name: 'ECDSA', namedCurve: 'P-384' } as const;
const CA_SIGNING = { name: 'ECDSA', hash: 'SHA-384' } as const;
const POLICIES = '2.5.29.32';
const IDENTIFIERS = ['2.5.29.14', '2.5.29.35'];

type Authority = Readonly<{ certificate: x509.X509Certificate; keys: CryptoKeyPair }>;

const crypto = webcrypto as unknown as Crypto;
const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(P384, true, ['sign', 'verify']);
const newSerial = (): string => `41${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;

async function authority(name: string, above: Authority | null): Promise<Authority> {
  const keys = await newKeys();
  const usage = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true);
  const shared = { serialNumber: newSerial(), notBefore: FROM, notAfter: UNTIL, signingAlgorithm: CA_SIGNING };
  const certificate =
    above === null
      ? await x509.X509CertificateGenerator.createSelfSigned({
          ...shared,
          name: `C=FI, O=Koe Oy, CN=${name}`,
          keys,
          extensions: [new x509.BasicConstraintsExtension(true, undefined, true), usage],
        })
      : await x509.X509CertificateGenerator.create({
          ...shared,
          subject: `C=FI, O=Koe Oy, CN=${name}`,
          issuer: above.certificate.subjectName,
          signingKey: above.keys.privateKey,
          publicKey: keys.publicKey,
          extensions: [new x509.BasicConstraintsExtension(true, 0, true), usage],
        });
  return { certificate, keys };
}

async function listOf({ certificate, keys }: Authority): Promise<string> {
  const list = await x509.X509CrlGenerator.create({
    issuer: certificate.subjectName,
    thisUpdate: FROM,
    nextUpdate: UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: keys.privateKey,
    entries: [],
    extensions: [new x509.Extension('2.5.29.20', false, new Uint8Array([0x02, 0x01, 1]))],
  });
  return list.toString('pem');
}

/** The same holder, key and use under another authority, and without a mark of the practice. */
const issuedAnew = (by: Authority, model: x509.X509Certificate): Promise<x509.X509Certificate> =>
  x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: new x509.Name(
      model.subjectName
        .toJSON()
        .map(part =>
          Object.fromEntries(
            Object.entries(part).map(([key, values]) => [
              key,
              (values as readonly unknown[]).map(value =>
                JSON.parse(JSON.stringify(value).replaceAll(/ ?HARJOITUS/g, '')),
              ),
            ]),
          ),
        ) as x509.JsonName,
    ),
    issuer: by.certificate.subjectName,
    notBefore: FROM,
    notAfter: UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: by.keys.privateKey,
    publicKey: model.publicKey,
    extensions: model.extensions.filter(({ type }) => type !== POLICIES && !IDENTIFIERS.includes(type)),
  });

const pemOfKey = (key: CryptoKey): string =>
  KeyObject.from(key as unknown as webcrypto.CryptoKey)
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();

export type RealWorld = Readonly<{
  /** What the simulator takes for its own certificates. */
  certsDir: string;
  /** The parsed file, to be changed and written again. */
  profile: Readonly<Record<string, unknown>>;
  /** Writes a profile file beside the certificates. @returns its path */
  write(profile: unknown): string;
}>;

/**
 * Makes everything in `dir`.
 * @param person whose card is used, an id of the seed
 * @param root address of the services
 */
export async function makeRealWorld(dir: string, person: string, root: string): Promise<RealWorld> {
  x509.cryptoProvider.set(crypto);
  const certsDir = join(dir, 'certs');
  mkdirSync(certsDir, { recursive: true });
  const put = (name: string, text: string): void => writeFileSync(join(certsDir, name), text, { mode: 0o600 });
  const top = await authority('Koe juuri', null);
  const issuing = await authority('Koe myöntäjä', top);
  put('root.pem', top.certificate.toString('pem'));
  put('issuing.pem', issuing.certificate.toString('pem'));
  put('crl.pem', await listOf(issuing));
  put('root-crl.pem', await listOf(top));
  for (const name of readdirSync(CERTS)) {
    if (!/^(system-.*|service|.*-auth|.*-sign)\.pem$/.test(name) || name.endsWith('.key.pem')) continue;
    if (/-(auth|sign)\.pem$/.test(name) && !name.startsWith(person)) continue;
    const model = new x509.X509Certificate(readFileSync(join(CERTS, name), 'utf8'));
    put(name, (await issuedAnew(issuing, model)).toString('pem'));
    const key = name.replace('.pem', '.key.pem');
    copyFileSync(join(CERTS, key), join(certsDir, key));
    chmodSync(join(certsDir, key), 0o600);
  }
  cpSync(join(CERTS, 'covid'), join(certsDir, 'covid'), { recursive: true });

  const tls = await newKeys();
  const server = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: 'C=FI, O=Koe Oy, CN=127.0.0.1',
    issuer: issuing.certificate.subjectName,
    notBefore: FROM,
    notAfter: UNTIL,
    signingAlgorithm: CA_SIGNING,
    signingKey: issuing.keys.privateKey,
    publicKey: tls.publicKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  put('tls.pem', server.toString('pem'));
  put('tls.key.pem', pemOfKey(tls.privateKey));

  const medicines = join(dir, 'medicines');
  cpSync(join(RESOURCES, 'medicines', 'practice'), medicines, { recursive: true });
  for (const name of readdirSync(medicines)) {
    const text = readFileSync(join(medicines, name), 'latin1');
    writeFileSync(join(medicines, name), text.replaceAll('HARJOITUS', 'KOE').replaceAll('INVENTED', 'TRIAL'), 'latin1');
  }

  const organisations = JSON.parse(readFileSync(join(SEED, 'organisations.json'), 'utf8')) as readonly Readonly<{
    id: string;
    oid: string;
  }>[];
  const people = JSON.parse(readFileSync(join(SEED, 'professionals.json'), 'utf8')) as readonly Readonly<
    Record<string, unknown>
  >[];
  const chosen = [
    'registrationNumber',
    'identifierNumber',
    'family',
    'given',
    'profession',
    'right',
    'title',
    'organisation',
  ];
  const profile = {
    kantele: 'profile-1',
    environment: { name: 'Koeympäristö', kind: 'test' },
    workstation: 'vastaanotto-1',
    services: { root },
    system: { id: '1.2.246.10.88888888.99.1', language: 'fi' },
    organisations,
    professionals: people
      .filter(({ id }) => id === person)
      .map(one => Object.fromEntries(chosen.map(name => [name, one[name]]))),
    systemCertificates: organisations
      .filter(({ id }) => id === 'clinic' || id === 'region')
      .map(({ id, oid }) => ({
        organisation: oid,
        certificate: `certs/system-${id}.pem`,
        key: `certs/system-${id}.key.pem`,
        chain: ['certs/issuing.pem'],
      })),
    tls: {
      certificate: 'certs/system-clinic.pem',
      key: 'certs/system-clinic.key.pem',
      authorities: ['certs/root.pem', 'certs/issuing.pem'],
    },
    receipts: { roots: ['certs/root.pem'], signer: '2.999.246.90' },
    trust: {
      roots: ['certs/root.pem'],
      issuers: ['certs/issuing.pem'],
      revocationLists: { files: ['certs/crl.pem', 'certs/root-crl.pem'], addresses: [] },
      policies: [],
    },
    card: { module: null },
    roleService: { maxAgeHours: 24 },
    labelPrinter: { address: 'tulostin-1', dotsPerMm: 8 },
    medicines: 'medicines',
  };
  return {
    certsDir,
    profile,
    write(wanted) {
      const path = join(dir, 'environment.json');
      writeFileSync(path, typeof wanted === 'string' ? wanted : JSON.stringify(wanted));
      return path;
    },
  };
}

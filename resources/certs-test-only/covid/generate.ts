/**
 * Makes the practice signers of COVID certificates and the practice certificates that they signed. Run by hand:
 *
 *     node resources/certs-test-only/covid/generate.ts
 *
 * Keys are random and committed: nothing real may trust them. `listed/` goes into the simulator's list of signers,
 * `unlisted.pem` never does. Persons are invented.
 */
import 'reflect-metadata';
import { constants, createHash, createPrivateKey, type KeyObject, sign, webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import * as x509 from '@peculiar/x509';
import base45 from 'base45';
import { encode, Tag } from 'cbor2';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, '..', '..', 'covid', 'practice-certificates.json');
const crypto = webcrypto as unknown as Crypto;
x509.cryptoProvider.set(crypto);

const KINDS = { test: '1', vaccination: '2', recovery: '3' } as const;
type Kind = keyof typeof KINDS;
type Signer = Readonly<{ der: Uint8Array; key: KeyObject; algorithm: 'ES256' | 'PS256' }>;

async function makeSigner(name: string, algorithm: Signer['algorithm'], kinds: readonly Kind[]): Promise<Signer> {
  const how =
    algorithm === 'ES256'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = (await crypto.subtle.generateKey(how, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString('hex').replace(/^./, '4'),
    name: `C=FI, O=Kantele HARJOITUS, CN=${name}`,
    notBefore: new Date('2021-05-01T00:00:00Z'),
    notAfter: new Date('2046-01-01T00:00:00Z'),
    signingAlgorithm: algorithm === 'ES256' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    keys,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...(kinds.length === 0
        ? []
        : [new x509.ExtendedKeyUsageExtension(kinds.map(kind => `1.3.6.1.4.1.1847.2021.1.${KINDS[kind]}`))]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { der: new Uint8Array(certificate.rawData), key, algorithm };
}

function save(path: string, { der, key }: Signer): void {
  const body = Buffer.from(der).toString('base64').replace(/.{1,64}/g, '$&\n');
  writeFileSync(join(HERE, `${path}.pem`), `-----BEGIN CERTIFICATE-----\n${body}-----END CERTIFICATE-----\n`);
  writeFileSync(join(HERE, `${path}.key.pem`), key.export({ type: 'pkcs8', format: 'pem' }));
}

/** By hcert-spec 1.0.8: CWT in COSE_Sign1, zlib, Base45, prefix. */
function signed(by: Signer, content: unknown, times: Readonly<{ iat: string; exp: string }>): string {
  const keyId = new Uint8Array(createHash('sha256').update(by.der).digest().subarray(0, 8));
  const seconds = (at: string): number => Date.parse(at) / 1000;
  const header = encode(new Map<number, unknown>([[1, by.algorithm === 'ES256' ? -7 : -37], [4, keyId]]));
  const payload = encode(
    new Map<number, unknown>([
      [1, 'FI'],
      [4, seconds(times.exp)],
      [6, seconds(times.iat)],
      [-260, new Map([[1, content]])],
    ]),
  );
  const structure = encode(['Signature1', header, new Uint8Array(), payload]);
  const how =
    by.algorithm === 'ES256'
      ? { key: by.key, dsaEncoding: 'ieee-p1363' as const }
      : { key: by.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const signature = new Uint8Array(sign('sha256', structure, how));
  return `HC1:${base45.encode(deflateSync(encode(new Tag(18, [header, new Map(), payload, signature]))))}`;
}

const ISSUER = 'Kantele HARJOITUS';
const common = (n: number) => ({ tg: '840539006', co: 'FI', is: ISSUER, ci: `URN:UVCI:01:FI:HARJOITUS${n}#0` });
const person = (fn: string, gn: string, fnt: string, gnt: string, dob: string) => ({ ver: '1.3.0', nam: { fn, gn, fnt, gnt }, dob });
const liisa = person('Esimerkki', 'Liisa Määtä', 'ESIMERKKI', 'LIISA<MAEAETAE', '1984-03-09');
const vaccine = { vp: '1119349007', mp: 'EU/1/20/1528', ma: 'ORG-100030215' };
const LONG = { iat: '2021-12-01T09:00:00Z', exp: '2031-12-01T09:00:00Z' };

const ec = await makeSigner('HARJOITUS todistuspalvelu EC', 'ES256', []);
const rsa = await makeSigner('HARJOITUS todistuspalvelu RSA', 'PS256', []);
const testsOnly = await makeSigner('HARJOITUS vain testit', 'ES256', ['test']);
const unlisted = await makeSigner('HARJOITUS tuntematon', 'ES256', []);
mkdirSync(join(HERE, 'listed'), { recursive: true });
save('listed/ec', ec);
save('listed/rsa', rsa);
save('listed/tests-only', testsOnly);
save('unlisted', unlisted);

const booster = { ...liisa, v: [{ ...common(1), ...vaccine, dn: 3, sd: 2, dt: '2021-11-20' }] };
const genuine = signed(ec, booster, LONG);
const cut = genuine.slice(0, -30);
const certificates = [
  { id: 'vaccination', text: genuine },
  {
    id: 'test',
    text: signed(
      rsa,
      {
        ...liisa,
        t: [{ ...common(2), tt: 'LP6464-4', nm: 'PCR', sc: '2022-02-03T07:30:00Z', tr: '260415000', tc: 'Esimerkin näytteenotto' }],
      },
      { iat: '2022-02-03T12:00:00Z', exp: '2031-12-01T09:00:00Z' },
    ),
  },
  {
    id: 'recovery',
    text: signed(ec, { ...liisa, r: [{ ...common(3), fr: '2022-01-10', df: '2022-01-21', du: '2022-07-09' }] }, LONG),
  },
  { id: 'expired', text: signed(ec, booster, { iat: '2021-12-01T09:00:00Z', exp: '2022-12-01T09:00:00Z' }) },
  { id: 'unknownSigner', text: signed(unlisted, booster, LONG) },
  { id: 'purpose', text: signed(testsOnly, booster, LONG) },
  { id: 'cut', text: cut },
];
writeFileSync(OUT, `${JSON.stringify({ note: 'Invented persons; signed by practice keys.', certificates }, null, 2)}\n`);

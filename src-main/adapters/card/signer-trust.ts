import 'reflect-metadata';
import {
  X509Certificate as NodeCertificate,
  constants,
  createHash,
  createPublicKey,
  publicDecrypt,
  timingSafeEqual,
} from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Instant, instantMs } from '../../../shared/kernel/time.ts';
import { parseCertificate } from './certificate.ts';
import { openCertificateTrust } from './trust.ts';
import {
  type CertificateFacts,
  type Chain,
  type PastCryptography,
  type Revocation,
  type SignerPurpose,
  type SignerTrust,
} from '../../wire/documents.ts';

/** DER of DigestInfo of SHA-1 up to the digest itself (RFC 8017, 9.2, note 1). */
const SHA_1_INFO = Buffer.from('3021300906052b0e03021a05000414', 'hex');

/** RSA with SHA-1, for documents of before 2017 only. */
export const PAST: PastCryptography = {
  sha1: bytes => new Uint8Array(createHash('sha1').update(bytes).digest()),
  verifySha1(der, digest, signature) {
    const certificate = parseCertificate(der);
    if (!certificate) return false;
    try {
      const key = createPublicKey({ key: Buffer.from(certificate.publicKey.rawData), format: 'der', type: 'spki' });
      if (key.asymmetricKeyType !== 'rsa') return false;
      const opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
      const expected = Buffer.concat([SHA_1_INFO, digest]);
      return opened.length === expected.length && timingSafeEqual(opened, expected);
    } catch {
      return false; // no key of this kind, wrong length or padding
    }
  },
};

const USAGES = [
  ['digitalSignature', x509.KeyUsageFlags.digitalSignature],
  ['nonRepudiation', x509.KeyUsageFlags.nonRepudiation],
  ['keyEncipherment', x509.KeyUsageFlags.keyEncipherment],
  ['dataEncipherment', x509.KeyUsageFlags.dataEncipherment],
  ['keyAgreement', x509.KeyUsageFlags.keyAgreement],
  ['keyCertSign', x509.KeyUsageFlags.keyCertSign],
  ['cRLSign', x509.KeyUsageFlags.cRLSign],
] as const;

function usagesOf(certificate: x509.X509Certificate): readonly string[] {
  const usages = certificate.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  return USAGES.filter(([, flag]) => (usages & flag) !== 0).map(([name]) => name);
}

/** Attributes of the subject (X.520), found by OID because their order varies. */
const ATTRIBUTE = { name: '2.5.4.3', family: '2.5.4.4', serial: '2.5.4.5', title: '2.5.4.12', pseudonym: '2.5.4.65' };

export function certificateFacts(der: Uint8Array): CertificateFacts | null {
  const certificate = parseCertificate(der);
  if (!certificate) return null;
  try {
    const of = (oid: string, name = certificate.subjectName): string | null => name.getField(oid)[0] ?? null;
    const serial = of(ATTRIBUTE.serial);
    return {
      name: of(ATTRIBUTE.name) ?? '',
      family: of(ATTRIBUTE.family) ?? '',
      registrationNumber: serial !== null && /^\d{11}$/.test(serial) ? serial : null,
      identifierNumber: of(ATTRIBUTE.pseudonym),
      systemId: serial !== null && /^\d+(\.\d+)+$/.test(serial) ? serial : null,
      title: of(ATTRIBUTE.title) ?? '',
      issuer: of(ATTRIBUTE.name, certificate.issuerName) ?? '',
      keyUsage: usagesOf(certificate),
    };
  } catch {
    return null; // an extension or a name that is not what its type says
  }
}

type Authority = Readonly<{ plain: NodeCertificate; rich: x509.X509Certificate }>;
type Judgement = Readonly<{ chain: Chain; revocation: Revocation }>;
const UNTRUSTED: Judgement = { chain: 'untrusted', revocation: 'unknown' };

const LONGEST_CHAIN = 4;

const certifies = ({ plain, rich }: Authority, subject: NodeCertificate, depth: number): boolean => {
  const { pathLength } = rich.getExtension(x509.BasicConstraintsExtension) ?? {};
  const roomy = pathLength === undefined || depth <= pathLength;
  return (
    plain.ca &&
    roomy &&
    usagesOf(rich).includes('keyCertSign') &&
    subject.checkIssued(plain) &&
    subject.verify(plain.publicKey)
  );
};

const selfSigned = ({ plain }: Authority): boolean => plain.checkIssued(plain) && plain.verify(plain.publicKey);

function validity(path: readonly NodeCertificate[], atMs: number): Chain {
  if (path.some(each => atMs < Date.parse(each.validFrom))) return 'notYetValidAtSigning';
  return path.some(each => atMs > Date.parse(each.validTo)) ? 'expiredAtSigning' : 'trusted';
}

/** Blocks of a PEM file, or the bytes themselves. */
function blocksOf(bytes: Buffer): readonly (string | Buffer)[] {
  const text = bytes.toString('latin1');
  return text.includes('-----BEGIN ') ? (text.match(/-----BEGIN [\s\S]*?-----END [^\n]*/g) ?? []) : [bytes];
}

function blocksIn(folder: string): readonly (string | Buffer)[] {
  return readdirSync(folder)
    .filter(name => /\.(pem|crt|cer|der|crl)$/i.test(name) && !/\.key\.pem$/i.test(name))
    .flatMap(name => blocksOf(readFileSync(join(folder, name))));
}

/** Authorities and revocation lists; what is neither is passed over. */
class Anchors {
  readonly authorities: Authority[] = [];
  readonly lists: x509.X509Crl[] = [];

  constructor(given: readonly (string | Buffer)[]) {
    for (const one of given) this.#take(one);
  }

  #take(given: string | Buffer): void {
    try {
      const plain = new NodeCertificate(given);
      if (plain.ca) this.authorities.push({ plain, rich: new x509.X509Certificate(new Uint8Array(plain.raw)) });
      return;
    } catch {
      // no certificate: perhaps a revocation list
    }
    try {
      this.lists.push(new x509.X509Crl(typeof given === 'string' ? given : new Uint8Array(given)));
    } catch {
      // neither
    }
  }
}

/**
 * Path and revocation of certificates that no card carries: systems sign with digitalSignature and nonRepudiation together.
 * The revocation lists are those that `openCertificateTrust` has verified.
 */
function judgeSystem(folder: Anchors, der: Uint8Array, atMs: number): Judgement {
  const path = [new NodeCertificate(der)];
  const issuers: Authority[] = [];
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    const below = path.at(-1);
    const issuer = below && folder.authorities.find(each => certifies(each, below, depth));
    if (!issuer) return UNTRUSTED;
    path.push(issuer.plain);
    issuers.push(issuer);
    if (selfSigned(issuer)) break;
  }
  const top = issuers.at(-1);
  if (!top || !selfSigned(top)) return UNTRUSTED;
  const lists = issuers.map(issuer => folder.lists.filter(list => list.issuer === issuer.rich.subject));
  const entries = lists.flatMap((of, at) => of.map(list => list.findRevoked(path[at]?.serialNumber ?? '')));
  const revoked = entries.some(entry => entry && entry.revocationDate.getTime() <= atMs);
  const current = lists.every(of => of.some(list => atMs <= (list.nextUpdate?.getTime() ?? Infinity)));
  return { chain: validity(path, atMs), revocation: revoked ? 'revoked' : current ? 'good' : 'unknown' };
}

type CardTrust = Awaited<ReturnType<typeof openCertificateTrust>>;

function judgePerson(trust: CardTrust, der: Uint8Array, atMs: number): Judgement {
  const judged = trust.judge(der, 'signing', atMs);
  if (judged.ok) return { chain: 'trusted', revocation: judged.value.revocation === 'checked' ? 'good' : 'unknown' };
  switch (judged.error.code) {
    case 'CARD-0107':
      return {
        ...UNTRUSTED,
        chain: atMs < Date.parse(new NodeCertificate(der).validFrom) ? 'notYetValidAtSigning' : 'expiredAtSigning',
      };
    case 'CARD-0109':
      return { chain: 'trusted', revocation: 'revoked' };
    default:
      return UNTRUSTED;
  }
}

/** Nobody is judged: digests and values are still checked against the certificate in the document. */
export const NO_TRUST: SignerTrust = {
  facts: certificateFacts,
  judge: () => ({ chain: 'notJudged', revocation: 'unknown' }),
};

/** @throws Error when there is no self-signed authority, or a list that none of them signed */
async function trustIn(folder: Anchors, profile: 'practice' | 'real'): Promise<SignerTrust> {
  const raw = (those: readonly Authority[]): Uint8Array[] => those.map(each => new Uint8Array(each.plain.raw));
  const roots = folder.authorities.filter(selfSigned);
  if (roots.length === 0) throw new Error('there is no root certificate');
  const trust = await openCertificateTrust({
    profile,
    roots: raw(roots),
    issuers: raw(folder.authorities.filter(each => !selfSigned(each))),
    revocationLists: folder.lists.map(list => new Uint8Array(list.rawData)),
  });
  return {
    facts: certificateFacts,
    judge(der: Uint8Array, purpose: SignerPurpose, at: Instant) {
      const forPerson = purpose === 'person' && certificateFacts(der)?.keyUsage.join() === 'nonRepudiation';
      return forPerson ? judgePerson(trust, der, instantMs(at)) : judgeSystem(folder, der, instantMs(at));
    },
  };
}

/**
 * Trust in the authorities of a folder (PEM or DER), with its revocation lists. Nothing is fetched. Naming a folder of roots
 * is the caller's own decision, so practice roots are as good as others here.
 * @throws Error when the folder holds no self-signed authority, or a list that none of them signed
 */
export const openTrustFolder = (path: string): Promise<SignerTrust> => trustIn(new Anchors(blocksIn(path)), 'practice');

/**
 * Trust in what a real profile names: practice authorities are refused.
 * @throws Error as `openTrustFolder`
 */
export const openSignerTrust = (given: readonly (string | Uint8Array)[]): Promise<SignerTrust> =>
  trustIn(new Anchors(given.flatMap(one => blocksOf(Buffer.from(one)))), 'real');

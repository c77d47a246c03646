import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type CardCode, type CardFailure, type CertificateTrust } from '../../app/ports/signing-card.port.ts';
import { keyAlgorithmOf, purposeOf, parseCertificate } from './certificate.ts';
import { verifyDigest } from './signature.ts';

x509.cryptoProvider.set(webcrypto as Crypto);

export type TrustConfig = Readonly<{
  /** A real profile refuses practice roots here and practice certificates everywhere. */
  profile: 'practice' | 'real';
  /** Self-signed anchors, PEM or DER. */
  roots: readonly (string | Uint8Array)[];
  /** Authorities below them, PEM or DER; each must lead to a root. */
  issuers: readonly (string | Uint8Array)[];
  /** Revocation lists, PEM or DER. One that no known authority signed is refused at opening. */
  revocationLists: readonly (string | Uint8Array)[];
}>;

type Known = Readonly<{ plain: NodeCertificate; rich: x509.X509Certificate; fingerprint: string }>;
type RevocationList = Readonly<{ number: bigint; untilMs: number; revokedAtMs: ReadonlyMap<string, number> }>;
type Verdict = Result<Readonly<{ revocation: 'checked' | 'unknown' }>, CardFailure>;

/** Example arc of ITU-T X.660, used by the practice authority: means nothing outside the practice. */
const PRACTICE_POLICY = '2.999.';
const PRACTICE_NAME = 'HARJOITUS';
const ORGANISATION = '2.5.4.10';
const COMMON_NAME = '2.5.4.3';
const CRL_NUMBER = '2.5.29.20';
const LONGEST_CHAIN = 4;
/** Cards of a desk and signers of documents that were opened; the oldest makes room. */
const MOST_JUDGED = 200;
const SHORTEST_RSA_BITS = 2048;
/** Extensions that this judge understands; any other critical one makes a certificate unusable (RFC 5280, 4.2). */
const UNDERSTOOD: ReadonlySet<string> = new Set(['2.5.29.15', '2.5.29.19', '2.5.29.32', '2.5.29.37']);

const refused = (code: CardCode): Verdict => fail({ code });

function known(given: string | Uint8Array): Known {
  const plain = new NodeCertificate(typeof given === 'string' ? given : Buffer.from(given));
  return {
    plain,
    rich: new x509.X509Certificate(new Uint8Array(plain.raw)),
    fingerprint: createHash('sha256').update(plain.raw).digest('hex'),
  };
}

function parsed(der: Uint8Array): Known | null {
  try {
    return known(der);
  } catch {
    return null;
  }
}

const serialOf = (serial: string): string => serial.toUpperCase().replace(/^0+/, '');
const validAt = ({ rich }: Known, atMs: number): boolean =>
  rich.notBefore.getTime() <= atMs && atMs <= rich.notAfter.getTime();
const policiesOf = ({ rich }: Known): readonly string[] =>
  rich.getExtension(x509.CertificatePolicyExtension)?.policies ?? [];

const isPractice = (certificate: Known): boolean =>
  policiesOf(certificate).some(policy => policy.startsWith(PRACTICE_POLICY)) ||
  [ORGANISATION, COMMON_NAME].some(oid =>
    certificate.rich.subjectName.getField(oid).some(name => name.includes(PRACTICE_NAME)),
  );

/** Names, signature, and that the issuer is an authority which may have `depth` authorities between itself and the leaf. */
function issued(issuer: Known, subject: Known, depth: number): boolean {
  const basic = issuer.rich.getExtension(x509.BasicConstraintsExtension);
  const usages = issuer.rich.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  if (!basic?.ca || (usages & x509.KeyUsageFlags.keyCertSign) === 0) return false;
  if (basic.pathLength !== undefined && depth > basic.pathLength) return false;
  return subject.plain.checkIssued(issuer.plain) && subject.plain.verify(issuer.plain.publicKey);
}

const soundAlgorithms = ({ plain, rich }: Known): boolean => {
  const hash = (rich.signatureAlgorithm as { hash?: { name?: string } }).hash?.name ?? '';
  if (!['SHA-256', 'SHA-384', 'SHA-512'].includes(hash)) return false;
  const algorithm = keyAlgorithmOf(rich);
  return (
    algorithm !== null &&
    (algorithm !== 'rsa' || (plain.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_RSA_BITS)
  );
};

const understood = ({ rich }: Known): boolean =>
  rich.extensions.every(extension => !extension.critical || UNDERSTOOD.has(extension.type));

/** CRLNumber (RFC 5280, 5.2.3): a DER INTEGER; of two lists of one authority the higher number is the newer. */
function listNumber(list: x509.X509Crl): bigint {
  const extension = list.extensions.find(candidate => candidate.type === CRL_NUMBER);
  const digits = Buffer.from(extension?.value ?? new ArrayBuffer(0))
    .subarray(2)
    .toString('hex');
  return digits === '' ? 0n : BigInt(`0x${digits}`);
}

/** @throws Error when no authority signed the list. */
async function readRevocationList(
  given: string | Uint8Array,
  authorities: readonly Known[],
): Promise<[string, RevocationList]> {
  const list = new x509.X509Crl(typeof given === 'string' ? given : new Uint8Array(given));
  for (const authority of authorities) {
    const usages = authority.rich.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
    if (authority.rich.subject !== list.issuer || (usages & x509.KeyUsageFlags.cRLSign) === 0) continue;
    if (!(await list.verify({ publicKey: await authority.rich.publicKey.export() }))) continue;
    const revokedAtMs = new Map(
      list.entries.map(entry => [serialOf(entry.serialNumber), entry.revocationDate.getTime()]),
    );
    const untilMs = list.nextUpdate?.getTime() ?? Number.POSITIVE_INFINITY;
    return [authority.fingerprint, { number: listNumber(list), untilMs, revokedAtMs }];
  }
  throw new Error('a revocation list is not signed by a known authority');
}

/**
 * Judges by RFC 5280 path rules against the configured anchors only: an authority that a certificate brings along is not
 * believed. Signatures made before a revocation stay valid (FINEID S2), so `judge` takes the time of signing.
 * Refusals: CARD-0107 not valid then, CARD-0108 issuer, usage, algorithm or profile, CARD-0109 revoked.
 * @throws Error when an anchor or a list is not usable, or a practice root was given to a real profile.
 */
export async function openCertificateTrust(config: TrustConfig): Promise<CertificateTrust> {
  const roots = config.roots.map(known);
  const authorities = [...roots, ...config.issuers.map(known)];
  if (config.profile === 'real' && authorities.some(isPractice))
    throw new Error('a real profile trusts no practice authority');
  for (const root of roots) {
    if (!root.plain.checkIssued(root.plain) || !root.plain.verify(root.plain.publicKey))
      throw new Error('a root must be self-signed');
  }
  const lists = new Map<string, RevocationList>();
  for (const given of config.revocationLists) {
    const [fingerprint, list] = await readRevocationList(given, authorities);
    const before = lists.get(fingerprint);
    if (!before || before.number < list.number) lists.set(fingerprint, list);
  }
  const anchors = new Set(roots.map(root => root.fingerprint));

  /** From the leaf to a root; null when there is no way. No time is in it. */
  function pathOf(leaf: Known): readonly Known[] | null {
    const path = [leaf];
    for (let current = leaf; !anchors.has(current.fingerprint); path.push(current)) {
      const depth = path.length - 1;
      const below = current;
      const issuer = depth < LONGEST_CHAIN ? authorities.find(candidate => issued(candidate, below, depth)) : undefined;
      if (!issuer) return null;
      current = issuer;
    }
    return path;
  }

  const judged = new Map<string, readonly Known[] | null>();

  /** The same card is judged at every batch: what no time can change is found once. Null when it may never be believed. */
  function soundPathOf(der: Uint8Array): readonly Known[] | null {
    const name = createHash('sha256').update(der).digest('hex');
    const before = judged.get(name);
    if (before !== undefined) return before;
    const leaf = parsed(der);
    const path = leaf && !leaf.plain.ca ? pathOf(leaf) : null;
    const believed = config.profile !== 'real' || path?.some(isPractice) === false;
    const sound = path && believed && path.every(understood) && path.every(soundAlgorithms) ? path : null;
    const [oldest] = judged.keys();
    if (judged.size >= MOST_JUDGED && oldest !== undefined) judged.delete(oldest);
    judged.set(name, sound);
    return sound;
  }

  function revocationOf(path: readonly Known[], atMs: number): 'checked' | 'unknown' | 'revoked' {
    let outcome: 'checked' | 'unknown' = 'checked';
    for (const [index, issuer] of path.slice(1).entries()) {
      const list = lists.get(issuer.fingerprint);
      const serial = serialOf(path[index]?.rich.serialNumber ?? '');
      const revokedAtMs = list?.revokedAtMs.get(serial);
      if (revokedAtMs !== undefined && revokedAtMs <= atMs) return 'revoked';
      if (!list || atMs > list.untilMs) outcome = 'unknown';
    }
    return outcome;
  }

  return {
    judge(der, purpose, atMs) {
      const path = soundPathOf(der);
      const [leaf] = path ?? [];
      if (!path || !leaf || purposeOf(leaf.rich) !== purpose) return refused('CARD-0108');
      if (!path.every(certificate => validAt(certificate, atMs))) return refused('CARD-0107');
      const revocation = revocationOf(path, atMs);
      return revocation === 'revoked' ? refused('CARD-0109') : ok({ revocation });
    },
    facts(der) {
      const leaf = parsed(der);
      if (leaf === null) return null;
      const issuer = authorities.find(candidate => leaf.plain.checkIssued(candidate.plain));
      const listUntilMs = lists.get(issuer?.fingerprint ?? '')?.untilMs ?? null;
      return {
        serial: leaf.rich.serialNumber,
        issuer: leaf.rich.issuerName.getField(COMMON_NAME)[0] ?? leaf.rich.issuer,
        fromMs: leaf.rich.notBefore.getTime(),
        untilMs: leaf.rich.notAfter.getTime(),
        // A list without an end lasts; it is told as one that nobody knows the end of.
        listUntilMs: listUntilMs !== null && Number.isFinite(listUntilMs) ? listUntilMs : null,
      };
    },
    verify(der, digest, hash, signature) {
      const certificate = parseCertificate(der);
      return (
        certificate !== null && verifyDigest(new Uint8Array(certificate.publicKey.rawData), digest, hash, signature)
      );
    },
  };
}

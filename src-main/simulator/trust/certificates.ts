import 'reflect-metadata';
import {
  createHash,
  createPublicKey,
  webcrypto,
  type KeyObject,
  X509Certificate as NodeCertificate,
} from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';

x509.cryptoProvider.set(webcrypto as Crypto);

export type CertificateFault = 'not-a-certificate' | 'unknown-issuer' | 'not-valid-then' | 'revoked' | 'wrong-usage';

/** Whose certificate it is; attributes are read by OID, because their order varies between card generations. */
export type Leaf = Readonly<{
  /** Subject serialNumber (2.5.4.5): registration number of a professional, OID of an organisation. */
  serialNumber: string | null;
  /** Subject pseudonym (2.5.4.65): the prescriber's identifier (SV number). */
  pseudonym: string | null;
  publicKey: KeyObject;
}>;

/** `person`: keyUsage nonRepudiation and nothing else (FINEID S2); `system`: digitalSignature at least. */
export type Usage = 'person' | 'system';

export interface Trust {
  /** @param chain DER, leaf first. @param atMs the time of the signature. */
  check(chain: readonly Uint8Array[], usage: Usage, atMs: number): Result<Leaf, CertificateFault>;
}

type Parsed = Readonly<{ plain: NodeCertificate; rich: x509.X509Certificate; fingerprint: string }>;
type Revoked = ReadonlyMap<string, number>;

const SERIAL_NUMBER = '2.5.4.5';
const PSEUDONYM = '2.5.4.65';
const LONGEST_CHAIN = 4;
const KEPT = 500;

function parse(der: Uint8Array): Parsed | null {
  try {
    const bytes = Buffer.from(der);
    return {
      plain: new NodeCertificate(bytes),
      rich: new x509.X509Certificate(bytes),
      fingerprint: createHash('sha256').update(bytes).digest('hex'),
    };
  } catch {
    return null;
  }
}

const readPem = (path: string): Uint8Array => new Uint8Array(new NodeCertificate(readFileSync(path)).raw);

/**
 * Trusts `root.pem` of the folder and nothing else; `issuing.pem` helps chains that come without it. Every `*crl.pem` is read,
 * verified against its issuer, and used with the time of revocation: a signature made before it stays valid (FINEID S2).
 * @throws Error when the root is missing or a list is not signed by its issuer: the simulator must not start half-trusting.
 */
export async function openTrust(certsDir: string): Promise<Trust> {
  const root = parse(readPem(join(certsDir, 'root.pem')));
  if (!root) throw new Error('root.pem is not a certificate');
  const helper = existsSync(join(certsDir, 'issuing.pem')) ? parse(readPem(join(certsDir, 'issuing.pem'))) : null;
  const known = [root, ...(helper ? [helper] : [])];
  const revoked = await readRevocations(certsDir, known);
  const cache = new Map<string, Parsed>();
  const links = new Map<string, boolean>();
  /** Who issued whom does not change; the signature is checked once per pair. */
  const issuedOnce = (issuer: Parsed, subject: Parsed, depth: number): boolean => {
    const key = `${issuer.fingerprint}/${subject.fingerprint}/${depth}`;
    const known = links.get(key);
    if (known !== undefined) return known;
    const result = issued(issuer, subject, depth);
    if (links.size >= KEPT) links.clear();
    links.set(key, result);
    return result;
  };

  const parsed = (der: Uint8Array): Parsed | null => {
    const key = createHash('sha256').update(der).digest('hex');
    const seen = cache.get(key);
    if (seen) return seen;
    const fresh = parse(der);
    if (fresh) {
      if (cache.size >= KEPT) cache.clear();
      cache.set(key, fresh);
    }
    return fresh;
  };

  return {
    check(chain, usage, atMs) {
      const given = chain.slice(0, LONGEST_CHAIN).map(parsed);
      const [leaf] = given;
      if (!leaf || given.includes(null)) return fail('not-a-certificate');
      const issuers = [...given.slice(1), ...known].filter(c => c !== null);
      let current = leaf;
      for (let depth = 0; current.fingerprint !== root.fingerprint; depth++) {
        if (depth > LONGEST_CHAIN) return fail('unknown-issuer');
        if (!validAt(current, atMs)) return fail('not-valid-then');
        const issuer = issuers.find(candidate => issuedOnce(candidate, current, depth));
        if (!issuer) return fail('unknown-issuer');
        const revokedAtMs = revoked.get(`${issuer.fingerprint}/${current.plain.serialNumber.toUpperCase()}`);
        if (revokedAtMs !== undefined && revokedAtMs <= atMs) return fail('revoked');
        current = issuer;
      }
      if (!validAt(root, atMs)) return fail('not-valid-then');
      if (leaf === root || leaf.plain.ca || !mayBeUsed(leaf, usage)) return fail('wrong-usage');
      return ok({
        serialNumber: leaf.rich.subjectName.getField(SERIAL_NUMBER)[0] ?? null,
        pseudonym: leaf.rich.subjectName.getField(PSEUDONYM)[0] ?? null,
        publicKey: createPublicKey(leaf.plain.publicKey.export({ format: 'pem', type: 'spki' })),
      });
    },
  };
}

const validAt = ({ rich }: Parsed, atMs: number): boolean =>
  rich.notBefore.getTime() <= atMs && atMs <= rich.notAfter.getTime();

/** Name, signature, and that the issuer is an authority allowed to have so many below it. */
function issued(issuer: Parsed, subject: Parsed, depth: number): boolean {
  if (!subject.plain.checkIssued(issuer.plain) || !subject.plain.verify(issuer.plain.publicKey)) return false;
  const basic = issuer.rich.getExtension(x509.BasicConstraintsExtension);
  const usage = issuer.rich.getExtension(x509.KeyUsagesExtension);
  if (!basic?.ca || !usage || !(usage.usages & x509.KeyUsageFlags.keyCertSign)) return false;
  return basic.pathLength === undefined || depth <= basic.pathLength;
}

function mayBeUsed({ rich }: Parsed, usage: Usage): boolean {
  const flags = rich.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  return usage === 'person'
    ? flags === x509.KeyUsageFlags.nonRepudiation
    : (flags & x509.KeyUsageFlags.digitalSignature) !== 0;
}

async function readRevocations(certsDir: string, issuers: readonly Parsed[]): Promise<Revoked> {
  const revoked = new Map<string, number>();
  for (const name of readdirSync(certsDir)
    .filter(n => n.endsWith('crl.pem'))
    .sort()) {
    const list = new x509.X509Crl(readFileSync(join(certsDir, name), 'utf8'));
    const issuer = issuers.find(c => c.rich.subject === list.issuer);
    if (!issuer || !(await list.verify({ publicKey: await issuer.rich.publicKey.export() }))) {
      throw new Error(`revocation list ${name} is not signed by a known issuer`);
    }
    for (const entry of list.entries) {
      revoked.set(`${issuer.fingerprint}/${entry.serialNumber.toUpperCase()}`, entry.revocationDate.getTime());
    }
  }
  return revoked;
}

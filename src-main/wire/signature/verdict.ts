import { type Instant, instant } from '../../../shared/kernel/time.ts';
import { readCdaTime } from '../cda/times.ts';
import { type XmlDoc, type XmlLimits, type XmlNode, readXml } from '../xml/xml.ts';
import { type Cryptography, type PastCryptography } from './algorithms.ts';
import { type ActingAuthor, actingAuthor, bindingFaults } from './binding.ts';
import { type ExaminedReference, type ExaminedSignature, type SignatureKind, examineSignatures } from './examine.ts';

/** What a certificate says, for people and for the comparison with the header. */
export type CertificateFacts = Readonly<{
  name: string;
  family: string;
  registrationNumber: string | null;
  /** SV number (pseudonym). */
  identifierNumber: string | null;
  /** OID of the organisation or system, in certificates of systems. */
  systemId: string | null;
  title: string;
  issuer: string;
  keyUsage: readonly string[];
}>;

export type Chain = 'trusted' | 'untrusted' | 'expiredAtSigning' | 'notYetValidAtSigning' | 'notJudged';
export type Revocation = 'good' | 'revoked' | 'unknown';
export type SignerPurpose = 'person' | 'system';

/** Who is believed: the trust store of the caller. */
export interface SignerTrust {
  /** `null` when the bytes are no certificate. */
  facts(der: Uint8Array): CertificateFacts | null;
  judge(der: Uint8Array, purpose: SignerPurpose, at: Instant): Readonly<{ chain: Chain; revocation: Revocation }>;
}

export type VerdictPolicy = Readonly<{
  /** SHA-1 counts in documents written and signed before this moment, marked as weak. */
  sha1Before: Instant;
}>;

/** Signatures of the samples end in 2016; SHA-1 has not been allowed in signatures since. Helsinki midnight. */
export const VERDICT_POLICY: VerdictPolicy = { sha1Before: instant('2016-12-31T22:00:00.000Z') };

export type Severity = 'error' | 'warning' | 'info';
/** `where` is `signature 2`, `header` or `document`: never content. */
export type VerdictFinding = Readonly<{ code: string; severity: Severity; where: string; line?: number }>;

export type SignatureVerdict = Readonly<{
  kind: SignatureKind | 'unknown';
  line: number;
  /** What the references lead to and match. */
  covered: readonly ('time' | 'body' | 'list')[];
  references: readonly ExaminedReference[];
  /** OIDs of documents signed together; empty for one. */
  documents: readonly string[];
  signer: CertificateFacts | null;
  signedAt: Instant | null;
  algorithm: string | null;
  weak: boolean;
  value: ExaminedSignature['value'];
  chain: Chain;
  revocation: Revocation;
  keyUsage: readonly string[];
  /** Digests, value, chain and revocation are in order and nothing of severity error was found on it. */
  accepted: boolean;
}>;

export type Verdict = Readonly<{
  /** A professional's signature is accepted and nothing of severity error was found. */
  accepted: boolean;
  signatures: readonly SignatureVerdict[];
  findings: readonly VerdictFinding[];
}>;

type Tools = Readonly<{
  cryptography: Cryptography;
  past: PastCryptography;
  trust: SignerTrust;
  policy: VerdictPolicy;
}>;
type Context = Readonly<{ author: ActingAuthor | null; writtenAt: Instant | null; prescribes: boolean }>;
type Note = (code: string, severity: Severity) => void;

const isWeak = ({ method, references }: ExaminedSignature): boolean =>
  method?.hash === 'SHA-1' || references.some(each => each.hash === 'SHA-1');

const algorithmName = ({ method }: ExaminedSignature): string | null =>
  method && `${method.family === 'rsa' ? 'RSA' : 'ECDSA'} ${method.hash}`;

/** A document does not become old by its time stamp alone: its own time must say so as well. */
function noteWeakness(signature: ExaminedSignature, { writtenAt }: Context, policy: VerdictPolicy, note: Note): void {
  if (!isWeak(signature)) return;
  const times = [signature.signedAt, writtenAt];
  const old = times.every(at => at !== null && at < policy.sha1Before);
  note(old ? 'signature-weak-algorithm' : 'signature-old-algorithm', old ? 'warning' : 'error');
}

function noteChain(chain: Chain, revocation: Revocation, note: Note): void {
  if (chain === 'untrusted') note('certificate-untrusted', 'error');
  if (chain === 'expiredAtSigning') note('certificate-expired-at-signing', 'error');
  if (chain === 'notYetValidAtSigning') note('certificate-not-yet-valid-at-signing', 'error');
  if (chain === 'notJudged') note('certificate-not-judged', 'warning');
  if (revocation === 'revoked') note('certificate-revoked', 'error');
  if (revocation === 'unknown' && chain === 'trusted') note('revocation-unknown', 'warning');
}

/** A person's key is for nonRepudiation alone (FINEID S2); that of a system signs with digitalSignature as well. */
function usageFits(keyUsage: readonly string[], purpose: SignerPurpose): boolean {
  return purpose === 'person'
    ? keyUsage.join() === 'nonRepudiation'
    : keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation');
}

function notePerson(signer: CertificateFacts, { author, prescribes }: Context, note: Note): void {
  if (!author || author.registrationNumber === null || signer.registrationNumber !== author.registrationNumber)
    note('signer-not-author', 'error');
  if (prescribes && signer.identifierNumber === null) note('signer-without-identifier', 'error');
  const identifiers = [signer.identifierNumber, author?.identifierNumber ?? null];
  if (!identifiers.includes(null) && identifiers[0] !== identifiers[1]) note('signer-identifier-differs', 'error');
  if (author && signer.family !== '' && author.family.normalize() !== signer.family.normalize())
    note('signer-name-differs', 'warning');
}

function judgeOne(
  examined: ExaminedSignature,
  at: number,
  tools: Tools,
  context: Context,
): [SignatureVerdict, VerdictFinding[]] {
  const findings: VerdictFinding[] = [];
  const note: Note = (code, severity) =>
    findings.push({ code, severity, where: `signature ${at + 1}`, line: examined.line });
  const { certificate, signedAt, references } = examined;
  for (const fault of examined.faults) note(fault, 'error');
  if (examined.comments > 0) note('signature-comment', 'warning');
  if (examined.unsigned) note('signature-unsigned-properties', 'warning');
  noteWeakness(examined, context, tools.policy, note);
  const purpose: SignerPurpose = examined.kind === '4' ? 'system' : 'person';
  const signer = certificate && tools.trust.facts(certificate);
  if (certificate && !signer) note('signature-certificate', 'error');
  const { chain, revocation } =
    certificate && signer && signedAt
      ? tools.trust.judge(certificate, purpose, signedAt)
      : ({ chain: 'notJudged', revocation: 'unknown' } as const);
  noteChain(chain, revocation, note);
  if (signer && !usageFits(signer.keyUsage, purpose)) note('certificate-usage', 'error');
  if (signer && purpose === 'person') notePerson(signer, context, note);
  const sound = examined.value === 'valid' && chain === 'trusted' && revocation !== 'revoked';
  const verdict: SignatureVerdict = {
    kind: examined.kind ?? 'unknown',
    line: examined.line,
    covered: references.flatMap(each => (each.covers && each.digest === 'matches' ? [each.covers] : [])),
    references,
    documents: examined.documents,
    signer,
    signedAt,
    algorithm: algorithmName(examined),
    weak: isWeak(examined),
    value: examined.value,
    chain,
    revocation,
    keyUsage: signer?.keyUsage ?? [],
    accepted: sound && !findings.some(each => each.severity === 'error'),
  };
  return [verdict, findings];
}

function bindingFindings(root: XmlNode): readonly VerdictFinding[] {
  const body = root.find('v3:component/v3:structuredBody');
  const faults = body ? bindingFaults(root, body) : [];
  return faults.map(code => ({
    code,
    severity: code === 'section-ids-differ' ? 'warning' : 'error',
    where: 'header',
    line: root.line(),
  }));
}

/** Message types that only a holder of an SV number may sign: prescription and its correction. */
const PRESCRIBES: ReadonlySet<string | null | undefined> = new Set(['1', '3']);

function judgeDocument(doc: XmlDoc, tools: Tools): Verdict {
  const { fault, signatures } = examineSignatures(doc, tools);
  const { root } = doc;
  if (fault) {
    const finding: VerdictFinding = { code: fault, severity: 'error', where: 'document', line: root.line() };
    return { accepted: false, signatures: [], findings: [finding] };
  }
  const context: Context = {
    author: actingAuthor(root),
    writtenAt: readCdaTime(root.find('v3:effectiveTime')?.attribute('value') ?? null),
    prescribes: PRESCRIBES.has(root.find('v3:code')?.attribute('code')),
  };
  const judged = signatures.map((each, at) => judgeOne(each, at, tools, context));
  const verdicts = judged.map(([verdict]) => verdict);
  const personal = verdicts.filter(each => each.kind !== '4');
  const findings: VerdictFinding[] = [...judged.flatMap(([, found]) => found), ...bindingFindings(root)];
  const document = { where: 'document', line: root.line() };
  if (personal.length === 0) findings.push({ code: 'signature-not-personal', severity: 'warning', ...document });
  if (personal.length > 1) findings.push({ code: 'signature-several', severity: 'error', ...document });
  const accepted = personal.some(each => each.accepted) && !findings.some(each => each.severity === 'error');
  return { accepted, signatures: verdicts, findings };
}

/** What every signature of a document is worth, also of one that Kanta or a former time made. Never throws for the bytes. */
export function judgeSignatures(signed: Uint8Array, tools: Tools, limits: Partial<XmlLimits> = {}): Verdict {
  const read = readXml(signed, doc => judgeDocument(doc, tools), limits);
  if (read.ok) return read.value;
  const { code, line } = read.error;
  const finding: VerdictFinding = {
    code: `xml-${code}`,
    severity: 'error',
    where: 'document',
    ...(line ? { line } : {}),
  };
  return { accepted: false, signatures: [], findings: [finding] };
}

import { createHash, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { type Result, fail, ok } from '../../shared/kernel/result.ts';
import { type XmlDoc, type XmlNode, whereCanonical } from '../wire/xml/xml.ts';
import { type CertificateFault, type Leaf, type Trust } from './trust/certificates.ts';
import { xmlDateTimeMs } from './time.ts';

/** 1 professional, 2 professional with several documents, 4 system (1.2.246.537.5.40127.2006). */
export type SignatureKind = '1' | '2' | '4';

export type VerifiedSignature = Readonly<{ kind: SignatureKind; signedAtMs: number; signer: Leaf }>;

export type SignatureFault =
  | 'missing'
  | 'more-than-one'
  | 'form'
  | 'algorithm'
  | 'reference'
  | 'digest'
  | 'value'
  | 'time'
  | `certificate-${CertificateFault}`;

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';

const DIGESTS: Readonly<Record<string, string>> = {
  [`${ENC}sha256`]: 'sha256',
  [`${MORE}sha384`]: 'sha384',
  [`${ENC}sha512`]: 'sha512',
};
const METHODS: Readonly<Record<string, { key: 'ec' | 'rsa'; hash: string }>> = Object.fromEntries(
  ['256', '384', '512'].flatMap(bits => [
    [`${MORE}ecdsa-sha${bits}`, { key: 'ec', hash: `sha${bits}` }],
    [`${MORE}rsa-sha${bits}`, { key: 'rsa', hash: `sha${bits}` }],
  ]),
);
/** A multi-signature lists bare hashes: their length says which of the allowed functions made them. */
const HASH_OF_LENGTH: Readonly<Record<number, string>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' };
const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1']);
const SHORTEST_RSA = 2048;
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const bytesOf = (text: string): Buffer => Buffer.from(text.replace(/\s+/g, ''), 'base64');
const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
const digestOf = (hash: string, node: XmlNode): Buffer => createHash(hash).update(node.canonical(), 'utf8').digest();

/**
 * Verifies the one signature of a document: place, algorithms, what is covered (by position, not by id alone), digests, value,
 * then certificate, usage, validity and revocation at the time of signing.
 *
 * The header is not covered by the signature (Kela CDA library): the caller compares it with the body.
 */
export const verifySignature = (
  doc: XmlDoc,
  documentOid: string,
  trust: Trust,
  nowMs: number,
): Result<VerifiedSignature, SignatureFault> =>
  // What has no canonical form cannot have been signed.
  whereCanonical(() => verified(doc, documentOid, trust, nowMs)) ?? fail('form');

function verified(
  doc: XmlDoc,
  documentOid: string,
  trust: Trust,
  nowMs: number,
): Result<VerifiedSignature, SignatureFault> {
  const found = doc.root.findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature');
  const [element] = found;
  if (!element) return fail('missing');
  if (found.length > 1 || doc.root.findAll('.//ds:Signature').length !== 1) return fail('more-than-one');
  const kind = element.find('hl7fi:signatureDescription')?.attribute('code');
  const stamp = only(element, 'hl7fi:signatureTimestamp');
  const signature = only(element, 'ds:Signature');
  const body = only(doc.root, 'v3:component/v3:structuredBody');
  if ((kind !== '1' && kind !== '2' && kind !== '4') || !stamp || !signature || !body) return fail('form');
  const list = only(element, 'hl7fi:multipleDocumentSignature');
  if ((kind === '2') !== (list !== null)) return fail('form');

  const covered = list ?? body;
  const references = verifyReferences(doc, signature, [stamp, covered]);
  if (!references.ok) return references;
  if (list && !listNames(list, documentOid, body)) return fail('digest');

  const signedAtMs = xmlDateTimeMs(stamp.text());
  if (signedAtMs === null || signedAtMs > nowMs + CLOCK_TOLERANCE_MS) return fail('time');
  const chain = signature.findAll('ds:KeyInfo/ds:X509Data/ds:X509Certificate').map(node => bytesOf(node.text()));
  const signer = trust.check(chain, kind === '4' ? 'system' : 'person', signedAtMs);
  if (!signer.ok) return fail(`certificate-${signer.error}` as const);
  const value = verifyValue(signature, signer.value.publicKey);
  return value.ok ? ok({ kind, signedAtMs, signer: signer.value }) : value;
}

function only(node: XmlNode, path: string): XmlNode | null {
  const [first, second] = node.findAll(path);
  return first && !second ? first : null;
}

/** Exactly the two references, each to the element we read: the id must be unique in the whole document. */
function verifyReferences(doc: XmlDoc, signature: XmlNode, targets: readonly XmlNode[]): Result<null, SignatureFault> {
  const references = signature.findAll('ds:SignedInfo/ds:Reference');
  if (references.length !== targets.length) return fail('reference');
  for (const target of targets) {
    const id = target.attribute('ID');
    const named = id ? doc.byId(id) : [];
    if (!id || named.length !== 1 || !named[0]?.same(target)) return fail('reference');
    const reference = references.find(r => r.attribute('URI') === `#${id}`);
    if (!reference) return fail('reference');
    const transforms = reference.findAll('ds:Transforms/ds:Transform');
    const names = transforms.map(t => t.attribute('Algorithm'));
    const plain =
      names.at(-1) === EXCLUSIVE && names.slice(0, -1).every(name => name === ENVELOPED) && names.length <= 2;
    if (!plain || transforms.some(t => t.elements().length > 0)) return fail('algorithm');
    const hash = DIGESTS[reference.find('ds:DigestMethod')?.attribute('Algorithm') ?? ''];
    if (!hash) return fail('algorithm');
    if (!equal(digestOf(hash, target), bytesOf(reference.find('ds:DigestValue')?.text() ?? ''))) return fail('digest');
  }
  return ok(null);
}

function listNames(list: XmlNode, documentOid: string, body: XmlNode): boolean {
  const mine = list.elements().filter(ref => ref.name === 'Ref' && ref.attribute('OID') === documentOid);
  const hash = bytesOf(mine[0]?.attribute('hash') ?? '');
  const name = HASH_OF_LENGTH[hash.length];
  return mine.length === 1 && name !== undefined && equal(digestOf(name, body), hash);
}

function verifyValue(signature: XmlNode, key: KeyObject): Result<null, SignatureFault> {
  const info = only(signature, 'ds:SignedInfo');
  const canonicalization = info ? only(info, 'ds:CanonicalizationMethod') : null;
  const method = METHODS[info?.find('ds:SignatureMethod')?.attribute('Algorithm') ?? ''];
  if (!info || canonicalization?.attribute('Algorithm') !== EXCLUSIVE || canonicalization.elements().length > 0)
    return fail('algorithm');
  if (!method || method.key !== key.asymmetricKeyType) return fail('algorithm');
  const details = key.asymmetricKeyDetails;
  if (method.key === 'ec' ? !CURVES.has(details?.namedCurve) : (details?.modulusLength ?? 0) < SHORTEST_RSA)
    return fail('algorithm');
  const value = bytesOf(signature.find('ds:SignatureValue')?.text() ?? '');
  const right =
    method.key === 'ec'
      ? verify(method.hash, Buffer.from(info.canonical()), { key, dsaEncoding: 'ieee-p1363' }, value)
      : verify(method.hash, Buffer.from(info.canonical()), key, value);
  return right ? ok(null) : fail('value');
}

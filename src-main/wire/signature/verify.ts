import { type Result, fail } from '../../../shared/kernel/result.ts';
import { type Instant, instantMs, instantOfMs, isInstant } from '../../../shared/kernel/time.ts';
import { bytesOfBase64, encodeUtf8 } from '../xml/utf8.ts';
import { type XmlDoc, type XmlNode, readXml } from '../xml/xml.ts';
import { CANONICALISATIONS, type Cryptography, DIGESTS, METHODS, isNoChange, isOldAlgorithm } from './algorithms.ts';
import { type BindingFault, actingAuthor, bindingFault } from './binding.ts';

export type VerifiedSignature = Readonly<{
  signerRegistrationNumber: string;
  signedAt: Instant;
  /** DER. Chain, validity at signing time and revocation are for the caller's trust store. */
  certificate: Uint8Array;
}>;

/**
 * Why a signature is not accepted. Structure first, then algorithms, coverage, digests, value, and at last who signed what;
 * the first that fails is told.
 */
export type SignatureFinding =
  | `xml-${string}`
  | 'not-a-document'
  | 'duplicate-id'
  | 'body-not-single'
  | 'signature-missing'
  | 'signature-misplaced'
  | 'signature-not-personal'
  | 'signature-several'
  | 'signature-multiple-documents'
  | 'signature-structure'
  | 'signature-algorithm'
  | 'signature-old-algorithm'
  | 'signature-transform'
  | 'signature-coverage'
  | 'signature-digest'
  | 'signature-certificate'
  | 'signature-value'
  | 'signature-time'
  | BindingFault
  | 'signer-not-author';

/** Carries a finding out of the depth of the check; never leaves this module. */
class Refused extends Error {
  readonly finding: SignatureFinding;
  constructor(finding: SignatureFinding) {
    super(finding);
    this.finding = finding;
  }
}

const refuse = (finding: SignatureFinding): never => {
  throw new Refused(finding);
};

const isDs = (node: XmlNode, name: string): boolean =>
  node.name === name && node.namespace === 'http://www.w3.org/2000/09/xmldsig#';

/** The children must be exactly these; anything else in a signature is a reason not to believe it. */
function childrenOf(node: XmlNode, ...names: readonly string[]): readonly XmlNode[] {
  const children = node.elements();
  const fits = children.length === names.length && children.every((child, at) => isDs(child, names[at] ?? ''));
  return fits ? children : refuse('signature-structure');
}

const child = (children: readonly XmlNode[], at: number): XmlNode => children[at] ?? refuse('signature-structure');

/** An algorithm of the list, without parameters. */
function algorithmOf<T>(node: XmlNode, known: ReadonlyMap<string, T>): T {
  const uri = node.attribute('Algorithm') ?? '';
  const found = known.get(uri);
  if (found === undefined) return refuse(isOldAlgorithm(uri) ? 'signature-old-algorithm' : 'signature-algorithm');
  return node.elements().length === 0 ? found : refuse('signature-algorithm');
}

type Parts = Readonly<{ root: XmlNode; body: XmlNode; timeStamp: XmlNode; signature: XmlNode }>;

/** The one place where a personal signature may stand, and what it must cover, found by position. */
function partsOf(doc: XmlDoc): Parts {
  const { root } = doc;
  if (root.name !== 'ClinicalDocument' || root.namespace !== 'urn:hl7-org:v3') refuse('not-a-document');
  if (doc.duplicateIds().length > 0) refuse('duplicate-id');
  const bodies = root.findAll('//v3:structuredBody');
  const body = root.find('v3:component/v3:structuredBody');
  if (bodies.length !== 1 || !body || root.findAll('v3:component').length !== 1) return refuse('body-not-single');
  const all = root.findAll('//ds:Signature | //ds:SignedInfo/parent::*');
  const signatures = root.findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature');
  if (all.length === 0) refuse('signature-missing');
  const places = root.findAll('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature/ds:Signature');
  const single =
    root.findAll('//hl7fi:localHeader').length === 1 && root.findAll('//hl7fi:signatureCollection').length === 1;
  if (!single || places.length !== all.length) refuse('signature-misplaced');
  const kind = (node: XmlNode): string => node.find('hl7fi:signatureDescription')?.attribute('code') ?? '';
  const personal = signatures.filter(each => kind(each) !== '4');
  const mine = personal[0];
  if (!mine) return refuse('signature-not-personal');
  if (personal.length > 1) refuse('signature-several');
  if (kind(mine) === '2') refuse('signature-multiple-documents');
  if (kind(mine) !== '1') refuse('signature-not-personal');
  const names = mine.elements().map(each => each.name);
  if (names.join(' ') !== 'signatureDescription signatureTimestamp Signature') refuse('signature-structure');
  const timeStamp = mine.find('hl7fi:signatureTimestamp');
  const signature = mine.find('ds:Signature');
  return timeStamp && signature ? { root, body, timeStamp, signature } : refuse('signature-structure');
}

/** A reference must be `#id`, unique, and lead to the very element that we read: never another one with that name. */
function checkReference(doc: XmlDoc, cryptography: Cryptography, node: XmlNode, target: XmlNode): void {
  const children = childrenOf(node, 'Transforms', 'DigestMethod', 'DigestValue');
  const uri = node.attribute('URI') ?? '';
  const found = uri.startsWith('#') ? doc.byId(uri.slice(1)) : [];
  const only = found[0];
  if (found.length !== 1 || !only || !only.same(target)) refuse('signature-coverage');
  const transforms = child(children, 0).elements();
  if (transforms.some(each => !isDs(each, 'Transform') || each.elements().length > 0)) refuse('signature-transform');
  const uris = transforms.map(each => each.attribute('Algorithm') ?? '').filter(each => !isNoChange(each));
  const form = uris.length === 0 ? 'inclusive' : CANONICALISATIONS.get(uris[0] ?? '');
  if (form === undefined || uris.length > 1) return refuse('signature-transform');
  const hash = algorithmOf(child(children, 1), DIGESTS);
  const claimed = bytesOfBase64(child(children, 2).text()) ?? refuse('signature-structure');
  const actual = cryptography.sha(hash, encodeUtf8(target.canonical(form)));
  if (claimed.length !== actual.length || claimed.some((byte, at) => byte !== actual[at])) refuse('signature-digest');
}

function certificateOf(keyInfo: XmlNode): Uint8Array {
  const found = keyInfo.findAll('ds:X509Data/ds:X509Certificate');
  const der = found[0] && found.length === 1 ? bytesOfBase64(found[0].text()) : null;
  return der ?? refuse('signature-certificate');
}

const XS_DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

function timeOf(text: string): Instant {
  const match = XS_DATE_TIME.exec(text);
  const wall = `${match?.[1] ?? ''}.${(match?.[2] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
  const zone = match?.[3];
  if (zone === undefined || !isInstant(wall)) return refuse('signature-time');
  if (zone === 'Z') return wall;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return instantOfMs(instantMs(wall) - (zone.startsWith('-') ? -1 : 1) * minutes * 60_000);
}

function check(doc: XmlDoc, cryptography: Cryptography): VerifiedSignature {
  const { root, body, timeStamp, signature } = partsOf(doc);
  const signatureParts = childrenOf(signature, 'SignedInfo', 'SignatureValue', 'KeyInfo');
  const signedInfo = child(signatureParts, 0);
  const info = childrenOf(signedInfo, 'CanonicalizationMethod', 'SignatureMethod', 'Reference', 'Reference');
  const form = algorithmOf(child(info, 0), CANONICALISATIONS);
  const method = algorithmOf(child(info, 1), METHODS);
  // Either order: the two must be covered, each by its own reference.
  const [one, other] = [child(info, 2), child(info, 3)];
  const timeFirst = one.attribute('URI') === `#${timeStamp.attribute('ID') ?? ''}`;
  checkReference(doc, cryptography, timeFirst ? one : other, timeStamp);
  checkReference(doc, cryptography, timeFirst ? other : one, body);
  const certificate = certificateOf(child(signatureParts, 2));
  const signer = cryptography.certificate(certificate);
  const fits =
    signer !== null && signer.purpose === 'signing' && (signer.algorithm === 'rsa' ? 'rsa' : 'ec') === method.family;
  if (!signer || !fits) return refuse('signature-certificate');
  const value = bytesOfBase64(child(signatureParts, 1).text()) ?? refuse('signature-structure');
  const digest = cryptography.sha(method.hash, encodeUtf8(signedInfo.canonical(form)));
  if (!cryptography.verify(certificate, digest, method.hash, value)) refuse('signature-value');
  const signedAt = timeOf(timeStamp.text());
  const fault = bindingFault(root, body);
  if (fault !== null) refuse(fault);
  const author = actingAuthor(root);
  if (author === null || signer.registrationNumber !== author) return refuse('signer-not-author');
  return { signerRegistrationNumber: author, signedAt, certificate };
}

/**
 * Checks a document signed by a professional (kind 1) completely: one signature in its one place, unique ids, allowed
 * algorithms only, time stamp and body covered by position, digests, value, header bound to the body, signer = author.
 * Signatures of kind 2 (several documents) and those of before SHA-256 are told as such, and are no proof.
 */
export function verifySignature(
  cryptography: Cryptography,
  signed: Uint8Array,
): Result<VerifiedSignature, Readonly<{ finding: SignatureFinding }>> {
  try {
    const read = readXml(signed, doc => check(doc, cryptography));
    return read.ok ? read : fail({ finding: `xml-${read.error.code}` });
  } catch (error) {
    if (error instanceof Refused) return fail({ finding: error.finding });
    throw error;
  }
}

import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Xml, element } from '../xml/write.ts';
import { base64, decodeText, encodeUtf8 } from '../xml/utf8.ts';
import { type XmlDoc, readXml } from '../xml/xml.ts';
import { coded } from '../cda/hl7.ts';
import { type Cryptography, DS, EXCLUSIVE_C14N, type KeyAlgorithm, METHOD_OF, SHA_256 } from './algorithms.ts';

/** What the card has to sign for one document, and how the answer becomes the signed document. */
export type ToBeSigned = Readonly<{
  digest: Uint8Array;
  hash: 'SHA-256' | 'SHA-384';
  finish(signature: Uint8Array): Uint8Array;
}>;

const HL7FI = 'urn:hl7finland';
const END_OF_LOCAL_HEADER = '</hl7fi:localHeader>';

/** What the schema puts after the signature collection; a header that has any of it is not ours to sign. */
const BEFORE_SIGNATURE = new Set([
  'description',
  'tableOfContents',
  'registratedTime',
  'declaredTime',
  'typeCode',
  'fileFormat',
  'softwareSupport',
  'documentType',
  'currentLocation',
  'retentionPeriod',
  'functionCode',
  'recordStatus',
  'auditTrail',
  'serviceChainLink',
  'episodeLink',
  'product',
]);

/** Several documents under one signature: each of them with it in its place, in the order given. */
export type ToBeSignedTogether = Readonly<{
  digest: Uint8Array;
  hash: 'SHA-256' | 'SHA-384';
  finish(signature: Uint8Array): readonly Uint8Array[];
}>;

type Signable = Readonly<{ documentOid: string; bodyId: string; body: string; ids: ReadonlySet<string> }>;
/** An unsigned document with the place in its text where the signature goes. */
type Draft = Signable & Readonly<{ text: string; place: number }>;

const notOurs = (): RangeError => new RangeError('not an unsigned document of ours');

function signable(doc: XmlDoc): Signable {
  const { root } = doc;
  const bodies = root.findAll('//v3:structuredBody');
  const body = root.find('v3:component/v3:structuredBody');
  const bodyId = body?.attribute('ID') ?? '';
  const documentOid = root.find('v3:id')?.attribute('root') ?? '';
  const headers = root.findAll('//hl7fi:localHeader');
  const inPlace = headers[0]?.elements().every(child => BEFORE_SIGNATURE.has(child.name)) ?? false;
  const sound = doc.duplicateIds().length === 0 && bodies.length === 1 && headers.length === 1 && inPlace;
  if (!sound || !body || bodyId === '' || documentOid === '') throw notOurs();
  return { documentOid, bodyId, body: body.canonical(), ids: new Set(doc.ids()) };
}

const algorithm = (name: string, uri: string): Xml => element(name, { Algorithm: uri });

const reference = (id: string, digest: Uint8Array): Xml =>
  element(
    'ds:Reference',
    { URI: `#${id}` },
    element('ds:Transforms', {}, algorithm('ds:Transform', EXCLUSIVE_C14N)),
    algorithm('ds:DigestMethod', SHA_256),
    element('ds:DigestValue', {}, base64(digest)),
  );

function draftOf(unsigned: Uint8Array): Draft {
  const read = readXml(unsigned, signable);
  const text = decodeText(unsigned);
  const place = text?.indexOf(END_OF_LOCAL_HEADER) ?? -1;
  if (!read.ok || text === null || place < 0) throw notOurs();
  return { ...read.value, text, place };
}

const KINDS = {
  '1': 'ammattihenkilön tekemä normaali allekirjoitus',
  '2': 'ammattihenkilön tekemä moniallekirjoitus',
} as const;

/** What a card signs, and how its answer becomes the one element that stands in every document of the signing. */
type Signing = Readonly<{
  digest: Uint8Array;
  hash: 'SHA-256' | 'SHA-384';
  collection(signature: Uint8Array): string;
}>;

/**
 * Time stamp, list and SignedInfo are written in canonical form, so the bytes hashed are the bytes stored.
 * @param covered id and canonical text of what is signed beside the time stamp; the list where that is what is signed
 */
function signing(
  cryptography: Cryptography,
  kind: keyof typeof KINDS,
  documentOid: string,
  covered: Readonly<{ id: string; canonical: string; list: Xml | null }>,
  certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
  at: Instant,
): Signing {
  const sha = (markup: string): Uint8Array => cryptography.sha('SHA-256', encodeUtf8(markup));
  const timeId = `TS${documentOid}`;
  const timeStamp = element('hl7fi:signatureTimestamp', { 'xmlns:hl7fi': HL7FI, ID: timeId }, at);
  const method = METHOD_OF[certificate.algorithm];
  const signedInfo = element(
    'ds:SignedInfo',
    { 'xmlns:ds': DS },
    algorithm('ds:CanonicalizationMethod', EXCLUSIVE_C14N),
    algorithm('ds:SignatureMethod', method.uri),
    reference(timeId, sha(timeStamp.markup)),
    reference(covered.id, sha(covered.canonical)),
  );
  const keyInfo = element(
    'ds:KeyInfo',
    {},
    element('ds:X509Data', {}, element('ds:X509Certificate', {}, base64(certificate.der))),
  );
  const collection = (signature: Uint8Array): string =>
    element(
      'hl7fi:signatureCollection',
      {},
      element(
        'hl7fi:signature',
        { ID: `SIG${documentOid}` },
        coded('hl7fi:signatureDescription', CODE_SYSTEMS.signatureKind, kind, KINDS[kind]),
        timeStamp,
        covered.list,
        element(
          'ds:Signature',
          { 'xmlns:ds': DS },
          signedInfo,
          element('ds:SignatureValue', {}, base64(signature)),
          keyInfo,
        ),
      ),
    ).markup;
  return { digest: cryptography.sha(method.hash, encodeUtf8(signedInfo.markup)), hash: method.hash, collection };
}

const spliced = ({ text, place }: Draft, collection: string): Uint8Array =>
  encodeUtf8(text.slice(0, place) + collection + text.slice(place));

/**
 * What the card signs for one document, kind 1: two references, time stamp first, then the structured body, exclusive C14N
 * alone (the simplest form that Kanta's published samples show).
 * @throws RangeError when the bytes are not an unsigned document as `write` makes them: a bug of the caller
 */
export function toBeSigned(
  cryptography: Cryptography,
  unsigned: Uint8Array,
  certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
  at: Instant,
): ToBeSigned {
  const draft = draftOf(unsigned);
  const covered = { id: draft.bodyId, canonical: draft.body, list: null };
  const { digest, hash, collection } = signing(cryptography, '1', draft.documentOid, covered, certificate, at);
  return { digest, hash, finish: signature => spliced(draft, collection(signature)) };
}

/**
 * What the card signs for several documents at once, kind 2: time stamp and a list of every document with the SHA-256 of
 * the exclusive C14N of its body. The same element goes into each (Kela CDA library, samples of 2015).
 * @throws RangeError for fewer than two documents, one that is no unsigned document of ours, or two with one OID
 */
export function toBeSignedTogether(
  cryptography: Cryptography,
  unsigned: readonly Uint8Array[],
  certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
  at: Instant,
): ToBeSignedTogether {
  const drafts = unsigned.map(draftOf);
  const [first] = drafts;
  const oids = new Set(drafts.map(each => each.documentOid));
  if (!first || drafts.length < 2 || oids.size !== drafts.length)
    throw new RangeError('two or more different documents are signed together');
  const { documentOid } = first;
  // The ids come from the first document, so each other one must not have used them already.
  const taken = [`TS${documentOid}`, `MDS${documentOid}`, `SIG${documentOid}`];
  if (drafts.some(each => taken.some(id => each.ids.has(id)))) throw notOurs();
  const id = `MDS${documentOid}`;
  const refs = drafts.map(each =>
    element('hl7fi:Ref', {
      OID: each.documentOid,
      hash: base64(cryptography.sha('SHA-256', encodeUtf8(each.body))),
    }),
  );
  const list = element('hl7fi:multipleDocumentSignature', { 'xmlns:hl7fi': HL7FI, ID: id }, refs);
  const covered = { id, canonical: list.markup, list };
  const { digest, hash, collection } = signing(cryptography, '2', documentOid, covered, certificate, at);
  return { digest, hash, finish: signature => drafts.map(each => spliced(each, collection(signature))) };
}

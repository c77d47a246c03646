import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type SignatureHash } from '../../../shared/codes/signature-hash.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Xml, element } from '../xml/write.ts';
import { base64, encodeUtf8 } from '../xml/utf8.ts';
import { type XmlDoc, readXml, whereCanonical } from '../xml/xml.ts';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { coded } from '../cda/hl7.ts';
import { type Cryptography, DS, EXCLUSIVE_C14N, type KeyAlgorithm, SHA_256, methodOf } from './algorithms.ts';
import { type BindingFault, actingAuthor, bindingFaults } from './binding.ts';

/** What is wrong with a fresh signature or with what it was asked for; named as `verifySignature` would tell it. */
export type FreshFinding = BindingFault | 'signature-certificate' | 'signature-value' | 'signer-not-author';

export type Signing<Signed> = Readonly<{
  digest: Uint8Array;
  hash: 'SHA-256' | 'SHA-384';
  /**
   * Whether this signature may go into the document: made over exactly these bytes with the key of the certificate, whose
   * holder is the author that the body names. Digests and structure were made here and are not read again.
   */
  check(signature: Uint8Array): Promise<Result<null, Readonly<{ finding: FreshFinding }>>>;
  finish(signature: Uint8Array): Signed;
}>;

/** What the card has to sign for one document, and how the answer becomes the signed document. */
export type ToBeSigned = Signing<Uint8Array>;

const HL7FI = 'urn:hl7finland';
const END_OF_LOCAL_HEADER = encodeUtf8('</hl7fi:localHeader>');

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

/** What a header of ours may have behind the place of the signature, in the order of the schema. */
const AFTER_SIGNATURE: readonly string[] = [
  'encompassingEncounterMasterCode',
  'secondaryEncompassingEncounterId',
  'outsourcingServiceCustomer',
  'outsourcingServiceCustomerName',
  'releaseDateForPatientViewing',
];

/** Several documents under one signature: each of them with it in its place, in the order given. */
export type ToBeSignedTogether = Signing<readonly Uint8Array[]>;

/** What signing has to know of an unsigned document; everything that costs a parse. */
export type Signable = Readonly<{
  documentOid: string;
  bodyId: string;
  /** Where the signature goes: bytes before it. */
  place: number;
  /** SHA-256 of the exclusive C14N of the body. */
  bodyDigest: Uint8Array;
  ids: ReadonlySet<string>;
  /** Registration number of the author whose act it is. */
  author: string | null;
  fault: BindingFault | null;
}>;
type Draft = Signable & Readonly<{ unsigned: Uint8Array }>;

const notOurs = (): RangeError => new RangeError('not an unsigned document of ours');

const COLLECTION = encodeUtf8('<hl7fi:signatureCollection>');
const END_OF_COLLECTION = encodeUtf8('</hl7fi:signatureCollection>');

/** The inverse of `spliced`: what stood there before the signature. Null where none stands in its place. */
export function withoutSignature(signed: Uint8Array): Uint8Array | null {
  const from = placeOf(COLLECTION, signed);
  const end = placeOf(END_OF_COLLECTION, signed);
  if (from < 0 || end < from) return null;
  const to = end + END_OF_COLLECTION.length;
  const unsigned = new Uint8Array(signed.length - (to - from));
  unsigned.set(signed.subarray(0, from));
  unsigned.set(signed.subarray(to), from);
  return unsigned;
}

/** Offset of the first place where `wanted` stands in `bytes`; -1 for none. */
function placeOf(wanted: Uint8Array, bytes: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, n) => bytes[at + n] === byte)) return at;
  return -1;
}

/** `null` for what is not an unsigned document as `write` makes them. @param unsigned the bytes that `doc` was read from */
export function signable(unsigned: Uint8Array, doc: XmlDoc, cryptography: Cryptography): Signable | null {
  const { root } = doc;
  const bodies = root.findAll('//v3:structuredBody');
  const body = root.find('v3:component/v3:structuredBody');
  const bodyId = body?.attribute('ID') ?? '';
  const documentOid = root.find('v3:id')?.attribute('root') ?? '';
  const headers = root.findAll('//hl7fi:localHeader');
  const parts = headers[0]?.elements() ?? [];
  const behind = parts.findIndex(({ name }) => AFTER_SIGNATURE.includes(name));
  const [before, after] = behind < 0 ? [parts, []] : [parts.slice(0, behind), parts.slice(behind)];
  const inPlace =
    before.every(({ name }) => BEFORE_SIGNATURE.has(name)) &&
    after.every(({ name }, at) => AFTER_SIGNATURE.indexOf(name) > AFTER_SIGNATURE.indexOf(after[at - 1]?.name ?? ''));
  const ids = new Set(doc.ids());
  const free = !ids.has(`TS${documentOid}`) && !ids.has(`SIG${documentOid}`);
  const sound = free && doc.duplicateIds().length === 0 && bodies.length === 1 && headers.length === 1 && inPlace;
  const [next] = after;
  const place = placeOf(next === undefined ? END_OF_LOCAL_HEADER : encodeUtf8(`<hl7fi:${next.name}`), unsigned);
  if (!sound || !body || bodyId === '' || documentOid === '' || place < 0) return null;
  const canonical = whereCanonical(() => body.canonical());
  if (canonical === null) return null;
  return {
    documentOid,
    bodyId,
    place,
    bodyDigest: cryptography.sha('SHA-256', encodeUtf8(canonical)),
    ids,
    author: actingAuthor(root)?.registrationNumber ?? null,
    fault: bindingFaults(root, body)[0] ?? null,
  };
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

/** How `signable` is asked for the bytes of a document: read now, or remembered from when they were shown. */
export type SignableOf = (unsigned: Uint8Array) => Signable | null;

export const readSignable =
  (cryptography: Cryptography): SignableOf =>
  unsigned => {
    const read = readXml(unsigned, doc => signable(unsigned, doc, cryptography));
    return read.ok ? read.value : null;
  };

function draftOf(unsigned: Uint8Array, signableOf: SignableOf): Draft {
  const known = signableOf(unsigned);
  if (known === null) throw notOurs();
  return { ...known, unsigned };
}

const KINDS = {
  '1': 'ammattihenkilön tekemä normaali allekirjoitus',
  '2': 'ammattihenkilön tekemä moniallekirjoitus',
} as const;

type Certificate = Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>;

/** The unsigned bytes stay as they were shown; the signature is put between them. */
function spliced({ unsigned, place }: Draft, collection: Uint8Array): Uint8Array {
  const signed = new Uint8Array(unsigned.length + collection.length);
  signed.set(unsigned.subarray(0, place));
  signed.set(collection, place);
  signed.set(unsigned.subarray(place), place + collection.length);
  return signed;
}

/** One certificate signs a whole batch: it is written once. */
const written = new WeakMap<Uint8Array, Xml>();

function keyInfoOf(der: Uint8Array): Xml {
  const before = written.get(der);
  if (before !== undefined) return before;
  const certificate = element('ds:X509Certificate', {}, base64(der));
  const keyInfo = element('ds:KeyInfo', {}, element('ds:X509Data', {}, certificate));
  written.set(der, keyInfo);
  return keyInfo;
}

/** Why this certificate may not sign that document. */
function unfit(cryptography: Cryptography, { author, fault }: Signable, certificate: Certificate): FreshFinding | null {
  const signer = cryptography.certificate(certificate.der);
  if (signer?.purpose !== 'signing' || signer.algorithm !== certificate.algorithm) return 'signature-certificate';
  if (fault !== null) return fault;
  return author === null || signer.registrationNumber !== author ? 'signer-not-author' : null;
}

/**
 * Time stamp, list and SignedInfo are written in canonical form, so the bytes hashed are the bytes stored.
 * @param covered id and SHA-256 of what is signed beside the time stamp; the list where that is what is signed
 */
function signing(
  cryptography: Cryptography,
  kind: keyof typeof KINDS,
  drafts: readonly [Draft, ...Draft[]],
  covered: Readonly<{ id: string; digest: Uint8Array; list: Xml | null }>,
  certificate: Certificate,
  at: Instant,
  hash: SignatureHash | null,
): ToBeSignedTogether {
  const [{ documentOid }] = drafts;
  const sha = (markup: string): Uint8Array => cryptography.sha('SHA-256', encodeUtf8(markup));
  const timeId = `TS${documentOid}`;
  const timeStamp = element('hl7fi:signatureTimestamp', { 'xmlns:hl7fi': HL7FI, ID: timeId }, at);
  const method = methodOf(certificate.algorithm, hash);
  const signedInfo = element(
    'ds:SignedInfo',
    { 'xmlns:ds': DS },
    algorithm('ds:CanonicalizationMethod', EXCLUSIVE_C14N),
    algorithm('ds:SignatureMethod', method.uri),
    reference(timeId, sha(timeStamp.markup)),
    reference(covered.id, covered.digest),
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
          keyInfoOf(certificate.der),
        ),
      ),
    ).markup;
  const message = encodeUtf8(signedInfo.markup);
  const finding = (): FreshFinding | null =>
    drafts.map(each => unfit(cryptography, each, certificate)).find(Boolean) ?? null;
  return {
    digest: cryptography.sha(method.hash, message),
    hash: method.hash,
    async check(signature) {
      const early = finding();
      if (early !== null) return fail({ finding: early });
      const holds = await cryptography.verifyAside(certificate.der, message, method.hash, signature);
      return holds ? ok(null) : fail({ finding: 'signature-value' });
    },
    finish(signature) {
      const bytes = encodeUtf8(collection(signature));
      return drafts.map(draft => spliced(draft, bytes));
    },
  };
}

/**
 * What the card signs for one document, kind 1: two references, time stamp first, then the structured body, exclusive C14N
 * alone (the simplest form that Kanta's published samples show).
 * @throws RangeError when the bytes are not an unsigned document as `write` makes them: a bug of the caller
 */
export function toBeSigned(
  cryptography: Cryptography,
  unsigned: Uint8Array,
  certificate: Certificate,
  at: Instant,
  signableOf: SignableOf = readSignable(cryptography),
  /** Of the configuration; null: the strongest that the key offers. */
  hash: SignatureHash | null = null,
): ToBeSigned {
  const draft = draftOf(unsigned, signableOf);
  const covered = { id: draft.bodyId, digest: draft.bodyDigest, list: null };
  const { finish, ...toSign } = signing(cryptography, '1', [draft], covered, certificate, at, hash);
  return { ...toSign, finish: signature => finish(signature)[0] ?? new Uint8Array() };
}

/**
 * What the card signs for several documents at once, kind 2: time stamp and a list of every document with the SHA-256 of
 * the exclusive C14N of its body. The same element goes into each (Kela CDA library, samples of 2015).
 * @throws RangeError for fewer than two documents, one that is no unsigned document of ours, or two with one OID
 */
export function toBeSignedTogether(
  cryptography: Cryptography,
  unsigned: readonly Uint8Array[],
  certificate: Certificate,
  at: Instant,
  signableOf: SignableOf = readSignable(cryptography),
  /** Of the configuration; null: the strongest that the key offers. */
  hash: SignatureHash | null = null,
): ToBeSignedTogether {
  const drafts = unsigned.map(each => draftOf(each, signableOf));
  const [first, ...others] = drafts;
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
      hash: base64(each.bodyDigest),
    }),
  );
  const list = element('hl7fi:multipleDocumentSignature', { 'xmlns:hl7fi': HL7FI, ID: id }, refs);
  const covered = { id, digest: cryptography.sha('SHA-256', encodeUtf8(list.markup)), list };
  return signing(cryptography, '2', [first, ...others], covered, certificate, at, hash);
}

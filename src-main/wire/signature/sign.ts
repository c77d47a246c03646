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

type Signable = Readonly<{ documentOid: string; bodyId: string; body: string }>;

function signable(doc: XmlDoc): Signable {
  const { root } = doc;
  const bodies = root.findAll('//v3:structuredBody');
  const body = root.find('v3:component/v3:structuredBody');
  const bodyId = body?.attribute('ID') ?? '';
  const documentOid = root.find('v3:id')?.attribute('root') ?? '';
  const headers = root.findAll('//hl7fi:localHeader');
  const inPlace = headers[0]?.elements().every(child => BEFORE_SIGNATURE.has(child.name)) ?? false;
  const sound = doc.duplicateIds().length === 0 && bodies.length === 1 && headers.length === 1 && inPlace;
  if (!sound || !body || bodyId === '' || documentOid === '') throw new RangeError('not an unsigned document of ours');
  return { documentOid, bodyId, body: body.canonical() };
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

/**
 * What the card signs for one document, kind 1 (one document): two references, time stamp first, then the structured body,
 * exclusive C14N alone (the simplest form that Kanta's published samples show). Time stamp and SignedInfo are written in
 * canonical form, so the bytes hashed are the bytes stored.
 * @throws RangeError when the bytes are not an unsigned document as `write` makes them: a bug of the caller
 */
export function toBeSigned(
  cryptography: Cryptography,
  unsigned: Uint8Array,
  certificate: Readonly<{ der: Uint8Array; algorithm: KeyAlgorithm }>,
  at: Instant,
): ToBeSigned {
  const read = readXml(unsigned, signable);
  const text = decodeText(unsigned);
  if (!read.ok || text === null) throw new RangeError('not an unsigned document of ours');
  const { documentOid, bodyId, body } = read.value;
  const place = text.indexOf(END_OF_LOCAL_HEADER);
  if (place < 0) throw new RangeError('not an unsigned document of ours');
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
    reference(bodyId, sha(body)),
  );

  const finish = (signature: Uint8Array): Uint8Array => {
    const collection = element(
      'hl7fi:signatureCollection',
      {},
      element(
        'hl7fi:signature',
        { ID: `SIG${documentOid}` },
        coded(
          'hl7fi:signatureDescription',
          CODE_SYSTEMS.signatureKind,
          '1',
          'ammattihenkilön tekemä normaali allekirjoitus',
        ),
        timeStamp,
        element(
          'ds:Signature',
          { 'xmlns:ds': DS },
          signedInfo,
          element('ds:SignatureValue', {}, base64(signature)),
          element(
            'ds:KeyInfo',
            {},
            element('ds:X509Data', {}, element('ds:X509Certificate', {}, base64(certificate.der))),
          ),
        ),
      ),
    );
    return encodeUtf8(text.slice(0, place) + collection.markup + text.slice(place));
  };
  return { digest: cryptography.sha(method.hash, encodeUtf8(signedInfo.markup)), hash: method.hash, finish };
}

import { createHash, createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXml } from '../../wire/xml/xml.ts';
import { fhirDateTime } from '../time.ts';
import { SIGNATURE_PLACE } from './cda-parts.ts';
import { type PracticeProfessional } from './practice.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const METHODS = {
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
} as const;

/** A professional's practice key, unlocked with the PIN of the seed. */
export type SigningKey = Readonly<{ key: KeyObject; certificate: string; kind: 'ec' | 'rsa' }>;

/**
 * @param certsDir the folder `resources/certs-test-only`
 * @throws Error if key, certificate or PIN do not fit
 */
export function openSigningKey(certsDir: string, person: PracticeProfessional): SigningKey {
  const stem = join(certsDir, `${person.id}-sign`);
  const key = createPrivateKey({ key: readFileSync(`${stem}.key.pem`), passphrase: person.pin2 });
  const certificate = new X509Certificate(readFileSync(`${stem}.pem`));
  return { key, certificate: certificate.raw.toString('base64'), kind: key.asymmetricKeyType === 'ec' ? 'ec' : 'rsa' };
}

const digest = (canonical: string): string => createHash('sha256').update(canonical, 'utf8').digest('base64');

function canonicalBody(xml: string): string {
  const read = readXml(new TextEncoder().encode(xml), doc =>
    doc.root.find('v3:component/v3:structuredBody')?.canonical(),
  );
  if (!read.ok || read.value === undefined) throw new Error('the seed document cannot be read');
  return read.value;
}

function reference(id: string, digestValue: string): string {
  return (
    `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod><ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference>`
  );
}

/**
 * Puts the professional's signature (type 1) into its place: XML-DSig over time stamp and body, exclusive canonical XML,
 * as in Kela's samples. Time stamp and SignedInfo are written in canonical form already, so their text is what is hashed.
 */
export function signDocument(xml: string, oid: string, atMs: number, signer: SigningKey): Uint8Array {
  const stampId = `TS${oid}`;
  const stamp = (namespace: string): string =>
    `<hl7fi:signatureTimestamp${namespace} ID="${stampId}">${fhirDateTime(atMs)}</hl7fi:signatureTimestamp>`;
  const references =
    reference(stampId, digest(stamp(' xmlns:hl7fi="urn:hl7finland"'))) +
    reference(`OID${oid}.body`, digest(canonicalBody(xml)));
  const info = (namespace: string): string =>
    `<ds:SignedInfo${namespace}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${METHODS[signer.kind]}"></ds:SignatureMethod>${references}</ds:SignedInfo>`;
  const signed = Buffer.from(info(` xmlns:ds="${DSIG}"`), 'utf8');
  const made =
    signer.kind === 'ec'
      ? sign('sha384', signed, { key: signer.key, dsaEncoding: 'ieee-p1363' })
      : sign('sha256', signed, signer.key);
  const kind = 'code="1" codeSystem="1.2.246.537.5.40127.2006" codeSystemName="Sähköisen allekirjoituksen tyyppi"';
  const signature =
    `<hl7fi:signatureCollection><hl7fi:signature ID="SIG${oid}">` +
    `<hl7fi:signatureDescription ${kind} displayName="Henkilön allekirjoitus"></hl7fi:signatureDescription>${stamp('')}` +
    `<ds:Signature xmlns:ds="${DSIG}">${info('')}<ds:SignatureValue>${made.toString('base64')}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${signer.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    '</ds:Signature></hl7fi:signature></hl7fi:signatureCollection>';
  return new TextEncoder().encode(xml.replace(SIGNATURE_PLACE, () => signature));
}

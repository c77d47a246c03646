/** Documents of social welfare as a client writes and sends them, for the tests of the simulator. */
import { createHash, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { AuditEvent, Binary, Bundle, DocumentReference, Provenance } from 'fhir/r4.js';
import { oid } from '../../../shared/kernel/oid.ts';
import { instant, localDate } from '../../../shared/kernel/time.ts';
import { noticeForm } from '../../../shared/domain/social/disclosure-notice.ts';
import { createSystemSeal } from '../../../src-main/adapters/kanta/system-seal.ts';
import { noticeResource } from '../../../src-main/wire/fhir/disclosure-notice.codec.ts';
import { newOid } from './cda.builder.ts';
import { CERTS, oidOf, professional, signerOf, type Who } from './people.ts';
import { bundleOf, type Practice, provenance } from './practice.ts';

export const PETRI = professional('petri-huolto');
const COUNTY = oidOf('region');
const SIM = 'https://kantasim.example/fhir';

export type Made = Readonly<{
  oid: string;
  setId: string;
  attributes: Readonly<Record<string, string>>;
  hetu: string;
  inner: string;
}>;
export const nextOid = (): string => newOid('clinic', '11');
export const field = (id: string): string => `<field id="${id}" label="${id}">sisältö</field>`;

/** A document as a client writes it; `attributes` replace or add. */
export function made(
  kind: string,
  hetu: string,
  attributes: Record<string, string>,
  inner = '',
  display = 'luettava',
): Made {
  const oid = attributes['oid'] ?? nextOid();
  const setId = attributes['setId'] ?? oid;
  return {
    oid,
    setId,
    hetu,
    attributes: {
      kind,
      version: '1',
      controller: COUNTY,
      register: '1',
      unit: oidOf('social'),
      task: 'elderly',
      ...attributes,
      oid,
      setId,
    },
    inner: `${inner}<display>${display}</display>`,
  };
}

/** The person's own signature over the document: a detached JWS by the card's signing key. */
function byHand(bytes: Buffer, who: Who): string {
  const { key, certificate } = signerOf(who);
  const header = Buffer.from(JSON.stringify({ alg: 'ES384', x5c: [certificate] })).toString('base64url');
  const input = Buffer.from(`${header}.${bytes.toString('base64url')}`);
  return `${header}..${sign('sha384', input, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The system signature of the person's organisation over the document, as a client makes it. */
function bySystem(bytes: Uint8Array, who: Who): string {
  const pem = (name: string): string => readFileSync(join(CERTS, name), 'utf8');
  const keys = new Map([
    [
      oid(oidOf(who.organisation)),
      {
        key: pem(`system-${who.organisation}.key.pem`),
        chain: [pem(`system-${who.organisation}.pem`), pem('issuing.pem')],
      },
    ],
  ]);
  return createSystemSeal(keys)(bytes, oid(oidOf(who.organisation))) ?? '';
}

const sealed = (proof: Provenance, jws: string, who: Who): Provenance => ({
  ...proof,
  signature: [
    {
      type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
      when: proof.recorded,
      who: {
        type: 'Organization',
        identifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${oidOf(who.organisation)}` },
      },
      sigFormat: 'application/jose',
      data: Buffer.from(jws).toString('base64'),
    },
  ],
});

/** @param how `person`: signed with the signer's own card */
export async function sendSocial(
  practice: Practice,
  item: Made,
  who: Who = PETRI,
  signer: Who = who,
  how: 'system' | 'person' = 'system',
) {
  const attributes = Object.entries(item.attributes).map(([name, value]) => ` ${name}="${value}"`);
  const xml = `<socialDocument xmlns="https://kantasim.example/social/1"${attributes.join('')}><client code="${item.hetu}"/><author registration="${who.registration}">x</author>${item.inner}</socialDocument>`;
  const bytes = Buffer.from(xml);
  const [reference, binary] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    meta: { profile: [`${SIM}/StructureDefinition/sim-document-reference`] },
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.oid}` },
    identifier: [
      { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.oid}` },
      { system: `${SIM}/sid/document-set`, value: `urn:oid:${item.setId}` },
    ],
    status: 'current',
    docStatus: item.attributes['version'] === '1' ? 'final' : 'amended',
    type: { text: 'Asiakirja' },
    subject: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: item.hetu } },
    date: new Date(practice.now()).toISOString(),
    author: [{ type: 'Practitioner', identifier: { system: 'urn:oid:1.2.246.537.26', value: who.registration } }],
    custodian: {
      type: 'Organization',
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${item.attributes['controller']}` },
    },
    content: [
      {
        attachment: {
          contentType: 'text/xml',
          language: 'fi',
          url: binary,
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
        },
      },
    ],
  };
  const content: Binary = { resourceType: 'Binary', contentType: 'text/xml', data: bytes.toString('base64') };
  const entry: NonNullable<Bundle['entry']> = [
    {
      fullUrl: reference,
      resource,
      request: {
        method: 'POST',
        url: 'DocumentReference',
        ifNoneExist: `identifier=urn:ietf:rfc:3986|urn:oid:${item.oid}`,
      },
    },
    {
      fullUrl: binary,
      resource: content,
      request: { method: 'POST', url: 'Binary' },
    },
    {
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: sealed(
        provenance(reference, who, practice.now()),
        how === 'person' ? byHand(bytes, signer) : bySystem(bytes, signer),
        signer,
      ),
      request: { method: 'POST', url: 'Provenance' },
    },
  ];
  return practice.submit('sosiaali', who, bundleOf(entry, practice.now()));
}

/** A disclosure to an authority, told of by the county's social welfare, with two sets of data. */
export function notification(hetu: string): AuditEvent {
  const own = oid(nextOid());
  return noticeResource({
    ...noticeForm({ recipient: 'Poliisi', basis: 'Laki', data: 'Päätös\nAsiakassuunnitelma' }, 'fi'),
    kind: 'disclosure',
    oid: own,
    setId: own,
    version: 1,
    replaces: null,
    controllerOid: oid(COUNTY),
    unitOid: oid(oidOf('social')),
    identityCode: hetu,
    serviceTask: 'elderly',
    relationship: null,
    caseSet: null,
    structure: null,
    access: [],
    author: { registrationNumber: PETRI.registration, name: PETRI.family },
    createdAt: instant('2026-11-22T08:00:00.000Z'),
    language: 'fi',
    citizen: 'now',
    annulled: false,
    disclosure: { kind: 'authority', on: localDate('2026-11-20') },
  });
}

/** @param signer whose organisation's system signs */
export async function sendNotices(
  practice: Practice,
  notices: readonly AuditEvent[],
  who: Who = PETRI,
  signer: Who = who,
) {
  const entry = notices.flatMap((resource): NonNullable<Bundle['entry']> => {
    const fullUrl = `urn:uuid:${randomUUID()}`;
    const { meta: _meta, ...signed } = resource;
    const jws = bySystem(Buffer.from(canonicalize(signed) ?? ''), signer);
    return [
      { fullUrl, resource, request: { method: 'POST', url: 'AuditEvent' } },
      {
        fullUrl: `urn:uuid:${randomUUID()}`,
        resource: sealed(provenance(fullUrl, who, practice.now()), jws, signer),
        request: { method: 'POST', url: 'Provenance' },
      },
    ];
  });
  return practice.submit('sosiaali', who, bundleOf(entry, practice.now()));
}

import { createHash } from 'node:crypto';
import type { Bundle, DocumentReference, Encounter, FhirResource, Provenance } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { type ServiceEvent } from '../../shared/domain/records/record.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';
import { type MessageCodec } from '../../src-main/app/ports/documents.port.ts';
import { type DocumentSubmission } from '../../src-main/wire/fhir/document-message.codec.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { uuidOfName } from '../../src-main/wire/fhir/uuid.ts';
import {
  aDocumentPatient,
  aLegalDispensing,
  aLegalPrescription,
  aPharmacist,
  aPhysician,
  aRecordDocument,
} from '../builders/document.builder.ts';

const sha1 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha1').update(bytes).digest());
const codec: MessageCodec = createMessageCodec({ sha1 });
const MESSAGE = 'ff9644d8-ec56-445d-840b-a1af0a97cf09';
const AT = instant('2026-02-03T07:06:00.000Z');
const SIGNED = new TextEncoder().encode('<?xml version="1.0"?><ClinicalDocument>ä</ClinicalDocument>');

const aSubmission = (change: Partial<DocumentSubmission> = {}): DocumentSubmission => ({
  messageId: MESSAGE,
  signed: SIGNED,
  document: { kind: 'prescription', content: aLegalPrescription() },
  author: aPhysician,
  at: AT,
  ...change,
});

const anEvent: ServiceEvent = {
  oid: oid('1.2.246.10.88888888.14001.2026.1'),
  patientId: 'local-1',
  kind: 'visit',
  unitOid: oid('1.2.246.10.88888888.10.1'),
  startedAt: instant('2026-02-03T07:00:00.000Z'),
  endedAt: null,
  acceptance: 'queued',
};

const read = (bytes: Uint8Array): Bundle<FhirResource> =>
  JSON.parse(new TextDecoder().decode(bytes)) as Bundle<FhirResource>;
const resource = <T extends FhirResource>(bundle: Bundle<FhirResource>, type: T['resourceType']): T =>
  bundle.entry?.map(entry => entry.resource).find(found => found?.resourceType === type) as T;

describe('ids in a message', () => {
  test('are name-based UUIDs, version 5', () => {
    // RFC 9562, appendix A.4: namespace DNS, name www.example.com
    const name = new TextEncoder().encode('www.example.com');
    expect(uuidOfName('6ba7b810-9dad-11d1-80b4-00c04fd430c8', name, sha1)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    expect(() => uuidOfName('not-a-uuid', name, sha1)).toThrow(RangeError);
  });
});

describe('submission of a document', () => {
  test('the same input gives the same bytes, another message id gives other ids', () => {
    expect(codec.documentSubmission(aSubmission())).toEqual(codec.documentSubmission(aSubmission()));
    const other = read(codec.documentSubmission(aSubmission({ messageId: '11111111-2222-4333-8444-555555555555' })));
    const mine = read(codec.documentSubmission(aSubmission()));
    const urls = [...(mine.entry ?? []), ...(other.entry ?? [])].map(entry => entry.fullUrl);
    expect(new Set(urls).size).toBe(6);
  });

  test('a prescription: the whole message', () => {
    const bundle = read(codec.documentSubmission(aSubmission()));
    const [reference, binary, provenance] = bundle.entry?.map(entry => entry.fullUrl) ?? [];
    const author = {
      type: 'Practitioner',
      identifier: { system: 'urn:oid:1.2.246.537.26', value: '00999900101' },
      display: 'Aino Maria Harjula',
    };
    expect(bundle).toEqual({
      resourceType: 'Bundle',
      meta: { profile: ['https://kantasim.example/fhir/StructureDefinition/sim-submission'] },
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${MESSAGE}` },
      type: 'transaction',
      timestamp: AT,
      entry: [
        {
          fullUrl: reference,
          resource: {
            resourceType: 'DocumentReference',
            meta: { profile: ['https://kantasim.example/fhir/StructureDefinition/sim-document-reference'] },
            masterIdentifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.93001.2026.1' },
            identifier: [
              { system: 'http://resepti.kanta.fi/fhir/id/id', value: 'urn:oid:1.2.246.10.88888888.93001.2026.1' },
              { system: 'http://resepti.kanta.fi/fhir/id/setId', value: 'urn:oid:1.2.246.10.88888888.93001.2026.1' },
            ],
            status: 'current',
            docStatus: 'final',
            type: { coding: [{ system: 'urn:oid:1.2.246.537.5.40105.2006', code: '1' }], text: 'Lääkemääräys' },
            subject: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: '010190-999W' } },
            date: '2026-02-03T07:05:07.000Z',
            author: [author],
            custodian: {
              type: 'Organization',
              identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.2462460.19.1' },
            },
            securityLabel: [
              {
                coding: [
                  { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' },
                  { system: 'urn:oid:1.2.246.777.5.99902.2006', code: '5' },
                ],
              },
            ],
            content: [
              {
                attachment: {
                  contentType: 'text/xml',
                  language: 'fi',
                  url: binary,
                  size: SIGNED.length,
                  hash: createHash('sha1').update(SIGNED).digest('base64'),
                },
              },
            ],
            context: {
              encounter: [
                {
                  type: 'Encounter',
                  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.14001.2026.1' },
                },
              ],
            },
          },
          request: {
            method: 'POST',
            url: 'DocumentReference',
            ifNoneExist: 'identifier=urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.93001.2026.1',
          },
        },
        {
          fullUrl: binary,
          resource: { resourceType: 'Binary', contentType: 'text/xml', data: Buffer.from(SIGNED).toString('base64') },
          request: { method: 'POST', url: 'Binary' },
        },
        {
          fullUrl: provenance,
          resource: {
            resourceType: 'Provenance',
            meta: { profile: ['https://kantasim.example/fhir/StructureDefinition/sim-provenance'] },
            target: [{ reference }],
            recorded: AT,
            activity: {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }],
            },
            agent: [
              {
                type: {
                  coding: [
                    { system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' },
                  ],
                },
                who: author,
                onBehalfOf: {
                  type: 'Organization',
                  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.10.1' },
                },
              },
            ],
          },
          request: { method: 'POST', url: 'Provenance' },
        },
      ],
    });
  });

  test('a dispensing is a document of type 10 without a service event', () => {
    const content = aLegalDispensing();
    const sent = aSubmission({ document: { kind: 'dispensing', content }, author: aPharmacist });
    const reference = resource<DocumentReference>(read(codec.documentSubmission(sent)), 'DocumentReference');
    expect(reference.type?.coding).toEqual([{ system: 'urn:oid:1.2.246.537.5.40105.2006', code: '10' }]);
    expect(reference.context).toBeUndefined();
    expect(reference.custodian?.identifier?.value).toBe('urn:oid:1.2.246.10.2462460.19.1');
  });

  test('a record names its set, its controller and its service event', () => {
    const content = aRecordDocument();
    const reference = resource<DocumentReference>(
      read(codec.documentSubmission(aSubmission({ document: { kind: 'record', content } }))),
      'DocumentReference',
    );
    expect(reference.identifier).toEqual([
      { system: 'urn:ietf:rfc:3986', value: `urn:oid:${content.oid}` },
      { system: 'https://kantasim.example/fhir/sid/document-set', value: `urn:oid:${content.setId}` },
    ]);
    expect(reference.type).toEqual({ text: 'Käyntimerkintä' });
    expect(reference.custodian?.identifier?.value).toBe('urn:oid:1.2.246.10.88888888.10.0');
    expect(reference.context?.encounter?.[0]?.identifier?.value).toBe(`urn:oid:${content.serviceEventOid}`);
  });

  test('a second version replaces the first; a third cannot be written without knowing the second', () => {
    const content = aLegalPrescription({ oid: oid('1.2.246.10.88888888.93001.2026.2'), version: 2 });
    const bundle = read(codec.documentSubmission(aSubmission({ document: { kind: 'prescription', content } })));
    const reference = resource<DocumentReference>(bundle, 'DocumentReference');
    expect(reference.type?.coding?.[0]?.code).toBe('3');
    expect(reference.docStatus).toBe('amended');
    const first = { system: 'urn:ietf:rfc:3986', value: `urn:oid:${content.setId}` };
    expect(reference.relatesTo).toEqual([
      { code: 'replaces', target: { type: 'DocumentReference', identifier: first } },
    ]);
    const provenance = resource<Provenance>(bundle, 'Provenance');
    expect(provenance.activity?.coding?.[0]?.code).toBe('UPDATE');
    expect(provenance.entity?.[0]).toMatchObject({ role: 'revision', what: { identifier: first } });
    const third = aLegalPrescription({ version: 3 });
    expect(() => codec.documentSubmission(aSubmission({ document: { kind: 'prescription', content: third } }))).toThrow(
      RangeError,
    );
  });

  test('a person without an identity code has a temporary one of the provider', () => {
    const content = aLegalPrescription({ patient: { ...aDocumentPatient, identityCode: null } });
    const bundle = read(codec.documentSubmission(aSubmission({ document: { kind: 'prescription', content } })));
    expect(resource<DocumentReference>(bundle, 'DocumentReference').subject).toEqual({
      type: 'Patient',
      identifier: { use: 'temp', system: 'urn:oid:1.2.246.10.88888888.22.2026', value: 'local-1' },
    });
  });
});

describe('submission of a service event', () => {
  const input = {
    messageId: MESSAGE,
    event: anEvent,
    previousVersionTag: null,
    patientIdentityCode: '010190-999W',
    patientLocalId: 'local-1',
    author: aPhysician,
    at: AT,
  };

  test('opening creates the Encounter once for its OID', () => {
    const bytes = codec.serviceEventSubmission(input);
    expect(bytes).toEqual(codec.serviceEventSubmission(input));
    const bundle = read(bytes);
    expect(bundle.entry?.map(entry => entry.request)).toEqual([
      {
        method: 'POST',
        url: 'Encounter',
        ifNoneExist: 'identifier=urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.14001.2026.1',
      },
      { method: 'POST', url: 'Provenance' },
    ]);
    expect(resource<Encounter>(bundle, 'Encounter')).toEqual({
      resourceType: 'Encounter',
      meta: { profile: ['https://kantasim.example/fhir/StructureDefinition/sim-service-event'] },
      identifier: [{ use: 'official', system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.14001.2026.1' }],
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: '010190-999W' } },
      period: { start: '2026-02-03T07:00:00.000Z' },
      serviceProvider: {
        type: 'Organization',
        identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.246.10.88888888.10.1' },
      },
    });
  });

  test('the end replaces exactly the version that it was made on', () => {
    const ended = { ...anEvent, kind: 'remoteContact' as const, endedAt: instant('2026-02-03T08:00:00.000Z') };
    const bundle = read(codec.serviceEventSubmission({ ...input, event: ended, previousVersionTag: 'W/"1"' }));
    expect(bundle.entry?.[0]?.request).toEqual({
      method: 'PUT',
      url: 'Encounter?identifier=urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.14001.2026.1',
      ifMatch: 'W/"1"',
    });
    expect(resource<Encounter>(bundle, 'Encounter')).toMatchObject({
      status: 'finished',
      class: { code: 'VR' },
      period: { start: '2026-02-03T07:00:00.000Z', end: '2026-02-03T08:00:00.000Z' },
    });
    expect(resource<Provenance>(bundle, 'Provenance').activity?.coding?.[0]?.code).toBe('UPDATE');
  });

  test('a series that another unit began keeps that unit; its visits are of the own one', () => {
    const begunAtOid = oid('1.2.246.10.88888888.10.7');
    const visit = { oid: oid('1.2.246.10.88888888.14001.2026.9'), startedAt: anEvent.startedAt, endedAt: null };
    const event = { ...anEvent, begunAtOid, series: { name: 'Haavahoito', visits: [visit] } };
    const providerOf = (of: typeof visit | null): string | undefined =>
      resource<Encounter>(read(codec.serviceEventSubmission({ ...input, event, visit: of })), 'Encounter')
        .serviceProvider?.identifier?.value;
    expect([providerOf(null), providerOf(visit)]).toEqual([`urn:oid:${begunAtOid}`, `urn:oid:${anEvent.unitOid}`]);
  });
});

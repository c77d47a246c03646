import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/kernel/time.ts';
import { type DocumentCodec } from '../../src-main/app/ports/documents.port.ts';
import { type DocumentContent, carried, createDocumentCodec } from '../../src-main/wire/documents.ts';
import { readCdaTime, cdaTime } from '../../src-main/wire/cda/times.ts';
import { bindingFaults } from '../../src-main/wire/signature/binding.ts';
import { readXml } from '../../src-main/wire/xml/xml.ts';
import { schemaFaults } from '../builders/cda-schema.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';
import { anyDispensing, anyPrescription, anyRecord } from '../builders/document.arbitrary.ts';
import { MESSAGE_ARBITRARIES } from '../builders/message.arbitrary.ts';
import { aLegalDispensing, aLegalPrescription, aRecordDocument } from '../builders/document.builder.ts';

const codec: DocumentCodec = createDocumentCodec({ cryptography: testCryptography });
const RUNS = { numRuns: 100 };

const arbitraries: readonly (readonly [string, fc.Arbitrary<DocumentContent>])[] = [
  ['prescription', anyPrescription.map(content => ({ kind: 'prescription', content }))],
  ['dispensing', anyDispensing.map(content => ({ kind: 'dispensing', content }))],
  ['record', anyRecord.map(content => ({ kind: 'record', content }))],
  ...MESSAGE_ARBITRARIES,
];

describe.each(arbitraries)('%s', (_, documents) => {
  it('reads back what a document carries', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), (document, practice) => {
        const bytes = codec.write(document, { practice, softwareVersion: '0.1.0' });
        expect(codec.read(bytes)).toEqual({ ok: true, value: carried(document) });
      }),
      { numRuns: 1000 },
    );
  }, 120_000);

  it('is valid against the Finnish schema, and binds its header to what is signed', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), (document, practice) => {
        const bytes = codec.write(document, { practice, softwareVersion: '0.1.0' });
        expect(schemaFaults(bytes)).toEqual([]);
        const bound = readXml(bytes, ({ root }) => {
          const body = root.find('v3:component/v3:structuredBody');
          return body ? bindingFaults(root, body) : ['body-missing'];
        });
        // A request of a citizens' service has no author whose signature there could be.
        const nobody = document.kind === 'renewalRequest' && document.content.requester.kind === 'service';
        expect(bound).toEqual({ ok: true, value: nobody ? ['header-author-differs'] : [] });
      }),
      RUNS,
    );
  }, 120_000);

  it('carries the same again the second time', () => {
    fc.assert(
      fc.property(documents, document => {
        const once = carried(document);
        expect(carried(once)).toEqual(once);
      }),
      RUNS,
    );
  });

  it('gives the same bytes for the same content', () => {
    fc.assert(
      fc.property(documents, document => {
        const options = { practice: true, softwareVersion: '0.1.0' };
        expect(codec.write(document, options)).toEqual(codec.write(structuredClone(document), options));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what a document carries', () => {
  const plain = (document: DocumentContent) =>
    codec.read(codec.write(document, { practice: false, softwareVersion: '1' }));

  it('is all of a prescription but the local fields', () => {
    const rx = aLegalPrescription();
    const read = plain({ kind: 'prescription', content: rx });
    expect(read.ok && read.value.kind === 'prescription' ? read.value.content : null).toMatchObject({
      amount: rx.amount,
      iteration: rx.iteration,
      dose: rx.dose,
      prescribedAt: rx.prescribedAt,
      patient: { identityCode: rx.patient.identityCode, given: rx.patient.given, id: '', allergies: null, phone: '' },
      prescriber: { registrationNumber: rx.prescriber.registrationNumber, organisation: { businessId: '88888888' } },
    });
  });

  it('is all of a dispensing but the local fields', () => {
    const content = aLegalDispensing({
      substitutionRefusal: 'buyerRefuses',
      substitutionRefusalText: 'Tuttu valmiste',
    });
    const read = plain({ kind: 'dispensing', content });
    expect(read.ok && read.value.kind === 'dispensing' ? read.value.content : null).toMatchObject({
      substitutionRefusal: 'buyerRefuses',
      substitutionRefusalText: 'Tuttu valmiste',
      priceCents: 1234,
      prescription: content.prescription,
      remaining: content.remaining,
    });
  });

  it('is all sections of a record with their entries', () => {
    const content = aRecordDocument();
    const read = plain({ kind: 'record', content });
    expect(read.ok && read.value.kind === 'record' ? read.value.content.sections : null).toEqual(content.sections);
  });
});

describe('times', () => {
  it.each([
    ['2026-02-03T07:05:07.000Z', '20260203090507'],
    ['2026-07-03T21:30:00.000Z', '20260704003000'],
    ['2026-10-25T00:30:00.000Z', '20261025033000'],
    ['2026-10-25T01:30:00.000Z', '20261025033000+0200'],
  ])('%s is written %s and read back', (at, text) => {
    expect(cdaTime(instant(at))).toBe(text);
    expect(readCdaTime(text)).toBe(at);
  });

  it('refuses what is no time', () => {
    expect(['', '2026', '20261325', '20260203250000', 'x'].map(readCdaTime)).toEqual([null, null, null, null, null]);
  });
});

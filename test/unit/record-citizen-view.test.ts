/** A record as the citizens' service shows it: what the document tells, where the signature goes, what stays at the desk. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type CitizenView } from '../../shared/domain/records/record.ts';
import { recordFromForm } from '../../shared/domain/records/record.rules.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { signDigest } from '../../src-main/adapters/card/signature.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { decodeText } from '../../src-main/wire/xml/utf8.ts';
import { schemaFaults } from '../builders/cda-schema.ts';
import { aRecordDocument } from '../builders/document.builder.ts';
import { aRecordForm, recordFacts } from '../builders/record.builder.ts';

const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const DELAY = { until: localDate('2026-12-01'), reason: 'Vakava löydös, kerrotaan vastaanotolla.' };
const written = (citizen: CitizenView): Uint8Array =>
  codec.write({ kind: 'record', content: aRecordDocument({ citizen }) }, { practice: true, softwareVersion: '1' });
const textOf = (bytes: Uint8Array): string => decodeText(bytes) ?? '';

test('the first day and the choice of a minor are in the document, the ground of the delay is not', () => {
  const bytes = written({ delay: DELAY, minorDisclosure: '3' });
  const xml = textOf(bytes);
  expect(xml).toContain(
    '<hl7fi:releaseDateForPatientViewing value="20261201"></hl7fi:releaseDateForPatientViewing></hl7fi:localHeader>',
  );
  expect(xml).toMatch(/<authorization typeCode="AUTH">.*code="3"/s);
  expect(xml).not.toContain('Vakava löydös');
  const read = codec.read(bytes);
  expect(read.ok && read.value.kind === 'record' && read.value.content.citizen).toEqual({
    delay: { until: DELAY.until, reason: '' },
    minorDisclosure: '3',
  });
});

test('signed, the signature stands before the first day, as the schema wants it, and holds', () => {
  const certificates = new URL('../../resources/certs-test-only/', import.meta.url);
  const pem = readFileSync(new URL('aino-harjula-sign.pem', certificates), 'utf8');
  const key = createPrivateKey({
    key: readFileSync(new URL('aino-harjula-sign.key.pem', certificates)),
    passphrase: '123456',
  });
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]*-----|\s/g, ''), 'base64'));
  const unsigned = written({ delay: DELAY, minorDisclosure: null });
  const work = codec.toBeSigned(unsigned, { der, algorithm: 'ec-p384' }, instant('2026-11-20T09:00:00.000Z'));
  const signed = work.finish(signDigest(key, work.digest, work.hash));
  const xml = textOf(signed);
  expect(xml.indexOf('</hl7fi:signatureCollection>')).toBeLessThan(xml.indexOf('<hl7fi:releaseDateForPatientViewing'));
  expect(xml.indexOf('<hl7fi:signatureCollection>')).toBeGreaterThan(xml.indexOf('</hl7fi:softwareSupport>'));
  expect(schemaFaults(signed)).toEqual([]);
  expect(codec.verify(signed).ok).toBe(true);
  expect(codec.unsigned(signed)).toEqual(unsigned);
});

test('the place of a document in its series stands in the header as the schema wants it, and is read back', () => {
  const place = {
    isPrimary: true as const,
    series: { name: 'Haavahoito', visitOid: oid('1.2.246.10.88888888.14.2026.9') },
  };
  const content = aRecordDocument({ ...place, citizen: { delay: DELAY, minorDisclosure: null } });
  const bytes = codec.write({ kind: 'record', content }, { practice: true, softwareVersion: '1' });
  expect(schemaFaults(bytes)).toEqual([]);
  const read = codec.read(bytes);
  expect(read.ok && read.value.kind === 'record' && read.value.content).toMatchObject(place);
  const later = textOf(bytes);
  for (const said of ['hoitosarja Haavahoito', 'sarjan käynti 1.2.246.10.88888888.14.2026.9', 'ensisijainen asiakirja'])
    expect(later).toContain(said);
});

test('of a purchased service the organiser keeps it and the producer is named, as the schema wants it', () => {
  const organiserOid = oid('1.2.246.10.55555555.10.0');
  const purchased = { organiserOid, organiserName: 'Koelahden hyvinvointialue', register: '3' as const };
  const content = aRecordDocument({ purchased, citizen: { delay: DELAY, minorDisclosure: null } });
  const bytes = codec.write({ kind: 'record', content }, { practice: true, softwareVersion: '1' });
  expect(schemaFaults(bytes)).toEqual([]);
  const read = codec.read(bytes);
  expect(read.ok && read.value.kind === 'record' && read.value.content).toMatchObject({ purchased });
  const xml = textOf(bytes);
  expect(xml).toMatch(new RegExp(`<representedCustodianOrganization><id root="${organiserOid}"`));
  const producer = content.author.organisation.provider.oid;
  expect(xml).toMatch(new RegExp(`<responsibleParty>.*<id root="${producer}"`, 's'));
  expect(xml).toContain(`Koelahden hyvinvointialue, ${organiserOid}`);
});

test('shown at once, of an adult, the document says nothing of it', () => {
  const facts = recordFacts();
  const record = aRecordDocument();
  const made = recordFromForm(aRecordForm({ citizen: { delay: null, minorDisclosure: '2' } }), {
    ...facts,
    oid: record.oid,
    setId: record.oid,
    version: 1,
    serviceEventOid: record.serviceEventOid,
    at: facts.now,
    title: 'Käynti',
  });
  expect(made.ok && 'citizen' in made.value).toBe(false);
  expect(textOf(written({ delay: null, minorDisclosure: null }))).not.toContain('releaseDateForPatientViewing');
});

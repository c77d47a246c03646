import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { MedicationRequest } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CRYPTOGRAPHY, sha1 } from '../../src-main/adapters/card/cryptography.ts';
import { signDigest } from '../../src-main/adapters/card/signature.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { anyPrescription } from '../builders/document.arbitrary.ts';
import { aPhysician } from '../builders/document.builder.ts';
import { AINO } from './support/cda.builder.ts';
import { CERTS, signerOf } from './support/people.ts';
import { type Practice, resources, rules, startPractice } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const messages = createMessageCodec({ sha1 });
const der = new Uint8Array(new X509Certificate(readFileSync(join(CERTS, 'aino-harjula-sign.pem'))).raw);
const SIGNED_AT = instant('2026-11-22T09:00:00.000Z');
/** Rules that a free combination of fields may well break; everything else the client writes must be taken. */
const MAY_BREAK = new Set([
  // Hospital and foreign kinds are read, never prescribed; a text without its preparation; an amount of a later phase; a
  // number of the database where the kind has none.
  'SIM-RX-013',
  'SIM-RX-015',
  'SIM-RX-017',
  'SIM-RX-019',
  'SIM-RX-014',
  'SIM-RX-016',
  'SIM-RX-020',
  'SIM-RX-021',
  'SIM-RX-023',
  'SIM-RX-025',
  'SIM-RX-029',
  'SIM-RX-031',
  'SIM-RX-032',
  'SIM-RX-034',
]);

/**
 * The same person and prescriber each time: this is about the content. What a pharmacy enters for a prescriber is signed by
 * whoever entered it, and so is no part of it.
 */
const lawful = ({ recorder: _by, pharmacyStorage: _how, ...raw }: Prescription, serial: number): Prescription => {
  const id = oid(`1.2.246.10.88888888.93777.2026.${serial}`);
  return {
    ...raw,
    oid: id,
    setId: id,
    version: 1,
    prescribedAt: instant('2026-11-20T08:00:00.000Z'),
    validUntil: null,
    prescriber: aPhysician,
    patient: {
      ...raw.patient,
      identityCode: raw.patient.identityCode && '010190-999W',
      given: ['Tuisku'],
      birthDate: localDate('1990-01-01'),
    },
  };
};

test('what the client writes is taken or refused for a named rule, and every view made of it obeys its profile', async () => {
  let serial = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(anyPrescription, async raw => {
      serial += 1;
      const content = lawful(raw, serial);
      const document = { kind: 'prescription', content } as const;
      const open = codec.toBeSigned(
        codec.write(document, { practice: true, softwareVersion: '1' }),
        { der, algorithm: 'ec-p384' },
        SIGNED_AT,
      );
      const signed = open.finish(signDigest(signerOf(AINO).key, open.digest, 'SHA-384'));
      const messageId = crypto.randomUUID();
      const body = messages.documentSubmission({
        messageId,
        signed,
        document,
        author: content.prescriber,
        at: SIGNED_AT,
      });
      const reply = await practice.ask('POST', 'resepti/baseR4', AINO, body, { 'X-Request-Id': messageId });
      if (reply.status !== 200) {
        expect([reply.status, rules(reply).filter(r => !MAY_BREAK.has(r))]).toEqual([422, []]);
        return;
      }
      taken += 1;
      const found = await practice.search('resepti', 'MedicationRequest', AINO, {
        identifier: `http://resepti.kanta.fi/fhir/id/id|urn:oid:${content.oid}`,
      });
      const [request] = resources<MedicationRequest>(found, 'MedicationRequest');
      for (const path of [
        `MedicationRequest/${request?.id}`,
        request?.medicationReference?.reference,
        request?.subject.reference,
      ]) {
        const read = await practice.ask('GET', `resepti/baseR4/${path}`, AINO);
        expect([read.status, practice.events.filter(e => e['event'] === 'answer-not-valid')]).toEqual([200, []]);
      }
    }),
    { numRuns: 200 },
  );
  expect(taken).toBeGreaterThan(5);
}, 120_000);

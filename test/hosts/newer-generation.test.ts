/** A document of a later generation than ours: shown, cancelled with all that it says, not corrected. Real host, real simulator. */
import type { DocumentReference } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { createDocumentCodec, readDocument } from '../../src-main/wire/documents.ts';
import { testCryptography, practiceSigner } from '../builders/cryptography.builder.ts';
import { aDocumentPatient, aLegalPrescription, aPhysician } from '../builders/document.builder.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { AINO, type HeaderParts, newOid, PATIENT } from '../simulator/support/cda.builder.ts';
import { type Practice, resources, startPractice, submissionOf } from '../simulator/support/practice.ts';
import { type DirectHost, startDirectHost } from './direct.ts';
import { accepted, openPatient, PIN2, signIn, valueOf } from './story.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const CONTROL = 'control-token';
const codec = createDocumentCodec({ cryptography: testCryptography });
const folder = temporaryFolder();
let practice: Practice;
let host: DirectHost;
let patientId = '';

/** What this program has no word for: a field of a later list, an extension element, an attribute of another namespace. */
const FIELD = `<component><observation classCode="OBS" moodCode="EVN"><code code="399" codeSystem="1.2.246.537.6.12.2002.126" displayName='Uusi  kenttä'/><value xsi:type="ST">arvo &#xE4;</value></observation></component>`;
const EXTENSION = `<later:part  xmlns:later="urn:later" a = "1"><![CDATA[<omaa>]]></later:part>`;

/** Another vendor's prescription of 2027, signed by its author and taken by the Centre. */
async function storedLater(template: string): Promise<Readonly<{ oid: Oid; bytes: Uint8Array }>> {
  const nowMs = Date.now();
  const documentOid = oid(newOid('clinic'));
  const content = aLegalPrescription({
    oid: documentOid,
    setId: documentOid,
    patient: {
      ...aDocumentPatient,
      identityCode: PATIENT.hetu,
      given: PATIENT.given,
      callName: PATIENT.given[0] ?? '',
      family: PATIENT.family,
    },
    prescriber: aPhysician,
    prescribedAt: instantOfMs(nowMs - 3_600_000),
    serviceEventOid: null,
    iteration: null,
  });
  const text = new TextDecoder()
    .decode(codec.write({ kind: 'prescription', content }, { practice: true, softwareVersion: '9' }))
    .replaceAll('1.2.246.777.11.2020.', template)
    .replace('</organizer>', `${FIELD}</organizer>`)
    .replace('</patientRole>', `${EXTENSION}</patientRole>`);
  const signer = practiceSigner('aino-harjula');
  const toBeSigned = codec.toBeSigned(new TextEncoder().encode(text), signer.certificate, instantOfMs(nowMs));
  const bytes = toBeSigned.finish(signer.sign(toBeSigned.digest, toBeSigned.hash));
  const header: HeaderParts = {
    oid: documentOid,
    setId: documentOid,
    version: 1,
    type: '1',
    patient: PATIENT,
    authors: [],
    createdMs: nowMs,
  };
  const reply = await practice.submit(
    'resepti',
    AINO,
    submissionOf([[{ header, xml: '', author: AINO }, bytes]], nowMs),
  );
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
  return { oid: documentOid, bytes };
}

/** The text of a document as the Centre holds it. */
async function heldBy(documentOid: Oid): Promise<string> {
  const identifier = `http://resepti.kanta.fi/fhir/id/id|urn:oid:${documentOid}`;
  const found = await practice.search('resepti', 'DocumentReference', AINO, { identifier });
  const [reference] = resources<DocumentReference>(found, 'DocumentReference');
  const url = reference?.content[0]?.attachment.url ?? '';
  return (await practice.ask('GET', `resepti/baseR4/${url}`, AINO, undefined, { Accept: 'text/xml' })).text;
}

beforeAll(async () => {
  practice = await startPractice({ clock: { nowMs: () => Date.now() } });
  host = await startDirectHost(folder.path, { url: practice.simulator.url, controlToken: CONTROL });
  await signIn(host.client, 'aino-harjula');
  patientId = await openPatient(host.client, PATIENT.hetu ?? '');
});
afterAll(async () => {
  await host?.close();
  await practice?.close();
  folder.remove();
});

async function rowOf(setId: Oid): Promise<PrescriptionRow> {
  const { rows } = valueOf(await host.client.prescribing.list({ patientId }));
  const row = rows.find(({ prescription }) => prescription.setId === setId);
  if (row === undefined) throw new Error('the prescription is not in the list');
  return row;
}
const CHOICE = { type: 'technical', reasonCode: '7', reasonText: '', consent: '5' } as const;

test('a newer-compatible document is shown, and its cancellation says all of it byte for byte', async () => {
  const stored = await storedLater('1.2.246.777.11.2027.');
  expect(await rowOf(stored.oid)).toMatchObject({ generation: 'newer', prescription: { indication: 'Kipuun' } });
  expect(await host.client.prescribing.openCorrection({ patientId, setId: stored.oid })).toMatchObject({
    ok: false,
    error: { code: 'RX-0006', detail: ['newerGeneration'] },
  });
  const [shown] = valueOf(
    await host.client.prescribing.previewCancellation({ patientId, setId: stored.oid, choice: CHOICE }),
  );
  expect(JSON.stringify(shown?.readable)).toContain('Uusi  kenttä: arvo ä');
  const items = [{ draftId: shown?.draftId ?? '', digest: shown?.digest ?? '' }];
  expect(valueOf(await host.client.prescribing.sign({ items, pin2: PIN2 })).left).toEqual([]);
  const cancellation = shown?.documentOid as Oid;
  await accepted(host.client, cancellation);
  expect(await rowOf(stored.oid)).toMatchObject({ state: 'cancelled' });

  const text = await heldBy(cancellation);
  const held = new TextEncoder().encode(text);
  expect(text).toContain(FIELD);
  expect(text).toContain(EXTENSION);
  expect(text).toContain('1.2.246.777.11.2027.2');
  // Ours in form, with the later generation named beside it.
  expect(readDocument(held)).toMatchObject({ generation: 'same', content: { kind: 'prescriptionCancellation' } });
  expect(codec.verify(held).ok).toBe(true);
  // What was there before lies there still, untouched.
  expect(await heldBy(stored.oid)).toBe(new TextDecoder().decode(stored.bytes));
});

test('without its bytes it is not cancelled, and without a known generation not at all', async () => {
  const later = await storedLater('1.2.246.777.11.2027.');
  const strange = await storedLater('1.2.246.777.99.1.');
  await rowOf(later.oid);
  const cancel = (setId: Oid) => host.client.prescribing.previewCancellation({ patientId, setId, choice: CHOICE });
  expect(await cancel(strange.oid)).toMatchObject({ ok: false, error: { code: 'RX-0006', detail: ['notKnown'] } });
  valueOf(await host.client.system.practiceFault({ fault: 'lineDown' }));
  expect(await cancel(later.oid)).toMatchObject({ ok: false, error: { code: 'RX-0006', detail: ['notFetched'] } });
  valueOf(await host.client.system.practiceFault({ fault: 'none' }));
  expect((await cancel(later.oid)).ok).toBe(true);
});

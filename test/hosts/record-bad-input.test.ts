/** Documents that the archive should never have: of another patient, controller or version, and with hostile text. */
import { createHash, randomUUID } from 'node:crypto';
import type { DocumentReference, Patient } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RecordDocument } from '../../shared/domain/records/record.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { createRepository } from '../../src-main/simulator/search/repository.ts';
import { openStore } from '../../src-main/simulator/store/store.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { aDocumentPatient, aRecordDocument } from '../builders/document.builder.ts';
import { type Running, startSimulatorProcess, temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { openPatient, signIn, valueOf } from './story.ts';

const URI = 'urn:ietf:rfc:3986';
const HETU = '061241-975K';
const OURS = '1.2.246.10.88888888.10.0';
const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const sha = (algorithm: 'sha1' | 'sha256', bytes: Uint8Array) => createHash(algorithm).update(bytes);
const HOSTILE = '<script>alert(1)</script> {{constructor}} ]]> &amp; \u202Eoikealta vasemmalle';

/** Put past every rule of the service: what a service with a fault, or an attacker in it, could hand out. */
function plant(folder: string, envelopeOid: Oid, content: RecordDocument): void {
  const bytes = codec.write({ kind: 'record', content }, { practice: true, softwareVersion: '1' });
  const store = openStore(folder);
  const repository = createRepository(store, randomUUID);
  const [patient] = repository.byIdentifier<Patient>('Patient', `urn:oid:1.2.246.21|${HETU}`);
  if (patient === undefined) throw new Error('the patient is not in the practice world');
  store.write(() => {
    const binaryId = randomUUID();
    const logical = (type: string, value: string) => ({ type, identifier: { system: URI, value: `urn:oid:${value}` } });
    const reference = repository.create<DocumentReference>(
      {
        resourceType: 'DocumentReference',
        masterIdentifier: { system: URI, value: `urn:oid:${envelopeOid}` },
        identifier: [{ system: 'https://kantasim.example/fhir/sid/document-set', value: `urn:oid:${envelopeOid}` }],
        status: 'current',
        docStatus: 'final',
        type: { text: content.title },
        subject: { reference: `Patient/${patient.id}`, identifier: { system: 'urn:oid:1.2.246.21', value: HETU } },
        date: content.createdAt,
        custodian: logical('Organization', OURS),
        content: [
          {
            attachment: {
              contentType: 'text/xml',
              url: `Binary/${binaryId}`,
              size: bytes.length,
              hash: sha('sha1', bytes).digest('base64'),
            },
          },
        ],
        context: { encounter: [logical('Encounter', content.serviceEventOid)] },
      },
      Date.now(),
    );
    store.documents.insert({
      oid: envelopeOid,
      setId: envelopeOid,
      version: 1,
      service: 'potilastieto',
      typeCode: '2',
      patientId: patient.id,
      author: '',
      organisation: OURS,
      encounter: content.serviceEventOid,
      sha256: sha('sha256', bytes).digest('hex'),
      bytes,
      referenceId: reference.id,
      binaryId,
      storedMs: Date.now(),
    });
  });
  store.close();
}

describe('documents that are not what the list says', () => {
  const [simulatorFolder, hostFolder] = [temporaryFolder(), temporaryFolder()];
  const [foreign, stranger, exchanged, hostile] = [1, 2, 3, 4].map(n => oid(`1.2.246.10.88888888.11.2025.${n}`)) as [
    Oid,
    Oid,
    Oid,
    Oid,
  ];
  const patient = { ...aDocumentPatient, identityCode: HETU };
  const ours = (at: Oid): RecordDocument =>
    aRecordDocument({ oid: at, setId: at, patient, templateId: 'visit-physician' });
  let simulator: Running;
  let host: DirectHost;
  let patientId = '';

  beforeAll(async () => {
    // The first start fills the practice world.
    await (await startSimulatorProcess(simulatorFolder.path)).stop();
    const provider = { oid: oid('1.2.246.10.55555555.10.0'), name: { fi: 'Toinen', sv: 'Annan', en: 'Other' } };
    const writer = ours(foreign).author;
    const author = { ...writer, organisation: { ...writer.organisation, provider } };
    plant(simulatorFolder.path, foreign, { ...ours(foreign), author });
    plant(simulatorFolder.path, stranger, { ...ours(stranger), patient: { ...patient, identityCode: '120468-912X' } });
    plant(simulatorFolder.path, exchanged, ours(oid('1.2.246.10.88888888.11.2025.99')));
    plant(simulatorFolder.path, hostile, {
      ...ours(hostile),
      sections: [{ heading: 'plan', text: HOSTILE, entries: [] }],
    });
    simulator = await startSimulatorProcess(simulatorFolder.path);
    host = await startDirectHost(hostFolder.path, { url: simulator.url, controlToken: null });
    await signIn(host.client, 'aino-harjula');
    patientId = await openPatient(host.client, HETU);
    const { rows } = valueOf(await host.client.records.list({ patientId }));
    expect(rows.map(row => row.oid)).toEqual(expect.arrayContaining([foreign, stranger, exchanged, hostile]));
  }, 120_000);
  afterAll(async () => {
    await host?.close();
    await simulator?.stop();
    simulatorFolder.remove();
    hostFolder.remove();
  });
  const read = (documentOid: Oid) => host.client.records.read({ patientId, documentOid });
  const revise = (documentOid: Oid, act: 'newVersion' | 'annulment') =>
    host.client.records.revise({ patientId, documentOid, act });

  test('a document of another controller is read and neither corrected nor annulled', async () => {
    expect((await read(foreign)).ok).toBe(true);
    expect(await revise(foreign, 'newVersion')).toEqual({ ok: false, error: { code: 'REC-0005' } });
    expect(await revise(foreign, 'annulment')).toEqual({ ok: false, error: { code: 'REC-0005' } });
  });

  test('a document of another patient is not shown, printed or changed under this one', async () => {
    const refused = { ok: false, error: { code: 'REC-0003' } };
    expect(await read(stranger)).toEqual(refused);
    expect(await host.client.records.print({ patientId, documentOid: stranger })).toEqual(refused);
    expect(await revise(stranger, 'annulment')).toEqual(refused);
  });

  test('another document or version under the identifier of this one is an answer that is not understood', async () => {
    const refused = { ok: false, error: { code: 'NET-0003' } };
    expect(await read(exchanged)).toEqual(refused);
    expect(await revise(exchanged, 'newVersion')).toEqual(refused);
  });

  test('hostile text is read as text, in the pane and on paper', async () => {
    const { readable } = valueOf(await read(hostile));
    const said = readable.flatMap(block => (block.kind === 'paragraph' ? block.spans.map(({ text }) => text) : []));
    expect(said.join('\n')).toContain(HOSTILE);
    const { pages, mediaType } = valueOf(await host.client.records.print({ patientId, documentOid: hostile }));
    expect([mediaType, pages >= 1]).toEqual(['application/pdf', true]);
  });

  test('consents that contradict what is in force are refused by name', async () => {
    const attestation = { saidBy: 'person', representative: '', identifiedBy: 'known' } as const;
    const give = (declaration: Parameters<typeof host.client.wills.give>[0]['declaration']) =>
      host.client.wills.give({ patientId, declaration, attestation });
    valueOf(await host.client.wills.list({ patientId }));
    const again = await give({ kind: 'consent', sector: 'health' });
    expect(again).toMatchObject({ ok: false, error: { code: 'WIL-0002' } });
    const denial = { kind: 'denial', scope: { at: 'allHealth' }, emergencyUse: true } as const;
    valueOf(await give(denial));
    expect(await give({ ...denial, emergencyUse: false })).toMatchObject({ ok: false, error: { code: 'WIL-0002' } });
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CRYPTOGRAPHY, sha1 } from '../../src-main/adapters/card/cryptography.ts';
import { openPracticeTray } from '../../src-main/adapters/card/practice/practice-tray.ts';
import { memoryState } from '../../src-main/adapters/card/practice/try-counters.ts';
import { connectKanta, type Kanta } from '../../src-main/adapters/kanta/connect.ts';
import { type DocumentContent } from '../../src-main/app/ports/documents.port.ts';
import { type QueryContext } from '../../src-main/app/ports/kanta.port.ts';
import { type Simulator, standardFolders, startSimulator } from '../../src-main/simulator/simulator.ts';
import { createDocumentCodec } from '../../src-main/wire/documents.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { type Professional } from '../../shared/domain/people/person.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type Service } from '../../shared/domain/queue.ts';
import { type ServiceEvent } from '../../shared/domain/records/record.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { Sensitive } from '../../shared/kernel/sensitive.ts';
import { type Instant, instantOfMs } from '../../shared/kernel/time.ts';
import {
  aDocumentPatient,
  aLegalDispensing,
  aLegalPrescription,
  aPharmacist,
  aPharmacy,
  aPhysician,
  aRecordDocument,
} from '../builders/document.builder.ts';
import { aKantaConfig, clockAt, PHARMACY_B } from '../fakes/kanta-config.fake.ts';
import { CERTS, SEED } from '../fakes/practice-set.fake.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');
const CONTROL = 'test-control';
const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const messages = createMessageCodec({ sha1 });

/** Individual number 900-999 and a right check character: nobody's code, and not one of the seed. */
const PATIENT = { ...aDocumentPatient, identityCode: '010190-999W' };

let nowMs = Date.UTC(2026, 10, 22, 10, 0, 0);
const at = (minutes = 0): Instant => instantOfMs(nowMs + minutes * 60_000);
let serial = 0;
const newOid = (organisation: Professional['organisation'], node: '93001' | '14001' | '11001'): Oid =>
  oid(`1.2.246.10.${organisation.businessId}.${node}.2026.${(serial += 1)}`);

const sofia: Professional = {
  ...aPharmacist,
  registrationNumber: '00999900105',
  family: 'Lindgren',
  given: ['Sofia'],
  organisation: {
    ...aPharmacy,
    oid: PHARMACY_B,
    businessId: '66666666',
    provider: { ...aPharmacy.provider, oid: PHARMACY_B },
  },
};
const CARD_OF: Readonly<Record<string, string>> = {
  '00999900101': 'aino-harjula',
  '00999900103': 'leena-apaja',
  '00999900105': 'sofia-lindgren',
};

const context = (who: Professional, change: Partial<QueryContext> = {}): QueryContext => ({
  actor: { registrationNumber: who.registrationNumber, right: who.right },
  organisationOid: who.organisation.oid,
  unitOid: who.organisation.oid,
  reason: '1',
  relation: '',
  correlationId: randomUUID(),
  ...change,
});

let folder: string;
let simulator: Simulator;
let kanta: Kanta;
let requests = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kantele-line-'));
  // Without medicines the practice prescriptions are not sown: the tests bring their own.
  const { medicinesDir: _medicines, ...folders } = standardFolders(RESOURCES);
  simulator = await startSimulator({
    port: 0,
    dataDir: folder,
    ...folders,
    clock: { nowMs: () => nowMs },
    control: CONTROL,
  });
  kanta = connectKanta(
    aKantaConfig(simulator.url, {
      clock: clockAt(() => nowMs),
      controlToken: CONTROL,
      limits: { answerMs: 10_000 },
      newUuid: () => {
        requests += 1;
        return randomUUID();
      },
      readDocument: bytes => codec.read(bytes),
      readable: bytes => codec.readable(bytes),
    }),
  );
}, 120_000);
afterAll(async () => {
  kanta?.close();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  nowMs += 60_000;
});

const trays = new Map<string, ReturnType<typeof openPracticeTray>>();

/** One reader for each professional, the card in it. */
function cardOf(who: Professional): ReturnType<typeof openPracticeTray> {
  const id = CARD_OF[who.registrationNumber] ?? '';
  const tray =
    trays.get(id) ?? openPracticeTray({ seedDir: SEED, certsDir: CERTS, state: memoryState(), inserted: id });
  trays.set(id, tray);
  return tray;
}

/** Signs as the product does: the card gets a digest, the codec splices the signature. */
async function signed(document: DocumentContent, who: Professional): Promise<Uint8Array> {
  const card = cardOf(who);
  const certificate = card.present()?.certificates.find(({ purpose }) => purpose === 'signing');
  const session = await card.openSigning(new Sensitive('123456'));
  if (!certificate || !session.ok) throw new Error('the card does not sign');
  const unsigned = codec.write(document, { practice: true, softwareVersion: '0.1.0' });
  const toSign = codec.toBeSigned(unsigned, certificate, at());
  const signature = await session.value.sign(toSign.digest, toSign.hash);
  await session.value.close();
  if (!signature.ok) throw new Error(signature.error.code);
  return toSign.finish(signature.value);
}

type Outgoing = Readonly<{
  service: Service;
  messageId: string;
  body: Uint8Array;
  context: QueryContext;
  digest: string;
  oid: Oid;
}>;

async function outgoing(document: DocumentContent, who: Professional): Promise<Outgoing> {
  const bytes = await signed(document, who);
  const messageId = randomUUID();
  return {
    service: document.kind === 'record' ? 'potilastieto' : 'resepti',
    messageId,
    body: messages.documentSubmission({ messageId, signed: bytes, document, author: who, at: at() }),
    context: context(who),
    digest: createHash('sha256').update(bytes).digest('hex'),
    oid: document.content.oid,
  };
}

function newPrescription(change: Partial<Prescription> = {}): Prescription {
  const own = newOid(aPhysician.organisation, '93001');
  return aLegalPrescription({
    oid: own,
    setId: own,
    patient: PATIENT,
    prescribedAt: at(),
    serviceEventOid: null,
    iteration: null,
    ...change,
  });
}

async function prescribed(change: Partial<Prescription> = {}): Promise<Prescription> {
  const content = newPrescription(change);
  const reply = await kanta.line.send(await outgoing({ kind: 'prescription', content }, aPhysician));
  expect(reply).toMatchObject({ kind: 'accepted', replayed: false, verified: true });
  return content;
}

describe('a document on its way', () => {
  test('is accepted with a verified receipt, replayed on a repeat, and known when asked for', async () => {
    const message = await outgoing({ kind: 'prescription', content: newPrescription() }, aPhysician);
    const first = await kanta.line.send(message);
    expect(first).toMatchObject({ kind: 'accepted', replayed: false, verified: true, at: at() });
    const again = await kanta.line.send(message);
    if (first.kind !== 'accepted') throw new Error(first.kind);
    expect(again).toEqual({ ...first, replayed: true });
    expect(await kanta.line.ask({ ...message, act: 'document' })).toMatchObject({
      ok: true,
      value: { known: true, same: true, receipt: { verified: true, bytes: first.bytes } },
    });
    // Held, but not as an answer to a message of this id: no receipt is made up.
    expect(await kanta.line.ask({ ...message, act: 'document', messageId: randomUUID() })).toMatchObject({
      ok: true,
      value: { known: true, same: true, receipt: null },
    });
    expect(await kanta.line.ask({ ...message, act: 'document', digest: '0'.repeat(64) })).toMatchObject({
      ok: true,
      value: { same: false },
    });
  });

  test('whose answer was lost is asked for, never doubled', async () => {
    const message = await outgoing({ kind: 'prescription', content: newPrescription() }, aPhysician);
    await kanta.faults.set('loseAnswers');
    expect(await kanta.line.send(message)).toEqual({ kind: 'unknown', code: 'NET-0004' });
    await kanta.faults.set('none');
    expect(await kanta.line.ask({ ...message, act: 'document' })).toMatchObject({
      ok: true,
      value: { known: true, same: true, receipt: { verified: true } },
    });
    expect(await kanta.line.send(message)).toMatchObject({ kind: 'accepted', replayed: true, verified: true });
  });

  test('that never arrived is not known', async () => {
    const message = await outgoing({ kind: 'prescription', content: newPrescription() }, aPhysician);
    expect(await kanta.line.ask({ ...message, act: 'document' })).toEqual({ ok: true, value: { known: false } });
  });

  test('with other bytes under a known OID is a conflict', async () => {
    const content = newPrescription();
    await kanta.line.send(await outgoing({ kind: 'prescription', content }, aPhysician));
    const other = await outgoing({ kind: 'prescription', content: { ...content, indication: 'Muuhun' } }, aPhysician);
    expect(await kanta.line.send(other)).toMatchObject({ kind: 'conflict', code: 'NET-0009' });
  });

  test('with one changed bit is refused for its signature', async () => {
    const content = newPrescription();
    const document = { kind: 'prescription' as const, content };
    const bytes = await signed(document, aPhysician);
    const messageId = randomUUID();
    const changed = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('Kipuun', 'Kipuum'));
    const body = messages.documentSubmission({ messageId, signed: changed, document, author: aPhysician, at: at() });
    const reply = await kanta.line.send({ service: 'resepti', messageId, body, context: context(aPhysician) });
    expect(reply).toMatchObject({ kind: 'refused', code: 'NET-0010' });
  });

  test('meets the practised faults as the table says', async () => {
    const message = await outgoing({ kind: 'prescription', content: newPrescription() }, aPhysician);
    await kanta.faults.set('errors');
    expect(await kanta.line.send(message)).toEqual({ kind: 'notSent', code: 'NET-0002', retryAfterMs: 2000 });
    await kanta.faults.set('lineDown');
    expect(await kanta.line.send(message)).toEqual({ kind: 'unknown', code: 'NET-0004' });
    expect((await kanta.line.probe('resepti')).ok).toBe(false);
    await kanta.faults.set('none');
    expect(await kanta.line.send(message)).toMatchObject({ kind: 'accepted', replayed: false });
    expect(await kanta.line.probe('resepti')).toMatchObject({ ok: true, value: { driftMs: expect.any(Number) } });
  });
});

describe('prescriptions of a patient at two pharmacies', () => {
  const leena = context(aPharmacist, { reason: '1', relation: 'suullinen pyyntö' });
  const list = async (who: QueryContext, setId: Oid) => {
    const rows = await kanta.centre.ofPatient(PATIENT, who);
    if (!rows.ok) throw new Error(JSON.stringify(rows.error));
    return rows.value.find(({ prescription }) => prescription.setId === setId);
  };

  test('held by one, refused to the other, dispensed in part, and free again', async () => {
    const prescription = await prescribed();
    const { setId } = prescription;
    const taken = await kanta.centre.hold(setId, leena);
    if (!taken.ok) throw new Error(taken.error.code);
    expect(await kanta.centre.hold(setId, leena)).toEqual(taken);
    expect(await kanta.centre.hold(setId, context(sofia))).toEqual({ ok: false, error: { code: 'RX-0002' } });
    expect(await list(context(sofia), setId)).toMatchObject({
      state: 'notDispensed',
      holder: {
        kind: 'hold',
        organisationOid: aPharmacist.organisation.oid,
        organisationName: 'Harjoituslan apteekki',
        mine: false,
      },
      remaining: { value: '200', unit: 'fol' },
    });
    expect((await list(leena, setId))?.holder?.mine).toBe(true);

    const own = newOid(aPharmacist.organisation, '93001');
    const content = aLegalDispensing({
      oid: own,
      setId: own,
      patient: PATIENT,
      prescription: { oid: prescription.oid, setId, version: 1 },
      dispensedAt: at(),
      remaining: { value: decimal('100'), unit: 'fol' },
      substituted: false,
    });
    const sent = await kanta.line.send(await outgoing({ kind: 'dispensing', content }, aPharmacist));
    expect(sent).toMatchObject({ kind: 'accepted', verified: true });
    const row = await list(context(sofia), setId);
    expect(row).toMatchObject({
      state: 'partlyDispensed',
      holder: null,
      remaining: { value: '100', unit: 'fol' },
      dispensedLots: 1,
      lastDispensedAt: at(),
    });
    expect(row?.prescription.product).toMatchObject({ tradeName: 'HARJOITUSTABLETTI' });
  });

  test('a release gives it to the other; a repeated release is no error; a wrong secret does nothing', async () => {
    const { setId } = await prescribed();
    const taken = await kanta.centre.hold(setId, leena);
    if (!taken.ok) throw new Error(taken.error.code);
    expect(await kanta.centre.release(setId, 'wrong', leena)).toEqual({ ok: true, value: null });
    expect((await list(leena, setId))?.holder?.mine).toBe(true);
    expect(await kanta.centre.release(setId, taken.value.secret, leena)).toEqual({ ok: true, value: null });
    expect(await kanta.centre.release(setId, taken.value.secret, leena)).toEqual({ ok: true, value: null });
    expect(await kanta.centre.hold(setId, context(sofia))).toMatchObject({ ok: true });
  });

  test('a hold on what was listed gives the row when nothing has happened since, and none when something has', async () => {
    const { setId } = await prescribed();
    expect(await kanta.centre.hold(setId, leena)).toMatchObject({ ok: true, value: { row: null } });
    const held = await list(leena, setId);
    const again = await kanta.centre.hold(setId, leena);
    expect(again).toMatchObject({ ok: true, value: { row: held } });
    if (!again.ok) throw new Error(again.error.code);
    await kanta.centre.release(setId, again.value.secret, leena);
    // Given back since it was listed.
    const other = await kanta.centre.hold(setId, leena);
    expect(other).toMatchObject({ ok: true, value: { row: null } });
    if (other.ok) await kanta.centre.release(setId, other.value.secret, leena);
    const free = await list(leena, setId);
    expect(free?.holder).toBeNull();
    // The word about the holder is said in relation to who asks: another pharmacy has listed nothing.
    const elsewhere = await kanta.centre.hold(setId, context(sofia));
    expect(elsewhere).toMatchObject({ ok: true, value: { row: null } });
    if (elsewhere.ok) await kanta.centre.release(setId, elsewhere.value.secret, context(sofia));
    expect(await kanta.centre.hold(setId, leena)).toMatchObject({ ok: true, value: { row: null } });
  });

  test('an unknown prescription is RX-0001, one that cannot be dispensed RX-0003', async () => {
    expect(await kanta.centre.hold(oid('1.2.246.10.88888888.93001.2026.999999'), leena)).toEqual({
      ok: false,
      error: { code: 'RX-0001' },
    });
    const old = await prescribed();
    // Out of date, and not yet in the archive.
    nowMs += 800 * 86_400_000;
    expect(await kanta.centre.hold(old.setId, context(aPharmacist))).toEqual({ ok: false, error: { code: 'RX-0003' } });
    nowMs -= 800 * 86_400_000;
  });

  const asked = async (who: QueryContext): Promise<number> => {
    requests = 0;
    expect((await kanta.centre.ofPatient(PATIENT, who)).ok).toBe(true);
    return requests;
  };

  test('a list asks for what may have changed since, by the versions that it is told', async () => {
    await asked(leena);
    const prescription = await prescribed();
    const { setId } = prescription;
    // A new prescription is unknown: states, dispensings, documents and its own bytes.
    expect(await asked(leena)).toBe(4);
    expect(await asked(leena)).toBe(1);

    // After an own dispensing the legal documents are as they were.
    const held = await kanta.centre.hold(setId, leena);
    expect(held).toMatchObject({ ok: true, value: { row: { prescription: { setId } } } });
    const own = newOid(aPharmacist.organisation, '93001');
    const lot = aLegalDispensing({
      oid: own,
      setId: own,
      patient: PATIENT,
      prescription: { oid: prescription.oid, setId, version: 1 },
      dispensedAt: at(),
      remaining: { value: decimal('100'), unit: 'fol' },
      substituted: false,
    });
    expect(await kanta.line.send(await outgoing({ kind: 'dispensing', content: lot }, aPharmacist))).toMatchObject({
      kind: 'accepted',
    });
    expect(await asked(leena)).toBe(2);
    expect(await list(leena, setId)).toMatchObject({ state: 'partlyDispensed', holder: null, dispensedLots: 1 });
    expect(await list(leena, setId)).toEqual(await list(context(sofia, { reason: '1' }), setId));

    // An act of somebody else is no dispensing: everything is asked again, and seen.
    const elsewhere = await kanta.centre.hold(setId, context(sofia));
    expect(elsewhere.ok).toBe(true);
    expect(await asked(leena)).toBe(3);
    expect((await list(leena, setId))?.holder).toMatchObject({ kind: 'hold', mine: false });
    if (elsewhere.ok) await kanta.centre.release(setId, elsewhere.value.secret, context(sofia));
    expect((await list(leena, setId))?.holder).toBeNull();
  });

  test('without a line the list says so', async () => {
    await kanta.faults.set('lineDown');
    expect(await kanta.centre.ofPatient(PATIENT, leena)).toMatchObject({ ok: false, error: { code: 'NET-0004' } });
    await kanta.faults.set('none');
  });
});

describe('service events, records, people and rights', () => {
  const aino = context(aPhysician);
  const anEvent = (): ServiceEvent => ({
    oid: newOid(aPhysician.organisation, '14001'),
    patientId: PATIENT.id,
    kind: 'visit',
    unitOid: aPhysician.organisation.oid,
    startedAt: at(),
    endedAt: null,
    acceptance: 'queued',
  });
  const sendEvent = (event: ServiceEvent, previousVersionTag: string | null) => {
    const messageId = randomUUID();
    const body = messages.serviceEventSubmission({
      messageId,
      event,
      previousVersionTag,
      patientIdentityCode: PATIENT.identityCode,
      patientLocalId: PATIENT.id,
      author: aPhysician,
      at: at(),
    });
    return kanta.line.send({ service: 'potilastieto', messageId, body, context: aino });
  };

  test('an event is opened, documented, read back and ended', async () => {
    const event = anEvent();
    expect(await sendEvent(event, null)).toMatchObject({ kind: 'accepted', verified: true });
    const messageId = randomUUID();
    const opened = {
      service: 'potilastieto',
      act: 'serviceEventOpened',
      digest: '',
      messageId,
      context: aino,
    } as const;
    expect(await kanta.line.ask({ ...opened, oid: event.oid })).toMatchObject({ value: { known: true, same: true } });
    expect(await kanta.line.ask({ ...opened, oid: anEvent().oid })).toMatchObject({ value: { known: false } });
    expect(
      await kanta.line.ask({
        service: 'potilastieto',
        act: 'serviceEventEnded',
        oid: event.oid,
        digest: '',
        messageId,
        context: aino,
      }),
    ).toEqual({
      ok: true,
      value: { known: false },
    });
    const own = newOid(aPhysician.organisation, '11001');
    const content = aRecordDocument({
      oid: own,
      setId: own,
      patient: PATIENT,
      serviceEventOid: event.oid,
      createdAt: at(),
    });
    expect(await kanta.line.send(await outgoing({ kind: 'record', content }, aPhysician))).toMatchObject({
      kind: 'accepted',
      verified: true,
    });

    const found = await kanta.repository.ofPatient(PATIENT, aino);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    expect(found.value.rows.find(row => row.oid === own)).toEqual({
      oid: own,
      serviceEventOid: event.oid,
      title: 'Käyntimerkintä',
      authorName: 'Aino Maria Harjula',
      createdAt: at(),
      version: 1,
      acceptance: 'accepted',
      setId: own,
      view: expect.any(String),
      headings: expect.any(Array),
      state: 'current',
    });
    expect(found.value.serviceEvents.find(({ oid: known }) => known === event.oid)).toEqual({
      ...event,
      acceptance: 'accepted',
    });
    const blocks = await kanta.repository.read(own, aino);
    expect(JSON.stringify(blocks)).toContain('Kurkkukipu.');

    nowMs += 600_000;
    const ended = { ...event, endedAt: at() };
    expect(await sendEvent(ended, 'W/"1"')).toMatchObject({ kind: 'accepted', verified: true });
    expect(
      await kanta.line.ask({
        service: 'potilastieto',
        act: 'serviceEventEnded',
        oid: event.oid,
        digest: '',
        messageId,
        context: aino,
      }),
    ).toMatchObject({
      ok: true,
      value: { known: true, same: true },
    });
    const after = await kanta.repository.ofPatient(PATIENT, aino);
    expect(after.ok && after.value.serviceEvents.find(({ oid: known }) => known === event.oid)?.endedAt).toBe(at());
  });

  test('a person of the service is found by the whole code, an unknown one is nobody', async () => {
    const found = await kanta.repository.findPatient(PATIENT.identityCode, aino);
    expect(found).toMatchObject({ ok: true, value: { identityCode: PATIENT.identityCode, family: PATIENT.family } });
    expect(await kanta.repository.findPatient('020202A9502', aino)).toEqual({ ok: true, value: null });
  });

  test('the right of a professional, in force and ended, and nobody’s', async () => {
    expect(await kanta.roles.rightOf('00999900101', aPhysician.organisation.oid, aino)).toEqual({
      ok: true,
      value: {
        registrationNumber: '00999900101',
        organisationOid: aPhysician.organisation.oid,
        right: '001',
        inForce: true,
        from: '2015-06-01',
        until: null,
        limitations: [],
      },
    });
    expect(await kanta.roles.rightOf('00999900107', aPhysician.organisation.oid, aino)).toMatchObject({
      ok: true,
      value: { inForce: false, until: '2026-06-30' },
    });
    expect(await kanta.roles.rightOf('00999900101', PHARMACY_B, aino)).toEqual({ ok: true, value: null });
  });
});

import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../shared/kernel/result.ts';
import { type StoredDocument } from '../../src-main/app/ports/store/documents.port.ts';
import { aDispensing, DISPENSING_OID } from '../builders/dispensing.builder.ts';
import { aPharmacist, aPharmacy } from '../builders/person.builder.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { type SummaryChoice } from '../../shared/domain/prescribing/prescription-summary.ts';
import { localDate, type LocalDate } from '../../shared/kernel/time.ts';
import { aPrescription, aPrescriptionRow, NOW, PRESCRIPTION_OID } from '../builders/prescription.builder.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

const OTHER_PHARMACY = aPharmacist({
  registrationNumber: '00999900105',
  family: 'Lindgren',
  organisation: aPharmacy({ oid: oid('1.2.246.10.66666666.10.1'), businessId: '66666666' }),
});
const COLLEAGUE = aPharmacist({ registrationNumber: '00999900104', family: 'Virtala' });

async function aPharmacyDesk(who = aPharmacist()): Promise<World> {
  const world = aWorld({ others: [COLLEAGUE, OTHER_PHARMACY] });
  const content = aDispensing();
  const document: StoredDocument = {
    oid: content.oid,
    setId: content.setId,
    version: 1,
    kind: 'dispensing',
    patientId: 'patient-1',
    bytes: new Uint8Array([1]),
    digest: 'd'.repeat(64),
    content,
    signedAt: NOW,
    signedBy: content.dispenser.registrationNumber,
  };
  world.store.write(tx => {
    tx.documents.add(document);
    tx.settings.put(`label.${content.oid}`, { running: 7, prescription: aPrescription() });
  });
  await world.signIn(who);
  return world;
}
const open = (world: World) =>
  world.application.handlers.patients.open(
    { patientId: 'patient-1', reason: '6', basis: 'oralRequest', collector: '' },
    world.caller(),
  );
const label = (world: World, documentOid = DISPENSING_OID) =>
  world.application.handlers.prints.label({ documentOid }, world.caller());
const prints = (world: World) => world.audit().filter(row => row.act === 'print');
const made = (world: World) => world.application.handlers.dispensing.made({ patientId: 'patient-1' }, world.caller());

describe('the label', () => {
  test('of a dispensing made here: printed, with its running number, after the line of the log', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    expect(await label(world)).toMatchObject({ ok: true, value: { mediaType: 'application/pdf', pages: 1 } });
    expect(world.printed).toMatchObject([{ runningNumber: 7, accepted: false, practice: true }]);
    expect(prints(world)).toMatchObject([{ patientId: 'patient-1', subject: DISPENSING_OID, outcome: 'ok' }]);
  });

  test('a colleague of the same pharmacy may print it again', async () => {
    const world = await aPharmacyDesk(COLLEAGUE);
    await open(world);
    expect((await label(world)).ok).toBe(true);
  });

  test('another pharmacy at the same workstation may not, nor sees it among what was made', async () => {
    const world = await aPharmacyDesk(OTHER_PHARMACY);
    await open(world);
    expect(await label(world)).toEqual(fail({ code: 'RX-0001' }));
    expect(await made(world)).toEqual(ok([]));
    expect([world.printed, prints(world)]).toEqual([[], []]);
  });

  test('not before the patient was opened at this desk', async () => {
    const world = await aPharmacyDesk();
    expect(await label(world)).toEqual(fail({ code: 'RX-0001' }));
    expect(await made(world)).toEqual(ok([]));
    expect([world.printed, prints(world)]).toEqual([[], []]);
    await open(world);
    expect(await made(world)).toMatchObject({ ok: true, value: [{ dispensing: { oid: DISPENSING_OID } }] });
  });

  test('an unknown document, or one of another kind, is none', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    expect(await label(world, PRESCRIPTION_OID)).toEqual(fail({ code: 'RX-0001' }));
  });

  test('a printer that fails is told, and its error is not', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    world.answers.label = () => Promise.reject(new RangeError('Koivu Helmi'));
    expect(await label(world)).toEqual(fail({ code: 'PRN-0001' }));
    expect(JSON.stringify(world.logged)).toContain('RangeError');
    expect(JSON.stringify(world.logged)).not.toContain('Koivu');
  });
});

describe('the summary', () => {
  const summary = (world: World, choice: SummaryChoice, since: LocalDate | null = null) =>
    world.application.handlers.prints.summary(
      { patientId: 'patient-1', choice, since, largePrint: false },
      world.caller(),
    );

  test('holds what was chosen; a choice that leaves nothing prints nothing', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    const soon = aPrescriptionRow({ expiresOn: localDate('2026-12-20') });
    const given = aPrescriptionRow({ state: 'fullyDispensed' });
    world.answers.prescriptions = () => ok([soon, given]);
    expect((await summary(world, 'all')).ok).toBe(true);
    expect((await summary(world, 'endsSoon')).ok).toBe(true);
    expect((await summary(world, 'left')).ok).toBe(true);
    expect(await summary(world, 'period', localDate('2026-11-23'))).toEqual(fail({ code: 'RX-0001' }));
    expect(world.printed).toMatchObject([
      { kind: 'summary', rows: [{}, {}] },
      { rows: [{ expiresOn: '2026-12-20' }] },
      { rows: [{ state: 'notDispensed' }] },
    ]);
    expect(prints(world).map(({ reason }) => reason)).toEqual(['5', '5', '5']);
  });
});

describe('the patient’s sheet', () => {
  const sheet = (world: World, prescriptionSetIds = [PRESCRIPTION_OID]) =>
    world.application.handlers.prints.patientSheet(
      { patientId: 'patient-1', prescriptionSetIds, largePrint: true },
      world.caller(),
    );

  test('holds the chosen prescriptions of this patient only', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    world.answers.prescriptions = () => ok([aPrescriptionRow()]);
    expect((await sheet(world)).ok).toBe(true);
    expect(world.printed).toMatchObject([{ largePrint: true, rows: [{ prescription: { setId: PRESCRIPTION_OID } }] }]);
    expect(await sheet(world, [DISPENSING_OID])).toEqual(fail({ code: 'RX-0001' }));
    expect(prints(world)).toHaveLength(1);
  });

  test('its name and the log hold no name of the patient', async () => {
    const world = await aPharmacyDesk();
    await open(world);
    world.answers.prescriptions = () => ok([aPrescriptionRow()]);
    const printed = await sheet(world);
    expect(printed.ok && printed.value.fileName).toBe('instruction-2026-11-22.pdf');
    expect(JSON.stringify([world.audit(), world.logged])).not.toMatch(/Koivu|Helmi|230598/);
  });
});

import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../shared/kernel/result.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { aChild, aPatient, aPharmacist } from '../builders/person.builder.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

const open = (world: World, change: object = {}) =>
  world.application.handlers.patients.open(
    { patientId: 'patient-1', reason: '1', basis: null, collector: '', ...change },
    world.caller(),
  );
const search = (world: World, text: string) =>
  world.application.handlers.patients.search({ text, limit: 10 }, world.caller());
const acts = (world: World): readonly (readonly unknown[])[] =>
  world.audit().flatMap(r => (r.act === 'signIn' ? [] : [[r.act, r.patientId, r.subject, r.reason, r.outcome]]));

const STRANGER = aPatient({ id: 'of-the-service', identityCode: '010190-999W', family: 'Vieras', given: ['Ville'] });

describe('opening a patient', () => {
  test('is in the log before anything is shown', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect(await open(world)).toMatchObject({ ok: true, value: { patient: { id: 'patient-1' } } });
    expect(acts(world)).toEqual([['open', 'patient-1', null, '1', 'ok']]);
  });

  test('a log that cannot be written shows nothing', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    world.store.beforeCommit(() => {
      throw new StoreFault('DB-0004');
    });
    expect(() => open(world)).toThrow(StoreFault);
    expect(desk.opened.size).toBe(0);
    await expect(search(world, 'koivu')).rejects.toThrow(StoreFault);
  });

  test('a pharmacy gives the customer’s basis, and the log keeps it; without one it is refused and the attempt is logged', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.pharmacist);
    expect(await open(world, { reason: '6' })).toEqual(fail({ code: 'PAT-0004' }));
    expect(desk.opened.size).toBe(0);
    expect((await open(world, { reason: '6', basis: 'patientInstruction', collector: 'Tytär' })).ok).toBe(true);
    expect(acts(world)).toEqual([
      ['denied', 'patient-1', null, '6', 'PAT-0004'],
      ['open', 'patient-1', 'patientInstruction', '6', 'ok'],
    ]);
    expect(JSON.stringify(world.audit())).not.toContain('Tytär');
  });

  test('a patient that is not there opens nothing', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    expect(await open(world, { patientId: 'nobody' })).toEqual(fail({ code: 'PAT-0002' }));
    expect([desk.opened.size, acts(world)]).toEqual([0, []]);
  });

  test('nothing about a patient is made or listed before the patient was opened at this desk', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    const { patients, prescribing, prints, records } = world.application.handlers;
    const refused = fail({ code: 'PAT-0002' });
    const who = { patientId: 'patient-1' };
    expect(await prescribing.list(who, world.caller())).toEqual(refused);
    expect(await prescribing.openForm(who, world.caller())).toEqual(refused);
    expect(await records.list(who, world.caller())).toEqual(refused);
    expect(await patients.openServiceEvent({ ...who, kind: 'visit' }, world.caller())).toEqual(refused);
    const sheet = { ...who, prescriptionSetIds: [], largePrint: false };
    expect(await prints.patientSheet(sheet, world.caller())).toEqual(refused);
    expect([world.asked.filter(a => a.what !== 'right'), acts(world)]).toEqual([[], []]);
  });

  test('the next person at the desk opens for themselves', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    await open(world);
    await world.signIn(world.people.nurse);
    const { records } = world.application.handlers;
    expect(await records.list({ patientId: 'patient-1' }, world.caller())).toEqual(fail({ code: 'PAT-0002' }));
  });

  test('for the dead nothing new is made', async () => {
    const world = aWorld({ patients: [aPatient({ deceasedOn: localDate('2026-01-02') })] });
    await world.signIn(world.people.physician);
    await open(world);
    const { patients, prescribing } = world.application.handlers;
    const who = { patientId: 'patient-1' };
    expect(await prescribing.openForm(who, world.caller())).toEqual(fail({ code: 'PAT-0003' }));
    expect(await patients.openServiceEvent({ ...who, kind: 'visit' }, world.caller())).toEqual(
      fail({ code: 'PAT-0003' }),
    );
  });

  test('recent ones are one’s own, newest first', async () => {
    const world = aWorld({ patients: [aPatient(), aChild()] });
    await world.signIn(world.people.physician);
    await open(world);
    await world.time.pass(1000);
    await open(world, { patientId: 'patient-2' });
    const { patients } = world.application.handlers;
    expect(await patients.recent({}, world.caller())).toMatchObject({
      value: [{ id: 'patient-2' }, { id: 'patient-1' }],
    });
    await world.signIn(world.people.nurse);
    expect(await patients.recent({}, world.caller())).toEqual(ok([]));
  });
});

describe('searching', () => {
  test('by name in the own register: logged without what was typed', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect(await search(world, 'koi hel')).toMatchObject({
      value: { total: 1, asked: 'ownRegister', hits: [{ id: 'patient-1' }] },
    });
    expect(acts(world)).toEqual([['search', null, null, null, 'ok']]);
    expect(world.asked.filter(a => a.what === 'findPatient')).toEqual([]);
  });

  test('a code of the own register is answered here; one that is not is asked from the service and kept', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect(await search(world, '230598-904a')).toMatchObject({
      value: { asked: 'ownRegister', hits: [{ id: 'patient-1' }] },
    });
    world.answers.patient = () => ok(STRANGER);
    const first = await search(world, '010190-999W');
    expect(first).toMatchObject({ value: { asked: 'service', total: 1, hits: [{ family: 'Vieras' }] } });
    world.answers.patient = () => fail({ code: 'NET-0001' });
    expect(await search(world, '010190-999W')).toMatchObject({
      value: { asked: 'ownRegister', hits: first.ok ? first.value.hits : [] },
    });
    expect(world.asked.filter(a => a.what === 'findPatient')).toHaveLength(1);
    // An identifier of the service is nothing to us.
    expect(JSON.stringify(first)).not.toContain('of-the-service');
  });

  test('one code asked twice at once makes one patient', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    world.answers.patient = () => ok(STRANGER);
    const [a, b] = await Promise.all([search(world, '010190-999W'), search(world, '010190-999W')]);
    expect([a.ok, b.ok]).toEqual([true, true]);
    expect(a.ok && b.ok && a.value.hits[0]?.id === b.value.hits[0]?.id).toBe(true);
    expect(world.store.read(tx => tx.patients.count())).toBe(2);
  });

  test('a service that does not answer is told apart from one that knows nobody', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect(await search(world, '010190-999W')).toMatchObject({
      value: { total: 0, asked: 'service', serviceMissing: false },
    });
    world.answers.patient = () => fail({ code: 'NET-0001' });
    expect(await search(world, '010190-999W')).toMatchObject({
      value: { total: 0, asked: 'service', serviceMissing: true },
    });
  });

  test('a mistyped code is refused, logged, and asked from nobody', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    expect(await search(world, '010190-9991')).toEqual(fail({ code: 'PAT-0001', detail: ['check'] }));
    expect(acts(world)).toEqual([['search', null, null, null, 'PAT-0001']]);
    expect(world.asked.filter(a => a.what === 'findPatient')).toEqual([]);
  });

  test('the service is told the true reason: treatment in a clinic, dispensing in a pharmacy', async () => {
    for (const [who, reason] of [
      ['physician', '1'],
      ['pharmacist', '6'],
    ] as const) {
      const world = aWorld();
      await world.signIn(world.people[who]);
      await search(world, '010190-999W');
      expect(world.asked.find(a => a.what === 'findPatient')?.context).toMatchObject({ reason });
    }
  });
});

describe('a visit', () => {
  test('a second press gives the same one; it ends once, in its own unit', async () => {
    const world = aWorld({ others: [aPharmacist({ registrationNumber: '00999900104' })] });
    await world.signIn(world.people.nurse);
    await open(world);
    const { patients } = world.application.handlers;
    const first = await patients.openServiceEvent({ patientId: 'patient-1', kind: 'visit' }, world.caller());
    const again = await patients.openServiceEvent({ patientId: 'patient-1', kind: 'remoteContact' }, world.caller());
    expect(again).toEqual(first);
    if (!first.ok) throw new Error('no visit');
    const serviceEventOid = first.value.oid;
    expect(await patients.endServiceEvent({ serviceEventOid }, world.caller())).toMatchObject({ ok: true });
    expect(await patients.endServiceEvent({ serviceEventOid }, world.caller())).toEqual(fail({ code: 'REC-0001' }));
    const items = world.store.read(tx => tx.outbox.list('open', 10));
    expect(items.map(i => [i.act, i.orderKey, i.orderNo])).toEqual([
      ['serviceEventOpened', serviceEventOid, 1],
      ['serviceEventEnded', serviceEventOid, 2],
    ]);
  });
});

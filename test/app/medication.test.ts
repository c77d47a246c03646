import { expect, test } from 'vitest';
import { localDate } from '../../shared/kernel/time.ts';
import { aWorld } from '../fakes/world.fake.ts';

const valueOf = <T>(reply: Readonly<{ ok: true; value: T } | { ok: false; error: unknown }>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};
const patient = { patientId: 'patient-1' };
const FISH_OIL = { source: 'patient', key: null, name: ' Kalaöljy ', dose: '1x1', inUse: true, note: '' } as const;

test('what is told, decided and stamped stands in the list with its author, and each has its line in the log', async () => {
  const world = aWorld();
  await world.signIn(world.people.nurse);
  const { medication, patients } = world.application.handlers;
  const notOpen = await medication.list({ ...patient, asOf: localDate('2026-11-22'), fetch: true }, world.caller());
  expect(notOpen).toMatchObject({ ok: false, error: { code: 'PAT-0004' } });
  valueOf(await patients.open({ ...patient, reason: '1', basis: null, collector: '' }, world.caller()));

  const told = valueOf(await medication.say({ ...patient, ...FISH_OIL }, world.caller()));
  expect(told.rows).toMatchObject([{ key: 'kalaöljy||', name: 'Kalaöljy', patient: { dose: '1x1' }, local: null }]);
  expect(await medication.decide({ ...patient, key: 'kalaöljy||', choice: 'national' }, world.caller())).toEqual({
    ok: false,
    error: { code: 'FORM-0003', detail: ['national'] },
  });
  const decided = valueOf(
    await medication.decide({ ...patient, key: 'kalaöljy||', choice: 'patient' }, world.caller()),
  );
  expect(decided.rows[0]).toMatchObject({ local: { dose: '1x1', inUse: true }, differs: false });
  const stamped = valueOf(await medication.reconcile({ ...patient, note: ' vuosikäynti ' }, world.caller()));
  expect(stamped.reconciled).toMatchObject({ note: 'vuosikäynti' });
  expect(stamped.events.map(({ type }) => type)).toEqual(['reconciled', 'decided', 'said']);
  expect(world.audit().filter(({ act }) => act === 'medication')).toHaveLength(3);

  // The patient has ended it: taking that word ends it in the list too.
  valueOf(await medication.say({ ...patient, ...FISH_OIL, key: 'kalaöljy||', dose: '', inUse: false }, world.caller()));
  const ended = valueOf(await medication.decide({ ...patient, key: 'kalaöljy||', choice: 'patient' }, world.caller()));
  expect(ended.rows[0]?.local).toMatchObject({ inUse: false, dose: '' });
  const before = valueOf(
    await medication.list({ ...patient, asOf: localDate('2020-01-01'), fetch: false }, world.caller()),
  );
  expect([before.rows, before.reconciled]).toEqual([[], null]);
});

test('a pharmacist sees the list and writes what the customer tells; what stands in it is decided in care', async () => {
  const world = aWorld();
  await world.signIn(world.people.pharmacist);
  const { medication, patients } = world.application.handlers;
  const basis = { reason: '6', basis: 'oralRequest', collector: '' } as const;
  valueOf(await patients.open({ ...patient, ...basis }, world.caller()));
  const asOf = localDate('2026-11-22');
  expect(valueOf(await medication.list({ ...patient, asOf, fetch: true }, world.caller())).rows).toEqual([]);
  const told = valueOf(await medication.say({ ...patient, ...FISH_OIL }, world.caller()));
  expect(told.rows).toMatchObject([{ patient: { dose: '1x1' } }]);
  const own = await medication.say({ ...patient, ...FISH_OIL, source: 'local' }, world.caller());
  expect(own).toEqual({ ok: false, error: { code: 'PAT-0004' } });
});

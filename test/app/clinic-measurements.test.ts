/** The clinic's own measurements beside the citizen's: of this workstation's notes and of the own register's archive. */
import { describe, expect, test } from 'vitest';
import { type RecordRow } from '../../shared/domain/records/record.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/time.ts';
import { clinicMeasurements } from '../../src-main/app/use-cases/wellbeing/clinic-measurements.ts';
import { aMeasurement, aRecord, SERVICE_EVENT_OID } from '../builders/record.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';

const archived = (n: number, change: Partial<RecordRow> = {}): RecordRow => ({
  oid: oid(`1.2.246.10.88888888.11.2026.${n}`),
  setId: oid(`1.2.246.10.88888888.11.2026.${n}`),
  serviceEventOid: SERVICE_EVENT_OID,
  title: 'Käynti, sairaanhoitaja',
  authorName: 'Noora Hoivala',
  createdAt: instant(`2026-11-${String((n % 20) + 1).padStart(2, '0')}T10:00:00.000Z`),
  version: 1,
  acceptance: 'accepted',
  view: '',
  headings: ['Fysiologiset mittaukset'],
  state: 'current',
  ...change,
});

async function aDesk(rows: readonly RecordRow[], more = false) {
  const world = aWorld();
  const desk = await world.signIn(world.people.physician);
  const patient = world.env.store.read(tx => tx.patients.get('patient-1'));
  if (patient === null) throw new Error('no patient');
  const opened: Oid[] = [];
  const repository = {
    ...world.env.repository,
    ofPatient: async () =>
      ok({ rows, serviceEvents: [], more: more ? async () => fail({ code: 'NET-0001' as const }) : null }),
    read: async (own: Oid) => {
      opened.push(own);
      const entries = [aMeasurement({ value: decimal('150') }), aMeasurement({ measurement: 'bodyHeight' })];
      const sections = [{ heading: 'measurements' as const, text: '', entries }];
      return ok({ readable: [], content: aRecord({ oid: own, setId: own, patient, sections }) });
    },
  };
  return { world, desk, patient, opened, env: { ...world.env, repository } };
}

describe("the clinic's own measurements", () => {
  test('notes of the archive with measurements in force are opened once, each logged; others are not opened', async () => {
    const rows = [
      archived(1),
      archived(2, { headings: ['Fysiologiska mätningar'] }),
      archived(3, { headings: ['Suunnitelma'] }),
      archived(4, { state: 'annulled' }),
    ];
    const { world, desk, patient, opened, env } = await aDesk(rows);
    const first = await clinicMeasurements(env, desk, patient);
    expect(first).toMatchObject({ fault: null, older: false });
    expect(first.measurements.map(({ kind, value }) => [kind, value])).toEqual([
      ['bloodPressure', '150'],
      ['bloodPressure', '150'],
    ]);
    await clinicMeasurements(env, desk, patient);
    expect(opened).toEqual([rows[1]?.oid, rows[0]?.oid]);
    const logged = world.audit().filter(({ act, subject }) => act === 'open' && subject !== null);
    expect(logged.map(({ subject }) => subject)).toEqual(opened);
  });

  test('only the newest of many are opened, and that is told; without a line those of this workstation remain', async () => {
    const many = await aDesk(Array.from({ length: 70 }, (_, n) => archived(n + 1)));
    const told = await clinicMeasurements(many.env, many.desk, many.patient);
    expect([many.opened.length, told.measurements.length, told.older]).toEqual([60, 60, true]);
    expect((await clinicMeasurements((await aDesk([], true)).env, many.desk, many.patient)).older).toBe(true);

    const { env, desk, patient } = await aDesk([archived(1)]);
    const cut = {
      ...env,
      repository: { ...env.repository, ofPatient: async () => fail({ code: 'NET-0001' as const }) },
    };
    expect(await clinicMeasurements(cut, desk, patient)).toEqual({ measurements: [], fault: 'NET-0001', older: false });
    const lost = { ...env, repository: { ...env.repository, read: async () => fail({ code: 'NET-0003' as const }) } };
    expect(await clinicMeasurements(lost, desk, patient)).toMatchObject({ measurements: [], fault: 'NET-0003' });
  });
});

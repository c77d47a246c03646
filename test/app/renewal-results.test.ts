/** Laboratory results beside a request for renewal: at hand without asking, and the archive's when the person asks. */
import { expect, test } from 'vitest';
import { type RecordRow } from '../../shared/domain/records/record.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instant } from '../../shared/kernel/time.ts';
import { resultsAtHand, resultsOfArchive } from '../../src-main/app/use-cases/renewals/renewal-results.ts';
import { aRecord, SERVICE_EVENT_OID } from '../builders/record.builder.ts';
import { aWorld } from '../fakes/world.fake.ts';

const NOTE = oid('1.2.246.10.88888888.11.2026.71');
const archived: RecordRow = {
  oid: NOTE,
  setId: NOTE,
  serviceEventOid: SERVICE_EVENT_OID,
  title: 'Laboratorio',
  authorName: 'Noora Hoivala',
  createdAt: instant('2026-11-01T10:00:00.000Z'),
  version: 1,
  acceptance: 'accepted',
  view: '',
  headings: ['Laboratoriotutkimukset'],
  state: 'current',
};
const potassium = {
  kind: 'core',
  content: 'laboratory',
  code: '1999',
  name: 'P -Kalium',
  fields: { result: '4.2', unit: 'mmol/l', low: '3.3', high: '4.9', date: '2026-10-30' },
} as const;

async function aDesk(line: 'up' | 'down') {
  const world = aWorld();
  const desk = await world.signIn(world.people.physician);
  const patient = world.env.store.read(tx => tx.patients.get('patient-1'));
  if (patient === null) throw new Error('no patient');
  const repository = {
    ...world.env.repository,
    ofPatient: async () =>
      line === 'up' ? ok({ rows: [archived], serviceEvents: [], more: null }) : fail({ code: 'NET-0001' as const }),
    read: async () =>
      ok({
        readable: [],
        content: aRecord({
          oid: NOTE,
          setId: NOTE,
          patient,
          sections: [{ heading: 'laboratory', text: '', entries: [potassium] }],
        }),
      }),
  };
  return { world, desk, patient, env: { ...world.env, repository } };
}

test('nothing is read before the person asks; then the note is opened once, logged, and its result stays at hand', async () => {
  const { world, desk, patient, env } = await aDesk('up');
  expect(resultsAtHand(env, desk, patient)).toEqual([]);
  const found = await resultsOfArchive(env, desk, patient);
  const result = { code: '1999', name: 'P -Kalium', ...potassium.fields, on: '2026-10-30' };
  const { date: _date, ...shown } = result;
  expect(found).toEqual({ results: [shown], fault: null, older: false });
  expect(resultsAtHand(env, desk, patient)).toEqual([shown]);
  await resultsOfArchive(env, desk, patient);
  expect(world.audit().filter(({ subject }) => subject === NOTE)).toHaveLength(1);
});

test('without a line it is told, and nothing is kept as if it had been read', async () => {
  const { desk, patient, env } = await aDesk('down');
  expect(await resultsOfArchive(env, desk, patient)).toEqual({ results: [], fault: 'NET-0001', older: false });
  expect(resultsAtHand(env, desk, patient)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { instantMs, instantOfMs } from '../../shared/kernel/time.ts';
import {
  allKeptPrescriptions,
  forgetOverdue,
  KEEP,
  keepForgetting,
  keepingOf,
  keptPrescriptions,
} from '../../src-main/app/use-cases/offline/kept-lists.ts';
import { endServiceEvent, openServiceEvent } from '../../src-main/app/use-cases/patients/service-events.ts';
import { openPatient } from '../../src-main/app/use-cases/patients/open-patient.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aWorld, START, type World } from '../fakes/world.fake.ts';

const HOUR_MS = 3_600_000;
const NOW = instantMs(START);
const agoMs = (hours: number) => instantOfMs(NOW - hours * HOUR_MS);
const NO_EVENT = { endedMs: null, isOpen: false };

describe('what is kept of one list', () => {
  const whole = (hours: number) => ({ at: agoMs(hours), part: 'whole' as const });
  const own = (hours: number) => ({ at: agoMs(hours), part: 'own' as const });
  test.each([
    ['fresh', whole(0), NO_EVENT, 'keep'],
    ['within the hours for what others made', whole(KEEP.disclosedHours), NO_EVENT, 'keep'],
    ['beyond them', whole(KEEP.disclosedHours + 1), NO_EVENT, 'ownOnly'],
    ['own, within the days', own(KEEP.ownDays * 24), NO_EVENT, 'keep'],
    ['own, beyond the days', own(KEEP.ownDays * 24 + 1), NO_EVENT, 'drop'],
    ['the event it was seen for has ended', whole(2), { endedMs: NOW - HOUR_MS, isOpen: false }, 'ownOnly'],
    ['asked for in the moment of the end', whole(2), { endedMs: NOW - 2 * HOUR_MS, isOpen: false }, 'ownOnly'],
    ['asked for after an event had ended', whole(1), { endedMs: NOW - 2 * HOUR_MS, isOpen: false }, 'keep'],
    ['one event ended, another is open', whole(2), { endedMs: NOW - HOUR_MS, isOpen: true }, 'keep'],
    [
      'an open event does not stretch the bound',
      whole(KEEP.disclosedHours + 1),
      { endedMs: null, isOpen: true },
      'ownOnly',
    ],
    ['from the future: the clock was put back', whole(-1), NO_EVENT, 'drop'],
  ])('%s', (_, list, event, expected) => {
    expect(keepingOf(list, NOW, event, KEEP)).toBe(expected);
  });
});

const patient = aPatient();
const unit = aPhysician().organisation.oid;
const elsewhere = oid('1.2.246.10.55555555.10.9');
const ownRow = aPrescriptionRow({ prescription: aPrescription({ oid: oid('1.2.246.10.1.93.2026.1') }) });
const othersRow = aPrescriptionRow({
  prescription: aPrescription({
    oid: oid('1.2.246.10.1.93.2026.2'),
    prescriber: aPhysician({ organisation: { ...aPhysician().organisation, oid: elsewhere } }),
  }),
});
const keep = (world: World, hours: number): void =>
  world.store.write(tx => {
    tx.cache.putPrescriptions(patient.id, [ownRow, othersRow], agoMs(hours), unit);
    tx.cache.putRecords(patient.id, [], agoMs(hours), unit);
  });
const kept = (world: World) =>
  world.store.read(tx => tx.cache.lists().map(({ kind, part, at }) => ({ kind, part, at })));

test('the end of the visit takes what others made; the own part stays with its date and is no ground for checks', async () => {
  const world = aWorld({ patients: [patient] });
  const desk = await world.signIn(world.people.physician);
  openPatient(world.env, desk, patient.id, { reason: '1', basis: null, collector: '' });
  const event = openServiceEvent(world.env, desk, patient.id, 'visit');
  keep(world, 0);
  expect(world.store.read(tx => allKeptPrescriptions(tx, desk, patient.id)?.rows.length)).toBe(2);
  if (!event.ok) throw new Error('no event');
  await world.time.pass(60_000);
  expect(endServiceEvent(world.env, desk, event.value.oid).ok).toBe(true);
  expect(kept(world)).toEqual([{ kind: 'prescriptions', part: 'own', at: START }]);
  expect(world.store.read(tx => keptPrescriptions(tx, desk, patient.id)?.rows)).toEqual([ownRow]);
  expect(world.store.read(tx => allKeptPrescriptions(tx, desk, patient.id))).toBeNull();
});

test('another unit at the same workstation is shown nothing of it', async () => {
  const world = aWorld({ patients: [patient] });
  keep(world, 0);
  const physician = await world.signIn(world.people.physician);
  expect(world.store.read(tx => keptPrescriptions(tx, physician, patient.id))?.rows).toHaveLength(2);
  const pharmacist = await world.signIn(world.people.pharmacist);
  expect(world.store.read(tx => keptPrescriptions(tx, pharmacist, patient.id))).toBeNull();
});

test('at the start and each hour what is overdue goes, without anybody doing anything', async () => {
  const world = aWorld({ patients: [patient] });
  keep(world, KEEP.disclosedHours + 1);
  const stop = keepForgetting(world.env);
  expect(kept(world).map(({ part }) => part)).toEqual(['own']);
  keep(world, KEEP.disclosedHours);
  await world.time.pass(59 * 60_000);
  expect(kept(world).map(({ part }) => part)).toEqual(['whole', 'whole']);
  await world.time.pass(2 * 60_000);
  expect(kept(world).map(({ part }) => part)).toEqual(['own']);
  stop();
  keep(world, KEEP.disclosedHours + 2);
  await world.time.pass(3 * HOUR_MS);
  expect(kept(world).map(({ part }) => part)).toEqual(['whole', 'whole']);
});

test('within its bytes: the oldest lists go first', () => {
  const world = aWorld({ patients: [patient] });
  world.store.write(tx => {
    tx.cache.putPrescriptions('p-old', [ownRow], agoMs(3), unit);
    tx.cache.putPrescriptions('p-mid', [ownRow], agoMs(2), unit);
    tx.cache.putPrescriptions('p-new', [ownRow], agoMs(1), unit);
  });
  const bytes = world.store.read(tx => tx.cache.lists()[0]?.bytes ?? 0);
  expect(forgetOverdue(world.env, { ...KEEP, megabytes: (2 * bytes) / 1_048_576 })).toBe(true);
  expect(world.store.read(tx => tx.cache.lists().map(({ patientId }) => patientId))).toEqual(['p-mid', 'p-new']);
  expect(forgetOverdue(world.env)).toBe(false);
});

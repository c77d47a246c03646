import { describe, expect, test } from 'vitest';
import {
  doseOfChoice,
  medicationKey,
  medicationListOf,
  type MedicationEvent,
} from '../../shared/domain/medication/medication-list.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aProduct } from '../builders/product.builder.ts';

const TODAY = localDate('2026-11-22');
const BY = { registrationNumber: '00999900101', name: 'Aino Maria Harjula' };
const prescribed = (day: string, dose: string, n = 1) =>
  aPrescriptionRow({
    prescription: aPrescription({
      oid: oid(`1.2.246.10.1.93.2026.${n}`),
      setId: oid(`1.2.246.10.1.93.2026.${n}`),
      prescribedAt: instant(`${day}T10:00:00.000Z`),
      dose: { text: dose, structured: null },
    }),
  });
const { atc, strength, form } = aProduct();
const KEY = medicationKey({ atc, name: '', strength, form: form.fi });
type Said = Extract<MedicationEvent, { type: 'said' }>;
const said = (day: string, change: Partial<Said>): Said => ({
  id: `${day} ${change.source ?? ''}`,
  at: instant(`${day}T12:00:00.000Z`),
  by: BY,
  type: 'said',
  source: 'patient',
  key: KEY,
  name: 'Amoxicillin',
  dose: '',
  inUse: true,
  note: '',
  ...change,
});
const decided = (day: string, choice: 'national' | 'local' | 'patient' | 'stop', dose: string): MedicationEvent => ({
  id: `${day} ${choice}`,
  at: instant(`${day}T13:00:00.000Z`),
  by: BY,
  type: 'decided',
  key: KEY,
  name: 'Amoxicillin',
  choice,
  dose,
});
const list = (rows: Parameters<typeof medicationListOf>[0], events: readonly MedicationEvent[], asOf = TODAY) =>
  medicationListOf(rows, events, asOf, TODAY);

describe('medication list', () => {
  test('prescriptions of one substance, strength and form are one continuum, the newest speaks', () => {
    const rows = [prescribed('2026-01-10', '1x2', 1), prescribed('2026-06-10', '1x3', 2)];
    const [row, ...others] = list(rows, []).rows;
    expect(others).toEqual([]);
    expect(row).toMatchObject({ key: KEY, national: { dose: '1x3', inUse: true }, local: null, differs: true });
    expect(row?.continuum.map(({ dose }) => dose)).toEqual(['1x3', '1x2']);
  });

  test('what is signed and not yet accepted says so', () => {
    const queued = { ...prescribed('2026-06-10', '1x3'), acceptance: 'queued' as const };
    expect(list([queued], []).rows[0]?.national).toMatchObject({ dose: '1x3', isWaiting: true });
    expect(list([prescribed('2026-06-10', '1x3')], []).rows[0]?.national).not.toHaveProperty('isWaiting');
  });

  test('columns that say the same do not differ; the patient who does not take it does', () => {
    const rows = [prescribed('2026-06-10', '1 x 3')];
    const agreed = [decided('2026-06-11', 'national', '1 x 3')];
    expect(list(rows, agreed).rows[0]?.differs).toBe(false);
    const toldOf = [...agreed, said('2026-07-01', { inUse: false })];
    expect(list(rows, toldOf).rows[0]).toMatchObject({ differs: true, patient: { inUse: false } });
    expect(list(rows, [...toldOf, decided('2026-07-01', 'stop', '')]).rows[0]).toMatchObject({
      differs: false,
      local: { inUse: false },
    });
    // A newer prescription is looked at anew.
    const renewed = [...rows, prescribed('2026-08-01', '1 x 2', 2)];
    expect(list(renewed, [...toldOf, decided('2026-07-01', 'stop', '')]).rows[0]?.differs).toBe(true);
  });

  test('of an earlier day: what was written later is not there', () => {
    const rows = [prescribed('2026-01-10', '1x2', 1), prescribed('2026-06-10', '1x3', 2)];
    const events: MedicationEvent[] = [
      said('2026-02-01', { source: 'local', key: 'kalaöljy||', name: 'Kalaöljy', dose: '1x1' }),
      { id: 'r', at: instant('2026-02-02T08:00:00.000Z'), by: BY, type: 'reconciled', note: 'vuosikontrolli' },
      said('2026-09-01', { source: 'local', key: 'kalaöljy||', name: 'Kalaöljy', dose: '', inUse: false }),
    ];
    const spring = list(rows, events, localDate('2026-03-01'));
    expect(spring.rows.map(({ name, national, local }) => [name, national?.dose, local?.dose])).toEqual(
      [
        ['Amoxicillin 500 mg', '1x2', undefined],
        ['Kalaöljy', undefined, '1x1'],
      ].map(([name, ...rest]) => [name === 'Kalaöljy' ? name : spring.rows.find(r => r.key === KEY)?.name, ...rest]),
    );
    expect(spring.reconciled).toMatchObject({ by: BY.name, note: 'vuosikontrolli' });
    expect(spring.earliest).toBe('2026-01-10');
    expect(list(rows, events, localDate('2026-01-31'))).toMatchObject({ reconciled: null, events: [] });
    expect(list(rows, events).rows.find(({ key }) => key === 'kalaöljy||')?.local?.inUse).toBe(false);
    expect(list(rows, events, localDate('2025-12-31')).rows).toEqual([]);
  });

  test('cancelled and long used up prescriptions are no medication; a choice needs a column that says something', () => {
    const cancelled = { ...prescribed('2026-06-10', '1x3'), state: 'cancelled' as const };
    const usedUp = {
      ...prescribed('2026-01-10', '1x3'),
      state: 'fullyDispensed' as const,
      lastDispensedAt: instant('2026-01-11T10:00:00.000Z'),
    };
    expect(list([cancelled], []).rows).toEqual([]);
    expect(list([usedUp], []).rows).toEqual([]);
    expect(list([usedUp], [], localDate('2026-02-01')).rows).toHaveLength(1);
    const row = list([prescribed('2026-06-10', '1x3')], []).rows[0];
    expect(row && [doseOfChoice(row, 'national'), doseOfChoice(row, 'local'), doseOfChoice(row, 'stop')]).toEqual([
      '1x3',
      null,
      '',
    ]);
  });
});

import { expect, test } from 'vitest';
import fc from 'fast-check';
import { RECORD_TEMPLATES } from '../../shared/domain/records/record-templates.ts';
import { type MeasurementEntry, type RecordForm, type RecordTemplate } from '../../shared/domain/records/record.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { helsinkiTime, instant, instantMs, instantOfMs, localDate } from '../../shared/kernel/time.ts';
import { instantInFinland, readClock, wallOf } from '../../src-renderer/features/records/measurement-time.ts';
import {
  atTime,
  codedHeading,
  entriesOf,
  hasFaults,
  seriesAt,
  seriesOf,
  timeFault,
  valueFault,
  withSeries,
  withText,
} from '../../src-renderer/features/records/note-form.ts';
import { insertPhrase, phrasesMatching, slashAt } from '../../src-renderer/features/records/phrases.ts';

const NOW = instantMs(instant('2026-11-22T08:05:40.000Z'));
const at = (clock: string) => instant(`2026-11-22T${clock}:00.000Z`);
const template = (id: string): RecordTemplate => {
  const found = RECORD_TEMPLATES.find(one => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const measured = (change: Partial<MeasurementEntry> = {}): MeasurementEntry => ({
  kind: 'measurement',
  measurement: 'heartRate',
  value: decimal('72'),
  secondValue: null,
  measuredAt: at('08:05'),
  ...change,
});

test.each([
  ['9.05', '09:05'],
  ['09:05', '09:05'],
  ['905', '09:05'],
  ['2359', '23:59'],
  ['24.00', null],
  ['9.60', null],
  ['9', null],
  ['klo 9', null],
])('a time of day typed as %s is %s', (typed, clock) => {
  expect(readClock(typed)).toBe(clock);
});

test('Finnish clock time finds its moment in summer, in winter, and not in the hour that spring leaves out', () => {
  expect(instantInFinland(localDate('2026-07-01'), '12:00')).toBe('2026-07-01T09:00:00.000Z');
  expect(instantInFinland(localDate('2026-12-31'), '23:30')).toBe('2026-12-31T21:30:00.000Z');
  expect(instantInFinland(localDate('2026-03-29'), '03:30')).toBeNull();
  expect(instantInFinland(localDate('2026-10-25'), '03:30')).toBe('2026-10-25T01:30:00.000Z');
});

test('any minute read from the Finnish wall is found again, the doubled hour of autumn as its second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 * 24 * 366 * 3 }), minute => {
      const moment = instantOfMs(instantMs(instant('2025-01-01T00:00:00.000Z')) + minute * 60_000);
      const { date, clock } = wallOf(moment);
      const found = instantInFinland(date, clock);
      expect(found).not.toBeNull();
      if (found !== null) expect(helsinkiTime(found)).toMatchObject({ date, time: `${clock}:00` });
    }),
  );
});

test('what is typed becomes entries: comma or point, both pressures in one, empty fields nothing', () => {
  const series = {
    ...seriesAt(0, NOW),
    values: {
      bloodPressure: { first: '128', second: '82' },
      bodyTemperature: { first: ' 38,4', second: '' },
      bodyWeight: { first: '', second: '' },
    },
  };
  expect(entriesOf([series])).toEqual([
    measured({ measurement: 'bloodPressure', value: decimal('128'), secondValue: decimal('82') }),
    measured({ measurement: 'bodyTemperature', value: decimal('38.4') }),
  ]);
  expect(hasFaults([series])).toBe(false);
});

test('what cannot be an entry is a fault, and stops the note', () => {
  const series = {
    ...seriesAt(0, NOW),
    values: { heartRate: { first: '7o', second: '' }, bloodPressure: { first: '', second: '82' } },
  };
  expect(valueFault(series, 'heartRate', 'first')).toBe('notANumber');
  expect(valueFault(series, 'bloodPressure', 'first')).toBe('systolicMissing');
  expect(entriesOf([series])).toEqual([]);
  expect(hasFaults([series])).toBe(true);
});

test('a number with more digits than a number can hold is refused, never cut', () => {
  const series = { ...seriesAt(0, NOW), values: { heartRate: { first: '7'.repeat(30), second: '' } } };
  expect(valueFault(series, 'heartRate', 'first')).toBe('notANumber');
});

test('an unreadable time keeps the last readable one and is a fault only where something was measured', () => {
  const empty = atTime(seriesAt(0, NOW), { clock: '25.00' });
  expect([timeFault(empty), empty.measuredAt, hasFaults([empty])]).toEqual(['notATime', at('08:05'), false]);
  const used = { ...empty, values: { heartRate: { first: '72', second: '' } } };
  expect(hasFaults([used])).toBe(true);
  const mended = atTime(used, { clock: '9.30' });
  expect([timeFault(mended), entriesOf([mended])]).toEqual([null, [measured({ measuredAt: at('07:30') })]]);
});

test('a stored note opens with the same fields: one round for each time, repeated kinds in rounds of their own', () => {
  const entries = [
    measured(),
    measured({ measurement: 'bodyTemperature', value: decimal('37.5') }),
    measured({ value: decimal('70') }),
    measured({ measuredAt: at('08:30'), value: decimal('68') }),
  ];
  const all = seriesOf(entries, NOW);
  expect(all.map(series => series.values)).toEqual([
    { heartRate: { first: '72', second: '' }, bodyTemperature: { first: '37,5', second: '' } },
    { heartRate: { first: '70', second: '' } },
    { heartRate: { first: '68', second: '' } },
  ]);
  expect(all.map(series => series.clock)).toEqual(['10.05', '10.05', '10.30']);
  expect(new Set(all.map(series => series.id)).size).toBe(3);
  expect(entriesOf(all)).toHaveLength(4);
});

test('text and entries of one heading do not disturb each other or other headings', () => {
  const form: RecordForm = {
    templateId: 'visit-nurse',
    sections: [
      { heading: 'measurements', text: 'levossa', entries: [] },
      { heading: 'plan', text: 'kontrolli', entries: [] },
    ],
    confirmations: [],
  };
  const series = { ...seriesAt(0, NOW), values: { heartRate: { first: '72', second: '' } } };
  expect(withText(withSeries(form, [series]), 'plan', 'ei kontrollia').sections).toEqual([
    { heading: 'measurements', text: 'levossa', entries: [measured()] },
    { heading: 'plan', text: 'ei kontrollia', entries: [] },
  ]);
});

test('codes stand under the diagnosis of a physician and the reason for visit of a nurse', () => {
  expect(['visit-physician', 'visit-nurse', 'phone-contact'].map(id => codedHeading(template(id)))).toEqual([
    'diagnosis',
    'reasonForArrival',
    'diagnosis',
  ]);
});

test('// opens phrases where the caret is, not in an address and not on another line', () => {
  expect(slashAt('//', 2)).toEqual({ from: 0, to: 2, query: '' });
  expect(slashAt('Yleistila //hy ja muuta', 14)).toEqual({ from: 10, to: 14, query: 'hy' });
  expect(slashAt('//', 1)).toBeNull();
  expect(slashAt('https://kela.fi', 15)).toBeNull();
  expect(slashAt('//\nhy', 5)).toBeNull();
  expect(slashAt('ei mitään', 9)).toBeNull();
});

test('phrases: accents and case do not matter, beginnings first, and the text around stays', () => {
  const phrases = ['Vatsa pehmeä, ei arista.', 'Yleistila hyvä.', 'Hyvä vointi.'];
  expect(phrasesMatching(phrases, 'HYVA')).toEqual(['Hyvä vointi.', 'Yleistila hyvä.']);
  expect(phrasesMatching(phrases, 'zz')).toEqual([]);
  expect(insertPhrase('Tänään //yl, ok', 'Yleistila hyvä.', 7, 11)).toEqual({
    text: 'Tänään Yleistila hyvä., ok',
    caret: 22,
  });
  expect(insertPhrase('sana', 'Fraasi', 4, 4)).toEqual({ text: 'sana Fraasi', caret: 11 });
});

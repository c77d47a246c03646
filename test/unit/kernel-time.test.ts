import { CalendarDate, fromAbsolute, GregorianCalendar, parseDate } from '@internationalized/date';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageInYears,
  dateInHelsinki,
  dateOf,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  helsinkiTime,
  instant,
  instantMs,
  instantOfMs,
  isInstant,
  isLocalDate,
  localDate,
  type LocalDate,
} from '../../shared/kernel/time.ts';

const DATES = fc
  .record({
    year: fc.integer({ min: 1800, max: 2199 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day }) => {
    const calendar = new GregorianCalendar();
    const last = calendar.getDaysInMonth(new CalendarDate(year, month, 1));
    return localDate(new CalendarDate(year, month, Math.min(day, last)).toString());
  });
const MOMENTS = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2099, 11, 31) });

describe('calendar dates, against @internationalized/date', () => {
  test('adding days', () => {
    fc.assert(
      fc.property(DATES, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        expect(addDays(date, days)).toBe(parseDate(date).add({ days }).toString());
      }),
    );
  });

  test('adding months keeps the day or takes the last of the month', () => {
    fc.assert(
      fc.property(DATES, fc.integer({ min: -600, max: 600 }), (date, months) => {
        expect(addMonths(date, months)).toBe(parseDate(date).add({ months }).toString());
      }),
    );
  });

  test('day numbers count days and turn back', () => {
    fc.assert(
      fc.property(DATES, DATES, (from, to) => {
        expect(dateOfDayNumber(dayNumber(from))).toBe(from);
        expect(addDays(from, daysBetween(from, to))).toBe(to);
        expect(daysBetween(from, to)).toBe(parseDate(to).compare(parseDate(from)));
      }),
    );
    expect(dayNumber(localDate('1970-01-01'))).toBe(0);
  });

  test('age counts birthdays, and a leap day comes round on the first of March', () => {
    const born = localDate('2004-02-29');
    expect(ageInYears(born, localDate('2022-02-28'))).toBe(17);
    expect(ageInYears(born, localDate('2022-03-01'))).toBe(18);
    expect(ageInYears(born, localDate('2024-02-29'))).toBe(20);
    fc.assert(
      fc.property(DATES, fc.nat(110), (birth, years) => {
        const on = addMonths(birth, 12 * years);
        if (on.slice(5) === birth.slice(5)) expect(ageInYears(birth, on)).toBe(years);
        expect(ageInYears(birth, addDays(birth, 0))).toBe(0);
      }),
    );
  });

  test('dates that do not exist are no dates', () => {
    for (const text of [
      '2026-02-29',
      '2100-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '26-01-01',
      '2026-1-1',
      '',
    ])
      expect(isLocalDate(text)).toBe(false);
    for (const text of ['2024-02-29', '2000-02-29', '1600-12-31']) expect(isLocalDate(text)).toBe(true);
    expect(dateOf(2026, 2, 30)).toBeNull();
    expect(() => localDate('2026-02-30')).toThrow(RangeError);
  });

  test('every text is judged, none throws', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect([isLocalDate(text), isInstant(text)]).toHaveLength(2);
      }),
    );
  });
});

describe('moments', () => {
  test('the stored form and milliseconds turn into each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }), ms => {
        expect(instantOfMs(ms)).toBe(new Date(ms).toISOString());
        expect(instantMs(instant(new Date(ms).toISOString()))).toBe(ms);
      }),
    );
  });

  test('the Finnish wall clock, against @internationalized/date', () => {
    fc.assert(
      fc.property(MOMENTS, ms => {
        const known = fromAbsolute(ms, 'Europe/Helsinki');
        const two = (value: number) => String(value).padStart(2, '0');
        expect(helsinkiTime(instantOfMs(ms))).toEqual({
          date: `${known.year}-${two(known.month)}-${two(known.day)}`,
          time: `${two(known.hour)}:${two(known.minute)}:${two(known.second)}`,
          offsetMinutes: known.offset / 60_000,
        });
        expect(dateInHelsinki(ms)).toBe(helsinkiTime(instantOfMs(ms)).date);
      }),
    );
  });

  test.each([
    ['2026-03-29T00:59:59.000Z', '2026-03-29', '02:59:59', 120],
    ['2026-03-29T01:00:00.000Z', '2026-03-29', '04:00:00', 180],
    ['2026-10-25T00:59:59.000Z', '2026-10-25', '03:59:59', 180],
    ['2026-10-25T01:00:00.000Z', '2026-10-25', '03:00:00', 120],
    ['2026-12-31T21:59:59.999Z', '2026-12-31', '23:59:59', 120],
    ['2026-12-31T22:00:00.000Z', '2027-01-01', '00:00:00', 120],
    ['2024-02-28T22:00:00.000Z', '2024-02-29', '00:00:00', 120],
  ])('%s is %s %s in Finland', (at, date, time, offsetMinutes) => {
    expect(helsinkiTime(instant(at))).toEqual({ date, time, offsetMinutes });
  });

  test('only the stored form is an instant', () => {
    for (const text of [
      '2026-11-22T10:00:00Z',
      '2026-11-22T10:00:00.000+02:00',
      '2026-11-22T24:00:00.000Z',
      '2026-02-30T10:00:00.000Z',
    ])
      expect(isInstant(text)).toBe(false);
    expect(() => instant('now')).toThrow(RangeError);
  });

  test('a year of dates in Finland passes without a gap', () => {
    let day = localDate('2026-01-01') as LocalDate;
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const next = dateInHelsinki(Date.UTC(2026, 0, 1) + hour * 3_600_000);
      expect([day, addDays(day, 1)]).toContain(next);
      day = next;
    }
    expect(day).toBe('2027-01-01');
  });
});

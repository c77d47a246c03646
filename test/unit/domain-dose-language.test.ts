import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dailyDose, readDose } from '../../shared/domain/prescribing/dose-language.ts';
import { DOSE_EXPECTATION_TEXTS, DOSE_FAULT_TEXTS } from '../../shared/domain/prescribing/dose-fault.ts';
import { DOSE_WORDS, meaningOf } from '../../shared/domain/prescribing/dose-words.ts';
import {
  type ClockTime,
  type DoseRange,
  type DoseUnit,
  type StructuredDose,
  type Weekday,
} from '../../shared/domain/prescribing/dose.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { localDate } from '../../shared/kernel/time.ts';

const TODAY = localDate('2026-11-22');
const read = (typed: string, unit: DoseUnit = 'tablet') => readDose(typed, { unit, today: TODAY });

const one = (low: string, high = low): DoseRange => ({ low: decimal(low), high: decimal(high) });
/** A dose of one tablet with the given differences. */
const dose = (change: Partial<StructuredDose>): StructuredDose => ({
  ...one('1'),
  unit: 'tablet',
  timing: { kind: 'timesPerDay', low: 1, high: 1 },
  asNeeded: false,
  maxPerDay: null,
  lengthDays: null,
  startsOn: null,
  ...change,
});
const perDay = (low: number, high = low) => ({ timing: { kind: 'timesPerDay' as const, low, high } });
const hours = (low: number, high = low) => ({ timing: { kind: 'everyHours' as const, low, high } });
const everyDays = (days: number, times = 1) => ({ timing: { kind: 'everyDays' as const, days, times } });
const perWeek = (low: number, high = low) => ({ timing: { kind: 'timesPerWeek' as const, low, high } });
const weekdays = (days: readonly Weekday[], times = 1) => ({
  timing: { kind: 'weekdays' as const, days, times },
});
const at = (amounts: (StructuredDose['timing'] & { kind: 'timesOfDay' })['amounts']) => ({
  timing: { kind: 'timesOfDay' as const, amounts },
});
const clock = (...amounts: readonly (readonly [string, DoseRange])[]) => ({
  timing: {
    kind: 'clockTimes' as const,
    amounts: amounts.map(([time, amount]) => ({ at: time as ClockTime, amount })),
  },
});
const vb = { asNeeded: true };
const days = (lengthDays: number) => ({ lengthDays });

describe('dosing shorthand', () => {
  const READINGS: readonly (readonly [string, Partial<StructuredDose>, DoseUnit?])[] = [
    // Finnish
    ['1x3 7pv', { ...perDay(3), ...days(7) }],
    ['1 x 3', perDay(3)],
    ['1X3', perDay(3)],
    ['1 × 3', perDay(3)],
    ['1*3', perDay(3)],
    ['1-2x3 tarv', { ...one('1', '2'), ...perDay(3), ...vb }],
    ['1–2 x 2–3', { ...one('1', '2'), ...perDay(2, 3) }],
    ['1x1 ilt', at({ evening: one('1') })],
    ['1x1 ilt.', at({ evening: one('1') })],
    ['½-1 ilt tarv', { ...one('0.5', '1'), ...at({ evening: one('0.5', '1') }), ...vb }],
    ['1+0+1', at({ morning: one('1'), evening: one('1') })],
    ['2+1+1+2', { ...one('1', '2'), ...at({ morning: one('2'), noon: one('1'), evening: one('1'), night: one('2') }) }],
    ['½+0+1 tabl 14 pv', { ...one('0.5', '1'), ...at({ morning: one('0.5'), evening: one('1') }), ...days(14) }],
    ['0,5x2', { ...one('0.5'), ...perDay(2) }],
    ['½x1', { ...one('0.5'), ...perDay(1) }],
    ['1/2 x 1', { ...one('0.5'), ...perDay(1) }],
    ['1½x2', { ...one('1.5'), ...perDay(2) }],
    ['1 1/2 x 2', { ...one('1.5'), ...perDay(2) }],
    ['puoli tablettia kerran päivässä', { ...one('0.5'), ...perDay(1) }],
    ['5ml x3 10 pv', { ...one('5'), ...perDay(3), ...days(10), unit: 'ml' }, 'ml'],
    ['1x1/vko', perWeek(1)],
    ['1x2-3/vko', perWeek(2, 3)],
    ['1 tabl kerran viikossa', perWeek(1)],
    ['1/vko', perWeek(1)],
    ['1 joka toinen pv', everyDays(2)],
    ['1x2 joka toinen päivä', everyDays(2, 2)],
    ['1 joka 3. pv', everyDays(3)],
    ['1 joka kolmas päivä', everyDays(3)],
    ['1 laastari 3 pv välein', { ...everyDays(3), unit: 'patch' }, 'patch'],
    ['1 kpl 2 viikon välein', everyDays(14)],
    ['1 72 h välein', hours(72)],
    ['1 4 h välein tarvittaessa max 6/vrk', { ...hours(4), ...vb, maxPerDay: decimal('6') }],
    ['1-2 4-6 t välein tarv, enint. 8 tabl/vrk', { ...one('1', '2'), ...hours(4, 6), ...vb, maxPerDay: decimal('8') }],
    ['1x3 8 h välein', hours(8)],
    ['1x2 2vko', { ...perDay(2), ...days(14) }],
    ['1x2 2 viikon ajan', { ...perDay(2), ...days(14) }],
    ['1x1 1 kk', { ...perDay(1), ...days(30) }],
    ['1x1 3 kk', { ...perDay(1), ...days(92) }],
    ['1x3 ma ke pe', weekdays([1, 3, 5], 3)],
    ['1x1 ma-pe', weekdays([1, 2, 3, 4, 5])],
    ['1 arkisin', weekdays([1, 2, 3, 4, 5])],
    ['3 tabl maanantaisin', { ...one('3'), ...weekdays([1]) }],
    ['3x1/vko ma', { ...one('3'), ...weekdays([1]) }],
    ['1 2 kertaa viikossa ti pe', weekdays([2, 5])],
    ['1 su ja ke', weekdays([3, 7])],
    ['1 aamulla 2 illalla', { ...one('1', '2'), ...at({ morning: one('1'), evening: one('2') }) }],
    ['1 aamulla ja illalla', at({ morning: one('1'), evening: one('1') })],
    ['1x2 aamuin illoin', at({ morning: one('1'), evening: one('1') })],
    ['1 tabl 3 kertaa päivässä', perDay(3)],
    ['1 tabl. 3 x päivässä', perDay(3)],
    ['3 kertaa päivässä 1 tabletti', perDay(3)],
    ['1 x 3 / vrk', perDay(3)],
    ['1 tabletti kahdesti vuorokaudessa toistaiseksi', perDay(2)],
    ['tarv 1 x 3', { ...perDay(3), ...vb }],
    ['1 tarv max 4/vrk', { ...perDay(1, 4), ...vb, maxPerDay: decimal('4') }],
    ['2 suihketta x 2', { ...one('2'), ...perDay(2), unit: 'puff' }, 'puff'],
    ['10 ky x1', { ...one('10'), ...perDay(1), unit: 'unit' }, 'ml'],
    ['1x3, 7 pv.', { ...perDay(3), ...days(7) }],
    ['1x3 (7 pv)', { ...perDay(3), ...days(7) }],
    ['1x3 alk. 1.12.', { ...perDay(3), startsOn: localDate('2026-12-01') }],
    ['1x3 1.2. alkaen', { ...perDay(3), startsOn: localDate('2027-02-01') }],
    ['1x3 1.12.2026 alkaen 31.12.2026 asti', { ...perDay(3), startsOn: localDate('2026-12-01'), ...days(31) }],
    ['1x3 24.12. asti', { ...perDay(3), startsOn: TODAY, ...days(33) }],
    ['1 tabl klo 8 ja 20', clock(['0800', one('1')], ['2000', one('1')])],
    ['1 klo 20, 8 ja 14.30 7 pv', { ...clock(['0800', one('1')], ['1430', one('1')], ['2000', one('1')]), ...days(7) }],
    ['1 klo 8 ja 2 klo 20', { ...one('1', '2'), ...clock(['0800', one('1')], ['2000', one('2')]) }],
    ['1 tabl klo 7:30 2 tabl klo 22.15', { ...one('1', '2'), ...clock(['0730', one('1')], ['2215', one('2')]) }],
    ['1x2 klo 8 ja 20 tarv', { ...clock(['0800', one('1')], ['2000', one('1')]), ...vb }],
    ['1 klo 8, 7 pv', { ...clock(['0800', one('1')]), ...days(7) }],
    // Swedish
    ['1 tablett kl. 8 och 20', clock(['0800', one('1')], ['2000', one('1')])],
    ['1 tablet at 8:00 and 20:00', clock(['0800', one('1')], ['2000', one('1')])],
    ['1x3 7d', { ...perDay(3), ...days(7) }],
    ['1x3 vb', { ...perDay(3), ...vb }],
    ['1x3 v.b.', { ...perDay(3), ...vb }],
    ['1 morgon', at({ morning: one('1') })],
    ['1 på kvällen', at({ evening: one('1') })],
    ['1 dagligen', perDay(1)],
    ['1x2 dagligen', perDay(2)],
    ['1 tablett 3 gånger om dagen i 7 dagar', { ...perDay(3), ...days(7) }],
    ['1 tablett två gånger om dagen', perDay(2)],
    ['1 var 6:e timme vid behov högst 4 tabl per dygn', { ...hours(6), ...vb, maxPerDay: decimal('4') }],
    ['1 med 6 timmars mellanrum', hours(6)],
    ['1 varannan dag', everyDays(2)],
    ['1 var tredje dag', everyDays(3)],
    ['1 var 3:e dag', everyDays(3)],
    ['1 en gång i veckan', perWeek(1)],
    ['1 mån ons fre', weekdays([1, 3, 5])],
    ['1x1 fr.o.m. 1.12. t.o.m. 10.12.', { ...perDay(1), startsOn: localDate('2026-12-01'), ...days(10) }],
    ['1x3 tills vidare', perDay(3)],
    // English
    ['1 daily', perDay(1)],
    ['1 tablet 3 times a day for 7 days', { ...perDay(3), ...days(7) }],
    ['1 tablet twice daily as needed', { ...perDay(2), ...vb }],
    ['1-2 every 4-6 hours as needed max 8/day', { ...one('1', '2'), ...hours(4, 6), ...vb, maxPerDay: decimal('8') }],
    ['1 every other day', everyDays(2)],
    ['1 every 3rd day', everyDays(3)],
    ['1 in the morning and at bedtime', at({ morning: one('1'), night: one('1') })],
    ['half once a day', { ...one('0.5'), ...perDay(1) }],
    ['1 on mondays', weekdays([1])],
    ['1x1 from 2026-12-01', { ...perDay(1), startsOn: localDate('2026-12-01') }],
  ];
  for (const [typed, expected, unit = 'tablet'] of READINGS)
    test(`${typed} (${unit})`, () => {
      expect(read(typed, unit)).toEqual({ ok: true, value: dose({ unit, ...expected }) });
    });

  const FAULTS: readonly (readonly [string, string, number, number, DoseUnit?])[] = [
    ['', 'empty', 0, 0],
    ['   ', 'empty', 0, 0],
    ['x3', 'missing', 0, 0],
    ['1', 'missing', 1, 0],
    ['1 tarv', 'missing', 6, 0],
    ['7 pv', 'missing', 4, 0],
    ['1 x', 'missing', 3, 0],
    ['abc', 'not-understood', 0, 3],
    ['1x3 ruoan kanssa', 'not-understood', 4, 5],
    ['1x3 @', 'not-understood', 4, 1],
    ['1 klo 25', 'missing', 6, 2],
    ['1 klo', 'missing', 5, 0],
    ['1 klo 8 ja klo 8', 'said-twice', 15, 1],
    ['1 klo 8 ja illalla', 'cannot-combine', 6, 1],
    ['1x3 klo 8 ja 20', 'contradiction', 2, 1],
    ['1x3 7pv 10pv', 'said-twice', 8, 4],
    ['1x3 tarv vb', 'said-twice', 9, 2],
    ['1 tabl 1x3', 'said-twice', 7, 1],
    ['1x3 ma ma', 'said-twice', 7, 2],
    ['1x3 pv', 'ambiguous', 4, 2],
    ['1 x 3 x', 'ambiguous', 6, 1],
    ['2/vrk', 'ambiguous', 1, 4],
    ['2 dagligen', 'ambiguous', 2, 8],
    ['1+1', 'ambiguous', 0, 3],
    ['1-0-1', 'ambiguous', 0, 4],
    ['aamulla 1 illalla', 'ambiguous', 10, 7],
    ['1x3 illalla', 'contradiction', 2, 1],
    ['1x3/vko ti pe', 'contradiction', 2, 1],
    ['1x2 var 6:e timme', 'contradiction', 2, 1],
    ['1 illalla ma', 'cannot-combine', 10, 2],
    ['1 illalla joka toinen pv', 'cannot-combine', 10, 14],
    ['1x2-3 ma', 'cannot-combine', 2, 3],
    ['1x50', 'out-of-range', 2, 2],
    ['0x3', 'out-of-range', 0, 1],
    ['0,0001x3', 'out-of-range', 0, 6],
    ['100000x1', 'out-of-range', 0, 6],
    ['1x3 9999pv', 'out-of-range', 4, 4],
    ['0+0+0', 'out-of-range', 0, 5],
    ['3-1x2', 'range-reversed', 0, 3],
    ['1x1,5', 'not-whole', 2, 3],
    ['1x½', 'not-whole', 2, 1],
    ['2 ml x3', 'other-unit', 2, 2],
    ['1 tabl x3', 'other-unit', 2, 4, 'ml'],
    ['1 kpl x3', 'other-unit', 2, 3, 'ml'],
    ['500 mg x 3', 'mass-unit', 0, 6],
    ['1x3 max 500 mg/vrk', 'mass-unit', 12, 2],
    ['1x3 max 6', 'missing', 9, 0],
    ['1 4 h', 'missing', 5, 0],
    ['1x3 alk 30.2.', 'no-such-date', 8, 5],
    ['1x3 alk 1.11.2026', 'past-date', 8, 9],
    ['1x3 max 2/vrk', 'contradiction', 4, 9],
    ['2-3 4 h välein tarv max 2/vrk', 'max-below-dose', 20, 9],
    ['1x3 1.12.', 'not-understood', 4, 5],
    ['1 x 2 v', 'not-understood', 6, 1],
  ];
  for (const [typed, code, place, length, unit = 'tablet'] of FAULTS)
    test(`"${typed}" is refused: ${code} at ${place} for ${length}`, () => {
      expect(read(typed, unit)).toMatchObject({ ok: false, error: { code, at: place, length } });
    });

  test('every word of the lexicon is understood as itself', () => {
    for (const words of DOSE_WORDS) expect(meaningOf(words.split(' '))?.words).toBe(words.split(' ').length);
    expect(new Set(DOSE_WORDS).size).toBe(DOSE_WORDS.length);
  });

  test('never throws, and a fault lies within the text', () => {
    const pieces = fc.constantFrom(
      ...DOSE_WORDS,
      '1',
      '2',
      '½',
      '0,5',
      'x',
      '-',
      '+',
      '/',
      '.',
      ',',
      '7pv',
      '1.12.',
      '3:e',
      ' ',
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 9 }).map(list => list.join(' ')),
      fc.array(pieces, { maxLength: 9 }).map(list => list.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, typed => {
        const result = read(typed);
        if (result.ok) return;
        const { at: start, length, code, expected } = result.error;
        expect(start >= 0 && length >= 0 && start + length <= typed.length).toBe(true);
        expect(DOSE_FAULT_TEXTS[code].sv).not.toBe('');
        for (const item of expected) expect(DOSE_EXPECTATION_TEXTS[item].fi).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('daily use', () => {
  test.each<readonly [string, string, string]>([
    ['1x3', '3', '3'],
    ['1-2x3', '3', '6'],
    ['0,5x2', '1', '1'],
    ['1-2x3 tarv', '0', '6'],
    ['1-2x3 max 5/vrk', '3', '5'],
    ['½+0+1', '1.5', '1.5'],
    ['½-1 ilt', '0.5', '1'],
    ['1 5 h välein', '4.8', '4.8'],
    ['1 4-6 h välein', '4', '6'],
    ['1 joka toinen pv', '0.5', '0.5'],
    ['2x2 joka toinen pv', '2', '2'],
    ['7x1/vko', '1', '1'],
    ['1 ma ti ke to pe la su', '1', '1'],
  ])('%s is %s to %s', (typed, low, high) => {
    const result = read(typed);
    expect(result.ok && dailyDose(result.value)).toEqual({ low, high });
  });

  test.each(['1x1/vko', '1 joka 3. pv', '1 ma ke pe', '1 7 h välein'])('%s has no exact daily dose', typed => {
    const result = read(typed);
    expect(result.ok && dailyDose(result.value)).toBeNull();
  });
});

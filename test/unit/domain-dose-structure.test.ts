import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { doseSentence, dailyDose } from '../../shared/domain/prescribing/dose-language.ts';
import { planOf, planOfPhases, structuredOf } from '../../shared/domain/prescribing/dose-structure.ts';
import { type ClockTime, type DoseTiming, isClockTime } from '../../shared/domain/prescribing/dose.ts';
import { productName } from '../../shared/domain/prescribing/product.ts';
import { repeatsInWords, durationDays } from '../../shared/domain/prescribing/written-amounts.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { aTradeProduct } from '../builders/document.builder.ts';
import { aDose } from '../builders/prescription.builder.ts';

const clock = (at: string, low: string, high = low) => ({
  at: at as ClockTime,
  amount: { low: decimal(low), high: decimal(high) },
});
const at = (...amounts: readonly ReturnType<typeof clock>[]): DoseTiming => ({ kind: 'clockTimes', amounts });

describe('the structure of a dose', () => {
  it('says of every simple timing what it said, in both languages of documents', () => {
    const times = fc.integer({ min: 1, max: 6 });
    const timing = fc.oneof<fc.Arbitrary<DoseTiming>[]>(
      fc.tuple(times, times).map(([low, more]) => ({ kind: 'timesPerDay', low, high: low + more })),
      fc.tuple(times, times).map(([low, more]) => ({ kind: 'timesPerWeek', low, high: low + more })),
      fc.tuple(times, times).map(([low, more]) => ({ kind: 'everyHours', low, high: low + more })),
      fc.record({ kind: fc.constant('everyDays' as const), days: fc.integer({ min: 2, max: 90 }), times }),
      fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }).map(days => ({ kind: 'weekdays', days, times: 2 })),
      fc.constant(at(clock('0800', '1'), clock('2030', '1'))),
    );
    fc.assert(
      fc.property(timing, fc.boolean(), fc.constantFrom('fi', 'sv'), (when, asNeeded, language) => {
        const dose = aDose({ timing: when, asNeeded, maxPerDay: decimal('12'), startsOn: localDate('2026-12-01') });
        const plan = planOf(dose, language);
        expect(plan && structuredOf(plan)).toEqual(dose);
      }),
      { numRuns: 500 },
    );
  });

  it('gives no simple form to a plan that says more: a pause, a second season, a physical amount', () => {
    const plan = planOf(aDose(), 'fi');
    const season = plan?.seasons[0];
    if (!plan || !season) throw new Error('a plain dose has a season');
    const pauses = [{ from: localDate('2026-12-05'), to: null }];
    const physical = { low: decimal('50'), high: decimal('50'), unit: 'mg' };
    expect(structuredOf({ seasons: [{ ...season, pauses }] })).toBeNull();
    expect(structuredOf({ seasons: [season, season] })).toBeNull();
    expect(structuredOf({ seasons: [{ ...season, end: localDate('2026-12-05') }] })).toBeNull();
    expect(
      structuredOf({ seasons: [{ ...season, doses: season.doses.map(each => ({ ...each, physical })) }] }),
    ).toBeNull();
    expect(structuredOf({ seasons: [] })).toBeNull();
  });

  it('puts phases one after another', () => {
    const second = aDose({ timing: { kind: 'timesPerDay', low: 1, high: 1 }, lengthDays: null });
    expect(planOfPhases([aDose(), second], 'sv')?.seasons.map(each => [each.length?.low, each.doses.length])).toEqual([
      ['10', 3],
      [undefined, 1],
    ]);
  });
});

test.each([
  [
    at(clock('0800', '1'), clock('2000', '1')),
    ['1 tabletti klo 8 ja klo 20.', '1 tablett kl. 8 och kl. 20.', '1 tablet at 8:00 and at 20:00.'],
  ],
  [
    at(clock('0730', '1', '2'), clock('2215', '0.5')),
    [
      '1–2 tablettia klo 7.30 ja 0,5 tablettia klo 22.15.',
      '1–2 tabletter kl. 7.30 och 0,5 tablett kl. 22.15.',
      '1–2 tablets at 7:30 and 0.5 tablets at 22:15.',
    ],
  ],
])('sentence of clock times %#', (timing, says) => {
  const dose = aDose({ timing, lengthDays: null });
  expect(LANGUAGES.map(language => doseSentence(dose, language))).toEqual(says);
});

test('clock times count as the doses of a day', () => {
  expect(dailyDose(aDose({ timing: at(clock('0800', '1', '2'), clock('2000', '1')), lengthDays: null }))).toEqual({
    low: '2',
    high: '3',
  });
  expect(['0000', '2359', '2400', '0860', '800', ''].map(isClockTime)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('amounts as they are written', () => {
  const start = localDate('2026-01-31');
  expect(durationDays(start, { count: 1, unit: 'mo' })).toBe(28);
  expect(durationDays(start, { count: 2, unit: 'wk' })).toBe(14);
  expect(durationDays(start, { count: 1, unit: 'a' })).toBe(365);
  expect(durationDays(start, { count: 101, unit: 'a' })).toBeNull();
  expect(['iter ter 7 pv', 'iter. 2', 'iteroidaan bis', 'toistaiseksi', ''].map(repeatsInWords)).toEqual([
    3, 2, 2, 0, 0,
  ]);
});

test('a product is known by its trade name, else by its substance', () => {
  expect(productName(aTradeProduct, 'en')).toBe('HARJOITUSTABLETTI');
  expect(productName({ ...aTradeProduct, kind: '11', vnr: null, tradeName: '' }, 'sv')).toBe('ibuprofen');
});

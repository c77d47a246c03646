import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysOfSupply,
  expiresOn,
  lotTotal,
  prescribedTotal,
  remainingAfter,
  suggestedPackages,
} from '../../shared/domain/prescribing/amounts.ts';
import { amountFor, weekdayOf } from '../../shared/domain/prescribing/dose-amounts.ts';
import { readDose } from '../../shared/domain/prescribing/dose-language.ts';
import { doseUnitFor } from '../../shared/domain/prescribing/dose-unit.ts';
import { type DoseUnit, type StructuredDose } from '../../shared/domain/prescribing/dose.ts';
import {
  type PrescribedAmount,
  type Prescription,
  type Quantity,
} from '../../shared/domain/prescribing/prescription.ts';
import { packageContent } from '../../shared/domain/prescribing/product-of-package.ts';
import { add, compare, decimal, multiply } from '../../shared/kernel/decimal.ts';
import { addDays, instant, localDate } from '../../shared/kernel/time.ts';
import { aDose, aPrescription, TODAY } from '../builders/prescription.builder.ts';
import { aPackage, aProduct, aSubstance } from '../builders/product.builder.ts';

const kpl = (value: string): Quantity => ({ value: decimal(value), unit: 'kpl' });
const dose = (typed: string, unit: DoseUnit = 'tablet'): StructuredDose => {
  const read = readDose(typed, { unit, today: TODAY });
  if (!read.ok) throw new Error(`${typed}: ${read.error.code}`);
  return read.value;
};
const dosed = (typed: string, unit?: DoseUnit): Prescription['dose'] => ({ text: 'x', structured: dose(typed, unit) });
const packages = (count: number, size: Quantity | null): PrescribedAmount => ({
  mode: '1',
  packages: count,
  sizeText: 'x',
  packageSize: size,
});
const lasting = (lengthDays: number): PrescribedAmount => ({ mode: '3', start: localDate('2026-11-23'), lengthDays });

describe('prescribed amounts', () => {
  test.each<readonly [string, Partial<Prescription>, Quantity | null, Quantity | null]>([
    ['two packages of thirty', { amount: packages(2, kpl('30')) }, kpl('60'), kpl('60')],
    [
      'half millilitres',
      { amount: packages(3, { value: decimal('2.5'), unit: 'ml' }) },
      { value: decimal('7.5'), unit: 'ml' },
      { value: decimal('7.5'), unit: 'ml' },
    ],
    ['a size that is text only', { amount: packages(2, null) }, null, null],
    ['iter ter', { amount: packages(1, kpl('98')), iteration: { repeats: 3, intervalDays: 7 } }, kpl('98'), kpl('392')],
    [
      'a total amount',
      { amount: { mode: '2', total: { value: decimal('21'), unit: 'fol' } } },
      { value: decimal('21'), unit: 'fol' },
      { value: decimal('21'), unit: 'fol' },
    ],
    [
      'a total amount, iterated',
      { amount: { mode: '2', total: kpl('10.5') }, iteration: { repeats: 1, intervalDays: null } },
      kpl('10.5'),
      kpl('21'),
    ],
    ['a duration', { amount: lasting(30), dose: dosed('1x3') }, kpl('90'), kpl('90')],
    ['a duration with halves and a range', { amount: lasting(10), dose: dosed('½-1x2') }, kpl('20'), kpl('20')],
    [
      'a duration with a maximum',
      { amount: lasting(10), dose: dosed('1-2 4 h välein tarv max 6/vrk') },
      kpl('60'),
      kpl('60'),
    ],
    ['a duration of every other day', { amount: lasting(7), dose: dosed('1 joka toinen pv') }, kpl('4'), kpl('4')],
    ['a duration on weekdays from a Monday', { amount: lasting(8), dose: dosed('1 ma') }, kpl('2'), kpl('2')],
    ['a duration of a weekly dose', { amount: lasting(30), dose: dosed('1x1/vko') }, kpl('5'), kpl('5')],
    ['a duration by named times', { amount: lasting(10), dose: dosed('½+0+1') }, kpl('15'), kpl('15')],
    [
      'a duration by substance',
      { amount: lasting(10), dose: dosed('1x1'), product: aSubstance() },
      kpl('10'),
      kpl('10'),
    ],
    ['a duration with free text', { amount: lasting(10), dose: { text: 'x', structured: null } }, null, null],
  ])('%s', (_, change, lot, total) => {
    const prescription = aPrescription(change);
    expect(lotTotal(prescription)).toEqual(lot);
    expect(prescribedTotal(prescription)).toEqual(total);
  });

  test('what is left is the total less what was dispensed, exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 6 }), parts => {
        const lots = parts.map(part => kpl(String(part / 2)));
        const left = remainingAfter(aPrescription(), lots);
        const used = lots.reduce((sum, lot) => add(sum, lot.value), decimal('0'));
        if (compare(used, decimal('60')) <= 0) expect(add(left?.value ?? decimal('0'), used)).toBe('60');
        else expect(left).toEqual(kpl('0'));
      }),
    );
  });

  test('what is left is unknown across units and without a total', () => {
    expect(remainingAfter(aPrescription(), [{ value: decimal('5'), unit: 'ml' }])).toBeNull();
    expect(remainingAfter(aPrescription(), [{ value: decimal('5'), unit: 'KPL' }])).toEqual(kpl('55'));
    expect(remainingAfter(aPrescription({ amount: packages(1, null) }), [])).toBeNull();
  });
});

describe('validity', () => {
  const at = (date: string) => instant(`${date}T10:00:00.000Z`);
  test.each<readonly [string, Partial<Prescription>, string]>([
    ['two years', { prescribedAt: at('2026-11-22') }, '2028-11-22'],
    ['a leap day', { prescribedAt: at('2024-02-29') }, '2026-02-28'],
    ['a leap day to a leap year', { prescribedAt: at('2026-02-28') }, '2028-02-28'],
    ['PKV, one year', { prescribedAt: at('2026-11-22'), product: aProduct({ controlClass: 'Z' }) }, '2027-11-22'],
    ['narcotic, one year', { prescribedAt: at('2024-02-29'), product: aProduct({ narcotic: true }) }, '2025-02-28'],
    ['biological, one year', { prescribedAt: at('2026-11-22'), product: aProduct({ biological: true }) }, '2027-11-22'],
    ['shortened', { prescribedAt: at('2026-11-22'), validUntil: localDate('2027-01-15') }, '2027-01-15'],
    [
      'a later date does not lengthen',
      { prescribedAt: at('2026-11-22'), validUntil: localDate('2030-01-01') },
      '2028-11-22',
    ],
    ['the Finnish date counts', { prescribedAt: instant('2026-12-31T22:30:00.000Z') }, '2029-01-01'],
  ])('%s', (_, change, expected) => {
    expect(expiresOn(aPrescription(change))).toBe(expected);
  });
});

describe('supply', () => {
  test.each<readonly [string, string, number | null]>([
    ['30', '1x3', 10],
    ['29', '1x3', 9],
    ['100', '1-2x3', 16],
    ['30', '½x1', 60],
    ['30', '1 joka toinen pv', 60],
    ['4', '1x1/vko', 28],
    ['12', '1 ma ke pe', 28],
    ['10', '1 5 h välein', 2],
    ['20', '1-2 4 h välein tarv max 6/vrk', 3],
    ['30', '½+0+1', 20],
    ['0', '1x1', 0],
  ])('%s tablets at %s last %s days', (amount, typed, expected) => {
    expect(daysOfSupply(kpl(amount), [dose(typed)])).toBe(expected);
  });

  test('units that do not meet give no days', () => {
    expect(daysOfSupply({ value: decimal('100'), unit: 'g' }, [dose('1x2', 'application')])).toBeNull();
    expect(daysOfSupply({ value: decimal('10'), unit: 'ml' }, [dose('1x2', 'drop')])).toBeNull();
    expect(daysOfSupply({ value: decimal('100'), unit: 'ml' }, [dose('5x2', 'ml')])).toBe(10);
    expect(daysOfSupply({ value: decimal('200'), unit: 'annos' }, [dose('2x2', 'puff')])).toBe(50);
  });

  test.each<readonly [string, string, number | null]>([
    ['30', '1x3 10pv', 1],
    ['30', '1x3 11pv', 2],
    ['30', '1x1', null],
    ['10', '½x1 7pv', 1],
    ['1', '1 ma 8pv', 2],
    ['1', '1 ma alk 24.11. 6pv', 1],
  ])('packages of %s for %s', (size, typed, expected) => {
    expect(suggestedPackages(kpl(size), [dose(typed)])).toBe(expected);
  });

  test('suggested packages are enough, and one less would not be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 400 }),
        (size, times, lengthDays) => {
          const taken = aDose({ timing: { kind: 'timesPerDay', low: times, high: times }, lengthDays });
          const count = suggestedPackages(kpl(String(size)), [taken]) ?? 0;
          const needed = amountFor(taken, TODAY, lengthDays);
          const holds = (n: number) => compare(multiply(decimal(String(size)), decimal(String(n))), needed) >= 0;
          expect([count >= 1, holds(count), holds(count - 1)]).toEqual([true, true, false]);
        },
      ),
    );
  });

  test('days of supply never promise more than there is', () => {
    const typed = fc.constantFrom(
      '1x3',
      '1-2x2',
      '½x3',
      '1 joka toinen pv',
      '1x1/vko',
      '1 6 h välein',
      '½+1+1',
      '1 4 h välein tarv max 3/vrk',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), typed, (amount, text) => {
        const taken = dose(text);
        const lasts = daysOfSupply(kpl(String(amount)), [taken]) ?? -1;
        // On average: a weekly dose lasts its whole week.
        const averaged = taken.timing.kind === 'everyDays' || taken.timing.kind === 'timesPerWeek';
        if (!averaged) expect(compare(amountFor(taken, TODAY, lasts), decimal(String(amount)))).toBeLessThanOrEqual(0);
        expect(lasts).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('weekdays are those of the calendar', () => {
    for (let day = 0; day < 1000; day += 1) {
      const date = addDays(localDate('1999-12-27'), day);
      expect(weekdayOf(date)).toBe(((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1);
    }
  });
});

describe('dose units of dosage forms', () => {
  test.each<readonly [string, string | null, DoseUnit]>([
    ['tabletti', 'kpl', 'tablet'],
    ['tabletti, kalvopäällysteinen', 'kpl', 'tablet'],
    ['depottabletti', 'kpl', 'tablet'],
    ['poretabletti', 'kpl', 'tablet'],
    ['resoribletti', 'kpl', 'tablet'],
    ['emätinpuikko, tabletti', 'kpl', 'tablet'],
    ['kapseli, kova', 'kpl', 'capsule'],
    ['enterokapseli, kova', 'kpl', 'capsule'],
    ['inhalaatiojauhe, kapseli, kova', 'kpl', 'capsule'],
    ['emätinpuikko, kapseli, pehmeä', 'kpl', 'capsule'],
    ['oraaliliuos', 'ml', 'ml'],
    ['oraalisuspensio', 'ml', 'ml'],
    ['jauhe oraalisuspensiota varten', 'ml', 'ml'],
    ['siirappi', 'ml', 'ml'],
    ['sumutinliuos', 'ml', 'ml'],
    ['silmätipat, liuos', 'ml', 'drop'],
    ['tipat, liuos', 'ml', 'drop'],
    ['nenäsumute, suspensio', 'annos', 'puff'],
    ['inhalaatiosumute, suspensio', 'annos', 'puff'],
    ['sumute suuonteloon', 'ml', 'puff'],
    ['inhalaatiojauhe', 'annos', 'dose'],
    ['inhalaatiojauhe, annosteltu', 'annos', 'dose'],
    ['peräpuikko', 'kpl', 'suppository'],
    ['emätinpuikko', 'kpl', 'suppository'],
    ['depotlaastari', 'kpl', 'patch'],
    ['lääkelaastari', 'kpl', 'patch'],
    ['rakeet, annospussi', 'kpl', 'sachet'],
    ['jauhe oraaliliuosta varten, annospussi', 'kpl', 'sachet'],
    ['oraalisuspensio, annospussi', 'kpl', 'sachet'],
    ['voide', 'g', 'application'],
    ['emulsiovoide', 'g', 'application'],
    ['silmävoide', 'g', 'application'],
    ['geeli', 'g', 'application'],
    ['injektioneste, liuos, esitäytetty kynä', 'ml', 'ml'],
    ['injektioneste, liuos, esitäytetty ruisku', 'kpl', 'dose'],
    ['implantaatti', 'kpl', 'dose'],
    ['tuntematon muoto', 'ml', 'ml'],
    ['tuntematon muoto', null, 'dose'],
  ])('%s (%s) is counted in %s', (fi, packageUnit, unit) => {
    expect(doseUnitFor({ fi, sv: '', en: '' }, packageUnit)).toBe(unit);
  });

  test('what a package holds is its size times its parts', () => {
    expect(packageContent(aPackage({ size: '0.5', sizeFactor: 30, unit: 'ml' }))).toEqual({ value: '15', unit: 'ml' });
    expect(packageContent(aPackage({ size: null }))).toBeNull();
    expect(packageContent(aPackage({ unit: null }))).toBeNull();
    expect(packageContent(aPackage({ sizeFactor: 1.5 }))).toBeNull();
    expect(packageContent(aPackage({ sizeFactor: null }))).toEqual(kpl('30'));
  });
});

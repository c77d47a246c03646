import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adherenceOf, UNCOUNTED, type CountedDays, type Uncounted } from '../../shared/domain/prescribing/adherence.ts';
import { type DispensedLot, type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { planOfPhases } from '../../shared/domain/prescribing/dose-structure.ts';
import { newestResults } from '../../shared/domain/records/laboratory-results.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { addDays, instant, localDate } from '../../shared/kernel/time.ts';
import { aDose, aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aRecord } from '../builders/record.builder.ts';

const today = localDate('2026-11-22');
const lot = (daysAgo: number, amount: number | null, unit = 'kpl'): DispensedLot => ({
  at: instant(`${addDays(today, -daysAgo)}T10:00:00.000Z`),
  amount: amount === null ? null : { value: decimal(String(amount)), unit },
});
/** Two tablets a day, until further notice. */
const steady = aDose({ timing: { kind: 'timesPerDay', low: 2, high: 2 }, lengthDays: null });
const aRow = (lots: readonly DispensedLot[], dose: Partial<ReturnType<typeof aDose>> = {}): PrescriptionRow =>
  aPrescriptionRow({
    prescription: aPrescription({ dose: { text: '', structured: { ...steady, ...dose } } }),
    dispensedLots: lots.length,
    lots,
  });
const daysOf = (row: PrescriptionRow): CountedDays => {
  const adherence = adherenceOf(row, today);
  if ('uncounted' in adherence) throw new Error(`not counted: ${adherence.uncounted}`);
  return adherence.days;
};

describe('days covered by what was dispensed', () => {
  test('a gap between two lots is not covered, and what the second leaves is told', () => {
    expect(daysOf(aRow([lot(100, 60), lot(40, 100)]))).toEqual({
      since: addDays(today, -100),
      passed: 100,
      supplied: 80,
      covered: 70,
      left: 10,
      lots: 2,
    });
  });

  test('an early purchase is used after the lot before it, in whatever order the Centre tells them', () => {
    const early = [lot(60, 60), lot(50, 60)];
    expect(daysOf(aRow(early))).toMatchObject({ passed: 60, supplied: 60, covered: 60, left: 0 });
    expect(daysOf(aRow(early.toReversed()))).toEqual(daysOf(aRow(early)));
  });

  test('a weekly dose lasts for weeks', () => {
    const weekly = { timing: { kind: 'timesPerWeek', low: 1, high: 1 } } as const;
    expect(daysOf(aRow([lot(70, 12)], weekly))).toMatchObject({ supplied: 84, covered: 70, left: 14 });
  });

  const plan = planOfPhases([{ ...steady, lengthDays: 7 }, steady], 'fi');
  const UNCOUNTABLE: Readonly<Record<Uncounted, PrescriptionRow>> = {
    notDispensed: aRow([]),
    // A list kept by an earlier version knows how many there were, not what.
    lotsNotTold: { ...aRow([lot(9, 30)]), dispensedLots: 2 },
    doseInWords: { ...aRow([lot(9, 30)]), prescription: aPrescription({ dose: { text: '1x2', structured: null } }) },
    doseChanges: {
      ...aRow([lot(9, 30)]),
      prescription: aPrescription({ dose: { text: '', structured: null, ...(plan === null ? {} : { plan }) } }),
    },
    doseEnds: aRow([lot(9, 30)], { lengthDays: 10 }),
    doseAsNeeded: aRow([lot(9, 30)], { asNeeded: true }),
    doseVaries: aRow([lot(9, 30)], { high: decimal('2') }),
    doseCorrected: {
      ...aRow([lot(9, 30)]),
      prescription: aPrescription({
        version: 2,
        createdAt: instant('2026-11-20T10:00:00.000Z'),
        dose: { text: '', structured: steady },
      }),
    },
    amountNotTold: aRow([lot(9, null)]),
    otherUnit: aRow([lot(9, 30, 'ml')]),
    dispensedToday: aRow([lot(0, 30)]),
  };
  test.each(UNCOUNTED)('nothing is guessed: %s', because => {
    expect(adherenceOf(UNCOUNTABLE[because], today)).toEqual({ uncounted: because });
  });

  test('a correction before the first lot takes nothing away', () => {
    const { prescription, ...row } = aRow([lot(9, 30)]);
    const createdAt = instant('2026-11-01T10:00:00.000Z');
    expect(daysOf({ ...row, prescription: { ...prescription, version: 2, createdAt } }).covered).toBe(9);
  });

  const lots = fc.array(
    fc.record({ daysAgo: fc.integer({ min: 1, max: 900 }), packs: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 1, maxLength: 12 },
  );
  const given = (drawn: readonly Readonly<{ daysAgo: number; packs: number }>[]): CountedDays =>
    daysOf(aRow(drawn.map(({ daysAgo, packs }) => lot(daysAgo, packs * 30))));

  test('no figure is ever below zero, none covered that has not passed, none that was not supplied', () => {
    fc.assert(
      fc.property(lots, drawn => {
        const { passed, supplied, covered, left } = given(drawn);
        expect(Math.min(passed, supplied, covered, left)).toBeGreaterThanOrEqual(0);
        expect(covered).toBeLessThanOrEqual(Math.min(passed, supplied));
        expect(covered + left).toBeLessThanOrEqual(supplied);
      }),
    );
  });

  test('more packs never cover less', () => {
    fc.assert(
      fc.property(lots, fc.nat(), fc.integer({ min: 1, max: 12 }), (drawn, which, more) => {
        const at = which % drawn.length;
        const before = given(drawn);
        const after = given(drawn.map((one, index) => (index === at ? { ...one, packs: one.packs + more } : one)));
        expect(after.covered).toBeGreaterThanOrEqual(before.covered);
        expect(after.left).toBeGreaterThanOrEqual(before.left);
        expect(after.supplied).toBeGreaterThan(before.supplied);
      }),
    );
  });
});

describe('the newest laboratory results of notes', () => {
  const entry = (code: string, name: string, date: string, result: string) => ({
    kind: 'core' as const,
    content: 'laboratory' as const,
    code,
    name,
    fields: { date, result, unit: 'mmol/l', low: '3.3', high: '4.9' },
  });
  const note = (...entries: readonly ReturnType<typeof entry>[]) =>
    aRecord({ sections: [{ heading: 'laboratory', text: '', entries }] });

  test('one of each examination, the newest first, whichever note has it; what is incomplete is left out', () => {
    const notes = [
      note(entry('1999', 'P -Kalium', '2026-05-02', '4.4'), entry('2832', 'S -Tyreotropiini', '2026-08-01', '2.1')),
      note(entry('1999', 'P -Kalium', '2026-01-02', '3.9'), entry('4600', 'P -Kreatiniini', '2026-06-01', '')),
    ];
    expect(newestResults(notes).map(({ code, result, on }) => [code, result, on])).toEqual([
      ['2832', '2.1', '2026-08-01'],
      ['1999', '4.4', '2026-05-02'],
    ]);
  });
});

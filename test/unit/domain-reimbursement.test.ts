import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  estimateOf,
  receiptAddsUp,
  receiptOf,
  receiptsOf,
  sumsAtStart,
  type Purchase,
  type Tariff,
  type YearlySums,
} from '../../shared/domain/dispensing/reimbursement.ts';
import { tariffOn, type TariffData } from '../../shared/domain/dispensing/tariff-data.ts';
import { localDate } from '../../shared/kernel/time.ts';

const DATA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/tariffs/reimbursement.json'), 'utf8'),
) as TariffData;
const tariffOf = (day: string): Tariff => {
  const tariff = tariffOn(DATA, localDate(day));
  if (tariff === null) throw new Error('a tariff is known for the day');
  return tariff;
};
const T2026 = tariffOf('2026-11-22');
const FEE = T2026.feeCents;
const purchase = (change: Partial<Purchase> & Pick<Purchase, 'priceCents' | 'reimbursement'>): Purchase => ({
  referenceCents: null,
  feeCents: FEE,
  ...change,
});
const MET: YearlySums = { deductibleLeftCents: 0, ceilingLeftCents: 60_000 };

describe('tariff', () => {
  test('of 2026: figures of the year, fee with VAT of 13.5 %', () => {
    expect(T2026).toMatchObject({ deductibleCents: 7033, ceilingCents: 63_612, afterCeilingCents: 250, feeCents: 246 });
  });
  test('of other days: VAT and sums follow the day', () => {
    expect([tariffOf('2024-12-31').vatPermille, tariffOf('2025-01-01').vatPermille]).toEqual([100, 140]);
    expect([tariffOf('2024-12-31').deductibleCents, tariffOf('2025-01-01').deductibleCents]).toEqual([5000, 7000]);
  });
  test('of a year that the data do not know is none', () => {
    expect(tariffOn(DATA, localDate('2027-01-01'))).toBeNull();
    expect(tariffOn(DATA, localDate('2017-06-01'))).toBeNull();
  });
});

describe('worked examples', () => {
  test('A: basic 40 %, initial deductible partly left', () => {
    const receipt = receiptOf(
      purchase({ priceCents: 2490, reimbursement: 'basic' }),
      { deductibleLeftCents: 1000, ceilingLeftCents: 63_612 },
      T2026,
    );
    expect(receipt).toMatchObject({
      grossCents: 2736,
      basisCents: 2736,
      deductibleCents: 1000,
      kelaCents: 694,
      payCents: 2042,
      after: { deductibleLeftCents: 0, ceilingLeftCents: 63_612 - 2042 },
    });
  });

  test('B: reference price group, 65 %: the buyer refuses, substitutes, or the prescriber prohibits', () => {
    const bought = (priceCents: number, referenceCents: number | null) =>
      receiptOf(purchase({ priceCents, referenceCents, reimbursement: 'lowerSpecial' }), MET, T2026);
    expect(bought(4120, 2980)).toMatchObject({
      grossCents: 4366,
      basisCents: 3226,
      excessCents: 1140,
      kelaCents: 2097,
      ownCents: 1129,
      payCents: 2269,
    });
    expect(bought(2930, 2980)).toMatchObject({ grossCents: 3176, kelaCents: 2064, payCents: 1112 });
    expect(bought(4120, null)).toMatchObject({ basisCents: 4366, kelaCents: 2838, payCents: 1528, ownCents: 1528 });
  });

  test('C: 100 % class, then crossing the ceiling, then after it', () => {
    const [x, y, z] = receiptsOf(
      [
        purchase({ priceCents: 11_800, reimbursement: 'upperSpecial' }),
        purchase({ priceCents: 5200, reimbursement: 'basic' }),
        purchase({ priceCents: 9900, reimbursement: 'lowerSpecial' }),
      ],
      { deductibleLeftCents: 0, ceilingLeftCents: 600 },
      T2026,
    );
    expect(x).toMatchObject({ grossCents: 12_046, kelaCents: 11_596, ownCents: 450, after: { ceilingLeftCents: 150 } });
    expect(y).toMatchObject({
      grossCents: 5446,
      ownCents: 400,
      kelaCents: 5046,
      additionalCents: 2868,
      after: { ceilingLeftCents: 0 },
    });
    expect(z).toMatchObject({ payCents: 250 });
    expect((x?.payCents ?? 0) + (y?.payCents ?? 0)).toBe(850);
  });
});

describe('limits', () => {
  test('nothing is reimbursed outside the system, and nothing is counted', () => {
    expect(receiptOf(purchase({ priceCents: 1000, reimbursement: 'none' }), MET, T2026)).toMatchObject({
      kelaCents: 0,
      payCents: 1246,
      after: MET,
    });
  });
  test('the initial deductible begins in the year of turning 19', () => {
    expect(sumsAtStart(localDate('2007-12-31'), T2026).deductibleLeftCents).toBe(7033);
    expect(sumsAtStart(localDate('2008-01-01'), T2026).deductibleLeftCents).toBe(0);
  });
  test('sums that are no whole cents are a bug', () => {
    for (const priceCents of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => receiptOf(purchase({ priceCents, reimbursement: 'basic' }), MET, T2026)).toThrow(RangeError);
  });
  test('an estimate says what it took for granted', () => {
    const adult = sumsAtStart(localDate('1970-01-01'), T2026);
    expect(estimateOf(purchase({ priceCents: 9000, reimbursement: 'lowerSpecial' }), adult, T2026).assumes).toEqual([
      'sumsUntouched',
      'specialClassNotGranted',
      'feeUnconfirmed',
    ]);
    expect(estimateOf(purchase({ priceCents: 9000, reimbursement: 'none' }), adult, T2026).assumes).toEqual([
      'feeUnconfirmed',
    ]);
  });
});

const cents = fc.integer({ min: 0, max: 500_000 });
const anyPurchase: fc.Arbitrary<Purchase> = fc.record({
  reimbursement: fc.constantFrom('none', 'basic', 'lowerSpecial', 'upperSpecial'),
  priceCents: cents,
  referenceCents: fc.option(cents),
  feeCents: fc.constantFrom(0, FEE),
});
const anySums: fc.Arbitrary<YearlySums> = fc.record({
  deductibleLeftCents: fc.integer({ min: 0, max: T2026.deductibleCents }),
  ceilingLeftCents: fc.integer({ min: 0, max: T2026.ceilingCents }),
});

describe('for any purchase', () => {
  test('the sums add up, none is negative, and what is left of the year only falls', () => {
    fc.assert(
      fc.property(anyPurchase, anySums, (bought, sums) => {
        const receipt = receiptOf(bought, sums, T2026);
        expect(receiptAddsUp(receipt)).toBe(true);
        expect(receipt.payCents).toBe(
          bought.reimbursement === 'none' ? receipt.grossCents : receipt.ownCents + receipt.excessCents,
        );
        for (const key of ['deductibleLeftCents', 'ceilingLeftCents'] as const) {
          expect(receipt.after[key]).toBeGreaterThanOrEqual(0);
          expect(receipt.after[key]).toBeLessThanOrEqual(sums[key]);
        }
      }),
    );
  });

  test('a dearer package never costs the customer less nor Kela less', () => {
    fc.assert(
      fc.property(anyPurchase, anySums, fc.integer({ min: 0, max: 50_000 }), (bought, sums, more) => {
        const [a, b] = [bought, { ...bought, priceCents: bought.priceCents + more }].map(p =>
          receiptOf(p, sums, T2026),
        );
        expect(b?.payCents).toBeGreaterThanOrEqual(a?.payCents ?? 0);
        expect(b?.kelaCents).toBeGreaterThanOrEqual(a?.kelaCents ?? 0);
      }),
    );
  });

  test('what counts into the year stays under the ceiling and one share for each purchase that crosses or follows it', () => {
    fc.assert(
      fc.property(fc.array(anyPurchase, { maxLength: 40 }), bought => {
        const receipts = receiptsOf(
          bought,
          { deductibleLeftCents: T2026.deductibleCents, ceilingLeftCents: T2026.ceilingCents },
          T2026,
        );
        const own = receipts.reduce((sum, receipt) => sum + receipt.ownCents, 0);
        const beyond = receipts.filter(r => r.after.ceilingLeftCents === 0 && r.ownCents > 0).length;
        expect(own).toBeLessThanOrEqual(T2026.ceilingCents + beyond * T2026.afterCeilingCents);
        for (const [index, receipt] of receipts.entries())
          if ((receipts[index - 1]?.after.ceilingLeftCents ?? 1) === 0)
            expect(receipt.ownCents).toBeLessThanOrEqual(T2026.afterCeilingCents);
      }),
    );
  });

  test('an estimate is the most that the customer pays', () => {
    fc.assert(
      fc.property(anyPurchase, anySums, fc.boolean(), (bought, sums, isGranted) => {
        const special = bought.reimbursement === 'lowerSpecial' || bought.reimbursement === 'upperSpecial';
        const real = special && !isGranted ? { ...bought, reimbursement: 'basic' as const } : bought;
        expect(receiptOf(real, sums, T2026).payCents).toBeLessThanOrEqual(
          estimateOf(bought, sumsAtStart(localDate('1970-01-01'), T2026), T2026).receipt.payCents,
        );
      }),
    );
  });
});

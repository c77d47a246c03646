import { describe, expect, test } from 'vitest';
import { biologicalClock, type BiologicalLot, oneOfEachLot } from '../../shared/domain/dispensing/biological-clock.ts';
import { flexDays, purchaseInterval, reimbursedDays } from '../../shared/domain/dispensing/purchase-interval.ts';
import { localDate } from '../../shared/kernel/time.ts';

const day = localDate;
const ADULT = day('1970-03-01');
const TODAY = day('2026-11-22');
const lot = (dispensedOn: string, product = 'A', atc = 'L04AB02'): BiologicalLot => ({
  name: product,
  atc,
  product,
  dispensedOn: day(dispensedOn),
});
const clock = (history: readonly BiologicalLot[], atc = 'L04AB02', born = ADULT, today = TODAY) =>
  biologicalClock(atc, history, born, today);

describe('exchange of biologicals', () => {
  test('a lot that the own pharmacy and the Centre both tell counts once', () => {
    expect(oneOfEachLot([lot('2026-10-01'), lot('2026-10-01'), lot('2026-10-01', 'B')])).toEqual([
      lot('2026-10-01'),
      lot('2026-10-01', 'B'),
    ]);
  });
  test('comes with the first lot', () => {
    expect(clock([])).toMatchObject({ now: 'exchange', because: 'firstLot', lastProduct: null });
    expect(clock([lot('2026-10-01', 'A', 'L04AB04')])).toMatchObject({ because: 'firstLot' });
  });
  test('waits until the same product has been used for six months', () => {
    expect(clock([lot('2026-08-01'), lot('2026-10-20')])).toEqual({
      now: 'keep',
      because: 'withinSixMonths',
      lastProduct: 'A',
      usedSince: '2026-08-01',
      lastDispensedOn: '2026-10-20',
      exchangeFrom: '2027-02-01',
      source: 'HE 314/2022',
      lots: [lot('2026-10-20'), lot('2026-08-01')],
    });
    expect(clock([lot('2026-10-20'), lot('2026-05-22'), lot('2026-08-10')])).toMatchObject({
      now: 'exchange',
      because: 'usedSixMonths',
      usedSince: '2026-05-22',
      exchangeFrom: '2026-11-22',
    });
  });
  test('starts again with another product and after a pause of six months', () => {
    expect(clock([lot('2026-02-01', 'B'), lot('2026-09-01')])).toMatchObject({ now: 'keep', usedSince: '2026-09-01' });
    expect(clock([lot('2025-06-01'), lot('2026-09-01')])).toMatchObject({ now: 'keep', usedSince: '2026-09-01' });
    expect(clock([lot('2026-05-22')])).toMatchObject({ now: 'exchange', because: 'sixMonthsSinceLast' });
    expect(clock([lot('2026-05-23')])).toMatchObject({ now: 'keep' });
  });
  test('is in force by group and day, never for short-acting insulins, never for minors', () => {
    expect(clock([], 'A10AE05', ADULT, day('2025-12-31'))).toMatchObject({
      now: 'outside',
      because: 'notInForce',
      exchangeFrom: '2026-01-01',
    });
    expect(clock([], 'A10AE05')).toMatchObject({ now: 'exchange' });
    expect(clock([], 'A10AE04', ADULT, day('2025-04-01'))).toMatchObject({ now: 'exchange' });
    expect(clock([], 'B01AB05', ADULT, day('2024-04-01'))).toMatchObject({ now: 'exchange' });
    expect(clock([], 'L04AB02', ADULT, day('2024-12-31'))).toMatchObject({ because: 'notInForce' });
    expect(clock([], 'A10AB05')).toMatchObject({ now: 'outside', because: 'neverExchanged' });
    expect(clock([], 'L04AB02', day('2008-11-23'))).toMatchObject({ now: 'outside', because: 'minor' });
    expect(clock([], 'L04AB02', day('2008-11-22'))).toMatchObject({ now: 'exchange' });
  });
});

describe('interval between reimbursed purchases', () => {
  test('is graded by the length of the earlier lot', () => {
    expect([7, 30, 59, 60, 89, 90, 91, 100].map(flexDays)).toEqual([7, 7, 7, 14, 14, 21, 21, 21]);
  });
  test('counts from the day after the purchase', () => {
    expect(purchaseInterval(day('2026-11-01'), 30, TODAY)).toEqual({
      leftDays: 9,
      flexDays: 7,
      reimbursedFrom: '2026-11-24',
    });
    expect(purchaseInterval(day('2026-09-12'), 90, day('2026-11-20'))).toMatchObject({
      leftDays: 21,
      reimbursedFrom: '2026-11-20',
    });
    expect(purchaseInterval(day('2026-01-01'), 30, TODAY).leftDays).toBe(0);
  });
  test('a package above a thousand euros is for one month', () => {
    expect([reimbursedDays(100_000), reimbursedDays(100_001)]).toEqual([92, 31]);
  });
});

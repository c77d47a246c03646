import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  decimal,
  isDecimal,
  isPositive,
  multiply,
  readDecimal,
  subtract,
  wholeTimes,
  type Decimal,
} from '../../shared/kernel/decimal.ts';

type Fraction = readonly [units: bigint, scale: bigint];

const DECIMALS = fc
  .record({
    whole: fc.bigInt({ min: -999_999_999n, max: 999_999_999n }),
    digits: fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 4 }),
  })
  .map(({ whole, digits }) => decimal(`${whole}${digits === '' ? '' : `.${digits}`}`));

/** The same number as an exact fraction, made without the code under test. */
function fraction(value: Decimal): Fraction {
  const [whole = '0', digits = ''] = value.split('.');
  return [BigInt(whole + digits), 10n ** BigInt(digits.length)];
}
const same = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d === c * b;

describe('decimals, against BigInt fractions', () => {
  test('addition and subtraction', () => {
    fc.assert(
      fc.property(DECIMALS, DECIMALS, (x, y) => {
        const [[a, b], [c, d]] = [fraction(x), fraction(y)];
        expect(same(fraction(add(x, y)), [a * d + c * b, b * d])).toBe(true);
        expect(same(fraction(subtract(x, y)), [a * d - c * b, b * d])).toBe(true);
      }),
    );
  });

  test('multiplication', () => {
    fc.assert(
      fc.property(DECIMALS, DECIMALS, (x, y) => {
        const [[a, b], [c, d]] = [fraction(x), fraction(y)];
        expect(same(fraction(multiply(x, y)), [a * c, b * d])).toBe(true);
      }),
    );
  });

  test('order', () => {
    fc.assert(
      fc.property(DECIMALS, DECIMALS, (x, y) => {
        const [[a, b], [c, d]] = [fraction(x), fraction(y)];
        const [left, right] = [a * d, c * b];
        expect(Math.sign(compare(x, y))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  test('whole times rounds down, below zero as well', () => {
    fc.assert(
      fc.property(DECIMALS, DECIMALS, (x, y) => {
        fc.pre(isPositive(y));
        const times = decimal(String(wholeTimes(x, y)));
        const used = multiply(times, y);
        expect(compare(used, x)).toBeLessThanOrEqual(0);
        expect(compare(add(used, y), x)).toBeGreaterThan(0);
      }),
    );
    expect(() => wholeTimes(decimal('1'), decimal('0'))).toThrow(RangeError);
  });

  test('results have one form only: no trailing zero, no minus zero', () => {
    fc.assert(
      fc.property(DECIMALS, DECIMALS, (x, y) => {
        for (const result of [add(x, y), subtract(x, y), multiply(x, y)])
          expect(result).not.toMatch(/\.\d*0$|^-0$|^-0\.0+$/);
      }),
    );
    expect(add(decimal('0.1'), decimal('0.2'))).toBe('0.3');
    expect(multiply(decimal('-0.5'), decimal('0'))).toBe('0');
  });

  test.each([
    ['0,5', '0.5'],
    [',5', '0.5'],
    ['.5', '0.5'],
    ['1 000,25', '1000.25'],
    ['007', '7'],
    ['-2', '-2'],
    ['1\u00a0000', '1000'],
  ])('reads %s as %s', (typed, value) => {
    expect(readDecimal(typed)).toBe(value);
  });

  test.each([
    '',
    ' ',
    '1e9',
    '1,2,3',
    '1.000,5',
    '0x10',
    '½',
    '−1',
    '١',
    'NaN',
    'Infinity',
    '1.',
    '+1',
    '1'.repeat(16),
  ])('refuses %j', typed => {
    expect(readDecimal(typed)).toBeNull();
  });

  test('what is read is a decimal, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string(), typed => {
        const value = readDecimal(typed);
        expect(value === null || isDecimal(value)).toBe(true);
      }),
    );
  });
});

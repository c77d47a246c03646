import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  identityCodeCheck,
  isIdentityCode,
  readIdentityCode,
} from '../../shared/domain/people/personal-identity-code.ts';
import { daysInMonth } from '../../shared/kernel/time.ts';

type Vector = Readonly<{
  value: string;
  valid: boolean | null;
  class: 'ordinary' | 'temporary' | null;
  birthDate?: string;
  sex?: string;
}>;

const VECTORS = JSON.parse(
  readFileSync(new URL('../fixtures/hetu/hetu.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const SIGNS = { 1800: ['+'], 1900: ['-', 'Y', 'X', 'W', 'V', 'U'], 2000: ['A', 'B', 'C', 'D', 'E', 'F'] } as const;

const CODES = fc
  .record({
    century: fc.constantFrom(1800, 1900, 2000),
    sign: fc.nat(5),
    year: fc.nat(99),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    number: fc.integer({ min: 2, max: 999 }),
  })
  .map(({ century, sign, year, month, day, number }) => {
    const signs: readonly string[] = SIGNS[century as 1800 | 1900 | 2000];
    const fit = Math.min(day, daysInMonth(century + year, month));
    const date = [fit, month, year].map(n => String(n).padStart(2, '0')).join('');
    const nnn = String(number).padStart(3, '0');
    return {
      code: date + (signs[sign % signs.length] ?? '') + nnn + identityCodeCheck(date + nnn),
      birthDate: `${century + year}-${date.slice(2, 4)}-${date.slice(0, 2)}`,
      number,
    };
  });

describe('personal identity code', () => {
  test.each(VECTORS)('in the form of documents: $value', vector => {
    expect(isIdentityCode(vector.value)).toBe(vector.valid === true);
  });

  test.each(VECTORS.filter(vector => vector.valid === true))('reads $value', vector => {
    expect(readIdentityCode(vector.value)).toEqual({
      ok: true,
      value: {
        code: vector.value,
        birthDate: vector.birthDate,
        sex: vector.sex,
        testPerson: vector.class === 'temporary',
      },
    });
  });

  test('small letters and spaces around it are forgiven where a person types, and nothing else', () => {
    const typed = readIdentityCode('  131052-308t ');
    expect(typed.ok && typed.value.code).toBe('131052-308T');
    expect(isIdentityCode('131052-308t')).toBe(false);
    for (const other of ['131052-308T\n', '\t131052-308T', '131052 -308T', '131052–308T', '13105２-308T'])
      expect(readIdentityCode(other)).toEqual({ ok: false, error: 'form' });
  });

  test('says what is wrong', () => {
    expect(readIdentityCode('300204-123Y')).toEqual({ ok: false, error: 'date' });
    expect(readIdentityCode('131052-001K')).toEqual({ ok: false, error: 'number' });
    expect(readIdentityCode('131052-309T')).toEqual({ ok: false, error: 'check' });
    expect(readIdentityCode('')).toEqual({ ok: false, error: 'form' });
  });

  test('reads every code that can be made, with its date and sex', () => {
    fc.assert(
      fc.property(CODES, ({ code, birthDate, number }) => {
        expect(readIdentityCode(code)).toEqual({
          ok: true,
          value: { code, birthDate, sex: number % 2 === 1 ? 'male' : 'female', testPerson: number >= 900 },
        });
      }),
    );
  });

  test('the check character finds every single mistyped digit', () => {
    fc.assert(
      fc.property(
        CODES,
        fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9),
        fc.integer({ min: 1, max: 9 }),
        (made, at, step) => {
          const digit = String((Number(made.code.charAt(at)) + step) % 10);
          const wrong = made.code.slice(0, at) + digit + made.code.slice(at + 1);
          expect(readIdentityCode(wrong).ok).toBe(false);
        },
      ),
    );
  });

  test('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(typeof readIdentityCode(text).ok).toBe('boolean');
      }),
    );
  });
});

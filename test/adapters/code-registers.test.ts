import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCodeRegisters, REGISTER_ROWS } from '../../src-main/adapters/registers/code-registers.ts';
import { REGISTERS, type RegisterName } from '../../shared/domain/records/core-fields.ts';
import { localDate } from '../../shared/kernel/time.ts';

const registers = openCodeRegisters(join(import.meta.dirname, '..', '..', 'resources'));
const TODAY = localDate('2026-11-22');
const find = (register: RegisterName, text: string, limit = 10, on = TODAY): string[] =>
  registers[register].search(text, limit, on).map(hit => hit.code);
const codes = (text: string, limit = 10): string[] => find('diagnoses', text, limit);

describe('ICD-10, Finnish edition', () => {
  test('every row of the file is a row of the register', () => {
    expect(registers.diagnoses.info().rows).toBe(14_748);
    expect(registers.diagnoses.byCode('Z99.9')).not.toBeNull();
  });

  test.each([
    ['J01', 'J01'],
    ['j01.0', 'J01.0'],
    ['j010', 'J01.0'],
    ['I10', 'I10'],
    ['E11', 'E11'],
  ])('the code %s is found first', (text, code) => expect(codes(text)[0]).toBe(code));

  test.each([
    ['verenpaine', 'I10'],
    ['keuhkokuume', 'J18'],
    ['poskiontelotulehdus', 'J01'],
    ['poskiontelon tulehdus', 'J01'],
    ['aikuistyypin diabetes', 'E11'],
    ['hypertoni', 'I1'],
    ['pneumonia', 'J1'],
    ['vihurirokko', 'B06'],
  ])('words of any language find it: %s', (text, code) =>
    expect(codes(text, 30).some(found => found.startsWith(code))).toBe(true),
  );

  test.each([
    ['keuhkokuumme', 'J1'],
    ['poskiontelotulehus', 'J01'],
    ['aivoinfarkt', 'I63'],
    ['verenpanetauti', 'I1'],
    ['vihurirokk', 'B06'],
  ])('a misspelt or unfinished word finds it: %s', (text, code) =>
    expect(codes(text, 30).some(found => found.startsWith(code))).toBe(true),
  );

  test('a part of a compound finds the compound, after the words that begin with it', () => {
    expect(codes('tulehdus', 2000).some(code => code.startsWith('J01'))).toBe(true);
    expect(registers.diagnoses.search('diabetes', 3, TODAY)[0]?.fi.toLowerCase()).toContain('diabetes');
  });

  test('code and word narrow each other', () => {
    const found = codes('J0 akuutti', 50);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(code => code.startsWith('J0'))).toBe(true);
  });
});

describe('the other registers', () => {
  test.each([
    ['laboratory', 'crp', '4594'],
    ['laboratory', 'P-CRP', '4594'],
    ['laboratory', 'B-Hb', '1552'],
    ['laboratory', 'hemoglobiini', '1552'],
    ['laboratory', '1552', '1552'],
    ['procedures', 'NA1BG', 'NA1BG'],
    ['vaccines', 'influenssa', 'J07BB'],
    ['vaccines', 'J07BB02', 'J07BB02'],
  ] as const)('%s: %s finds %s', (register, text, code) =>
    expect(find(register, text, 20).some(found => found.startsWith(code))).toBe(true),
  );

  test('a laboratory code brings its unit; a form brings none', () => {
    expect(registers.laboratory.byCode('1552')).toMatchObject({ short: 'B -Hb', unit: 'g/l' });
    expect(registers.laboratory.byCode('1001')?.unit).toBe('');
  });

  test('a code that is out of use is not offered, but has its name', () => {
    expect(find('procedures', 'JN5DP')).not.toContain('JN5DP');
    expect(find('procedures', 'JN5DP', 10, localDate('2018-01-01'))).toContain('JN5DP');
    expect(registers.procedures.byCode('JN5DP')?.fi).toContain('PET');
  });

  test('the counts that are told are those of the files', () => {
    for (const name of REGISTERS) {
      expect(registers[name].info().rows).toBe(REGISTER_ROWS[name]);
      const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
      const all = new Set(letters.flatMap(letter => find(name, letter, 20_000, localDate('1998-01-01'))));
      expect(all.size).toBeLessThanOrEqual(REGISTER_ROWS[name]);
      expect(all.size).toBeGreaterThan(REGISTER_ROWS[name] * 0.9);
    }
  });
});

describe('any register', () => {
  test('nothing typed finds nothing; hostile text does not throw', () => {
    for (const name of REGISTERS) {
      expect(find(name, '')).toEqual([]);
      expect(find(name, '   ')).toEqual([]);
      for (const text of ['\u0000', '*()[]', '💊', 'x'.repeat(10_000), "'; DROP TABLE--", '\u202eabc', '__proto__'])
        expect(Array.isArray(find(name, text))).toBe(true);
    }
  });

  test('a code gives its names, an unknown one nothing', () => {
    expect(registers.diagnoses.byCode('I10')?.fi.toLowerCase()).toContain('verenpaine');
    expect(registers.diagnoses.byCode('XXX')).toBeNull();
    expect(registers.diagnoses.byCode('__proto__')).toBeNull();
  });

  test('a search takes milliseconds of processor time, misspelt ones too', () => {
    const typed = ['verenpanetauti', 'keuhkokuumme', 'tulehdus', 'akuutti', 'j0', 'murtuma oikea'];
    for (const text of typed) codes(text, 30);
    const before = process.cpuUsage();
    for (let round = 0; round < 10; round += 1) for (const text of typed) codes(text, 30);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / (10 * typed.length)).toBeLessThan(20);
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDiagnosisRegister } from '../../src-main/adapters/registers/diagnosis-register.ts';

const register = openDiagnosisRegister(join(import.meta.dirname, '..', '..', 'resources', 'codes', 'icd10-fi.tsv'));
const codes = (text: string, limit = 10): string[] => register.search(text, limit).map(hit => hit.code);

describe('ICD-10, Finnish edition', () => {
  test('the register says how many rows it has, and has them', () => {
    expect(register.info().rows).toBe(14_748);
    expect(register.search('A', 20_000).length + register.search('Z', 20_000).length).toBeGreaterThan(0);
  });

  test.each([
    ['J01', 'J01'],
    ['j01.0', 'J01.0'],
    ['I10', 'I10'],
    ['E11', 'E11'],
  ])('the code %s is found first', (text, code) => expect(codes(text)[0]?.startsWith(code)).toBe(true));

  test.each([
    ['verenpaine', 'I10'],
    ['keuhkokuume', 'J18'],
    ['poskiontelotulehdus', 'J01'],
    ['aikuistyypin diabetes', 'E11'],
    ['hypertoni', 'I1'],
    ['pneumonia', 'J1'],
  ])('words of any language find it: %s', (text, code) =>
    expect(codes(text, 30).some(found => found.startsWith(code))).toBe(true),
  );

  test.each([
    ['keuhkokuumme', 'J1'],
    ['poskiontelotulehus', 'J01'],
    ['aivoinfarkt', 'I63'],
  ])('a misspelt word finds it: %s', (text, code) =>
    expect(codes(text, 30).some(found => found.startsWith(code))).toBe(true),
  );

  test('nothing typed finds nothing; hostile text does not throw', () => {
    expect(register.search('', 10)).toEqual([]);
    expect(register.search('   ', 10)).toEqual([]);
    for (const text of ['\u0000', '*()[]', '💊', 'x'.repeat(10_000), "'; DROP TABLE--", '\u202eabc'])
      expect(Array.isArray(register.search(text, 10))).toBe(true);
  });

  test('a code gives its names, an unknown one nothing', () => {
    expect(register.byCode('I10')?.fi.toLowerCase()).toContain('verenpaine');
    expect(register.byCode('XXX')).toBeNull();
  });
});

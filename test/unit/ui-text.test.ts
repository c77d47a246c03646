import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from '../../src-renderer/ui/date-text.ts';
import { formatDecimal, parseDecimal } from '../../src-renderer/ui/decimal.ts';
import { moveInGrid } from '../../src-renderer/ui/grid-move.ts';
import { cleanText } from '../../src-renderer/ui/text.ts';

test.each([
  ['0,5', 0.5],
  ['0.5', 0.5],
  [',5', 0.5],
  ['1 000,25', 1000.25],
  ['1\u00a0000', 1000],
  ['-2', -2],
  ['\u22122', -2],
  ['7,', 7],
])('%j is %d', (text, number) => {
  expect(parseDecimal(text)).toBe(number);
});

test.each(['1,000.5', '1.000,5', '1,2,3', 'abc', '1x3', '-', ',', '1e3'])('%j is refused, not guessed', text => {
  expect(parseDecimal(text)).toBeNaN();
});

test('an empty text is no number', () => {
  expect(parseDecimal('  ')).toBeNull();
});

test('a leading zero stays, a trailing zero goes', () => {
  expect([0.5, 1, 1000.25, -2.5].map(number => formatDecimal(number, 'fi-FI'))).toEqual([
    '0,5',
    '1',
    '1\u00a0000,25',
    '-2,5',
  ]);
  expect(formatDecimal(0.5, 'en-GB')).toBe('0.5');
});

test('what the field shows, the field reads', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom('fi-FI', 'sv-FI'), (thousandths, locale) => {
      expect(parseDecimal(formatDecimal(thousandths / 1000, locale))).toBe(thousandths / 1000);
    }),
  );
});

test('text of a field is NFC and holds nothing that XML forbids', () => {
  expect(cleanText('A\u0308iti\u0000\u001b\ufffe\ud800 \u{1F600}', 'one')).toBe('Äiti \u{1F600}');
  expect(cleanText('a\r\nb\tc\rd', 'many')).toBe('a\nb\tc\nd');
  expect(cleanText('a\r\nb\tc', 'one')).toBe('a b c');
});

test('cleaning twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('one' as const, 'many' as const), (raw, lines) => {
      const once = cleanText(raw, lines);
      expect(cleanText(once, lines)).toBe(once);
    }),
  );
});

const size = { rows: 500, columns: 5, pageRows: 12 };
test.each([
  ['ArrowDown', { row: 0, column: -1 }, { row: 1, column: -1 }],
  ['ArrowUp', { row: 0, column: -1 }, { row: 0, column: -1 }],
  ['PageDown', { row: 495, column: -1 }, { row: 499, column: -1 }],
  ['PageUp', { row: 20, column: 2 }, { row: 8, column: 2 }],
  ['End', { row: 3, column: -1 }, { row: 499, column: -1 }],
  ['Home', { row: 3, column: -1 }, { row: 0, column: -1 }],
  ['End', { row: 3, column: 0 }, { row: 3, column: 4 }],
  ['ArrowRight', { row: 3, column: -1 }, { row: 3, column: 0 }],
  ['ArrowRight', { row: 3, column: 4 }, { row: 3, column: 4 }],
  ['ArrowLeft', { row: 3, column: 0 }, { row: 3, column: -1 }],
])('%s from %j', (key, here, there) => {
  expect(moveInGrid(here, key, size)).toEqual(there);
});

test('other keys are not the grid’s', () => {
  expect(moveInGrid({ row: 0, column: -1 }, 'j', size)).toBeNull();
});

test.each([
  ['22.11.2026', '2026-11-22'],
  [' 1.2.2027 ', '2027-02-01'],
  ['29-02-2028', '2028-02-29'],
  ['2026-11-22', '2026-11-22'],
  ['29.2.2027', null],
  ['31.11.2026', null],
  ['22.11.26', null],
  ['tänään', null],
])('pasted %j is the date %j', (text, date) => {
  expect(readDate(text)).toBe(date);
});

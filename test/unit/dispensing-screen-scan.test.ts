import { expect, test } from 'vitest';
import { readCode, SEPARATOR } from '../../src-renderer/features/dispensing/scan-code.ts';
import { createWedge, type WedgeKey } from '../../src-renderer/features/dispensing/wedge.ts';
import { fitPack } from '../../src-renderer/features/dispensing/fit-pack.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { aPrescription, aPrescriptionRow, NOW, TODAY } from '../builders/prescription.builder.ts';
import { aPackage, aProduct } from '../builders/product.builder.ts';

const GTIN = '06412345678907';
const gs1 = (parts: string): string => `01${GTIN}${parts}`;

test.each([
  ['901376', { kind: 'vnr', vnr: '901376' }],
  [' 901 376 ', { kind: 'vnr', vnr: '901376' }],
  ['000123', { kind: 'vnr', vnr: '000123' }],
  ['1.2.246.10.88888888.93.2026.17', { kind: 'prescription', setId: '1.2.246.10.88888888.93.2026.17' }],
  [' urn:oid:1.2.246.10.88888888.93999.2025.1 ', { kind: 'prescription', setId: '1.2.246.10.88888888.93999.2025.1' }],
  ['1.2.246.10', { kind: 'faulty', why: 'unreadable' }],
  ['1.2.246.10.088.93.2026.1', { kind: 'faulty', why: 'unreadable' }],
  ['12345', { kind: 'faulty', why: 'unreadable' }],
  ['kahvi', { kind: 'faulty', why: 'unreadable' }],
  ['', { kind: 'faulty', why: 'unreadable' }],
])('a typed code %j', (text, expected) => {
  expect(readCode(text)).toEqual(expected);
});

test('a DataMatrix: product, expiry, batch and serial in any order, with or without the symbology identifier', () => {
  const expected = {
    kind: 'gs1',
    gs1: { gtin: GTIN, expiresOn: '2027-02-28', batch: 'AB12', serial: 'X9' },
  };
  expect(readCode(gs1(`1727022810AB12${SEPARATOR}21X9`))).toEqual(expected);
  expect(readCode(`]d2${SEPARATOR}${gs1(`21X9${SEPARATOR}10AB12${SEPARATOR}17270228`)}`)).toEqual(expected);
});
test('day 00 is the last of the month, leap years included', () => {
  expect(readCode(gs1('17280200'))).toMatchObject({ gs1: { expiresOn: '2028-02-29' } });
  expect(readCode(gs1('17270200'))).toMatchObject({ gs1: { expiresOn: '2027-02-28' } });
});
test('what cannot be right is said, not guessed', () => {
  expect(readCode('0106412345678908')).toEqual({ kind: 'faulty', why: 'gtin' });
  expect(readCode(gs1('17271332'))).toEqual({ kind: 'faulty', why: 'expiry' });
  expect(readCode(gs1('99'))).toEqual({ kind: 'faulty', why: 'unreadable' });
  expect(readCode(gs1('10'))).toEqual({ kind: 'faulty', why: 'unreadable' });
});

const key = (char: string, more: Partial<WedgeKey> = {}): WedgeKey => ({
  key: char,
  code: /^\d$/.test(char) ? `Digit${char}` : /^[a-z]$/i.test(char) ? `Key${char.toUpperCase()}` : char,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});
const type = (text: string, everyMs: number, end = 'Enter') => {
  const wedge = createWedge();
  const answers = [...text].map((char, index) => wedge.take(key(char), index * everyMs).at);
  return { answers, last: wedge.take(key(end), text.length * everyMs) };
};

test('fast digits and Enter are a scan; the fields below get only the first ones', () => {
  expect(type('901376', 10)).toEqual({
    answers: ['typing', 'typing', 'typing', 'scanning', 'scanning', 'scanning'],
    last: { at: 'scanned', text: '901376' },
  });
});
test('the code of a patient instruction is a scan as a pack’s is', () => {
  const code = 'urn:oid:1.2.246.10.88888888.93.2026.17';
  expect(type(code, 10).last).toEqual({ at: 'scanned', text: code });
  expect(type(code.slice(8), 10).last).toEqual({ at: 'scanned', text: code.slice(8) });
});
test('a hand is no scanner, and neither is a word typed fast', () => {
  expect(type('901376', 120).last).toEqual({ at: 'typing' });
  expect(type('verenpaine', 5)).toMatchObject({ last: { at: 'typing' } });
  expect(type('12', 5).last).toEqual({ at: 'typing' });
});
test('Caps Lock does not turn the letters round, and the separator comes as a control key', () => {
  const wedge = createWedge();
  let at = 0;
  for (const char of '0106') wedge.take(key(char), (at += 5));
  wedge.take(key('Shift', { key: 'Shift', code: 'ShiftLeft' }), (at += 5));
  wedge.take({ ...key('a'), code: 'KeyA', shiftKey: true }, (at += 5));
  wedge.take({ ...key('B'), code: 'KeyB' }, (at += 5));
  wedge.take({ ...key('å'), code: 'BracketRight', ctrlKey: true }, (at += 5));
  expect(wedge.take(key('Enter'), (at += 5))).toEqual({ at: 'scanned', text: `0106Ab${SEPARATOR}` });
});

const row = (
  name: string,
  change: Parameters<typeof aPrescriptionRow>[0] = {},
  more: Parameters<typeof aPrescription>[0] = {},
) =>
  aPrescriptionRow({
    prescription: aPrescription({ setId: oid(`1.2.246.10.88888888.93.2026.${name}`), ...more }),
    ...change,
  });
const prescribed = new Map([['900101', aPackage()]]);
const cheaper = aPackage({ vnr: '900103', tradeName: 'HALPELLIN', holder: 'Toinen Oy' });

test('a pack finds its prescription by the rule that lists packages', () => {
  expect(fitPack(aPackage(), [row('1')], prescribed, TODAY)).toMatchObject({ kind: 'one', relation: 'prescribed' });
  expect(fitPack(cheaper, [row('1')], prescribed, TODAY)).toMatchObject({ kind: 'one', relation: 'interchangeable' });
  expect(fitPack(cheaper, [row('1', {}, { substitutionProhibited: true })], prescribed, TODAY)).toEqual({
    kind: 'none',
  });
  expect(
    fitPack(
      aPackage({ vnr: '900999', atc: 'N02BE01', substitutionGroup: null, tradeName: 'MUU' }),
      [row('1')],
      prescribed,
      TODAY,
    ),
  ).toEqual({ kind: 'none' });
});
test('of two that fit, a person chooses; one that cannot be dispensed is named with its cause', () => {
  expect(fitPack(aPackage(), [row('1'), row('2')], prescribed, TODAY)).toMatchObject({ kind: 'several' });
  expect(fitPack(aPackage(), [row('1'), row('2', { state: 'fullyDispensed' })], prescribed, TODAY)).toMatchObject({
    kind: 'one',
  });
  expect(fitPack(aPackage(), [row('2', { state: 'fullyDispensed' })], prescribed, TODAY)).toMatchObject({
    kind: 'notNow',
    because: { because: 'fullyDispensed' },
  });
});
test('an interval that has not passed opens the form: it may be dispensed with a reason', () => {
  const waiting = row(
    '1',
    { lastDispensedAt: NOW, remaining: { value: decimal('30'), unit: 'kpl' } },
    { product: aProduct(), iteration: { repeats: 2, intervalDays: 30 } },
  );
  expect(fitPack(aPackage(), [waiting], prescribed, TODAY)).toMatchObject({ kind: 'one' });
  expect(fitPack(aPackage(), [waiting, row('2')], prescribed, TODAY)).toMatchObject({
    kind: 'one',
    row: { prescription: { setId: '1.2.246.10.88888888.93.2026.2' } },
  });
});

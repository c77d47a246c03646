import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedForSearch, storedText, textFault } from '../../shared/kernel/text.ts';

const STRINGS = (
  JSON.parse(readFileSync(new URL('../fixtures/strings/strings.json', import.meta.url), 'utf8')) as readonly Readonly<{
    value: string;
  }>[]
).map(row => row.value);

/** XML 1.0, production 2 (Char), by code point: written anew, so that it can judge the rule. */
const isXmlText = (text: string): boolean =>
  [...text].every(char => {
    const code = char.codePointAt(0) ?? 0;
    return (
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000
    );
  });

describe('text fields', () => {
  test('refuse exactly what XML 1.0 forbids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), text => {
        expect(textFault(text, 1000)).toBe(isXmlText(text) ? null : 'text-forbidden-character');
      }),
    );
    for (let code = 0; code <= 0xffff; code += 1) {
      const char = String.fromCharCode(code);
      expect([code, textFault(char, 10) === null]).toEqual([code, isXmlText(char)]);
    }
  });

  test.each(STRINGS)('hostile string %# is stored as it is in NFC, or refused', value => {
    const fault = textFault(value, 100_000);
    expect(fault === null).toBe(isXmlText(value));
    const stored = storedText(value);
    expect(storedText(stored)).toBe(stored);
    expect(stored).not.toContain('\r');
    if (!/[\r\u0085\u2028]/.test(value)) expect(stored).toBe(value.normalize('NFC'));
  });

  test('length is counted before anything else', () => {
    expect(textFault('aaaa', 3)).toBe('text-too-long');
    expect(textFault('aaa', 3)).toBeNull();
  });

  test('line ends become one kind', () => {
    expect(storedText('a\r\nb\rc\u0085d\u2028e\nf')).toBe('a\nb\nc\nd\ne\nf');
  });

  test('searches find the umlauts by their plain letters', () => {
    expect(foldedForSearch('Äyräs Ångström Øre Æble ÉCOLE')).toBe('ayras angstrom ore aeble ecole');
    fc.assert(
      fc.property(fc.string(), text => {
        expect(foldedForSearch(foldedForSearch(text))).toBe(foldedForSearch(text));
      }),
    );
  });
});

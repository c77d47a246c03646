import fc from 'fast-check';
import { storedText, textFault } from '../../shared/kernel/text.ts';

/** Texts that break careless writers: markup, entities, direction marks, combining and astral characters, ends of CDATA. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  '</text></section><section>',
  ']]>',
  '<![CDATA[x]]>',
  '&amp;&lt;&#x41;&nbsp;',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '<!-- -- -->',
  '<?xml version="1.0"?>',
  '"quoted" \'single\'',
  '</hl7fi:localHeader>',
  '\u202Etxt.exe\u202C',
  '\u200F\u05D0\u05D1\u05D2\u200E',
  '\u2066isolated\u2069',
  '\u{1F9EA}\u{1F469}\u200D\u{1F52C}',
  '\u{20BB7}\u{10FFFD}',
  'e\u0301 ä Å \u212B \uFB01',
  '\uFEFFbom\u00A0nbsp\u3000',
  'two  spaces\tand a tab',
  'line one\nline two\n\nline four',
  'a\r\nb\rc\u0085d\u2028e',
  '%s %d ${x} {{y}}',
  "'; DROP TABLE patients; --",
  '../../etc/passwd',
  '=cmd|calc',
  'x'.repeat(3000),
];

/** Any text a field accepts, hostile ones often. */
export const anyText = (minLength = 0): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom(...HOSTILE_TEXTS),
      fc.string({ unit: 'binary', minLength, maxLength: 40 }),
      fc.string({ minLength, maxLength: 40 }),
      fc
        .tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'grapheme', maxLength: 10 }))
        .map(([a, b]) => a + b),
    )
    .filter(text => textFault(storedText(text), Infinity) === null && text.trim().length >= minLength);

/**
 * What a text field accepts. Text is stored as typed after NFC; characters that XML 1.0 forbids are refused in the field,
 * because the document that carries the text could not be written.
 */
export type TextFault = 'text-too-long' | 'text-forbidden-character' | 'text-empty';

// XML 1.0 production 2 (Char), and lone surrogates, which are no characters at all.
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** @param maxLength in UTF-16 code units, after NFC. */
export function textFault(text: string, maxLength: number): TextFault | null {
  if (text.length > maxLength) return 'text-too-long';
  return FORBIDDEN.test(text) ? 'text-forbidden-character' : null;
}

/** The form in which text is stored: NFC, line ends as LF. Signed text never carries CR (it would not survive canonicalisation). */
export const storedText = (typed: string): string => typed.normalize('NFC').replace(/\r\n?|\u0085|\u2028/g, '\n');

/** For names of things in searches: case and the Finnish umlauts folded, so that `a` finds `ä`. */
export const foldedForSearch = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae');

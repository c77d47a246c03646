/** Characters that XML 1.0 (Fifth Edition, production 2 "Char") does not allow, lone surrogates included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Text as documents can carry it: NFC, without what XML forbids. Line breaks become LF; a one-line field turns
 * line breaks and tabs (a pasted list) into spaces.
 */
export function cleanText(raw: string, lines: 'one' | 'many'): string {
  const clean = raw.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '').normalize('NFC');
  return lines === 'many' ? clean : clean.replace(/[\n\t]+/g, ' ');
}

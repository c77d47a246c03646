/**
 * Folding for search, one UTF-16 unit to one: case, accents and the Nordic letters (å, ä -> a; ö, ø -> o) fall away, the
 * micro sign becomes u. Because nothing changes its length, a place in the folded text is the place in the shown one.
 */
const TABLE_SIZE = 0x250;
const SPECIAL: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'a',
  œ: 'o',
  ß: 's',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ł: 'l',
  µ: 'u',
};

function foldedUnit(unit: string): string {
  const lower = unit.toLowerCase();
  if (lower.length !== 1) return unit;
  const special = SPECIAL[lower];
  if (special !== undefined) return special;
  const base = lower.normalize('NFD').charAt(0);
  return base === '' ? lower : base;
}

const TABLE: readonly string[] = Array.from({ length: TABLE_SIZE }, (_, code) => foldedUnit(String.fromCharCode(code)));
const PLAIN = /^[a-z0-9 ]*$/;

/** @param text in NFC: a letter and a separate accent would stay two units */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    folded += code < TABLE_SIZE ? TABLE[code] : code === 0x3bc ? 'u' : foldedUnit(text.charAt(at));
  }
  return folded;
}

export type FoldedWord = Readonly<{ word: string; start: number }>;

const WORD = /[\p{L}\p{N}]+/gu;

/** Words of a text with their places; a word is an unbroken run of letters and digits. */
export function foldedWords(text: string): readonly FoldedWord[] {
  const words: FoldedWord[] = [];
  for (const match of fold(text).matchAll(WORD)) words.push({ word: match[0], start: match.index });
  return words;
}

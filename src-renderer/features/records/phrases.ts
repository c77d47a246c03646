/** `//` and what follows it up to the caret, on one line: the search for a phrase. */
export type Slash = Readonly<{ from: number; to: number; query: string }>;

const LONGEST_QUERY = 30;

/** @returns null when the caret does not stand after `//`; an address such as `https://` does not open phrases */
export function slashAt(text: string, caret: number): Slash | null {
  const from = text.lastIndexOf('//', caret - 1);
  if (from < 0 || from + 2 > caret) return null;
  const query = text.slice(from + 2, caret);
  if (query.length > LONGEST_QUERY || query.includes('\n') || text[from - 1] === ':') return null;
  return { from, to: caret, query };
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Phrases that begin with the words come before those that only hold them. */
export function phrasesMatching(phrases: readonly string[], query: string): readonly string[] {
  const wanted = folded(query.trim());
  const found = phrases.filter(phrase => folded(phrase).includes(wanted));
  const rank = (phrase: string): number => (folded(phrase).startsWith(wanted) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** Puts the phrase in place of `from`..`to`, parted from the word before it. */
export function insertPhrase(
  text: string,
  phrase: string,
  from: number,
  to: number,
): Readonly<{ text: string; caret: number }> {
  const before = text.slice(0, from);
  const gap = before === '' || /\s$/.test(before) ? '' : ' ';
  return { text: before + gap + phrase + text.slice(to), caret: from + gap.length + phrase.length };
}

import { type PatientLanguage } from '../../kernel/language.ts';
import { coreInWords } from './core-data.rules.ts';
import { MEASUREMENTS, type RecordEntry, type RecordHeading, RECORD_HEADINGS, type RecordSection } from './record.ts';

/** A run of words that both versions have, or only one of them. */
export type DiffRun = Readonly<{ kind: 'same' | 'removed' | 'added'; text: string }>;
export type EntryChange = Readonly<{ kind: 'same' | 'removed' | 'added'; text: string }>;
export type SectionDiff = Readonly<{
  heading: RecordHeading;
  changed: boolean;
  runs: readonly DiffRun[];
  entries: readonly EntryChange[];
}>;

/** Words and the white space after them: what runs are made of, so that joined runs give the text back. */
const tokensOf = (text: string): readonly string[] => text.match(/\S+\s*|^\s+/g) ?? [];

/**
 * Above this many cells the table of the comparison would take longer than a reader waits: the middle is then told as one
 * replaced piece. 4 million cells are two texts of 2,000 words each.
 */
const MOST_CELLS = 4_000_000;

function push(runs: DiffRun[], kind: DiffRun['kind'], text: string): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + text };
  else runs.push({ kind, text });
}

/** The words of two texts side by side: the longest common sequence of words stays, the rest is removed or added. */
export function textDiff(before: string, after: string): readonly DiffRun[] {
  const a = tokensOf(before);
  const b = tokensOf(after);
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const runs: DiffRun[] = [];
  push(runs, 'same', a.slice(0, from).join(''));
  const rows = endA - from;
  const columns = endB - from;
  if (rows * columns > MOST_CELLS) {
    push(runs, 'removed', a.slice(from, endA).join(''));
    push(runs, 'added', b.slice(from, endB).join(''));
  } else {
    const width = columns + 1;
    const longest = new Uint16Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i -= 1)
      for (let j = columns - 1; j >= 0; j -= 1)
        longest[i * width + j] =
          a[from + i] === b[from + j]
            ? (longest[(i + 1) * width + j + 1] as number) + 1
            : Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
    let i = 0;
    let j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && a[from + i] === b[from + j]) {
        push(runs, 'same', a[from + i] ?? '');
        i += 1;
        j += 1;
      } else if (
        j >= columns ||
        (i < rows && (longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number))
      ) {
        push(runs, 'removed', a[from + i] ?? '');
        i += 1;
      } else {
        push(runs, 'added', b[from + j] ?? '');
        j += 1;
      }
    }
  }
  push(runs, 'same', a.slice(endA).join(''));
  return runs;
}

/** One structured entry as a line to compare; not the words of the document, which the writer of documents has. */
export function entryLine(entry: RecordEntry, language: PatientLanguage | 'en'): string {
  switch (entry.kind) {
    case 'core':
      return coreInWords(entry, language);
    case 'diagnosis':
      return [entry.code, entry.name, entry.primacy, entry.permanence].filter(part => part !== null).join(' ');
    case 'measurement': {
      const { shown } = MEASUREMENTS[entry.measurement];
      const value = [entry.value, entry.secondValue].filter(part => part !== null).join('/');
      return `${entry.measurement} ${value.replaceAll('.', ',')} ${shown} ${entry.measuredAt}`;
    }
  }
}

function entryChanges(before: readonly string[], after: readonly string[]): readonly EntryChange[] {
  const left = [...after];
  const changes: EntryChange[] = before.map(text => {
    const at = left.indexOf(text);
    if (at === -1) return { kind: 'removed', text };
    left.splice(at, 1);
    return { kind: 'same', text };
  });
  return [...changes, ...left.map(text => ({ kind: 'added' as const, text }))];
}

const textOf = (sections: readonly RecordSection[], heading: RecordHeading): string =>
  sections
    .filter(section => section.heading === heading)
    .map(section => section.text)
    .filter(text => text !== '')
    .join('\n');

/** What differs between two versions, heading by heading in the order of the form; headings that neither has are left out. */
export function recordDiff(
  before: readonly RecordSection[],
  after: readonly RecordSection[],
  language: PatientLanguage | 'en',
): readonly SectionDiff[] {
  return RECORD_HEADINGS.flatMap(heading => {
    const lines = (sections: readonly RecordSection[]): readonly string[] =>
      sections
        .filter(section => section.heading === heading)
        .flatMap(section => section.entries.map(entry => entryLine(entry, language)));
    const runs = textDiff(textOf(before, heading), textOf(after, heading));
    const entries = entryChanges(lines(before), lines(after));
    if (runs.length === 0 && entries.length === 0) return [];
    const changed = [...runs, ...entries].some(({ kind }) => kind !== 'same');
    return [{ heading, changed, runs, entries }];
  });
}

import { phaseOfHeadingName, type RecordPhase } from '../../../shared/codes/record-headings.ts';
import { type RecordRow } from '../../../shared/domain/records/record.ts';
import { foldedForSearch } from '../../../shared/kernel/text.ts';

/** What a list is narrowed by; null and empty narrow nothing. */
export type Filter = Readonly<{
  words: string;
  view: string | null;
  phase: RecordPhase | null;
  heading: string | null;
}>;
export const NO_FILTER: Filter = { words: '', view: null, phase: null, heading: null };

export const isFiltering = ({ words, view, phase, heading }: Filter): boolean =>
  words.trim() !== '' || view !== null || phase !== null || heading !== null;

/** Documents that meet everything that is asked for; words stand in title, author, view or a heading. */
export function filtered(documents: readonly RecordRow[], filter: Filter): readonly RecordRow[] {
  if (!isFiltering(filter)) return documents;
  const words = foldedForSearch(filter.words)
    .split(/\s+/)
    .filter(word => word !== '');
  return documents.filter(({ title, authorName, view, headings }) => {
    if (filter.view !== null && view !== filter.view) return false;
    if (filter.heading !== null && !headings.includes(filter.heading)) return false;
    if (filter.phase !== null && !headings.some(heading => phaseOfHeadingName(heading) === filter.phase)) return false;
    if (words.length === 0) return true;
    const text = foldedForSearch([title, authorName, view, ...headings].join(' '));
    return words.every(word => text.includes(word));
  });
}

const inOrder = (values: ReadonlySet<string>): readonly string[] =>
  [...values].filter(value => value !== '').sort((a, b) => a.localeCompare(b, 'fi'));

/** The views and headings that the documents have: what can be chosen. */
export function filterChoices(
  documents: readonly RecordRow[],
): Readonly<{ views: readonly string[]; headings: readonly string[] }> {
  const views = new Set<string>();
  const headings = new Set<string>();
  for (const document of documents) {
    views.add(document.view);
    for (const heading of document.headings) headings.add(heading);
  }
  return { views: inOrder(views), headings: inOrder(headings) };
}

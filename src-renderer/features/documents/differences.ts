import { type ExaminedDocument } from '../../../shared/domain/documents/examined.ts';

/** One value of two documents side by side; `null` where one has none. */
export type DifferenceRow = Readonly<{ path: string; one: string | null; other: string | null; isChanged: boolean }>;

const valuesOf = (of: ExaminedDocument): ReadonlyMap<string, string> =>
  new Map([
    ...of.values.map(({ path, says }) => [path, says] as const),
    ...of.beyond.map(({ field, name, says }, at) => [`LL ${field} ${name} #${at + 1}`, says] as const),
  ]);

/** What the documents say, not how they are written; what differs comes first, each in the order of the first document. */
export function differencesOf(one: ExaminedDocument, other: ExaminedDocument): readonly DifferenceRow[] {
  const [first, second] = [valuesOf(one), valuesOf(other)];
  const rows = [...new Set([...first.keys(), ...second.keys()])].map(path => {
    const [a, b] = [first.get(path) ?? null, second.get(path) ?? null];
    return { path, one: a, other: b, isChanged: a !== b };
  });
  return [...rows.filter(row => row.isChanged), ...rows.filter(row => !row.isChanged)];
}

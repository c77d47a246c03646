import { type Reading } from './reading.ts';

/** One value of the two documents side by side; `null` where one has none. */
export type DiffRow = Readonly<{ path: string; one: string | null; other: string | null; changed: boolean }>;

/** Every value below with the path to it: `dose.structured.low`, `sections[0].text`. */
function flattened(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (Array.isArray(value)) value.forEach((each, at) => flattened(each, `${path}[${at}]`, into));
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) flattened(each, path === '' ? key : `${path}.${key}`, into);
  else if (value !== null && value !== undefined && value !== '') into.set(path, String(value));
  return into;
}

/** What a document says, value by value. */
export const valuesOf = ({
  kind,
  messageType,
  generation,
  content,
  beyond,
  structure,
}: Reading): ReadonlyMap<string, string> => {
  const fields = Object.fromEntries(beyond.map((each, at) => [`LL ${each.field} ${each.name} #${at + 1}`, each.says]));
  const { oid, setId, version, title, language, writtenAt } = structure ?? {};
  const header = { oid, setId, version, title, language, writtenAt };
  return flattened({ kind, messageType, generation, header, content, beyond: fields }, '', new Map());
};

/** Structured values, not markup: two documents that say the same are the same, however they are written. */
export function diffOf(one: Reading, other: Reading): readonly DiffRow[] {
  const [first, second] = [valuesOf(one), valuesOf(other)];
  return [...new Set([...first.keys(), ...second.keys()])].map(path => {
    const [a, b] = [first.get(path) ?? null, second.get(path) ?? null];
    return { path, one: a, other: b, changed: a !== b };
  });
}

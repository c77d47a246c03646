import { type Outcome, Unusable, documentBytes, json } from './document-files.ts';
import { type Reading, readingOf } from './document-read.ts';

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

const valuesOf = ({
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

const WIDTH = 40;
const cell = (text: string | null): string => {
  const shown = (text ?? '–').replace(/\s+/g, ' ');
  return shown.length > WIDTH ? `${shown.slice(0, WIDTH - 1)}…` : shown.padEnd(WIDTH);
};

function readable(path: string): Reading {
  const reading = readingOf(documentBytes(path));
  if (reading.structure === null)
    throw new Unusable(`not a document: ${path} (${reading.findings[0]?.code ?? 'unreadable'})`);
  return reading;
}

/** `kantele document diff A B [--json]`: always 0 when both are documents; the rows say what differs. */
export function diffCommand(one: string, other: string, asJson: boolean): Outcome {
  const rows = diffOf(readable(one), readable(other));
  const changed = rows.filter(row => row.changed).length;
  if (asJson) return { code: 0, text: json({ changed, rows }) };
  const widest = Math.max(0, ...rows.map(row => row.path.length));
  const lines = rows.map(row =>
    `${row.changed ? '*' : ' '} ${row.path.padEnd(widest)}  ${cell(row.one)}  ${cell(row.other)}`.trimEnd(),
  );
  return { code: 0, text: [...lines, `${changed} of ${rows.length} values differ`].join('\n') };
}

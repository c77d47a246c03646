import { type Outcome, Unusable, documentBytes, json } from './document-files.ts';
import { diffOf } from '../wire/examination/differences.ts';
import { type Reading, readingOf } from '../wire/examination/reading.ts';

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

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CRYPTOGRAPHY } from '../adapters/card/cryptography.ts';
import { createDocumentCodec, readDocument } from '../wire/documents.ts';
import { readLimited } from '../wire/examination/limits.ts';
import { type Outcome, Unusable, documentBytes, json } from './document-files.ts';
import { type DocumentValue, missingFrom, valuesOf } from './document-values.ts';

const codec = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
const OPTIONS = { practice: false, softwareVersion: 'report' } as const;

/** What became of one document: read, written again and compared value by value. */
export type DocumentReport = Readonly<{
  file: string;
  generation: string;
  messageType: string | null;
  /** Why the document was not taken apart; null where it was. */
  finding: string | null;
  /** Structured values of the document, and those that it still has when it was read and written. */
  values: number;
  kept: number;
  /** Places of the values that are not kept, with their number. Never the values: they may be a patient's. */
  dropped: readonly Readonly<{ place: string; count: number }>[];
}>;

const valuesIn = (bytes: Uint8Array): readonly DocumentValue[] => {
  const read = readLimited(bytes, doc => valuesOf(doc.root));
  return read.ok ? read.value : [];
};

function counted(values: readonly DocumentValue[]): DocumentReport['dropped'] {
  const counts = new Map<string, number>();
  for (const { place } of values) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].map(([place, count]) => ({ place, count })).sort((a, b) => a.place.localeCompare(b.place));
}

/** The document as it is written in the present generation after having been read; null where it was not read. */
export function rewritten(bytes: Uint8Array): Uint8Array | null {
  const { content } = readDocument(bytes);
  return content && codec.write(content, OPTIONS);
}

export function reportOf(file: string, bytes: Uint8Array): DocumentReport {
  const { generation, messageType, finding } = readDocument(bytes);
  const [values, again] = [valuesIn(bytes), rewritten(bytes)];
  const dropped = again ? missingFrom(values, valuesIn(again)) : [];
  const kept = again ? values.length - dropped.length : 0;
  return { file, generation, messageType, finding, values: values.length, kept, dropped: counted(dropped) };
}

function line({ file, generation, messageType, finding, values, kept, dropped }: DocumentReport): readonly string[] {
  const state = finding === null ? `${kept} of ${values} values kept` : `not taken apart: ${finding}`;
  return [
    `${file}: type ${messageType ?? '?'}, ${generation}, ${state}`,
    ...dropped.map(({ place, count }) => `    dropped ${place}${count === 1 ? '' : ` (${count})`}`),
  ];
}

/** `kantele document report DIR`: ends with 1 where a prescription document of the present generation loses a value. */
export function reportCommand(folder: string, asJson: boolean): Outcome {
  let names: readonly string[];
  try {
    names = (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
  } catch {
    throw new Unusable(`cannot be read: ${folder}`);
  }
  const reports = names.map(name => reportOf(name, documentBytes(join(folder, name))));
  const isLossy = ({ generation, messageType, finding, dropped }: DocumentReport): boolean =>
    generation === 'same' && messageType !== 'record' && (finding !== null || dropped.length > 0);
  const lossy = reports.filter(isLossy);
  const code = lossy.length > 0 ? 1 : 0;
  if (asJson) return { code, text: json(reports) };
  const sum = (of: (report: DocumentReport) => number): number => reports.reduce((all, each) => all + of(each), 0);
  const total = `${reports.length} documents, ${sum(each => each.kept)} of ${sum(each => each.values)} values kept`;
  return { code, text: [...reports.flatMap(line), total].join('\n') };
}

import { createReadStream } from 'node:fs';
import type { ImportReport } from './import-report.ts';

export type RegisterLine = Readonly<{ number: number; text: string }>;

/** Longest line accepted, in bytes. The longest of the real register (a prescribing condition) has 2,641. */
export const LINE_LIMIT = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const LOOKS_LIKE_UTF8 = /[\u00c2-\u00f4][\u0080-\u00bf]/;
const C1_CONTROL = /[\u0080-\u009f]/;

type Encodings = { utf8: { first: number; lines: number }; windows: { first: number; lines: number } };

function seen(where: { first: number; lines: number }, line: number): void {
  if (where.lines === 0) where.first = line;
  where.lines += 1;
}

/**
 * The register is ISO-8859-1. A file that went through an editor may have become UTF-8 or Windows-1252; both can be told
 * from ISO-8859-1 line by line, because its Finnish text never forms a UTF-8 sequence and never uses 0x80-0x9F.
 */
function decode(bytes: Buffer, line: number, encodings: Encodings): string {
  const text = bytes.toString('latin1');
  if (LOOKS_LIKE_UTF8.test(text)) {
    try {
      const decoded = strictUtf8.decode(bytes);
      seen(encodings.utf8, line);
      return decoded.normalize('NFC');
    } catch {
      // Not UTF-8 after all: read on as what the register promises.
    }
  }
  if (!C1_CONTROL.test(text)) return text;
  seen(encodings.windows, line);
  return windows1252.decode(bytes);
}

const isForeign = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || head.includes(0);

/**
 * Streams a text file of the register in batches of lines, so that memory does not grow with the file. Empty lines are
 * left out (the real laakeaine.txt has two); their numbers are not. Faults go to the report, none is thrown.
 */
export async function* registerLines(
  path: string,
  file: string,
  report: ImportReport,
): AsyncGenerator<readonly RegisterLine[]> {
  const encodings: Encodings = { utf8: { first: 0, lines: 0 }, windows: { first: 0, lines: 0 } };
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let skipping = false;
  let started = false;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (isForeign(started ? chunk : data)) return report.add('encoding-unreadable', file, number + 1);
      if (!started && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) {
        seen(encodings.utf8, 1);
        data = data.subarray(3);
      }
      started = true;
      const batch: RegisterLine[] = [];
      let from = 0;
      for (let at = data.indexOf(LF, from); at !== -1; at = data.indexOf(LF, from)) {
        number += 1;
        const end = at > from && data[at - 1] === CR ? at - 1 : at;
        if (skipping) skipping = false;
        else if (end - from > LINE_LIMIT) report.add('line-too-long', file, number, `${end - from} bytes`);
        else if (end > from) batch.push({ number, text: decode(data.subarray(from, end), number, encodings) });
        from = at + 1;
      }
      rest = data.subarray(from);
      if (rest.length > LINE_LIMIT && !skipping) {
        report.add('line-too-long', file, number + 1, `over ${LINE_LIMIT} bytes`);
        skipping = true;
      }
      if (skipping) rest = Buffer.alloc(0);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return report.add(code === 'ENOENT' ? 'file-missing' : 'file-unreadable', file, 0, code);
  }
  if (rest.length > 0 && !skipping) {
    number += 1;
    report.add('last-line-unfinished', file, number);
    yield [{ number, text: decode(rest, number, encodings).replace(/\r$/, '') }];
  }
  if (encodings.utf8.lines > 0) report.addCounted('encoding-utf8', file, encodings.utf8.first, encodings.utf8.lines);
  if (encodings.windows.lines > 0) {
    report.addCounted('encoding-windows-1252', file, encodings.windows.first, encodings.windows.lines);
  }
}

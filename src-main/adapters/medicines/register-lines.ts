import { createReadStream } from 'node:fs';
import type { ImportReport } from './import-report.ts';

export type RegisterLine = Readonly<{ number: number; text: string }>;

/** Longest line accepted, in bytes. The longest of the real register (a prescribing condition) has 2,641. */
export const LINE_LIMIT = 64 * 1024;

const CR = 0x0d;
const CHUNK = 256 * 1024;
/** The byte order mark of UTF-8, read byte by byte. */
const UTF8_MARK = '\u00ef\u00bb\u00bf';
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const LOOKS_LIKE_UTF8 = /[\u00c2-\u00f4][\u0080-\u00bf]/;
const C1_CONTROL = /[\u0080-\u009f]/;

type Encodings = { utf8: { first: number; lines: number }; windows: { first: number; lines: number } };

function seen(where: { first: number; lines: number }, line: number): void {
  if (where.lines === 0) where.first = line;
  where.lines += 1;
}

/** True where every line of the text is plainly ISO-8859-1. */
const isPlain = (text: string): boolean => !LOOKS_LIKE_UTF8.test(text) && !C1_CONTROL.test(text);

/**
 * The register is ISO-8859-1. A file that went through an editor may have become UTF-8 or Windows-1252; both can be told
 * from ISO-8859-1 line by line, because its Finnish text never forms a UTF-8 sequence and never uses 0x80-0x9F.
 * @param text the line's bytes, each as one character
 */
function decode(text: string, line: number, encodings: Encodings): string {
  if (LOOKS_LIKE_UTF8.test(text)) {
    try {
      const decoded = strictUtf8.decode(Buffer.from(text, 'latin1'));
      seen(encodings.utf8, line);
      return decoded.normalize('NFC');
    } catch {
      // Not UTF-8 after all: read on as what the register promises.
    }
  }
  if (!C1_CONTROL.test(text)) return text;
  seen(encodings.windows, line);
  return windows1252.decode(Buffer.from(text, 'latin1'));
}

/** UTF-16, or no text at all. */
const isForeign = (chunk: Buffer, started: boolean): boolean =>
  (!started && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))) ||
  chunk.includes(0);

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
  // Bytes as characters; the part of the last chunk after its last line end.
  let rest = '';
  let number = 0;
  let skipping = false;
  let started = false;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      if (isForeign(chunk, started)) return report.add('encoding-unreadable', file, number + 1);
      let data = rest + chunk.toString('latin1');
      if (!started && data.startsWith(UTF8_MARK)) {
        seen(encodings.utf8, 1);
        data = data.slice(UTF8_MARK.length);
      }
      started = true;
      const plain = isPlain(data);
      const batch: RegisterLine[] = [];
      let from = 0;
      for (let at = data.indexOf('\n', from); at !== -1; at = data.indexOf('\n', from)) {
        number += 1;
        const end = at > from && data.charCodeAt(at - 1) === CR ? at - 1 : at;
        const line = data.slice(from, end);
        if (skipping) skipping = false;
        else if (line.length > LINE_LIMIT) report.add('line-too-long', file, number, `${line.length} bytes`);
        else if (line !== '') batch.push({ number, text: plain ? line : decode(line, number, encodings) });
        from = at + 1;
      }
      rest = data.slice(from);
      if (rest.length > LINE_LIMIT && !skipping) {
        report.add('line-too-long', file, number + 1, `over ${LINE_LIMIT} bytes`);
        skipping = true;
      }
      if (skipping) rest = '';
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
    yield [{ number, text: decode(rest.replace(/\r$/, ''), number, encodings) }];
  }
  if (encodings.utf8.lines > 0) report.addCounted('encoding-utf8', file, encodings.utf8.first, encodings.utf8.lines);
  if (encodings.windows.lines > 0) {
    report.addCounted('encoding-windows-1252', file, encodings.windows.first, encodings.windows.lines);
  }
}

import { basename } from 'node:path';
import { registerLines, type RegisterLine } from './register-lines.ts';
import type { FindingCode, ImportReport } from './import-report.ts';

const SEMICOLON = 0x3b;
const SPACE = 0x20;

/**
 * One row of a `;` separated file with a header, read by column name. Quotation marks are plain text in the register.
 * The same object serves every row of a file: it is valid only while the row is being handled.
 */
export class TableRow {
  readonly file: string;
  readonly #places: ReadonlyMap<string, number>;
  readonly #report: ImportReport;
  #line: RegisterLine = { number: 0, text: '' };
  /** Where each cell ends. Cells are cut out only when asked for: half of the register's columns never are. */
  readonly #ends: Int32Array;

  constructor(file: string, header: readonly string[], report: ImportReport) {
    this.file = file;
    this.#places = new Map(header.map((name, index) => [name, index]));
    this.#report = report;
    this.#ends = new Int32Array(header.length + 1);
  }

  /** @returns the number of cells in the line, whether or not it is that of the header */
  moveTo(line: RegisterLine): number {
    this.#line = line;
    const { text } = line;
    let cells = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (text.charCodeAt(at) !== SEMICOLON) continue;
      if (cells < this.#ends.length) this.#ends[cells] = at;
      cells += 1;
    }
    if (cells < this.#ends.length) this.#ends[cells] = text.length;
    return cells + 1;
  }

  /** Cell without outer spaces; empty where the column is not in the file. */
  text(column: string): string {
    const place = this.#places.get(column);
    if (place === undefined) return '';
    const start = place === 0 ? 0 : (this.#ends[place - 1] as number) + 1;
    const end = this.#ends[place] as number;
    const { text } = this.#line;
    if (start === end) return '';
    const cell = text.slice(start, end);
    return text.charCodeAt(start) <= SPACE || text.charCodeAt(end - 1) <= SPACE ? cell.trim() : cell;
  }

  refuse(code: FindingCode, detail: string): void {
    this.#report.add(code, this.file, this.#line.number, detail);
  }
}

export type TableForm = Readonly<{
  required: readonly string[];
  optional?: readonly string[];
  /** Lines that begin with this sign before the header are kept as notes. */
  noteSign?: string;
  onNote?: (note: string) => void;
}>;

/**
 * Reads a table of the register row by row. A file without its required columns gives no rows at all: guessing which column
 * is the strength would be worse than having no medicine.
 */
export async function readTable(
  path: string,
  form: TableForm,
  report: ImportReport,
  onRow: (row: TableRow) => void,
): Promise<void> {
  const file = basename(path);
  let row: TableRow | null = null;
  let width = 0;
  let unfinished: { number: number; cells: number } | null = null;
  for await (const batch of registerLines(path, file, report)) {
    for (const line of batch) {
      if (row === null) {
        if (form.noteSign !== undefined && line.text.startsWith(form.noteSign)) {
          form.onNote?.(line.text.slice(form.noteSign.length).trim());
          continue;
        }
        const header = line.text.split(';').map(name => name.trim().toUpperCase());
        row = new TableRow(file, header, report);
        width = header.length;
        const missing = form.required.filter(name => !header.includes(name));
        for (const name of missing) report.add('column-missing', file, line.number, name);
        if (missing.length > 0) return;
        const known = new Set([...form.required, ...(form.optional ?? [])]);
        for (const name of header) if (!known.has(name)) report.add('column-unknown', file, line.number, name);
        continue;
      }
      if (unfinished !== null) report.add('row-columns', file, unfinished.number, `${unfinished.cells} of ${width}`);
      unfinished = null;
      const cells = row.moveTo(line);
      if (cells === width) onRow(row);
      else unfinished = { number: line.number, cells };
    }
  }
  // A short row at the very end is the mark of a file that was cut off on its way.
  if (unfinished !== null) {
    const code = unfinished.cells < width ? 'line-truncated' : 'row-columns';
    report.add(code, file, unfinished.number, `${unfinished.cells} of ${width}`);
  }
}

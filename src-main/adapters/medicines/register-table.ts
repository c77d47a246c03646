import { basename } from 'node:path';
import { registerLines } from './register-lines.ts';
import type { FindingCode, ImportReport } from './import-report.ts';

/** One row of a `;` separated file with a header, read by column name. Quotation marks are plain text in the register. */
export class TableRow {
  readonly line: number;
  readonly file: string;
  readonly #cells: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #report: ImportReport;

  constructor(
    line: number,
    file: string,
    cells: readonly string[],
    places: ReadonlyMap<string, number>,
    report: ImportReport,
  ) {
    this.line = line;
    this.file = file;
    this.#cells = cells;
    this.#places = places;
    this.#report = report;
  }

  /** Cell without outer spaces; empty where the column is not in the file. */
  text(column: string): string {
    const place = this.#places.get(column);
    return place === undefined ? '' : (this.#cells[place] ?? '').trim();
  }

  refuse(code: FindingCode, detail: string): void {
    this.#report.add(code, this.file, this.line, detail);
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
  let places: Map<string, number> | null = null;
  let width = 0;
  let unfinished: { number: number; cells: number } | null = null;
  for await (const batch of registerLines(path, file, report)) {
    for (const line of batch) {
      if (places === null) {
        if (form.noteSign !== undefined && line.text.startsWith(form.noteSign)) {
          form.onNote?.(line.text.slice(form.noteSign.length).trim());
          continue;
        }
        const header = line.text.split(';').map(name => name.trim().toUpperCase());
        places = new Map(header.map((name, index) => [name, index]));
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
      const cells = line.text.split(';');
      if (cells.length === width) onRow(new TableRow(line.number, file, cells, places, report));
      else unfinished = { number: line.number, cells: cells.length };
    }
  }
  // A short row at the very end is the mark of a file that was cut off on its way.
  if (unfinished !== null) {
    const code = unfinished.cells < width ? 'line-truncated' : 'row-columns';
    report.add(code, file, unfinished.number, `${unfinished.cells} of ${width}`);
  }
}

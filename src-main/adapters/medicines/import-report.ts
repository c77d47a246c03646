import type { ImportFinding } from '../../app/ports/medicine-catalogue.port.ts';

/** Every remark the import can make. `error` rows are missing from the result, `warning` rows are in it. */
export const FINDING_SEVERITY = {
  'file-missing': 'error',
  'file-unreadable': 'error',
  'encoding-unreadable': 'error',
  'encoding-utf8': 'warning',
  'encoding-windows-1252': 'warning',
  'column-missing': 'error',
  'column-unknown': 'warning',
  'line-too-long': 'error',
  'line-truncated': 'error',
  'last-line-unfinished': 'warning',
  'row-columns': 'error',
  'row-required': 'error',
  'row-duplicate': 'error',
  'row-number': 'error',
  'value-vnr': 'error',
  'value-duplicate-vnr': 'warning',
  'value-date': 'warning',
  'value-flag': 'error',
  'value-status': 'warning',
  'value-name': 'warning',
  'value-control-class': 'warning',
  'value-price': 'error',
  'value-reimbursement': 'error',
  'reference-form': 'warning',
  'reference-container': 'warning',
  'reference-atc': 'warning',
  'reference-condition': 'warning',
  'reference-product': 'error',
  'reference-substance': 'warning',
  'reference-vnr': 'warning',
  'release-unknown': 'warning',
  'xml-malformed': 'error',
  'xml-truncated': 'error',
  'xml-root': 'error',
  'xml-text-too-long': 'error',
  'xml-fields-not-read': 'warning',
} as const satisfies Record<string, ImportFinding['severity']>;
export type FindingCode = keyof typeof FINDING_SEVERITY;

const DETAIL_LENGTH = 80;
/** Beyond this many kept lines per code and file only the count grows, so that a broken file cannot fill the memory. */
const LINES_KEPT = 50;

/** Collects remarks; the first lines of each kind are kept one by one, the rest are counted on the last kept one. */
export class ImportReport {
  readonly #kept: ImportFinding[] = [];
  readonly #perKind = new Map<string, { lines: number; last: number }>();
  #errors = 0;

  add(code: FindingCode, file: string, line: number, detail = ''): void {
    const severity = FINDING_SEVERITY[code];
    if (severity === 'error') this.#errors += 1;
    const kind = `${file} ${code}`;
    const seen = this.#perKind.get(kind) ?? { lines: 0, last: -1 };
    if (seen.lines < LINES_KEPT) {
      seen.last = this.#kept.length;
      this.#kept.push({ severity, code, file, line, count: 1, detail: detail.slice(0, DETAIL_LENGTH) });
    } else {
      const last = this.#kept[seen.last];
      if (last !== undefined) this.#kept[seen.last] = { ...last, count: last.count + 1 };
    }
    seen.lines += 1;
    this.#perKind.set(kind, seen);
  }

  /** One remark for a whole file that stands for `count` of its lines. */
  addCounted(code: FindingCode, file: string, firstLine: number, count: number): void {
    if (FINDING_SEVERITY[code] === 'error') this.#errors += count;
    this.#kept.push({ severity: FINDING_SEVERITY[code], code, file, line: firstLine, count, detail: '' });
  }

  get errors(): number {
    return this.#errors;
  }

  findings(): readonly ImportFinding[] {
    return this.#kept;
  }
}

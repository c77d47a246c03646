/** Readers for the values of register columns. `undefined` means: not what the column promises. */

const AMOUNT = /^(\d{1,15})(?:[.,](\d{1,9}))?$/;

/** Exact decimal text with a point: `100.00` -> `100`, `0,50` -> `0.5`, empty -> null. */
export function readAmount(text: string): string | null | undefined {
  if (text === '') return null;
  const match = AMOUNT.exec(text);
  if (match === null) return undefined;
  const whole = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

export function readCount(text: string): number | null | undefined {
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** `0`, `1` or empty; the register leaves columns empty that do not concern the package. */
export function readFlag(text: string): boolean | undefined {
  if (text === '1') return true;
  return text === '0' || text === '' ? false : undefined;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$/;
const FINNISH_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The packages of one product, which follow each other in the register, mostly have the same date. */
let lastDate = '';

/** Calendar date as `YYYY-MM-DD`; accepts the register's ISO form and the Finnish `5.4.2023` of the cover file. */
export function readDate(text: string): string | null | undefined {
  if (text === '') return null;
  if (text === lastDate) return text;
  const iso = ISO_DATE.exec(text);
  const finnish = FINNISH_DATE.exec(text);
  const [year, month, day] =
    iso !== null ? [iso[1], iso[2], iso[3]] : finnish !== null ? [finnish[3], finnish[2], finnish[1]] : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (Number(day) < 1 || Number(day) > (DAYS_IN_MONTH[Number(month) - 1] ?? 0)) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  lastDate = date;
  return date;
}

/** Six digits. A number that lost its leading zeros in a spreadsheet is refused: padding it could name another package. */
export const isVnr = (text: string): boolean => /^[0-9]{6}$/.test(text);

/** Release id `YYYY.NNN` of a batch such as `2023/8` or `2026-41`. */
export function readReleaseId(batch: string): string | undefined {
  const match = /^(\d{4})[/\-.](\d{1,3})$/.exec(batch.trim());
  return match === null ? undefined : `${match[1]}.${(match[2] ?? '').padStart(3, '0')}`;
}

import { isOid, type Oid } from '../../../shared/kernel/oid.ts';
import { dateOf, daysInMonth, type LocalDate } from '../../../shared/kernel/time.ts';

/** GS1 element string of a medicine pack. Application identifiers: GS1 General Specifications, section 3. */
export type Gs1 = Readonly<{
  gtin: string;
  expiresOn: LocalDate | null;
  batch: string;
  serial: string;
}>;
export type ScannedCode =
  | Readonly<{ kind: 'vnr'; vnr: string }>
  /** The identifier of a prescription, as the patient instruction and the summary carry it. */
  | Readonly<{ kind: 'prescription'; setId: Oid }>
  | Readonly<{ kind: 'gs1'; gs1: Gs1 }>
  | Readonly<{ kind: 'faulty'; why: 'gtin' | 'expiry' | 'unreadable' }>;

/** FNC1 as scanners send it: group separator, ASCII 29. */
export const SEPARATOR = '\u001d';

/** Identifiers of fixed length: digits of the value. Others run to the separator. */
const FIXED: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '02': 14,
  11: 6,
  12: 6,
  13: 6,
  15: 6,
  16: 6,
  17: 6,
  20: 2,
};
/** Variable ones that packs carry beside batch and serial, by the length of the identifier itself. */
const VARIABLE = /^(?:10|21|22|30|37|240|241|710|711|712|713|714|715|716)/;
/** An OID with the arcs of an organisation, a kind, a year and a number: no pack carries points. */
const PRESCRIPTION = /^1\.2\.246(?:\.\d+){4,}$/;
/** What a symbology identifier looks like at the front (`]d2`: GS1 DataMatrix). */
const SYMBOLOGY = /^\][A-Za-z]\d/;

/** Check digit of a GTIN-14: weights 3 and 1 from the left. */
function hasCheckDigit(gtin: string): boolean {
  const sum = [...gtin].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** YYMMDD; day 00 stands for the last day of the month. Medicines expire in this century. */
function expiry(text: string): LocalDate | null {
  if (!/^\d{6}$/.test(text)) return null;
  const [year, month, day] = [2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4))];
  if (month < 1 || month > 12) return null;
  return dateOf(year, month, day === 0 ? daysInMonth(year, month) : day);
}

function elements(text: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith(SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const fixed = FIXED[rest.slice(0, 2)];
    const id = fixed === undefined ? VARIABLE.exec(rest)?.[0] : rest.slice(0, 2);
    if (id === undefined) return null;
    const end = fixed === undefined ? rest.indexOf(SEPARATOR) : id.length + fixed;
    const stop = end < 0 ? rest.length : end;
    const value = rest.slice(id.length, stop);
    if (value === '' || (fixed !== undefined && value.length !== fixed)) return null;
    found.set(id, value);
    rest = rest.slice(stop);
  }
  return found;
}

/**
 * Reads what a scanner or a person gave: the identifier of a prescription is told by its points; six digits are a Nordic article number (code system 1.2.246.537.6.55), an element
 * string that begins with a GTIN is a pack's DataMatrix. How a VNR stands inside a Nordic GTIN is not confirmed, so none is taken out of it.
 */
export function readCode(raw: string): ScannedCode {
  const text = raw.trim().replace(SYMBOLOGY, '');
  if (/^\d{6}$/.test(text)) return { kind: 'vnr', vnr: text };
  const spaced = text.replace(/\s/g, '');
  if (/^\d{3}\s?\d{3}$/.test(text)) return { kind: 'vnr', vnr: spaced };
  const identifier = spaced.replace(/^urn:oid:/i, '');
  if (PRESCRIPTION.test(identifier) && isOid(identifier)) return { kind: 'prescription', setId: identifier };
  const found = elements(text);
  const gtin = found?.get('01');
  if (found === null || gtin === undefined || !/^\d{14}$/.test(gtin)) return { kind: 'faulty', why: 'unreadable' };
  if (!hasCheckDigit(gtin)) return { kind: 'faulty', why: 'gtin' };
  const written = found.get('17');
  const expiresOn = written === undefined ? null : expiry(written);
  if (written !== undefined && expiresOn === null) return { kind: 'faulty', why: 'expiry' };
  return { kind: 'gs1', gs1: { gtin, expiresOn, batch: found.get('10') ?? '', serial: found.get('21') ?? '' } };
}

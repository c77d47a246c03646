/** Formats of the primitive types, R4 datatypes page; each answers what was expected, or undefined when it holds. */
type Check = (value: string) => string | undefined;

const matching =
  (pattern: RegExp, expected: string): Check =>
  value =>
    pattern.test(value) ? undefined : expected;

const LONE_SURROGATE = /\p{Surrogate}/u;
const MAX_STRING = 1024 * 1024;
const OID = /^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const YEAR = '([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)';
const DATE = new RegExp(`^${YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`);
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?';
const ZONE = '(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))';
const DATE_TIME = new RegExp(`^${YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T${CLOCK}${ZONE})?)?)?$`);
const INSTANT = new RegExp(`^${YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T${CLOCK}${ZONE}$`);

/** Days of a month of the Gregorian calendar, month 1-12. */
function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const onCalendar =
  (pattern: RegExp, expected: string): Check =>
  value => {
    if (!pattern.test(value)) return expected;
    if (value.length < 10) return undefined;
    const [year, month, day] = value.slice(0, 10).split('-').map(Number);
    return (day ?? 0) <= daysIn(year ?? 0, month ?? 0) ? undefined : `${expected} that is on the calendar`;
  };

function checkString(value: string): string | undefined {
  if (value.length > MAX_STRING) return 'a string of at most 1 MB';
  if (value.trim() === '') return 'a string with some content';
  for (let index = 0; index < value.length; index += 1) {
    const char = value.charCodeAt(index);
    if (char < 0x20 && char !== 0x09 && char !== 0x0a && char !== 0x0d) return 'no control characters';
  }
  return LONE_SURROGATE.test(value) ? 'well-formed Unicode' : undefined;
}

function checkUri(value: string): string | undefined {
  if (/\s/.test(value)) return 'a URI without white space';
  if (value.startsWith('urn:oid:') && !OID.test(value)) return 'urn:oid: with an OID without leading zeros';
  if (value.startsWith('urn:uuid:') && !UUID.test(value)) return 'urn:uuid: with a UUID in lower case';
  if (/^(oid|uuid):/.test(value)) return 'a URI with urn: before oid: or uuid:';
  return undefined;
}

/** Linear, unlike the pattern of the specification, which backtracks for minutes on a long broken value. */
function checkBase64(value: string): string | undefined {
  const dense = /\s/.test(value) ? value.replace(/\s+/g, '') : value;
  const whole = dense.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(dense);
  return whole && dense !== '' ? undefined : 'base64 in groups of four characters';
}

const TEXT_CHECKS: Readonly<Record<string, Check>> = {
  string: checkString,
  markdown: checkString,
  xhtml: checkString,
  uri: checkUri,
  url: checkUri,
  canonical: checkUri,
  oid: matching(OID, 'urn:oid: with an OID without leading zeros'),
  uuid: matching(UUID, 'urn:uuid: with a UUID in lower case'),
  code: matching(/^[^\s]+( [^\s]+)*$/, 'a code without surrounding or double spaces'),
  id: matching(/^[A-Za-z0-9\-.]{1,64}$/, 'an id of 1 to 64 letters, digits, hyphens and dots'),
  date: onCalendar(DATE, 'a date YYYY, YYYY-MM or YYYY-MM-DD'),
  dateTime: onCalendar(DATE_TIME, 'a date, or a date and time with seconds and zone'),
  instant: onCalendar(INSTANT, 'a date and time with seconds and zone'),
  time: matching(new RegExp(`^${CLOCK}$`), 'a time hh:mm:ss'),
  base64Binary: checkBase64,
};

const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  integer: [-2147483648, 2147483647],
  unsignedInt: [0, 2147483647],
  positiveInt: [1, 2147483647],
};

export function isPrimitiveType(type: string): boolean {
  return type === 'boolean' || type === 'decimal' || type in INTEGER_RANGES || type in TEXT_CHECKS;
}

export type PrimitiveFault = Readonly<{ code: 'structure' | 'value'; expected: string }>;

/**
 * @param keptText the number as it was written, if it differs from what JavaScript would write (`1.0` is no integer)
 * @returns undefined when the value is of the type
 */
export function checkPrimitive(type: string, value: unknown, keptText?: string): PrimitiveFault | undefined {
  if (type === 'boolean') {
    return typeof value === 'boolean' ? undefined : { code: 'structure', expected: 'true or false without quotes' };
  }
  if (type === 'decimal') {
    return typeof value === 'number' && Number.isFinite(value)
      ? undefined
      : { code: 'structure', expected: 'a number without quotes' };
  }
  const range = INTEGER_RANGES[type];
  if (range !== undefined) {
    if (typeof value !== 'number') return { code: 'structure', expected: 'a number without quotes' };
    const written = keptText ?? String(value);
    const whole = /^-?(0|[1-9][0-9]*)$/.test(written) && value >= range[0] && value <= range[1];
    return whole ? undefined : { code: 'value', expected: `a whole number from ${range[0]} to ${range[1]}` };
  }
  if (typeof value !== 'string') return { code: 'structure', expected: 'a string' };
  if (value === '') return { code: 'value', expected: 'a string that is not empty' };
  const expected = TEXT_CHECKS[type]?.(value);
  return expected === undefined ? undefined : { code: 'value', expected };
}

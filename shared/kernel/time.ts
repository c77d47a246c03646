/** A moment in UTC: `YYYY-MM-DDTHH:MM:SS.mmmZ`. Shown in Europe/Helsinki, stored as it is. */
export type Instant = string & { readonly brand: 'Instant' };

/** A calendar date: `YYYY-MM-DD`, no zone. */
export type LocalDate = string & { readonly brand: 'LocalDate' };

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.\d{3}Z$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

function dateParts(text: string): readonly [number, number, number] | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? [year, month, day] : null;
}

export const isLocalDate = (text: string): text is LocalDate => dateParts(text) !== null;

export const isInstant = (text: string): text is Instant => INSTANT.test(text) && isLocalDate(text.slice(0, 10));

/** @throws RangeError when the date does not exist: check `isLocalDate` first where it comes from a person. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError('not a calendar date');
  return text;
}

/** @throws RangeError when it is not an instant in the stored form. */
export function instant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError('not an instant');
  return text;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

export const dateOf = (year: number, month: number, day: number): LocalDate | null => {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isLocalDate(text) ? text : null;
};

/** Days since 1970-01-01 in the proleptic Gregorian calendar (civil-day count: era of 400 years, year begins in March). */
export function dayNumber(date: LocalDate): number {
  const [y, month, day] = dateParts(date) as readonly [number, number, number];
  const year = month <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `dayNumber`. */
export function dateOfDayNumber(days: number): LocalDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days);

/** The same day of a later month; the last day of that month where it does not exist (31.1. + 1 month = 28.2. or 29.2.). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = dateParts(date) as readonly [number, number, number];
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return `${pad(toYear, 4)}-${pad(toMonth, 2)}-${pad(Math.min(day, daysInMonth(toYear, toMonth)), 2)}` as LocalDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** Whole years lived on `on`. */
export function ageInYears(birthDate: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The Finnish calendar date of a moment; `Intl` knows both changes of the clock. */
export function dateInHelsinki(atMs: number): LocalDate {
  return HELSINKI_DATE.format(atMs) as LocalDate;
}
const HELSINKI_DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const HELSINKI_PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Milliseconds since 1970 of a stored instant. */
export function instantMs(at: Instant): number {
  const days = dayNumber(at.slice(0, 10) as LocalDate);
  const [hours, minutes, seconds, milliseconds] = [
    at.slice(11, 13),
    at.slice(14, 16),
    at.slice(17, 19),
    at.slice(20, 23),
  ].map(Number) as [number, number, number, number];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

/** The stored form of a moment. */
export function instantOfMs(atMs: number): Instant {
  const days = Math.floor(atMs / 86_400_000);
  const rest = atMs - days * 86_400_000;
  const [h, m, s, ms] = [
    Math.floor(rest / 3_600_000),
    Math.floor(rest / 60_000) % 60,
    Math.floor(rest / 1000) % 60,
    Math.floor(rest) % 1000,
  ];
  return `${dateOfDayNumber(days)}T${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(ms, 3)}Z` as Instant;
}

/** The parts of the Finnish wall clock at a moment, and its offset from UTC in minutes (120 or 180). */
export function helsinkiTime(at: Instant): Readonly<{ date: LocalDate; time: string; offsetMinutes: number }> {
  const ms = instantMs(at);
  const part = Object.fromEntries(HELSINKI_PARTS.formatToParts(ms).map(p => [p.type, p.value])) as Record<
    string,
    string
  >;
  const date = `${part['year']}-${part['month']}-${part['day']}` as LocalDate;
  const time = `${part['hour']}:${part['minute']}:${part['second']}`;
  const wallMs = instantMs(`${date}T${time}.000Z` as Instant);
  return { date, time, offsetMinutes: Math.round((wallMs - Math.floor(ms / 1000) * 1000) / 60_000) };
}

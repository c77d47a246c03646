import {
  type Instant,
  type LocalDate,
  helsinkiTime,
  instantMs,
  instantOfMs,
  isInstant,
  isLocalDate,
} from '../../shared/kernel/time.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A Finnish wall-clock time as a moment; in the repeated hour of autumn the first one (summer time) is meant. */
export function helsinkiMs(date: LocalDate, time: string): number {
  const asUtc = instantMs(`${date}T${time}.000Z` as Instant);
  for (const offset of [180, 120]) {
    const guess = asUtc - offset * 60_000;
    if (helsinkiTime(instantOfMs(guess)).offsetMinutes === offset) return guess;
  }
  return asUtc - 120 * 60_000;
}

/** FHIR dateTime with the Finnish offset: `2026-02-02T09:15:00+02:00`. */
export function fhirDateTime(atMs: number): string {
  const { date, time, offsetMinutes } = helsinkiTime(instantOfMs(atMs));
  return `${date}T${time}+${two(offsetMinutes / 60)}:00`;
}

export const midnightMs = (date: LocalDate): number => helsinkiMs(date, '00:00:00');

const CDA_TIME = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\.\d+)?)?([+-]\d{4})?)?$/;

export type CdaTime = Readonly<{ date: LocalDate; ms: number; dayOnly: boolean }>;

/** HL7 V3 TS: `20140424092357`, `20140424`, with or without an offset; without one it is Finnish time. */
export function readCdaTime(text: string | null): CdaTime | null {
  const match = text === null ? null : CDA_TIME.exec(text);
  if (!match) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  if (!isLocalDate(date)) return null;
  if (match[4] === undefined) return { date, ms: midnightMs(date), dayOnly: true };
  const time = `${match[4]}:${match[5]}:${match[6] ?? '00'}`;
  if (!isInstant(`${date}T${time}.000Z`)) return null;
  const ms = match[7]
    ? instantMs(`${date}T${time}.000Z` as Instant) - offsetMinutes(match[7]) * 60_000
    : helsinkiMs(date, time);
  return { date, ms, dayOnly: false };
}

const offsetMinutes = (text: string): number => {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/[+:-]/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4)));
};

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** A FHIR date or dateTime as the moments it covers: from the first (included) to the last (excluded). */
export function fhirSpan(text: string): Readonly<{ fromMs: number; toMs: number }> | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year = '', month, day, clock, seconds, fraction, zone] = match;
  if (clock !== undefined && zone !== undefined) {
    const at = `${year}-${month}-${day}T${clock}:${seconds ?? '00'}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}Z`;
    if (!isInstant(at)) return null;
    const fromMs = instantMs(at) - (zone === 'Z' ? 0 : offsetMinutes(zone) * 60_000);
    return { fromMs, toMs: fromMs + (seconds === undefined ? 60_000 : fraction === undefined ? 1000 : 1) };
  }
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`;
  if (!isLocalDate(first)) return null;
  const next = new Date(
    Date.UTC(
      Number(year) + (month ? 0 : 1),
      Number(month ?? 1) - 1 + (month && !day ? 1 : 0),
      Number(day ?? 1) + (day ? 1 : 0),
    ),
  );
  return { fromMs: midnightMs(first), toMs: midnightMs(next.toISOString().slice(0, 10) as LocalDate) };
}

/** XML Schema dateTime with a zone, as the signature time stamp carries it. `null` when it has none or does not exist. */
export function xmlDateTimeMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  return fhirSpan(text)?.fromMs ?? null;
}

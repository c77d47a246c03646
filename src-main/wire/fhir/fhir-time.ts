import {
  instantMs,
  instantOfMs,
  isInstant,
  isLocalDate,
  type Instant,
  type LocalDate,
} from '../../../shared/kernel/time.ts';

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** FHIR instant or dateTime with a time; null for dates without one and for text that is no time. */
export function instantOf(text: string | undefined): Instant | null {
  const match = DATE_TIME.exec(text ?? '');
  if (!match) return null;
  const [, date, time, fraction = '', sign, hours = '0', minutes = '0'] = match;
  const wall = `${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  if (!isInstant(wall)) return null;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return instantOfMs(instantMs(wall) - offsetMs);
}

/** The calendar date of a FHIR date or dateTime as it is written. */
export function localDateOf(text: string | undefined): LocalDate | null {
  const date = (text ?? '').slice(0, 10);
  return isLocalDate(date) ? date : null;
}

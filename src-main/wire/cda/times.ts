import {
  type Instant,
  type LocalDate,
  helsinkiTime,
  instantMs,
  instantOfMs,
  isInstant,
  isLocalDate,
} from '../../../shared/kernel/time.ts';

/**
 * HL7 TS. Kanta documents write Finnish wall-clock time without an offset, to the second (Kela CDA library, samples). The
 * offset is added only in the second pass of the hour that the clock shows twice in autumn.
 */
export function cdaTime(at: Instant): string {
  const { date, time, offsetMinutes } = helsinkiTime(at);
  const wall = cdaDate(date) + time.replaceAll(':', '');
  const hours = String(offsetMinutes / 60).padStart(2, '0');
  return readCdaTime(wall) === wholeSecond(at) ? wall : `${wall}+${hours}00`;
}

export const cdaDate = (date: LocalDate): string => date.replaceAll('-', '');

/** The precision that documents carry. */
export const wholeSecond = (at: Instant): Instant => instantOfMs(Math.floor(instantMs(at) / 1000) * 1000);

const TS = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\.\d+)?)?)?([+-]\d{2}:?\d{2})?$/;

/** Without an offset it is Finnish time, in the doubled hour of autumn the first one. A date alone is its first moment. */
export function readCdaTime(text: string | null): Instant | null {
  const match = TS.exec(text ?? '');
  if (!match) return null;
  const wall = `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${match[6] ?? '00'}.000Z`;
  if (!isInstant(wall)) return null;
  const wallMs = instantMs(wall);
  if (match[7] !== undefined) {
    const [hours, minutes] = [match[7].slice(1, 3), match[7].slice(-2)].map(Number) as [number, number];
    const offset = (match[7].startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
    return instantOfMs(wallMs - offset * 60_000);
  }
  for (const offset of [180, 120]) {
    const guess = instantOfMs(wallMs - offset * 60_000);
    if (helsinkiTime(guess).offsetMinutes === offset) return guess;
  }
  // The hour that is skipped in spring does not exist; what was written in it meant winter time.
  return instantOfMs(wallMs - 120 * 60_000);
}

export function readCdaDate(text: string | null): LocalDate | null {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(text ?? '');
  const date = match ? `${match[1]}-${match[2]}-${match[3]}` : '';
  return isLocalDate(date) ? date : null;
}

/** `3.2.2026`, as Finns write a date in both languages. */
export const shownDate = (date: LocalDate): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)}.${Number(month)}.${year}`;
};

/** `3.2.2026 klo 9.05.07` (sv: `kl.`). */
export function shownTime(at: Instant, language: 'fi' | 'sv'): string {
  const { date, time } = helsinkiTime(at);
  return `${shownDate(date)} ${language === 'fi' ? 'klo' : 'kl.'} ${time.replace(/^0/, '').replaceAll(':', '.')}`;
}

import { useMemo } from 'react';
import { type Language } from '../../shared/kernel/language.ts';
import { ageInYears, instantMs, type Instant, type LocalDate } from '../../shared/kernel/time.ts';
import { useLanguage } from './texts.ts';

/** Finnish customs in every language: sv-FI is not sv-SE, English uses the 24-hour clock. */
export const LOCALES: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

const ZONE = 'Europe/Helsinki';
const NBSP = '\u00a0';

export type Formats = Readonly<{
  /** 22.11.2026 */
  date(date: LocalDate): string;
  dateOf(at: Instant): string;
  /** 14.05 (14:05 in English) */
  time(at: Instant): string;
  /** 22.11.2026 14.05 */
  dateTime(at: Instant): string;
  /** 22.11.2026 klo 14.05: within a sentence; columns say `dateTime` */
  moment(at: Instant): string;
  /** 12,34 € from cents */
  money(cents: number): string;
  /** 1 234,5 from an exact decimal text; digits are never dropped */
  decimal(text: string): string;
  quantity(quantity: Readonly<{ value: string; unit: string }>): string;
  count(value: number): string;
  /** How long ago in words, whole units: 12 min, 3 h, 2 pv. */
  age(at: Instant, nowMs: number): string;
  years(birthDate: LocalDate, on: LocalDate): number;
  compare(a: string, b: string): number;
}>;

/** Between day and time in a sentence. */
const AT: Readonly<Record<Language, string>> = { fi: 'klo', sv: 'kl.', en: 'at' };

const UNITS: Readonly<Record<Language, Readonly<{ min: string; h: string; day: string; now: string }>>> = {
  fi: { min: 'min', h: 'h', day: 'pv', now: 'alle 1 min' },
  sv: { min: 'min', h: 'h', day: 'd', now: 'under 1 min' },
  en: { min: 'min', h: 'h', day: 'd', now: 'under 1 min' },
};

/** @param language of the interface, or of the patient for prints */
export function createFormats(language: Language): Formats {
  const locale = LOCALES[language];
  const date = new Intl.DateTimeFormat(locale, { timeZone: ZONE, day: 'numeric', month: 'numeric', year: 'numeric' });
  const plainDate = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
  const whole = new Intl.NumberFormat(locale);
  const collator = new Intl.Collator('fi');
  const units = UNITS[language];
  const decimal = (text: string): string => {
    const [integer = '0', fraction] = text.split('.');
    const grouped = whole.format(BigInt(integer));
    const sign = integer.startsWith('-') && !grouped.startsWith('-') && !grouped.startsWith('\u2212') ? '-' : '';
    return sign + grouped + (fraction === undefined ? '' : (language === 'en' ? '.' : ',') + fraction);
  };
  const plain = (value: LocalDate): string => plainDate.format(instantMs(`${value}T00:00:00.000Z` as Instant));
  return {
    date: plain,
    dateOf: at => date.format(instantMs(at)),
    time: at => time.format(instantMs(at)),
    dateTime: at => `${date.format(instantMs(at))}${NBSP}${time.format(instantMs(at))}`,
    moment: at => `${date.format(instantMs(at))}${NBSP}${AT[language]}${NBSP}${time.format(instantMs(at))}`,
    money: cents => money.format(cents / 100),
    decimal,
    quantity: ({ value, unit }) => (unit === '' ? decimal(value) : `${decimal(value)}${NBSP}${unit}`),
    count: value => whole.format(value),
    age(at, nowMs) {
      const minutes = Math.max(0, Math.floor((nowMs - instantMs(at)) / 60_000));
      if (minutes < 1) return units.now;
      if (minutes < 60) return `${minutes}${NBSP}${units.min}`;
      const hours = Math.floor(minutes / 60);
      return hours < 48 ? `${hours}${NBSP}${units.h}` : `${Math.floor(hours / 24)}${NBSP}${units.day}`;
    },
    years: ageInYears,
    compare: (a, b) => collator.compare(a, b),
  };
}

export function useFormats(): Formats {
  const language = useLanguage();
  return useMemo(() => createFormats(language), [language]);
}

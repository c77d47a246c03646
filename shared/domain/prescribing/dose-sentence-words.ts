import { type Decimal } from '../../kernel/decimal.ts';
import { type Language } from '../../kernel/language.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type ClockTime, type DoseUnit, type TimeOfDay, type Weekday } from './dose.ts';

/** How one language says the parts of a dose. Numbers come in as text, with the decimal sign of the language. */
export type DoseSpeech = Readonly<{
  /** One form for exactly one (in Swedish for at most one), the other for all else. */
  unit: Readonly<Record<DoseUnit, readonly [one: string, many: string]>>;
  isOne(value: Decimal): boolean;
  decimalSign: ',' | '.';
  times(low: number, high: number): string;
  perDay: string;
  perWeek: string;
  daily: string;
  hours(low: number, high: number): string;
  days(days: number): string;
  time: Readonly<Record<TimeOfDay, string>>;
  /** `0800` as people read it, with its preposition. */
  clock(time: ClockTime): string;
  weekday: readonly [string, string, string, string, string, string, string];
  /** Before a list of weekdays; with a space after it where it is not empty. */
  weekdaysBegin: string;
  and: string;
  asNeeded: string;
  atMost(amount: string): string;
  forDays(days: number): string;
  from(date: LocalDate): string;
  /** Between two phases. */
  then: string;
  /** Of one application, where a number would only puzzle. */
  spread: string;
}>;

const range = (low: number, high: number): string => (low === high ? String(low) : `${low}–${high}`);
/** `1.12.2026`, as dates are written in both languages of the country. */
/** Day, month and year as they are read in Finland. */
export const finnishDate = (date: LocalDate): string =>
  `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.${date.slice(0, 4)}`;
/** `8` and `8.30`: full hours without their minutes. */
const hour = (time: ClockTime, sign: '.' | ':'): string => {
  const minutes = time.slice(2);
  return minutes === '00' && sign === '.'
    ? String(Number(time.slice(0, 2)))
    : `${Number(time.slice(0, 2))}${sign}${minutes}`;
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const finnish: DoseSpeech = {
  unit: {
    tablet: ['tabletti', 'tablettia'],
    capsule: ['kapseli', 'kapselia'],
    ml: ['ml', 'ml'],
    drop: ['tippa', 'tippaa'],
    puff: ['suihke', 'suihketta'],
    dose: ['annos', 'annosta'],
    unit: ['yksikkö', 'yksikköä'],
    sachet: ['annospussi', 'annospussia'],
    suppository: ['puikko', 'puikkoa'],
    patch: ['laastari', 'laastaria'],
    application: ['levityskerta', 'levityskertaa'],
  },
  isOne: value => value === '1',
  decimalSign: ',',
  times: (low, high) => (high === 1 ? 'kerran' : `${range(low, high)} kertaa`),
  perDay: 'päivässä',
  perWeek: 'viikossa',
  daily: 'joka päivä',
  hours: (low, high) => (high === 1 ? 'tunnin välein' : `${range(low, high)} tunnin välein`),
  days: days => (days === 2 ? 'joka toinen päivä' : `${days} päivän välein`),
  time: { morning: 'aamulla', noon: 'päivällä', evening: 'illalla', night: 'yöksi' },
  clock: time => `klo ${hour(time, '.')}`,
  weekday: [
    'maanantaisin',
    'tiistaisin',
    'keskiviikkoisin',
    'torstaisin',
    'perjantaisin',
    'lauantaisin',
    'sunnuntaisin',
  ],
  weekdaysBegin: '',
  and: 'ja',
  asNeeded: 'tarvittaessa',
  atMost: amount => `enintään ${amount} vuorokaudessa`,
  forDays: days => `${days} päivän ajan`,
  from: date => `${finnishDate(date)} alkaen`,
  then: 'sitten',
  spread: 'levitetään',
};

/** Ordinals in figures: 1:a, 2:a, 21:a, 22:a; 11:e, 12:e and all others with e. Source: Svenska skrivregler. */
const ordinal = (value: number): string =>
  [1, 2].includes(value % 10) && ![11, 12].includes(value % 100) ? `${value}:a` : `${value}:e`;

const swedish: DoseSpeech = {
  unit: {
    tablet: ['tablett', 'tabletter'],
    capsule: ['kapsel', 'kapslar'],
    ml: ['ml', 'ml'],
    drop: ['droppe', 'droppar'],
    puff: ['puff', 'puffar'],
    dose: ['dos', 'doser'],
    unit: ['enhet', 'enheter'],
    sachet: ['dospåse', 'dospåsar'],
    suppository: ['suppositorium', 'suppositorier'],
    patch: ['plåster', 'plåster'],
    application: ['applicering', 'appliceringar'],
  },
  isOne: value => value === '1' || value.startsWith('0.'),
  decimalSign: ',',
  times: (low, high) => (high === 1 ? 'en gång' : `${range(low, high)} gånger`),
  perDay: 'om dagen',
  perWeek: 'i veckan',
  daily: 'varje dag',
  hours: (low, high) =>
    high === 1 ? 'varje timme' : low === high ? `var ${ordinal(high)} timme` : `med ${low}–${high} timmars mellanrum`,
  days: days => (days === 2 ? 'varannan dag' : `var ${ordinal(days)} dag`),
  time: { morning: 'på morgonen', noon: 'mitt på dagen', evening: 'på kvällen', night: 'till natten' },
  clock: time => `kl. ${hour(time, '.')}`,
  weekday: ['måndagar', 'tisdagar', 'onsdagar', 'torsdagar', 'fredagar', 'lördagar', 'söndagar'],
  weekdaysBegin: 'på ',
  and: 'och',
  asNeeded: 'vid behov',
  atMost: amount => `högst ${amount} per dygn`,
  forDays: days => (days === 1 ? 'i 1 dag' : `i ${days} dagar`),
  from: date => `från och med ${finnishDate(date)}`,
  then: 'sedan',
  spread: 'appliceras',
};

const english: DoseSpeech = {
  unit: {
    tablet: ['tablet', 'tablets'],
    capsule: ['capsule', 'capsules'],
    ml: ['ml', 'ml'],
    drop: ['drop', 'drops'],
    puff: ['puff', 'puffs'],
    dose: ['dose', 'doses'],
    unit: ['unit', 'units'],
    sachet: ['sachet', 'sachets'],
    suppository: ['suppository', 'suppositories'],
    patch: ['patch', 'patches'],
    application: ['application', 'applications'],
  },
  isOne: value => value === '1',
  decimalSign: '.',
  times: (low, high) => (high === 1 ? 'once' : `${range(low, high)} times`),
  perDay: 'a day',
  perWeek: 'a week',
  daily: 'every day',
  hours: (low, high) => (high === 1 ? 'every hour' : `every ${range(low, high)} hours`),
  days: days => (days === 2 ? 'every other day' : `every ${days} days`),
  time: { morning: 'in the morning', noon: 'at midday', evening: 'in the evening', night: 'at bedtime' },
  clock: time => `at ${hour(time, ':')}`,
  weekday: ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'],
  weekdaysBegin: 'on ',
  and: 'and',
  asNeeded: 'as needed',
  atMost: amount => `at most ${amount} in 24 hours`,
  forDays: days => (days === 1 ? 'for 1 day' : `for ${days} days`),
  from: date => `from ${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`,
  then: 'then',
  spread: 'apply',
};

export const DOSE_SPEECH: Readonly<Record<Language, DoseSpeech>> = { fi: finnish, sv: swedish, en: english };

/** The name of a weekday as the sentence says it. */
export const weekdayName = (speech: DoseSpeech, day: Weekday): string => speech.weekday[day - 1] ?? '';

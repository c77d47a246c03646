import { type PatientLanguage } from '../kernel/language.ts';

/** A value with its code, or without one while the code is not confirmed: then it travels as text. */
export type CodedWord = Readonly<{ code: string | null; also: readonly string[] } & Record<PatientLanguage, string>>;

const word = (code: string | null, fi: string, sv: string, also: readonly string[] = []): CodedWord => ({
  code,
  also,
  fi,
  sv,
});

/**
 * Dose units, 1.2.246.537.6.138.202001. Confirmed by the specification samples of package 4.00: 18 and 39. `also` are the
 * abbreviations of Kela's resepti.properties: understood in what others wrote, never written.
 */
export const DOSE_UNIT_CODES = {
  tablet: word('18', 'tabletti', 'tablett', ['tbl']),
  capsule: word(null, 'kapseli', 'kapsel'),
  ml: word(null, 'ml', 'ml'),
  drop: word(null, 'tippa', 'droppe', ['gtt']),
  puff: word(null, 'suihke', 'puff', ['inh']),
  dose: word(null, 'annos', 'dos', ['dos']),
  unit: word('39', 'yksikkö', 'enhet', ['IU']),
  sachet: word(null, 'annospussi', 'dospåse'),
  suppository: word(null, 'puikko', 'suppositorium'),
  patch: word(null, 'laastari', 'plåster', ['plast']),
  application: word(null, 'levityskerta', 'applicering'),
} as const satisfies Record<string, CodedWord>;

/** Times of day, 1.2.246.537.6.137.202001. Confirmed by the samples of package 4.00: `a`. */
export const TIME_OF_DAY_CODES = {
  morning: word('a', 'aamu', 'morgon'),
  noon: word(null, 'päivä', 'dag'),
  evening: word(null, 'ilta', 'kväll'),
  night: word(null, 'yö', 'natt'),
} as const satisfies Record<string, CodedWord>;

/** Weekdays from Monday, 1.2.246.537.6.136.202001. Confirmed by the samples of package 4.00: `ma`. */
export const WEEKDAY_CODES = [
  word('ma', 'maanantai', 'måndag'),
  word(null, 'tiistai', 'tisdag'),
  word(null, 'keskiviikko', 'onsdag'),
  word(null, 'torstai', 'torsdag'),
  word(null, 'perjantai', 'fredag'),
  word(null, 'lauantai', 'lördag'),
  word(null, 'sunnuntai', 'söndag'),
] as const;

/** True where the word of a document is this value: by its code or, where it came as text, by its name in either language. */
export const hasWord = (known: CodedWord, word: Readonly<{ code: string | null; name: string }> | null): boolean =>
  word !== null &&
  (word.code !== null
    ? known.code === word.code || known.also.includes(word.code)
    : word.name === known.fi || word.name === known.sv);

/** The value as a document of that language writes it. */
export const wordIn = (
  known: CodedWord,
  language: PatientLanguage,
): Readonly<{ code: string | null; name: string }> => ({ code: known.code, name: known[language] });

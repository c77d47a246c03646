import { type Language } from '../../kernel/language.ts';

type Abbreviation = Readonly<{
  /** Without a point; matched as a whole word, whatever its case. */
  short: string;
  fi: string;
  sv: string;
  en: string;
  /** After exactly one; else the plural or partitive above is used. */
  one?: Readonly<Record<Language, string>>;
}>;

const row = (short: string, fi: string, sv: string, en: string): Abbreviation => ({ short, fi, sv, en });
const counted = (
  short: string,
  many: readonly [string, string, string],
  one: readonly [string, string, string],
): Abbreviation => ({
  ...row(short, ...many),
  one: { fi: one[0], sv: one[1], en: one[2] },
});

const TABLETS = [
  ['tablettia', 'tabletter', 'tablets'],
  ['tabletti', 'tablett', 'tablet'],
] as const;
const CAPSULES = [
  ['kapselia', 'kapslar', 'capsules'],
  ['kapseli', 'kapsel', 'capsule'],
] as const;
const DAYS = [
  ['päivää', 'dagar', 'days'],
  ['päivä', 'dag', 'day'],
] as const;
const WEEKS = [
  ['viikkoa', 'veckor', 'weeks'],
  ['viikko', 'vecka', 'week'],
] as const;
const SACHETS = [
  ['annospussia', 'dospåsar', 'sachets'],
  ['annospussi', 'dospåse', 'sachet'],
] as const;

/** Shorthand that a patient need not know. Only what has one meaning: `t`, `v` and `d` alone are left as they are. */
const ABBREVIATIONS: readonly Abbreviation[] = [
  row('tarv', 'tarvittaessa', 'vid behov', 'as needed'),
  row('vb', 'tarvittaessa', 'vid behov', 'as needed'),
  row('v.b', 'tarvittaessa', 'vid behov', 'as needed'),
  row('prn', 'tarvittaessa', 'vid behov', 'as needed'),
  counted('tabl', ...TABLETS),
  counted('tbl', ...TABLETS),
  counted('tab', ...TABLETS),
  counted('kaps', ...CAPSULES),
  counted('caps', ...CAPSULES),
  counted('pss', ...SACHETS),
  counted('pv', ...DAYS),
  counted('pvä', ...DAYS),
  counted('vko', ...WEEKS),
  counted('vrk', ['vuorokautta', 'dygn', 'days'], ['vuorokausi', 'dygn', 'day']),
  counted('kk', ['kuukautta', 'månader', 'months'], ['kuukausi', 'månad', 'month']),
  counted('gtt', ['tippaa', 'droppar', 'drops'], ['tippa', 'droppe', 'drop']),
  counted('supp', ['peräpuikkoa', 'suppositorier', 'suppositories'], ['peräpuikko', 'suppositorium', 'suppository']),
  row('krt', 'kertaa', 'gånger', 'times'),
  row('ggr', 'kertaa', 'gånger', 'times'),
  row('aam', 'aamulla', 'på morgonen', 'in the morning'),
  row('ilt', 'illalla', 'på kvällen', 'in the evening'),
  row('vesp', 'illalla', 'på kvällen', 'in the evening'),
  row('mane', 'aamulla', 'på morgonen', 'in the morning'),
  row('maks', 'enintään', 'högst', 'at most'),
  row('max', 'enintään', 'högst', 'at most'),
  row('enint', 'enintään', 'högst', 'at most'),
  row('alk', 'alkaen', 'från och med', 'from'),
  row('mikrog', 'mikrogrammaa', 'mikrogram', 'micrograms'),
  row('mcg', 'mikrogrammaa', 'mikrogram', 'micrograms'),
  row('µg', 'mikrogrammaa', 'mikrogram', 'micrograms'),
  row('μg', 'mikrogrammaa', 'mikrogram', 'micrograms'),
  row('ky', 'yksikköä', 'enheter', 'units'),
  row('iu', 'yksikköä', 'enheter', 'units'),
];

/** What a slash and a span say together: `max 6/vrk`. */
const PER: readonly Abbreviation[] = [
  row('vrk', 'vuorokaudessa', 'per dygn', 'a day'),
  row('pv', 'päivässä', 'om dagen', 'a day'),
  row('vko', 'viikossa', 'i veckan', 'a week'),
];
/** Finnish only: the genitive that `välein` and `ajan` ask for. */
const GENITIVES: readonly (readonly [string, string])[] = [
  ['h', 'tunnin'],
  ['t', 'tunnin'],
  ['pv', 'päivän'],
  ['vrk', 'vuorokauden'],
  ['vko', 'viikon'],
  ['kk', 'kuukauden'],
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** `pv.` loses its point, but a point that ends the whole text stays: it ends the sentence. */
const POINT = '(?:\\.(?=\\s*\\S))?';
const word = (short: string): string => `(?<![\\p{L}.])${escaped(short)}(?![\\p{L}:])${POINT}`;

const replaced = (text: string, language: Language): string => {
  const sayPer = PER.reduce(
    (all, per) => all.replace(new RegExp(`\\s*/\\s*${word(per.short)}`, 'giu'), ` ${per[language]}`),
    text,
  );
  const sayApart =
    language !== 'fi'
      ? sayPer
      : GENITIVES.reduce(
          (all, [short, genitive]) =>
            all.replace(new RegExp(`(\\d)\\s*${short}\\.?\\s+(?=(?:välein|ajan)(?!\\p{L}))`, 'giu'), `$1 ${genitive} `),
          sayPer,
        );
  const say = TIMES[language];
  const sayTimes = sayApart
    .replace(
      new RegExp(`(${FIGURE})\\s*[x×]\\s*(${FIGURE})`, 'giu'),
      (_, dose: string, count: string) =>
        `${dose} ${say.atATime}, ${count === '1' ? say.once : `${count} ${say.many}`}`,
    )
    .replace(new RegExp(`(${FIGURE})\\s*[x×](?!\\p{L})`, 'giu'), (_, count: string) =>
      count === '1' ? say.once : `${count} ${say.many}`,
    )
    .replace(new RegExp(`(?<!\\p{L})[x×]\\s*(${FIGURE})`, 'giu'), (_, count: string) =>
      count === '1' ? say.once : `${count} ${say.many}`,
    );
  return ABBREVIATIONS.reduce(
    (all, abbreviation) =>
      all.replace(new RegExp(`(?:(\\d[\\d.,½-]*)\\s*)?${word(abbreviation.short)}`, 'giu'), (_, figure?: string) => {
        if (figure === undefined) return abbreviation[language];
        const said = figure === '1' && abbreviation.one ? abbreviation.one[language] : abbreviation[language];
        return `${figure} ${said}`;
      }),
    sayTimes,
  );
};

/** `1 x 3` is a dose and its times; written out, the two must not run together into one number. */
const TIMES: Readonly<Record<Language, Readonly<{ atATime: string; once: string; many: string }>>> = {
  fi: { atATime: 'kerralla', once: 'kerran', many: 'kertaa' },
  sv: { atATime: 'åt gången', once: 'en gång', many: 'gånger' },
  en: { atATime: 'at a time', once: 'once', many: 'times' },
};
const FIGURE = '\\d+(?:[.,]\\d+)?[½¼¾]?(?:\\s*[-–]\\s*\\d+(?:[.,]\\d+)?)?|[½¼¾]';

/**
 * Free dose text with the usual abbreviations written out, for the technical correction that pharmacies may make alone
 * (kanta.fi: writing the dose out). `language` is that of the text. Null where there is nothing to write out. Words that are not known stay as they are.
 */
export function spelledOut(text: string, language: Language): string | null {
  const changed = replaced(text, language);
  return changed === text ? null : changed;
}

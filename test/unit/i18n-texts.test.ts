import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../shared/kernel/language.ts';
import { registeredTexts, type Texts } from '../../src-renderer/i18n/texts.ts';

const renderer = join(import.meta.dirname, '..', '..', 'src-renderer');
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter(path => /\.texts\.tsx?$/.test(path))
  .sort();
for (const file of files) await import(join(renderer, file));

type Row = Readonly<{ name: string; texts: Readonly<Record<Language, string>> }>;
const rowsOf = (texts: Texts<string>): readonly Row[] =>
  Object.keys(texts.byLanguage.fi).map(key => ({
    name: `${texts.namespace}.${key}`,
    texts: {
      fi: texts.byLanguage.fi[key] ?? '',
      sv: texts.byLanguage.sv[key] ?? '',
      en: texts.byLanguage.en[key] ?? '',
    },
  }));
const ALL = registeredTexts();
const ROWS = ALL.flatMap(rowsOf);

/** Texts that are the same in Finnish and in another language, each looked at: abbreviations, and the languages' own names. */
const SAME: ReadonlySet<string> = new Set([
  'Kanta',
  // A symbol of the field, the same in all three.
  'SpO₂',
  'ATC',
  'GTIN',
  'SIC!',
  'VNR',
  'Suomi',
  'Svenska',
  'English',
]);

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map(match => match[1] ?? '').sort();
const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text.replace(/\{\{[^}]*\}\}/g, ''));

describe('texts of the interface', () => {
  test('every file of texts is registered under a name of its own', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(new Set(ALL.map(t => t.namespace)).size).toBe(ALL.length);
    expect(ALL.length).toBeGreaterThanOrEqual(files.length);
  });

  test('Swedish and English have every key that Finnish has, and no other', () => {
    for (const { namespace, byLanguage } of ALL)
      for (const language of LANGUAGES)
        expect([namespace, language, Object.keys(byLanguage[language]).sort()]).toEqual([
          namespace,
          language,
          Object.keys(byLanguage.fi).sort(),
        ]);
  });

  test('no text is empty, and none begins or ends with a space', () => {
    const wrong = ROWS.filter(({ texts }) => LANGUAGES.some(l => texts[l] === '' || texts[l] !== texts[l].trim()));
    expect(wrong.map(r => r.name)).toEqual([]);
  });

  test('placeholders are the same in all languages', () => {
    const wrong = ROWS.filter(({ name, texts }) => {
      // `_one` may leave its count out: `one item`.
      const of = (l: Language): string =>
        placeholders(texts[l])
          .filter(p => !(name.endsWith('_one') && p === 'count'))
          .join(' ');
      return of('sv') !== of('fi') || of('en') !== of('fi');
    });
    expect(wrong.map(r => r.name)).toEqual([]);
  });

  test('no placeholder is half open', () => {
    const wrong = ROWS.filter(({ texts }) =>
      LANGUAGES.some(l => /[{}]/.test(texts[l].replace(/\{\{[A-Za-z][A-Za-z0-9]*\}\}/g, ''))),
    );
    expect(wrong.map(r => r.name)).toEqual([]);
  });

  test('plural forms come in pairs', () => {
    const names = new Set(ROWS.map(r => r.name));
    const lonely = [...names].filter(
      name =>
        (name.endsWith('_one') && !names.has(name.replace(/_one$/, '_other'))) ||
        (name.endsWith('_other') && !names.has(name.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });

  test('nothing was left in Finnish: equal texts are on the list', () => {
    const same = ROWS.filter(({ texts }) => hasLetters(texts.fi) && (texts.fi === texts.sv || texts.fi === texts.en));
    expect(same.filter(r => !SAME.has(r.texts.fi)).map(r => r.name)).toEqual([]);
  });
});

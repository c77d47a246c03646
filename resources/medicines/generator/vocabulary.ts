import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The real vocabulary of the register: what the invented packages are made of. */
export type AtcRow = Readonly<{ id: string; code: string; fi: string; sv: string; ddd: string; dddUnit: string }>;
export type Vocabulary = Readonly<{
  atc: ReadonlyMap<string, AtcRow>;
  /** LAAKEMUOTOTUN -> Finnish name. */
  forms: ReadonlyMap<string, string>;
  /** Latin name -> AINETUN. */
  substances: ReadonlyMap<string, string>;
  /** Substance whose Latin name corresponds to the Swedish ATC name, if there is one. */
  latinOf(swedish: string): string | undefined;
  /** Words of real product and substance names, upper case: no invented name may come near them. */
  realWords: ReadonlySet<string>;
}>;

const rowsOf = (path: string): readonly (readonly string[])[] =>
  readFileSync(path, 'latin1')
    .split('\r\n')
    .slice(1)
    .filter(line => line !== '')
    .map(line => line.split(';'));

const cell = (row: readonly string[], at: number): string => (row[at] ?? '').trim();

/** Swedish and Latin write the same name differently (`tyroxin`, `thyroxinum`): both are brought to one bare stem. */
function stemOf(name: string): string {
  const bare = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/ks/g, 'x')
    .replace(/kv/g, 'qu')
    .replace(/c/g, 'k')
    .replace(/y/g, 'i')
    .replace(/w/g, 'v')
    .replace(/z/g, 's')
    .replace(/ae|oe/g, 'e')
    .replace(/(.)\1/g, '$1');
  return bare.replace(/(um|is|us|as|i|a|e)$/, '');
}

export function readVocabulary(fimea: string): Vocabulary {
  const atc = new Map<string, AtcRow>();
  for (const row of rowsOf(join(fimea, 'atc.txt'))) {
    const [id, code, fi, sv, ddd, dddUnit] = [cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5)];
    const known = atc.get(code);
    // Several rows per code: one for each route. The first with a dose stands for all.
    if (known === undefined || (known.ddd === '' && ddd !== '')) atc.set(code, { id, code, fi, sv, ddd, dddUnit });
  }
  const forms = new Map(rowsOf(join(fimea, 'laakemuoto.txt')).map(row => [cell(row, 0), cell(row, 1)]));
  const substances = new Map<string, string>();
  const byStem = new Map<string, string>();
  const realWords = new Set<string>();
  const note = (text: string): void => {
    for (const word of text.toUpperCase().split(/[^A-ZÅÄÖÜ]+/)) if (word.length > 2) realWords.add(word);
  };
  for (const row of rowsOf(join(fimea, 'laakeaine.txt'))) {
    const name = cell(row, 2);
    if (name === '' || substances.has(name)) continue;
    substances.set(name, cell(row, 1));
    const stem = stemOf(name.split(/[\s(,]/)[0] ?? '');
    const known = byStem.get(stem);
    if (known === undefined || name.length < known.length || (name.length === known.length && name < known)) byStem.set(stem, name);
    note(name);
  }
  for (const row of rowsOf(join(fimea, 'pakkaus-m.txt'))) note(`${cell(row, 11)} ${cell(row, 15)}`);
  for (const row of atc.values()) note(`${row.fi} ${row.sv}`);
  const latinOf = (swedish: string): string | undefined => byStem.get(stemOf(swedish.split(/[\s,(]/)[0] ?? ''));
  return { atc, forms, substances, latinOf, realWords };
}

import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { type DiagnosisRegister } from '../../app/ports/platform.port.ts';
import { foldedForSearch } from '../../../shared/kernel/text.ts';

type Row = Readonly<{ code: string; fi: string; sv: string; en: string; latin: string }>;

const COLUMNS = ['code', 'long_fi', 'long_sv', 'long_en', 'latin'] as const;
/** Rows of the register file; a test holds it to the file. */
export const ICD10_ROWS = 14_748;
const LOOKS_LIKE_CODE = /^[A-Za-z]\d{1,2}(\.\d{0,2})?/;
/** A word of this length or more may be misspelt by one letter in five. */
const FUZZY_FROM = 4;

function readRows(path: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n');
  const names = head.split('\t');
  const [code, fi, sv, en, latin] = COLUMNS.map(name => names.indexOf(name)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return lines
    .filter(line => line !== '')
    .map(line => {
      const cells = line.split('\t');
      const cell = (at: number): string => cells[at] ?? '';
      return { code: cell(code), fi: cell(fi), sv: cell(sv), en: cell(en), latin: cell(latin) };
    });
}

type Loaded = Readonly<{ rows: readonly Row[]; byCode: ReadonlyMap<string, Row>; codes: readonly string[] }>;

function load(path: string): Loaded {
  const rows = readRows(path);
  const byCode = new Map(rows.map(row => [row.code, row]));
  return { rows, byCode, codes: [...byCode.keys()].sort() };
}

/**
 * The Finnish edition of ICD-10, searched by code or by words in Finnish, Swedish, English or Latin. Rows and index are made
 * at the first search (a third of a second, 15 MB), because most desks never record a diagnosis.
 */
export function openDiagnosisRegister(path: string): DiagnosisRegister {
  let loaded: Loaded | null = null;
  let index: MiniSearch<Row> | null = null;
  const register = (): Loaded => (loaded ??= load(path));

  const built = (): MiniSearch<Row> => {
    if (index !== null) return index;
    index = new MiniSearch<Row>({
      idField: 'code',
      fields: ['fi', 'sv', 'en', 'latin'],
      processTerm: term => foldedForSearch(term),
    });
    index.addAll(register().rows);
    return index;
  };

  const byCodePrefix = (text: string, limit: number): readonly Row[] => {
    const { byCode, codes } = register();
    const prefix = text.toUpperCase();
    return codes
      .filter(code => code.startsWith(prefix))
      .slice(0, limit)
      .flatMap(code => byCode.get(code) ?? []);
  };

  return {
    search(text, limit) {
      const wanted = text.trim();
      if (wanted === '') return [];
      if (LOOKS_LIKE_CODE.test(wanted)) return byCodePrefix(wanted, limit);
      const { byCode } = register();
      return built()
        .search(wanted, {
          prefix: true,
          fuzzy: term => (term.length >= FUZZY_FROM ? 0.2 : false),
          combineWith: 'AND',
          boost: { fi: 3, sv: 2 },
          // Between equals the shorter name is the more general diagnosis, which is what is usually meant.
          boostDocument: code => 1 / (1 + Math.log1p((byCode.get(String(code))?.fi.length ?? 0) / 40)),
        })
        .slice(0, limit)
        .flatMap(hit => byCode.get(String(hit.id)) ?? []);
    },
    byCode: code => register().byCode.get(code) ?? null,
    info: () => ({
      name: 'ICD-10 (FI)',
      release: '2020',
      rows: ICD10_ROWS,
      origin: '1.2.246.537.6.1.1999, koodistopalvelu.kanta.fi',
      licence: 'THL / WHO',
    }),
  };
}

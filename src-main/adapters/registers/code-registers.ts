import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeRegister, type CodeRegisters, type CodeRow } from '../../app/ports/platform.port.ts';
import { CodeSearch } from './code-search.ts';

type Columns = Readonly<Partial<Record<'short' | 'fi' | 'sv' | 'en' | 'other' | 'unit' | 'validTo', string>>> &
  Readonly<{ code: string }>;
type Source = Readonly<{
  path: string;
  encoding: 'utf8' | 'latin1';
  separator: string;
  columns: Columns;
  keeps?: (code: string) => boolean;
  info: Omit<ReturnType<CodeRegister['info']>, 'rows'> & Readonly<{ rows: number }>;
}>;

/** Rows of the files; a test holds them to the files. */
export const REGISTER_ROWS = { diagnoses: 14_748, procedures: 11_801, laboratory: 4436, vaccines: 92 } as const;

const CODE_SERVER = 'koodistopalvelu.kanta.fi';

const sources = (resourcesDir: string): Readonly<Record<keyof CodeRegisters, Source>> => ({
  diagnoses: {
    path: join(resourcesDir, 'codes', 'icd10-fi.tsv'),
    encoding: 'utf8',
    separator: '\t',
    columns: { code: 'code', fi: 'long_fi', sv: 'long_sv', en: 'long_en', other: 'latin', validTo: 'valid_to' },
    info: {
      name: 'ICD-10 (FI)',
      release: '2020',
      rows: REGISTER_ROWS.diagnoses,
      origin: `1.2.246.537.6.1.1999, ${CODE_SERVER}`,
      licence: 'THL / WHO',
    },
  },
  procedures: {
    path: join(resourcesDir, 'codes', 'procedures-fi.tsv'),
    encoding: 'utf8',
    separator: '\t',
    columns: { code: 'code', fi: 'long_fi', sv: 'long_sv', en: 'long_en', validTo: 'valid_to' },
    info: {
      name: 'THL toimenpideluokitus',
      release: '2020',
      rows: REGISTER_ROWS.procedures,
      origin: `1.2.246.537.6.2, ${CODE_SERVER}`,
      licence: 'THL',
    },
  },
  laboratory: {
    path: join(resourcesDir, 'codes', 'laboratory-fi.tsv'),
    encoding: 'utf8',
    separator: '\t',
    columns: {
      code: 'code',
      short: 'abbreviation',
      fi: 'long_fi',
      sv: 'long_sv',
      unit: 'unit',
      validTo: 'valid_to',
    },
    info: {
      name: 'Kuntaliiton laboratoriotutkimusnimikkeistö',
      release: '2022',
      rows: REGISTER_ROWS.laboratory,
      origin: `1.2.246.537.6.3, ${CODE_SERVER}`,
      licence: 'Kuntaliitto',
    },
  },
  vaccines: {
    path: join(resourcesDir, 'medicines', 'fimea-2023-8', 'atc.txt'),
    encoding: 'latin1',
    separator: ';',
    columns: { code: 'ATCKOODI', fi: 'SELITES', sv: 'SELITER' },
    // J07: vaccines. Groups above the fifth level name no vaccine.
    keeps: code => /^J07[A-Z]{2}\d{2}$/.test(code),
    info: {
      name: 'ATC J07 (Fimea)',
      release: '2023/8',
      rows: REGISTER_ROWS.vaccines,
      origin: 'Fimea basic register',
      licence: 'CC BY 4.0, Fimea',
    },
  },
});

type Stored = CodeRow & Readonly<{ validTo: string }>;

function readRows({ path, encoding, separator, columns, keeps }: Source): readonly Stored[] {
  const [head = '', ...lines] = readFileSync(path, encoding).split(/\r?\n/);
  const names = head.split(separator);
  const place = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name));
  const at = {
    code: place(columns.code),
    short: place(columns.short),
    fi: place(columns.fi),
    sv: place(columns.sv),
    en: place(columns.en),
    other: place(columns.other),
    unit: place(columns.unit),
    validTo: place(columns.validTo),
  };
  const rows = lines.flatMap((line): readonly Stored[] => {
    const cells = line.split(separator);
    const cell = (column: number): string => cells[column] ?? '';
    const code = cell(at.code);
    if (code === '' || keeps?.(code) === false) return [];
    const unit = cell(at.unit);
    return [
      {
        code,
        short: cell(at.short),
        fi: cell(at.fi),
        sv: cell(at.sv),
        en: cell(at.en),
        other: cell(at.other),
        // `Lomake`: the result is a form with rows of its own, not a number with a unit.
        unit: unit === 'Lomake' ? '' : unit,
        validTo: cell(at.validTo),
      },
    ];
  });
  return rows.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

type Loaded = Readonly<{ byCode: ReadonlyMap<string, Stored>; search: CodeSearch<Stored> }>;

/** One register. Rows and index are made at the first question, because most desks never record a code of it. */
function openRegister(source: Source): CodeRegister {
  let loaded: Loaded | null = null;
  const register = (): Loaded => {
    if (loaded === null) {
      const rows = readRows(source);
      loaded = { byCode: new Map(rows.map(row => [row.code, row])), search: new CodeSearch(rows) };
    }
    return loaded;
  };
  return {
    search: (text, limit, on) => register().search.find(text, limit, ({ validTo }) => validTo === '' || validTo >= on),
    byCode: code => register().byCode.get(code) ?? null,
    info: () => source.info,
  };
}

/** The national registers that structured entries take their codes from. */
export function openCodeRegisters(resourcesDir: string): CodeRegisters {
  const from = sources(resourcesDir);
  return {
    diagnoses: openRegister(from.diagnoses),
    procedures: openRegister(from.procedures),
    laboratory: openRegister(from.laboratory),
    vaccines: openRegister(from.vaccines),
  };
}

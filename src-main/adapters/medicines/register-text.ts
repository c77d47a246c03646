import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ControlClass,
  MedicinePackage,
  MedicineRelease,
  MedicineTerm,
} from '../../app/ports/medicine-catalogue.port.ts';
import { isBiological } from './biological-groups.ts';
import type { ImportReport } from './import-report.ts';
import { readPriceFile, type PackagePrice, type PriceFile } from './price-file.ts';
import { readCodeTables, type CodeTables } from './register-code-tables.ts';
import { readTable, type TableRow } from './register-table.ts';
import { isVnr, readAmount, readCount, readDate, readFlag, readReleaseId } from './register-values.ts';
import { readSubstitutionFile } from './substitution-file.ts';
import { TextPool } from './text-pool.ts';

/** Where the files of a release are. */
export type RegisterFiles = Readonly<{
  directory: string;
  /** Directory of the code tables, where they are not beside the package files. */
  codeTables?: string;
  /** Fimea's list of interchangeable products; overrides the groups of the package files. */
  substitutionFile?: string;
}>;

export type RegisterImport = Readonly<{
  release: MedicineRelease;
  packages: readonly MedicinePackage[];
  /** Earlier VNR -> package number. */
  earlierVnrs: ReadonlyMap<string, string>;
}>;

/** The package files of the register. A package that is in several is taken from the first. */
export const PACKAGE_FILES = ['pakkaus1.txt', 'pakkaus_nolla.txt', 'pakkaus-m.txt'] as const;

// The columns of pakkaus1, pakkaus_nolla and pakkaus-m as the release 2023/8 has them.
const REQUIRED = (
  'PAKKAUSNRO VNRNRO PAKKAUSKOKO KERROIN KOKO YKSIKKO ASTIATUN RESEPTISTATUS LAAKENIMI VAHVUUS LAAKEMUOTONIMI LAAKEMUOTOTUN ' +
  'HALTIJA HUM VET ATCKOODI DDD DDDYKSIKKO HUUME PSYKOLUOKITUS LIIKENNEVAARA EHTOKOODI PAATOSPVM PAATTYMISPVM ' +
  'SUBSTITUUTIORYHMA KAUPAN'
).split(' ');
const OPTIONAL = (
  'LAITE KAUPPAANTULOPVM KAUPASTAPOISPVM RINNAKKAISTUONTI VAIKAINELKM ATCTUN MYYNTILUPANRO EUMYYNTILUPANRO TILANIMI TILAKOODI ' +
  'MUUTOS EDELLINEN_VNRNRO EDELLINEN_LAAKENIMI'
).split(' ');

const FIMEA_SOURCE = 'Fimea, Perusrekisteri, CC BY 4.0';
const PRACTICE_SOURCE = 'HARJOITUS: keksityt pakkaukset ja hinnat; sanasto Fimea, Perusrekisteri 2023/8, CC BY 4.0';

type Lookups = Readonly<{
  tables: CodeTables;
  substances: ReadonlyMap<string, readonly string[]>;
  prices: ReadonlyMap<string, PackagePrice>;
  groups: ReadonlyMap<string, string> | null;
  invented: boolean;
  pool: TextPool;
}>;

async function readSubstances(
  path: string,
  report: ImportReport,
  pool: TextPool,
): Promise<Map<string, readonly string[]>> {
  const ofPackage = new Map<string, readonly string[]>();
  // Packages of one product share their list.
  const lists = new Map<string, readonly string[]>();
  await readTable(path, { required: ['PAKKAUSNRO', 'AINENIMI'], optional: ['AINETUN'] }, report, row => {
    const number = row.text('PAKKAUSNRO');
    const name = row.text('AINENIMI');
    if (number === '') return row.refuse('row-required', 'PAKKAUSNRO');
    // The real register has substances without a name; the package stays, its list is shorter.
    if (name === '') return row.refuse('value-name', `AINETUN ${row.text('AINETUN')}`);
    const list = [...(ofPackage.get(number) ?? []), name];
    const key = list.join('\n');
    const shared = lists.get(key) ?? list.map(one => pool.keep(one));
    lists.set(key, shared);
    ofPackage.set(number, shared);
  });
  return ofPackage;
}

/** Reads e.g. `Perusrekisteri  Ajopvm: 5.4.2023  Aineistoerä: 2023/8  Kk-erä: 2023 huhtikuu II`. */
export function readCover(text: string): Readonly<{ id: string; date: string; invented: boolean }> | null {
  const id = readReleaseId(/Aineistoer[^:]*:\s*(\S+)/.exec(text)?.[1] ?? '');
  const date = readDate(/Ajopvm:\s*(\S+)/.exec(text)?.[1] ?? '');
  return id === undefined || date === undefined || date === null
    ? null
    : { id, date, invented: text.includes('HARJOITUS') };
}

/** HUUME marks a narcotic; PSYKOLUOKITUS holds P or Z (Z seen in the release 2023/8). */
function controlClassOf(row: TableRow): ControlClass | null {
  const narcotic = row.text('HUUME');
  if (narcotic !== '' && narcotic !== '0') return 'H';
  const psychotropic = row.text('PSYKOLUOKITUS');
  if (psychotropic === '' || psychotropic === '0') return null;
  if (psychotropic === 'P' || psychotropic === 'Z') return psychotropic;
  row.refuse('value-control-class', psychotropic);
  return 'Z'; // The stricter reading: an unknown mark must not lift the limits of a controlled medicine.
}

function termOf(row: TableRow, codes: ReadonlyMap<string, MedicineTerm>, pool: TextPool): MedicineTerm {
  const known = codes.get(row.text('LAAKEMUOTOTUN'));
  if (known !== undefined) return known;
  row.refuse('reference-form', row.text('LAAKEMUOTOTUN'));
  const name = pool.keep(row.text('LAAKEMUOTONIMI'));
  return { fi: name, sv: name, en: name };
}

function dateOf(row: TableRow, column: string, pool: TextPool): string | null {
  const date = readDate(row.text(column));
  if (date === undefined) row.refuse('value-date', `${column} ${row.text(column)}`);
  return typeof date === 'string' ? pool.keepIn(column, date) : null;
}

function packageOf(
  row: TableRow,
  { tables, substances, prices, groups, invented, pool }: Lookups,
): MedicinePackage | null {
  const packageNumber = row.text('PAKKAUSNRO');
  const tradeName = row.text('LAAKENIMI');
  if (packageNumber === '' || tradeName === '') {
    row.refuse('row-required', packageNumber === '' ? 'PAKKAUSNRO' : 'LAAKENIMI');
    return null;
  }
  const vnr = row.text('VNRNRO');
  if (vnr !== '' && !isVnr(vnr)) {
    row.refuse('value-vnr', vnr);
    return null;
  }
  const [size, sizeFactor, ddd] = [
    readAmount(row.text('KOKO')),
    readCount(row.text('KERROIN')),
    readAmount(row.text('DDD')),
  ];
  if (size === undefined || sizeFactor === undefined || ddd === undefined) {
    row.refuse('row-number', size === undefined ? 'KOKO' : sizeFactor === undefined ? 'KERROIN' : 'DDD');
    return null;
  }
  const flags = { HUM: false, LIIKENNEVAARA: false, KAUPAN: false };
  for (const column of ['HUM', 'LIIKENNEVAARA', 'KAUPAN'] as const) {
    const flag = readFlag(row.text(column));
    if (flag === undefined) {
      row.refuse('value-flag', `${column} ${row.text(column)}`);
      return null;
    }
    flags[column] = flag;
  }
  const status = row.text('RESEPTISTATUS');
  if (status !== 'R' && status !== 'K') row.refuse('value-status', status);
  const atc = pool.keepIn('ATCKOODI', row.text('ATCKOODI'));
  const atcName = tables.atc.get(atc);
  if (atcName === undefined && atc !== '') row.refuse('reference-atc', atc);
  const container = row.text('ASTIATUN');
  const knownContainer = tables.containers.get(container);
  if (knownContainer === undefined && container !== '') row.refuse('reference-container', container);
  const condition = row.text('EHTOKOODI');
  const knownCondition = tables.conditions.get(condition);
  if (knownCondition === undefined && condition !== '') row.refuse('reference-condition', condition);
  const own = substances.get(packageNumber);
  if (own === undefined) row.refuse('reference-substance', packageNumber);
  const keptOrNull = (column: string): string | null => {
    const text = row.text(column);
    return text === '' ? null : pool.keepIn(column, text);
  };
  const controlClass = controlClassOf(row);
  const price = prices.get(vnr);
  return {
    vnr: vnr === '' ? null : vnr,
    packageNumber,
    tradeName: pool.keepIn('LAAKENIMI', tradeName),
    strength: pool.keepIn('VAHVUUS', row.text('VAHVUUS')),
    form: termOf(row, tables.forms, pool),
    sizeText: pool.keep(row.text('PAKKAUSKOKO')),
    size: size === null ? null : pool.keep(size),
    sizeFactor,
    unit: keptOrNull('YKSIKKO'),
    container: knownContainer ?? null,
    holder: pool.keepIn('HALTIJA', row.text('HALTIJA')),
    atc,
    atcName: atcName ?? NO_NAME,
    substances: own ?? NO_SUBSTANCES,
    ddd: ddd === null ? null : pool.keepIn('DDD', ddd),
    dddUnit: keptOrNull('DDDYKSIKKO'),
    prescriptionOnly: status !== 'K',
    human: flags.HUM,
    narcotic: controlClass === 'H',
    controlClass,
    trafficWarning: flags.LIIKENNEVAARA,
    prescribingConditions: knownCondition === undefined ? NO_CONDITIONS : [knownCondition],
    biological: isBiological(atc),
    substitutionGroup: groups === null ? keptOrNull('SUBSTITUUTIORYHMA') : (groups.get(vnr) ?? null),
    marketed: flags.KAUPAN,
    validFrom: dateOf(row, 'PAATOSPVM', pool),
    validTo: dateOf(row, 'PAATTYMISPVM', pool),
    retailPriceCents: price?.retailPriceCents ?? null,
    referencePriceCents: price?.referencePriceCents ?? null,
    reimbursement: price?.reimbursement ?? 'none',
    invented,
  };
}

const NO_NAME = { fi: '', sv: '' } as const;
const NO_SUBSTANCES: readonly string[] = [];
const NO_CONDITIONS: MedicinePackage['prescribingConditions'] = [];

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Reads a release in the register's text form. Rows that cannot be trusted are left out and told in the report. */
export async function importRegisterText(files: RegisterFiles, report: ImportReport): Promise<RegisterImport> {
  const pool = new TextPool();
  const at = (name: string): string => join(files.directory, name);
  const cover = await readFile(at('saate.txt'), 'latin1').then(readCover, () => null);
  if (cover === null) report.add('release-unknown', 'saate.txt', 0);
  const tables = await readCodeTables(files.codeTables ?? files.directory, report, pool);
  const priceFile: PriceFile = await readPriceFile((await exists(at('prices.txt'))) ? at('prices.txt') : null, report);
  const invented = cover?.invented === true || priceFile.invented;
  const groups =
    files.substitutionFile === undefined ? null : await readSubstitutionFile(files.substitutionFile, report, pool);
  const substances = await readSubstances(at('laakeaine.txt'), report, pool);
  const lookups: Lookups = { tables, substances, prices: priceFile.prices, groups, invented, pool };

  const packages: MedicinePackage[] = [];
  const earlierVnrs = new Map<string, string>();
  const fileOfNumber = new Map<string, string>();
  const numberOfVnr = new Map<string, string>();
  const present: string[] = [];
  for (const name of PACKAGE_FILES) if (await exists(at(name))) present.push(name);
  if (present.length === 0) report.add('file-missing', PACKAGE_FILES[0], 0);
  for (const name of present) {
    await readTable(at(name), { required: REQUIRED, optional: OPTIONAL }, report, row => {
      const before = fileOfNumber.get(row.text('PAKKAUSNRO'));
      if (before !== undefined)
        return before === name ? row.refuse('row-duplicate', row.text('PAKKAUSNRO')) : undefined;
      const one = packageOf(row, lookups);
      if (one === null) return;
      fileOfNumber.set(one.packageNumber, name);
      if (one.vnr !== null && numberOfVnr.has(one.vnr)) row.refuse('value-duplicate-vnr', one.vnr);
      if (one.vnr !== null) numberOfVnr.set(one.vnr, one.packageNumber);
      const earlier = row.text('EDELLINEN_VNRNRO');
      if (isVnr(earlier)) earlierVnrs.set(earlier, one.packageNumber);
      packages.push(one);
    });
  }
  const source = invented ? PRACTICE_SOURCE : FIMEA_SOURCE;
  const release = { id: cover?.id ?? '0000.000', date: cover?.date ?? '', source, rows: packages.length, invented };
  return { release, packages, earlierVnrs };
}

/**
 * Makes the practice release: `node resources/medicines/generate-practice.ts [directory]`. The same input gives the same bytes.
 * Real vocabulary (Fimea basic register 2023/8, CC BY 4.0), invented products, makers, prices and reimbursement classes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conditionOf, controlMark, impairsDriving } from './generator/practice-assumptions.ts';
import { commonPresentations, otherPresentations } from './generator/presentations.ts';
import { inventPackages, sizeClassOf, type InventedPackage } from './generator/products.ts';
import { readVocabulary, type Vocabulary } from './generator/vocabulary.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * First article number of the practice release. Nordic article numbers are 000001-199999 and 370000-599999; 600000-999999 are
 * national numbers of other goods, so that no medicine can have one (wiki.vnr.fi, use of article number series).
 */
export const PRACTICE_VNR_FROM = 900_000;
export const PRACTICE_VNR_TO = 949_999;
/** Earlier numbers (EDELLINEN_VNRNRO) of some packages. */
const EARLIER_VNR_FROM = 950_000;
/** Package numbers begin far above the register's (210,364 in 2023). */
const FIRST_PACKAGE_NUMBER = 9_000_001;

export type PracticeOptions = Readonly<{
  directory: string;
  fimea?: string;
  /** Products per substance, as a multiple of the committed release; for measurements at the size of the whole register. */
  factor?: number;
  /** Rows at most. */
  limit?: number;
  firstVnr?: number;
}>;

const PACKAGE_HEADER =
  'PAKKAUSNRO;VNRNRO;PAKKAUSKOKO;KERROIN;KOKO;YKSIKKO;LAITE;ASTIATUN;KAUPPAANTULOPVM;KAUPASTAPOISPVM;RESEPTISTATUS;LAAKENIMI;' +
  'VAHVUUS;LAAKEMUOTONIMI;LAAKEMUOTOTUN;HALTIJA;HUM;VET;RINNAKKAISTUONTI;VAIKAINELKM;ATCKOODI;ATCTUN;DDD;DDDYKSIKKO;HUUME;' +
  'PSYKOLUOKITUS;LIIKENNEVAARA;EHTOKOODI;MYYNTILUPANRO;EUMYYNTILUPANRO;PAATOSPVM;PAATTYMISPVM;TILANIMI;TILAKOODI;MUUTOS;' +
  'EDELLINEN_VNRNRO;SUBSTITUUTIORYHMA;KAUPAN;EDELLINEN_LAAKENIMI';
const COVER = 'Perusrekisteri  Ajopvm: 1.11.2026  Aineistoerä: 2026/901  Kk-erä: HARJOITUS, keksityt pakkaukset';
const PRICE_NOTES = [
  '# INVENTED prices and reimbursement classes of invented packages, for practice only. No medicine costs this.',
  '# Cents with VAT, without dispensing fee. Reference price: cheapest of the substitution group and size class + 50 cents.',
];
const REIMBURSEMENT = { n: 'none', b: 'basic', l: 'lowerSpecial', u: 'upperSpecial' } as const;

const six = (vnr: number): string => String(vnr).padStart(6, '0');

function packageRow(one: InventedPackage, at: number, vnr: string, { forms }: Vocabulary): string {
  const { presentation, size } = one;
  const { atc, form, container, latin } = presentation;
  const mark = controlMark(atc.code);
  return [
    FIRST_PACKAGE_NUMBER + at,
    vnr,
    size.text,
    size.factor,
    size.size,
    size.unit,
    '',
    container,
    one.decidedOn,
    one.withdrawnOn,
    size.selfCare ? 'K' : 'R',
    one.tradeName,
    one.strength,
    forms.get(form),
    form,
    one.holder,
    ...[1, 0, 0], // for people, not for animals, no parallel import
    latin.length,
    atc.code,
    atc.id,
    atc.ddd,
    atc.dddUnit,
    mark === 'H' ? 'H' : '',
    mark === 'H' ? '' : mark,
    impairsDriving(atc.code) ? 1 : 0,
    conditionOf(atc.code),
    '',
    '',
    one.decidedOn,
    one.withdrawnOn,
    'Harjoitusvalmiste',
    '',
    '',
    at % 50 === 7 ? six(EARLIER_VNR_FROM + Math.floor(at / 50)) : '',
    one.group,
    one.marketed ? 1 : 0,
    '',
  ].join(';');
}

/** Cheapest marketed price of each substitution group and size class that has at least two products. */
function cheapestOf(packages: readonly InventedPackage[]): ReadonlyMap<string, number> {
  const classes = new Map<string, { cents: number; names: Set<string> }>();
  for (const one of packages) {
    if (!one.marketed || one.group === '') continue;
    const key = `${one.group} ${sizeClassOf(one.size)}`;
    const known = classes.get(key) ?? { cents: one.cents, names: new Set<string>() };
    known.cents = Math.min(known.cents, one.cents);
    known.names.add(one.tradeName);
    classes.set(key, known);
  }
  return new Map([...classes].filter(([, { names }]) => names.size > 1).map(([key, { cents }]) => [key, cents]));
}

/** @returns the number of packages written */
export function generatePractice(options: PracticeOptions): number {
  const { directory, factor = 1, limit = Infinity, firstVnr = PRACTICE_VNR_FROM } = options;
  const vocabulary = readVocabulary(options.fimea ?? join(HERE, 'fimea-2023-8'));
  const presentations = [...commonPresentations(vocabulary), ...otherPresentations(vocabulary)];
  const packages = inventPackages(vocabulary, presentations, factor).slice(0, limit);
  const cheapest = cheapestOf(packages);
  const rows = [PACKAGE_HEADER];
  const substances = ['PAKKAUSNRO;AINETUN;AINENIMI'];
  const prices = [...PRICE_NOTES, 'VNRNRO;RETAIL_CENTS;REFERENCE_CENTS;REIMBURSEMENT'];
  packages.forEach((one, at) => {
    const vnr = six(firstVnr + at);
    rows.push(packageRow(one, at, vnr, vocabulary));
    for (const name of one.presentation.latin) {
      substances.push(`${FIRST_PACKAGE_NUMBER + at};${vocabulary.substances.get(name)};${name}`);
    }
    if (!one.marketed) return;
    const { reimbursement } = one.presentation;
    const least = reimbursement === 'n' ? undefined : cheapest.get(`${one.group} ${sizeClassOf(one.size)}`);
    prices.push(`${vnr};${one.cents};${least === undefined ? '' : least + 50};${REIMBURSEMENT[reimbursement]}`);
  });
  mkdirSync(directory, { recursive: true });
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(directory, name), lines.join('\r\n') + '\r\n', 'latin1');
  write('pakkaus1.txt', rows);
  write('laakeaine.txt', substances);
  write('prices.txt', prices);
  write('saate.txt', [COVER]);
  return packages.length;
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const directory = process.argv[2] ?? join(HERE, 'practice');
  process.stdout.write(`${generatePractice({ directory })} packages in ${directory}\n`);
}

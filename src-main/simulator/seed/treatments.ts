import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Bilingual = Readonly<{ fi: string; sv: string }>;

/** A line of treatments.json: what a physician would write, without a product. */
type TreatmentLine = Readonly<{
  id: string;
  atc: string;
  name: Bilingual;
  strength: string;
  /** dosage form, where strength and size alone would fit several */
  form?: string;
  size: number;
  group: string;
  permanent: boolean;
  text: Bilingual;
  usage: Bilingual;
  /** tablets at a time and times a day; absent where the dosage is text only */
  dose?: Readonly<{ low: string; high: string; perDay: number; asNeeded?: boolean }>;
}>;

/** A package of the practice release of the pharmaceutical database; its VNR and trade name are invented. */
export type SeedProduct = Readonly<{
  vnr: string;
  tradeName: string;
  form: string;
  holder: string;
  size: string;
  unit: string;
  sizeText: string;
  databaseVersion: string;
  /** H narcotic, P PKV, Z PKV and psychotropic (1.2.246.537.5.40118); null for none */
  pkv: 'H' | 'P' | 'Z' | null;
}>;

export type Treatment = TreatmentLine & Readonly<{ product: SeedProduct }>;

const latin1 = (path: string): string => readFileSync(path).toString('latin1');

/** `Aineistoerä: 2026/901` of the release's cover note is version 2026.901. */
function versionOf(releaseDir: string): string {
  const match = /(\d{4})\/(\d{1,3})/.exec(latin1(join(releaseDir, 'saate.txt')));
  return match === null ? '2026.000' : `${match[1]}.${(match[2] ?? '').padStart(3, '0')}`;
}

/** A line of the register by column name; cells are looked up, not copied: there are eleven thousand lines. */
type Row = (column: string) => string;

function* rowsOf(releaseDir: string): Generator<Row> {
  const [head = '', ...lines] = latin1(join(releaseDir, 'pakkaus1.txt')).split(/\r?\n/);
  const places = new Map(head.split(';').map((name, index) => [name, index]));
  for (const line of lines) {
    if (line === '') continue;
    const cells = line.split(';');
    yield column => cells[places.get(column) ?? -1] ?? '';
  }
}

function productOf(row: Row, databaseVersion: string): SeedProduct {
  const written = row('PAKKAUSKOKO');
  const unit = row('YKSIKKO');
  const narcotic = row('HUUME') === 'H';
  const class_ = row('PSYKOLUOKITUS');
  return {
    vnr: row('VNRNRO'),
    tradeName: row('LAAKENIMI'),
    form: row('LAAKEMUOTONIMI'),
    holder: row('HALTIJA'),
    size: String(Number(row('KOKO'))),
    unit,
    sizeText: /[a-zäö]/i.test(written) ? written : `${written} ${unit}`,
    databaseVersion,
    pkv: narcotic ? 'H' : class_ === 'P' || class_ === 'Z' ? class_ : null,
  };
}

/**
 * The treatments of the seed, each with the first fitting package of the practice release.
 * @param seedDir the folder `resources/simulator-seed`
 * @param releaseDir the folder `resources/medicines/practice` (basic register, Latin-1 text)
 * @throws Error naming the treatments for which the release has no package
 */
export function readTreatments(seedDir: string, releaseDir: string): readonly Treatment[] {
  const lines = JSON.parse(readFileSync(join(seedDir, 'treatments.json'), 'utf8')) as readonly TreatmentLine[];
  const wanted = new Map<string, TreatmentLine[]>();
  for (const line of lines) wanted.set(line.atc, [...(wanted.get(line.atc) ?? []), line]);
  const found = new Map<string, SeedProduct>();
  const version = versionOf(releaseDir);
  for (const row of rowsOf(releaseDir)) {
    if (row('HUM') !== '1' || row('KERROIN') !== '1') continue;
    for (const line of wanted.get(row('ATCKOODI')) ?? []) {
      const fits =
        !found.has(line.id) &&
        row('VAHVUUS') === line.strength &&
        Number(row('KOKO')) === line.size &&
        (line.form === undefined || row('LAAKEMUOTONIMI') === line.form);
      if (fits) found.set(line.id, productOf(row, version));
    }
  }
  const missing = lines.filter(line => !found.has(line.id)).map(line => line.id);
  if (missing.length > 0) throw new Error(`no package in the practice release for ${missing.join(', ')}`);
  return lines.flatMap(line => {
    const product = found.get(line.id);
    return product === undefined ? [] : [{ ...line, product }];
  });
}

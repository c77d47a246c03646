import type { MedicinePackage, MedicineTerm } from '../../app/ports/medicine-catalogue.port.ts';
import { isBiological } from './biological-groups.ts';
import type { ImportReport } from './import-report.ts';
import type { RegisterImport } from './register-text.ts';
import { isVnr, readAmount, readCount, readDate, readFlag, readReleaseId } from './register-values.ts';
import { readXmlRecords, type XmlRecord } from './register-xml-records.ts';
import { TextPool } from './text-pool.ts';

export type XmlSource = Readonly<{
  chunks: AsyncIterable<Uint8Array>;
  file: string;
  /**
   * Packages of the text form by package number (`Pakkaustunnus` is `PAKKAUSNRO`). Prescription status, control class, daily
   * dose, traffic warning, container and holder are taken from there: their element names in the XML are not confirmed.
   */
  complement?: ReadonlyMap<string, MedicinePackage>;
}>;

type Product = Readonly<{
  tradeName: string;
  strength: string;
  form: MedicineTerm;
  atc: string;
  atcNameFi: string;
  human: boolean;
  substitutionGroup: string | null;
  validFrom: string | null;
  validTo: string | null;
}>;
type PackageRow = Readonly<{
  line: number;
  product: string;
  packageNumber: string;
  vnr: string | null;
  sizeText: string;
  size: string | null;
  sizeFactor: number | null;
  unit: string | null;
  marketed: boolean;
  substances: readonly string[];
}>;

/** An authorisation, a special permit or a registration: the product has one of them. */
const PERMITS = ['Myyntilupa', 'Erityislupa', 'Rekisterointi'] as const;
const SOURCE = 'Fimea, Perusrekisteri (XML)';

class XmlImport {
  readonly products = new Map<string, Product>();
  readonly substances = new Map<string, string>();
  readonly rows: PackageRow[] = [];
  readonly earlierVnrs = new Map<string, string>();
  readonly numbers = new Set<string>();
  release: { id: string; date: string } | null = null;
  readonly #pool = new TextPool();
  readonly #file: string;
  readonly #report: ImportReport;

  constructor(file: string, report: ImportReport) {
    this.#file = file;
    this.#report = report;
  }

  take(record: XmlRecord): void {
    switch (record.kind) {
      case 'Versiotiedot':
        return this.#takeVersion(record);
      case 'Pakkaus':
        return this.#takePackage(record);
      case 'Laakevalmiste':
        return this.#takeProduct(record);
      case 'Laakeaine':
        this.substances.set(record.attribute('id'), this.#pool.keep(record.all('VaikuttavaAine/Aine').join(', ')));
        return;
      default: // A later schema may add kinds of records; they are no concern of the catalogue.
    }
  }

  #takeVersion(record: XmlRecord): void {
    const id = readReleaseId(record.first('Aineistoera'));
    const date = readDate(record.first('Ajopvm'));
    if (id !== undefined && typeof date === 'string') this.release = { id, date };
  }

  #takePackage(record: XmlRecord): void {
    const refuse = (code: Parameters<ImportReport['add']>[0], detail: string): void =>
      this.#report.add(code, this.#file, record.line, detail);
    const packageNumber = record.first('Pakkaustunnus');
    if (packageNumber === '') return refuse('row-required', 'Pakkaustunnus');
    if (this.numbers.has(packageNumber)) return refuse('row-duplicate', packageNumber);
    const vnr = record.first('VNR-numero');
    if (vnr !== '' && !isVnr(vnr)) return refuse('value-vnr', vnr);
    const size = readAmount(record.first('Pakkauskoko'));
    const sizeFactor = readCount(record.first('Pakkauskokokerroin'));
    if (size === undefined || sizeFactor === undefined) {
      return refuse('row-number', size === undefined ? 'Pakkauskoko' : 'Pakkauskokokerroin');
    }
    const marketed = readFlag(record.first('Kaupanolo/Kaupan'));
    if (marketed === undefined) return refuse('value-flag', `Kaupan ${record.first('Kaupanolo/Kaupan')}`);
    const unit = record.first('Pakkauskokoyksikko');
    this.numbers.add(packageNumber);
    for (const earlier of record.all('VanhaVNR')) if (isVnr(earlier)) this.earlierVnrs.set(earlier, packageNumber);
    this.rows.push({
      line: record.line,
      product: this.#pool.keep(record.attribute('Laakevalmiste-ref')),
      packageNumber,
      vnr: vnr === '' ? null : vnr,
      sizeText: this.#pool.keep(record.first('Pakkauskokoteksti')),
      size: size === null ? null : this.#pool.keep(size),
      sizeFactor,
      unit: unit === '' ? null : this.#pool.keep(unit),
      marketed,
      substances: record.all('Pakkaus_Laakeaine', 'Laakeaine-ref').map(one => this.#pool.keep(one)),
    });
  }

  #takeProduct(record: XmlRecord): void {
    const kept = (path: string): string => this.#pool.keep(record.first(path));
    const date = (name: string): string | null => {
      const permit = PERMITS.find(one => record.first(`${one}/${name}`) !== '');
      const found = permit === undefined ? null : readDate(record.first(`${permit}/${name}`));
      if (found === undefined) this.#report.add('value-date', this.#file, record.line, name);
      return found ?? null;
    };
    const form = kept('Laakemuoto');
    const group = record.first('Substituutioryhma');
    this.products.set(record.attribute('id'), {
      tradeName: kept('Kauppanimi'),
      strength: kept('Vahvuus'),
      form: { fi: form, sv: form, en: form },
      atc: this.#pool.keep(record.code('ATC-koodi')),
      atcNameFi: kept('ATC-koodi'),
      human: record.first('HUM') === '1',
      substitutionGroup: group === '' ? null : this.#pool.keep(group),
      validFrom: date('Myontamispaiva'),
      validTo: date('Paattymispaiva'),
    });
  }

  join(row: PackageRow, complement: MedicinePackage | undefined): MedicinePackage | null {
    const product = this.products.get(row.product);
    if (product === undefined || product.tradeName === '') {
      this.#report.add('reference-product', this.#file, row.line, row.product);
      return null;
    }
    const names: string[] = [];
    for (const reference of row.substances) {
      const name = this.substances.get(reference);
      if (name === undefined) this.#report.add('reference-substance', this.#file, row.line, reference);
      else if (name !== '') names.push(name);
    }
    const { line: _line, product: _product, ...own } = row;
    return {
      ...own,
      tradeName: product.tradeName,
      strength: product.strength,
      form: complement?.form ?? product.form,
      container: complement?.container ?? null,
      holder: complement?.holder ?? '',
      atc: product.atc,
      atcName: complement?.atcName ?? { fi: product.atcNameFi, sv: product.atcNameFi },
      substances: names,
      ddd: complement?.ddd ?? null,
      dddUnit: complement?.dddUnit ?? null,
      // Unknown without the text form: the stricter reading.
      prescriptionOnly: complement?.prescriptionOnly ?? true,
      human: product.human,
      narcotic: complement?.narcotic ?? false,
      controlClass: complement?.controlClass ?? null,
      trafficWarning: complement?.trafficWarning ?? false,
      prescribingConditions: complement?.prescribingConditions ?? [],
      biological: isBiological(product.atc),
      substitutionGroup: product.substitutionGroup,
      validFrom: product.validFrom,
      validTo: product.validTo,
      retailPriceCents: complement?.retailPriceCents ?? null,
      referencePriceCents: complement?.referencePriceCents ?? null,
      reimbursement: complement?.reimbursement ?? 'none',
      invented: complement?.invented ?? false,
    };
  }
}

/**
 * Reads the XML form of the register: packages refer to products and substances that come later in the document, so compact
 * package rows wait for them. The document itself is never in memory.
 */
export async function importRegisterXml(source: XmlSource, report: ImportReport): Promise<RegisterImport> {
  const work = new XmlImport(source.file, report);
  await readXmlRecords(source.chunks, source.file, report, record => work.take(record));
  if (work.release === null) report.add('release-unknown', source.file, 0);
  if (source.complement === undefined) {
    report.add(
      'xml-fields-not-read',
      source.file,
      0,
      'prescription status, control class, daily dose, traffic warning',
    );
  }
  const packages: MedicinePackage[] = [];
  for (const row of work.rows) {
    const one = work.join(row, source.complement?.get(row.packageNumber));
    if (one !== null) packages.push(one);
  }
  const id = work.release?.id ?? '0000.000';
  const invented = packages.some(one => one.invented);
  const release = { id, date: work.release?.date ?? '', source: SOURCE, rows: packages.length, invented };
  return { release, packages, earlierVnrs: work.earlierVnrs };
}

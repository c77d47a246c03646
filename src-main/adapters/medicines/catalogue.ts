import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { indexOf } from '../../../shared/domain/medicine-search/index-builder.ts';
import { MedicineSearch } from '../../../shared/domain/medicine-search/medicine-search.ts';
import type { SearchProduct } from '../../../shared/domain/medicine-search/search-product.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import type {
  MedicineCatalogue,
  MedicineHits,
  MedicinePackage,
  MedicineRelease,
  MedicineSearchOptions,
  OpenCatalogueResult,
} from '../../app/ports/medicine-catalogue.port.ts';
import { ImportReport } from './import-report.ts';
import { productsOf } from './product-table.ts';
import { importRegisterText, PACKAGE_FILES, type RegisterFiles, type RegisterImport } from './register-text.ts';
import { importRegisterXml } from './register-xml.ts';

const priceOf = (one: MedicinePackage): number => one.retailPriceCents ?? Number.MAX_SAFE_INTEGER;

class MemoryCatalogue implements MedicineCatalogue {
  readonly #release: MedicineRelease;
  readonly #search: MedicineSearch<MedicinePackage>;
  readonly #byVnr: ReadonlyMap<string, MedicinePackage>;
  readonly #byEarlierVnr: ReadonlyMap<string, MedicinePackage>;
  readonly #byGroup: ReadonlyMap<string, readonly MedicinePackage[]>;

  constructor({ release, packages, earlierVnrs }: RegisterImport) {
    this.#release = release;
    this.#search = new MedicineSearch(indexOf(productsOf(packages, earlierVnrs)));
    this.#byVnr = vnrsOf(packages);
    const byNumber = new Map(packages.map(one => [one.packageNumber, one]));
    const byEarlier = new Map<string, MedicinePackage>();
    // A package may have had several numbers.
    for (const [vnr, packageNumber] of earlierVnrs) {
      const now = byNumber.get(packageNumber);
      if (now !== undefined) byEarlier.set(vnr, now);
    }
    const byGroup = new Map<string, MedicinePackage[]>();
    for (const one of packages) {
      if (one.substitutionGroup === null) continue;
      const group = byGroup.get(one.substitutionGroup);
      if (group === undefined) byGroup.set(one.substitutionGroup, [one]);
      else group.push(one);
    }
    for (const group of byGroup.values()) group.sort((a, b) => priceOf(a) - priceOf(b));
    this.#byEarlierVnr = byEarlier;
    this.#byGroup = byGroup;
  }

  release(): MedicineRelease {
    return this.#release;
  }

  search(text: string, options: MedicineSearchOptions): MedicineHits {
    const started = performance.now();
    const found = this.#search.search(text, options);
    return { ...found, tookMicros: Math.round((performance.now() - started) * 1000) };
  }

  table(): readonly SearchProduct[] {
    return this.#search.products;
  }

  byVnr(vnr: string): MedicinePackage | null {
    return this.#byVnr.get(vnr) ?? this.#byEarlierVnr.get(vnr) ?? null;
  }

  byGroup(group: string): readonly MedicinePackage[] {
    return this.#byGroup.get(group) ?? [];
  }

  byAtc(atc: string): readonly MedicinePackage[] {
    if (atc === '') return [];
    return this.#search
      .productsUnder(atc.toUpperCase())
      .flatMap(product => product.strengths.flatMap(({ packages }) => packages));
  }
}

/** For package look-ups: every package by its present VNR. */
const vnrsOf = (packages: readonly MedicinePackage[]): ReadonlyMap<string, MedicinePackage> => {
  const byVnr = new Map<string, MedicinePackage>();
  // A number that was used twice belongs to the package that is on the market.
  for (const one of packages) {
    const known = one.vnr === null ? undefined : byVnr.get(one.vnr);
    if (one.vnr !== null && (known === undefined || (one.marketed && !known.marketed))) byVnr.set(one.vnr, one);
  }
  return byVnr;
};

/** A catalogue over packages that are already in memory. */
export const catalogueOf = (imported: RegisterImport): MedicineCatalogue => new MemoryCatalogue(imported);

/** The practice release and the code tables that it is made of, under the product's `resources`. */
export const practiceRelease = (resources: string): RegisterFiles => ({
  directory: join(resources, 'medicines', 'practice'),
  codeTables: join(resources, 'medicines', 'fimea-2023-8'),
});

/** The register's public XML form, named after its year. */
const XML_FILE = /^Perusrekisteri\d{4}\.xml$/i;

async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch {
    return []; // no such folder: the importer says what is missing
  }
}

/** The XML form where it lies in the folder, completed by the text form beside it; else the text form. */
async function importRegister(files: RegisterFiles, report: ImportReport): Promise<RegisterImport> {
  const names = await filesIn(files.directory);
  const file = names
    .filter(name => XML_FILE.test(name))
    .sort()
    .at(-1);
  if (file === undefined) return importRegisterText(files, report);
  const hasText = PACKAGE_FILES.some(name => names.includes(name));
  const text = hasText ? await importRegisterText(files, report) : null;
  const complement = text && new Map(text.packages.map(one => [one.packageNumber, one]));
  const chunks = createReadStream(join(files.directory, file));
  return importRegisterXml({ chunks, file, ...(complement === null ? {} : { complement }) }, report);
}

/**
 * Reads a release of the register and makes it searchable.
 * @param date the day that the release stands for, in place of the one on its cover
 */
export async function openCatalogue(files: RegisterFiles | string, date?: LocalDate): Promise<OpenCatalogueResult> {
  const report = new ImportReport();
  const imported = await importRegister(typeof files === 'string' ? { directory: files } : files, report);
  const findings = report.findings();
  if (imported.packages.length === 0) {
    const missing = findings.some(one => one.code === 'file-missing' && one.file.startsWith('pakkaus'));
    const unreadable = findings.some(one => one.code === 'encoding-unreadable' || one.code === 'column-missing');
    return fail({ code: missing ? 'no-packages-file' : unreadable ? 'unreadable' : 'no-rows', findings });
  }
  const { release } = imported;
  return ok({ catalogue: catalogueOf({ ...imported, release: { ...release, date: date ?? release.date } }), findings });
}

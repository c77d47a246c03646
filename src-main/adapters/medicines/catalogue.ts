import { join } from 'node:path';
import { fail, ok } from '../../../shared/kernel/result.ts';
import type {
  MedicineCatalogue,
  MedicineHits,
  MedicinePackage,
  MedicineProductHit,
  MedicineRelease,
  MedicineSearchOptions,
  MedicineSubstanceHit,
  OpenCatalogueResult,
} from '../../app/ports/medicine-catalogue.port.ts';
import { markStrengths, matchesIn } from './highlights.ts';
import { ImportReport } from './import-report.ts';
import { productsOf } from './product-table.ts';
import { readQuery, type Constraint, type Query } from './query.ts';
import { importRegisterText, type RegisterFiles, type RegisterImport } from './register-text.ts';
import { SearchIndex, vnrsOf } from './search-index.ts';

const MOST_PRODUCTS = 200;
const MOST_SUBSTANCES = 10;
/** Products looked through for distinct substances. */
const FOR_SUBSTANCES = 150;
const FIFTH_LEVEL = 7;

type Presentations = MedicineSubstanceHit['presentations'];

const priceOf = (one: MedicinePackage): number => one.retailPriceCents ?? Number.MAX_SAFE_INTEGER;
const whole = (value: number, most: number): number => (value >= 0 ? Math.min(Math.floor(value), most) : 0);

class MemoryCatalogue implements MedicineCatalogue {
  readonly #release: MedicineRelease;
  readonly #index: SearchIndex;
  readonly #byVnr: ReadonlyMap<string, MedicinePackage>;
  readonly #byEarlierVnr: ReadonlyMap<string, MedicinePackage>;
  readonly #byGroup: ReadonlyMap<string, readonly MedicinePackage[]>;
  /** Places of products in the order of their ATC codes. */
  readonly #inAtcOrder: readonly number[];
  readonly #presentations = new Map<string, Presentations>();

  constructor({ release, packages, earlierVnrs }: RegisterImport) {
    this.#release = release;
    this.#index = new SearchIndex(productsOf(packages), earlierVnrs);
    this.#byVnr = vnrsOf(packages);
    const earlierNumbers = new Map([...earlierVnrs].map(([vnr, packageNumber]) => [packageNumber, vnr]));
    const byEarlier = new Map<string, MedicinePackage>();
    const byGroup = new Map<string, MedicinePackage[]>();
    for (const one of packages) {
      const earlier = earlierNumbers.get(one.packageNumber);
      if (earlier !== undefined) byEarlier.set(earlier, one);
      if (one.substitutionGroup === null) continue;
      const group = byGroup.get(one.substitutionGroup);
      if (group === undefined) byGroup.set(one.substitutionGroup, [one]);
      else group.push(one);
    }
    for (const group of byGroup.values()) group.sort((a, b) => priceOf(a) - priceOf(b));
    this.#byEarlierVnr = byEarlier;
    this.#byGroup = byGroup;
    const { products } = this.#index;
    const atcOf = (place: number): string => products[place]?.atc ?? '';
    this.#inAtcOrder = products
      .map((_, place) => place)
      .sort((a, b) => (atcOf(a) < atcOf(b) ? -1 : atcOf(a) > atcOf(b) ? 1 : a - b));
  }

  release(): MedicineRelease {
    return this.#release;
  }

  search(text: string, { limit, offset = 0 }: MedicineSearchOptions): MedicineHits {
    const started = performance.now();
    const { constraints, total, forgiving } = this.#run(readQuery(text));
    const from = whole(offset, total);
    const to = from + whole(limit, MOST_PRODUCTS);
    const best = total === 0 ? [] : this.#index.best(Math.max(to, FOR_SUBSTANCES));
    const products = best.slice(from, to).map(place => this.#productHit(place, constraints, forgiving));
    const substances = this.#substanceHits(best.slice(0, FOR_SUBSTANCES), constraints, forgiving);
    return { products, substances, total, tookMicros: Math.round((performance.now() - started) * 1000) };
  }

  /** As typed; then with an unfinished unit as a word; then forgiving words that are none; then any word. */
  #run({
    constraints,
    unitsAsWords,
  }: Query): Readonly<{ constraints: readonly Constraint[]; total: number; forgiving: boolean }> {
    if (constraints.length === 0) return { constraints, total: 0, forgiving: false };
    const exact = this.#index.run(constraints, 'none');
    if (exact > 0) return { constraints, total: exact, forgiving: false };
    if (unitsAsWords !== null) {
      const asWords = this.#index.run(unitsAsWords, 'none');
      if (asWords > 0) return { constraints: unitsAsWords, total: asWords, forgiving: false };
    }
    const unknown = this.#index.run(constraints, 'unknown words');
    const total = unknown > 0 ? unknown : this.#index.run(constraints, 'all words');
    return { constraints, total, forgiving: true };
  }

  #productHit(place: number, constraints: readonly Constraint[], forgiving: boolean): MedicineProductHit {
    const product = this.#index.products[place];
    if (product === undefined) throw new Error('the index names a product that is not in the table');
    const { tradeName, form, atc, atcName, substances, marketed } = product;
    const exactVnr = constraints.some(one => one.kind === 'number' && one.digits.length === 6);
    return {
      tradeName,
      form,
      atc,
      atcName,
      substances,
      marketed,
      strengths: markStrengths(product.strengths, constraints),
      reason: this.#index.reason(place, exactVnr),
      matches: matchesIn(product, constraints, forgiving),
    };
  }

  #substanceHits(
    places: readonly number[],
    constraints: readonly Constraint[],
    forgiving: boolean,
  ): readonly MedicineSubstanceHit[] {
    const hits = new Map<string, MedicineSubstanceHit>();
    for (const place of places) {
      const product = this.#index.products[place];
      if (product === undefined || product.atc.length < FIFTH_LEVEL || hits.has(product.atc)) continue;
      const presentations = this.#presentationsOf(product.atc);
      if (presentations.length === 0) continue;
      const { atc, atcName, substances } = product;
      const matches = { ...matchesIn(product, constraints, forgiving), tradeName: [] };
      hits.set(atc, { atc, atcName, substances, presentations, matches });
      if (hits.size === MOST_SUBSTANCES) break;
    }
    return [...hits.values()];
  }

  /** Forms and strengths on the market, for people; counted once, when the substance is first shown. */
  #presentationsOf(atc: string): Presentations {
    const known = this.#presentations.get(atc);
    if (known !== undefined) return known;
    const counted = new Map<string, { form: MedicinePackage['form']; strength: string; packages: number }>();
    for (const product of this.#productsUnder(atc)) {
      for (const { strength, packages } of product.strengths) {
        const onSale = packages.filter(one => one.marketed && one.human && one.atc === atc).length;
        if (onSale === 0) continue;
        const key = `${product.form.fi}\n${strength}`;
        const entry = counted.get(key) ?? { form: product.form, strength, packages: 0 };
        entry.packages += onSale;
        counted.set(key, entry);
      }
    }
    const presentations = [...counted.values()].sort((a, b) => b.packages - a.packages);
    this.#presentations.set(atc, presentations);
    return presentations;
  }

  #productsUnder(atc: string): readonly SearchIndex['products'][number][] {
    const { products } = this.#index;
    const order = this.#inAtcOrder;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((products[order[middle] as number]?.atc ?? '') < atc) low = middle + 1;
      else high = middle;
    }
    const found: SearchIndex['products'][number][] = [];
    for (let at = low; at < order.length; at += 1) {
      const product = products[order[at] as number];
      if (product === undefined || !product.atc.startsWith(atc)) break;
      found.push(product);
    }
    return found;
  }

  byVnr(vnr: string): MedicinePackage | null {
    return this.#byVnr.get(vnr) ?? this.#byEarlierVnr.get(vnr) ?? null;
  }

  byGroup(group: string): readonly MedicinePackage[] {
    return this.#byGroup.get(group) ?? [];
  }

  byAtc(atc: string): readonly MedicinePackage[] {
    if (atc === '') return [];
    return this.#productsUnder(atc.toUpperCase()).flatMap(product =>
      product.strengths.flatMap(({ packages }) => packages),
    );
  }
}

/** A catalogue over packages that are already in memory. */
export const catalogueOf = (imported: RegisterImport): MedicineCatalogue => new MemoryCatalogue(imported);

/** The practice release and the code tables that it is made of, under the product's `resources`. */
export const practiceRelease = (resources: string): RegisterFiles => ({
  directory: join(resources, 'medicines', 'practice'),
  codeTables: join(resources, 'medicines', 'fimea-2023-8'),
});

/** Reads a release in the register's text form and makes it searchable. */
export async function openCatalogue(files: RegisterFiles | string): Promise<OpenCatalogueResult> {
  const report = new ImportReport();
  const imported = await importRegisterText(typeof files === 'string' ? { directory: files } : files, report);
  const findings = report.findings();
  if (imported.packages.length === 0) {
    const missing = findings.some(one => one.code === 'file-missing' && one.file.startsWith('pakkaus'));
    const unreadable = findings.some(one => one.code === 'encoding-unreadable' || one.code === 'column-missing');
    return fail({ code: missing ? 'no-packages-file' : unreadable ? 'unreadable' : 'no-rows', findings });
  }
  return ok({ catalogue: catalogueOf(imported), findings });
}

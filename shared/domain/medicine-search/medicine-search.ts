import type { MedicineHits, MedicineProductHit, MedicineSearchOptions, MedicineSubstanceHit } from '../medicine.ts';
import { markStrengths, matchesIn } from './highlights.ts';
import { readQuery, type Constraint, type Query } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchedPackage, SearchProduct } from './search-product.ts';

const MOST_PRODUCTS = 200;
const MOST_SUBSTANCES = 10;
/** Products looked through for distinct substances. */
const FOR_SUBSTANCES = 150;
const FIFTH_LEVEL = 7;

type Presentations = MedicineSubstanceHit['presentations'];
type Presentation = { -readonly [K in keyof Presentations[number]]: Presentations[number][K] };
/** What is found; how long it took is told by whoever has a clock. */
export type Found<P> = Omit<MedicineHits<P>, 'tookMicros'>;

const whole = (value: number, most: number): number => (value >= 0 ? Math.min(Math.floor(value), most) : 0);

/**
 * Finds and ranks. The host searches its register with it, and a screen that holds the table searches near its keys: the same
 * words bring the same rows in the same order.
 */
export class MedicineSearch<P extends SearchedPackage> {
  readonly #index: SearchIndex<P>;
  /** Places of products in the order of their ATC codes. */
  readonly #inAtcOrder: readonly number[];
  readonly #presentations = new Map<string, Presentations>();

  constructor(index: SearchIndex<P>) {
    this.#index = index;
    const { products } = index;
    const atcOf = (place: number): string => products[place]?.atc ?? '';
    this.#inAtcOrder = products
      .map((_, place) => place)
      .sort((a, b) => (atcOf(a) < atcOf(b) ? -1 : atcOf(a) > atcOf(b) ? 1 : a - b));
  }

  /** Every product, in the order in which products of equal fit are found. */
  get products(): readonly SearchProduct<P>[] {
    return this.#index.products;
  }

  search(text: string, { limit, offset = 0 }: MedicineSearchOptions): Found<P> {
    const { constraints, total, forgiving } = this.#run(readQuery(text));
    const from = whole(offset, total);
    const to = from + whole(limit, MOST_PRODUCTS);
    const best = total === 0 ? [] : this.#index.best(Math.max(to, FOR_SUBSTANCES));
    const products = best.slice(from, to).map(place => this.#productHit(place, constraints, forgiving));
    const substances = this.#substanceHits(best.slice(0, FOR_SUBSTANCES), constraints, forgiving);
    return { products, substances, total };
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

  #productHit(place: number, constraints: readonly Constraint[], forgiving: boolean): MedicineProductHit<P> {
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
    const counted = new Map<string, Presentation>();
    for (const product of this.productsUnder(atc)) {
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

  /** Products whose ATC code begins with the given one, by code, then in the standing order. */
  productsUnder(atc: string): readonly SearchProduct<P>[] {
    const { products } = this.#index;
    const order = this.#inAtcOrder;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((products[order[middle] as number]?.atc ?? '') < atc) low = middle + 1;
      else high = middle;
    }
    const found: SearchProduct<P>[] = [];
    for (let at = low; at < order.length; at += 1) {
      const product = products[order[at] as number];
      if (product === undefined || !product.atc.startsWith(atc)) break;
      found.push(product);
    }
    return found;
  }
}

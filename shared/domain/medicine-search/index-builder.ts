import { foldedWords } from '../../kernel/search/folding.ts';
import { TermIndex } from '../../kernel/search/term-index.ts';
import { amountsOf, massKey, UNITS, type Amount } from './amounts.ts';
import { isOfSubstance, NAME_NUMBER, SIZE_AMOUNT, STRENGTH_AMOUNT, wordPosting, type Field } from './postings.ts';
import { SearchIndex } from './search-index.ts';
import type { SearchedPackage, SearchProduct } from './search-product.ts';

function add(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}

/** Takes the products of a table one after another, so that a screen may build the index between two frames. */
export class IndexBuilder<P extends SearchedPackage> {
  readonly #products: SearchProduct<P>[] = [];
  readonly #words = new WordCollector();
  readonly #numbers = new Map<string, number[]>();
  readonly #masses = new Map<string, number[]>();
  readonly #vnrs: { vnr: number; product: number }[] = [];
  readonly #amounts = new Map<string, readonly Amount[]>();

  /** How many products it holds. */
  get size(): number {
    return this.#products.length;
  }

  /** The order of adding is the order in which products of equal fit are found. */
  add(product: SearchProduct<P>): void {
    const at = this.#products.length;
    this.#products.push(product);
    const words = this.#words;
    words.add(at, 'name', product.tradeName);
    words.addJoined(at, product.tradeName);
    words.add(at, 'substance', product.atcName.fi);
    words.add(at, 'substance', product.atcName.sv);
    for (const substance of product.substances) words.add(at, 'substance', substance);
    words.add(at, 'atc', product.atc);
    for (const name of [product.form.fi, product.form.sv, product.form.en]) words.add(at, 'form', name);
    for (const holder of product.holders) words.add(at, 'holder', holder);
    for (const text of [product.tradeName, ...product.substances])
      if (/\d/.test(text)) this.#note(at, text, NAME_NUMBER);
    const sizes = new Set<string>();
    for (const { strength, packages } of product.strengths) {
      this.#note(at, strength, STRENGTH_AMOUNT);
      for (const one of packages) {
        sizes.add(one.sizeText);
        if (one.vnr !== null) this.#vnrs.push({ vnr: Number(one.vnr), product: at });
      }
    }
    for (const vnr of product.earlierVnrs) this.#vnrs.push({ vnr: Number(vnr), product: at });
    for (const size of sizes) this.#note(at, size, SIZE_AMOUNT);
  }

  build(): SearchIndex<P> {
    return new SearchIndex({
      products: this.#products,
      words: this.#words.index(),
      numbers: TermIndex.from(this.#numbers),
      masses: TermIndex.from(this.#masses),
      vnrs: this.#vnrs,
    });
  }

  #note(product: number, text: string, kind: number): void {
    for (const amount of this.#amountsIn(text)) {
      add(this.#numbers, amount.number, (product * 64 + (UNITS.indexOf(amount.unit) + 1)) * 4 + kind);
      const mass = kind === STRENGTH_AMOUNT ? massKey(amount) : null;
      if (mass !== null) add(this.#masses, mass, product);
    }
  }

  #amountsIn(text: string): readonly Amount[] {
    const known = this.#amounts.get(text);
    if (known !== undefined) return known;
    const read = amountsOf(text);
    this.#amounts.set(text, read);
    return read;
  }
}

/** An index over a whole table at once. */
export function indexOf<P extends SearchedPackage>(products: readonly SearchProduct<P>[]): SearchIndex<P> {
  const builder = new IndexBuilder<P>();
  for (const product of products) builder.add(product);
  return builder.build();
}

/** Words of all products; texts that repeat (forms, substances, makers) are cut into words once. */
class WordCollector {
  readonly #lists = new Map<string, number[]>();
  readonly #spellings = new Map<string, string>();
  readonly #wordsOf = new Map<string, readonly string[]>();

  add(product: number, field: Field, text: string): void {
    this.#words(text).forEach((word, at) => add(this.#lists, word, wordPosting(product, field, at > 0)));
  }

  /** `PARA-TABS` is found as `paratabs`, too. */
  addJoined(product: number, tradeName: string): void {
    for (const part of tradeName.split(' ')) {
      const words = this.#words(part);
      if (words.length > 1) add(this.#lists, words.join(''), wordPosting(product, 'name', false));
    }
  }

  #words(text: string): readonly string[] {
    const known = this.#wordsOf.get(text);
    if (known !== undefined) return known;
    const words = foldedWords(text);
    for (const { word, start } of words) {
      const spelling = text.slice(start, start + word.length).toLowerCase();
      if (spelling !== word && !this.#spellings.has(word)) this.#spellings.set(word, spelling);
    }
    const plain = words.map(({ word }) => word);
    this.#wordsOf.set(text, plain);
    return plain;
  }

  index(): TermIndex {
    return TermIndex.from(this.#lists, this.#spellings, isOfSubstance);
  }
}

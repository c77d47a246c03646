import type { MatchReason } from '../medicine.ts';
import { UNITS } from './amounts.ts';
import { forgivenEdits } from '../../kernel/search/edit-distance.ts';
import { Candidates, NO_WORD } from '../../kernel/search/candidates.ts';
import type { Constraint, NumberConstraint, WordConstraint } from './query.ts';
import type { TermIndex } from '../../kernel/search/term-index.ts';
import { FIELDS, FIELD_BITS, SIZE_AMOUNT, STRENGTH_AMOUNT } from './postings.ts';
import type { SearchProduct, SearchedPackage } from './search-product.ts';

/**
 * What a match costs; the cheapest product is shown first. Each tier lies above the worst of the one before it, so that a
 * trade name goes before a substance, and a misspelt word after everything that is spelt right.
 */
const WHOLE_WORD = [0, 20, 30, 40, 41] as const;
const BEGINNING = [4, 24, 32, 43, 44] as const;
const NOT_FIRST_WORD = 2;
const SIMILAR = [60, 63, 250, 80, 82] as const;
const PER_EDIT = 24;
const INSIDE_FROM = 5;
const FROM_SUBSTANCE = 20;
const FROM_ATC = 30;
const FROM_OTHER = 40;
const FROM_SIMILAR = 60;
const ACCENTS_DIFFER = 1;
const EXACT_VNR = 0;
const STRENGTH = 1;
const STRENGTH_BEGINS = 4;
const PACKAGE_SIZE = 5;
const VNR_BEGINS = 7;
/** More than any sum of costs within the name tier, less than the step to the substance tier. */
const WITHDRAWN = 9;

/** Which words of the query may be misspelt: none, those that begin no word of the register, or all. */
export type Forgiveness = 'none' | 'unknown words' | 'all words';

export type IndexParts<P extends SearchedPackage> = Readonly<{
  products: readonly SearchProduct<P>[];
  words: TermIndex;
  numbers: TermIndex;
  masses: TermIndex;
  /** Present and earlier numbers, each with the place of its product. */
  vnrs: readonly Readonly<{ vnr: number; product: number }>[];
}>;

/** Everything that can be looked up, over products by their place in the table. */
export class SearchIndex<P extends SearchedPackage> {
  readonly products: readonly SearchProduct<P>[];
  readonly #candidates: Candidates;
  /** Added to the cost of withdrawn products. */
  readonly #penalty: Uint8Array;
  readonly #words: TermIndex;
  readonly #numbers: TermIndex;
  readonly #masses: TermIndex;
  /** VNRs (present and earlier) in order, and the product of each. */
  readonly #vnrs: Uint32Array;
  readonly #productOfVnr: Uint32Array;

  /** Made by an `IndexBuilder`. */
  constructor({ products, words, numbers, masses, vnrs }: IndexParts<P>) {
    this.products = products;
    this.#candidates = new Candidates(products.length);
    this.#penalty = Uint8Array.from(products, product => (product.marketed ? 0 : WITHDRAWN));
    this.#words = words;
    this.#numbers = numbers;
    this.#masses = masses;
    const inOrder = vnrs.toSorted((a, b) => a.vnr - b.vnr);
    this.#vnrs = Uint32Array.from(inOrder, ({ vnr }) => vnr);
    this.#productOfVnr = Uint32Array.from(inOrder, ({ product }) => product);
  }

  /** Looks for the products that meet every constraint. @returns how many there are */
  run(constraints: readonly Constraint[], forgive: Forgiveness): number {
    this.#candidates.begin();
    const alone = constraints.length === 1;
    for (const constraint of constraints) {
      this.#candidates.next(constraint.kind === 'word');
      if (constraint.kind === 'number') this.#meetNumber(constraint, alone);
      else this.#meetWord(constraint, forgive, alone);
      this.#candidates.endOfConstraint();
      if (this.#candidates.count === 0) break;
    }
    return this.#candidates.count;
  }

  #meetWord({ word, raw }: WordConstraint, forgive: Forgiveness, alone: boolean): void {
    const words = this.#words;
    // A single letter would bring every form and maker that begins with it.
    const fields = word.length === 1 && alone ? 2 : FIELDS.length;
    let known = false;
    words.beginning(word, (at, whole) => {
      known = true;
      const accents = words.accentsDiffer(at, raw, word) ? ACCENTS_DIFFER : 0;
      this.#meetPostings(at, fields, whole ? WHOLE_WORD : BEGINNING, accents);
    });
    const most = forgivenEdits(word.length);
    if (forgive === 'none' || most === 0 || (known && forgive === 'unknown words')) return;
    // `tyroksiini` for `levotyroksiini`: a part of a substance counts like a misspelt word.
    if (word.length >= INSIDE_FROM) words.inside(word, at => this.#meetPostings(at, FIELDS.length, SIMILAR, 0));
    words.similar(word, most, (at, edits) => {
      const longer = Math.min(Math.max(words.term(at).length - word.length, 0), 6);
      this.#meetPostings(at, FIELDS.length, SIMILAR, (edits - 1) * PER_EDIT + longer);
    });
  }

  #meetPostings(term: number, fields: number, costs: readonly number[], more: number): void {
    const end = this.#words.postingsFrom(term + 1);
    for (let place = this.#words.postingsFrom(term); place < end; place += 1) {
      const posting = this.#words.posting(place);
      const field = (posting >>> 1) & ((1 << FIELD_BITS) - 1);
      if (field >= fields || (costs === SIMILAR && FIELDS[field] === 'atc')) continue;
      const position = (posting & 1) * NOT_FIRST_WORD;
      this.#candidates.meet(posting >>> (FIELD_BITS + 1), (costs[field] as number) + position + more);
    }
  }

  #meetNumber({ digits, number, units, mass }: NumberConstraint, alone: boolean): void {
    if (mass !== null)
      this.#eachPosting(this.#masses, mass, false, product => this.#candidates.meet(product, STRENGTH));
    // One digit alone would bring most of the register.
    const beginnings = units === null && !(alone && digits.length === 1);
    this.#eachPosting(this.#numbers, number, beginnings, (posting, whole) => {
      const kind = posting & 3;
      const unit = UNITS[((posting >>> 2) & 63) - 1];
      if (units !== null && (unit === undefined || !units.has(unit))) return;
      const product = posting >>> 8;
      const cost = kind === STRENGTH_AMOUNT ? STRENGTH : kind === SIZE_AMOUNT ? PACKAGE_SIZE : STRENGTH_BEGINS;
      this.#candidates.meet(product, whole ? cost : cost + STRENGTH_BEGINS);
    });
    if (units === null && /^\d{3,6}$/.test(digits)) {
      const [from, to] = this.#vnrRange(digits);
      const cost = digits.length === 6 ? EXACT_VNR : VNR_BEGINS;
      for (let at = from; at < to; at += 1) this.#candidates.meet(this.#productOfVnr[at] as number, cost);
    }
  }

  #eachPosting(
    index: TermIndex,
    term: string,
    beginnings: boolean,
    visit: (posting: number, whole: boolean) => void,
  ): void {
    index.beginning(term, (at, whole) => {
      if (!whole && !beginnings) return;
      const end = index.postingsFrom(at + 1);
      for (let place = index.postingsFrom(at); place < end; place += 1) visit(index.posting(place), whole);
    });
  }

  #vnrRange(digits: string): readonly [number, number] {
    const scale = 10 ** (6 - digits.length);
    return [this.#firstVnr(Number(digits) * scale), this.#firstVnr((Number(digits) + 1) * scale)];
  }

  #firstVnr(vnr: number): number {
    let low = 0;
    let high = this.#vnrs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#vnrs[middle] as number) < vnr) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Best candidates of the last run first; equal ones in the order of the product table. */
  best(most: number): readonly number[] {
    return this.#candidates.best(most, this.#penalty);
  }

  reason(product: number, exactVnr: boolean): MatchReason {
    const least = this.#candidates.leastWord[product] as number;
    if (least === NO_WORD) return exactVnr ? 'vnr' : 'other';
    if (least >= FROM_SIMILAR) return 'similar';
    if (least >= FROM_OTHER) return 'other';
    if (least >= FROM_ATC) return 'atc';
    return least >= FROM_SUBSTANCE ? 'substance' : 'name';
  }
}

import { EditRows } from './edit-distance.ts';

/**
 * Sorted words, each with its postings. Neighbours in the order share their beginnings; `#shared` tells how much, so that a
 * search for similar words walks the list as if it were a tree, without the memory of one.
 */
export class TermIndex {
  readonly #terms: readonly string[];
  /** Letters that a term has in common with the one before it. */
  readonly #shared: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #postings: Uint32Array;
  /** First spelling with accents, of terms that have one. */
  readonly #accented: ReadonlyMap<number, string>;

  /** Terms of the chosen kind one after another, without their first letters, for `inside`. */
  readonly #inner: Readonly<{ text: string; places: readonly Readonly<{ end: number; at: number }>[] }>;

  private constructor(
    terms: readonly string[],
    shared: Uint8Array,
    starts: Uint32Array,
    postings: Uint32Array,
    accented: ReadonlyMap<number, string>,
    hasInner: (posting: number) => boolean,
  ) {
    this.#terms = terms;
    this.#shared = shared;
    this.#starts = starts;
    this.#postings = postings;
    this.#accented = accented;
    const places: { end: number; at: number }[] = [];
    const tails: string[] = [];
    let end = 0;
    terms.forEach((term, at) => {
      if (!postings.subarray(starts[at], starts[at + 1]).some(hasInner)) return;
      tails.push(term.slice(1));
      end += term.length;
      places.push({ end, at });
    });
    this.#inner = { text: tails.join(' '), places };
  }

  /**
   * @param spellings accented spelling of folded terms
   * @param hasInner which postings make their term findable by `inside`
   */
  static from(
    lists: ReadonlyMap<string, readonly number[]>,
    spellings: ReadonlyMap<string, string> = new Map(),
    hasInner: (posting: number) => boolean = () => false,
  ): TermIndex {
    const terms = [...lists.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const shared = new Uint8Array(terms.length);
    const starts = new Uint32Array(terms.length + 1);
    const accented = new Map<number, string>();
    let total = 0;
    for (const list of lists.values()) total += list.length;
    const postings = new Uint32Array(total);
    let filled = 0;
    terms.forEach((term, at) => {
      const before = terms[at - 1] ?? '';
      const most = Math.min(term.length, before.length, 255);
      let common = 0;
      while (common < most && term.charCodeAt(common) === before.charCodeAt(common)) common += 1;
      shared[at] = common;
      starts[at] = filled;
      postings.set(lists.get(term) ?? [], filled);
      filled += lists.get(term)?.length ?? 0;
      const spelling = spellings.get(term);
      if (spelling !== undefined) accented.set(at, spelling);
    });
    starts[terms.length] = filled;
    return new TermIndex(terms, shared, starts, postings, accented, hasInner);
  }

  get size(): number {
    return this.#terms.length;
  }

  term(at: number): string {
    return this.#terms[at] ?? '';
  }

  /** Place of the first term that is not before `word`. */
  #lowerBound(word: string): number {
    let low = 0;
    let high = this.#terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#terms[middle] as string) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Terms that begin with the word, in order; `whole` where the term is the word. */
  beginning(word: string, visit: (at: number, whole: boolean) => void): void {
    for (let at = this.#lowerBound(word); at < this.#terms.length; at += 1) {
      const term = this.#terms[at] as string;
      if (!term.startsWith(word)) return;
      visit(at, term.length === word.length);
    }
  }

  /** Terms that have the word inside, not at their beginning; only of the kind chosen when the index was made. */
  inside(word: string, visit: (at: number) => void): void {
    const { text, places } = this.#inner;
    let last = -1;
    for (let found = text.indexOf(word); found !== -1; found = text.indexOf(word, found + 1)) {
      let low = 0;
      let high = places.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((places[middle]?.end ?? 0) <= found) low = middle + 1;
        else high = middle;
      }
      const at = places[low]?.at ?? -1;
      if (at !== last) visit(at);
      last = at;
    }
  }

  /** Terms some beginning of which lies within `most` edits (at least one) of the word. */
  similar(word: string, most: number, visit: (at: number, edits: number) => void): void {
    const rows = new EditRows(word, most);
    const best = new Uint8Array(rows.deepest + 1).fill(200);
    best[0] = rows.edits(0);
    const count = this.#terms.length;
    let at = 0;
    let depth = 0;
    while (at < count) {
      const term = this.#terms[at] as string;
      depth = Math.min(depth, this.#shared[at] as number);
      const deepest = Math.min(term.length, rows.deepest);
      let dead = false;
      while (depth < deepest && !dead) {
        depth += 1;
        dead = rows.add(depth, term.charCodeAt(depth - 1)) > most;
        best[depth] = Math.min(best[depth - 1] as number, rows.edits(depth));
      }
      const edits = best[depth] as number;
      const settled = dead || depth === rows.deepest;
      // A settled beginning decides for every term that shares it.
      do {
        if (edits > 0 && edits <= most) visit(at, edits);
        at += 1;
      } while (settled && at < count && (this.#shared[at] as number) >= depth);
    }
  }

  postingsFrom(at: number): number {
    return this.#starts[at] as number;
  }

  posting(place: number): number {
    return this.#postings[place] as number;
  }

  /** True where letters with accents were typed and the term has others there, or the reverse. */
  accentsDiffer(at: number, raw: string, folded: string): boolean {
    const spelling = this.#accented.get(at);
    return spelling === undefined ? raw !== folded : !spelling.startsWith(raw);
  }
}

import { type CodeRow } from '../../app/ports/platform.port.ts';
import { Candidates } from '../../../shared/kernel/search/candidates.ts';
import { forgivenEdits } from '../../../shared/kernel/search/edit-distance.ts';
import { fold, foldedWords } from '../../../shared/kernel/search/folding.ts';
import { TermIndex } from '../../../shared/kernel/search/term-index.ts';

const FIELDS = ['code', 'short', 'fi', 'sv', 'en', 'other'] as const;
type Field = (typeof FIELDS)[number];

/** What a match costs, by field; the cheapest row is shown first. A misspelt word costs more than any that is spelt right. */
const WHOLE = [0, 0, 8, 14, 20, 20] as const;
const BEGINNING = [3, 3, 13, 19, 25, 25] as const;
const INSIDE = 40;
const SIMILAR = 70;
const PER_EDIT = 24;
const NOT_FIRST_WORD = 2;
const ACCENTS_DIFFER = 1;
/** A part of a compound shorter than this would be in every other word. */
const INSIDE_FROM = 4;
const MAX_LENGTH = 200;
const MAX_WORDS = 10;
/** Between equals the shorter name is the more general thing, which is what is usually meant. */
const LETTERS_PER_POINT = 12;
const MOST_FOR_LENGTH = 9;

type Forgiveness = 'none' | 'unknown words' | 'all words';
const FORGIVENESS: readonly Forgiveness[] = ['none', 'unknown words', 'all words'];

const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

type Word = Readonly<{ word: string; raw: string }>;

/** The words of all rows; names repeat their words, so each spelling is kept once. */
class Words {
  readonly #lists = new Map<string, number[]>();
  readonly #spellings = new Map<string, string>();

  add(row: number, field: Field, text: string): void {
    const code = FIELDS.indexOf(field);
    foldedWords(text).forEach(({ word, start }, at) => {
      const spelling = text.slice(start, start + word.length).toLowerCase();
      if (spelling !== word && !this.#spellings.has(word)) this.#spellings.set(word, spelling);
      this.#put(word, row * 16 + code * 2 + (at === 0 ? 0 : 1));
    });
  }

  /** `J01.0` is found as `j010`, `P -CRP` as `pcrp`, too. */
  addJoined(row: number, field: Field, text: string): void {
    const word = plain(fold(text));
    if (word !== '') this.#put(word, row * 16 + FIELDS.indexOf(field) * 2);
  }

  #put(word: string, posting: number): void {
    const list = this.#lists.get(word);
    if (list === undefined) this.#lists.set(word, [posting]);
    else if (list.at(-1) !== posting) list.push(posting);
  }

  index(): TermIndex {
    const inner = new Set([FIELDS.indexOf('fi'), FIELDS.indexOf('sv')]);
    return TermIndex.from(this.#lists, this.#spellings, posting => inner.has((posting >>> 1) & 7));
  }
}

/** The rows of one register, findable by code, abbreviation and words of any of its languages, misspelt ones as well. */
export class CodeSearch<Row extends CodeRow> {
  readonly #rows: readonly Row[];
  readonly #terms: TermIndex;
  readonly #candidates: Candidates;
  readonly #penalty: Uint8Array;

  /** @param rows in the order in which equal hits are shown */
  constructor(rows: readonly Row[]) {
    const words = new Words();
    rows.forEach((row, at) => {
      words.addJoined(at, 'code', row.code);
      words.addJoined(at, 'short', row.short);
      words.add(at, 'short', row.short);
      words.add(at, 'fi', row.fi);
      words.add(at, 'sv', row.sv);
      words.add(at, 'en', row.en);
      words.add(at, 'other', row.other);
    });
    this.#rows = rows;
    this.#terms = words.index();
    this.#candidates = new Candidates(rows.length);
    this.#penalty = Uint8Array.from(rows, ({ fi }) =>
      Math.min(MOST_FOR_LENGTH, Math.floor(fi.length / LETTERS_PER_POINT)),
    );
  }

  /** @param shows leaves rows out before they are counted: codes that are no longer in use */
  find(text: string, limit: number, shows: (row: Row) => boolean): readonly Row[] {
    const words = this.#wordsOf(text);
    if (words.length === 0) return [];
    for (const forgive of FORGIVENESS) {
      const hits = this.#run(words, forgive, limit, shows);
      if (hits.length > 0) return hits;
    }
    return [];
  }

  #run(words: readonly Word[], forgive: Forgiveness, limit: number, shows: (row: Row) => boolean) {
    const candidates = this.#candidates;
    candidates.begin();
    for (const word of words) {
      candidates.next(true);
      this.#meet(word, forgive);
      candidates.endOfConstraint();
      if (candidates.count === 0) return [];
    }
    // Of what is found a part may be out of use: asked for until enough are shown.
    for (let most = limit * 2; ; most *= 4) {
      const places = candidates.best(most, this.#penalty);
      const hits = places.flatMap(at => this.#rows[at] ?? []).filter(shows);
      if (hits.length >= limit || places.length < most) return hits.slice(0, limit);
    }
  }

  /** A part with signs in it is one word when something begins with it (`J01.0`, `S-Krea`), else the words it is made of. */
  #wordsOf(text: string): readonly Word[] {
    const words: Word[] = [];
    for (const part of text.normalize('NFC').slice(0, MAX_LENGTH).toLowerCase().split(/\s+/)) {
      const folded = fold(part);
      const joined = plain(folded);
      const inner = foldedWords(part);
      if (inner.length > 1 && !this.#begins(joined))
        words.push(...inner.map(({ word, start }) => ({ word, raw: part.slice(start, start + word.length) })));
      else if (joined !== '') words.push({ word: joined, raw: plain(part) });
    }
    return words.slice(0, MAX_WORDS);
  }

  #begins(word: string): boolean {
    let found = false;
    if (word !== '') this.#terms.beginning(word, () => (found = true));
    return found;
  }

  #meet({ word, raw }: Word, forgive: Forgiveness): void {
    const terms = this.#terms;
    let known = false;
    terms.beginning(word, (at, whole) => {
      known = true;
      const accents = terms.accentsDiffer(at, raw, word) ? ACCENTS_DIFFER : 0;
      this.#meetPostings(at, posting => ((whole ? WHOLE : BEGINNING)[(posting >>> 1) & 7] ?? INSIDE) + accents);
    });
    // Finnish compounds: `tulehdus` in `poskiontelotulehdus`.
    if (word.length >= INSIDE_FROM) terms.inside(word, at => this.#meetPostings(at, () => INSIDE));
    const most = forgivenEdits(word.length);
    if (forgive === 'none' || most === 0 || (known && forgive === 'unknown words')) return;
    terms.similar(word, most, (at, edits) => {
      const longer = Math.min(Math.max(terms.term(at).length - word.length, 0), 6);
      this.#meetPostings(at, () => SIMILAR + (edits - 1) * PER_EDIT + longer);
    });
  }

  #meetPostings(term: number, cost: (posting: number) => number): void {
    const end = this.#terms.postingsFrom(term + 1);
    for (let place = this.#terms.postingsFrom(term); place < end; place += 1) {
      const posting = this.#terms.posting(place);
      this.#candidates.meet(posting >>> 4, cost(posting) + (posting & 1) * NOT_FIRST_WORD);
    }
  }
}

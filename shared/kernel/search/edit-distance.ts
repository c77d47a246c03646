/** Edits that are forgiven in a word of this length: one from 4 letters, two from 8. */
export const forgivenEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const MAX_WORD = 64;
const WIDTH = MAX_WORD + 2;

/**
 * Rows of the edit distance (insert, delete, replace, swap of neighbours) between one query word and the beginnings of another
 * word, computed one letter at a time, so that words with a common beginning share their rows.
 */
export class EditRows {
  readonly #word: Uint16Array;
  readonly #length: number;
  readonly #most: number;
  readonly #rows = new Uint8Array((MAX_WORD + 3) * WIDTH);
  readonly #letters = new Uint16Array(MAX_WORD + 2);

  constructor(word: string, most: number) {
    this.#length = Math.min(word.length, MAX_WORD);
    this.#most = most;
    this.#word = Uint16Array.from({ length: this.#length }, (_, at) => word.charCodeAt(at));
    for (let at = 0; at <= this.#length; at += 1) this.#rows[at] = at;
  }

  /** Longest beginning that can still lie within the forgiven edits. */
  get deepest(): number {
    return Math.min(this.#length + this.#most, MAX_WORD);
  }

  /**
   * Adds the letter at `depth` (from 1); rows of smaller depths stay.
   * @returns smallest entry of the row: above the forgiven edits, no continuation can come back
   */
  add(depth: number, letter: number): number {
    const rows = this.#rows;
    const length = this.#length;
    const row = depth * WIDTH;
    const before = row - WIDTH;
    const beforeThat = before - WIDTH;
    const swapped = depth > 1 ? this.#letters[depth - 1] : -1;
    this.#letters[depth] = letter;
    // Only cells within the forgiven edits of the diagonal can matter; their neighbours are set high.
    const from = Math.max(1, depth - this.#most);
    const to = Math.min(length, depth + this.#most);
    rows[row + from - 1] = from === 1 ? Math.min(depth, 200) : 200;
    let least = rows[row + from - 1] as number;
    for (let at = from; at <= to; at += 1) {
      const own = this.#word[at - 1] as number;
      const above = at > depth - 1 + this.#most ? 200 : (rows[before + at] as number);
      const diagonal = (rows[before + at - 1] as number) + (own === letter ? 0 : 1);
      let cost = Math.min(diagonal, above + 1, (rows[row + at - 1] as number) + 1);
      if (at > 1 && own === swapped && this.#word[at - 2] === letter) {
        cost = Math.min(cost, (rows[beforeThat + at - 2] as number) + 1);
      }
      rows[row + at] = cost;
      if (cost < least) least = cost;
    }
    return least;
  }

  /** Edits between the whole query word and the beginning of this depth; large where more than the forgiven. */
  edits(depth: number): number {
    return Math.abs(depth - this.#length) > this.#most ? 200 : (this.#rows[depth * WIDTH + this.#length] as number);
  }
}

/** Least edits between `typed` and some beginning of `word`; above `most` the exact number does not matter. */
export function editsToBeginning(typed: string, word: string, most: number): number {
  const rows = new EditRows(typed, most);
  let best = rows.edits(0);
  const deepest = Math.min(word.length, rows.deepest);
  for (let depth = 1; depth <= deepest; depth += 1) {
    const least = rows.add(depth, word.charCodeAt(depth - 1));
    best = Math.min(best, rows.edits(depth));
    if (least > most) break;
  }
  return best;
}

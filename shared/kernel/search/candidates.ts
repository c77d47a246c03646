/** Cost of the best word of a row that no word has met. */
export const NO_WORD = 0xffff;
/** Ranks that are told apart; with places of rows they fit into 32 bits. */
const RANKS = 2048;
const PLACES = 2 ** 21;

/** The rows (by their place in a table) that meet the constraints of the current search, with their costs. */
export class Candidates {
  readonly total: Uint16Array;
  readonly leastWord: Uint16Array;
  readonly found: Uint32Array;
  count = 0;
  readonly #last: Uint16Array;
  readonly #seen: Uint32Array;
  #serial = 0;
  #first = true;
  #isWord = false;

  constructor(rows: number) {
    this.total = new Uint16Array(rows);
    this.leastWord = new Uint16Array(rows);
    this.found = new Uint32Array(rows);
    this.#last = new Uint16Array(rows);
    this.#seen = new Uint32Array(rows);
  }

  begin(): void {
    this.#serial += 1;
    this.#first = true;
    this.count = 0;
  }

  /** Begins a constraint: it keeps only rows that met the one before. */
  next(isWord: boolean): void {
    this.#serial += 1;
    this.#isWord = isWord;
    this.count = 0;
  }

  meet(row: number, cost: number): void {
    if (this.#seen[row] === this.#serial) {
      const last = this.#last[row] as number;
      if (cost >= last) return;
      this.total[row] = (this.total[row] as number) - last + cost;
    } else {
      if (this.#first) {
        this.total[row] = cost;
        this.leastWord[row] = NO_WORD;
      } else if (this.#seen[row] === this.#serial - 1) {
        this.total[row] = (this.total[row] as number) + cost;
      } else return;
      this.#seen[row] = this.#serial;
      this.found[this.count] = row;
      this.count += 1;
    }
    this.#last[row] = cost;
    if (this.#isWord && cost < (this.leastWord[row] as number)) this.leastWord[row] = cost;
  }

  endOfConstraint(): void {
    this.#first = false;
  }

  /**
   * Best candidates first; equal ones in the order of the table.
   * @param penalty added to the cost of each row
   */
  best(most: number, penalty: Uint8Array): readonly number[] {
    const { found, count, total } = this;
    const histogram = new Uint32Array(RANKS);
    const rank = (row: number): number => {
      const cost = (total[row] as number) + (penalty[row] as number);
      return cost < RANKS ? cost : RANKS - 1;
    };
    for (let at = 0; at < count; at += 1) {
      const place = rank(found[at] as number);
      histogram[place] = (histogram[place] as number) + 1;
    }
    let worst = 0;
    for (let sum = histogram[0] as number; sum < most && worst < RANKS - 1; sum += histogram[worst] as number)
      worst += 1;
    // Rank and place in one number: sorting numbers needs no comparison function.
    const keys: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const row = found[at] as number;
      const place = rank(row);
      if (place <= worst) keys.push(place * PLACES + row);
    }
    return Array.from(Float64Array.from(keys).sort().subarray(0, most), key => key % PLACES);
  }
}

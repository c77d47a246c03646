const BEYOND_LATIN1 = /[^\u0000-\u00ff]/;

/**
 * Keeps one copy of each repeated text. V8 slices longer parts of a line as views that would keep the whole line, and with
 * it the whole chunk of the file, in memory; the copy made here lets both go.
 */
export class TextPool {
  readonly #texts = new Map<string, string>();
  readonly #last = new Map<string, string>();

  /** For columns in which neighbouring rows mostly hold the same text. */
  keepIn(column: string, text: string): string {
    const last = this.#last.get(column);
    if (last === text) return last;
    const kept = this.keep(text);
    this.#last.set(column, kept);
    return kept;
  }

  keep(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const form = BEYOND_LATIN1.test(text) ? 'utf16le' : 'latin1';
    const copy = Buffer.from(text, form).toString(form);
    this.#texts.set(copy, copy);
    return copy;
  }
}

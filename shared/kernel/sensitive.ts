/** Wraps a PIN or a key so that it cannot slip into a log, an error or JSON; `reveal()` is easy to find in review. */
export class Sensitive<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  reveal(): T {
    return this.#value;
  }
  toJSON(): string {
    return '[sensitive]';
  }
  toString(): string {
    return '[sensitive]';
  }
}

import { type Issue } from './issue.ts';
import { keepNumber } from './decimal-text.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** Deepest nesting of objects and arrays that is read (fhir-finland, section 8.3: more is too costly). */
export const MAX_DEPTH = 100;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Ends the reading: after it the text cannot be understood at all. */
class NotJson extends Error {
  readonly code: 'structure' | 'too-costly';
  constructor(code: 'structure' | 'too-costly', says: string) {
    super(says);
    this.code = code;
  }
}

/**
 * Reads JSON with the rules that FHIR adds and JSON.parse does not know: duplicate members, `__proto__`, empty
 * objects, arrays and strings, nulls, arrays in arrays, depth, and decimals that keep their text.
 */
class Reader {
  readonly issues: Issue[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#space();
    const value = this.#value('$this');
    this.#space();
    if (this.#at < this.#text.length) throw this.#bad('nothing after the end of the resource');
    return value;
  }

  #bad(expected: string): NotJson {
    const column = this.#at - this.#lineStart + 1;
    return new NotJson('structure', `expected ${expected} at line ${this.#line}, column ${column}`);
  }

  #report(code: Issue['code'], expression: string, diagnostics: string): void {
    this.issues.push({ severity: 'error', code, expression, diagnostics });
  }

  #space(): void {
    for (;;) {
      const char = this.#text.charCodeAt(this.#at);
      if (char === 0x0a) {
        this.#line += 1;
        this.#lineStart = this.#at + 1;
      } else if (char !== 0x20 && char !== 0x09 && char !== 0x0d) return;
      this.#at += 1;
    }
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #value(path: string): unknown {
    const char = this.#text[this.#at];
    if (char === '{') return this.#nested(() => this.#object(path));
    if (char === '[') return this.#nested(() => this.#array(path));
    if (char === '"') {
      const value = this.#string();
      if (value === '') this.#report('invalid', path, 'a string is not empty');
      return value;
    }
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) throw this.#bad('a JSON value');
    this.#at = NUMBER.lastIndex;
    return keepNumber(match[0]);
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new NotJson('too-costly', `at most ${MAX_DEPTH} levels of nesting`);
    this.#at += 1;
    this.#space();
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(path: string): unknown {
    const members: Record<string, unknown> = {};
    if (this.#take('}')) {
      this.#report('invalid', path, 'an object has at least one member');
      return members;
    }
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#bad('a member name');
      const name = this.#string();
      this.#space();
      if (!this.#take(':')) throw this.#bad('a colon');
      this.#space();
      const inner = /^_?[A-Za-z]{1,64}$/.test(name) ? `${path}.${name}` : path;
      const value = this.#value(inner);
      if (name === '__proto__') this.#report('structure', path, 'no member is called __proto__');
      else if (Object.hasOwn(members, name)) this.#report('duplicate', inner, 'a member stands once in its object');
      else members[name] = value;
      this.#space();
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#bad('a comma or the end of the object');
    this.#checkNulls(members, path);
    return members;
  }

  #array(path: string): unknown {
    const items: unknown[] = [];
    if (this.#take(']')) {
      this.#report('invalid', path, 'an array has at least one element');
      return items;
    }
    do {
      this.#space();
      const inner = `${path}[${items.length}]`;
      if (this.#text[this.#at] === '[') this.#report('structure', inner, 'no array inside an array');
      items.push(this.#value(inner));
      this.#space();
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#bad('a comma or the end of the array');
    return items;
  }

  /** Null only fills the gaps of a primitive array or of its `_` partner, where the partner has something. */
  #checkNulls(members: JsonObject, path: string): void {
    for (const [name, value] of Object.entries(members)) {
      if (value === null) this.#report('structure', `${path}.${name}`, 'null stands only in arrays of primitives');
      if (!Array.isArray(value) || !value.includes(null)) continue;
      const partner = members[name.startsWith('_') ? name.slice(1) : `_${name}`];
      value.forEach((item: unknown, index) => {
        const other: unknown = Array.isArray(partner) ? partner[index] : undefined;
        if (item === null && (other === null || other === undefined)) {
          this.#report(
            'structure',
            `${path}.${name}[${index}]`,
            'null stands only where the partner array has content',
          );
        }
      });
    }
  }

  #string(): string {
    const start = this.#at + 1;
    let plain = start;
    for (;;) {
      const char = this.#text.charCodeAt(plain);
      if (char === 0x22) {
        this.#at = plain + 1;
        return this.#text.slice(start, plain);
      }
      if (char === 0x5c) break;
      if (Number.isNaN(char) || char < 0x20) throw this.#bad('a string without control characters, closed by a quote');
      plain += 1;
    }
    return this.#escaped(start, plain);
  }

  #escaped(start: number, firstEscape: number): string {
    let value = this.#text.slice(start, firstEscape);
    this.#at = firstEscape;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined || char < ' ') throw this.#bad('a string without control characters, closed by a quote');
      this.#at += 1;
      if (char === '"') return value;
      value += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? '';
    if (letter === 'u') {
      const hex = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9A-Fa-f]{4}$/.test(hex)) throw this.#bad('four hexadecimal digits');
      this.#at += 5;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const plain = ESCAPES[letter];
    if (plain === undefined) throw this.#bad('a JSON escape');
    this.#at += 1;
    return plain;
  }
}

/** The resource type as the root of the expressions; `$this` in the reader means the root. */
function rooted(issues: readonly Issue[], resource: unknown): Issue[] {
  const type = isObject(resource) ? resource['resourceType'] : undefined;
  const root = typeof type === 'string' && /^[A-Za-z]{1,64}$/.test(type) ? type : 'Resource';
  return issues.map(issue => ({ ...issue, expression: issue.expression.replace('$this', root) }));
}

/**
 * Reads one FHIR resource from JSON text. All faults of form are answered together. Numbers whose text would be lost
 * are kept as raw JSON, see decimal-text.ts.
 * @param text decoded body; a byte order mark is refused
 */
export function parseFhirJson(text: string): Readonly<{ resource: JsonObject }> | Issue[] {
  const reader = new Reader(text);
  let resource: unknown;
  try {
    resource = reader.document();
  } catch (fault) {
    if (!(fault instanceof NotJson)) throw fault;
    return [{ severity: 'error', code: fault.code, expression: 'Resource', diagnostics: fault.message }];
  }
  if (!isObject(resource)) {
    const diagnostics = 'a resource is a JSON object';
    return [{ severity: 'error', code: 'structure', expression: 'Resource', diagnostics }];
  }
  if (typeof resource['resourceType'] !== 'string') {
    const diagnostics = 'a resource has the member resourceType';
    reader.issues.push({ severity: 'error', code: 'structure', expression: '$this', diagnostics });
  }
  return reader.issues.length === 0 ? { resource } : rooted(reader.issues, resource);
}

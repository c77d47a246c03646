/** An attribute that declares no namespace. */
export type PlainAttribute = Readonly<{ name: string; namespace: string; value: string }>;

/** An element as a plain object: reading one costs nothing of the library's. */
export type PlainElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly PlainAttribute[];
  readonly children: (string | PlainElement)[];
  readonly parent: PlainElement | null;
  /** Place in the document, counted over elements in their order; what is below has the numbers from here to `last`. */
  readonly order: number;
  last: number;
};

export type PlainTree = Readonly<{ root: PlainElement; byName: ReadonlyMap<string, readonly PlainElement[]> }>;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What stands between `&` and `;`. */
function referenced(name: string): string {
  if (name.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
  if (name.startsWith('#')) return String.fromCodePoint(parseInt(name.slice(1), 10));
  return NAMED[name] ?? `&${name};`;
}

/**
 * The library writes no other references than these five and numbers. Piece by piece, not by an expression: a text of nothing
 * but references would keep that busy for seconds.
 */
function plainText(markup: string): string {
  let open = markup.indexOf('&');
  if (open < 0) return markup;
  const pieces: string[] = [];
  let at = 0;
  while (open >= 0) {
    const close = markup.indexOf(';', open);
    if (close < 0) break;
    pieces.push(markup.slice(at, open), referenced(markup.slice(open + 1, close)));
    at = close + 1;
    open = markup.indexOf('&', at);
  }
  pieces.push(markup.slice(at));
  return pieces.join('');
}

/** Namespaces by their prefixes; the default one by ''. */
export type Scope = Readonly<Record<string, string>>;
export const OUTERMOST: Scope = { '': '', xml: XML_NAMESPACE };

export const namespaceOf = (prefix: string, scope: Scope): string =>
  Object.hasOwn(scope, prefix) ? (scope[prefix] ?? '') : '';

const TAG = /<([^\s/>]+)((?:\s+[^\s=]+=(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([^\s=]+)=(?:"([^"]*)"|'([^']*)')/g;

export const split = (name: string): readonly [prefix: string, local: string] => {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
};

type Written = Readonly<{ key: string; value: string }>;

/** Attributes with their names as written, and the namespaces in force: those of the element around and its own. */
function declared(markup: string, outer: Scope): Readonly<{ scope: Scope; attributes: readonly Written[] }> {
  if (markup === '') return { scope: outer, attributes: [] };
  const attributes: Written[] = [];
  const namespaces: (readonly [string, string])[] = [];
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(markup); match; match = ATTRIBUTE.exec(markup)) {
    const key = match[1] ?? '';
    const value = plainText(match[2] ?? match[3] ?? '');
    if (!key.startsWith('xmlns')) attributes.push({ key, value });
    else if (key === 'xmlns') namespaces.push(['', value]);
    else if (key.startsWith('xmlns:')) namespaces.push([key.slice(6), value]);
    else attributes.push({ key, value });
  }
  // The scope is copied once for all declarations of an element: hundreds of them would copy it as often.
  return { scope: namespaces.length === 0 ? outer : { ...outer, ...Object.fromEntries(namespaces) }, attributes };
}

const notOurs = (): Error => new Error('not the output of the XML library');

/** Builds the tree as the tags come. */
class Builder {
  readonly byName = new Map<string, PlainElement[]>();
  root: PlainElement | null = null;
  readonly #open: Readonly<{ element: PlainElement; scope: Scope }>[] = [];
  #order = 0;

  start(tagName: string, attributeMarkup: string): void {
    const outer = this.#open.at(-1);
    const { scope, attributes } = declared(attributeMarkup, outer?.scope ?? OUTERMOST);
    const [prefix, name] = split(tagName);
    const element: PlainElement = {
      name,
      namespace: namespaceOf(prefix, scope),
      attributes: attributes.map(({ key, value }) => {
        if (!key.includes(':')) return { name: key, namespace: '', value };
        const [of, local] = split(key);
        return { name: local, namespace: namespaceOf(of, scope), value };
      }),
      children: [],
      parent: outer?.element ?? null,
      order: this.#order,
      last: this.#order,
    };
    this.#order += 1;
    const known = this.byName.get(name);
    if (known) known.push(element);
    else this.byName.set(name, [element]);
    if (outer) outer.element.children.push(element);
    else this.root = element;
    this.#open.push({ element, scope });
  }

  text(text: string): void {
    this.#open.at(-1)?.element.children.push(text);
  }

  end(): void {
    const closed = this.#open.pop();
    if (!closed) throw notOurs();
    closed.element.last = this.#order - 1;
  }

  tree(): PlainTree {
    if (this.root === null || this.#open.length > 0) throw notOurs();
    return { root: this.root, byName: this.byName };
  }
}

/** Where the piece of markup that begins at `at` with this mark ends. */
function afterMark(markup: string, end: string, at: number): number {
  const found = markup.indexOf(end, at);
  if (found < 0) throw notOurs();
  return found + end.length;
}

/**
 * The tree of a document that the XML library has parsed and written again: `markup` is its regular output, never the
 * text from outside, so this reads names, quotes and references without judging them.
 * @throws Error when it is not such output: a bug
 */
export function treeOf(markup: string): PlainTree {
  const builder = new Builder();
  let at = 0;
  for (let start = markup.indexOf('<'); start >= 0; start = markup.indexOf('<', at)) {
    if (start > at) builder.text(plainText(markup.slice(at, start)));
    const second = markup[start + 1];
    if (second === '/') {
      builder.end();
      at = afterMark(markup, '>', start);
    } else if (second === '?') at = afterMark(markup, '?>', start);
    else if (markup.startsWith('<!--', start)) at = afterMark(markup, '-->', start);
    else if (second === '!') {
      at = afterMark(markup, ']]>', start);
      builder.text(markup.slice(start + '<![CDATA['.length, at - ']]>'.length));
    } else {
      TAG.lastIndex = start;
      const tag = TAG.exec(markup);
      if (!tag) throw notOurs();
      builder.start(tag[1] ?? '', tag[2] ?? '');
      if (tag[3] === '/') builder.end();
      at = TAG.lastIndex;
    }
  }
  return builder.tree();
}

export function textOfElement(element: PlainElement): string {
  const { children } = element;
  if (children.length === 1 && typeof children[0] === 'string') return children[0];
  let text = '';
  for (const child of children) text += typeof child === 'string' ? child : textOfElement(child);
  return text;
}

import { ParseOption, XmlC14NMode, XmlDocument, XmlElement, XmlLibError, XmlXPath } from 'libxml2-wasm';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { canonicalText, serialisedText, whereCanonical } from './canonical.ts';
import { type PathQuery, pathQuery } from './paths.ts';
import { XML_LIMITS, type XmlFault, type XmlLimits, scanXml, xmlText } from './scan.ts';
import { type PlainElement, type PlainTree, textOfElement, treeOf } from './tree.ts';
import { encodeUtf8 } from './utf8.ts';

export { XML_LIMITS, type XmlFault, type XmlLimits, whereCanonical };

/** Prefixes for `find` and `findAll`. */
export const XML_PREFIXES = {
  v3: 'urn:hl7-org:v3',
  hl7fi: 'urn:hl7finland',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** An element. Valid only inside the `work` that it was given to. */
export interface XmlNode {
  /** Local name, without prefix. */
  readonly name: string;
  /** Namespace name; empty when there is none. */
  readonly namespace: string;
  /** Without `namespace`: the attribute that is in no namespace. */
  attribute(name: string, namespace?: string): string | null;
  /** All text below, CDATA included, comments and processing instructions not. Never trimmed. */
  text(): string;
  elements(): XmlNode[];
  /** Text and elements in document order, comments and processing instructions left out. */
  content(): (string | XmlNode)[];
  find(xpath: string): XmlNode | null;
  findAll(xpath: string): XmlNode[];
  /**
   * Canonical XML 1.0 without comments, of this element and what is below it; exclusive unless `inclusive` is asked for.
   * @throws NotCanonical for a relative namespace name, which has no such form: see `whereCanonical`
   */
  canonical(form?: 'exclusive' | 'inclusive'): string;
  /** How many comments and processing instructions stand below: nobody reads them and no signature covers them. */
  comments(): number;
  /** Line of the source, counted from 1. */
  line(): number;
  parent(): XmlNode | null;
  /** True when both stand for the same element of the same document. */
  same(other: XmlNode): boolean;
}

export interface XmlDoc {
  readonly root: XmlNode;
  /** Every element that carries `id` as ID, Id, id or xml:id, in document order: more than one is a fault of the document. */
  byId(id: string): XmlNode[];
  /** Values of all ids. */
  ids(): string[];
  /** Values that stand on more than one element. */
  duplicateIds(): string[];
}

// Expressions come from our code only, so the cache is as large as the code; the bound guards against a mistake.
const EXPRESSIONS = new Map<string, XmlXPath>();
function expression(xpath: string): XmlXPath {
  const known = EXPRESSIONS.get(xpath);
  if (known) return known;
  if (EXPRESSIONS.size >= 2000) throw new RangeError('too many XPath expressions: they must not be made from data');
  const compiled = XmlXPath.compile(xpath, XML_PREFIXES);
  EXPRESSIONS.set(xpath, compiled);
  return compiled;
}

// `null` for what only the library can answer.
const QUERIES = new Map<string, PathQuery | null>();
function query(xpath: string): PathQuery | null {
  const known = QUERIES.get(xpath);
  if (known !== undefined) return known;
  if (QUERIES.size >= 2000) throw new RangeError('too many XPath expressions: they must not be made from data');
  const read = pathQuery(xpath, XML_PREFIXES);
  QUERIES.set(xpath, read);
  return read;
}

const isElement = (child: string | PlainElement): child is PlainElement => typeof child !== 'string';

/** The library's tree and the plain one, which has the same elements in the same places. */
class Both {
  readonly document: XmlDocument;
  readonly tree: PlainTree;
  readonly #nodes = new Map<PlainElement, Node>();
  readonly #originals = new Map<PlainElement, XmlElement>();
  constructor(document: XmlDocument) {
    this.document = document;
    this.tree = treeOf(serialisedText(document));
  }

  node(plain: PlainElement): Node {
    const known = this.#nodes.get(plain);
    if (known) return known;
    const node = new Node(plain, this);
    this.#nodes.set(plain, node);
    return node;
  }

  // Steps of the library's own nodes stop at a processing instruction; its paths do not.

  /** The library's element in the same place; those of one parent are found together. */
  original(plain: PlainElement): XmlElement {
    if (!plain.parent) return this.document.root;
    const known = this.#originals.get(plain);
    if (known) return known;
    const originals = this.original(plain.parent).find(expression('*'));
    plain.parent.children.filter(isElement).forEach((child, at) => {
      const original = originals[at];
      if (original instanceof XmlElement) this.#originals.set(child, original);
    });
    const found = this.#originals.get(plain);
    if (!found) throw new Error('the two trees differ');
    return found;
  }

  /** The plain element in the place of the library's. */
  plain(original: XmlElement): PlainElement {
    const parent = original.parent;
    if (!(parent instanceof XmlElement)) return this.tree.root;
    const place = original.find(expression('preceding-sibling::*')).length;
    const found = this.plain(parent).children.filter(isElement)[place];
    if (!found) throw new Error('the two trees differ');
    return found;
  }
}

class Node implements XmlNode {
  readonly #plain: PlainElement;
  readonly #both: Both;
  constructor(plain: PlainElement, both: Both) {
    this.#plain = plain;
    this.#both = both;
  }

  get name(): string {
    return this.#plain.name;
  }

  get namespace(): string {
    return this.#plain.namespace;
  }

  attribute(name: string, namespace = ''): string | null {
    for (const each of this.#plain.attributes)
      if (each.name === name && each.namespace === namespace) return each.value;
    return null;
  }

  text(): string {
    return textOfElement(this.#plain);
  }

  elements(): XmlNode[] {
    return this.#plain.children.filter(isElement).map(child => this.#both.node(child));
  }

  content(): (string | XmlNode)[] {
    return this.#plain.children.map(child => (isElement(child) ? this.#both.node(child) : child));
  }

  find(xpath: string): XmlNode | null {
    const found = this.#found(xpath)[0];
    return found ? this.#both.node(found) : null;
  }

  findAll(xpath: string): XmlNode[] {
    return this.#found(xpath).map(each => this.#both.node(each));
  }

  #found(xpath: string): readonly PlainElement[] {
    const ask = query(xpath);
    if (ask) return ask(this.#plain, this.#both.tree);
    const nodes = this.#both.original(this.#plain).find(expression(xpath));
    return nodes.filter(node => node instanceof XmlElement).map(node => this.#both.plain(node));
  }

  canonical(form: 'exclusive' | 'inclusive' = 'exclusive'): string {
    const { XML_C14N_1_0, XML_C14N_EXCLUSIVE_1_0 } = XmlC14NMode;
    return canonicalText(
      this.#both.original(this.#plain),
      form === 'exclusive' ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0,
    );
  }

  comments(): number {
    const path = './/comment() | .//processing-instruction()';
    return this.#both.original(this.#plain).find(expression(path)).length;
  }

  line(): number {
    return this.#both.original(this.#plain).line;
  }

  parent(): XmlNode | null {
    return this.#plain.parent ? this.#both.node(this.#plain.parent) : null;
  }

  same(other: XmlNode): boolean {
    return other instanceof Node && other.#plain === this.#plain;
  }
}

const isId = (name: string, namespace: string): boolean =>
  name.toLowerCase() === 'id' && (namespace === '' || namespace === XML_NAMESPACE);

class Doc implements XmlDoc {
  readonly root: XmlNode;
  readonly #both: Both;
  #ids: Map<string, XmlNode[]> | null = null;
  constructor(document: XmlDocument) {
    this.#both = new Both(document);
    this.root = this.#both.node(this.#both.tree.root);
  }

  byId(id: string): XmlNode[] {
    return this.#index().get(id) ?? [];
  }

  ids(): string[] {
    return [...this.#index().keys()];
  }

  duplicateIds(): string[] {
    return [...this.#index()].filter(([, nodes]) => nodes.length > 1).map(([id]) => id);
  }

  #index(): Map<string, XmlNode[]> {
    if (this.#ids) return this.#ids;
    const ids = new Map<string, XmlNode[]>();
    const visit = (element: PlainElement): void => {
      for (const { name, namespace, value } of element.attributes) {
        if (!isId(name, namespace)) continue;
        const nodes = ids.get(value);
        if (nodes) nodes.push(this.#both.node(element));
        else ids.set(value, [this.#both.node(element)]);
      }
      for (const child of element.children) if (isElement(child)) visit(child);
    };
    visit(this.#both.tree.root);
    this.#ids = ids;
    return ids;
  }
}

/**
 * Nothing outside the bytes is ever looked at: no DTD, no entity beyond the five of XML, no catalogue, no XInclude.
 * HUGE only lifts libxml2's own limit of 10 MB for one text, which lies below ours; without a DTD nothing can grow.
 */
export const PARSE_OPTIONS: ParseOption =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_SKIP_IDS |
  ParseOption.XML_PARSE_BIG_LINES;

/** The same bytes where they are UTF-8 already: of a large document no further copy is made. */
const utf8Of = (bytes: Uint8Array, text: string): Uint8Array => (bytes[0] === 0x3c ? bytes : encodeUtf8(text));

function parsed(bytes: Uint8Array, limits: XmlLimits): Result<XmlDocument, XmlFault> {
  if (bytes.length > limits.bytes) return fail({ code: 'too-large' });
  const text = xmlText(bytes);
  if (!text.ok) return text;
  const fault = scanXml(text.value, limits);
  if (fault) return fail(fault);
  try {
    const document = XmlDocument.fromBuffer(utf8Of(bytes, text.value), { encoding: 'utf-8', option: PARSE_OPTIONS });
    if (document.dtd === null) return ok(document);
    document.dispose();
    return fail({ code: 'dtd' });
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const line = error.details[0]?.line;
    return fail(line ? { code: 'not-xml', line } : { code: 'not-xml' });
  }
}

/**
 * The only door for XML from outside. `work` sees the document; afterwards its memory is gone, also when `work` throws,
 * so results must be plain values.
 * @param limits default 20 MB, depth 200, 500 attributes an element, 250,000 nodes (`XML_LIMITS`)
 */
export function readXml<T>(
  bytes: Uint8Array,
  work: (doc: XmlDoc) => T,
  limits: Partial<XmlLimits> = {},
): Result<T, XmlFault> {
  const document = parsed(bytes, { ...XML_LIMITS, ...limits });
  if (!document.ok) return document;
  try {
    return ok(work(new Doc(document.value)));
  } finally {
    document.value.dispose();
  }
}

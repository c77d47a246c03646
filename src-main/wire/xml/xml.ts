import {
  ParseOption,
  XmlAttribute,
  XmlC14NMode,
  XmlCData,
  XmlDocument,
  XmlElement,
  XmlLibError,
  type XmlNode as LibNode,
  XmlText,
  XmlXPath,
} from 'libxml2-wasm';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { canonicalText } from './canonical.ts';
import { XML_LIMITS, type XmlFault, type XmlLimits, scanXml, xmlText } from './scan.ts';
import { encodeUtf8 } from './utf8.ts';

export { XML_LIMITS, type XmlFault, type XmlLimits };

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
  /** Canonical XML 1.0 without comments, of this element and what is below it; exclusive unless `inclusive` is asked for. */
  canonical(form?: 'exclusive' | 'inclusive'): string;
  parent(): XmlNode | null;
  /** True when both stand for the same element of the same document. */
  same(other: XmlNode): boolean;
}

export interface XmlDoc {
  readonly root: XmlNode;
  /** Every element that carries `id` as ID, Id, id or xml:id, in document order: more than one is a fault of the document. */
  byId(id: string): XmlNode[];
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

class Node implements XmlNode {
  readonly #element: XmlElement;
  constructor(element: XmlElement) {
    this.#element = element;
  }

  get name(): string {
    return this.#element.name;
  }

  get namespace(): string {
    return this.#element.namespaceUri;
  }

  attribute(name: string, namespace = ''): string | null {
    return this.#element.attrs.find(each => each.name === name && each.namespaceUri === namespace)?.value ?? null;
  }

  text(): string {
    return this.#element.content;
  }

  elements(): XmlNode[] {
    return this.content().filter(child => typeof child !== 'string');
  }

  content(): (string | XmlNode)[] {
    const found: (string | XmlNode)[] = [];
    for (let child = this.#element.firstChild; child; child = child.next) {
      if (child instanceof XmlElement) found.push(new Node(child));
      else if (child instanceof XmlText || child instanceof XmlCData) found.push(child.content);
    }
    return found;
  }

  find(xpath: string): XmlNode | null {
    const found = this.#element.get(expression(xpath));
    return found instanceof XmlElement ? new Node(found) : null;
  }

  findAll(xpath: string): XmlNode[] {
    return this.#element
      .find(expression(xpath))
      .filter(node => node instanceof XmlElement)
      .map(node => new Node(node));
  }

  canonical(form: 'exclusive' | 'inclusive' = 'exclusive'): string {
    const { XML_C14N_1_0, XML_C14N_EXCLUSIVE_1_0 } = XmlC14NMode;
    return canonicalText(this.#element, form === 'exclusive' ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0);
  }

  parent(): XmlNode | null {
    const parent: LibNode | null = this.#element.parent;
    return parent instanceof XmlElement ? new Node(parent) : null;
  }

  same(other: XmlNode): boolean {
    return other instanceof Node && samePlace(this.#element, other.#element);
  }
}

/** The library gives a new object at each step, so identity is the path of child numbers from the root. */
function samePlace(one: XmlElement, other: XmlElement): boolean {
  const path = (element: XmlElement): string => {
    const steps: number[] = [];
    let at: LibNode | null = element;
    while (at instanceof XmlElement) {
      let number = 0;
      for (let before = at.prev; before; before = before.prev) number += 1;
      steps.push(number);
      at = at.parent;
    }
    return steps.join('/');
  };
  return one.doc === other.doc && path(one) === path(other);
}

class Doc implements XmlDoc {
  readonly root: XmlNode;
  readonly #document: XmlDocument;
  #ids: Map<string, XmlNode[]> | null = null;
  constructor(document: XmlDocument) {
    this.#document = document;
    this.root = new Node(document.root);
  }

  byId(id: string): XmlNode[] {
    return this.#index().get(id) ?? [];
  }

  duplicateIds(): string[] {
    return [...this.#index()].filter(([, nodes]) => nodes.length > 1).map(([id]) => id);
  }

  #index(): Map<string, XmlNode[]> {
    if (this.#ids) return this.#ids;
    const ids = new Map<string, XmlNode[]>();
    const attributes = this.#document.find(expression("//@*[translate(local-name(), 'ID', 'id') = 'id']"));
    for (const attribute of attributes) {
      if (!(attribute instanceof XmlAttribute)) continue;
      const known = attribute.namespaceUri === '' || attribute.namespaceUri === XML_NAMESPACE;
      if (!known || !(attribute.parent instanceof XmlElement)) continue;
      const nodes = ids.get(attribute.value) ?? [];
      nodes.push(new Node(attribute.parent));
      ids.set(attribute.value, nodes);
    }
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

function parsed(bytes: Uint8Array, limits: XmlLimits): Result<XmlDocument, XmlFault> {
  if (bytes.length > limits.bytes) return fail({ code: 'too-large' });
  const text = xmlText(bytes);
  if (!text.ok) return text;
  const fault = scanXml(text.value, limits);
  if (fault) return fail(fault);
  try {
    const document = XmlDocument.fromBuffer(encodeUtf8(text.value), { encoding: 'utf-8', option: PARSE_OPTIONS });
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
 * @param limits default 20 MB, depth 200, 500 attributes an element (`XML_LIMITS`)
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

import { type Scope, OUTERMOST, namespaceOf, split } from './tree.ts';

/** An attribute as it stands in the source; `from` and `to` enclose it with the white space before it. */
export type SourceAttribute = Readonly<{
  key: string;
  name: string;
  namespace: string;
  value: string;
  from: number;
  to: number;
}>;

/** A run of text between tags, comments left out; CDATA is text. */
export type SourceText = Readonly<{ kind: 'text'; from: number; to: number; blank: boolean }>;

/** An element and where it stands in the source, in UTF-16 units. */
export type SourceElement = {
  readonly kind: 'element';
  readonly name: string;
  readonly namespace: string;
  /** Without namespace declarations. Values are as written, references not resolved. */
  readonly attributes: readonly SourceAttribute[];
  /** Namespaces in force inside. */
  readonly scope: Scope;
  readonly parent: SourceElement | null;
  readonly children: (SourceElement | SourceText)[];
  readonly from: number;
  /** After the start tag. */
  readonly inside: number;
  /** Before the end tag, and after it. */
  insideEnd: number;
  to: number;
};

const TAG = /<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const notRead = (): Error => new Error('not a source that the XML library has read');

function started(match: RegExpExecArray, parent: SourceElement | null): SourceElement {
  const [whole, tagName = '', markup = ''] = match;
  const outer = parent?.scope ?? OUTERMOST;
  const namespaces: (readonly [string, string])[] = [];
  const found: Omit<SourceAttribute, 'name' | 'namespace'>[] = [];
  const offset = match.index + 1 + tagName.length;
  for (const each of markup.matchAll(ATTRIBUTE)) {
    const [raw, key = '', double, single] = each;
    const value = double ?? single ?? '';
    if (key === 'xmlns') namespaces.push(['', value]);
    else if (key.startsWith('xmlns:')) namespaces.push([key.slice(6), value]);
    else found.push({ key, value, from: offset + each.index, to: offset + each.index + raw.length });
  }
  const scope = namespaces.length === 0 ? outer : { ...outer, ...Object.fromEntries(namespaces) };
  const [prefix, name] = split(tagName);
  const inside = match.index + whole.length;
  return {
    kind: 'element',
    name,
    namespace: namespaceOf(prefix, scope),
    attributes: found.map(each => {
      const [of, local] = split(each.key);
      return { ...each, name: local, namespace: of === '' ? '' : namespaceOf(of, scope) };
    }),
    scope,
    parent,
    children: [],
    from: match.index,
    inside,
    insideEnd: inside,
    to: inside,
  };
}

const after = (text: string, mark: string, at: number): number => {
  const found = text.indexOf(mark, at);
  if (found < 0) throw notRead();
  return found + mark.length;
};

/**
 * The elements of a document with their places in its text, so that a piece can be taken out as it is written. The text
 * must have passed `readXml`: this judges nothing.
 * @throws Error for text that is not well-formed: a bug
 */
export function sourceTree(text: string): SourceElement {
  let root: SourceElement | null = null;
  let open: SourceElement | null = null;
  let at = 0;
  const addText = (from: number, to: number, blank: boolean): void => {
    if (from < to) open?.children.push({ kind: 'text', from, to, blank });
  };
  for (let start = text.indexOf('<'); start >= 0; start = text.indexOf('<', at)) {
    addText(at, start, /^[ \t\r\n]*$/.test(text.slice(at, start)));
    if (text.startsWith('<!--', start)) at = after(text, '-->', start + 4);
    else if (text.startsWith('<![CDATA[', start)) {
      at = after(text, ']]>', start + 9);
      addText(start, at, false);
    } else if (text[start + 1] === '?') at = after(text, '?>', start + 2);
    else if (text[start + 1] === '/') {
      at = after(text, '>', start);
      if (!open) throw notRead();
      open.insideEnd = start;
      open.to = at;
      open = open.parent;
    } else {
      TAG.lastIndex = start;
      const match = TAG.exec(text);
      if (!match) throw notRead();
      at = TAG.lastIndex;
      const element = started(match, open);
      open?.children.push(element);
      root ??= element;
      if (match[3] !== '/') open = element;
    }
  }
  if (!root || open) throw notRead();
  return root;
}

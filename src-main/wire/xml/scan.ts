import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { type TextEncoding, decodeText } from './utf8.ts';

/** Upper bounds of what the parser is given at all. */
export type XmlLimits = Readonly<{
  bytes: number;
  depth: number;
  /** Of one element. */
  attributes: number;
  /** Tags, attributes, comments and the like of the whole document: what decides how much memory its tree takes. */
  nodes: number;
}>;
export const XML_LIMITS: XmlLimits = { bytes: 20_000_000, depth: 200, attributes: 500, nodes: 250_000 };

export type XmlFault = Readonly<{ code: 'not-xml' | 'dtd' | 'too-large' | 'too-deep' | 'encoding'; line?: number }>;

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((value, at) => bytes[at] === value);

/** Only a byte order mark makes UTF-16; everything else is UTF-8 or refused (also UTF-32, whose mark begins like UTF-16's). */
function encodingOf(bytes: Uint8Array): TextEncoding | null {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) return null;
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return 'utf-8';
}

const DECLARATION = /^<\?xml\s[^>]*?\?>/;
const DECLARED_ENCODING = /\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** The text of the document without byte order mark; `encoding` when its bytes are not what they say. */
export function xmlText(bytes: Uint8Array): Result<string, XmlFault> {
  const encoding = encodingOf(bytes);
  const decoded = encoding === null ? null : decodeText(bytes, encoding);
  if (decoded === null) return fail({ code: 'encoding' });
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  const match = DECLARED_ENCODING.exec(DECLARATION.exec(text)?.[0] ?? '');
  const declared = (match?.[1] ?? match?.[2] ?? 'utf-8').toLowerCase();
  const allowed = encoding === 'utf-8' ? ['utf-8'] : ['utf-8', 'utf-16', encoding];
  return allowed.includes(declared) ? ok(text) : fail({ code: 'encoding', line: 1 });
}

const lineAt = (text: string, at: number): number => {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
};

/** End of the tag that opens at `from`, and its attributes; quotes may hide a `>`. */
function tagEnd(text: string, from: number): Readonly<{ end: number; attributes: number }> {
  let attributes = 0;
  for (let at = from; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x3e) return { end: at, attributes };
    if (c === 0x22 || c === 0x27) {
      attributes += 1;
      const close = text.indexOf(c === 0x22 ? '"' : "'", at + 1);
      if (close < 0) break;
      at = close;
    }
  }
  return { end: -1, attributes };
}

/**
 * A look at the text before the parser sees it: a document type declaration is refused wherever markup may stand, and so
 * are depths and counts beyond the limits. It judges nothing else; well-formedness is the parser's business.
 */
export function scanXml(text: string, limits: XmlLimits): XmlFault | null {
  const at = (code: XmlFault['code'], position: number): XmlFault => ({ code, line: lineAt(text, position) });
  let depth = 0;
  let nodes = 0;
  for (let open = text.indexOf('<'); open >= 0;) {
    let end: number;
    nodes += 1;
    if (nodes > limits.nodes) return at('too-large', open);
    if (text.startsWith('<!--', open)) end = text.indexOf('-->', open + 4);
    else if (text.startsWith('<![CDATA[', open)) end = text.indexOf(']]>', open + 9);
    else if (text.startsWith('<?', open)) end = text.indexOf('?>', open + 2);
    else if (text.startsWith('<!', open)) return at('dtd', open);
    else if (text.startsWith('</', open)) {
      depth -= 1;
      end = text.indexOf('>', open);
    } else {
      const tag = tagEnd(text, open + 1);
      nodes += tag.attributes;
      if (tag.attributes > limits.attributes || nodes > limits.nodes) return at('too-large', open);
      if (depth + 1 > limits.depth) return at('too-deep', open);
      if (tag.end > 0 && text[tag.end - 1] !== '/') depth += 1;
      end = tag.end;
    }
    if (end < 0) return at('not-xml', open);
    open = text.indexOf('<', end + 1);
  }
  return null;
}

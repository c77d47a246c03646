import { storedText, textFault } from '../../../shared/kernel/text.ts';

/** Markup that is well-formed by construction; made by `element` only. */
export type Xml = Readonly<{ markup: string }>;
/** A string is text and gets escaped; `null` is left out. */
export type XmlChild = Xml | string | null | readonly XmlChild[];
/** `null` leaves the attribute out. */
export type XmlAttributes = Readonly<Record<string, string | null>>;

const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;

/** The form in which text stands in a document: as stored, without byte order marks, which readers take for no text at all. */
export const writtenText = (text: string): string => storedText(text).replaceAll('\uFEFF', '');

/**
 * Text as it may stand in a document.
 * @throws RangeError for characters that XML 1.0 forbids: a bug, because the field refuses them first
 */
function written(text: string): string {
  const stored = writtenText(text);
  if (textFault(stored, Infinity)) throw new RangeError('text with a character that XML forbids');
  return stored;
}

// The replacements are those of canonical XML, so what is written here is already in canonical form.
export const escapeText = (text: string): string =>
  written(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const escapeAttribute = (text: string): string =>
  written(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;');

function childMarkup(child: XmlChild): string {
  if (child === null) return '';
  if (typeof child === 'string') return escapeText(child);
  if ('markup' in child) return child.markup;
  return child.map(childMarkup).join('');
}

/**
 * An element with start and end tag, never self-closing. Attributes stand in the order given.
 * @throws RangeError for a name that is none, or forbidden characters
 */
export function element(name: string, attributes: XmlAttributes = {}, ...children: readonly XmlChild[]): Xml {
  let open = name;
  if (!NAME.test(name)) throw new RangeError('not an element name');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (!NAME.test(key)) throw new RangeError('not an attribute name');
    open += ` ${key}="${escapeAttribute(value)}"`;
  }
  return { markup: `<${open}>${childMarkup(children)}</${name}>` };
}

/** A place in the document that is filled later by splicing text; it is a comment, so it never reads as content. */
export const comment = (text: string): Xml => {
  if (text.includes('--') || text.endsWith('-')) throw new RangeError('not a comment');
  return { markup: `<!--${written(text)}-->` };
};

/** The whole document, UTF-8 declared, without byte order mark. */
export const documentText = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;

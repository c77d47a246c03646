import { type ReadableBlock, type ReadableSpan } from '../../../shared/domain/readable.ts';
import { type XmlDoc, type XmlNode } from '../xml/xml.ts';

type Style = NonNullable<ReadableSpan['style']>;

const STYLES: Readonly<Record<string, Style>> = { Bold: 'bold', Italics: 'italic', Underline: 'underline' };

/** A line feed with the indentation around it is layout of the source; other white space belongs to the text. */
const laidOut = (text: string): string => text.replace(/[ \t]*[\r\n][ \t\r\n]*/g, ' ');

function styleOf(node: XmlNode, outer: Style | undefined): Style | undefined {
  if (node.name === 'sup' || node.name === 'sub') return node.name;
  const revised = node.attribute('revised');
  if (revised === 'insert') return 'inserted';
  if (revised === 'delete') return 'deleted';
  const own = (node.attribute('styleCode') ?? '').split(/\s+/).find(code => STYLES[code] !== undefined);
  return own === undefined ? outer : STYLES[own];
}

/** Elements that are not understood give their text, with what they are when they have none to show. */
function spansOf(node: XmlNode, outer?: Style): ReadableSpan[] {
  const style = styleOf(node, outer);
  const span = (text: string): ReadableSpan => (style === undefined ? { text } : { text, style });
  return node.content().flatMap(child => {
    if (typeof child === 'string') return [span(laidOut(child))];
    if (child.name === 'br') return [span('\n')];
    if (child.name === 'renderMultiMedia')
      return [span(`[${child.attribute('referencedObject') ?? child.name}]`), ...spansOf(child, style)];
    if (child.name === 'footnote') return [span(' ['), ...spansOf(child, style), span(']')];
    return spansOf(child, style);
  });
}

/** White space at the ends goes, empty spans go, neighbours of one style become one. */
function tidy(spans: readonly ReadableSpan[]): readonly ReadableSpan[] {
  const joined: ReadableSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && last.style === span.style) joined[joined.length - 1] = { ...last, text: last.text + span.text };
    else if (span.text !== '') joined.push(span);
  }
  const first = joined[0];
  if (first) joined[0] = { ...first, text: first.text.replace(/^[ \t\n]+/, '') };
  const end = joined.at(-1);
  if (end) joined[joined.length - 1] = { ...end, text: end.text.replace(/[ \t\n]+$/, '') };
  return joined.filter(span => span.text !== '');
}

const plain = (node: XmlNode): string =>
  tidy(spansOf(node))
    .map(span => span.text)
    .join('');

const paragraph = (spans: readonly ReadableSpan[]): ReadableBlock[] => {
  const shown = tidy(spans);
  return shown.length === 0 ? [] : [{ kind: 'paragraph', spans: shown }];
};

function listBlocks(node: XmlNode): ReadableBlock[] {
  const caption = node.elements().filter(child => child.name === 'caption');
  const items = node.elements().filter(child => child.name === 'item');
  const others = node.elements().filter(child => child.name !== 'caption' && child.name !== 'item');
  const nested = items.flatMap(item =>
    item.elements().filter(child => child.name === 'list' || child.name === 'table'),
  );
  return [
    ...caption.flatMap(each => paragraph(spansOf(each))),
    {
      kind: 'list',
      ordered: node.attribute('listType') === 'ordered',
      items: items.map(item => tidy(spansWithoutBlocks(item))),
    },
    ...nested.flatMap(blockOf),
    ...others.flatMap(each => paragraph(spansOf(each))),
  ];
}

/** The running text of an item; lists and tables inside it become blocks of their own. */
function spansWithoutBlocks(node: XmlNode): ReadableSpan[] {
  return node.content().flatMap(child => {
    if (typeof child === 'string') return [{ text: laidOut(child) }];
    if (child.name === 'list' || child.name === 'table') return [];
    if (child.name === 'br') return [{ text: '\n' }];
    return child.name === 'paragraph' ? [...spansOf(child), { text: '\n' }] : spansOf(child);
  });
}

function tableBlocks(node: XmlNode): ReadableBlock[] {
  const rowsOf = (part: XmlNode): XmlNode[] =>
    part
      .elements()
      .flatMap(child =>
        child.name === 'tr' ? [child] : ['thead', 'tbody', 'tfoot'].includes(child.name) ? rowsOf(child) : [],
      );
  const cells = (row: XmlNode): string[] => row.elements().map(plain);
  const head = node
    .elements()
    .filter(child => child.name === 'thead')
    .flatMap(rowsOf);
  const body = rowsOf(node).filter(row => !head.some(each => each.same(row)));
  const others = node
    .elements()
    .filter(child => !['thead', 'tbody', 'tfoot', 'tr', 'col', 'colgroup'].includes(child.name));
  const [first, ...more] = head;
  return [
    ...others.flatMap(each => paragraph(spansOf(each))),
    { kind: 'table', head: first ? cells(first) : [], rows: [...more, ...body].map(cells) },
  ];
}

function blockOf(node: XmlNode): ReadableBlock[] {
  if (node.name === 'list') return listBlocks(node);
  if (node.name === 'table') return tableBlocks(node);
  if (node.elements().some(isBlock)) return textBlocks(node);
  return paragraph(spansOf(node));
}

const isBlock = (node: XmlNode): boolean => ['paragraph', 'list', 'table'].includes(node.name);

/** The narrative of one section. Text between the blocks becomes paragraphs of its own. */
export function textBlocks(text: XmlNode): ReadableBlock[] {
  const blocks: ReadableBlock[] = [];
  let running: ReadableSpan[] = [];
  const flush = (): void => {
    blocks.push(...paragraph(running));
    running = [];
  };
  for (const child of text.content()) {
    if (typeof child === 'string') running.push({ text: laidOut(child) });
    else if (child.name === 'br') running.push({ text: '\n' });
    else if (isBlock(child) || child.elements().some(isBlock)) {
      flush();
      blocks.push(...blockOf(child));
    } else running.push(...spansOf(child));
  }
  flush();
  return blocks;
}

function sectionBlocks(section: XmlNode, depth: number, before: string | null): ReadableBlock[] {
  const title = section.find('v3:title');
  const heading = title ? plain(title) : '';
  const level = depth <= 1 ? 1 : depth === 2 ? 2 : 3;
  const own: ReadableBlock[] =
    heading === '' || (depth === 1 && heading === before) ? [] : [{ kind: 'heading', level, text: heading }];
  const text = section.find('v3:text');
  const next = heading === '' ? depth : depth + 1;
  return [
    ...own,
    ...(text ? textBlocks(text) : []),
    ...section.findAll('v3:component/v3:section').flatMap(child => sectionBlocks(child, next, null)),
  ];
}

/** A body that is no XML: its text, or the name of its form where it is packed. */
const otherForm = (text: XmlNode): ReadableBlock[] =>
  paragraph([
    { text: text.attribute('representation') === 'B64' ? `[${text.attribute('mediaType') ?? 'B64'}]` : text.text() },
  ]);

/**
 * The readable text as it stands: title, then the sections in their order (HL7 Finland style sheet: title, text, nested
 * sections). A first section that repeats the document's title does not repeat it on the screen.
 */
export function readableBlocks(doc: XmlDoc): readonly ReadableBlock[] {
  const title = doc.root.find('v3:title');
  const heading = title ? plain(title) : '';
  return [
    ...(heading === '' ? [] : [{ kind: 'heading', level: 1, text: heading } as const]),
    ...doc.root
      .findAll('v3:component/v3:structuredBody/v3:component/v3:section')
      .flatMap(section => sectionBlocks(section, 1, heading)),
    ...doc.root.findAll('v3:component/v3:nonXMLBody/v3:text').flatMap(otherForm),
  ];
}

import {
  READABLE_STYLES,
  type ReadableBlock,
  type ReadableSpan,
  type ReadableStyle,
} from '../../../shared/domain/readable.ts';
import { type XmlDoc, type XmlNode } from '../xml/xml.ts';

type Styles = ReadonlySet<ReadableStyle>;

/** styleCode of the narrative; other codes say nothing that is shown (HL7 Finland style sheet). */
const STYLES: Readonly<Record<string, ReadableStyle>> = {
  Bold: 'bold',
  Italics: 'italic',
  Underline: 'underline',
  xUnstructured: 'fixed',
};
const PLAIN: Styles = new Set();

/** A line feed with the indentation around it is layout of the source; other white space belongs to the text. */
const laidOut = (text: string): string => text.replace(/[ \t]*[\r\n][ \t\r\n]*/g, ' ');

/** What an element adds to the styles around it: they combine. */
function stylesOf(node: XmlNode, outer: Styles): Styles {
  const own: ReadableStyle[] = [];
  if (node.name === 'sup' || node.name === 'sub') own.push(node.name);
  const revised = node.attribute('revised');
  if (revised === 'insert') own.push('inserted');
  if (revised === 'delete') own.push('deleted');
  for (const code of (node.attribute('styleCode') ?? '').split(/\s+/)) {
    const style = Object.hasOwn(STYLES, code) ? STYLES[code] : undefined;
    if (style) own.push(style);
  }
  return own.length === 0 ? outer : new Set([...outer, ...own]);
}

function spanOf(text: string, styles: Styles): ReadableSpan {
  const shown = styles.has('fixed') ? text : laidOut(text);
  return styles.size === 0
    ? { text: shown }
    : { text: shown, styles: READABLE_STYLES.filter(each => styles.has(each)) };
}

/** Which children become blocks of their own, so that the running text leaves them out. */
type Apart = (child: XmlNode) => boolean;
const NOTHING: Apart = () => false;

/** Elements that are not understood give their text, with what they are when they have none to show. */
function inlineOf(child: string | XmlNode, styles: Styles, apart: Apart): readonly ReadableSpan[] {
  const said = (text: string): ReadableSpan => spanOf(text, styles);
  if (typeof child === 'string') return [said(child)];
  if (apart(child)) return [];
  const inside = spansOf(child, styles, apart);
  switch (child.name) {
    case 'br':
      return [{ ...said(''), text: '\n' }, ...inside];
    case 'paragraph':
      return [...inside, { text: '\n' }];
    case 'renderMultiMedia':
      return [said(`[${child.attribute('referencedObject') ?? child.name}]`), ...inside];
    case 'footnote':
      return [said(' ['), ...inside, said(']')];
    case 'linkHtml':
      return [...inside, ...address(child, said)];
    default:
      return inside;
  }
}

function spansOf(node: XmlNode, outer: Styles = PLAIN, apart: Apart = NOTHING): ReadableSpan[] {
  const styles = stylesOf(node, outer);
  return node.content().flatMap(child => inlineOf(child, styles, apart));
}

/** Where a link leads is told, never followed. */
function address(link: XmlNode, said: (text: string) => ReadableSpan): readonly ReadableSpan[] {
  const href = link.attribute('href') ?? '';
  return href === '' || href === link.text().trim() ? [] : [said(` (${href})`)];
}

const sameStyles = (one: ReadableSpan, other: ReadableSpan): boolean =>
  (one.styles ?? []).join() === (other.styles ?? []).join();

/** White space at the ends goes, empty spans go, neighbours of one style become one. */
function tidy(spans: readonly ReadableSpan[]): readonly ReadableSpan[] {
  const joined: ReadableSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && sameStyles(last, span)) joined[joined.length - 1] = { ...last, text: last.text + span.text };
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

const isList: Apart = ({ name }) => name === 'list' || name === 'table';
const isBlock: Apart = node => node.name === 'paragraph' || isList(node);
const holds = (node: XmlNode, which: Apart): boolean =>
  node.elements().some(child => which(child) || holds(child, which));

/** Text that stands where none may: between the items of a list or the rows of a table. It is shown all the same. */
const strayText = (node: XmlNode, styles: Styles): readonly ReadableSpan[] =>
  node.content().flatMap(child => (typeof child === 'string' ? [spanOf(child, styles)] : []));

/** Lists and tables anywhere inside an item or a cell: they stand after the block that it belongs to. */
function listsInside(node: XmlNode, outer: Styles): ReadableBlock[] {
  const styles = stylesOf(node, outer);
  return node.elements().flatMap(child => (isList(child) ? blockOf(child, styles) : listsInside(child, styles)));
}

function listBlocks(node: XmlNode, outer: Styles): ReadableBlock[] {
  const styles = stylesOf(node, outer);
  const named = (name: string): XmlNode[] => node.elements().filter(child => child.name === name);
  const items = named('item');
  return [
    ...named('caption').flatMap(each => paragraph(spansOf(each, styles))),
    {
      kind: 'list',
      ordered: node.attribute('listType') === 'ordered',
      items: items.map(item => tidy(spansOf(item, styles, isList))),
    },
    ...items.flatMap(item => listsInside(item, styles)),
    ...paragraph(strayText(node, styles)),
    ...node
      .elements()
      .filter(({ name }) => name !== 'caption' && name !== 'item')
      .flatMap(each => blockOf(each, styles)),
  ];
}

const PARTS = ['thead', 'tbody', 'tfoot'];
/** What a table says of its form only. */
const FORM = ['col', 'colgroup'];

type Row = Readonly<{ cells: readonly XmlNode[]; styles: Styles; head: boolean }>;
type Cell = readonly ReadableSpan[];

/** Rows of a part; what stands between them and is no row is one of a single cell. */
const rowsOf = (part: XmlNode, outer: Styles, head: boolean): readonly Row[] =>
  part.elements().flatMap((child): readonly Row[] => {
    const styles = stylesOf(child, outer);
    if (child.name === 'tr') return [{ cells: child.elements(), styles, head }];
    if (PARTS.includes(child.name)) return rowsOf(child, styles, child.name === 'thead');
    return part.name === 'table' || FORM.includes(child.name) ? [] : [{ cells: [child], styles: outer, head }];
  });

/** The table and its parts, also parts inside parts. */
const partsOf = (node: XmlNode): readonly XmlNode[] => [
  node,
  ...node.elements().flatMap(child => (PARTS.includes(child.name) ? partsOf(child) : [])),
];

/** A cell over more columns or rows than this is one of a hostile table. */
const WIDEST = 20;
const spread = (cell: XmlNode, name: 'colspan' | 'rowspan'): number => {
  const value = Number(cell.attribute(name) ?? '1');
  return Number.isInteger(value) && value > 1 ? Math.min(value, WIDEST) : 1;
};
const EMPTY: Cell = [];

/** The cells in their columns: what a cell covers besides its own place is left empty, so that nothing moves under another head. */
function gridOf(rows: readonly Row[]): readonly (readonly Cell[])[] {
  let above: readonly number[] = [];
  return rows.map(({ cells, styles }) => {
    const [row, below]: [Cell[], number[]] = [[], []];
    const covered = (): void => {
      while ((above[row.length] ?? 0) > 0) {
        below[row.length] = (above[row.length] ?? 0) - 1;
        row.push(EMPTY);
      }
    };
    for (const cell of cells) {
      covered();
      const shown = tidy(spansOf(cell, styles, isList));
      for (let column = 0; column < spread(cell, 'colspan'); column += 1) {
        below[row.length] = spread(cell, 'rowspan') - 1;
        row.push(column === 0 ? shown : EMPTY);
      }
    }
    covered();
    above = below;
    return row;
  });
}

function tableBlocks(node: XmlNode, outer: Styles): ReadableBlock[] {
  const styles = stylesOf(node, outer);
  const rows = rowsOf(node, styles, false);
  const grid = gridOf(rows);
  const isHead = rows[0]?.head === true;
  const parts = partsOf(node);
  const trs = parts.flatMap(part => part.elements().filter(({ name }) => name === 'tr'));
  const others = node.elements().filter(({ name }) => ![...PARTS, ...FORM, 'tr'].includes(name));
  return [
    ...others.flatMap(each => blockOf(each, styles)),
    { kind: 'table', head: isHead ? (grid[0] ?? []) : [], rows: isHead ? grid.slice(1) : grid },
    ...rows.flatMap(row => row.cells.flatMap(cell => listsInside(cell, row.styles))),
    ...paragraph([...parts, ...trs].flatMap(each => strayText(each, styles))),
  ];
}

function blockOf(node: XmlNode, outer: Styles): ReadableBlock[] {
  if (node.name === 'list') return listBlocks(node, outer);
  if (node.name === 'table') return tableBlocks(node, outer);
  return holds(node, isBlock) ? textBlocks(node, outer) : paragraph(inlineOf(node, outer, NOTHING));
}

/** The narrative of one section. Text between the blocks becomes paragraphs of its own. */
export function textBlocks(text: XmlNode, outer: Styles = PLAIN): ReadableBlock[] {
  const styles = stylesOf(text, outer);
  const blocks: ReadableBlock[] = [];
  let running: ReadableSpan[] = [];
  const flush = (): void => {
    blocks.push(...paragraph(running));
    running = [];
  };
  for (const child of text.content()) {
    if (typeof child !== 'string' && (isBlock(child) || holds(child, isBlock))) {
      flush();
      blocks.push(...blockOf(child, styles));
    } else running.push(...inlineOf(child, styles, NOTHING));
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

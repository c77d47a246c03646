import { type ReadableBlock, type ReadableSpan, type ReadableStyle } from '../../../shared/domain/readable.ts';
import { type DocumentBlock, type DocumentEmphasis, type DocumentText } from '../../ui/index.ts';

const EMPHASES: Readonly<Partial<Record<ReadableStyle, DocumentEmphasis>>> = {
  bold: 'strong',
  italic: 'italic',
  underline: 'underline',
  inserted: 'underline',
  fixed: 'fixed',
};

/** A style that a plain line cannot draw is written out: `10^6` must not read as `106`, struck text not as valid. */
function textOf({ text: plain, styles = [] }: ReadableSpan): DocumentText {
  const has = (style: ReadableStyle): boolean => styles.includes(style);
  const raised = has('sup') ? `^${plain}` : has('sub') ? `_${plain}` : plain;
  const text = has('deleted') ? `[– ${raised} –]` : raised;
  const emphasis = [...new Set(styles.flatMap(style => EMPHASES[style] ?? []))];
  return { kind: 'text', text, ...(emphasis.length === 0 ? {} : { emphasis }) };
}

const texts = (spans: readonly ReadableSpan[]): readonly DocumentText[] => spans.map(textOf);

/** A blank paragraph is air that the writer of the markup left; the view has its own. */
const saysSomething = (block: ReadableBlock): boolean =>
  block.kind !== 'paragraph' || block.spans.some(({ text }) => text.trim() !== '');

/** The readable text of a document as the kit's document view takes it. */
export const documentBlocks = (readable: readonly ReadableBlock[]): readonly DocumentBlock[] =>
  readable.filter(saysSomething).map((block): DocumentBlock => {
    switch (block.kind) {
      case 'heading':
        return block;
      case 'paragraph':
        return { kind: 'paragraph', content: texts(block.spans) };
      case 'list':
        return { kind: 'list', isOrdered: block.ordered, items: block.items.map(texts) };
      case 'table':
        return { kind: 'table', head: block.head.map(texts), rows: block.rows.map(row => row.map(texts)) };
      default:
        return block satisfies never;
    }
  });

import { type ReadableBlock, type ReadableSpan } from '../../../shared/domain/readable.ts';
import { type DocumentBlock, type DocumentText } from '../../ui/index.ts';

/** A style that a plain line cannot draw is written out: `10^6` must not read as `106`, struck text not as valid. */
function textOf({ text, style }: ReadableSpan): DocumentText {
  switch (style) {
    case undefined:
      return { kind: 'text', text };
    case 'bold':
      return { kind: 'text', text, emphasis: 'strong' };
    case 'italic':
      return { kind: 'text', text, emphasis: 'italic' };
    case 'underline':
    case 'inserted':
      return { kind: 'text', text, emphasis: 'underline' };
    case 'deleted':
      return { kind: 'text', text: `[– ${text} –]` };
    case 'sup':
      return { kind: 'text', text: `^${text}` };
    case 'sub':
      return { kind: 'text', text: `_${text}` };
    default:
      return style satisfies never;
  }
}

const texts = (spans: readonly ReadableSpan[]): readonly DocumentText[] => spans.map(textOf);
const cell = (text: string): readonly DocumentText[] => [{ kind: 'text', text }];

/** The readable text of a document as the kit's document view takes it. */
export const documentBlocks = (readable: readonly ReadableBlock[]): readonly DocumentBlock[] =>
  readable.map((block): DocumentBlock => {
    switch (block.kind) {
      case 'heading':
        return block;
      case 'paragraph':
        return { kind: 'paragraph', content: texts(block.spans) };
      case 'list':
        return { kind: 'list', isOrdered: block.ordered, items: block.items.map(texts) };
      case 'table':
        return { kind: 'table', head: block.head.map(cell), rows: block.rows.map(row => row.map(cell)) };
      default:
        return block satisfies never;
    }
  });

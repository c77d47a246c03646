import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import css from './DocumentView.module.css';

/** They combine; `fixed` keeps the spaces and lines of the text in a face of one width. */
export type DocumentEmphasis = 'strong' | 'italic' | 'underline' | 'fixed';

/** Text inside a block. Nothing here can carry markup: strings become text nodes. */
export type DocumentText =
  Readonly<{ kind: 'text'; text: string; emphasis?: readonly DocumentEmphasis[] }> | Readonly<{ kind: 'break' }>;

/** Readable text of a document as an allow-list tree. What is not here cannot be shown. */
export type DocumentBlock =
  | Readonly<{ kind: 'heading'; level: 1 | 2 | 3; text: string }>
  | Readonly<{ kind: 'paragraph'; content: readonly DocumentText[] }>
  | Readonly<{ kind: 'list'; isOrdered: boolean; items: readonly (readonly DocumentBlock[])[] }>
  | Readonly<{
      kind: 'table';
      caption?: string;
      head: readonly (readonly DocumentText[])[];
      rows: readonly (readonly (readonly DocumentText[])[])[];
    }>
  | Readonly<{ kind: 'pairs'; items: readonly Readonly<{ label: string; content: readonly DocumentText[] }>[] }>
  | DocumentText;

export type DocumentViewProps = Readonly<{
  label: string;
  blocks: readonly DocumentBlock[];
  /** BCP 47 tag of the document's language. */
  lang: string;
  /** Two columns where there is room: a whole document in sight at once. */
  columns?: 1 | 2;
}>;

/** A legal document as a person reads it. React nodes only, never HTML. */
export function DocumentView({ label, blocks, lang, columns = 1 }: DocumentViewProps) {
  return (
    <article className={cx(css.document, columns === 2 && css.columns)} aria-label={label} lang={lang} tabIndex={0}>
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: Readonly<{ block: DocumentBlock }>): ReactNode {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h3 className={css.h1}>{block.text}</h3>
      ) : block.level === 2 ? (
        <h4 className={css.h2}>{block.text}</h4>
      ) : (
        <h5 className={css.h3}>{block.text}</h5>
      );
    case 'paragraph':
      return <p className={css.paragraph}>{inline(block.content)}</p>;
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          {item.map((inner, place) => (
            <Block key={place} block={inner} />
          ))}
        </li>
      ));
      return block.isOrdered ? <ol className={css.ordered}>{items}</ol> : <ul className={css.unordered}>{items}</ul>;
    }
    case 'table':
      return (
        <table className={css.table}>
          {block.caption !== undefined && <caption>{block.caption}</caption>}
          {block.head.length > 0 && (
            <thead>
              <tr>
                {block.head.map((cell, index) => (
                  <th key={index} scope="col">
                    {inline(cell)}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, place) => (
                  <td key={place}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'pairs':
      return (
        <dl className={css.pairs}>
          {block.items.map((item, index) => (
            <div key={index}>
              <dt>{item.label}</dt>
              <dd>{inline(item.content)}</dd>
            </div>
          ))}
        </dl>
      );
    case 'text':
    case 'break':
      return inline([block]);
    default:
      return unknownBlock(block);
  }
}

const ELEMENTS: Readonly<Record<DocumentEmphasis, 'strong' | 'em' | 'u' | 'code'>> = {
  strong: 'strong',
  italic: 'em',
  underline: 'u',
  fixed: 'code',
};

function inline(content: readonly DocumentText[]): ReactNode {
  return content.map((part, index) => {
    if (part.kind === 'break') return <br key={index} />;
    const text = (part.emphasis ?? []).reduce<ReactNode>((inside, emphasis) => {
      const Emphasis = ELEMENTS[emphasis];
      return <Emphasis className={emphasis === 'fixed' ? css.fixed : undefined}>{inside}</Emphasis>;
    }, part.text);
    return <span key={index}>{text}</span>;
  });
}

function unknownBlock(block: never): never {
  throw new Error(`unknown document block: ${JSON.stringify(block)}`);
}

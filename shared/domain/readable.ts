/**
 * The readable text of a document as data: a closed set of blocks, so that what came from outside can be shown without
 * ever being live markup. Elements that are not understood appear as text.
 */
export type ReadableSpan = Readonly<{
  text: string;
  style?: 'bold' | 'italic' | 'underline' | 'inserted' | 'deleted' | 'sup' | 'sub';
}>;
export type ReadableBlock =
  | Readonly<{ kind: 'heading'; level: 1 | 2 | 3; text: string }>
  | Readonly<{ kind: 'paragraph'; spans: readonly ReadableSpan[] }>
  | Readonly<{ kind: 'list'; ordered: boolean; items: readonly (readonly ReadableSpan[])[] }>
  | Readonly<{ kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }>;

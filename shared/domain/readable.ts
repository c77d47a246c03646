/**
 * The readable text of a document as data: a closed set of blocks, so that what came from outside can be shown without
 * ever being live markup. Elements that are not understood appear as text.
 */
export const READABLE_STYLES = [
  'bold',
  'italic',
  'underline',
  'inserted',
  'deleted',
  'sup',
  'sub',
  /** As typed, with its spaces and lines (styleCode `xUnstructured`): `text` keeps them. */
  'fixed',
] as const;
export type ReadableStyle = (typeof READABLE_STYLES)[number];

/** Styles combine, in the order of the list; absent for plain text. */
export type ReadableSpan = Readonly<{ text: string; styles?: readonly ReadableStyle[] }>;
type Cell = readonly ReadableSpan[];
export type ReadableBlock =
  | Readonly<{ kind: 'heading'; level: 1 | 2 | 3; text: string }>
  | Readonly<{ kind: 'paragraph'; spans: readonly ReadableSpan[] }>
  | Readonly<{ kind: 'list'; ordered: boolean; items: readonly (readonly ReadableSpan[])[] }>
  | Readonly<{ kind: 'table'; head: readonly Cell[]; rows: readonly (readonly Cell[])[] }>;

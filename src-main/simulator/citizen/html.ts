/** Markup that was made here; everything else is text. */
export type Html = Readonly<{ markup: string }>;
type Part = Html | string | number | null | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);

const isMany = (part: Part): part is readonly Html[] => Array.isArray(part);
function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return isMany(part) ? part.map(one => one.markup).join('') : part.markup;
}

/** A page or a piece of one: the only way to markup, and every value in it is escaped unless it came from here too. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: pieces.reduce((all, piece, at) => all + written(parts[at - 1] ?? null) + piece),
});

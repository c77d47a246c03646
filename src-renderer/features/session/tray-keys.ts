/** What has been typed to find a card by the name of its holder, and when the last letter came (ms, of the page). */
export type Typed = Readonly<{ text: string; atMs: number }>;
export const NOTHING_TYPED: Typed = { text: '', atMs: 0 };

/** After this a letter begins a new name. */
const PAUSE_MS = 1000;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Where a key leads from the card that has the focus; null for keys that lead nowhere.
 * @param perRow cards side by side
 */
export function placeByKey(key: string, at: number, count: number, perRow: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + perRow,
    ArrowUp: at - perRow,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  if (to === undefined || count === 0) return null;
  return to < 0 || to >= count ? at : to;
}

/** A letter more of a name; after a pause the first of a new one. Null for keys that are no letter. */
export function typedOn(before: Typed, key: string, atMs: number): Typed | null {
  if (!/^[\p{L}'-]$/u.test(key)) return null;
  return { text: `${atMs - before.atMs > PAUSE_MS ? '' : before.text}${folded(key)}`, atMs };
}

/**
 * The card whose holder has a name that begins so: first name or family name, with or without dots on the letters. The same
 * letter again goes on to the next of them. Null when nobody is called so.
 */
export function placeByName(names: readonly string[], { text }: Typed, at: number): number | null {
  const isRepeated = text.length > 1 && [...text].every(letter => letter === text[0]);
  const begins = (start: string) => (place: number) =>
    folded(names[place] ?? '')
      .split(' ')
      .some(name => name.startsWith(start));
  const around = names.map((_, step) => (at + step) % names.length);
  const whole = text.length === 1 ? undefined : around.find(begins(text));
  if (whole !== undefined) return whole;
  if (text.length > 1 && !isRepeated) return null;
  const next = [...around.slice(1), ...around.slice(0, 1)];
  return next.find(begins(text.slice(0, 1))) ?? null;
}

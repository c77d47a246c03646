import { fold } from '../../kernel/search/folding.ts';

/** A number in a strength or a package size with its unit, e.g. `250 mg / 5 ml` -> 250 mg and 5 ml. */
export type Amount = Readonly<{ number: string; unit: string }>;

/** Other spellings, as typed or as other registers write them, of the units that the register uses. */
const UNIT_OF: Readonly<Record<string, string>> = {
  ug: 'mikrog',
  mcg: 'mikrog',
  mikrogrammaa: 'mikrog',
  mikrogram: 'mikrog',
  gr: 'g',
  ky: 'iu',
  ie: 'iu',
  ui: 'iu',
  yks: 'u',
  tabl: 'kpl',
  tabletti: 'kpl',
  tablettia: 'kpl',
  fol: 'kpl',
  annosta: 'annos',
  dos: 'annos',
  doser: 'annos',
  pros: '%',
};
export const UNITS: readonly string[] = [
  'mg',
  'g',
  'mikrog',
  'ml',
  'l',
  'iu',
  'u',
  'mmol',
  'milj',
  'annos',
  'kpl',
  'h',
  '%',
  'ppm',
];
const TYPED_UNITS: readonly string[] = [...UNITS, ...Object.keys(UNIT_OF)];
const MICROGRAMS: Readonly<Record<string, number>> = { mikrog: 1, mg: 1000, g: 1_000_000 };

export const unitOf = (typed: string): string | undefined =>
  UNIT_OF[typed] ?? (UNITS.includes(typed) ? typed : undefined);
/** Units that the typed letters may become. */
export const unitsBeginning = (typed: string): ReadonlySet<string> =>
  new Set(TYPED_UNITS.filter(unit => unit.startsWith(typed)).map(unit => UNIT_OF[unit] ?? unit));

/** `2,50` -> `2.5`, `007` -> `7`: one spelling for one number. */
export function plainNumber(text: string): string {
  const [whole = '', fraction = ''] = text.replace(',', '.').split('.');
  const trimmed = fraction.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '');
  return trimmed === '' ? digits : `${digits}.${trimmed}`;
}

/** One key for one mass whatever its unit: `0.5 g`, `500 mg` -> `500000`; null for units that are no mass. */
export function massKey({ number, unit }: Amount): string | null {
  const micrograms = MICROGRAMS[unit];
  if (micrograms === undefined) return null;
  // Six significant decimals cover the smallest strengths of the register and keep binary noise out.
  return String(Math.round(Number(number) * micrograms * 1000) / 1000);
}

const AMOUNT = /(\d{1,3}(?: \d{3})+(?!\d)|\d+)((?:[.,]\d+)?)\s*(%|[a-z]+)?/g;

/** Amounts of a register text. Thousands may be written apart: `10 000 IU` is one number. */
export function amountsOf(text: string): readonly Amount[] {
  const amounts: Amount[] = [];
  for (const [, whole = '', fraction = '', word = ''] of fold(text).matchAll(AMOUNT)) {
    const joined = whole.replaceAll(' ', '');
    const unit = unitOf(word) ?? '';
    amounts.push({ number: plainNumber(joined + fraction), unit });
    // Someone may type the thousands apart, too: the pieces are found as well.
    if (joined !== whole) for (const piece of whole.split(' ')) amounts.push({ number: plainNumber(piece), unit });
  }
  return amounts;
}

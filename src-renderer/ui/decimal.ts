/**
 * A decimal number as a person types it: comma or point, spaces between groups, leading sign. `1 000,5` is 1000.5;
 * `.5` and `,5` are 0.5. Both marks together, or two marks, are refused rather than guessed.
 * @returns null for an empty text, NaN for what is not a number
 */
export function parseDecimal(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace('\u2212', '-');
  if (bare === '') return null;
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(bare)) return Number.NaN;
  return Number(bare.replace(',', '.'));
}

/** `0,5` never `,5`; `1` never `1,0`; groups parted by a no-break space in Finnish and Swedish. */
export function formatDecimal(value: number, locale: string, maxDecimals = 6): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: maxDecimals }).format(value).replace('\u2212', '-');
}

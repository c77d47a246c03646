import { add, compare, isPositive, readDecimal, ZERO, type Decimal } from '../kernel/decimal.ts';

/** A whole number typed into a form; null when it is none, or out of bounds. Empty is not a number. */
export function readWhole(typed: string, least: number, most: number): number | null {
  const text = typed.trim();
  if (!/^\d{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

/** A decimal typed into a form, above 0 and at most `most`, with at most three decimals; in its shortest form. */
export function readAmount(typed: string, most: Decimal): Decimal | null {
  const value = /[.,]\d{4,}\s*$/.test(typed) ? null : readDecimal(typed);
  return value !== null && isPositive(value) && compare(value, most) <= 0 ? add(value, ZERO) : null;
}

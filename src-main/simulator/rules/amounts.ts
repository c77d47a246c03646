import {
  type Decimal,
  ZERO,
  add,
  compare,
  isDecimal,
  multiply,
  readDecimal,
  subtract,
  wholeTimes,
} from '../../../shared/kernel/decimal.ts';
import { type Amount, type CdaPrescription } from '../cda/cda-types.ts';

/** An exact amount: number and unit. */
export type Exact = Readonly<{ value: Decimal; unit: string }>;

/** What a prescription allows: lots of a base amount, with a shortest interval between them. `lot` is null for a duration. */
export type Prescribed = Readonly<{
  lot: Decimal | null;
  lots: number;
  /** One package (mode 1) or one lot (mode 2): the piece in which amounts are written. */
  piece: Decimal | null;
  unit: string | null;
  intervalDays: number | null;
}>;

const DAYS: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: 30, a: 365 };

/** Amount modes of 1.2.246.537.5.40100: 1 packages x size, 2 total, 3 duration (no amount to compute). */
export function prescribedAmount(body: CdaPrescription): Prescribed {
  const lots = 1 + Number(body.iterationCount ?? '0');
  const interval = body.iterationInterval;
  const intervalDays = interval?.value ? Math.round(Number(interval.value) * (DAYS[interval.unit ?? 'd'] ?? 1)) : null;
  const size = readDecimal(body.packageSize?.value ?? '');
  const unit = body.packageSize?.unit ?? null;
  if (body.amountMode === '3' || size === null) return { lot: null, lots, piece: null, unit, intervalDays };
  const lot = body.amountMode === '1' ? multiply(size, readDecimal(body.packages ?? '') ?? ZERO) : size;
  return { lot, lots, piece: size, unit, intervalDays };
}

/**
 * The number behind an amount of a document: a plain quantity, or a formula of packages `3X21`, `2x30 + 10`.
 * `null` when it is free text.
 */
export function exactAmount(amount: Amount | null): Exact | null {
  if (!amount) return null;
  if (amount.value !== null) {
    const value = readDecimal(amount.value);
    return value && isDecimal(value) ? { value, unit: amount.unit ?? '' } : null;
  }
  const match = /^([\dxX*+.,\s]+?)\s*([^\dxX*+.,\s].*)?$/.exec(amount.text ?? '');
  if (!match) return null;
  let sum: Decimal = ZERO;
  for (const term of (match[1] ?? '').split('+')) {
    let product: Decimal | null = null;
    for (const factor of term.split(/[xX*]/)) {
      const value = readDecimal(factor);
      if (value === null) return null;
      product = product === null ? value : multiply(product, value);
    }
    if (product === null) return null;
    sum = add(sum, product);
  }
  return { value: sum, unit: amount.unit ?? match[2]?.trim() ?? '' };
}

export const total = (prescribed: Prescribed): Decimal | null =>
  prescribed.lot === null ? null : multiply(prescribed.lot, String(prescribed.lots) as Decimal);

export const sum = (values: readonly Decimal[]): Decimal => values.reduce(add, ZERO);

/** How many lots have been opened when so much has been dispensed: a begun lot counts. */
export function openedLots(dispensed: Decimal, lot: Decimal): number {
  const full = wholeTimes(dispensed, lot);
  return compare(multiply(lot, String(full) as Decimal), dispensed) < 0 ? full + 1 : full;
}

/** `8X98 fol` for more than one package or lot, plain otherwise: how the Prescription Centre writes an amount. */
export function amountText(amount: Decimal, piece: Decimal | null, unit: string | null): string {
  const suffix = unit ? ` ${unit}` : '';
  if (piece !== null && compare(amount, piece) > 0) {
    const pieces = wholeTimes(amount, piece);
    const rest = subtract(amount, multiply(piece, String(pieces) as Decimal));
    if (pieces > 1)
      return compare(rest, ZERO) === 0 ? `${pieces}X${piece}${suffix}` : `${pieces}X${piece}+${rest}${suffix}`;
  }
  return `${amount}${suffix}`;
}

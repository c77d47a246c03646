/**
 * Exact decimal numbers for amounts of medicine and for money: text in, text out, never a float.
 * `1.10` keeps its text where it is only carried; arithmetic gives the shortest form.
 */
export type Decimal = string & { readonly brand: 'Decimal' };

const DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;

export const isDecimal = (text: string): text is Decimal => DECIMAL.test(text);

/** @throws RangeError when the text is not a decimal number with a point, at most 15 digits before and 9 after it. */
export function decimal(text: string): Decimal {
  if (!isDecimal(text)) throw new RangeError('not a decimal number');
  return text;
}

/** Reads what a person typed: comma or point, spaces between thousands. `null` when it is not a number. */
export function readDecimal(typed: string): Decimal | null {
  const text = typed
    .replace(/\s/g, '')
    .replace(',', '.')
    .replace(/^(-?)\./, '$10.')
    .replace(/^(-?)0+(?=\d)/, '$1');
  return isDecimal(text) ? text : null;
}

type Scaled = Readonly<{ units: bigint; scale: number }>;

function scaled(value: Decimal): Scaled {
  const [whole = '0', fraction = ''] = value.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function written({ units, scale }: Scaled): Decimal {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return (text === '0' ? '0' : sign + text) as Decimal;
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const [x, y] = [scaled(a), scaled(b)];
  const scale = Math.max(x.scale, y.scale);
  return [x.units * 10n ** BigInt(scale - x.scale), y.units * 10n ** BigInt(scale - y.scale), scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return written({ units: x + y, scale });
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return written({ units: x - y, scale });
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  const [x, y] = [scaled(a), scaled(b)];
  return written({ units: x.units * y.units, scale: x.scale + y.scale });
}

/** Negative, zero or positive, as a sort function wants it. */
export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** How many times `b` goes into `a`, rounded down. @throws RangeError when `b` is zero. */
export function wholeTimes(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  if (y === 0n) throw new RangeError('division by zero');
  const quotient = x / y;
  return Number(quotient * y > x ? quotient - 1n : quotient);
}

export const ZERO = '0' as Decimal;
export const isPositive = (value: Decimal): boolean => compare(value, ZERO) > 0;

import { type Decimal, isDecimal } from '../../../shared/kernel/decimal.ts';
import { decodeText } from '../xml/utf8.ts';

/** A number whose text JavaScript would change (`1.10`, `0.50`, twenty digits): it is written back as it was read. */
type RawNumber = Readonly<{ rawJSON: string }>;

// ES2025; in Node and Chromium already, not yet in the library types.
const json = JSON as unknown as {
  parse(
    text: string,
    revive: (key: string, value: unknown, context: Readonly<{ source?: string }>) => unknown,
  ): unknown;
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/**
 * Reads JSON bytes (UTF-8); null when they are none. Decimals keep their text (FHIR R4, 2.6.1: precision matters): a number
 * whose text would be lost is kept as raw JSON, which `JSON.stringify` writes as it was. Read numbers with `decimalOf`.
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decodeText(bytes);
  if (text === null) return null;
  try {
    return json.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value,
    );
  } catch {
    return null;
  }
}

/**
 * JSON in canonical form (RFC 8785), for values without numbers: what a signature covers is the same text on both sides.
 * @throws RangeError for a number: none of our signed resources has one
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') throw new RangeError('numbers are not written canonically here');
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  // RFC 8785 orders names by their UTF-16 code units, as JavaScript compares strings.
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join(',')}}`;
}

/** The exact text of a decimal; null when it is no number or one that the kernel does not carry (exponents). */
export function decimalOf(value: unknown): Decimal | null {
  const text = typeof value === 'number' ? String(value) : json.isRawJSON(value) ? value.rawJSON : '';
  return isDecimal(text) ? text : null;
}

import { type ClockTime, isClockTime } from './dose.ts';
import { add, multiply, readDecimal, ZERO, type Decimal } from '../../kernel/decimal.ts';

/** A piece of a typed dose with its place in the text (UTF-16 offsets, `end` exclusive). */
export type Token = Readonly<{ at: number; end: number }> &
  /** `clock` where the digits may also be a time of the day: `8.30`. */
  (
    | Readonly<{ kind: 'number'; value: Decimal; clock?: ClockTime }>
    | Readonly<{ kind: 'clock'; value: ClockTime }>
    | Readonly<{ kind: 'date'; day: number; month: number; year: number | null }>
    | Readonly<{ kind: 'word'; text: string }>
    | Readonly<{ kind: 'sign'; sign: 'times' | 'plus' | 'dash' | 'slash' | 'stop' }>
    | Readonly<{ kind: 'strange' }>
  );

const SPACES = /[\s,;()]+/uy;
const ISO_DATE = /(\d{4})-(\d{2})-(\d{2})(?!\d)/uy;
const POINT_DATE = /(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)/uy;
const MIXED = /(\d{1,4})\s+(\d)\/([248])(?![\d/])/uy;
const FRACTION = /(\d)\/([248])(?![\d/])/uy;
const COLON_TIME = /(\d{1,2}):(\d{2})(?!\d)/uy;
const POINT_TIME = /(\d{1,2})\.(\d{2})(?!\d)/uy;
const NUMBER = /\d+(?:[.,]\d+)?/uy;
const VULGAR = /\s*([½¼¾])/uy;
// `var 3:e dag`, `every 3rd day`: glued to the number, else `e` and `a` would be words.
const ORDINAL = /:(?:e|a|de)(?!\p{L})|(?:rd|th|nd)(?!\p{L})/uy;
const WORD = /\p{L}+(?:[.:]\p{L}+)*/uy;

const HALVES: Readonly<Record<string, string>> = {
  '½': '0.5',
  '¼': '0.25',
  '¾': '0.75',
  '2': '0.5',
  '4': '0.25',
  '8': '0.125',
};
const SIGNS: Readonly<Record<string, (Token & { kind: 'sign' })['sign']>> = {
  '×': 'times',
  '*': 'times',
  '·': 'times',
  '+': 'plus',
  '-': 'dash',
  '–': 'dash',
  '—': 'dash',
  '−': 'dash',
  '‑': 'dash',
  '/': 'slash',
  '.': 'stop',
};

const part = (of: string | undefined): Decimal => (HALVES[of ?? ''] ?? '0') as Decimal;

/** Cuts a typed dose into tokens. Commas outside numbers, semicolons and brackets only separate. */
export function doseTokens(typed: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(typed);
  };
  while (at < typed.length) {
    const spaces = match(SPACES);
    if (spaces) {
      at += spaces[0].length;
      continue;
    }
    const next = readToken(typed, at, match);
    tokens.push(next);
    at = next.end;
  }
  return tokens;
}

function readToken(typed: string, at: number, match: (pattern: RegExp) => RegExpExecArray | null): Token {
  const glued = at > 0 && /\d/.test(typed[at - 1] ?? '') ? match(ORDINAL) : null;
  if (glued) return { kind: 'sign', sign: 'stop', at, end: at + glued[0].length };
  const colon = clockOf(match(COLON_TIME));
  if (colon) return { kind: 'clock', value: colon.value, at, end: at + colon.length };
  return readDate(at, match) ?? readNumber(at, typed, match) ?? readWord(typed, at, match);
}

function clockOf(found: RegExpExecArray | null): Readonly<{ value: ClockTime; length: number }> | null {
  const value = `${(found?.[1] ?? '').padStart(2, '0')}${found?.[2] ?? ''}`;
  return found && isClockTime(value) ? { value, length: found[0].length } : null;
}

function readDate(at: number, match: (pattern: RegExp) => RegExpExecArray | null): Token | null {
  const iso = match(ISO_DATE);
  if (iso)
    return {
      kind: 'date',
      at,
      end: at + iso[0].length,
      year: Number(iso[1]),
      month: Number(iso[2]),
      day: Number(iso[3]),
    };
  const point = match(POINT_DATE);
  // `0.5.` is half at the end of a sentence, not a date.
  if (!point || Number(point[1]) === 0 || Number(point[2]) === 0) return null;
  return {
    kind: 'date',
    at,
    end: at + point[0].length,
    day: Number(point[1]),
    month: Number(point[2]),
    year: point[3] === undefined ? null : Number(point[3]),
  };
}

function readNumber(at: number, typed: string, match: (pattern: RegExp) => RegExpExecArray | null): Token | null {
  const mixed = match(MIXED);
  if (mixed) {
    const whole = readDecimal(mixed[1] ?? '');
    const fraction = multiply((mixed[2] ?? '0') as Decimal, part(mixed[3]));
    return whole === null ? null : { kind: 'number', at, end: at + mixed[0].length, value: add(whole, fraction) };
  }
  const fraction = match(FRACTION);
  if (fraction)
    return {
      kind: 'number',
      at,
      end: at + fraction[0].length,
      value: multiply((fraction[1] ?? '0') as Decimal, part(fraction[2])),
    };
  const vulgar = match(VULGAR);
  if (vulgar) return { kind: 'number', at, end: at + vulgar[0].length, value: part(vulgar[1]) };
  const number = match(NUMBER);
  if (!number) return null;
  // `1,0` and `1` are one number: the sum has no trailing zeros.
  const typedValue = readDecimal(number[0]);
  const value = typedValue === null ? null : add(typedValue, ZERO);
  const end = at + number[0].length;
  const clock = clockOf(match(POINT_TIME));
  if (value === null) return { kind: 'strange', at, end };
  VULGAR.lastIndex = end;
  const half = value.includes('.') ? null : VULGAR.exec(typed);
  return half
    ? { kind: 'number', at, end: end + half[0].length, value: add(value, part(half[1])) }
    : { kind: 'number', at, end, value, ...(clock ? { clock: clock.value } : {}) };
}

function readWord(typed: string, at: number, match: (pattern: RegExp) => RegExpExecArray | null): Token {
  const word = match(WORD);
  if (word) {
    // An abbreviation keeps its point outside the word: `tarv.` and `tarv` are one.
    const dot = typed[at + word[0].length] === '.' ? 1 : 0;
    const text = word[0].normalize('NFC').toLowerCase().replaceAll('.', '');
    return text === 'x'
      ? { kind: 'sign', sign: 'times', at, end: at + word[0].length }
      : { kind: 'word', text, at, end: at + word[0].length + dot };
  }
  const char = String.fromCodePoint(typed.codePointAt(at) ?? 0);
  const sign = SIGNS[char];
  return sign === undefined
    ? { kind: 'strange', at, end: at + char.length }
    : { kind: 'sign', sign, at, end: at + char.length };
}

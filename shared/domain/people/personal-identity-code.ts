import { fail, ok, type Result } from '../../kernel/result.ts';
import { dateOf, type LocalDate } from '../../kernel/time.ts';

/**
 * Century by the sign before the individual number. The letters but `A` came with the reform of 2023 (DVV, hetu-uudistus):
 * two people may differ in nothing but this sign, so it belongs to every comparison.
 */
const CENTURIES: ReadonlyMap<string, number> = new Map([
  ['+', 1800],
  ...['-', 'Y', 'X', 'W', 'V', 'U'].map(sign => [sign, 1900] as const),
  ...['A', 'B', 'C', 'D', 'E', 'F'].map(sign => [sign, 2000] as const),
]);

/** Check characters by remainder; G, I, O, Q and Z are left out because they look like digits. */
const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

const FORM = /^(\d{2})(\d{2})(\d{2})([-+YXWVUABCDEF])(\d{3})([0-9A-Y])$/;

export type IdentityCode = Readonly<{
  /** The code in upper case, eleven characters. */
  code: string;
  birthDate: LocalDate;
  sex: 'male' | 'female';
  /** Individual number 900 to 999: temporary and test codes, never a person's own. */
  testPerson: boolean;
}>;

/** `form`: not eleven characters of the right kinds; `date`: no such day; `number`: 000 or 001; `check`: mistyped. */
export type IdentityCodeFault = 'form' | 'date' | 'check' | 'number';

/** The check character of nine digits `DDMMYYNNN`. */
export const identityCodeCheck = (nineDigits: string): string => CHECK_CHARACTERS.charAt(Number(nineDigits) % 31);

/**
 * Reads a Finnish personal identity code as typed: small letters and spaces around it are forgiven, nothing else is.
 * The birth date may lie in the future: whether that is sensible depends on the day and is for the caller.
 * Sources: DVV, reform of the personal identity code; `DDMMYYNNN` modulo 31.
 */
export function readIdentityCode(text: string): Result<IdentityCode, IdentityCodeFault> {
  const code = text.replace(/^ +| +$/g, '');
  // Upper-casing may lengthen foreign letters (`ß`), so the length is judged before it.
  const match = code.length === 11 ? FORM.exec(code.toUpperCase()) : null;
  if (!match) return fail('form');
  const [whole, day, month, year, sign, number, check] = match as unknown as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const century = CENTURIES.get(sign);
  if (century === undefined) return fail('form');
  const birthDate = dateOf(century + Number(year), Number(month), Number(day));
  if (birthDate === null) return fail('date');
  if (Number(number) < 2) return fail('number');
  if (identityCodeCheck(day + month + year + number) !== check) return fail('check');
  return ok({
    code: whole,
    birthDate,
    sex: Number(number) % 2 === 1 ? 'male' : 'female',
    testPerson: Number(number) >= 900,
  });
}

/** True for a code in the very form that documents and messages carry: upper case, no spaces. */
export function isIdentityCode(text: string): boolean {
  const read = readIdentityCode(text);
  return read.ok && read.value.code === text;
}

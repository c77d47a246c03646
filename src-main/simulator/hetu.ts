import { dateOf } from '../../shared/kernel/time.ts';

const FORM = /^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-FHJ-NPR-Y])$/;
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const CENTURY: Readonly<Record<string, number>> = {
  '+': 18,
  '-': 19,
  Y: 19,
  X: 19,
  W: 19,
  V: 19,
  U: 19,
  A: 20,
  B: 20,
  C: 20,
  D: 20,
  E: 20,
  F: 20,
};

/** By itself, not inside a longer run of letters and digits: a random UUID must never look like a person. */
const SOMEWHERE = /(?<![0-9A-Za-z])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![0-9A-Za-z])/i;

/** Could an address hold a personal identity code, as it stands or percent-encoded, even twice? */
export function mayHoldHetu(url: string): boolean {
  let text = url;
  for (let round = 0; round < 3; round++) {
    if (SOMEWHERE.test(text)) return true;
    try {
      text = decodeURIComponent(text);
    } catch {
      return false;
    }
  }
  return false;
}

export type HetuFault = 'form' | 'not-for-practice';

/**
 * Form, date, check character (remainder by 31), and the individual number: the simulator takes 900-999 only, the range that
 * is never given to a person (DVV).
 */
export function hetuFault(text: string): HetuFault | null {
  const match = FORM.exec(text);
  if (!match) return 'form';
  const [, day, month, year, sign, number, check] = match;
  const century = CENTURY[sign ?? ''] ?? 0;
  if (dateOf(century * 100 + Number(year), Number(month), Number(day)) === null) return 'form';
  if (CHECK[Number(`${day}${month}${year}${number}`) % 31] !== check) return 'form';
  return Number(number) >= 900 ? null : 'not-for-practice';
}

/**
 * A personal code for practice, another for each number below 1,300,000: individual numbers 900-999 with the sign V, which the
 * practice patients do not have.
 */
export function practiceHetu(n: number): string {
  const rest = Math.floor(n / 100);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${two(1 + (rest % 28))}${two(1 + (Math.floor(rest / 28) % 12))}${two(50 + (Math.floor(rest / 336) % 40))}`;
  const number = String(900 + (n % 100));
  return `${date}V${number}${CHECK[Number(`${date}${number}`) % 31] ?? ''}`;
}

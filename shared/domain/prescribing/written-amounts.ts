import { type LocalDate, addMonths, daysBetween } from '../../kernel/time.ts';

/** A length in weeks, calendar months or calendar years as days from its start; null beyond a hundred years. */
export function durationDays(
  start: LocalDate,
  { count, unit }: Readonly<{ count: number; unit: 'wk' | 'mo' | 'a' }>,
): number | null {
  if (unit === 'wk') return count <= 5200 ? count * 7 : null;
  const months = unit === 'mo' ? count : count * 12;
  return months <= 1200 ? daysBetween(start, addMonths(start, months)) : null;
}

/** Latin numbers of repeats as prescriptions have them (`iter ter` = three times after the first). */
const LATIN: Readonly<Record<string, number>> = { semel: 1, bis: 2, ter: 3, quater: 4, quinquies: 5, sexies: 6 };

/** Repeats that an iteration in words names (`iter ter 7 pv`, `iter 3`); 0 where it names none that is known. */
export function repeatsInWords(text: string): number {
  const word = /\biter(?:etur|oidaan)?[.:]?\s+([a-z]+|\d{1,2})\b/iu.exec(text)?.[1]?.toLowerCase() ?? '';
  return /^\d+$/.test(word) ? Number(word) : (LATIN[word] ?? 0);
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastChangeDay } from '../../../shared/domain/medicine.ts';
import { isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';

const FILE = 'practice-day.txt';

/**
 * The day that the invented release of the practice stands for: the last day of change before this folder was first used. It
 * is of no time of its own, and one that is always out of date would teach people to look past the warning. Kept in the
 * folder, so that the releases which come later follow it.
 * @throws Error when the disk takes no file
 */
export function practiceDay(directory: string, today: LocalDate): LocalDate {
  const path = join(directory, FILE);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    const kept = readFileSync(path, 'utf8').trim();
    if (isLocalDate(kept)) return kept;
  } catch {
    // No such file: the folder is new.
  }
  const day = lastChangeDay(today);
  writeFileSync(path, `${day}\n`, { mode: 0o600 });
  return day;
}

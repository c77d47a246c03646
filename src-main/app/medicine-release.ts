import { type Finding } from '../../shared/domain/finding.ts';
import { type MedicineRelease } from '../../shared/domain/medicine.ts';
import { dateOf, type LocalDate } from '../../shared/kernel/time.ts';

/**
 * The Pharmaceutical Database changes on the 1st and the 15th of each month (kanta.fi, Lääketietokanta); a release from
 * before the last such day is stale (rule R40).
 */
export function databaseIsStale(released: LocalDate, today: LocalDate): boolean {
  const [year, month, day] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)), Number(today.slice(8, 10))];
  const lastChange = dateOf(year, month, day >= 15 ? 15 : 1);
  return lastChange !== null && released < lastChange;
}

/** Says with each finding which version of the database it was made with. */
export const withDatabase = (findings: readonly Finding[], { id, date }: MedicineRelease): readonly Finding[] =>
  findings.map(finding => ({ ...finding, database: `${id} (${date})` }));

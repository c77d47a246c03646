import { type Finding } from '../../shared/domain/finding.ts';
import { lastChangeDay, type MedicineRelease } from '../../shared/domain/medicine.ts';
import { type LocalDate } from '../../shared/kernel/time.ts';

/** A release from before the last day of change is stale (rule R40). */
export const databaseIsStale = (released: LocalDate, today: LocalDate): boolean => released < lastChangeDay(today);

/** Says with each finding which version of the database it was made with. */
export const withDatabase = (findings: readonly Finding[], { id, date }: MedicineRelease): readonly Finding[] =>
  findings.map(finding => ({ ...finding, database: `${id} (${date})` }));

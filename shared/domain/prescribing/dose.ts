import { type Decimal } from '../../kernel/decimal.ts';
import { type LocalDate } from '../../kernel/time.ts';

/**
 * Units of a dose. The two with a code are confirmed in 1.2.246.537.6.138.202001 (18 tablet, 39 unit);
 * the others travel as text until their codes are confirmed.
 */
export const DOSE_UNITS = [
  'tablet',
  'capsule',
  'ml',
  'drop',
  'puff',
  'dose',
  'unit',
  'sachet',
  'suppository',
  'patch',
  'application',
] as const;
export type DoseUnit = (typeof DOSE_UNITS)[number];

export type TimeOfDay = 'morning' | 'noon' | 'evening' | 'night';
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When a dose is taken: so many times a day, at named times, every so many hours, or every so many days. */
export type DoseTiming =
  | Readonly<{ kind: 'timesPerDay'; low: number; high: number }>
  | Readonly<{ kind: 'timesOfDay'; amounts: Readonly<Partial<Record<TimeOfDay, Decimal>>> }>
  | Readonly<{ kind: 'everyHours'; hours: number }>
  | Readonly<{ kind: 'everyDays'; days: number }>
  | Readonly<{ kind: 'weekdays'; days: readonly Weekday[] }>;

/** A structured dose (LL 239 and its family in 1.2.246.537.6.12.2002.126). */
export type StructuredDose = Readonly<{
  low: Decimal;
  high: Decimal;
  unit: DoseUnit;
  timing: DoseTiming;
  asNeeded: boolean;
  /** Upper bound in 24 hours for as-needed doses, in `unit`. */
  maxPerDay: Decimal | null;
  /** Length of the dosing season in days; null = until further notice. */
  lengthDays: number | null;
  startsOn: LocalDate | null;
}>;

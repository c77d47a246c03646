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

/** An amount or a count that may be a range; `low` equals `high` where it is not. */
export type DoseRange = Readonly<{ low: Decimal; high: Decimal }>;

/** A time of the day as documents write it (annosaika, LL 240): `hhmm`, `0000` to `2359`. */
export type ClockTime = string & { readonly brand: 'ClockTime' };
export const isClockTime = (text: string): text is ClockTime => /^([01]\d|2[0-3])[0-5]\d$/.test(text);

/**
 * When a dose is taken. `everyDays` and `weekdays` say how many times on each such day; `timesPerWeek` leaves the days
 * to the patient (`1x2/vko`); `everyHours` is a range for `4-6 h välein`.
 */
export type DoseTiming =
  | Readonly<{ kind: 'timesPerDay'; low: number; high: number }>
  | Readonly<{ kind: 'timesOfDay'; amounts: Readonly<Partial<Record<TimeOfDay, DoseRange>>> }>
  | Readonly<{ kind: 'clockTimes'; amounts: readonly Readonly<{ at: ClockTime; amount: DoseRange }>[] }>
  | Readonly<{ kind: 'everyHours'; low: number; high: number }>
  | Readonly<{ kind: 'everyDays'; days: number; times: number }>
  | Readonly<{ kind: 'timesPerWeek'; low: number; high: number }>
  | Readonly<{ kind: 'weekdays'; days: readonly Weekday[]; times: number }>;

/** A structured dose (LL 239 and its family in 1.2.246.537.6.12.2002.126). */
export type StructuredDose = Readonly<{
  /** The single dose; for `timesOfDay` and `clockTimes`, whose amounts count, the smallest and the largest of them. */
  low: Decimal;
  high: Decimal;
  unit: DoseUnit;
  timing: DoseTiming;
  asNeeded: boolean;
  /** Upper bound in 24 hours, in `unit`. */
  maxPerDay: Decimal | null;
  /** Length of the dosing season in days; null = until further notice. */
  lengthDays: number | null;
  startsOn: LocalDate | null;
}>;

/** Doses that follow one another, `1x3 7 pv sitten 1x1`: each but the last has a length, all are in one unit. */
export type DosePhases = readonly [StructuredDose, ...StructuredDose[]];

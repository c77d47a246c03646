import { type Decimal } from '../../kernel/decimal.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type ClockTime, type DoseRange, type DoseUnit, type TimeOfDay, type Weekday } from './dose.ts';

/** A place in the typed text. */
export type Place = Readonly<{ at: number; end: number }>;
/** Something that was said, and where. */
export type Said<T> = Readonly<{ value: T }> & Place;
export type Whole = Readonly<{ low: number; high: number }>;

/** A time by its name or by the clock. */
export type DoseTime = TimeOfDay | ClockTime;

/** An amount with the times it belongs to; `1 aamulla 2 illalla` has two. */
export type AmountPart = { amount: Said<DoseRange>; unit: Said<DoseUnit | 'piece'> | null; times: Said<DoseTime>[] };

/** What a typed dose says so far; every field is said at most once. */
export type DoseParts = {
  amounts: AmountPart[];
  /** Times that stood before any amount: `illalla 1`. */
  loose: Said<DoseTime>[];
  parts: Said<readonly DoseRange[]> | null;
  count: Said<Whole> | null;
  per: Said<'day' | 'week'> | null;
  daily: Place | null;
  hours: Said<Whole> | null;
  everyDays: Said<number> | null;
  weekdays: Said<readonly Weekday[]> | null;
  asNeeded: Place | null;
  max: Said<Decimal> | null;
  length: Said<Readonly<{ count: number; span: 'day' | 'week' | 'month' }>> | null;
  furtherNotice: Place | null;
  from: Said<LocalDate> | null;
  until: Said<LocalDate> | null;
};

export const noParts = (): DoseParts => ({
  amounts: [],
  loose: [],
  parts: null,
  count: null,
  per: null,
  daily: null,
  hours: null,
  everyDays: null,
  weekdays: null,
  asNeeded: null,
  max: null,
  length: null,
  furtherNotice: null,
  from: null,
  until: null,
});

import {
  add,
  compare,
  decimal,
  isPositive,
  multiply,
  subtract,
  wholeTimes,
  ZERO,
  type Decimal,
} from '../../kernel/decimal.ts';
import { assertNever } from '../../kernel/result.ts';
import { addDays, dayNumber, type LocalDate } from '../../kernel/time.ts';
import { type DosePhases, type DoseRange, type DoseTiming, type StructuredDose, type Weekday } from './dose.ts';

/** An amount taken in a number of days: kept as two numbers, because a third of a tablet has no decimal form. */
export type Rate = Readonly<{ amount: Decimal; days: number }>;

const count = (value: number): Decimal => decimal(String(value));
const times = (amount: Decimal, factor: number): Decimal => multiply(amount, count(factor));
const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce(add, ZERO);

/** The amounts of a day whose times each have their own. */
const namedAmounts = (timing: Extract<DoseTiming, { kind: 'timesOfDay' | 'clockTimes' }>): readonly DoseRange[] =>
  timing.kind === 'clockTimes' ? timing.amounts.map(each => each.amount) : Object.values(timing.amounts);

/** Least and greatest use by the times alone, without as-needed and without the daily maximum. */
export function timedRates(dose: StructuredDose): Readonly<{ low: Rate; high: Rate }> {
  const { timing, low, high } = dose;
  switch (timing.kind) {
    case 'timesPerDay':
      return { low: { amount: times(low, timing.low), days: 1 }, high: { amount: times(high, timing.high), days: 1 } };
    case 'timesOfDay':
    case 'clockTimes': {
      const amounts = namedAmounts(timing);
      return {
        low: { amount: sum(amounts.map(a => a.low)), days: 1 },
        high: { amount: sum(amounts.map(a => a.high)), days: 1 },
      };
    }
    case 'everyHours':
      // In as many days as there are hours between doses there are exactly 24 doses.
      return {
        low: { amount: times(low, 24), days: timing.high },
        high: { amount: times(high, 24), days: timing.low },
      };
    case 'everyDays':
      return {
        low: { amount: times(low, timing.times), days: timing.days },
        high: { amount: times(high, timing.times), days: timing.days },
      };
    case 'timesPerWeek':
      return { low: { amount: times(low, timing.low), days: 7 }, high: { amount: times(high, timing.high), days: 7 } };
    case 'weekdays': {
      const each = timing.times * timing.days.length;
      return { low: { amount: times(low, each), days: 7 }, high: { amount: times(high, each), days: 7 } };
    }
    default:
      return assertNever(timing);
  }
}

const atMost = (rate: Rate, perDay: Decimal | null): Rate =>
  perDay !== null && compare(rate.amount, times(perDay, rate.days)) > 0 ? { amount: perDay, days: 1 } : rate;

/** Least and greatest use. As-needed use may be nothing at all; `maxPerDay` bounds both ends. */
export function doseRates(dose: StructuredDose): Readonly<{ low: Rate; high: Rate }> {
  const { low, high } = timedRates(dose);
  return {
    low: dose.asNeeded ? { amount: ZERO, days: 1 } : atMost(low, dose.maxPerDay),
    high: atMost(high, dose.maxPerDay),
  };
}

/** Divides exactly by a small whole number; null when the quotient has no decimal form within nine places. */
function divided(amount: Decimal, by: number): Decimal | null {
  const billionths = wholeTimes(amount, '0.000000001' as Decimal);
  if (!Number.isSafeInteger(billionths) || billionths % by !== 0) return null;
  return multiply(count(billionths / by), '0.000000001' as Decimal);
}

/** Daily use on average, in the unit of the dose; null where it has no exact decimal form (one tablet a week). */
export function dailyDose(dose: StructuredDose): Readonly<{ low: Decimal; high: Decimal }> | null {
  const rates = doseRates(dose);
  const low = divided(rates.low.amount, rates.low.days);
  const high = divided(rates.high.amount, rates.high.days);
  return low === null || high === null ? null : { low, high };
}

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (date: LocalDate): Weekday => (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;

/** How many single doses fall into `days` days from `start`, at the most. */
function doseCount(dose: StructuredDose, start: LocalDate, days: number): number {
  const { timing } = dose;
  switch (timing.kind) {
    case 'timesPerDay':
      return timing.high * days;
    case 'timesOfDay':
    case 'clockTimes':
      return days;
    case 'everyHours':
      return Math.ceil((24 * days) / timing.low);
    case 'everyDays':
      return Math.ceil(days / timing.days) * timing.times;
    case 'timesPerWeek':
      return Math.min(Math.ceil(days / 7) * timing.high, Math.max(days, timing.high));
    case 'weekdays': {
      const taken = Array.from({ length: days }, (_, index) => weekdayOf(addDays(start, index)));
      return taken.filter(day => timing.days.includes(day)).length * timing.times;
    }
    default:
      return assertNever(timing);
  }
}

/** The greatest amount that the dose can use up in `days` days from `start`, in the unit of the dose. */
export function amountFor(dose: StructuredDose, start: LocalDate, days: number): Decimal {
  const { timing } = dose;
  const single =
    timing.kind === 'timesOfDay' || timing.kind === 'clockTimes'
      ? sum(namedAmounts(timing).map(a => a.high))
      : dose.high;
  const timed = times(single, doseCount(dose, start, days));
  const most = dose.maxPerDay === null ? null : times(dose.maxPerDay, days);
  return most !== null && compare(timed, most) > 0 ? most : timed;
}

/** Whole days that `amount` lasts at the greatest use, rounded down; null when the dose uses nothing up. */
export function daysLasting(amount: Decimal, dose: StructuredDose): number | null {
  const { high } = doseRates(dose);
  return isPositive(high.amount) ? wholeTimes(times(amount, high.days), high.amount) : null;
}

/** Days of all phases together; null until further notice. */
export const phasesLength = (phases: DosePhases): number | null =>
  phases.reduce<number | null>(
    (sum, { lengthDays }) => (sum === null || lengthDays === null ? null : sum + lengthDays),
    0,
  );

/** The same as `amountFor` of phases that follow one another from `start`; the last one goes on as long as it is asked. */
export function amountForPhases(phases: DosePhases, start: LocalDate, days: number): Decimal {
  let [sum, from, left] = [ZERO, start, days];
  for (const [index, dose] of phases.entries()) {
    const taken = index === phases.length - 1 ? left : Math.min(left, dose.lengthDays ?? left);
    sum = add(sum, amountFor(dose, from, taken));
    [from, left] = [addDays(from, taken), left - taken];
  }
  return sum;
}

/** The same as `daysLasting` of phases that follow one another. */
export function phasesLasting(amount: Decimal, phases: DosePhases): number | null {
  let [days, left] = [0, amount];
  for (const [index, dose] of phases.entries()) {
    const lasting = daysLasting(left, dose);
    const { high } = doseRates(dose);
    const length = dose.lengthDays;
    if (lasting === null || length === null || index === phases.length - 1 || lasting < length)
      return lasting === null ? null : days + lasting;
    // Rounded up to the whole of the rate's days: the next phase begins with what is certainly left.
    const used = times(high.amount, Math.ceil(length / high.days));
    left = compare(used, left) > 0 ? ZERO : subtract(left, used);
    days += length;
  }
  return days;
}

/** The phase of the greatest daily use: what a daily maximum is compared with. */
export function greatestPhase(phases: DosePhases): StructuredDose {
  const [first, ...later] = phases;
  return later.reduce((greatest, dose) => {
    const [one, other] = [doseRates(greatest).high, doseRates(dose).high];
    return compare(times(other.amount, one.days), times(one.amount, other.days)) > 0 ? dose : greatest;
  }, first);
}

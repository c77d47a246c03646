import { DOSE_UNIT_CODES, TIME_OF_DAY_CODES, WEEKDAY_CODES, hasWord, wordIn } from '../../codes/dose-codes.ts';
import { type Decimal, compare, decimal } from '../../kernel/decimal.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { assertNever } from '../../kernel/result.ts';
import {
  DOSE_UNITS,
  type DosePhases,
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  type TimeOfDay,
  type Weekday,
  isClockTime,
} from './dose.ts';
import { type DosingInstruction } from './prescription.ts';
import { type DosePlan, type DoseSeason, type PlannedDose, type Span, type SpanUnit } from './dose-plan.ts';

const TIMES: readonly TimeOfDay[] = ['morning', 'noon', 'evening', 'night'];

/** More doses than this in a period are a mistake in typing, not a prescription: then only the sentence is written. */
const MOST_DOSES = 60;

const isCount = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= MOST_DOSES;
const whole = (number: number): Decimal => decimal(String(number));
const span = (low: number, high: number, unit: SpanUnit): Span => ({ low: whole(low), high: whole(high), unit });

/** One dose of a period before its unit and maximum are added. */
type Bare = Pick<PlannedDose, 'amount' | 'asNeeded' | 'timeOfDay' | 'clock' | 'weekday'>;
type Period = Readonly<{ length: Span; doses: readonly Bare[] }>;

const bare = (amount: DoseRange, change: Partial<Bare> = {}): Bare => ({
  amount,
  asNeeded: null,
  timeOfDay: null,
  clock: null,
  weekday: null,
  ...change,
});

/** A range of times: the certain doses, and for the rest doses marked "as needed" (LL 243). */
const repeated = (amount: DoseRange, low: number, high: number): readonly Bare[] => [
  ...Array<Bare>(low).fill(bare(amount)),
  ...Array<Bare>(high - low).fill(bare(amount, { asNeeded: true })),
];

function countsOf(timing: DoseTiming): readonly number[] {
  switch (timing.kind) {
    case 'timesPerDay':
    case 'timesPerWeek':
    case 'everyHours':
      return [timing.low, timing.high, timing.high - timing.low];
    case 'everyDays':
      return [timing.times];
    case 'weekdays':
      return [timing.times, timing.times * timing.days.length];
    case 'clockTimes':
      return [timing.amounts.length];
    case 'timesOfDay':
      return [];
    default:
      return assertNever(timing);
  }
}

function periodOf(dose: StructuredDose, language: PatientLanguage): Period | null {
  const { timing } = dose;
  const amount: DoseRange = { low: dose.low, high: dose.high };
  const period = (length: Span, doses: readonly Bare[]): Period | null =>
    doses.length === 0 ? null : { length, doses };
  if (!countsOf(timing).every(isCount)) return null;
  switch (timing.kind) {
    case 'timesPerDay':
      return period(span(1, 1, 'd'), repeated(amount, timing.low, timing.high));
    case 'timesPerWeek':
      return period(span(1, 1, 'wk'), repeated(amount, timing.low, timing.high));
    case 'everyDays':
      return timing.days > 0
        ? period(span(timing.days, timing.days, 'd'), repeated(amount, timing.times, timing.times))
        : null;
    case 'everyHours':
      return timing.low > 0 ? period(span(timing.low, timing.high, 'h'), repeated(amount, 1, 1)) : null;
    case 'weekdays': {
      const days = [...new Set(timing.days)].sort((a, b) => a - b);
      const doses = days.flatMap(day => {
        const known = WEEKDAY_CODES[day - 1];
        const weekday = known ? wordIn(known, language) : null;
        return repeated(amount, timing.times, timing.times).map(each => ({ ...each, weekday }));
      });
      return period(span(7, 7, 'd'), doses);
    }
    case 'timesOfDay': {
      const doses = TIMES.flatMap(time => {
        const each = timing.amounts[time];
        return each ? [bare(each, { timeOfDay: wordIn(TIME_OF_DAY_CODES[time], language) })] : [];
      });
      return period(span(1, 1, 'd'), doses);
    }
    case 'clockTimes':
      return period(
        span(1, 1, 'd'),
        timing.amounts.map(({ at, amount: each }) => bare(each, { clock: at })),
      );
    default:
      return assertNever(timing);
  }
}

/**
 * A typed dose as the structure that documents carry: a season (LL 230) with a period (LL 238) and the doses taken in one
 * period (LL 239). `null` where the timing is empty or beyond what the structure is for; the sentence then stands alone.
 */
export function seasonOf(dose: StructuredDose, language: PatientLanguage): DoseSeason | null {
  const period = periodOf(dose, language);
  if (!period) return null;
  const unit = wordIn(DOSE_UNIT_CODES[dose.unit], language);
  const most = dose.maxPerDay === null ? null : { amount: dose.maxPerDay, per: whole(1), unit: 'd' as const };
  return {
    start: dose.startsOn,
    end: null,
    length: dose.lengthDays === null ? null : span(dose.lengthDays, dose.lengthDays, 'd'),
    pauses: [],
    asNeeded: dose.asNeeded,
    period: period.length,
    doses: period.doses.map(each => ({ ...each, unit, physical: null, most })),
  };
}

export function planOf(dose: StructuredDose, language: PatientLanguage): DosePlan | null {
  const season = seasonOf(dose, language);
  return season && { seasons: [season] };
}

/** Doses following one another, `1x3 7 pv, sitten 1x1`, each a season of its own. */
export function planOfPhases(doses: readonly StructuredDose[], language: PatientLanguage): DosePlan | null {
  const seasons = doses.map(dose => seasonOf(dose, language));
  const all = seasons.filter(season => season !== null);
  return all.length === doses.length && all.length > 0 ? { seasons: all } : null;
}

/** The phases of an instruction in their simple form; null for free text and for a plan that says more. */
export function phasesOf({ structured, plan }: Pick<DosingInstruction, 'structured' | 'plan'>): DosePhases | null {
  if (structured !== null) return [structured];
  const [first, ...later] = (plan?.seasons ?? []).map(season => structuredOf({ seasons: [season] }));
  if (!first || later.some(dose => !dose || dose.startsOn !== null || dose.unit !== first.unit)) return null;
  const all: DosePhases = [first, ...later.filter(dose => dose !== null && dose !== undefined)];
  return all.slice(0, -1).every(({ lengthDays }) => lengthDays !== null) ? all : null;
}

/** A dose of a plan in the words of the domain; null where it says what they cannot. */
type Known = Readonly<{
  amount: DoseRange;
  asNeeded: boolean;
  time: TimeOfDay | null;
  day: Weekday | null;
  clock: string | null;
}>;

function known(dose: PlannedDose): Known | null {
  const time = dose.timeOfDay && TIMES.find(each => hasWord(TIME_OF_DAY_CODES[each], dose.timeOfDay));
  const index = dose.weekday ? WEEKDAY_CODES.findIndex(each => hasWord(each, dose.weekday)) : -1;
  const strange = time === undefined || (dose.weekday !== null && index < 0) || dose.physical !== null;
  if (dose.amount === null || strange) return null;
  return {
    amount: dose.amount,
    asNeeded: dose.asNeeded === true,
    time,
    day: index < 0 ? null : ((index + 1) as Weekday),
    clock: dose.clock,
  };
}

const sameRange = (a: DoseRange | undefined, b: DoseRange): boolean => a?.low === b.low && a.high === b.high;

function onWeekdays(doses: readonly Known[]): DoseTiming | null {
  const days = [...new Set(doses.flatMap(dose => (dose.day === null ? [] : [dose.day])))].sort((a, b) => a - b);
  const counts = days.map(day => doses.filter(dose => dose.day === day).length);
  const times = counts[0] ?? 0;
  const plain = doses.every(dose => dose.day !== null && dose.time === null && dose.clock === null && !dose.asNeeded);
  return plain && counts.every(count => count === times) ? { kind: 'weekdays', days, times } : null;
}

function atTimes(doses: readonly Known[]): DoseTiming | null {
  const named = doses.flatMap(dose =>
    dose.time === null || dose.day !== null || dose.clock !== null || dose.asNeeded
      ? []
      : [[dose.time, dose.amount] as const],
  );
  const amounts = Object.fromEntries(named) as Partial<Record<TimeOfDay, DoseRange>>;
  return named.length === doses.length && Object.keys(amounts).length === doses.length
    ? { kind: 'timesOfDay', amounts }
    : null;
}

function atClock(doses: readonly Known[]): DoseTiming | null {
  const amounts = doses.flatMap(dose =>
    dose.clock === null || !isClockTime(dose.clock) || dose.day !== null || dose.time !== null || dose.asNeeded
      ? []
      : [{ at: dose.clock, amount: dose.amount }],
  );
  return amounts.length === doses.length ? { kind: 'clockTimes', amounts } : null;
}

/** The inverse of `periodOf`; `null` where the doses say something that the timing of the domain cannot. */
function timingOf(doses: readonly Known[], length: Span): DoseTiming | null {
  const [low, high] = [Number(length.low), Number(length.high)];
  if (!Number.isInteger(low) || !Number.isInteger(high)) return null;
  const fixed = low === high ? low : null;
  const daily = fixed === 1 && length.unit === 'd';
  if (doses.some(dose => dose.clock !== null)) return daily ? atClock(doses) : null;
  if (doses.some(dose => dose.time !== null)) return daily ? atTimes(doses) : null;
  if (!doses.every(dose => sameRange(doses[0]?.amount, dose.amount))) return null;
  if (doses.some(dose => dose.day !== null)) return fixed === 7 && length.unit === 'd' ? onWeekdays(doses) : null;
  const certain = doses.filter(dose => !dose.asNeeded).length;
  if (length.unit === 'h') return doses.length === 1 && certain === 1 ? { kind: 'everyHours', low, high } : null;
  if (fixed === null || (length.unit !== 'd' && length.unit !== 'wk')) return null;
  if (length.unit === 'wk') return fixed === 1 ? { kind: 'timesPerWeek', low: certain, high: doses.length } : null;
  if (fixed === 1) return { kind: 'timesPerDay', low: certain, high: doses.length };
  return certain === doses.length ? { kind: 'everyDays', days: fixed, times: certain } : null;
}

const one = <T>(values: readonly T[], same: (a: T, b: T) => boolean): T | undefined =>
  values.every(value => same(value, values[0] as T)) ? values[0] : undefined;

/** The most per day where it is all the plan says of a maximum; undefined where it says more. */
function maximumOf(doses: readonly PlannedDose[]): Decimal | null | undefined {
  const limit = one(
    doses.map(dose => dose.most),
    (a, b) => a?.amount === b?.amount && a?.per === b?.per && a?.unit === b?.unit,
  );
  if (limit === undefined || limit === null) return limit;
  return limit.unit === 'd' && limit.per === '1' ? limit.amount : undefined;
}

/** The simple form of a plan; `null` where the plan says more: then the plan itself and the sentence have to do. */
export function structuredOf(plan: DosePlan): StructuredDose | null {
  const [season, ...others] = plan.seasons;
  if (!season || others.length > 0 || season.end !== null || season.pauses.length > 0) return null;
  const doses = season.doses.map(known);
  const all = doses.filter(dose => dose !== null);
  const unit = DOSE_UNITS.find(each => season.doses.every(dose => hasWord(DOSE_UNIT_CODES[each], dose.unit)));
  const maxPerDay = maximumOf(season.doses);
  if (all.length === 0 || all.length < doses.length || unit === undefined || season.period === null) return null;
  const timing = timingOf(all, season.period);
  const { length } = season;
  const lengthDays =
    length === null ? null : length.low === length.high && length.unit === 'd' ? Number(length.low) : 0;
  const low = all.map(dose => dose.amount.low).sort(compare)[0];
  const high = all
    .map(dose => dose.amount.high)
    .sort(compare)
    .at(-1);
  if (timing === null || maxPerDay === undefined || low === undefined || high === undefined) return null;
  if (lengthDays !== null && (!Number.isInteger(lengthDays) || lengthDays < 1)) return null;
  return { low, high, unit, timing, asNeeded: season.asNeeded === true, maxPerDay, lengthDays, startsOn: season.start };
}

import { compare, multiply, wholeTimes, type Decimal } from '../../kernel/decimal.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { addMonths, daysBetween, type LocalDate } from '../../kernel/time.ts';
import {
  type DoseRange,
  type DoseTiming,
  type DoseUnit,
  type DosePhases,
  type StructuredDose,
  type TimeOfDay,
  type Weekday,
  isClockTime,
} from './dose.ts';
import { type DoseExpectation, type DoseFault, type DoseFaultCode } from './dose-fault.ts';
import { type AmountPart, type DoseParts, type Place } from './dose-parts.ts';
import { timedRates } from './dose-amounts.ts';
import { DoseReader, DoseStop } from './dose-reader.ts';
import { doseTokens, type Token } from './dose-tokens.ts';
import { meaningOf } from './dose-words.ts';

export { doseSentence, phasesSentence } from './dose-sentence.ts';
export { dailyDose } from './dose-amounts.ts';
export { doseUnitFor } from './dose-unit.ts';
export { spelledOut } from './dose-abbreviations.ts';
export { DOSE_EXPECTATION_TEXTS, DOSE_FAULT_TEXTS, type DoseFault, type DoseFaultCode } from './dose-fault.ts';

/** The unit of the medicine's form, and the day on which seasons and dates without a year are counted. */
export type DoseContext = Readonly<{ unit: DoseUnit; today: LocalDate }>;

const stop = (code: DoseFaultCode, place: Place, ...expected: DoseExpectation[]): never => {
  throw new DoseStop(code, place, expected);
};

/**
 * Reads dosing shorthand as Finnish doctors write it, in Finnish, Swedish and English, mixed: `1x3 7pv`, `1+0+1`,
 * `1 4 h välein tarv max 6/vrk`, `1x1/vko`, `1x3 ma ke pe`, `1 tabl klo 8 ja 20`. It never guesses: what is not understood, or can be read in
 * two ways, is a fault with its place in the text.
 */
export function readDose(typed: string, context: DoseContext): Result<StructuredDose, DoseFault> {
  const tokens = doseTokens(typed);
  if (tokens.length === 0) return fail({ code: 'empty', at: 0, length: 0, expected: ['amount'] });
  try {
    const end = tokens.at(-1)?.end ?? typed.length;
    return ok(assembled(new DoseReader(tokens, context.today).read(), context, { at: end, end }));
  } catch (error) {
    if (error instanceof DoseStop) return fail(error.fault);
    throw error;
  }
}

/** A treatment in more phases than this is written as text. */
const MOST_PHASES = 10;

/** The tokens between the words that say "then", and those words' places. */
function phaseTokens(tokens: readonly Token[]): Readonly<{ phases: readonly (readonly Token[])[]; thens: Place[] }> {
  const phases: Token[][] = [[]];
  const thens: Place[] = [];
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index] as Token;
    const known = meaningOf(wordsFrom(tokens, index));
    const last = known?.meaning.is === 'then' ? tokens[index + known.words - 1] : undefined;
    if (known && last) {
      thens.push({ at: token.at, end: last.end });
      phases.push([]);
    } else phases.at(-1)?.push(token);
    index += known && last ? known.words : 1;
  }
  return { phases, thens };
}

function wordsFrom(tokens: readonly Token[], from: number): readonly string[] {
  const words: string[] = [];
  for (const token of tokens.slice(from, from + 4)) {
    if (token.kind !== 'word') break;
    words.push(token.text);
  }
  return words;
}

/**
 * Reads a dose of one or several phases: `1x3 7 pv sitten 1x1`. Each phase is a whole dose, each but the last says how long
 * it goes on, and all are in the unit of the first: what a later one leaves open is never another unit.
 */
export function readDosePhases(typed: string, context: DoseContext): Result<DosePhases, DoseFault> {
  const { phases, thens } = phaseTokens(doseTokens(typed));
  const [only] = phases;
  if (only === undefined || phases.length === 1) {
    const dose = readDose(typed, context);
    return dose.ok ? ok([dose.value]) : dose;
  }
  try {
    const tooMany = thens[MOST_PHASES - 1];
    if (tooMany) return stop('out-of-range', tooMany, 'freeText');
    const first = phaseOf(only, thens, 0, context, null);
    const doses: [StructuredDose, ...StructuredDose[]] = [first];
    for (const [index, tokens] of phases.slice(1).entries())
      doses.push(phaseOf(tokens, thens, index + 1, context, doses.at(-1) ?? first));
    return ok(doses);
  } catch (error) {
    if (error instanceof DoseStop) return fail(error.fault);
    throw error;
  }
}

/** @param before the phase that it follows; its own start is where that one ends */
function phaseOf(
  tokens: readonly Token[],
  thens: readonly Place[],
  index: number,
  context: DoseContext,
  before: StructuredDose | null,
): StructuredDose {
  const [previous, next] = [thens[index - 1], thens[index]];
  const end = tokens.at(-1)?.end ?? previous?.end ?? 0;
  const gap: Place = { at: end, end };
  if (tokens.length === 0) return stop('missing', gap, 'amount');
  const parts = new DoseReader(tokens, context.today).read();
  const dated = before === null ? null : (parts.from ?? parts.until);
  // Only the first phase has a date of its own: with two of them there could be a gap, or days of both.
  if (dated) return stop('cannot-combine', dated, 'days');
  const dose = assembled(parts, before === null ? context : { ...context, unit: before.unit }, gap);
  const unit = parts.amounts.flatMap(part => (part.unit === null ? [] : [part.unit]))[0];
  if (before !== null && dose.unit !== before.unit) return stop('contradiction', unit ?? gap, 'unit');
  if (next && parts.furtherNotice) return stop('contradiction', parts.furtherNotice, 'days');
  return next && dose.lengthDays === null ? stop('missing', gap, 'days') : dose;
}

function assembled(parts: DoseParts, context: DoseContext, end: Place): StructuredDose {
  const amount = parts.amounts[0]?.amount.value ?? parts.parts?.value[0];
  if (amount === undefined) return stop('missing', end, 'amount');
  const unit = unitOf(parts.amounts, context.unit);
  const timing = timingOf(parts, amount, end);
  const { low, high } =
    timing.kind === 'timesOfDay'
      ? extremes(Object.values(timing.amounts))
      : timing.kind === 'clockTimes'
        ? extremes(timing.amounts.map(each => each.amount))
        : amount;
  if (parts.max !== null && compare(parts.max.value, high) < 0) return stop('max-below-dose', parts.max, 'maximum');
  const dose: StructuredDose = {
    low,
    high,
    unit,
    timing,
    asNeeded: parts.asNeeded !== null,
    maxPerDay: parts.max?.value ?? null,
    ...season(parts, context.today),
  };
  // `1x3 max 2/vrk`: taken as written it goes over its own maximum.
  const least = timedRates(dose).low;
  const most = parts.max && multiply(parts.max.value, String(least.days) as Decimal);
  if (parts.max && most && !dose.asNeeded && compare(least.amount, most) > 0)
    return stop('contradiction', parts.max, 'maximum');
  return dose;
}

function extremes(all: readonly DoseRange[]): DoseRange {
  const lows = all.map(a => a.low).sort(compare);
  const highs = all.map(a => a.high).sort(compare);
  return { low: lows[0] as Decimal, high: highs.at(-1) as Decimal };
}

/** Units that may be typed although the form says another: a pen is dosed in units or millilitres, an inhaler in doses. */
const ALSO: Readonly<Partial<Record<DoseUnit, readonly DoseUnit[]>>> = {
  ml: ['dose', 'unit', 'drop'],
  dose: ['unit', 'ml', 'puff'],
  puff: ['dose'],
  sachet: ['dose'],
  application: ['dose'],
};
/** Forms that are counted in pieces. */
const PIECES: readonly DoseUnit[] = ['tablet', 'capsule', 'sachet', 'suppository', 'patch', 'dose'];

function unitOf(amounts: readonly AmountPart[], own: DoseUnit): DoseUnit {
  const said = amounts.flatMap(part => (part.unit === null ? [] : [part.unit]));
  const units = said.map(({ value, ...place }) => {
    if (value === 'piece') return PIECES.includes(own) ? own : stop('other-unit', place, 'unit');
    return value === own || ALSO[own]?.includes(value) ? value : stop('other-unit', place, 'unit');
  });
  const first = units[0] ?? own;
  const other = units.findIndex(unit => unit !== first);
  return other === -1 ? first : stop('contradiction', said[other] as Place, 'unit');
}

function timingOf(parts: DoseParts, amount: DoseRange, end: Place): DoseTiming {
  const families = [parts.parts, timePlace(parts), parts.hours, parts.everyDays, parts.weekdays].filter(
    p => p !== null,
  );
  const clash = families[1];
  if (clash) return stop('cannot-combine', clash, 'freeText');
  if (parts.per?.value === 'week' && parts.weekdays) return weeklyOn(parts, parts.weekdays.value);
  if (parts.per && families.length > 0 && !(parts.per.value === 'day' && parts.count))
    return stop('cannot-combine', parts.per, 'freeText');
  if (parts.parts) return partsTiming(parts.parts.value, parts);
  if (timePlace(parts)) return timesOfDay(parts);
  if (parts.hours) return hourly({ ...parts, hours: parts.hours });
  if (parts.everyDays) {
    const times = timesOn(parts);
    // `1 päivän välein` is every day.
    return parts.everyDays.value === 1
      ? { kind: 'timesPerDay', low: times, high: times }
      : { kind: 'everyDays', days: parts.everyDays.value, times };
  }
  if (parts.weekdays) return { kind: 'weekdays', days: parts.weekdays.value, times: timesOn(parts) };
  return counted(parts, amount, end);
}

function timePlace(parts: DoseParts): Place | null {
  return parts.loose[0] ?? parts.amounts.flatMap(part => part.times)[0] ?? null;
}

/** `kerran viikossa maanantaisin`: as many times a week as there are days. */
function weeklyOn({ count, daily }: DoseParts, days: readonly Weekday[]): DoseTiming {
  if (daily) return stop('contradiction', daily, 'timing');
  if (count && (count.value.low !== days.length || count.value.high !== days.length))
    return stop('contradiction', count, 'times');
  return { kind: 'weekdays', days, times: 1 };
}

/** Times on each dosing day: one unless said. */
function timesOn({ count, daily, per }: DoseParts): number {
  if (daily) return stop('contradiction', daily, 'timing');
  if (per && per.value !== 'day') return stop('cannot-combine', per, 'freeText');
  if (count === null) return 1;
  return count.value.low === count.value.high ? count.value.low : stop('cannot-combine', count, 'freeText');
}

const NOWHERE: Place = { at: 0, end: 0 };
const FOUR: readonly TimeOfDay[] = ['morning', 'noon', 'evening', 'night'];

function partsTiming(values: readonly DoseRange[], { count }: DoseParts): DoseTiming {
  if (count) return stop('contradiction', count, 'timing');
  return named(values.map((value, index) => [FOUR[index] as TimeOfDay, value] as const));
}

const named = (amounts: readonly (readonly [TimeOfDay, DoseRange])[]): DoseTiming => ({
  kind: 'timesOfDay',
  amounts: Object.fromEntries(
    FOUR.flatMap(time => amounts.filter(([key, value]) => key === time && value.high !== '0')),
  ),
});

function timesOfDay(parts: DoseParts): DoseTiming {
  const last = parts.amounts.at(-1);
  if (last && last.times.length === 0 && parts.amounts.length > 1) return stop('missing', last.amount, 'timing');
  const [loose, second] = [parts.loose[0], parts.amounts.flatMap(part => part.times)[0]];
  // `aamulla 1 illalla`: whose is the 1?
  if (loose && second) return stop('ambiguous', second, 'amount');
  const amounts = parts.amounts.flatMap((part, index) =>
    [...(index === 0 ? parts.loose : []), ...part.times].map(time => [time.value, part.amount.value] as const),
  );
  // `1x2 aamulla ja illalla` says the same twice over; `1x3 illalla` does not.
  const { count } = parts;
  if (count && (count.value.low !== amounts.length || count.value.high !== amounts.length))
    return stop('contradiction', count, 'times');
  const clock = amounts.flatMap(([time, range]) => (isClockTime(time) ? [{ at: time, amount: range }] : []));
  const names = amounts.flatMap(([time, range]) => (isClockTime(time) ? [] : [[time, range] as const]));
  if (clock.length === 0) return named(names);
  // `klo 8 ja illalla`: which of the two forms a document would carry is not said.
  if (names.length > 0) return stop('cannot-combine', timePlace(parts) ?? last?.amount ?? NOWHERE, 'freeText');
  return { kind: 'clockTimes', amounts: clock.sort((one, other) => one.at.localeCompare(other.at)) };
}

function hourly({ hours, count, daily }: DoseParts & { hours: NonNullable<DoseParts['hours']> }): DoseTiming {
  const { low, high } = hours.value;
  // `1x3 8 h välein` agrees with itself.
  if (count && (count.value.low * high !== 24 || count.value.high * low !== 24))
    return stop('contradiction', count, 'interval');
  if (daily) return stop('contradiction', daily, 'timing');
  return { kind: 'everyHours', low, high };
}

function counted({ count, per, daily, asNeeded, max }: DoseParts, amount: DoseRange, end: Place): DoseTiming {
  if (per && daily) return stop('said-twice', daily);
  const isOne = amount.low === '1' && amount.high === '1';
  if (count) return { kind: per?.value === 'week' ? 'timesPerWeek' : 'timesPerDay', ...count.value };
  // `1/vko`, `1 dagligen`: one at a time leaves no doubt; `2/vrk` does.
  const place = per ?? daily;
  if (place && isOne) return { kind: per?.value === 'week' ? 'timesPerWeek' : 'timesPerDay', low: 1, high: 1 };
  if (place) return stop('ambiguous', place, 'times');
  // As needed up to a daily maximum: as often as the maximum allows.
  if (asNeeded && max && compare(max.value, amount.high) >= 0)
    return { kind: 'timesPerDay', low: 1, high: Math.min(48, wholeTimes(max.value, amount.low)) };
  return asNeeded ? stop('missing', end, 'timing', 'maximum') : stop('missing', end, 'timing');
}

function season(parts: DoseParts, today: LocalDate): Pick<StructuredDose, 'lengthDays' | 'startsOn'> {
  const { length, until, from, furtherNotice } = parts;
  const twice = [length, until, furtherNotice].filter(said => said !== null)[1];
  if (twice) return stop('said-twice', twice);
  const startsOn = from?.value ?? null;
  if (until) {
    // The end alone gives no length: the season then begins today.
    const start = startsOn ?? today;
    const lengthDays = daysBetween(start, until.value) + 1;
    if (lengthDays < 1 || lengthDays > 3660) return stop('out-of-range', until, 'date');
    return { lengthDays, startsOn: start };
  }
  if (!length) return { lengthDays: null, startsOn };
  const start = startsOn ?? today;
  const { count, span } = length.value;
  const lengthDays = span === 'day' ? count : span === 'week' ? 7 * count : daysBetween(start, addMonths(start, count));
  return lengthDays > 3660 ? stop('out-of-range', length, 'days') : { lengthDays, startsOn };
}

import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { DOSE_UNIT_CODES, TIME_OF_DAY_CODES, WEEKDAY_CODES, hasWord } from '../../../shared/codes/dose-codes.ts';
import { type Decimal, compare } from '../../../shared/kernel/decimal.ts';
import {
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type DoseUnit,
  type StructuredDose,
  type TimeOfDay,
  type Weekday,
} from '../../../shared/domain/prescribing/dose.ts';
import { type XmlNode } from '../xml/xml.ts';
import { Fields, codedOf, countOf, decimalOf } from './fields.ts';
import { type PeriodDose, type PeriodUnit } from './dose.write.ts';
import { readCdaDate } from './times.ts';

type Range = Readonly<{ low: string; high: string; unit: string }>;

/** IVL_PQ: `width` or `center` for one value, `low` and `high` for a range. */
function rangeOf(node: XmlNode | null | undefined): Range | null {
  const one = node?.find('v3:center') ?? node?.find('v3:width') ?? (node?.attribute('value') ? node : null);
  const [low, high] = one ? [one, one] : [node?.find('v3:low'), node?.find('v3:high')];
  const values = [low?.attribute('value'), high?.attribute('value')];
  return values[0] && values[1] ? { low: values[0], high: values[1], unit: low?.attribute('unit') ?? '1' } : null;
}

function doseRange(node: XmlNode): DoseRange | null {
  const range = rangeOf(node.find('v3:doseQuantity'));
  const [low, high] = [decimalOf(range?.low ?? null), decimalOf(range?.high ?? null)];
  return low !== null && high !== null ? { low, high } : null;
}

const TIMES = Object.keys(TIME_OF_DAY_CODES) as readonly TimeOfDay[];

function unitOf(node: XmlNode): DoseUnit | null {
  const { code, text } = codedOf(node.find('v3:administrationUnitCode'), CODE_SYSTEMS.doseUnit);
  return DOSE_UNITS.find(unit => hasWord(DOSE_UNIT_CODES[unit], code, text)) ?? null;
}

function periodDose(node: XmlNode): PeriodDose | null {
  const fields = new Fields(node);
  const amount = doseRange(node);
  const time = codedOf(fields.value(244), CODE_SYSTEMS.timeOfDay);
  const day = codedOf(fields.value(245), CODE_SYSTEMS.weekday);
  const namedTime = TIMES.find(each => hasWord(TIME_OF_DAY_CODES[each], time.code, time.text)) ?? null;
  const dayIndex = WEEKDAY_CODES.findIndex(each => hasWord(each, day.code, day.text));
  const unnamed = (fields.node(244) !== null && namedTime === null) || (fields.node(245) !== null && dayIndex < 0);
  // A clock time or a physical amount is more than the domain's timing can say: better the sentence alone than half of it.
  if (amount === null || unnamed || fields.node(240) !== null || fields.node(241) !== null) return null;
  return {
    amount,
    asNeeded: fields.flag(243),
    time: namedTime,
    day: dayIndex < 0 ? null : ((dayIndex + 1) as Weekday),
  };
}

const sameAmount = (doses: readonly PeriodDose[]): boolean =>
  doses.every(dose => dose.amount.low === doses[0]?.amount.low && dose.amount.high === doses[0]?.amount.high);

function weekdayTiming(doses: readonly PeriodDose[]): DoseTiming | null {
  const days = [...new Set(doses.flatMap(dose => (dose.day === null ? [] : [dose.day])))].sort((a, b) => a - b);
  const counts = days.map(day => doses.filter(dose => dose.day === day).length);
  const times = counts[0] ?? 0;
  const plain = doses.every(dose => dose.day !== null && dose.time === null && !dose.asNeeded);
  return plain && counts.every(count => count === times) ? { kind: 'weekdays', days, times } : null;
}

function timesOfDay(doses: readonly PeriodDose[]): DoseTiming | null {
  const named = doses.flatMap(dose =>
    dose.time === null || dose.day !== null || dose.asNeeded ? [] : [[dose.time, dose.amount] as const],
  );
  const amounts = Object.fromEntries(named) as Partial<Record<TimeOfDay, DoseRange>>;
  return named.length === doses.length && Object.keys(amounts).length === doses.length
    ? { kind: 'timesOfDay', amounts }
    : null;
}

/** The inverse of `dosePeriod`; `null` where the doses say something that the domain's timing cannot. */
function timingOf(
  doses: readonly PeriodDose[],
  length: Readonly<{ low: number; high: number; unit: PeriodUnit }>,
): DoseTiming | null {
  const fixed = length.low === length.high ? length.low : null;
  if (doses.some(dose => dose.time !== null)) return fixed === 1 && length.unit === 'd' ? timesOfDay(doses) : null;
  if (!sameAmount(doses)) return null;
  if (doses.some(dose => dose.day !== null)) return fixed === 7 && length.unit === 'd' ? weekdayTiming(doses) : null;
  const certain = doses.filter(dose => !dose.asNeeded).length;
  if (length.unit === 'h')
    return doses.length === 1 && certain === 1 ? { kind: 'everyHours', low: length.low, high: length.high } : null;
  if (fixed === null) return null;
  if (length.unit === 'wk') return fixed === 1 ? { kind: 'timesPerWeek', low: certain, high: doses.length } : null;
  if (fixed === 1) return { kind: 'timesPerDay', low: certain, high: doses.length };
  return certain === doses.length ? { kind: 'everyDays', days: fixed, times: certain } : null;
}

const least = (values: readonly Decimal[]): Decimal | undefined => [...values].sort(compare)[0];

/**
 * The structured dose of a prescription, from its first season (LL 230). `null` where there is none, or where it is more
 * than the domain's type says (pauses, clock times, physical amounts, several seasons): the sentence is always there.
 */
export function readDose(cluster: XmlNode): StructuredDose | null {
  const all = new Fields(cluster);
  const seasons = all.all(230);
  const season = seasons[0];
  if (!season || seasons.length > 1) return null;
  const fields = new Fields(season);
  const nodes = fields.all(239);
  const doses = nodes.flatMap(node => periodDose(node) ?? []);
  const length = rangeOf(fields.value(238));
  const [low, high] = [countOf(length?.low ?? null), countOf(length?.high ?? null)];
  const period: PeriodUnit | null =
    length?.unit === 'h' || length?.unit === 'd' || length?.unit === 'wk' ? length.unit : null;
  const whole = nodes.length > 0 && doses.length === nodes.length && fields.node(236) === null;
  const units = new Set(nodes.map(unitOf));
  const unit = [...units][0] ?? null;
  if (!whole || low === null || high === null || period === null || units.size !== 1 || unit === null) return null;
  const timing = timingOf(doses, { low, high, unit: period });
  if (timing === null || season.find('v3:effectiveTime/v3:high')) return null;
  const duration = rangeOf(fields.value(235));
  const days = duration?.unit === 'd' && duration.low === duration.high ? countOf(duration.low) : null;
  const lowest = least(doses.map(dose => dose.amount.low));
  const highest = [...doses.map(dose => dose.amount.high)].sort(compare).at(-1);
  if (lowest === undefined || highest === undefined || (duration !== null && days === null)) return null;
  return {
    low: lowest,
    high: highest,
    unit,
    timing,
    asNeeded: fields.flag(237),
    maxPerDay: decimalOf(nodes[0]?.find('v3:maxDoseQuantity/v3:numerator')?.attribute('value') ?? null),
    lengthDays: days,
    startsOn: readCdaDate(season.find('v3:effectiveTime/v3:low')?.attribute('value') ?? null),
  };
}

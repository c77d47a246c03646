import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { DOSE_UNIT_CODES, TIME_OF_DAY_CODES, WEEKDAY_CODES } from '../../../shared/codes/dose-codes.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import {
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  type TimeOfDay,
  type Weekday,
} from '../../../shared/domain/prescribing/dose.ts';
import { assertNever } from '../../../shared/kernel/result.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  NO_PRODUCT,
  coded,
  component,
  field,
  fieldCode,
  flagValue,
  id,
  part,
  substanceAdministration,
  uncoded,
  value,
} from './hl7.ts';
import { WORDS } from './words.ts';
import { cdaDate, shownDate } from './times.ts';

/**
 * A structured dose as the fields of package 4.00 say it: a season (LL 230) with a period (LL 238) and the doses taken in
 * one period (LL 239), each with its time of day (LL 244) or weekday (LL 245). A range of times is written as the certain
 * doses and, for the rest, doses marked "as needed" (LL 243); "as needed" of the whole dose is LL 237.
 */
export type DosePeriod = Readonly<{
  length: Readonly<{ low: number; high: number; unit: PeriodUnit }>;
  doses: readonly PeriodDose[];
}>;
/** Hours, days, weeks (UCUM). A week is not seven days here: it leaves the days to the patient. */
export type PeriodUnit = 'h' | 'd' | 'wk';
export type PeriodDose = Readonly<{
  amount: DoseRange;
  asNeeded: boolean;
  time: TimeOfDay | null;
  day: Weekday | null;
}>;

const TIMES: readonly TimeOfDay[] = ['morning', 'noon', 'evening', 'night'];

/** More doses than this in a period are a mistake in typing, not a prescription: then only the sentence is written. */
const MOST_DOSES = 60;

const period = (low: number, high: number, unit: PeriodUnit, doses: readonly PeriodDose[]): DosePeriod => ({
  length: { low, high, unit },
  doses,
});

function repeated(amount: DoseRange, low: number, high: number): readonly PeriodDose[] {
  const dose = (asNeeded: boolean): PeriodDose => ({ amount, asNeeded, time: null, day: null });
  return [...Array<PeriodDose>(low).fill(dose(false)), ...Array<PeriodDose>(high - low).fill(dose(true))];
}

const isCount = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= MOST_DOSES;

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
    case 'timesOfDay':
      return [];
    default:
      return assertNever(timing);
  }
}

/** `null` where the timing is empty or beyond what the structure is for; the sentence then stands alone. */
export function dosePeriod(dose: StructuredDose): DosePeriod | null {
  const { timing } = dose;
  const amount: DoseRange = { low: dose.low, high: dose.high };
  if (!countsOf(timing).every(isCount)) return null;
  switch (timing.kind) {
    case 'timesPerDay':
      return timing.high > 0 ? period(1, 1, 'd', repeated(amount, timing.low, timing.high)) : null;
    case 'timesPerWeek':
      return timing.high > 0 ? period(1, 1, 'wk', repeated(amount, timing.low, timing.high)) : null;
    case 'everyDays':
      return timing.times > 0 && timing.days > 0
        ? period(timing.days, timing.days, 'd', repeated(amount, timing.times, timing.times))
        : null;
    case 'everyHours':
      return timing.low > 0 ? period(timing.low, timing.high, 'h', repeated(amount, 1, 1)) : null;
    case 'weekdays': {
      const days = [...new Set(timing.days)].sort((a, b) => a - b);
      const doses = days.flatMap(day => repeated(amount, timing.times, timing.times).map(each => ({ ...each, day })));
      return doses.length > 0 ? period(7, 7, 'd', doses) : null;
    }
    case 'timesOfDay': {
      const doses = TIMES.flatMap(time => {
        const each = timing.amounts[time];
        return each ? [{ amount: each, asNeeded: false, time, day: null }] : [];
      });
      return doses.length > 0 ? period(1, 1, 'd', doses) : null;
    }
    default:
      return assertNever(timing);
  }
}

const doseQuantity = ({ low, high }: DoseRange): Xml =>
  element(
    'doseQuantity',
    {},
    low === high
      ? element('center', { value: low, unit: '1' })
      : [element('low', { value: low, unit: '1' }), element('high', { value: high, unit: '1' })],
  );

const administrationUnit = (unit: StructuredDose['unit'], language: PatientLanguage): Xml => {
  const { code, [language]: name } = DOSE_UNIT_CODES[unit];
  return code === null
    ? uncoded('administrationUnitCode', CODE_SYSTEMS.doseUnit, name)
    : coded('administrationUnitCode', CODE_SYSTEMS.doseUnit, code, name);
};

const range = (low: number | Decimal, high: number | Decimal, unit: string): Xml =>
  element(
    'value',
    { 'xsi:type': 'IVL_PQ' },
    low === high
      ? element('width', { value: String(low), unit })
      : [element('low', { value: String(low), unit }), element('high', { value: String(high), unit })],
  );

function doseElement(
  seasonOid: string,
  number: number,
  dose: PeriodDose,
  all: StructuredDose,
  language: PatientLanguage,
): Xml {
  const time = dose.time === null ? null : TIME_OF_DAY_CODES[dose.time];
  const day = dose.day === null ? null : (WEEKDAY_CODES[dose.day - 1] ?? null);
  return part(
    substanceAdministration(
      id(`${seasonOid}.${number}`),
      fieldCode(239),
      doseQuantity(dose.amount),
      all.maxPerDay === null
        ? null
        : element(
            'maxDoseQuantity',
            {},
            element('numerator', { value: all.maxPerDay, unit: '1' }),
            element('denominator', { value: '1', unit: 'd' }),
          ),
      administrationUnit(all.unit, language),
      NO_PRODUCT,
      dose.asNeeded ? part(field(243, flagValue(true))) : null,
      time &&
        part(
          field(
            244,
            time.code === null
              ? uncoded('value', CODE_SYSTEMS.timeOfDay, time[language], { type: 'CE' })
              : coded('value', CODE_SYSTEMS.timeOfDay, time.code, time[language], { type: 'CE' }),
          ),
        ),
      day &&
        part(
          field(
            245,
            day.code === null
              ? uncoded('value', CODE_SYSTEMS.weekday, day[language], { type: 'CE' })
              : coded('value', CODE_SYSTEMS.weekday, day.code, day[language], { type: 'CE' }),
          ),
        ),
    ),
  );
}

/** The season with its doses as a component of the dose cluster (LL 32). */
export function season(oid: Oid, dose: StructuredDose, each: DosePeriod, language: PatientLanguage): Xml {
  const seasonOid = `${oid}.4`;
  const { length } = each;
  return component(
    substanceAdministration(
      id(seasonOid),
      fieldCode(230),
      dose.startsOn === null
        ? null
        : element('effectiveTime', { 'xsi:type': 'IVL_TS' }, value('low', cdaDate(dose.startsOn))),
      NO_PRODUCT,
      dose.lengthDays === null ? null : part(field(235, range(dose.lengthDays, dose.lengthDays, 'd'))),
      part(field(237, flagValue(dose.asNeeded))),
      part(field(238, range(length.low, length.high, length.unit))),
      each.doses.map((one, at) => doseElement(seasonOid, at + 1, one, dose, language)),
    ),
  );
}

const shownRange = (low: string, high: string): string => (low === high ? low : `${low}–${high}`);
const comma = (value: Decimal): string => value.replace('.', ',');

/** The same in words, so that the readable text says all that the structure says. */
export function doseInWords(dose: StructuredDose, each: DosePeriod, language: PatientLanguage): string {
  const unit = DOSE_UNIT_CODES[dose.unit][language];
  const { length } = each;
  const lengthUnit = { h: WORDS.hours, d: WORDS.days, wk: WORDS.weeks }[length.unit][language];
  const doses = each.doses.map(one =>
    [
      `${shownRange(comma(one.amount.low), comma(one.amount.high))} ${unit}`,
      one.time === null ? '' : TIME_OF_DAY_CODES[one.time][language],
      one.day === null ? '' : (WEEKDAY_CODES[one.day - 1]?.[language] ?? ''),
      one.asNeeded ? WORDS.asNeededDose[language] : '',
    ]
      .filter(word => word !== '')
      .join(' '),
  );
  return [
    `${WORDS.every[language]} ${shownRange(String(length.low), String(length.high))} ${lengthUnit}`,
    `${WORDS.doses[language]}: ${doses.join('; ')}`,
    dose.asNeeded ? WORDS.asNeeded[language] : '',
    dose.maxPerDay === null
      ? ''
      : `${WORDS.atMost[language]} ${comma(dose.maxPerDay)} ${unit} ${WORDS.perDay[language]}`,
    dose.startsOn === null ? '' : `${WORDS.from[language]} ${shownDate(dose.startsOn)}`,
    dose.lengthDays === null ? '' : `${WORDS.season[language]} ${dose.lengthDays} ${WORDS.days[language]}`,
  ]
    .filter(phrase => phrase !== '')
    .join(', ');
}

import { compare, type Decimal } from '../../kernel/decimal.ts';
import { type Language } from '../../kernel/language.ts';
import { assertNever } from '../../kernel/result.ts';
import {
  type DosePhases,
  type DoseRange,
  type DoseTiming,
  type DoseUnit,
  type StructuredDose,
  type TimeOfDay,
} from './dose.ts';
import { DOSE_SPEECH, weekdayName, type DoseSpeech } from './dose-sentence-words.ts';

const TIMES: readonly TimeOfDay[] = ['morning', 'noon', 'evening', 'night'];
const LARGE = '10000' as Decimal;

const number = (value: Decimal, speech: DoseSpeech): string => {
  const text = value.replace('.', speech.decimalSign);
  // Groups of three with a no-break space, from five digits on.
  return compare(value, LARGE) < 0 ? text : text.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
};

const figures = ({ low, high }: DoseRange, speech: DoseSpeech): string =>
  low === high ? number(low, speech) : `${number(low, speech)}–${number(high, speech)}`;

function amount(range: DoseRange, unit: DoseUnit, speech: DoseSpeech): string {
  const [one, many] = speech.unit[unit];
  return `${figures(range, speech)} ${speech.isOne(range.high) ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
const listed = (items: readonly string[], and: string): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1) ?? ''}`;

const isOne = ({ low, high }: DoseRange): boolean => low === '1' && high === '1';

/** What is taken: `2 tablettia`, or only the verb for one application of an ointment. */
const taken = (range: DoseRange, unit: DoseUnit, speech: DoseSpeech): string =>
  unit === 'application' && isOne(range) ? speech.spread : amount(range, unit, speech);

type SaidTime = Readonly<{ time: string; range: DoseRange }>;

/** Named times and clock times with their words; clock times share one `at`. */
function saidTimes(
  timing: Extract<DoseTiming, { kind: 'timesOfDay' | 'clockTimes' }>,
  speech: DoseSpeech,
): readonly SaidTime[] {
  if (timing.kind === 'clockTimes')
    return timing.amounts.map(({ at, amount: range }) => ({ time: speech.clock(at), range }));
  return TIMES.flatMap(time => {
    const range = timing.amounts[time];
    return range === undefined ? [] : [{ time: speech.time[time], range }];
  });
}

function atEachTime(said: readonly SaidTime[], dose: StructuredDose, speech: DoseSpeech): readonly string[] {
  const first = said[0]?.range;
  const even = said.every(({ range }) => range.low === first?.low && range.high === first.high);
  const asNeeded = dose.asNeeded ? [speech.asNeeded] : [];
  if (even && first)
    return [
      taken(first, dose.unit, speech),
      ...asNeeded,
      listed(
        said.map(({ time }) => time),
        speech.and,
      ),
    ];
  const each = said.map(({ time, range }) => `${amount(range, dose.unit, speech)} ${time}`);
  return [listed(each, speech.and), ...asNeeded];
}

function timing(dose: StructuredDose, speech: DoseSpeech): readonly string[] {
  const { timing: when } = dose;
  const onDay = (times: number): string[] => (times === 1 ? [] : [speech.times(times, times), speech.perDay]);
  switch (when.kind) {
    case 'timesPerDay':
      return [speech.times(when.low, when.high), speech.perDay];
    case 'timesPerWeek':
      return [speech.times(when.low, when.high), speech.perWeek];
    case 'everyHours':
      return [speech.hours(when.low, when.high)];
    case 'everyDays':
      if (when.days === 1) return when.times === 1 ? [speech.daily] : onDay(when.times);
      return [...onDay(when.times), speech.days(when.days)];
    case 'weekdays': {
      const days = listed(
        [...when.days].sort((a, b) => a - b).map(day => weekdayName(speech, day)),
        speech.and,
      );
      // One day a week is said twice over: a weekly medicine taken daily has killed people.
      const weekly = when.days.length === 1 && when.times === 1 ? [speech.times(1, 1), speech.perWeek] : [];
      return [...weekly, ...onDay(when.times), speech.weekdaysBegin + days];
    }
    case 'timesOfDay':
    case 'clockTimes':
      return [];
    default:
      return assertNever(when);
  }
}

/**
 * The dose written out for the patient: one sentence, no abbreviations, decimal comma in Finnish and Swedish, units
 * inflected by their number. `1 tabletti 3 kertaa päivässä 7 päivän ajan.`
 */
export const doseSentence = (dose: StructuredDose, language: Language): string =>
  asSentence(doseWords(dose, DOSE_SPEECH[language]));

/** Several phases in one sentence: `1 tabletti 3 kertaa päivässä 7 päivän ajan, sitten 1 tabletti kerran päivässä.` */
export function phasesSentence(phases: DosePhases, language: Language): string {
  const speech = DOSE_SPEECH[language];
  return asSentence(phases.map(dose => doseWords(dose, speech)).join(`, ${speech.then} `));
}

const asSentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

function doseWords(dose: StructuredDose, speech: DoseSpeech): string {
  const { timing: when } = dose;
  const begin =
    when.kind === 'timesOfDay' || when.kind === 'clockTimes'
      ? atEachTime(saidTimes(when, speech), dose, speech)
      : [taken(dose, dose.unit, speech), ...(dose.asNeeded ? [speech.asNeeded] : []), ...timing(dose, speech)];
  const most =
    dose.maxPerDay === null
      ? []
      : [speech.atMost(amount({ low: dose.maxPerDay, high: dose.maxPerDay }, dose.unit, speech))];
  const season = [
    ...(dose.lengthDays === null ? [] : [speech.forDays(dose.lengthDays)]),
    ...(dose.startsOn === null ? [] : [speech.from(dose.startsOn)]),
  ].join(' ');
  // A maximum in the middle is set off by commas; without one the season simply follows.
  return most.length === 0
    ? [...begin, season].filter(part => part !== '').join(' ')
    : [begin.join(' '), ...most, season].filter(part => part !== '').join(', ');
}

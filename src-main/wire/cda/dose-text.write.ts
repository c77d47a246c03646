import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type DoseRange } from '../../../shared/domain/prescribing/dose.ts';
import {
  type DosePause,
  type DosePlan,
  type DoseSeason,
  type PlannedDose,
  type Span,
} from '../../../shared/domain/prescribing/dose-plan.ts';
import { shownNumber } from './narrative.write.ts';
import { shownDate } from './times.ts';
import { WORDS } from './words.ts';

const SPAN_WORDS = {
  min: WORDS.minutes,
  h: WORDS.hours,
  d: WORDS.days,
  wk: WORDS.weeks,
  mo: WORDS.months,
  a: WORDS.years,
} as const;

const shownRange = ({ low, high }: DoseRange): string =>
  low === high ? shownNumber(low) : `${shownNumber(low)}–${shownNumber(high)}`;
const shownSpan = (span: Span, language: PatientLanguage): string =>
  `${shownRange(span)} ${SPAN_WORDS[span.unit][language]}`;
const shownClock = (clock: string): string =>
  /^\d{4}$/.test(clock) ? `${clock.slice(0, 2)}.${clock.slice(2)}` : clock;

const joined = (separator: string, parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter(part => typeof part === 'string' && part !== '').join(separator);

function doseInWords(dose: PlannedDose, l: PatientLanguage): string {
  const { amount, unit, physical, most } = dose;
  return joined(' ', [
    amount && shownRange(amount),
    unit?.name,
    physical && `(${WORDS.physicalDose[l]} ${shownRange(physical)} ${physical.unit})`,
    dose.weekday?.name,
    dose.timeOfDay?.name,
    dose.clock !== null && `${WORDS.clock[l]} ${shownClock(dose.clock)}`,
    dose.asNeeded === true && WORDS.asNeededDose[l],
    most &&
      `(${WORDS.atMost[l]} ${shownNumber(most.amount)} / ${shownSpan({ low: most.per, high: most.per, unit: most.unit }, l)})`,
  ]);
}

const pauseInWords = ({ from, to }: DosePause, l: PatientLanguage): string =>
  joined(' ', [WORDS.pause[l], from && shownDate(from), '–', to ? shownDate(to) : WORDS.untilFurtherNotice[l]]);

const seasonInWords = (season: DoseSeason, l: PatientLanguage): string =>
  joined(', ', [
    season.start && `${WORDS.from[l]} ${shownDate(season.start)}`,
    season.end && `${WORDS.until[l]} ${shownDate(season.end)}`,
    season.length && `${WORDS.season[l]} ${shownSpan(season.length, l)}`,
    season.asNeeded === true && WORDS.asNeeded[l],
    ...season.pauses.map(pause => pauseInWords(pause, l)),
    season.period && `${WORDS.every[l]} ${shownSpan(season.period, l)}`,
    season.doses.length > 0 && `${WORDS.doses[l]}: ${season.doses.map(dose => doseInWords(dose, l)).join('; ')}`,
  ]);

/** The plan in words, so that the readable text says all that the structure says. */
export const planInWords = ({ seasons }: DosePlan, language: PatientLanguage): string =>
  seasons.map(season => seasonInWords(season, language)).join(' | ');

import { compare } from '../../kernel/decimal.ts';
import { dateInHelsinki, daysBetween, instantMs, type LocalDate } from '../../kernel/time.ts';
import { daysOfSupply } from './amounts.ts';
import { type StructuredDose } from './dose.ts';
import { doseRates } from './dose-amounts.ts';
import { phasesOf } from './dose-structure.ts';
import { unitsAgree } from './dose-unit.ts';
import { type DispensedLot, type PrescriptionRow, type Quantity } from './prescription.ts';

/** Why the days of a medicine cannot be counted; the first that applies is told. */
export const UNCOUNTED = [
  'notDispensed',
  'lotsNotTold',
  'doseInWords',
  'doseChanges',
  'doseEnds',
  'doseAsNeeded',
  'doseVaries',
  'doseCorrected',
  'amountNotTold',
  'otherUnit',
  'dispensedToday',
] as const;
export type Uncounted = (typeof UNCOUNTED)[number];

/** Whole days, none of them below zero. */
export type CountedDays = Readonly<{
  /** Day of the first dispensing, from which days are counted. */
  since: LocalDate;
  /** Days from `since` to today; today is not over and does not count. */
  passed: number;
  /** Days that everything dispensed lasts at the dose as it is written. */
  supplied: number;
  /** Of the passed days those for which there was medicine: what is left of a lot is used before the next one. */
  covered: number;
  /** Days that what was dispensed lasts from today on. */
  left: number;
  lots: number;
}>;

/**
 * How the dispensed amounts meet the dose over time. It says what was fetched, not what was taken, and gives no judgement:
 * no source that we have read sets a limit.
 */
export type Adherence = Readonly<{ days: CountedDays }> | Readonly<{ uncounted: Uncounted }>;

/** Why days cannot be counted by the dose; null when they can: one amount a day, until further notice. */
function unsteadiness(dose: StructuredDose): Uncounted | null {
  if (dose.lengthDays !== null) return 'doseEnds';
  if (dose.asNeeded) return 'doseAsNeeded';
  const { low, high } = doseRates(dose);
  return compare(low.amount, high.amount) === 0 && low.days === high.days ? null : 'doseVaries';
}

/** A lot as days: when it was given and for how long it lasts, rounded down to whole days. */
type Supply = Readonly<{ on: LocalDate; days: number }>;

/** @param supplies in the order of their days */
function counted(first: LocalDate, supplies: readonly Supply[], today: LocalDate): CountedDays {
  const passed = daysBetween(first, today);
  let [covered, supplied, usedUpOn] = [0, 0, 0];
  for (const { on, days } of supplies) {
    const begins = Math.max(usedUpOn, daysBetween(first, on));
    usedUpOn = begins + days;
    supplied += days;
    covered += Math.max(0, Math.min(usedUpOn, passed) - begins);
  }
  return { since: first, passed, supplied, covered, left: Math.max(0, usedUpOn - passed), lots: supplies.length };
}

const dayOf = ({ at }: DispensedLot): LocalDate => dateInHelsinki(instantMs(at));

/** A correction after the first lot may have changed the dose by which that lot was used. */
const mayHaveChanged = ({ prescription: { version, createdAt } }: PrescriptionRow, first: DispensedLot): boolean =>
  version > 1 && (createdAt === undefined || createdAt > first.at);

/** Days covered by the dispensings of a prescription, all its versions; nothing is guessed where the dose cannot be counted. */
export function adherenceOf(row: PrescriptionRow, today: LocalDate): Adherence {
  if (row.dispensedLots === 0) return { uncounted: 'notDispensed' };
  const lots = (row.lots ?? []).toSorted((a, b) => a.at.localeCompare(b.at));
  const [first] = lots;
  if (first === undefined || lots.length !== row.dispensedLots) return { uncounted: 'lotsNotTold' };
  const phases = phasesOf(row.prescription.dose);
  if (phases === null) return { uncounted: 'doseInWords' };
  if (phases.length > 1) return { uncounted: 'doseChanges' };
  const [dose] = phases;
  const unsteady = unsteadiness(dose);
  if (unsteady !== null) return { uncounted: unsteady };
  if (mayHaveChanged(row, first)) return { uncounted: 'doseCorrected' };
  const amounts = lots.flatMap(({ amount }): Quantity[] => (amount === null ? [] : [amount]));
  if (amounts.length !== lots.length) return { uncounted: 'amountNotTold' };
  if (!amounts.every(({ unit }) => unitsAgree(unit, dose.unit))) return { uncounted: 'otherUnit' };
  const supplies = lots.map((lot, index): Supply => {
    const amount = amounts[index];
    return { on: dayOf(lot), days: (amount && daysOfSupply(amount, phases)) ?? 0 };
  });
  const since = dayOf(first);
  return since >= today ? { uncounted: 'dispensedToday' } : { days: counted(since, supplies, today) };
}

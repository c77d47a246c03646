import {
  compare,
  decimal,
  isPositive,
  multiply,
  subtract,
  wholeTimes,
  ZERO,
  type Decimal,
} from '../../kernel/decimal.ts';
import { addDays, localDate } from '../../kernel/time.ts';
import { assertNever } from '../../kernel/result.ts';
import { type DosePhases } from './dose.ts';
import { amountForPhases, phasesLasting, phasesLength } from './dose-amounts.ts';
import { phasesOf } from './dose-structure.ts';
import { packageUnitOf, unitsAgree } from './dose-unit.ts';
import { type Prescription, type Quantity } from './prescription.ts';

export { expiresOn } from './validity.ts';

type Amounts = Pick<Prescription, 'amount' | 'iteration' | 'dose' | 'product'>;

/** Units of amounts are compared as written on packages, without regard to case. */
export const sameUnit = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const multiplied = (quantity: Quantity, factor: number): Quantity => ({
  value: multiply(quantity.value, decimal(String(factor))),
  unit: quantity.unit,
});

function durationTotal({ amount, dose, product }: Amounts): Quantity | null {
  const phases = amount.mode === '3' ? phasesOf(dose) : null;
  if (amount.mode !== '3' || phases === null) return null;
  const doseUnit = phases[0].unit;
  const written = product.kind === '9' ? null : (product.packageSize?.unit ?? null);
  const unit = written !== null && unitsAgree(written, doseUnit) ? written : packageUnitOf(doseUnit);
  return unit === null ? null : { value: amountForPhases(phases, amount.start, amount.lengthDays), unit };
}

/**
 * What one lot holds: packages times size, the total amount, or dose times duration. Null where the package has no size
 * in numbers, or the dose is free text or uneven (ointments).
 */
export function lotTotal(prescription: Amounts): Quantity | null {
  const { amount } = prescription;
  switch (amount.mode) {
    case '1':
      return amount.packageSize === null ? null : multiplied(amount.packageSize, amount.packages);
    case '2':
      return amount.total;
    case '3':
      return durationTotal(prescription);
    case '9':
      return null;
    default:
      return assertNever(amount);
  }
}

/** Number of lots: the first and its repeats (LL 121, `iter ter` = 1 + 3). */
export const lotCount = (prescription: Pick<Prescription, 'iteration'>): number =>
  1 + (prescription.iteration?.repeats ?? 0);

/** Everything that may be dispensed on the prescription, all lots of an iteration included. */
export function prescribedTotal(prescription: Amounts): Quantity | null {
  const lot = lotTotal(prescription);
  return lot === null ? null : multiplied(lot, lotCount(prescription));
}

/**
 * What is left after the valid dispensings, in the unit of the prescription (LL 103); never below zero.
 * Null where the total is unknown or a dispensing is in another unit.
 */
export function remainingAfter(prescription: Amounts, dispensed: readonly Quantity[]): Quantity | null {
  const total = prescribedTotal(prescription);
  if (total === null || dispensed.some(lot => !sameUnit(lot.unit, total.unit))) return null;
  const left = dispensed.reduce<Decimal>((value, lot) => subtract(value, lot.value), total.value);
  return { value: compare(left, ZERO) < 0 ? ZERO : left, unit: total.unit };
}

/** Whole days that an amount lasts at the greatest use, rounded down; null where the units do not meet. */
export function daysOfSupply(amount: Quantity, phases: DosePhases): number | null {
  return unitsAgree(amount.unit, phases[0].unit) ? phasesLasting(amount.value, phases) : null;
}

/**
 * Packages that cover the whole dosing season at the greatest use; null for a dose until further notice, or where the
 * units do not meet: then the prescriber decides.
 */
export function suggestedPackages(packageSize: Quantity, phases: DosePhases): number | null {
  const [{ unit, startsOn }, length] = [phases[0], phasesLength(phases)];
  if (length === null || !unitsAgree(packageSize.unit, unit) || !isPositive(packageSize.value)) return null;
  const starts = startsOn === null ? ANY_WEEK.map(day => addDays(SOME_DAY, day)) : [startsOn];
  const needed =
    starts
      .map(start => amountForPhases(phases, start, length))
      .sort(compare)
      .at(-1) ?? ZERO;
  const whole = wholeTimes(needed, packageSize.value);
  const covered = multiply(packageSize.value, decimal(String(whole)));
  return Math.max(1, compare(covered, needed) < 0 ? whole + 1 : whole);
}
/** Doses on weekdays depend on the day they begin; an open start is taken as the one that needs most. */
const SOME_DAY = localDate('2024-01-01');
const ANY_WEEK = [0, 1, 2, 3, 4, 5, 6] as const;

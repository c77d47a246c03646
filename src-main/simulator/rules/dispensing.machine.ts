import { type Decimal, ZERO, add, compare, multiply, subtract } from '../../../shared/kernel/decimal.ts';
import { type Result, fail, ok } from '../../../shared/kernel/result.ts';
import { type LocalDate, dateInHelsinki, daysBetween } from '../../../shared/kernel/time.ts';
import { type Problem } from '../rest/refusal.ts';
import { type DispensingRow, type PrescriptionRow, type PrescriptionState } from '../store/prescriptions.ts';
import { type Exact, openedLots, sum } from './amounts.ts';
import { actAgainst, pharmacyParty } from './lifecycle.ts';
import { STATE } from './state.ts';

export type DispensingAct = Readonly<{
  prescription: PrescriptionRow;
  /** Valid dispensings of it, oldest first, without the one that is being corrected. */
  earlier: readonly DispensingRow[];
  pharmacy: string;
  amount: Exact;
  /** What the document says is left; null when it gives no number, which is right only where nothing can be counted. */
  stated: Exact | null;
  fully: boolean;
  handedOverOn: LocalDate;
  today: LocalDate;
}>;

const dispensed = (rows: readonly DispensingRow[]): Decimal => sum(rows.map(r => r.amount as Decimal));
const allowed = (row: PrescriptionRow): Decimal | null =>
  row.lotAmount === null ? null : multiply(row.lotAmount as Decimal, String(row.lots) as Decimal);

/**
 * Amount left after some dispensings: prescribed less dispensed; for a duration, what the latest dispensing stated.
 * `null` when nothing says it (a duration of which nothing has been dispensed).
 */
export function leftAfter(row: PrescriptionRow, rows: readonly DispensingRow[]): Decimal | null {
  const whole = allowed(row);
  if (whole !== null) return subtract(whole, dispensed(rows));
  return (rows.at(-1)?.remaining ?? null) as Decimal | null;
}

/** State that follows from the valid dispensings alone; cancelled stays cancelled. */
export function stateAfter(row: PrescriptionRow, rows: readonly DispensingRow[], today: LocalDate): PrescriptionState {
  if (row.state === 'cancelled') return 'cancelled';
  const left = leftAfter(row, rows);
  if (rows.some(r => r.fully) || (rows.length > 0 && left !== null && compare(left, ZERO) <= 0)) return 'fully';
  if (today > row.validUntil) return 'expired';
  return rows.length > 0 ? 'partly' : 'not-dispensed';
}

/**
 * May this pharmacy dispense so much now? Answers what is left afterwards, null when nobody can say.
 * Sources: Kela, Prescription Centre (states, iteration, remaining amount); the sum is never rounded.
 */
export function decideDispensing(act: DispensingAct): Result<Decimal | null, readonly Problem[]> {
  const problems = [...statesAgainst(act), ...amountsAgainst(act)];
  if (problems.length > 0) return fail(problems);
  const before = leftAfter(act.prescription, act.earlier);
  return ok(before === null ? (act.stated?.value ?? null) : subtract(before, act.amount.value));
}

function statesAgainst({ prescription, pharmacy, handedOverOn, today }: DispensingAct): readonly Problem[] {
  const { state, hold, validUntil, prescribedOn, kind, archivedOn } = prescription;
  // A dispensing made in time may arrive late: what counts is the day of handing over.
  const then = state === 'expired' ? 'not-dispensed' : state;
  const problems = [...actAgainst({ state: then, hold, archivedOn }, '10 part', pharmacyParty(hold, pharmacy))];
  if (handedOverOn > validUntil) problems.push(STATE.expired);
  if (handedOverOn < prescribedOn || handedOverOn > today) problems.push(STATE.beforePrescribed);
  if (kind === '2') problems.push(STATE.hospitalOnly);
  if (kind === '3') problems.push(STATE.abroadOnly);
  return problems;
}

function amountsAgainst({
  prescription,
  earlier,
  amount,
  stated,
  fully,
  handedOverOn,
}: DispensingAct): readonly Problem[] {
  const unit = prescription.unit ?? earlier[0]?.unit ?? amount.unit;
  if (amount.unit !== unit || (stated && stated.unit !== '' && stated.unit !== unit)) return [STATE.otherUnit];
  const before = leftAfter(prescription, earlier);
  if (before === null) return [];
  const after = subtract(before, amount.value);
  const problems: Problem[] = [];
  if (compare(after, ZERO) < 0) problems.push(STATE.tooMuch);
  const right = stated && (compare(stated.value, after) === 0 || (fully && compare(stated.value, ZERO) === 0));
  if (!stated) problems.push(STATE.wrongRemaining);
  else if (!right)
    problems.push(
      madeOnOldState({ prescription, earlier, amount, stated }) ? STATE.remainingChanged : STATE.wrongRemaining,
    );
  return problems.length > 0 ? problems : intervalAgainst(prescription, earlier, amount.value, handedOverOn);
}

/** The sender counted right, but from what was left before somebody else dispensed. */
const madeOnOldState = ({
  prescription,
  earlier,
  amount,
  stated,
}: Pick<DispensingAct, 'prescription' | 'earlier' | 'amount'> & Readonly<{ stated: Exact }>): boolean =>
  earlier.some((next, count) => {
    // Before the first dispensing of a duration, what it gave and what it left were there.
    const begun = next.remaining === null ? null : add(next.amount as Decimal, next.remaining as Decimal);
    const then = leftAfter(prescription, earlier.slice(0, count)) ?? begun;
    return then !== null && compare(add(stated.value, amount.value), then) === 0;
  });

/** A new lot may be begun when the interval has passed since the previous one was begun; several at once never. */
function intervalAgainst(
  row: PrescriptionRow,
  earlier: readonly DispensingRow[],
  amount: Decimal,
  on: LocalDate,
): readonly Problem[] {
  if (row.intervalDays === null || row.lotAmount === null) return [];
  const lot = row.lotAmount as Decimal;
  const before = dispensed(earlier);
  const begun = openedLots(before, lot);
  const opens = openedLots(add(before, amount), lot) - begun;
  if (opens === 0) return [];
  if (opens > 1) return [STATE.tooSoon];
  if (begun === 0) return [];
  let so: Decimal = ZERO;
  let begunOn: LocalDate | null = null;
  for (const dispensing of earlier) {
    const next = add(so, dispensing.amount as Decimal);
    if (openedLots(next, lot) > openedLots(so, lot)) begunOn = dateInHelsinki(dispensing.handedOverMs);
    so = next;
  }
  return begunOn !== null && daysBetween(begunOn, on) < row.intervalDays ? [STATE.tooSoon] : [];
}

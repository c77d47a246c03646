import { dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { decimal, multiply, subtract, wholeTimes, type Decimal } from '../../kernel/decimal.ts';
import { daysOfSupply, prescribedTotal, sameUnit } from '../prescribing/amounts.ts';
import { phasesOf } from '../prescribing/dose-structure.ts';
import { type PrescriptionRow } from '../prescribing/prescription.ts';
import { says, type Rule } from '../rule.ts';
import { biologicalClock, type BiologicalClock } from './biological-clock.ts';
import { chosenOf, dispensingFigures, packagesOf, type DispensingFacts } from './dispensing-facts.ts';
import { purchaseInterval, reimbursedDays, type PurchaseInterval } from './purchase-interval.ts';
import { receiptAddsUp } from './reimbursement.ts';

/** The previous purchase by what the row tells: its day, and how long its average lot lasts; null days = cannot be said. */
export function previousLot(row: PrescriptionRow): Readonly<{ on: LocalDate; days: number | null }> | null {
  if (row.lastDispensedAt === null || row.dispensedLots === 0) return null;
  const on = dateInHelsinki(instantMs(row.lastDispensedAt));
  const [total, left, dose] = [prescribedTotal(row.prescription), row.remaining, phasesOf(row.prescription.dose)];
  if (total === null || left === null || dose === null || !sameUnit(total.unit, left.unit)) return { on, days: null };
  const all = daysOfSupply({ value: subtract(total.value, left.value), unit: total.unit }, dose);
  return { on, days: all === null ? null : Math.floor(all / row.dispensedLots) };
}

function intervalOf({ row, today }: DispensingFacts): PurchaseInterval | 'unknown' | null {
  const previous = previousLot(row);
  if (previous === null) return null;
  return previous.days === null ? 'unknown' : purchaseInterval(previous.on, previous.days, today);
}

const isReimbursed = (facts: DispensingFacts): boolean =>
  !facts.form.withoutReimbursement && (chosenOf(facts)?.package.reimbursement ?? 'none') !== 'none';

/** Days that the lot lasts without its last package: a little more than the limit by package size is tolerated. */
function daysWithoutLast(facts: DispensingFacts): number | null {
  const [packages, { amount }, dose] = [
    packagesOf(facts.form),
    dispensingFigures(facts),
    phasesOf(facts.row.prescription.dose),
  ];
  if (packages === null || amount === null || dose === null) return null;
  if (packages === 1) return 0;
  const rest = multiply(amount.value, decimal(String(packages - 1)));
  const value = String(wholeTimes(rest, decimal(String(packages)))) as Decimal;
  return value === '0' ? 0 : daysOfSupply({ value, unit: amount.unit }, dose);
}

const limitOf = (facts: DispensingFacts): number => reimbursedDays(chosenOf(facts)?.package.retailPriceCents ?? 0);

/** The clock of a biological at this dispensing; null where the medicine is none. */
export function clockOf(facts: DispensingFacts): BiologicalClock | 'unknown' | null {
  const chosen = chosenOf(facts)?.package ?? null;
  if (chosen === null || !chosen.biological || facts.sale === undefined) return null;
  if (facts.sale.biologicals === null) return 'unknown';
  return biologicalClock(chosen.atc, facts.sale.biologicals, facts.patient.birthDate, facts.today);
}

/** A biological that is not exchanged now: the same product goes on even if it is dearer. */
export function isKept(facts: DispensingFacts): boolean {
  const clock = clockOf(facts);
  return clock !== null && clock !== 'unknown' && clock.now !== 'exchange';
}

/** Trade name and holder: what makes a biological the same product, whatever the package. */
export const biologicalProduct = (medicine: Readonly<{ tradeName: string; holder: string }>): string =>
  `${medicine.tradeName.trim().toLowerCase()}, ${medicine.holder.trim().toLowerCase()}`;

export const SALE_RULES: readonly Rule<DispensingFacts>[] = [
  {
    id: 'R55',
    severity: 'confirm',
    source: 'kela.fi, amount reimbursed at once',
    field: 'packages',
    says: says(
      'Kerralla korvataan kolmen kuukauden määrä, yli 1 000 euron pakkauksesta kuukauden. Myy ilman korvausta tai vahvista.',
      'På en gång ersätts tre månaders mängd, av en förpackning över 1 000 euro en månads. Sälj utan ersättning eller bekräfta.',
      'Three months are reimbursed at once, one month of a package above 1 000 euros. Sell without reimbursement, or confirm.',
    ),
    holds(facts) {
      const days = isReimbursed(facts) ? daysWithoutLast(facts) : null;
      return days === null || days < limitOf(facts);
    },
    inputs: facts => ({
      daysOfSupply: String(dispensingFigures(facts).daysSupply ?? ''),
      reimbursedDays: String(limitOf(facts)),
      packageCents: String(chosenOf(facts)?.package.retailPriceCents ?? ''),
    }),
  },
  {
    id: 'R56',
    severity: 'confirm',
    source: 'kela.fi, interval between purchases and flex time (21, 14 or 7 days)',
    field: 'packages',
    says: says(
      'Edellistä erää on jäljellä yli joustoajan: osto korvataan vasta myöhemmin. Myy ilman korvausta tai perustele.',
      'Av det förra partiet återstår mer än flextiden: köpet ersätts först senare. Sälj utan ersättning eller motivera.',
      'More of the earlier lot is left than the flex time allows: reimbursed only later. Sell without reimbursement, or say why.',
    ),
    holds(facts) {
      // Of an iterated prescription the prescriber's interval rules (R54).
      const iterated = facts.row.prescription.iteration?.intervalDays ?? null;
      const interval = isReimbursed(facts) && iterated === null ? intervalOf(facts) : null;
      return interval === null || (interval !== 'unknown' && interval.leftDays <= interval.flexDays);
    },
    gravity: facts => (intervalOf(facts) === 'unknown' ? 'warn' : 'confirm'),
    inputs(facts) {
      const interval = intervalOf(facts);
      if (interval === null) return {};
      return interval === 'unknown'
        ? { earlierLot: 'length unknown' }
        : {
            leftDays: String(interval.leftDays),
            flexDays: String(interval.flexDays),
            reimbursedFrom: interval.reimbursedFrom,
          };
    },
  },
  {
    id: 'R59',
    severity: 'block',
    source: 'HE 314/2022; Fimea, exchange of biologicals',
    field: 'vnr',
    says: says(
      'Biologisen lääkkeen vaihto ei ole nyt sallittu: jatketaan samaa valmistetta.',
      'Utbyte av det biologiska läkemedlet är inte tillåtet nu: samma preparat fortsätter.',
      'This biological is not exchanged now: the same product goes on.',
    ),
    holds(facts) {
      const clock = clockOf(facts);
      const chosen = chosenOf(facts);
      if (clock === null || chosen === null) return true;
      if (clock === 'unknown') return false;
      if (clock.now === 'exchange') return true;
      const product = biologicalProduct(chosen.package);
      return clock.lastProduct === null ? chosen.relation !== 'interchangeable' : clock.lastProduct === product;
    },
    gravity: facts => (clockOf(facts) === 'unknown' ? 'notChecked' : 'block'),
    inputs(facts) {
      const clock = clockOf(facts);
      if (clock === null) return {};
      if (clock === 'unknown') return { history: 'not fetched' };
      return {
        now: `${clock.now} (${clock.because})`,
        lastProduct: clock.lastProduct ?? '',
        usedSince: clock.usedSince ?? '',
        lastDispensedOn: clock.lastDispensedOn ?? '',
        exchangeFrom: clock.exchangeFrom ?? '',
        law: clock.source,
      };
    },
  },
  {
    id: 'R62',
    severity: 'block',
    source: 'THL code service notice 116/2025; Medicines Act 57f; 1.2.246.537.6.2025.5',
    field: 'departureReason',
    says: says(
      'Toimitus poikkeaa lääkemääräyksestä: valitse syy.',
      'Expedieringen avviker från receptet: välj en orsak.',
      'The dispensing departs from the prescription: choose the reason.',
    ),
    holds: ({ sale }) => sale?.departureReason !== '',
  },
  {
    id: 'R67',
    severity: 'block',
    source: 'kela.fi, basis of reimbursement and reference price',
    field: null,
    says: says(
      'Kuitin summat eivät täsmää. Älä myy; ilmoita tukeen.',
      'Kvittots summor stämmer inte. Sälj inte; meddela supporten.',
      'The sums of the receipt do not add up. Do not sell; tell support.',
    ),
    holds: ({ sale }) => sale === undefined || sale.receipt === null || receiptAddsUp(sale.receipt),
    inputs: ({ sale }) => ({
      payCents: String(sale?.receipt?.payCents ?? ''),
      kelaCents: String(sale?.receipt?.kelaCents ?? ''),
      grossCents: String(sale?.receipt?.grossCents ?? ''),
    }),
  },
  {
    id: 'R70',
    severity: 'warn',
    source: 'Kela CDA library, LL 216',
    field: null,
    says: says(
      'Tartuntatautilääke on potilaalle maksuton: lasku menee hyvinvointialueelle.',
      'Läkemedlet mot en smittsam sjukdom är avgiftsfritt för patienten: välfärdsområdet faktureras.',
      'A communicable-disease medicine is free for the patient: the wellbeing services county is invoiced.',
    ),
    holds: ({ row }) => (row.prescription as Readonly<{ communicableDisease?: boolean }>).communicableDisease !== true,
  },
];

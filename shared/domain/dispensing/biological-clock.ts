import { addMonths, ageInYears, type LocalDate } from '../../kernel/time.ts';

/** Groups whose biologicals a pharmacy exchanges, and from when. First match by ATC wins. `null`: never. */
const EXCHANGE_FROM: readonly (readonly [atc: string, from: LocalDate | null, source: string])[] = [
  ['B01AB05', '2024-04-01' as LocalDate, 'Fimea, 18.1.2024: enoxaparins'],
  ['A10AE04', '2025-04-01' as LocalDate, 'Fimea, 27.12.2024: insulin glargine'],
  ['A10AE', '2026-01-01' as LocalDate, 'Fimea, 5.1.2026: other long-acting insulins'],
  // Short-acting insulins are never exchanged; intermediate ones and mixtures are not named, so they are left alone.
  ['A10A', null, 'Fimea, 27.12.2024: insulins other than long-acting'],
  ['', '2025-01-01' as LocalDate, 'Fimea, 27.12.2024: other biologicals'],
];

/** A biological that the patient got, from any pharmacy. `product` tells products apart: trade name and holder, not package. */
export type BiologicalLot = Readonly<{
  atc: string;
  product: string;
  /** Trade name, for the eye. */
  name: string;
  dispensedOn: LocalDate;
}>;

/** The same lot told twice, by the own pharmacy and by the Centre, counts once. */
export const oneOfEachLot = (lots: readonly BiologicalLot[]): readonly BiologicalLot[] => [
  ...new Map(lots.map(lot => [`${lot.atc} ${lot.product} ${lot.dispensedOn}`, lot])).values(),
];

export type BiologicalClock = Readonly<{
  /** `exchange`: the cheapest is offered now; `keep`: the same product goes on even if it is dearer; `outside`: no exchange at all. */
  now: 'exchange' | 'keep' | 'outside';
  because:
    'firstLot' | 'usedSixMonths' | 'sixMonthsSinceLast' | 'withinSixMonths' | 'notInForce' | 'neverExchanged' | 'minor';
  lastProduct: string | null;
  usedSince: LocalDate | null;
  lastDispensedOn: LocalDate | null;
  /** Day from which the exchange is due; for `keep` the earlier of the two six-month marks, for `notInForce` the day it comes into force. */
  exchangeFrom: LocalDate | null;
  source: string;
  /** What the dates come from: lots of this substance from every pharmacy, newest first. */
  lots: readonly BiologicalLot[];
}>;

/** Lots that are shown; the dates are counted from all. */
const SHOWN_LOTS = 8;
const SIX_MONTHS = 6;

/** First day of the unbroken use of the latest product: no gap of six months, no other product in between. */
function useBegan(lots: readonly BiologicalLot[]): LocalDate | null {
  const latest = lots.at(-1);
  if (latest === undefined) return null;
  let began = latest.dispensedOn;
  for (const lot of lots.slice(0, -1).reverse()) {
    if (lot.product !== latest.product || addMonths(lot.dispensedOn, SIX_MONTHS) < began) break;
    began = lot.dispensedOn;
  }
  return began;
}

/**
 * Whether a biological is exchanged at this dispensing. Exchange comes at the first lot of a treatment, when the same product
 * has been used for six months, and when six months have gone since the last lot; in between the same product goes on.
 * Under-18s are not exchanged. Sources: HE 314/2022; Fimea releases of 18.1.2024, 27.12.2024 and 5.1.2026.
 * @param history lots of the same active substance, in any order; later than `today` are left out
 */
export function biologicalClock(
  atc: string,
  history: readonly BiologicalLot[],
  birthDate: LocalDate,
  today: LocalDate,
): BiologicalClock {
  const lots = history
    .filter(lot => lot.atc === atc && lot.dispensedOn <= today)
    .sort((a, b) => (a.dispensedOn < b.dispensedOn ? -1 : a.dispensedOn > b.dispensedOn ? 1 : 0));
  const last = lots.at(-1) ?? null;
  const usedSince = useBegan(lots);
  const known = {
    lastProduct: last?.product ?? null,
    usedSince,
    lastDispensedOn: last?.dispensedOn ?? null,
    lots: lots.slice(-SHOWN_LOTS).reverse(),
  };
  const [, from, source] = EXCHANGE_FROM.find(([prefix]) => atc.startsWith(prefix)) ?? ['', null, ''];
  if (from === null) return { now: 'outside', because: 'neverExchanged', ...known, exchangeFrom: null, source };
  if (today < from) return { now: 'outside', because: 'notInForce', ...known, exchangeFrom: from, source };
  if (ageInYears(birthDate, today) < 18)
    return { now: 'outside', because: 'minor', ...known, exchangeFrom: null, source: 'Fimea, 27.12.2024: under-18s' };
  const law = 'HE 314/2022';
  if (last === null || usedSince === null)
    return { now: 'exchange', because: 'firstLot', ...known, exchangeFrom: today, source: law };
  const pauseEnds = addMonths(last.dispensedOn, SIX_MONTHS);
  const useEnds = addMonths(usedSince, SIX_MONTHS);
  if (today >= pauseEnds)
    return { now: 'exchange', because: 'sixMonthsSinceLast', ...known, exchangeFrom: pauseEnds, source: law };
  if (today >= useEnds)
    return { now: 'exchange', because: 'usedSixMonths', ...known, exchangeFrom: useEnds, source: law };
  return { now: 'keep', because: 'withinSixMonths', ...known, exchangeFrom: useEnds, source: law };
}

import { type Decimal } from '../../kernel/decimal.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type CodedWord } from '../coded.ts';
import { type DoseRange } from './dose.ts';

/** Units of time in documents (UCUM). A week is not seven days here: it leaves the days to the patient. */
export type SpanUnit = 'h' | 'd' | 'wk' | 'mo' | 'a' | 'min';

/** A length of time or a range of it: `low` equals `high` where it is one. */
export type Span = Readonly<{ low: Decimal; high: Decimal; unit: SpanUnit }>;

/** A dose as a physical amount, `50 mg` (annos, fysikaalinen; LL 241). */
export type PhysicalDose = DoseRange & Readonly<{ unit: string }>;

/** The most in a length of time, in the unit of the dose. */
export type DoseLimit = Readonly<{ amount: Decimal; per: Decimal; unit: SpanUnit }>;

/** Doses of one period (annokset, LL 239). Count or physical amount; documents of others may say both. */
export type PlannedDose = Readonly<{
  /** Technical identifier that the document gave; absent in what we make. */
  id?: string;
  amount: DoseRange | null;
  /** Annosyksikkö, 1.2.246.537.6.138.202001. */
  unit: CodedWord | null;
  physical: PhysicalDose | null;
  /** Annos tarvittaessa (LL 243); null where it is not said. */
  asNeeded: boolean | null;
  /** Annosajankohta (LL 244), 1.2.246.537.6.137.202001. */
  timeOfDay: CodedWord | null;
  /** Annosaika (LL 240), `hhmm`. */
  clock: string | null;
  /** Annosjakson päivä (LL 245), 1.2.246.537.6.136.202001. */
  weekday: CodedWord | null;
  most: DoseLimit | null;
}>;

/** Lääke tauolla (LL 236): open at the end = until further notice. */
export type DosePause = Readonly<{ from: LocalDate | null; to: LocalDate | null }>;

/** Annostelukausi (LL 230) with its period (annosjakso) and the doses taken in one period. */
export type DoseSeason = Readonly<{
  id?: string;
  start: LocalDate | null;
  /** An end or a length, never both by the rules; documents of others may say both. */
  end: LocalDate | null;
  /** Annostelukauden kesto (LL 235). */
  length: Span | null;
  pauses: readonly DosePause[];
  /** Annostus tarvittaessa (LL 237); null where it is not said. */
  asNeeded: boolean | null;
  /** Annosjakson pituus (LL 238). */
  period: Span | null;
  doses: readonly PlannedDose[];
}>;

/** Everything that the structured part of a dose may say. Seasons without a start follow one another. */
export type DosePlan = Readonly<{ seasons: readonly DoseSeason[] }>;

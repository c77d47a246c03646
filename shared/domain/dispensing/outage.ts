import { type Instant } from '../../kernel/time.ts';

/** The Prescription Centre cannot be reached, and nothing there is held for this pharmacy. */
export type Outage = Readonly<{
  /** Since when the line is down. */
  since: Instant;
  /** When the prescription was last read from the Centre; null when it was made here and never read. */
  knownAt: Instant | null;
  now: Instant;
}>;

/** The need that is covered at once, where no smaller package does: own choice, the Centre is back long before. */
export const OUTAGE_DAYS = 30;

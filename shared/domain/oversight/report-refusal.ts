import { type LocalDate } from '../../kernel/time.ts';
import { isOlderThanReported } from './log-row.ts';

/**
 * On what ground a person is not given log data: serious danger to their health or care, to somebody else's rights, or data older
 * than two years without a special reason. The refusal is given in writing. Source: tietosuoja.fi, log data (Act 703/2023, section 11).
 */
export const REFUSAL_GROUNDS = ['danger', 'others', 'old'] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** Age is a ground only for a period that reaches beyond what everybody is given. */
export const fitsPeriod = (ground: RefusalGround, from: LocalDate, today: LocalDate): boolean =>
  ground !== 'old' || isOlderThanReported(from, today);

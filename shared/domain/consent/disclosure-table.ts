import { instant } from '../../kernel/time.ts';
import { type DatedRule } from './disclosure.ts';

/** Act 703/2023 in force, with denials of all data and of private occupational registers. */
const ACT = instant('2023-12-31T22:00:00.000Z');
/** Right to information between health care and social welfare, and the SoTe consent, at latest (kanta.fi; Act 703/2023). */
const CROSS_SECTOR = instant('2027-02-28T22:00:00.000Z');

/**
 * Rules as they stand in time. R6 needs informing: a bill of 2024 (HE 94/2024) would drop that from 1.1.2026; whether it was
 * enacted is not confirmed, so the row stays as it was.
 */
export const DISCLOSURE_TABLE: readonly DatedRule[] = [
  ...(['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R11'] as const).map(rule => ({
    rule,
    from: ACT,
    until: null,
    needsInforming: true,
  })),
  { rule: 'R10', from: CROSS_SECTOR, until: null, needsInforming: true },
];

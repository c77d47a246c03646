import { addMonths, type LocalDate } from '../../../shared/kernel/time.ts';

/**
 * How long after its writing a prescription stays in the Prescription Centre before it is in the Prescription Archive. Own
 * choice, to be compared with Act 61/2007: longer than the longest validity and than the 28 months in which renewal may be asked.
 */
export const MONTHS_IN_CENTRE = 30;

/** Prescriptions written before this day have been in the Centre for their time; what can still be dispensed is never moved. */
export const archivedWhenWrittenBefore = (today: LocalDate): LocalDate => addMonths(today, -MONTHS_IN_CENTRE);

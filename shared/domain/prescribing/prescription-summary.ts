import { compare, ZERO } from '../../kernel/decimal.ts';
import { addMonths, dateInHelsinki, instantMs, type LocalDate } from '../../kernel/time.ts';
import { type PrescriptionRow } from './prescription.ts';

/** Which prescriptions a summary shows (kanta.fi): all, by their date, in force soon no more, with something left. */
export const SUMMARY_CHOICES = ['all', 'period', 'endsSoon', 'left'] as const;
export type SummaryChoice = (typeof SUMMARY_CHOICES)[number];

/** Months before the end that count as soon (kanta.fi). */
const SOON_MONTHS = 2;

const isOpen = ({ state, expiresOn }: PrescriptionRow, today: LocalDate): boolean =>
  (state === 'notDispensed' || state === 'partlyDispensed') && expiresOn >= today;

/** Whether anything is left of it; what cannot be counted is left until it is closed. */
const hasLeft = ({ remaining }: PrescriptionRow): boolean => remaining === null || compare(remaining.value, ZERO) > 0;

/**
 * The rows of a summary, the newest prescription first.
 * @param since first day of `period`, by the day of prescribing; null: from the beginning
 */
export function summaryRows(
  rows: readonly PrescriptionRow[],
  choice: SummaryChoice,
  since: LocalDate | null,
  today: LocalDate,
): readonly PrescriptionRow[] {
  const soon = addMonths(today, SOON_MONTHS);
  const fits: Readonly<Record<SummaryChoice, (row: PrescriptionRow) => boolean>> = {
    all: () => true,
    period: ({ prescription }) => since === null || dateInHelsinki(instantMs(prescription.prescribedAt)) >= since,
    endsSoon: row => isOpen(row, today) && row.expiresOn <= soon,
    left: row => isOpen(row, today) && hasLeft(row),
  };
  return rows
    .filter(fits[choice])
    .toSorted((a, b) => b.prescription.prescribedAt.localeCompare(a.prescription.prescribedAt));
}

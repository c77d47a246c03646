import { type LocalDate, isLocalDate } from '../../../shared/kernel/time.ts';
import { type Formats } from '../../i18n/formats.ts';

/** A whole day in the reader's form; a year or a month as it stands. */
export const dayWords = (text: string, formats: Formats): string => {
  const day = text.slice(0, 10);
  return isLocalDate(day) ? formats.date(day as LocalDate) : text;
};

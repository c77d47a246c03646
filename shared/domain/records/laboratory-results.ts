import { isLocalDate, type LocalDate } from '../../kernel/time.ts';
import { type CoreEntry } from './core-data.ts';
import { type RecordDocument } from './record.ts';

/** A laboratory result as a note has it, with the limits that stand beside it there. It is shown, not judged. */
export type LaboratoryResult = Readonly<{
  /** National number of the examination. */
  code: string;
  /** Its name as the note has it. */
  name: string;
  /** As written: a number with a point, or words. */
  result: string;
  unit: string;
  /** Reference limits; empty where the note gives none. */
  low: string;
  high: string;
  on: LocalDate;
}>;

function resultOf({ code, name, fields }: CoreEntry): LaboratoryResult | null {
  const { date = '', result = '', unit = '', low = '', high = '' } = fields;
  return code === null || result === '' || !isLocalDate(date)
    ? null
    : { code, name, result, unit, low, high, on: date };
}

/** The newest result of each examination in these notes, the newest first. */
export function newestResults(notes: readonly RecordDocument[]): readonly LaboratoryResult[] {
  const newest = new Map<string, LaboratoryResult>();
  for (const entry of notes.flatMap(({ sections }) => sections.flatMap(({ entries }) => entries))) {
    const found = entry.kind === 'core' && entry.content === 'laboratory' ? resultOf(entry) : null;
    if (found !== null && found.on >= (newest.get(found.code)?.on ?? '')) newest.set(found.code, found);
  }
  return [...newest.values()].sort((a, b) => b.on.localeCompare(a.on) || a.name.localeCompare(b.name));
}

import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type LaboratoryResult, newestResults } from '../../../../shared/domain/records/laboratory-results.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { notesWithHeading, ownNotes } from '../records/notes-with-heading.ts';

/** Examinations of one patient that a decision on a prescription is given: the newest of each. */
const MOST_RESULTS = 8;

/** Laboratory results by patient as this desk read them from the archive; they leave with the desk. */
const readHere = new WeakMap<Desk, Map<string, readonly LaboratoryResult[]>>();

/** What is at hand without asking anybody: results read at this desk before, else those of this workstation's own notes. */
export const resultsAtHand = (env: Environment, desk: Desk, { id }: Patient): readonly LaboratoryResult[] =>
  readHere.get(desk)?.get(id) ?? newestResults(env.store.read(tx => ownNotes(tx, id))).slice(0, MOST_RESULTS);

export type FoundResults = Readonly<{
  results: LaboratoryResult[];
  /** Why the archive's could not be had: then these are of this workstation alone. */
  fault: ErrorCode | null;
  /** The archive has older notes that were not opened. */
  older: boolean;
}>;

/** The patient's newest laboratory results, those of the own register's archive too: each note that is opened is logged. */
export async function resultsOfArchive(env: Environment, desk: Desk, patient: Patient): Promise<FoundResults> {
  const { notes, fault, older } = await notesWithHeading(env, desk, patient, 'laboratory');
  const results = newestResults(notes).slice(0, MOST_RESULTS);
  if (fault === null) {
    const known = readHere.get(desk) ?? new Map<string, readonly LaboratoryResult[]>();
    readHere.set(desk, known.set(patient.id, results));
  }
  return { results, fault, older };
}

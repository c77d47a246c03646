import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type RecordDocument } from '../../../../shared/domain/records/record.ts';
import { type ClinicMeasurement, WELLBEING_KINDS } from '../../../../shared/domain/records/wellbeing.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { type FoundNotes, notesWithHeading } from '../records/notes-with-heading.ts';

/** What of a note can stand beside the citizen's own measurements. */
const measurementsIn = ({ sections, author }: RecordDocument): readonly ClinicMeasurement[] =>
  sections
    .flatMap(({ entries }) => entries)
    .flatMap(entry => {
      if (entry.kind !== 'measurement') return [];
      const kind = WELLBEING_KINDS.find(one => one === entry.measurement);
      const { value, secondValue, measuredAt } = entry;
      return kind === undefined ? [] : [{ kind, value, secondValue, measuredAt, by: fullName(author) }];
    });

type ClinicMeasurements = Readonly<{ measurements: ClinicMeasurement[] }> & Pick<FoundNotes, 'fault' | 'older'>;

/** The clinic's own measurements: of this workstation's notes, and of notes that others have written to the own register. */
export async function clinicMeasurements(env: Environment, desk: Desk, patient: Patient): Promise<ClinicMeasurements> {
  const { notes, fault, older } = await notesWithHeading(env, desk, patient, 'measurements');
  return { measurements: notes.flatMap(measurementsIn), fault, older };
}

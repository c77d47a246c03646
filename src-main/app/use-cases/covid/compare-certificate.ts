import { type CovidCompared } from '../../../../shared/contract/covid.contract.ts';
import {
  comparedWith,
  covidVaccinations,
  type RecordedVaccination,
  tellsOf,
} from '../../../../shared/domain/covid/vaccination-comparison.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type RecordDocument } from '../../../../shared/domain/records/record.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { notesWithHeading } from '../records/notes-with-heading.ts';

const vaccinationsIn = ({ sections, author }: RecordDocument): readonly RecordedVaccination[] =>
  sections
    .flatMap(({ entries }) => entries)
    .flatMap(entry => {
      if (entry.kind !== 'core' || entry.content !== 'vaccination') return [];
      const { product = '', dose = '', date = '', target = '' } = entry.fields;
      return [{ code: entry.code ?? '', name: entry.name, product, dose, date, target, by: fullName(author) }];
    });

/**
 * A proven certificate beside the patient's own vaccination entries. Nothing of the certificate is kept; notes of the archive that are opened
 * for it stand in the log.
 */
export async function compareCertificate(
  env: Environment,
  desk: Desk,
  patient: Patient,
  text: string,
): Promise<Result<CovidCompared, Failure<'COV-0001'>>> {
  const read = env.covid.read(text, env.clock.nowMs());
  const certificate = read.ok ? read.value.certificate : null;
  if (certificate === null) return fail({ code: 'COV-0001' });
  const { notes, fault, older } = await notesWithHeading(env, desk, patient, 'vaccinations');
  const entries = covidVaccinations(notes.flatMap(vaccinationsIn));
  return ok({
    finding: comparedWith(certificate, patient, entries),
    entries: entries.map(entry => {
      const { name, product, dose, date, by } = entry;
      return { name, product, dose, date, by, tells: tellsOf(certificate, entry) };
    }),
    fault,
    older,
  });
}

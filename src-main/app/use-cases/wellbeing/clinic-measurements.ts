import { RECORD_HEADING_CODES } from '../../../../shared/codes/record-headings.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type RecordDocument, type RecordRow } from '../../../../shared/domain/records/record.ts';
import { type ClinicMeasurement, WELLBEING_KINDS } from '../../../../shared/domain/records/wellbeing.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { logOpening, newestVersions, ownRows, recordContent, TREATMENT } from '../records/record-list.ts';

/** Documents of the archive that are opened for their measurements, at most; the newest first. */
const MOST_OPENED = 60;
/** Documents fetched at a time. */
const AT_ONCE = 8;

const { fi, sv } = RECORD_HEADING_CODES.measurements;
const MEASURED: ReadonlySet<string> = new Set([fi, sv]);

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

/** Notes of this workstation, the version in force of each. */
function ownNotes(tx: Tx, patientId: string): readonly RecordDocument[] {
  const newest = new Map<Oid, RecordDocument>();
  for (const { content } of tx.documents.ofPatient('record', patientId)) {
    const note = content as RecordDocument;
    if ((newest.get(note.setId)?.version ?? 0) < note.version) newest.set(note.setId, note);
  }
  return [...newest.values()].filter(({ revision }) => revision?.act !== 'annulment');
}

/** Documents never change: what one says of measurements is read once at a desk. */
const readBefore = new WeakMap<Desk, Map<Oid, readonly ClinicMeasurement[]>>();

/** Those that stand in the archive alone, in force, with measurements by their headings. */
function inArchiveOnly(own: readonly RecordRow[], archived: readonly RecordRow[]): readonly RecordRow[] {
  const here = new Set(own.map(({ setId }) => setId));
  return newestVersions(archived.filter(({ setId }) => !here.has(setId)))
    .filter(({ state, headings }) => state === 'current' && (headings ?? []).some(heading => MEASURED.has(heading)))
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export type ClinicMeasurements = Readonly<{
  measurements: ClinicMeasurement[];
  /** Why the archive's could not be had: then these are of this workstation alone. */
  fault: ErrorCode | null;
  /** The archive has older ones that were not opened. */
  older: boolean;
}>;

/** The clinic's own measurements: of this workstation's notes, and of notes that others have written to the own register. */
export async function clinicMeasurements(env: Environment, desk: Desk, patient: Patient): Promise<ClinicMeasurements> {
  const own = env.store.read(tx => ownNotes(tx, patient.id)).flatMap(measurementsIn);
  const page = await env.repository.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, ''));
  if (!page.ok) return { measurements: own, fault: page.error.code, older: false };
  const known = readBefore.get(desk) ?? new Map<Oid, readonly ClinicMeasurement[]>();
  readBefore.set(desk, known);
  const wanted = inArchiveOnly(ownRows(env, patient.id), page.value.rows);
  const opened = wanted.slice(0, MOST_OPENED).map(({ oid }) => oid);
  const missing = opened.filter(oid => !known.has(oid));
  let fault: ErrorCode | null = null;
  for (let at = 0; at < missing.length && fault === null; at += AT_ONCE) {
    const read = await Promise.all(
      missing.slice(at, at + AT_ONCE).map(async oid => {
        logOpening(env, desk, patient, oid);
        return [oid, await recordContent(env, desk, patient, oid)] as const;
      }),
    );
    for (const [oid, content] of read) {
      if (!content.ok) fault = content.error.code;
      else known.set(oid, content.value.content === null ? [] : measurementsIn(content.value.content));
    }
  }
  return {
    measurements: [...own, ...opened.flatMap(oid => known.get(oid) ?? [])],
    fault,
    older: wanted.length > opened.length || page.value.more !== null,
  };
}

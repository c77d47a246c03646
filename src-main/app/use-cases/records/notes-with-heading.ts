import { RECORD_HEADING_CODES } from '../../../../shared/codes/record-headings.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type RecordDocument, type RecordHeading, type RecordRow } from '../../../../shared/domain/records/record.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { logOpening, newestVersions, ownRows, recordContent } from './record-list.ts';

/** Documents of the archive that are opened for what stands in them, at most; the newest first. */
const MOST_OPENED = 60;
/** Documents fetched at a time. */
const AT_ONCE = 8;

/** Notes of this workstation, the version in force of each. */
export function ownNotes(tx: Tx, patientId: string): readonly RecordDocument[] {
  const newest = new Map<Oid, RecordDocument>();
  for (const { content } of tx.documents.ofPatient('record', patientId)) {
    const note = content as RecordDocument;
    if ((newest.get(note.setId)?.version ?? 0) < note.version) newest.set(note.setId, note);
  }
  return [...newest.values()].filter(({ revision }) => revision?.act !== 'annulment');
}

/** Documents never change: one is read once at a desk. Null where it is not taken apart. */
const readBefore = new WeakMap<Desk, Map<Oid, RecordDocument | null>>();

/** Those that stand in the archive alone, in force, with the heading by its name. */
function inArchiveOnly(
  own: readonly RecordRow[],
  archived: readonly RecordRow[],
  heading: RecordHeading,
): readonly RecordRow[] {
  const here = new Set(own.map(({ setId }) => setId));
  const { fi, sv } = RECORD_HEADING_CODES[heading];
  return newestVersions(archived.filter(({ setId }) => !here.has(setId)))
    .filter(({ state, headings }) => state === 'current' && headings.some(name => name === fi || name === sv))
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export type FoundNotes = Readonly<{
  notes: readonly RecordDocument[];
  /** Why the archive's could not be had: then these are of this workstation alone. */
  fault: ErrorCode | null;
  /** The archive has older ones that were not opened. */
  older: boolean;
}>;

/** A patient's notes that may hold something under a heading: of this workstation, and of others in the own register's archive. */
export async function notesWithHeading(
  env: Environment,
  desk: Desk,
  patient: Patient,
  heading: RecordHeading,
): Promise<FoundNotes> {
  const own = env.store.read(tx => ownNotes(tx, patient.id));
  const page = await env.repository.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, ''));
  if (!page.ok) return { notes: own, fault: page.error.code, older: false };
  const known = readBefore.get(desk) ?? new Map<Oid, RecordDocument | null>();
  readBefore.set(desk, known);
  const wanted = inArchiveOnly(ownRows(env, patient.id), page.value.rows, heading);
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
      if (content.ok) known.set(oid, content.value.content);
      else fault = content.error.code;
    }
  }
  return {
    notes: [...own, ...opened.flatMap(oid => known.get(oid) ?? [])],
    fault,
    older: wanted.length > opened.length || page.value.more !== null,
  };
}

import { RECORD_HEADING_CODES } from '../../../../shared/codes/record-headings.ts';
import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import { RECORD_TEMPLATES } from '../../../../shared/domain/records/record-templates.ts';
import {
  RECORD_VIEWS,
  type RecordDocument,
  type RecordRow,
  type ServiceEvent,
} from '../../../../shared/domain/records/record.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type ArchivedRecord } from '../../ports/kanta.port.ts';
import { type StoredDocument, type Tx } from '../../ports/store.port.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keptRecords } from '../offline/kept-lists.ts';

/** Query reason of 1.2.246.537.5.40110.2006: treatment. */
export const TREATMENT = '1';

type RecordList = Readonly<{ rows: RecordRow[]; serviceEvents: ServiceEvent[]; source: Sourced }>;

const viewOf = ({ templateId, language }: RecordDocument): string => {
  const view = RECORD_TEMPLATES.find(template => template.id === templateId)?.view;
  return view === undefined ? '' : RECORD_VIEWS[view][language];
};

function rowOf(tx: Tx, { oid, content: stored }: StoredDocument): RecordRow {
  const content = stored as RecordDocument;
  const state = tx.outbox.byDocument(oid)?.state;
  return {
    oid: content.oid,
    serviceEventOid: content.serviceEventOid,
    title: content.title,
    authorName: fullName(content.author),
    createdAt: content.createdAt,
    version: content.version,
    acceptance: state === 'accepted' ? 'accepted' : state === 'rejected' ? 'rejected' : 'queued',
    setId: content.setId,
    view: viewOf(content),
    headings: [...new Set(content.sections.map(({ heading }) => RECORD_HEADING_CODES[heading][content.language]))],
    state: content.revision?.act === 'annulment' ? 'annulled' : 'current',
  };
}

/** Documents of this workstation with where they are on their way; they stand in the list before the repository knows them. */
export const ownRows = (env: Environment, patientId: string): readonly RecordRow[] =>
  env.store.read(tx => tx.documents.ofPatient('record', patientId).map(document => rowOf(tx, document)));

/**
 * One row a document: the newest version that may become or is the archive's. A version that was refused stays beside the
 * one in force, because its author has to see what became of it.
 */
export function newestVersions(rows: readonly RecordRow[]): readonly RecordRow[] {
  const newest = new Map<Oid, number>();
  for (const { setId, version, acceptance } of rows)
    if (acceptance !== 'rejected') newest.set(setId, Math.max(newest.get(setId) ?? 0, version));
  return rows.filter(
    ({ setId, version, acceptance, state }) =>
      state !== 'replaced' && (acceptance === 'rejected' || version === newest.get(setId)),
  );
}

export async function listRecords(env: Environment, desk: Desk, patient: Patient): Promise<RecordList> {
  const line = env.queue.lines().find(l => l.service === 'potilastieto');
  const answer =
    line?.state === 'down'
      ? { ok: false as const, error: { code: line.lastFault ?? ('NET-0001' as const) } }
      : await env.repository.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, ''));
  const at = env.clock.now();
  if (answer.ok)
    env.store.write(tx => tx.cache.putRecords(patient.id, answer.value.rows, at, desk.professional.organisation.oid));
  const cached = env.store.read(tx => keptRecords(tx, desk, patient.id));
  const own = ownRows(env, patient.id);
  const known = new Set(own.map(row => row.oid));
  const others = (answer.ok ? answer.value.rows : (cached?.rows ?? [])).filter(row => !known.has(row.oid));
  const events = env.store.read(tx => tx.serviceEvents.ofPatient(patient.id));
  const knownEvents = new Set(events.map(event => event.oid));
  const otherEvents = answer.ok ? answer.value.serviceEvents.filter(event => !knownEvents.has(event.oid)) : [];
  return {
    rows: [...newestVersions([...own, ...others])].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    serviceEvents: [...events, ...otherEvents.map(event => ({ ...event, patientId: patient.id }))].sort((a, b) =>
      b.startedAt.localeCompare(a.startedAt),
    ),
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: cached === null ? 'none' : 'cache', asOf: cached?.at ?? null, fault: answer.error.code },
  };
}

/** Is the document about this patient? One without an identity code is compared by name and birth date. */
function isOf(content: RecordDocument, patient: Patient): boolean {
  if (patient.identityCode !== null) return content.patient.identityCode === patient.identityCode;
  return (
    content.patient.identityCode === null &&
    content.patient.birthDate === patient.birthDate &&
    content.patient.family === patient.family
  );
}

export type ReadFault = Failure<'REC-0002' | 'REC-0003' | 'NET-0001' | 'NET-0003'>;

/** One document from here or from the archive, checked to be about the patient. Nothing is logged here: the caller has. */
export async function recordContent(
  env: Environment,
  desk: Desk,
  patient: Patient,
  documentOid: Oid,
): Promise<Result<ArchivedRecord, ReadFault>> {
  const own = env.store.read(tx => tx.documents.get(documentOid));
  if (own !== null) {
    if (own.kind !== 'record') return fail({ code: 'REC-0002' });
    if (own.patientId !== patient.id) return fail({ code: 'REC-0003' });
    return ok({ readable: env.documents.readable(own.bytes), content: own.content as RecordDocument });
  }
  const fetched = await env.repository.read(documentOid, contextOf(env, desk.professional, TREATMENT, ''));
  if (!fetched.ok) return fail({ code: fetched.error.code === 'NET-0003' ? 'NET-0003' : 'NET-0001' });
  const { content } = fetched.value;
  return content === null || isOf(content, patient) ? fetched : fail({ code: 'REC-0003' });
}

/** The log line is written before the text is fetched, and with it before it can be shown. */
export function logOpening(env: Environment, desk: Desk, patient: Patient, subject: Oid): void {
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, {
      act: 'open',
      patientId: patient.id,
      subject,
      reason: TREATMENT,
      outcome: 'ok',
    }),
  );
}

type Read = Readonly<{ row: RecordRow; readable: ReadableBlock[]; content: RecordDocument | null }>;

export async function readRecord(
  env: Environment,
  desk: Desk,
  patient: Patient,
  documentOid: Oid,
): Promise<Result<Read, ReadFault>> {
  logOpening(env, desk, patient, documentOid);
  const rows = [...ownRows(env, patient.id), ...(env.store.read(tx => keptRecords(tx, desk, patient.id))?.rows ?? [])];
  const row = rows.find(r => r.oid === documentOid);
  if (row === undefined) return fail({ code: 'REC-0002' });
  const read = await recordContent(env, desk, patient, documentOid);
  if (!read.ok) return read;
  return ok({ row, readable: [...read.value.readable], content: read.value.content });
}

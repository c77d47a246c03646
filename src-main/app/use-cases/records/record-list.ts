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
import { withVisitsOf } from '../../../../shared/domain/records/service-event.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type ArchivedRecord, type RecordPage } from '../../ports/kanta.port.ts';
import { type StoredDocument } from '../../ports/store/documents.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keptRecords } from '../offline/kept-lists.ts';

type RecordList = Readonly<{ rows: RecordRow[]; serviceEvents: ServiceEvent[]; source: Sourced; more: boolean }>;

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
    ...(content.isPrimary ? { isPrimary: true as const } : {}),
    ...(content.purchased === undefined ? {} : { organiserName: content.purchased.organiserName }),
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

/** How many rows go to a screen at once: what fits on it several times, and is there at once. */
const AT_ONCE = 300;

type Listing = Readonly<{
  own: readonly RecordRow[];
  /** Rows that the screen has, as it has them. */
  sent: Map<Oid, string>;
  sentEvents: Set<Oid>;
  /** Known and not sent yet. */
  waiting: readonly RecordRow[];
  page: RecordPage | null;
}>;

/** Lists that are being handed out, by desk and patient; they leave with the desk. */
const listings = new WeakMap<Desk, Map<string, Listing>>();
function listingsOf(desk: Desk): Map<string, Listing> {
  const known = listings.get(desk) ?? new Map<string, Listing>();
  listings.set(desk, known);
  return known;
}

const newestFirst = (a: RecordRow, b: RecordRow): number =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0;

/** The rows of this workstation before those of the archive, one a document, newest first. */
function listed(own: readonly RecordRow[], others: readonly RecordRow[]): readonly RecordRow[] {
  const known = new Set(own.map(row => row.oid));
  return [...newestVersions([...own, ...others.filter(row => !known.has(row.oid))])].sort(newestFirst);
}

/** What of these rows the screen does not have yet, at most so many; the rest waits. */
function handOut(listing: Listing, rows: readonly RecordRow[]): Readonly<{ rows: RecordRow[]; listing: Listing }> {
  const fresh = rows.filter(row => listing.sent.get(row.oid) !== fingerprint(row));
  const now = fresh.slice(0, AT_ONCE);
  for (const row of now) listing.sent.set(row.oid, fingerprint(row));
  return { rows: now, listing: { ...listing, waiting: fresh.slice(AT_ONCE) } };
}
const fingerprint = ({ version, acceptance, state }: RecordRow): string => `${version} ${acceptance} ${state}`;

/** The beginning of a patient's list; `moreRecords` goes on until `more` is false. */
export async function listRecords(env: Environment, desk: Desk, patient: Patient): Promise<RecordList> {
  const line = env.queue.lines().find(l => l.service === 'potilastieto');
  if (line?.state === 'down') env.queue.wanted('potilastieto');
  const answer =
    line?.state === 'down'
      ? { ok: false as const, error: { code: line.lastFault ?? ('NET-0001' as const) } }
      : await env.repository.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, ''));
  const at = env.clock.now();
  if (answer.ok) keepWhole(env, desk, patient, answer.value);
  if (answer.ok) takeEnds(env, patient, answer.value.serviceEvents);
  const cached = answer.ok ? null : env.store.read(tx => keptRecords(tx, desk, patient.id));
  const own = ownRows(env, patient.id);
  const events = env.store.read(tx => tx.serviceEvents.ofPatient(patient.id));
  const serviceEvents = withOthers(events, answer.ok ? answer.value.serviceEvents : [], patient.id);
  const begun: Listing = {
    own,
    sent: new Map(),
    sentEvents: new Set(serviceEvents.map(({ oid }) => oid)),
    waiting: [],
    page: answer.ok ? answer.value : null,
  };
  const { rows, listing } = handOut(begun, listed(own, answer.ok ? answer.value.rows : (cached?.rows ?? [])));
  listingsOf(desk).set(patient.id, listing);
  return {
    rows,
    serviceEvents,
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: cached === null ? 'none' : 'cache', asOf: cached?.at ?? null, fault: answer.error.code },
    more: goesOn(listing),
  };
}

const goesOn = ({ waiting, page }: Listing): boolean => waiting.length > 0 || (page?.more ?? null) !== null;

/** What was ended at another workstation is over here too: nothing more is begun in it. */
function takeEnds(env: Environment, { id }: Patient, told: readonly ServiceEvent[]): void {
  const over = new Map(told.filter(({ endedAt }) => endedAt !== null).map(event => [event.oid, event]));
  const stale = env.store
    .read(tx => tx.serviceEvents.ofPatient(id))
    .filter(({ oid, endedAt, acceptance }) => endedAt === null && acceptance === 'accepted' && over.has(oid));
  if (stale.length === 0) return;
  env.store.write(tx => {
    for (const event of stale) {
      const ended = over.get(event.oid) ?? event;
      tx.serviceEvents.put({ ...event, ...withVisitsOf(ended, event), patientId: id, unitOid: event.unitOid });
    }
  });
}

/** A list is kept for the time without a line when it is whole: a part of one would look like all there is. */
function keepWhole(env: Environment, desk: Desk, patient: Patient, page: RecordPage): void {
  if (page.more !== null) return;
  const unit = desk.professional.organisation.oid;
  env.store.write(tx => tx.cache.putRecords(patient.id, page.rows, env.clock.now(), unit));
}

/** Events of this workstation, and those of the archive that it does not know, newest first. */
function withOthers(own: readonly ServiceEvent[], others: readonly ServiceEvent[], patientId: string): ServiceEvent[] {
  const told = new Map(others.map(event => [event.oid, event]));
  const known = new Set(own.map(({ oid }) => oid));
  const ours = own.map(event => withVisitsOf(event, told.get(event.oid) ?? event));
  const added = others.filter(({ oid }) => !known.has(oid)).map(event => ({ ...event, patientId }));
  return [...ours, ...added].sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** The next piece of the list that was begun last; rows that are known already come again where they have changed. */
export async function moreRecords(
  env: Environment,
  desk: Desk,
  patient: Patient,
): Promise<Result<Omit<RecordList, 'source'>, Failure<'NET-0001' | 'NET-0003'>>> {
  const listing = listingsOf(desk).get(patient.id);
  if (listing === undefined) return ok({ rows: [], serviceEvents: [], more: false });
  if (listing.waiting.length > 0) {
    const next = handOut(listing, listing.waiting);
    listingsOf(desk).set(patient.id, next.listing);
    return ok({ rows: next.rows, serviceEvents: [], more: goesOn(next.listing) });
  }
  const page = await listing.page?.more?.();
  if (page === undefined) return ok({ rows: [], serviceEvents: [], more: false });
  if (!page.ok) return fail({ code: page.error.code === 'NET-0003' ? 'NET-0003' : 'NET-0001' });
  // Another list may have been begun meanwhile: this one is not handed out any more.
  if (listingsOf(desk).get(patient.id) !== listing) return ok({ rows: [], serviceEvents: [], more: false });
  keepWhole(env, desk, patient, page.value);
  const next = handOut({ ...listing, page: page.value }, listed(listing.own, page.value.rows));
  listingsOf(desk).set(patient.id, next.listing);
  const events = withOthers([], page.value.serviceEvents, patient.id).filter(({ oid }) => !listing.sentEvents.has(oid));
  for (const { oid } of events) listing.sentEvents.add(oid);
  return ok({ rows: next.rows, serviceEvents: events, more: goesOn(next.listing) });
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
  const shown = listingsOf(desk).get(patient.id)?.page?.rows ?? [];
  const kept = env.store.read(tx => keptRecords(tx, desk, patient.id))?.rows ?? [];
  const rows = [...ownRows(env, patient.id), ...shown, ...kept];
  const row = rows.find(r => r.oid === documentOid);
  if (row === undefined) return fail({ code: 'REC-0002' });
  const read = await recordContent(env, desk, patient, documentOid);
  if (!read.ok) return read;
  return ok({ row, readable: [...read.value.readable], content: read.value.content });
}

import { type RecordDraft, type RecordVersion } from '../../../../shared/contract/records.contract.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { RECORD_TEMPLATES } from '../../../../shared/domain/records/record-templates.ts';
import {
  type CitizenView,
  keeperOf,
  type RecordDocument,
  type RecordForm,
  type RecordSection,
  type Revision,
} from '../../../../shared/domain/records/record.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { draftsOf, openDraft } from '../signing/drafts.ts';
import { mayWrite, shownDraft } from './record-drafts.ts';
import { logOpening, type ReadFault, recordContent } from './record-list.ts';
import { authorisationToChange } from './storing-rights.ts';

type ReviseFault = ReadFault | Failure<'PAT-0002' | 'REC-0004' | 'REC-0005' | 'REC-0006' | 'REC-0007'>;

/** The newest version of a set that this workstation has made and that was not refused. */
function newestOwn(env: Environment, patientId: string, setId: Oid): RecordDocument | null {
  return env.store.read(tx =>
    tx.documents
      .ofPatient('record', patientId)
      .filter(({ oid, setId: of }) => of === setId && tx.outbox.byDocument(oid)?.state !== 'rejected')
      .map(({ content }) => content as RecordDocument)
      .reduce<RecordDocument | null>(
        (newest, one) => (newest !== null && newest.version > one.version ? newest : one),
        null,
      ),
  );
}

/** Headings of the template, with what the version says under each; what the template does not have stays at the end. */
function sectionsFor(templateId: string, sections: readonly RecordSection[]): readonly RecordSection[] {
  const template = RECORD_TEMPLATES.find(({ id }) => id === templateId);
  const headings = [...new Set([...(template?.headings ?? []), ...sections.map(({ heading }) => heading)])];
  return headings.map(heading => {
    const of = sections.filter(section => section.heading === heading);
    return {
      heading,
      text: of
        .map(({ text }) => text)
        .filter(text => text !== '')
        .join('\n'),
      entries: of.flatMap(({ entries }) => entries),
    };
  });
}

/**
 * Opens a draft that changes or annuls the newest version of a document of the own register, or of an organiser's whose authorisation covers it. A version that the service
 * refused is carried over: its text becomes the draft, the version in force its base.
 * @returns the draft of the same document when one lies on this desk already
 */
export async function reviseRecord(
  env: Environment,
  desk: Desk,
  wanted: Readonly<{ patientId: string; documentOid: Oid; act: Revision['act'] }>,
): Promise<Result<RecordDraft, ReviseFault>> {
  const opened = openedPatient(env, desk, wanted.patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  logOpening(env, desk, patient, wanted.documentOid);
  const read = await recordContent(env, desk, patient, wanted.documentOid);
  if (!read.ok) return read;
  const { content } = read.value;
  if (content === null) return fail({ code: 'REC-0007' });
  const isOwn = keeperOf(content) === desk.professional.organisation.provider.oid;
  const held = isOwn ? null : authorisationToChange(env, desk, patient.id, content);
  if (!isOwn && held === null) return fail({ code: 'REC-0005' });
  const base = await newestVersion(env, desk, patient, content);
  if (!base.ok) return base;
  if (base.value.revision?.act === 'annulment') return fail({ code: 'REC-0006' });
  if (wanted.act === 'newVersion' && !mayWrite(desk, content.templateId)) return fail({ code: 'REC-0007' });
  const { oid, setId, version, serviceEventOid, templateId, happenedAt } = base.value;
  const lying = draftsOf(env, desk, 'record', patient.id).find(draft => {
    const { revision } = draft.form as RecordForm;
    return revision?.act === wanted.act && revision.base.oid === oid;
  });
  if (lying !== undefined) return ok(shownDraft(lying));
  const form: RecordForm = {
    templateId,
    sections: wanted.act === 'annulment' ? [] : sectionsFor(templateId, content.sections),
    confirmations: [],
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(content.citizen === undefined ? {} : { citizen: stillDelayed(content.citizen, env.clock.today()) }),
    ...(held === null ? {} : { purchased: { authorisationOid: held.oid, organiserName: held.organiserName } }),
    revision: {
      act: wanted.act,
      base: { oid, setId, version },
      reason: content.revision?.base.oid === oid ? content.revision.reason : '',
    },
  };
  const draft = openDraft(env, desk, { kind: 'record', patientId: patient.id, subjectOid: serviceEventOid, form });
  return ok(shownDraft(draft));
}

/** A delay whose day has come is over: the new version is shown at once. */
const stillDelayed = (citizen: CitizenView, today: LocalDate): CitizenView =>
  citizen.delay !== null && citizen.delay.until <= today ? { ...citizen, delay: null } : citizen;

/**
 * The version that a change stands on, or that is sent on: the newest one known here or in the archive. Another than the
 * wanted one only where the service has refused that.
 */
export async function newestVersion(
  env: Environment,
  desk: Desk,
  patient: Patient,
  wanted: RecordDocument,
): Promise<Result<RecordDocument, ReviseFault>> {
  const own = newestOwn(env, patient.id, wanted.setId);
  const isRefused = env.store.read(tx => tx.outbox.byDocument(wanted.oid)?.state === 'rejected');
  const known = await env.repository.versions(patient, wanted.setId, contextOf(env, desk.professional, TREATMENT, ''));
  const archived = known.ok ? known.value.find(({ state }) => state !== 'replaced') : undefined;
  const newest = archived !== undefined && archived.version > (own?.version ?? 0) ? archived : own;
  if (newest === null || newest === undefined) return isRefused ? fail({ code: 'REC-0002' }) : ok(wanted);
  if (newest.oid === wanted.oid) return ok(wanted);
  // A change of a version that is history is made from what replaced it; only what the service refused is carried over.
  if (!isRefused) return fail({ code: 'REC-0004' });
  const read = await recordContent(env, desk, patient, newest.oid);
  if (!read.ok) return read;
  return read.value.content === null ? fail({ code: 'REC-0007' }) : ok(read.value.content);
}

/** All versions of a document that can be read, oldest first, with what each says: what a comparison is made of. */
export async function recordVersions(
  env: Environment,
  desk: Desk,
  patient: Patient,
  setId: Oid,
): Promise<Result<{ versions: RecordVersion[]; complete: boolean }, ReadFault>> {
  const own = env.store.read(tx =>
    tx.documents
      .ofPatient('record', patient.id)
      .filter(document => document.setId === setId)
      .map(({ oid }) => oid),
  );
  const known = await env.repository.versions(patient, setId, contextOf(env, desk.professional, TREATMENT, ''));
  const oids = [...new Set([...own, ...(known.ok ? known.value.map(({ oid }) => oid) : [])])];
  const versions: RecordVersion[] = [];
  let complete = known.ok;
  for (const oid of oids) {
    logOpening(env, desk, patient, oid);
    const read = await recordContent(env, desk, patient, oid);
    if (!read.ok && read.error.code === 'REC-0003') return read;
    if (!read.ok || read.value.content === null) {
      complete = false;
      continue;
    }
    const { content } = read.value;
    versions.push({
      oid,
      version: content.version,
      createdAt: content.createdAt,
      by: fullName(content.revision?.by ?? content.author),
      act: content.revision?.act ?? 'first',
      reason: content.revision?.reason ?? '',
      refused: env.store.read(tx => tx.outbox.byDocument(oid)?.state === 'rejected'),
      sections: [...content.sections],
    });
  }
  if (versions.length === 0) return fail({ code: known.ok ? 'REC-0002' : 'NET-0001' });
  return ok({ versions: versions.sort((a, b) => a.version - b.version), complete });
}

/** What the base of a draft says, where this workstation did not make it; null when it cannot be had now. */
export async function baseContent(env: Environment, desk: Desk, draft: Draft): Promise<RecordDocument | null> {
  const { revision } = draft.form as RecordForm;
  const patient = env.store.read(tx => tx.patients.get(draft.patientId));
  if (revision === undefined || patient === null) return null;
  const read = await recordContent(env, desk, patient, revision.base.oid);
  return read.ok ? read.value.content : null;
}

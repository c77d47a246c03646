import { type RecordDraft } from '../../../../shared/contract/records.contract.ts';
import { type Preview, type SignResult, type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { fullName, type Patient } from '../../../../shared/domain/people/person.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import { RECORD_TEMPLATES } from '../../../../shared/domain/records/record-templates.ts';
import { checkRecord, recordFromForm } from '../../../../shared/domain/records/record.rules.ts';
import {
  type RecordDocument,
  type RecordForm,
  type RecordRow,
  type RecordTemplate,
  type ServiceEvent,
} from '../../../../shared/domain/records/record.ts';
import { signingStops } from '../../../../shared/domain/prescribing/prescription.rules.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store.port.ts';
import { auditIn } from '../../audit/audited.ts';
import { contextOf } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keptRecords } from '../offline/kept-lists.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { draftOf, draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { signDocuments, type Signable } from '../signing/sign-documents.ts';

/** Query reason of 1.2.246.537.5.40110.2006: treatment. */
const TREATMENT = '1';

const shownDraft = (draft: Draft): RecordDraft => ({
  draftId: draft.id,
  documentOid: draft.documentOid,
  patientId: draft.patientId,
  serviceEventOid: draft.subjectOid as Oid,
  form: draft.form as RecordForm,
  savedAt: draft.savedAt,
});

const templateKind = (desk: Desk): 'physician' | 'nurse' =>
  desk.professional.profession === 'nurse' ? 'nurse' : 'physician';

export const recordTemplates = (desk: Desk): RecordTemplate[] =>
  RECORD_TEMPLATES.filter(t => t.professions.includes(templateKind(desk)));

type RecordList = Readonly<{ rows: RecordRow[]; serviceEvents: ServiceEvent[]; source: Sourced }>;

/** Documents of this workstation with where they are on their way; they stand in the list before the repository knows them. */
function ownRows(env: Environment, patientId: string): RecordRow[] {
  return env.store.read(tx =>
    tx.documents.ofPatient('record', patientId).map(document => {
      const content = document.content as RecordDocument;
      const state = tx.outbox.byDocument(document.oid)?.state;
      return {
        oid: content.oid,
        serviceEventOid: content.serviceEventOid,
        title: content.title,
        authorName: fullName(content.author),
        createdAt: content.createdAt,
        version: content.version,
        acceptance:
          state === 'accepted'
            ? ('accepted' as const)
            : state === 'rejected'
              ? ('rejected' as const)
              : ('queued' as const),
      };
    }),
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
    rows: [...own, ...others].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
    serviceEvents: [...events, ...otherEvents.map(event => ({ ...event, patientId: patient.id }))].sort((a, b) =>
      b.startedAt.localeCompare(a.startedAt),
    ),
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: cached === null ? 'none' : 'cache', asOf: cached?.at ?? null, fault: answer.error.code },
  };
}

type Read = Readonly<{ row: RecordRow; readable: ReadableBlock[] }>;

/** The log line is written before the text is fetched, and with it before it can be shown. */
export async function readRecord(
  env: Environment,
  desk: Desk,
  patient: Patient,
  documentOid: Oid,
): Promise<Result<Read, Failure<'REC-0002' | 'NET-0001' | 'NET-0003'>>> {
  env.store.write(tx =>
    auditIn(tx, env, desk.professional, {
      act: 'open',
      patientId: patient.id,
      subject: documentOid,
      reason: TREATMENT,
      outcome: 'ok',
    }),
  );
  const own = env.store.read(tx => tx.documents.get(documentOid));
  const rows = [...ownRows(env, patient.id), ...(env.store.read(tx => keptRecords(tx, desk, patient.id))?.rows ?? [])];
  const row = rows.find(r => r.oid === documentOid);
  if (row === undefined) return fail({ code: 'REC-0002' });
  if (own !== null && own.patientId === patient.id)
    return ok({ row, readable: [...env.documents.readable(own.bytes)] });
  const fetched = await env.repository.read(documentOid, contextOf(env, desk.professional, TREATMENT, ''));
  if (!fetched.ok) return fail({ code: fetched.error.code === 'NET-0003' ? 'NET-0003' : 'NET-0001' });
  return ok({ row, readable: [...fetched.value] });
}

export function openRecordForm(
  env: Environment,
  desk: Desk,
  patientId: string,
  serviceEventOid: Oid,
  templateId: string,
): Result<RecordDraft, Failure<'PAT-0002' | 'PAT-0003' | 'REC-0001'>> {
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  const event = env.store.read(tx => tx.serviceEvents.get(serviceEventOid));
  const template = recordTemplates(desk).find(t => t.id === templateId);
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  if (event === null || event.patientId !== patientId || event.endedAt !== null || template === undefined)
    return fail({ code: 'REC-0001' });
  const form: RecordForm = {
    templateId,
    sections: template.headings.map(heading => ({ heading, text: '', entries: [] })),
    confirmations: [],
  };
  return ok(shownDraft(openDraft(env, desk, { kind: 'record', patientId, subjectOid: serviceEventOid, form })));
}

export const recordDrafts = (env: Environment, desk: Desk, patientId: string): RecordDraft[] =>
  draftsOf(env, desk, 'record', patientId).map(shownDraft);

const findingsOf = (env: Environment, desk: Desk, patient: Patient, form: RecordForm): readonly Finding[] =>
  checkRecord({ form, patient, author: desk.professional, now: env.clock.now(), today: env.clock.today() });

export function checkRecordForm(
  env: Environment,
  desk: Desk,
  draftId: string,
  form: RecordForm,
): Result<{ findings: Finding[] }, Failure<'FORM-0004'>> {
  const draft = draftOf(env, desk, 'record', draftId);
  if (!draft.ok) return draft;
  const patient = env.store.read(tx => tx.patients.get(draft.value.patientId));
  if (patient === null) return fail({ code: 'FORM-0004' });
  return ok({ findings: [...findingsOf(env, desk, patient, form)] });
}

export function previewRecords(
  env: Environment,
  desk: Desk,
  draftIds: readonly string[],
): Result<Preview[], Failure<'FORM-0003' | 'FORM-0004' | 'PAT-0003' | 'REC-0001'>> {
  const previews: Preview[] = [];
  for (const draftId of draftIds) {
    const draft = draftOf(env, desk, 'record', draftId);
    if (!draft.ok) return draft;
    const patient = env.store.read(tx => tx.patients.get(draft.value.patientId));
    if (patient === null) return fail({ code: 'FORM-0004' });
    if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
    const form = draft.value.form as RecordForm;
    const template = RECORD_TEMPLATES.find(t => t.id === form.templateId);
    const event = env.store.read(tx => tx.serviceEvents.get(draft.value.subjectOid as Oid));
    if (event === null || event.endedAt !== null || template === undefined) return fail({ code: 'REC-0001' });
    const findings = findingsOf(env, desk, patient, form);
    const written = recordFromForm(form, {
      oid: draft.value.documentOid,
      setId: draft.value.documentOid,
      version: 1,
      patient,
      author: desk.professional,
      serviceEventOid: event.oid,
      at: env.clock.now(),
      title: template.name[patient.language],
      today: env.clock.today(),
    });
    if (!written.ok) return fail({ code: 'FORM-0003', detail: written.error.map(f => f.rule) });
    previews.push(
      freeze(env, draft.value, { kind: 'record', content: written.value }, template.name[patient.language], findings),
    );
  }
  return ok(previews);
}

/** How a record is signed: in the lane of its service event, which must be open. */
export const recordSignable = (env: Environment, desk: Desk): Signable => ({
  kind: 'record',
  act: 'recordDocument',
  service: 'potilastieto',
  reason: TREATMENT,
  refusal(draft) {
    const [patient, event] = env.store.read(
      tx => [tx.patients.get(draft.patientId), tx.serviceEvents.get(draft.subjectOid as Oid)] as const,
    );
    if (patient === null) return { code: 'FORM-0004' };
    if (event === null || event.endedAt !== null) return { code: 'REC-0001' };
    const form = draft.form as RecordForm;
    const stops = signingStops(findingsOf(env, desk, patient, form), form.confirmations);
    return stops.length === 0 ? null : { code: 'FORM-0005', detail: stops.map(f => f.rule) };
  },
  confirmations: draft => (draft.form as RecordForm).confirmations,
  orderKey: content => (content as RecordDocument).serviceEventOid,
  summary: content => (content as RecordDocument).title,
});

export const signRecords = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> => signDocuments(env, desk, recordSignable(env, desk), items, pin2);

import { type RecordDraft } from '../../../../shared/contract/records.contract.ts';
import { type Preview, type SignResult } from '../../../../shared/contract/signing.contract.ts';
import { type Finding } from '../../../../shared/domain/finding.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { RECORD_TEMPLATES } from '../../../../shared/domain/records/record-templates.ts';
import { CERTIFICATE_FORMS } from '../../../../shared/domain/records/certificate-forms.ts';
import { newCoreEntry } from '../../../../shared/domain/records/core-data.ts';
import { type KnowsCode } from '../../../../shared/domain/records/core-data.rules.ts';
import { checkRecord, recordFromForm } from '../../../../shared/domain/records/record.rules.ts';
import {
  type RecordDocument,
  type RecordEntry,
  type RecordForm,
  type RecordTemplate,
  type Revision,
  type ServiceEvent,
} from '../../../../shared/domain/records/record.ts';
import { visitUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { signingStops } from '../../../../shared/domain/prescribing/prescription.rules.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Draft } from '../../ports/store/drafts.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { personOf } from '../patients/known-person.ts';
import { openedPatient } from '../patients/open-patient.ts';
import { draftOf, draftsOf, openDraft } from '../signing/drafts.ts';
import { freeze } from '../signing/freeze.ts';
import { signDocuments } from '../signing/sign-documents.ts';
import { type Signable } from '../signing/signable.ts';
import { recordTemplates, shownDraft } from './record-drafts.ts';
import { registerOf, toldAuthorisations } from './storing-rights.ts';
import { newestVersions, ownRows } from './record-list.ts';

/** @param late a note of an event that has ended: the form asks when that happened which is written of */
export function openRecordForm(
  env: Environment,
  desk: Desk,
  wanted: Readonly<{ patientId: string; serviceEventOid: Oid; templateId: string; late?: boolean | undefined }>,
): Result<RecordDraft, Failure<'PAT-0002' | 'PAT-0003' | 'REC-0001'>> {
  const { patientId, serviceEventOid, templateId, late = false } = wanted;
  const opened = openedPatient(env, desk, patientId);
  if (!opened.ok) return fail({ code: 'PAT-0002' });
  const { patient } = opened.value;
  const event = env.store.read(tx => tx.serviceEvents.get(serviceEventOid));
  const template = recordTemplates(desk).find(t => t.id === templateId);
  if (
    event === null ||
    event.patientId !== patientId ||
    event.unitOid !== desk.professional.organisation.oid ||
    (event.endedAt !== null) !== late ||
    template === undefined
  )
    return fail({ code: 'REC-0001' });
  if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
  const form: RecordForm = {
    templateId,
    sections: template.headings.map(heading => ({
      heading,
      text: '',
      entries: heading === 'certificate' ? formEntries(template, patient, env.clock.today()) : [],
    })),
    confirmations: [],
    ...(late ? { happenedAt: event.startedAt } : {}),
  };
  return ok(shownDraft(openDraft(env, desk, { kind: 'record', patientId, subjectOid: serviceEventOid, form })));
}

/** A certificate has its form in it from the beginning. */
const formEntries = (
  { certificate }: RecordTemplate,
  { language }: Patient,
  today: LocalDate,
): readonly RecordEntry[] =>
  certificate === undefined
    ? []
    : [newCoreEntry(certificate, { code: null, name: CERTIFICATE_FORMS[certificate].name[language] }, today)];

export const recordDrafts = (env: Environment, desk: Desk, patientId: string): RecordDraft[] =>
  draftsOf(env, desk, 'record', patientId).map(shownDraft);

const knowsIn =
  (env: Environment): KnowsCode =>
  (register, code) =>
    env.codes[register].byCode(code) !== null;

const findingsOf = (env: Environment, desk: Desk, patient: Patient, form: RecordForm): readonly Finding[] =>
  checkRecord({
    form,
    patient,
    author: desk.professional,
    now: env.clock.now(),
    today: env.clock.today(),
    knows: knowsIn(env),
  });

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

type NotNow = 'PAT-0003' | 'REC-0001' | 'REC-0004' | 'FORM-0004' | 'OVA-0004';

/** The event that a note belongs to: open for a new note; ended is right for what is written or changed afterwards. */
function standing(
  tx: Tx,
  draft: Draft,
): Result<Readonly<{ patient: Patient; event: ServiceEvent | null; base: RecordDocument | null }>, Failure<NotNow>> {
  const patient = tx.patients.get(draft.patientId);
  if (patient === null) return fail({ code: 'FORM-0004' });
  const { revision, happenedAt } = draft.form as RecordForm;
  const event = tx.serviceEvents.get(draft.subjectOid as Oid);
  if (revision === undefined) {
    if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
    if (event === null || (event.endedAt !== null && happenedAt === undefined)) return fail({ code: 'REC-0001' });
    return ok({ patient, event, base: null });
  }
  const versions = tx.documents.ofPatient('record', patient.id).filter(({ setId }) => setId === revision.base.setId);
  const isStale = versions.some(
    ({ oid, version }) => version > revision.base.version && tx.outbox.byDocument(oid)?.state !== 'rejected',
  );
  if (isStale) return fail({ code: 'REC-0004' });
  const base = versions.find(({ oid }) => oid === revision.base.oid)?.content as RecordDocument | undefined;
  return ok({ patient, event, base: base ?? null });
}

type Place = Pick<RecordDocument, 'isPrimary' | 'series'>;

const placeOf = ({ isPrimary, series }: Place): Place => ({
  ...(isPrimary === undefined ? {} : { isPrimary }),
  ...(series === undefined ? {} : { series }),
});

/** What a new note is in its event: the first one that stands is primary, and one of a series names its visit. */
function placeIn(env: Environment, event: ServiceEvent | null, given: Set<Oid>): Place {
  if (event === null) return {};
  const isFirst = !given.has(event.oid) && !hasPrimary(env, event);
  given.add(event.oid);
  const { series } = event;
  return placeOf({
    ...(isFirst ? { isPrimary: true } : {}),
    ...(series === undefined ? {} : { series: { name: series.name, visitOid: visitUnderWay(event)?.oid ?? null } }),
  });
}

/** An annulled primary document leaves its place to the next one. */
const hasPrimary = (env: Environment, { oid, patientId }: ServiceEvent): boolean =>
  newestVersions(ownRows(env, patientId)).some(
    row =>
      row.serviceEventOid === oid && row.isPrimary === true && row.state === 'current' && row.acceptance !== 'rejected',
  );

/** A form says what its base is; the base itself says whether that is so. */
const isBase = (base: RecordDocument | null, { base: said }: Revision): boolean =>
  base !== null && base.oid === said.oid && base.setId === said.setId && base.version === said.version;

export async function previewRecords(
  env: Environment,
  desk: Desk,
  draftIds: readonly string[],
  baseOf: (draft: Draft) => Promise<RecordDocument | null>,
): Promise<Result<Preview[], Failure<'FORM-0003' | NotNow>>> {
  const previews: Preview[] = [];
  // Of several notes that are seen together only the first can be the event's primary document.
  const given = new Set<Oid>();
  for (const draftId of draftIds) {
    const draft = draftOf(env, desk, 'record', draftId);
    if (!draft.ok) return draft;
    await refreshFor(env, desk, draft.value);
    const stands = env.store.read(tx => standing(tx, draft.value));
    if (!stands.ok) return stands;
    const form = draft.value.form as RecordForm;
    const { patient } = stands.value;
    const base = form.revision === undefined ? null : (stands.value.base ?? (await baseOf(draft.value)));
    if (form.revision !== undefined && !isBase(base, form.revision)) return fail({ code: 'REC-0004' });
    const register = env.store.read(tx => registerOf(env, tx, desk, draft.value, base));
    if (!register.ok) return register;
    const template = RECORD_TEMPLATES.find(t => t.id === form.templateId);
    const title = base?.title ?? template?.name[patient.language];
    if (title === undefined) return fail({ code: 'REC-0001' });
    const findings = findingsOf(env, desk, patient, form);
    const written = recordFromForm(form, {
      oid: draft.value.documentOid,
      setId: form.revision?.base.setId ?? draft.value.documentOid,
      version: (form.revision?.base.version ?? 0) + 1,
      patient,
      author: desk.professional,
      ...(base === null ? {} : { firstAuthor: base.author }),
      serviceEventOid: draft.value.subjectOid as Oid,
      ...(base === null ? placeIn(env, stands.value.event, given) : placeOf(base)),
      ...(register.value === null ? {} : { purchased: register.value }),
      at: env.clock.now(),
      title,
      today: env.clock.today(),
      knows: knowsIn(env),
    });
    if (!written.ok) return fail({ code: 'FORM-0003', detail: written.error.map(f => f.rule) });
    previews.push(freeze(env, draft.value, { kind: 'record', content: written.value }, title, findings));
  }
  return ok(previews);
}

/** What the organiser has ended meanwhile is known before anything is signed, where there is a line. */
async function refreshFor(env: Environment, desk: Desk, { form, patientId }: Draft): Promise<void> {
  if ((form as RecordForm).purchased === undefined) return;
  const person = personOf(env, desk, patientId);
  if (person.ok) await toldAuthorisations(env, desk, person.value);
}

/** A version in the list of the queue is told from the first one. */
const summaryOf = ({ title, version, revision }: RecordDocument): string =>
  revision === undefined ? title : `${title} (v${version}${revision.act === 'annulment' ? ', ×' : ''})`;

/** How a record is signed: in the lane of its service event; a later version waits for the acceptance of its base. */
export const recordSignable = (env: Environment, desk: Desk): Signable => ({
  kind: 'record',
  act: 'recordDocument',
  service: 'potilastieto',
  reason: TREATMENT,
  refusal(draft) {
    const stands = env.store.read(tx => standing(tx, draft));
    if (!stands.ok) return stands.error;
    const form = draft.form as RecordForm;
    const register = env.store.read(tx => registerOf(env, tx, desk, draft, null));
    if (!register.ok) return register.error;
    const stops = signingStops(findingsOf(env, desk, stands.value.patient, form), form.confirmations);
    return stops.length === 0 ? null : { code: 'FORM-0005', detail: stops.map(f => f.rule) };
  },
  confirmations: draft => (draft.form as RecordForm).confirmations,
  orderKey: content => (content as RecordDocument).serviceEventOid,
  summary: content => summaryOf(content as RecordDocument),
  afterOf(tx, content) {
    const { revision } = content as RecordDocument;
    const base = revision === undefined ? null : tx.outbox.byDocument(revision.base.oid);
    return base === null || base.state === 'accepted' || base.state === 'cancelled' ? [] : [base.id];
  },
  alsoStore(tx, { form, patientId, documentOid }) {
    const { purchased } = form as RecordForm;
    if (purchased === undefined) return;
    // On behalf of the organiser: the log names the authorisation.
    auditIn(tx, env, desk.professional, {
      act: 'storeForOrganiser',
      patientId,
      subject: documentOid,
      reason: purchased.authorisationOid,
      outcome: 'ok',
    });
  },
});

export const signRecords = (
  env: Environment,
  desk: Desk,
  items: readonly Readonly<{ draftId: string; digest: string }>[],
  pin2: string | null,
): Promise<Result<SignResult, Failure>> => signDocuments(env, desk, recordSignable(env, desk), items, pin2);

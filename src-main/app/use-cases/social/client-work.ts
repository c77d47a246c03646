import { SERVICE_TASKS, STRUCTURES, type ServiceTask } from '../../../../shared/codes/social-welfare.ts';
import { type SocialClient, type SocialRow } from '../../../../shared/contract/social.contract.ts';
import { listName } from '../../../../shared/domain/people/person.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import {
  isPeriod,
  isShowing,
  missingFields,
  newestOfSets,
  writtenFields,
} from '../../../../shared/domain/social/social.rules.ts';
import {
  type RegisterAccess,
  type SocialDraft,
  type SocialItem,
} from '../../../../shared/domain/social/social-item.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../../shared/kernel/time.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { encodeUtf8 } from '../../../../shared/kernel/utf8.ts';
import { auditIn } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { type Person, personOf } from '../wills/declarations.ts';
import { keepItem, knownItems, newItem, type NewItem } from './social-items.ts';

type NotOpen = 'PAT-0002' | 'PAT-0003' | 'PAT-0005';
const controllerOf = (desk: Desk): Oid => desk.professional.organisation.provider.oid;

/** The open client, who is alive: nothing new is written of the dead. */
function clientOf(env: Environment, desk: Desk, patientId: string): Result<Person, Failure<NotOpen>> {
  const person = personOf(env, desk, patientId);
  return person.ok && person.value.patient.deceasedOn !== null ? fail({ code: 'PAT-0003' }) : person;
}

/** One act: what it rests on is looked up and what it makes is kept in one transaction. */
function act<C extends string>(
  env: Environment,
  desk: Desk,
  patientId: string,
  make: (known: readonly SocialItem[], person: Person) => Result<NewItem, Failure<C & Failure['code']>>,
): Result<SocialRow, Failure<(C & Failure['code']) | NotOpen>> {
  const person = clientOf(env, desk, patientId);
  if (!person.ok) return person;
  const done = env.store.write((tx: Tx): Result<SocialRow, Failure<C & Failure['code']>> => {
    const wanted = make(knownItems(tx, patientId), person.value);
    if (!wanted.ok) return wanted;
    const item = newItem(env, tx, desk, person.value, wanted.value);
    const because = wanted.value.because?.trim() ?? '';
    // The ground of hiding a document from its client, or of emptying it, stays here: it is not sent.
    if (because !== '')
      auditIn(tx, env, desk.professional, {
        act: item.annulled ? 'annulSocial' : 'hideSocial',
        patientId,
        subject: item.oid,
        reason: because.slice(0, 1000),
        outcome: 'ok',
      });
    return ok(keepItem(env, tx, desk, patientId, item));
  });
  if (done.ok) env.queue.wake();
  return done;
}

const own = (known: readonly SocialItem[], controllerOid: Oid): SocialItem | undefined =>
  known.find(item => item.kind === 'relationship' && item.controllerOid === controllerOid);

const EMPTY = {
  relationship: null,
  caseSet: null,
  structure: null,
  fields: [],
  access: [],
  replaces: null,
  citizen: 'now',
  annulled: false,
} as const;

/** Clients with a relationship that is known here, newest first. */
export const listClients = (env: Environment): SocialClient[] =>
  env.store.read(tx => {
    const patientOf = new Map(tx.social.relationships().map(({ item, patientId }) => [item.setId, patientId]));
    return newestOfSets(tx.social.relationships().map(({ item }) => item))
      .flatMap(item => {
        const patient = tx.patients.get(patientOf.get(item.setId) ?? '');
        return patient === null
          ? []
          : [
              {
                patientId: patient.id,
                name: listName(patient),
                identityCode: item.identityCode,
                serviceTask: item.serviceTask,
                since: item.createdAt,
              },
            ];
      })
      .sort((a, b) => b.since.localeCompare(a.since));
  });

export const openRelationship = (env: Environment, desk: Desk, patientId: string, serviceTask: ServiceTask) =>
  act<'SOC-0001'>(env, desk, patientId, (known, { patient }) =>
    own(known, controllerOf(desk)) !== undefined
      ? fail({ code: 'SOC-0001' })
      : ok({
          ...EMPTY,
          kind: 'relationship',
          controllerOid: controllerOf(desk),
          serviceTask,
          title: patient.language === 'sv' ? 'Klientförhållande' : 'Asiakkuus',
        }),
  );

/** Opens the register to a producer's unit: only where the organiser's register is this unit's own. */
export const openRegister = (env: Environment, desk: Desk, patientId: string, access: RegisterAccess) =>
  act<'SOC-0002' | 'SOC-0006'>(env, desk, patientId, known => {
    const relationship = own(known, controllerOf(desk));
    if (relationship === undefined) return fail({ code: 'SOC-0002' });
    const isUnit = env.directory
      .socialUnits()
      .some(({ oid, provider }) => oid === access.unitOid && provider.oid !== controllerOf(desk));
    if (!isUnit || !isPeriod(access)) return fail({ code: 'SOC-0006' });
    const others = relationship.access.filter(({ unitOid }) => unitOid !== access.unitOid);
    return ok({ ...relationship, ...EMPTY, access: [...others, access], replaces: relationship });
  });

/** A case in the register that is used for the client: the own one, else one that was opened to this unit. */
export const openCase = (env: Environment, desk: Desk, patientId: string, serviceTask: ServiceTask, title: string) =>
  act<'SOC-0002' | 'SOC-0004'>(env, desk, patientId, known => {
    const relationship = own(known, controllerOf(desk)) ?? known.find(({ kind }) => kind === 'relationship');
    if (relationship === undefined) return fail({ code: 'SOC-0002' });
    if (title.trim() === '') return fail({ code: 'SOC-0004' });
    const { controllerOid, setId } = relationship;
    return ok({ ...EMPTY, kind: 'case', controllerOid, serviceTask, relationship: setId, title: title.trim() });
  });

/** A document of a case, or a new version of the newest one. */
function drafted(
  known: readonly SocialItem[],
  { patient }: Person,
  draft: SocialDraft,
  today: LocalDate,
): Result<NewItem, Failure<'SOC-0003' | 'SOC-0005' | 'SOC-0008' | 'SOC-0009'>> {
  const aCase = known.find(({ kind, setId }) => kind === 'case' && setId === draft.caseSet);
  if (aCase === undefined) return fail({ code: 'SOC-0003' });
  const replaces = draft.replaces === null ? null : (known.find(({ oid }) => oid === draft.replaces) ?? null);
  const isBase = replaces?.kind === 'document' && replaces.caseSet === aCase.setId;
  if (draft.replaces !== null && (!isBase || replaces.structure !== draft.structure)) return fail({ code: 'SOC-0005' });
  if (replaces?.annulled === true) return fail({ code: 'SOC-0008' });
  if (!isShowing(draft, today)) return fail({ code: 'SOC-0009' });
  const { controllerOid, serviceTask, relationship, setId: caseSet } = aCase;
  return ok({
    kind: 'document',
    controllerOid,
    serviceTask,
    relationship,
    caseSet,
    structure: draft.structure,
    title: STRUCTURES[draft.structure].name[patient.language],
    fields: writtenFields(draft, patient.language),
    access: [],
    replaces,
    citizen: draft.citizen?.showing ?? 'now',
    annulled: false,
    because: draft.citizen?.reason ?? '',
  });
}

const digestOf = (
  env: Environment,
  patientId: string,
  { title, fields, caseSet, replaces, citizen }: NewItem,
): string =>
  env.sha256(encodeUtf8(JSON.stringify([patientId, caseSet, replaces?.oid ?? null, title, fields, citizen])));

/** The display form: what a reader sees beside the structure. */
const displayOf = ({ title, serviceTask, fields }: NewItem, language: 'fi' | 'sv'): ReadableBlock[] => [
  { kind: 'heading', level: 1, text: title },
  { kind: 'paragraph', spans: [{ text: SERVICE_TASKS[serviceTask][language] }] },
  ...fields.flatMap(({ label, text }): ReadableBlock[] => [
    { kind: 'heading', level: 2, text: label },
    ...text.split('\n').map((line): ReadableBlock => ({ kind: 'paragraph', spans: [{ text: line }] })),
  ]),
];

type Previewed = Readonly<{ readable: ReadableBlock[]; missing: string[]; digest: string }>;

export function previewDocument(
  env: Environment,
  desk: Desk,
  patientId: string,
  draft: SocialDraft,
): Result<Previewed, Failure<NotOpen | 'SOC-0003' | 'SOC-0005' | 'SOC-0008' | 'SOC-0009'>> {
  const person = clientOf(env, desk, patientId);
  if (!person.ok) return person;
  const wanted = drafted(
    env.store.read(tx => knownItems(tx, patientId)),
    person.value,
    draft,
    env.clock.today(),
  );
  if (!wanted.ok) return wanted;
  return ok({
    readable: displayOf(wanted.value, person.value.patient.language),
    missing: [...missingFields(draft)],
    digest: digestOf(env, patientId, wanted.value),
  });
}

/** What was previewed goes to the archive: nothing else. */
export const archiveDocument = (env: Environment, desk: Desk, patientId: string, draft: SocialDraft, digest: string) =>
  act<'SOC-0003' | 'SOC-0004' | 'SOC-0005' | 'SOC-0007' | 'SOC-0008' | 'SOC-0009'>(
    env,
    desk,
    patientId,
    (known, person) => {
      if (missingFields(draft).length > 0) return fail({ code: 'SOC-0004', detail: [...missingFields(draft)] });
      const wanted = drafted(known, person, draft, env.clock.today());
      if (!wanted.ok) return wanted;
      return digestOf(env, patientId, wanted.value) === digest ? wanted : fail({ code: 'SOC-0007' });
    },
  );

/**
 * A last version with nothing in it but why. The emptied document takes the place of the one before it everywhere, in MyKanta
 * too; what it said stays only in the archive's history.
 */
export const annulDocument = (env: Environment, desk: Desk, patientId: string, documentOid: Oid, reason: string) =>
  act<'SOC-0004' | 'SOC-0005' | 'SOC-0008'>(env, desk, patientId, (known, { patient }) => {
    const replaces = known.find(({ oid, kind }) => oid === documentOid && kind === 'document');
    if (replaces === undefined) return fail({ code: 'SOC-0005' });
    if (replaces.annulled) return fail({ code: 'SOC-0008' });
    if (reason.trim() === '') return fail({ code: 'SOC-0004' });
    const label = patient.language === 'sv' ? 'Orsak till makuleringen' : 'Mitätöinnin syy';
    return ok({
      ...replaces,
      fields: [{ id: 'annulled', label, text: reason.trim() }],
      annulled: true,
      replaces,
      because: reason.trim(),
    });
  });

type Notified = Readonly<{ caseSet: Oid; recipient: string; basis: string; data: string }>;
const NOTICE = {
  fi: { title: 'Luovutusilmoitus', recipient: 'Saaja', basis: 'Luovutuksen peruste', data: 'Luovutetut tiedot' },
  sv: { title: 'Utlämningsanmälan', recipient: 'Mottagare', basis: 'Grund', data: 'Utlämnade uppgifter' },
} as const;

/** What was handed over outside Kanta; one notification for one disclosure. */
export const notifyDisclosure = (env: Environment, desk: Desk, patientId: string, notified: Notified) =>
  act<'SOC-0003' | 'SOC-0004'>(env, desk, patientId, (known, { patient }) => {
    const aCase = known.find(({ kind, setId }) => kind === 'case' && setId === notified.caseSet);
    if (aCase === undefined) return fail({ code: 'SOC-0003' });
    const words = NOTICE[patient.language];
    const ids = ['recipient', 'basis', 'data'] as const;
    const fields = ids.map(id => ({ id, label: words[id], text: notified[id].trim() }));
    if (fields.some(({ text }) => text === '')) return fail({ code: 'SOC-0004' });
    const { controllerOid, serviceTask, relationship, setId: caseSet } = aCase;
    return ok({
      ...EMPTY,
      kind: 'disclosure',
      controllerOid,
      serviceTask,
      relationship,
      caseSet,
      title: words.title,
      fields,
    });
  });

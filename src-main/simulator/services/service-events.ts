import type { Encounter, Reference } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hetuFault } from '../hetu.ts';
import { SYSTEM } from '../names.ts';
import { type Problem, localized } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { STATE } from '../rules/state.ts';
import { type Kept } from '../search/repository.ts';
import { type Call, type World } from '../world.ts';
import { type SubmittedEvent } from './bundle.ts';
import { patientByHetu } from './patients.ts';
import { controllerOf } from './controllers.ts';

const practiceOnly: Problem = {
  family: 'E-FORM',
  code: 'code-invalid',
  says: localized(
    'Henkilötunnus ei ole oikein tai ei ole harjoitustunnus.',
    'Personbeteckningen är fel eller inte en övningsbeteckning.',
    'The personal identity code is wrong or not a practice code.',
  ),
  diagnostics: 'SIM-DOC-008',
};

/** A service event is told by its official identifier; a visit below one has none, but an identifier all the same. */
const isServiceEvent = ({ identifier }: Encounter): boolean =>
  identifier?.some(({ use }) => use === 'official') ?? false;

const identifierOf = ({ identifier = [] }: Encounter): string => {
  const own = identifier.find(({ use }) => use === 'official') ?? identifier[0];
  return `${own?.system}|${own?.value}`;
};

const isSeries = ({ type }: Encounter): boolean =>
  type?.some(({ coding }) => coding?.some(({ system, code }) => system === SYSTEM.eventKind && code === 'series')) ??
  false;

/** A visit belongs to a series of the same provider and patient that goes on; a service event stands under no other. */
function againstPlace(world: World, encounter: Encounter, provider: string, isNew: boolean): Problem | null {
  const { partOf } = encounter;
  if (isServiceEvent(encounter)) return partOf === undefined ? null : STATE.noVisit;
  const [series] = world.repository.byIdentifier<Encounter>(
    'Encounter',
    `${partOf?.identifier?.system}|${partOf?.identifier?.value}`,
  );
  if (!series || !isServiceEvent(series) || !isSeries(series)) return STATE.noVisit;
  const begunAt = organisationOf(series.serviceProvider, world) ?? '';
  if (controllerOf(world.store, begunAt) !== controllerOf(world.store, provider)) return STATE.noVisit;
  const names = subjectNames(world, series.subject);
  if (!subjectNames(world, encounter.subject).some(name => names.includes(name))) return STATE.otherPatient;
  return isNew && series.status !== 'in-progress' ? STATE.noVisit : null;
}

const organisationOf = (reference: Reference | undefined, world: World): string | null => {
  if (reference?.identifier?.value) return reference.identifier.value.replace(/^urn:oid:/, '');
  const id = /^Organization\/(.+)$/.exec(reference?.reference ?? '')?.[1];
  const found = id ? world.repository.read('Organization', id) : null;
  return found?.resourceType === 'Organization'
    ? (found.identifier?.[0]?.value?.replace(/^urn:oid:/, '') ?? null)
    : null;
};

/** `Patient/id` and the personal code of a subject, whichever are known. */
function subjectNames(world: World, subject: Reference | undefined): readonly string[] {
  const hetu = subject?.identifier?.system === SYSTEM.hetu ? (subject.identifier.value ?? null) : null;
  const patient = hetu === null ? null : patientByHetu(world, hetu);
  return [
    ...(subject?.reference ? [subject.reference] : []),
    ...(hetu ? [`${SYSTEM.hetu}|${hetu}`] : []),
    ...(patient ? [`Patient/${patient.id}`] : []),
  ];
}

export type EventActed = Readonly<{ encounter: Kept<Encounter>; created: boolean; changed: boolean }>;

/** Makes or changes a service event. Made again under a known identifier it is the known one: nothing is stored. */
export function actOnEvent(
  world: World,
  call: Call,
  sent: SubmittedEvent,
): Result<EventActed, Readonly<{ status?: number; problems: readonly Problem[] }>> {
  const { repository, store } = world;
  const { encounter, change } = sent;
  const refused = (...problems: readonly Problem[]) => fail({ problems });
  const provider = organisationOf(encounter.serviceProvider, world);
  if (
    provider === null ||
    !store.register.organisation(provider) ||
    controllerOf(store, provider) !== controllerOf(store, call.caller.organisation)
  )
    return refused(TEXTS.notYours);
  const hetu =
    encounter.subject?.identifier?.system === SYSTEM.hetu ? (encounter.subject.identifier.value ?? '') : null;
  if (hetu !== null && hetuFault(hetu) !== null) return refused(practiceOnly);
  const found = repository.byIdentifier<Encounter>('Encounter', identifierOf(encounter));
  if (change === null) {
    if (found.length > 1) return fail({ status: 412, problems: [TEXTS.multipleMatches] });
    const [known] = found;
    if (known) return ok({ encounter: known, created: false, changed: false });
    const misplaced = againstPlace(world, encounter, provider, true);
    if (misplaced !== null) return refused(misplaced);
    const { id: _id, ...rest } = encounter;
    return ok({
      encounter: repository.create<Encounter>(withPatient(world, rest), call.nowMs),
      created: true,
      changed: true,
    });
  }
  if (change.id === null && found.length > 1) return fail({ status: 412, problems: [TEXTS.multipleMatches] });
  const current = change.id === null ? (found[0] ?? null) : repository.read<Encounter>('Encounter', change.id);
  if (!current)
    return fail(change.id === null ? { problems: [STATE.unknownEvent] } : { status: 404, problems: [TEXTS.notFound] });
  if (current.meta.versionId !== String(change.version)) {
    return sameContent(current, encounter)
      ? ok({ encounter: current, created: false, changed: false })
      : fail({ status: 412, problems: [TEXTS.matchOld] });
  }
  if (
    identifierOf(current) !== identifierOf(encounter) ||
    !subjectNames(world, encounter.subject).some(n => subjectNames(world, current.subject).includes(n))
  )
    return refused(STATE.otherPatient);
  if (organisationOf(current.serviceProvider, world) !== provider) return refused(TEXTS.notYours);
  const misplaced =
    isServiceEvent(current) === isServiceEvent(encounter)
      ? againstPlace(world, encounter, provider, false)
      : STATE.noVisit;
  if (misplaced !== null) return refused(misplaced);
  if (current.status === 'cancelled' || current.status === 'entered-in-error') return refused(STATE.cancelledEvent);
  return ok({
    encounter: repository.update<Encounter>({ ...withPatient(world, encounter), id: current.id }, call.nowMs),
    created: false,
    changed: true,
  });
}

/** Adds the address of a known patient beside the identifier that was sent. */
function withPatient(world: World, encounter: Encounter): Encounter {
  const hetu = encounter.subject?.identifier?.value;
  const patient = hetu && encounter.subject?.identifier?.system === SYSTEM.hetu ? patientByHetu(world, hetu) : null;
  return patient ? { ...encounter, subject: { ...encounter.subject, reference: `Patient/${patient.id}` } } : encounter;
}

/** The same change sent twice under a new message: the second finds its own content in place. */
function sameContent(current: Kept<Encounter>, sent: Encounter): boolean {
  const plain = ({ meta: _meta, id: _id, subject, ...rest }: Encounter) =>
    JSON.stringify({ ...rest, subject: subject?.identifier ?? subject?.reference });
  return plain(current) === plain(sent);
}

/** The open service event of a record document: known, of the same patient, not cancelled. */
export function eventAgainst(
  world: World,
  oid: string,
  hetu: string | null,
  patientId: string | null,
): readonly Problem[] {
  const [event] = world.repository.byIdentifier<Encounter>('Encounter', `${SYSTEM.uri}|urn:oid:${oid}`);
  if (!event || !isServiceEvent(event)) return [STATE.unknownEvent];
  const names = subjectNames(world, event.subject);
  const same =
    (hetu !== null && names.includes(`${SYSTEM.hetu}|${hetu}`)) ||
    (patientId !== null && names.includes(`Patient/${patientId}`));
  if (!same) return [STATE.unknownEvent];
  return event.status === 'cancelled' || event.status === 'entered-in-error' ? [STATE.cancelledEvent] : [];
}

/** The visit that a document says it was written in: one of its own series. */
export function visitAgainst(world: World, visitOid: string, eventOid: string): Problem | null {
  const [visit] = world.repository.byIdentifier<Encounter>('Encounter', `${SYSTEM.uri}|urn:oid:${visitOid}`);
  return visit?.partOf?.identifier?.value === `urn:oid:${eventOid}` ? null : STATE.noVisit;
}

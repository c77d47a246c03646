import type { DocumentReference } from 'fhir/r4.js';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type CdaRecord } from '../cda/record.codec.ts';
import { SYSTEM } from '../names.ts';
import { type Problem } from '../rest/refusal.ts';
import { AUTHORISING } from '../rules/authorisation.refusals.ts';
import { STATE } from '../rules/state.ts';
import { type Call, type World } from '../world.ts';
import { mayAddTo } from './authorisations.ts';
import { controllerOf } from './controllers.ts';
import { type Examined } from './intake.ts';
import { patientByHetu, patientOf, samePatient } from './patients.ts';
import { type Acted } from './prescription-acts.ts';
import { eventAgainst, visitAgainst } from './service-events.ts';

/** An annulled document is final: nothing replaces it. */
const isAnnulled = (world: World, referenceId: string): boolean =>
  world.repository.read<DocumentReference>('DocumentReference', referenceId)?.docStatus === 'entered-in-error';

/** Who keeps a document: the topmost organisation above its custodian. */
export const keeperOf = (world: World, { header }: Pick<Examined, 'header'>): string =>
  controllerOf(world.store, header.custodian ?? '');

/** What stands against writing into the register that the document names; nothing where it is the caller's own. */
function againstRegister(
  world: World,
  call: Call,
  document: Examined,
  { organiser, producer }: CdaRecord,
  patientId: string | null,
): Problem | null {
  const { header } = document;
  const keeper = keeperOf(world, document);
  const own = controllerOf(world.store, call.caller.organisation);
  if (keeper === own) return null;
  const wanted = { keeper, register: header.type.code, event: header.encounter ?? '' };
  if (patientId === null || !mayAddTo(world, call, { ...wanted, patientId }))
    return header.version === 1 ? AUTHORISING.noStoring : STATE.otherController;
  const isNamed = organiser !== null && producer !== null && controllerOf(world.store, producer) === own;
  return isNamed ? null : AUTHORISING.organiser;
}

/** Another document of the event that stands for its data, in its newest version and not annulled. */
const hasOtherPrimary = (world: World, event: string, setId: string): boolean =>
  world.repository
    .byKey<DocumentReference>('DocumentReference', 'encounter', `${SYSTEM.uri}|urn:oid:${event}`)
    .some(
      ({ status, docStatus, category, identifier }) =>
        status === 'current' &&
        docStatus !== 'entered-in-error' &&
        category?.some(({ coding }) => coding?.some(({ system }) => system === SYSTEM.eventDocument)) === true &&
        identifier?.some(({ value }) => value === `urn:oid:${setId}`) !== true,
    );

/** Saves a record document or a new version of one: the service event first, the newest version only, the controller only. */
export function actOnRecord(world: World, call: Call, document: Examined, body: CdaRecord): Acted {
  const { header } = document;
  const { documents } = world.store;
  const newest = documents.newestOfSet('potilastieto', header.setId);
  const known = header.patient.hetu ? patientByHetu(world, header.patient.hetu) : null;
  const event = header.encounter ?? '';
  const misplaced = body.visit === null ? null : visitAgainst(world, body.visit, event);
  const patientId = newest?.patientId ?? known?.id ?? null;
  const notTheirs = againstRegister(world, call, document, body, patientId);
  const problems = [
    ...eventAgainst(world, event, header.patient.hetu, patientId),
    ...(notTheirs === null ? [] : [notTheirs]),
    ...(misplaced === null ? [] : [misplaced]),
    ...(body.primary && hasOtherPrimary(world, event, header.setId) ? [STATE.secondPrimary] : []),
  ];
  if (header.version === 1) {
    if (newest) return fail([...problems, STATE.knownSet]);
    return problems.length > 0 ? fail(problems) : ok(patientOf(world, header.patient, call.nowMs).id);
  }
  if (!newest || header.version !== newest.version + 1 || header.related?.oid !== newest.oid)
    return fail([...problems, STATE.notNewest]);
  const patient = samePatient(world, newest.patientId, header.patient);
  const against = [
    ...problems,
    ...(isAnnulled(world, newest.referenceId) ? [STATE.annulledRecord] : []),
    ...(patient ? [] : [STATE.otherPatient]),
    // A version stays in the register of the one before; whether the caller may write there has been asked above.
    ...(controllerOf(world.store, newest.organisation) === keeperOf(world, document) ? [] : [STATE.otherController]),
  ];
  return against.length > 0 ? fail(against) : ok(newest.patientId);
}

import type { DocumentReference } from 'fhir/r4.js';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type CdaRecord } from '../cda/record.codec.ts';
import { SYSTEM } from '../names.ts';
import { STATE } from '../rules/state.ts';
import { type Call, type World } from '../world.ts';
import { controllerOf } from './controllers.ts';
import { type Examined } from './intake.ts';
import { patientByHetu, patientOf, samePatient } from './patients.ts';
import { type Acted } from './prescription-acts.ts';
import { eventAgainst, visitAgainst } from './service-events.ts';

/** An annulled document is final: nothing replaces it. */
const isAnnulled = (world: World, referenceId: string): boolean =>
  world.repository.read<DocumentReference>('DocumentReference', referenceId)?.docStatus === 'entered-in-error';

/** Corrections are the controller's: any unit of it, and its archivist, who stands under no unit. */
const sameController = ({ store }: World, one: string, other: string): boolean =>
  controllerOf(store, one) === controllerOf(store, other);

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
export function actOnRecord(world: World, call: Call, { header }: Examined, body: CdaRecord): Acted {
  const { documents } = world.store;
  const newest = documents.newestOfSet('potilastieto', header.setId);
  const known = header.patient.hetu ? patientByHetu(world, header.patient.hetu) : null;
  const event = header.encounter ?? '';
  const misplaced = body.visit === null ? null : visitAgainst(world, body.visit, event);
  const problems = [
    ...eventAgainst(world, event, header.patient.hetu, newest?.patientId ?? known?.id ?? null),
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
    ...(sameController(world, newest.organisation, call.caller.organisation) ? [] : [STATE.otherController]),
  ];
  return against.length > 0 ? fail(against) : ok(newest.patientId);
}

import { type SeriesVisit, type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { eventUnderWay, visitUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type Tx } from '../../ports/store.port.ts';
import { TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { forgetQuietly } from '../offline/kept-lists.ts';
import { enqueueUnsigned } from '../queue/enqueue.ts';
import { openedPatient } from './open-patient.ts';

/** The repository gives a new service event this version; its end replaces exactly that one. */
const FIRST_VERSION = 'W/"1"';

/** Queues the opening or the end of a service event, or of one visit of a series, which goes in the lane of the series. */
export function enqueueEvent(
  env: Environment,
  tx: Tx,
  desk: Desk,
  event: ServiceEvent,
  act: 'serviceEventOpened' | 'serviceEventEnded',
  visit: SeriesVisit | null = null,
): void {
  const patient = tx.patients.get(event.patientId);
  if (patient === null) throw new Error('service event of an unknown patient');
  const at = env.clock.now();
  const messageId = env.newUuid();
  const body = env.messages.serviceEventSubmission({
    messageId,
    event,
    visit,
    previousVersionTag: act === 'serviceEventEnded' ? FIRST_VERSION : null,
    patientIdentityCode: patient.identityCode,
    patientLocalId: patient.id,
    author: desk.professional,
    at,
  });
  enqueueUnsigned(env, tx, desk, {
    at,
    documentOid: visit?.oid ?? event.oid,
    messageId,
    act,
    service: 'potilastieto',
    orderKey: event.oid,
    after: [],
    patientId: event.patientId,
    reason: TREATMENT,
    body,
    logged: TREATMENT,
  });
}

/** Opens a service event, or gives the one of this unit that is still open: a second press never makes a second event. */
export function openServiceEvent(
  env: Environment,
  desk: Desk,
  patientId: string,
  kind: ServiceEvent['kind'],
): Result<ServiceEvent, Failure<'PAT-0002' | 'PAT-0003'>> {
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const unitOid = desk.professional.organisation.oid;
  const opened = env.store.write((tx): Result<ServiceEvent, Failure<'PAT-0002' | 'PAT-0003'>> => {
    const patient = tx.patients.get(patientId);
    if (patient === null) return fail({ code: 'PAT-0002' });
    if (patient.deceasedOn !== null) return fail({ code: 'PAT-0003' });
    const open = eventUnderWay(tx.serviceEvents.ofPatient(patientId), unitOid);
    if (open !== null) return ok(open);
    const event: ServiceEvent = {
      oid: newOid('serviceEvent', desk.professional.organisation, env.clock.today(), tx, env.random),
      patientId,
      kind,
      unitOid,
      startedAt: env.clock.now(),
      endedAt: null,
      acceptance: 'queued',
    };
    tx.serviceEvents.put(event);
    enqueueEvent(env, tx, desk, event, 'serviceEventOpened');
    return ok(event);
  });
  if (opened.ok) env.queue.wake();
  return opened;
}

/** Ends one visit of a series, in the caller's transaction. @returns the series as it is then */
export function endVisit(env: Environment, tx: Tx, desk: Desk, event: ServiceEvent, visit: SeriesVisit): ServiceEvent {
  const ended: SeriesVisit = { ...visit, endedAt: env.clock.now() };
  const visits = (event.series?.visits ?? []).map(one => (one.oid === visit.oid ? ended : one));
  const after: ServiceEvent = event.series === undefined ? event : { ...event, series: { ...event.series, visits } };
  tx.serviceEvents.put(after);
  enqueueEvent(env, tx, desk, after, 'serviceEventEnded', ended);
  return after;
}

/** Ends a service event; the end waits in the queue behind the opening and the documents made in between. */
export function endServiceEvent(env: Environment, desk: Desk, oid: Oid): Result<ServiceEvent, Failure<'REC-0001'>> {
  const ended = env.store.write((tx): Result<ServiceEvent, Failure<'REC-0001'>> => {
    const event = tx.serviceEvents.get(oid);
    if (event === null || event.endedAt !== null || event.unitOid !== desk.professional.organisation.oid)
      return fail({ code: 'REC-0001' });
    const visit = visitUnderWay(event);
    const left = visit === null ? event : endVisit(env, tx, desk, event, visit);
    const closed: ServiceEvent = { ...left, endedAt: env.clock.now(), acceptance: 'queued' };
    tx.serviceEvents.put(closed);
    enqueueEvent(env, tx, desk, closed, 'serviceEventEnded');
    return ok(closed);
  });
  if (ended.ok) {
    env.queue.wake();
    // What others made was shown for this event: it goes with it, from the list and from the file.
    forgetQuietly(env);
  }
  return ended;
}

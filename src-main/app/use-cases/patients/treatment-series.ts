import { type SeriesVisit, type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { eventUnderWay, SERIES_NAME_MAX, visitUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { storedText, textFault } from '../../../../shared/kernel/text.ts';
import { type Environment } from '../../environment.ts';
import { newOid } from '../../identifiers.ts';
import { type Tx } from '../../ports/store.port.ts';
import { type Desk } from '../../session/session.ts';
import { forgetQuietly } from '../offline/kept-lists.ts';
import { openedPatient } from './open-patient.ts';
import { endVisit, enqueueEvent } from './service-events.ts';

type OpenFault = Failure<'PAT-0002' | 'PAT-0003' | 'REC-0009'>;

/** Why no visit can begin: the patient has died, or another visit goes on. */
function barred(tx: Tx, desk: Desk, patientId: string): OpenFault | null {
  if ((tx.patients.get(patientId)?.deceasedOn ?? null) !== null) return { code: 'PAT-0003' };
  const going = eventUnderWay(tx.serviceEvents.ofPatient(patientId), desk.professional.organisation.oid);
  return going === null ? null : { code: 'REC-0009' };
}

function beginVisit(env: Environment, tx: Tx, desk: Desk, event: ServiceEvent): ServiceEvent {
  const visit: SeriesVisit = {
    oid: newOid('serviceEvent', desk.professional.organisation, env.clock.today(), tx, env.random),
    startedAt: env.clock.now(),
    endedAt: null,
  };
  const { series = { name: '', visits: [] } } = event;
  const begun: ServiceEvent = { ...event, series: { ...series, visits: [...series.visits, visit] } };
  tx.serviceEvents.put(begun);
  enqueueEvent(env, tx, desk, begun, 'serviceEventOpened', visit);
  return begun;
}

/** Opens a treatment series with its first visit. */
export function openTreatmentSeries(
  env: Environment,
  desk: Desk,
  patientId: string,
  wanted: string,
): Result<ServiceEvent, OpenFault> {
  const name = storedText(wanted).trim();
  if (name === '' || name.includes('\n') || textFault(name, SERIES_NAME_MAX) !== null)
    return fail({ code: 'REC-0009' });
  if (!openedPatient(env, desk, patientId).ok) return fail({ code: 'PAT-0002' });
  const opened = env.store.write((tx): Result<ServiceEvent, OpenFault> => {
    const against = barred(tx, desk, patientId);
    if (against !== null) return fail(against);
    const { organisation } = desk.professional;
    const event: ServiceEvent = {
      oid: newOid('serviceEvent', organisation, env.clock.today(), tx, env.random),
      patientId,
      kind: 'visit',
      unitOid: organisation.oid,
      startedAt: env.clock.now(),
      endedAt: null,
      acceptance: 'queued',
      series: { name, visits: [] },
    };
    enqueueEvent(env, tx, desk, event, 'serviceEventOpened');
    return ok(beginVisit(env, tx, desk, event));
  });
  if (opened.ok) env.queue.wake();
  return opened;
}

/** A series of the own unit that has not ended. */
function goingSeries(tx: Tx, desk: Desk, oid: Oid): ServiceEvent | null {
  const event = tx.serviceEvents.get(oid);
  const isOwn = event?.unitOid === desk.professional.organisation.oid;
  return event !== null && isOwn && event.series !== undefined && event.endedAt === null ? event : null;
}

/** Begins the next visit of a series; pressed twice it is the same visit. */
export function openSeriesVisit(
  env: Environment,
  desk: Desk,
  oid: Oid,
): Result<ServiceEvent, OpenFault | Failure<'REC-0001'>> {
  const known = env.store.read(tx => tx.serviceEvents.get(oid));
  if (known === null) return fail({ code: 'REC-0001' });
  if (!openedPatient(env, desk, known.patientId).ok) return fail({ code: 'PAT-0002' });
  const opened = env.store.write((tx): Result<ServiceEvent, OpenFault | Failure<'REC-0001'>> => {
    const event = goingSeries(tx, desk, oid);
    if (event === null) return fail({ code: 'REC-0001' });
    if (visitUnderWay(event) !== null) return ok(event);
    const against = barred(tx, desk, event.patientId);
    return against === null ? ok(beginVisit(env, tx, desk, event)) : fail(against);
  });
  if (opened.ok) env.queue.wake();
  return opened;
}

/** Ends the visit that goes on; the series waits for the next one. */
export function endSeriesVisit(env: Environment, desk: Desk, oid: Oid): Result<ServiceEvent, Failure<'REC-0001'>> {
  const ended = env.store.write((tx): Result<ServiceEvent, Failure<'REC-0001'>> => {
    const event = goingSeries(tx, desk, oid);
    const visit = event === null ? null : visitUnderWay(event);
    return event === null || visit === null ? fail({ code: 'REC-0001' }) : ok(endVisit(env, tx, desk, event, visit));
  });
  if (ended.ok) {
    env.queue.wake();
    forgetQuietly(env);
  }
  return ended;
}

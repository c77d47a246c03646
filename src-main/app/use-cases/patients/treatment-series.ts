import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type SeriesVisit, type ServiceEvent } from '../../../../shared/domain/records/record.ts';
import { eventUnderWay, SERIES_NAME_MAX, visitUnderWay } from '../../../../shared/domain/records/service-event.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { storedText, textFault } from '../../../../shared/kernel/text.ts';
import { type Environment } from '../../environment.ts';
import { arcOf, newOid } from '../../identifiers.ts';
import { type PatientDataRepository } from '../../ports/kanta.port.ts';
import { type Tx } from '../../ports/store.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
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

type ArchiveFault = Failure<'REC-0010' | 'NET-0001' | 'NET-0003'>;

/** The series as the archive has it, however far back its list has to be read. */
async function archivedSeries(
  env: Environment,
  desk: Desk,
  patient: Patient,
  oid: Oid,
): Promise<Result<ServiceEvent, ArchiveFault>> {
  const ask = async (
    page: ReturnType<PatientDataRepository['ofPatient']>,
  ): Promise<Result<ServiceEvent, ArchiveFault>> => {
    const told = await page;
    if (!told.ok) return fail({ code: told.error.code === 'NET-0003' ? 'NET-0003' : 'NET-0001' });
    const found = told.value.serviceEvents.find(event => event.oid === oid);
    if (found !== undefined) return ok({ ...found, patientId: patient.id });
    return told.value.more === null ? fail({ code: 'REC-0010' }) : ask(told.value.more());
  };
  return ask(env.repository.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, '')));
}

/**
 * Takes a series over that another workstation or unit of the same provider began: a service event is between one provider
 * and one patient, and a series is one service event however many encounters the systems have (HL7 Finland base profiles).
 */
async function adopt(env: Environment, desk: Desk, patient: Patient, oid: Oid): Promise<Result<null, ArchiveFault>> {
  const found = await archivedSeries(env, desk, patient, oid);
  if (!found.ok) return found;
  const { organisation } = desk.professional;
  const { unitOid: begunAtOid, series, endedAt } = found.value;
  const isOwn = begunAtOid === organisation.oid;
  const isOfProvider = isOwn || begunAtOid.startsWith(`${arcOf(organisation)}.`);
  if (series === undefined || endedAt !== null || !isOfProvider) return fail({ code: 'REC-0010' });
  // Who goes on now at another unit is met there: only an own visit is joined.
  const visits = isOwn ? series.visits : series.visits.filter(visit => visit.endedAt !== null);
  env.store.write(tx =>
    tx.serviceEvents.put({
      ...found.value,
      unitOid: organisation.oid,
      ...(isOwn ? {} : { begunAtOid }),
      series: { ...series, visits },
    }),
  );
  return ok(null);
}

/** Begins the next visit of a series, one from the archive too; pressed twice it is the same visit. */
export async function openSeriesVisit(
  env: Environment,
  desk: Desk,
  patientId: string,
  oid: Oid,
): Promise<Result<ServiceEvent, OpenFault | ArchiveFault | Failure<'REC-0001'>>> {
  const person = openedPatient(env, desk, patientId);
  if (!person.ok) return fail({ code: 'PAT-0002' });
  const { against, known } = env.store.read(tx => ({
    against: barred(tx, desk, patientId),
    known: tx.serviceEvents.get(oid),
  }));
  if (known !== null && known.patientId !== patientId) return fail({ code: 'REC-0001' });
  if (known === null) {
    if (against !== null) return fail(against);
    const adopted = await adopt(env, desk, person.value.patient, oid);
    if (!adopted.ok) return adopted;
  }
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

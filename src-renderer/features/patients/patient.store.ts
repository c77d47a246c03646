import { createStore, useStore } from 'zustand';
import { type ApiClient } from '../../../shared/contract/api.ts';
import { type AccessBasis } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { eventUnderWay, openSeries as openOf } from '../../../shared/domain/records/service-event.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';

/** The patient whose data are open at this desk, and on what ground. */
/** What a person is to this workplace: of care, of a pharmacy, of social welfare. */
export type MetAs = 'patient' | 'customer' | 'client';

export type OpenPatient = Readonly<{
  patient: Patient;
  /** What goes on now: of a series only during one of its visits. */
  openServiceEvent: ServiceEvent | null;
  openSeries: readonly ServiceEvent[];
  openedAt: Instant;
  latestWeightKg: Readonly<{ value: string; on: LocalDate }> | null;
  reason: '1' | '2' | '6';
  basis: AccessBasis | null;
  collector: string;
}>;

type PatientState = Readonly<{
  open: OpenPatient | null;
  /** The data of someone are on their way: the next keys will be about that person. */
  isOpening: boolean;
}>;

/** One patient at a time for the whole window: it is the fixed point of every screen. */
export const openPatientStore = createStore<PatientState>()(() => ({ open: null, isOpening: false }));

export const useOpenPatient = (): OpenPatient | null => useStore(openPatientStore, state => state.open);
export const useIsOpening = (): boolean => useStore(openPatientStore, state => state.isOpening);

/** Opens the patient's data; the host writes the log line before it answers. */
export async function openPatient(
  client: ApiClient,
  patientId: string,
  why: Pick<OpenPatient, 'reason' | 'basis' | 'collector'>,
): Promise<Failure | null> {
  openPatientStore.setState({ isOpening: true });
  const reply = await client.patients.open({ patientId, ...why });
  openPatientStore.setState({ isOpening: false });
  if (!reply.ok) return reply.error;
  openPatientStore.setState({ open: { ...reply.value, ...why } });
  return null;
}

/** A weight that was just recorded is the newest known, unless a later one is. */
export function noteWeight(patientId: string, weight: Readonly<{ kg: number; on: LocalDate }> | null): void {
  const { open } = openPatientStore.getState();
  if (open === null || open.patient.id !== patientId || weight === null) return;
  if (open.latestWeightKg !== null && open.latestWeightKg.on > weight.on) return;
  openPatientStore.setState({ open: { ...open, latestWeightKg: { value: String(weight.kg), on: weight.on } } });
}

export const closePatient = (): void => openPatientStore.setState({ open: null });

/** Opens the service event of this visit, or gives the one that is open. */
export async function ensureServiceEvent(client: ApiClient, kind: ServiceEvent['kind']): Promise<Failure | null> {
  const { open } = openPatientStore.getState();
  if (open === null) return { code: 'PAT-0002' };
  const reply = await client.patients.openServiceEvent({ patientId: open.patient.id, kind });
  if (!reply.ok) return reply.error;
  return takeEvent(reply.value);
}

/** Ends what goes on: the visit of a series, which waits for its next one, or the service event itself. */
export async function endServiceEvent(client: ApiClient): Promise<Failure | null> {
  const { open } = openPatientStore.getState();
  if (open === null || open.openServiceEvent === null) return { code: 'REC-0001' };
  const { oid: serviceEventOid, series } = open.openServiceEvent;
  const reply =
    series === undefined
      ? await client.patients.endServiceEvent({ serviceEventOid })
      : await client.patients.endSeriesVisit({ serviceEventOid });
  return reply.ok ? takeEvent(reply.value) : reply.error;
}

/** Opens a treatment series with its first visit. */
export async function openSeries(client: ApiClient, name: string): Promise<Failure | null> {
  const { open } = openPatientStore.getState();
  if (open === null) return { code: 'PAT-0002' };
  const reply = await client.patients.openSeries({ patientId: open.patient.id, name });
  return reply.ok ? takeEvent(reply.value) : reply.error;
}

/** The next visit of a series, of one that another workstation began too. */
export async function openSeriesVisit(client: ApiClient, serviceEventOid: Oid): Promise<Failure | null> {
  const { open } = openPatientStore.getState();
  if (open === null) return { code: 'PAT-0002' };
  const reply = await client.patients.openSeriesVisit({ patientId: open.patient.id, serviceEventOid });
  return reply.ok ? takeEvent(reply.value) : reply.error;
}

/** Ends the whole series, with the visit that goes on. */
export async function endSeries(client: ApiClient, serviceEventOid: Oid): Promise<Failure | null> {
  const reply = await client.patients.endServiceEvent({ serviceEventOid });
  return reply.ok ? takeEvent(reply.value) : reply.error;
}

/** The event as the host says it is now, where the bar and the screens read it. */
function takeEvent(event: ServiceEvent): null {
  const { open } = openPatientStore.getState();
  if (open === null || open.patient.id !== event.patientId) return null;
  const all = [...open.openSeries.filter(({ oid }) => oid !== event.oid), event];
  const goesOn = eventUnderWay([event], event.unitOid);
  const other = open.openServiceEvent?.oid === event.oid ? null : open.openServiceEvent;
  openPatientStore.setState({
    open: { ...open, openServiceEvent: goesOn ?? other, openSeries: openOf(all, event.unitOid) },
  });
  return null;
}

import { z } from 'zod';
import { SERIES_NAME_MAX } from '../domain/records/service-event.ts';
import { call } from './define.ts';
import {
  accessBasis,
  count,
  id,
  instant,
  limit,
  localDate,
  nothing,
  oid,
  patient,
  serviceEvent,
  text,
} from './values.ts';

export const patientHit = z.strictObject({
  id,
  identityCode: z.string().length(11).nullable(),
  family: z.string(),
  given: z.array(z.string()),
  birthDate: localDate,
  sex: z.enum(['male', 'female', 'unknown', 'unspecified']),
  city: z.string(),
  deceased: z.boolean(),
  /** Since when the newest list of this person's prescriptions or records is kept here; absent when none is. */
  keptAt: instant.optional(),
});
export type PatientHit = z.output<typeof patientHit>;

/** Why patient data is opened: query reasons of 1.2.246.537.5.40110.2006, 1 treatment, 2 urgent treatment, 6 dispensing. */
export const openReason = z.enum(['1', '2', '6']);

export const patients = {
  /** Own register first; a whole identity code that is not there is asked from the service when the line is up. */
  search: call({
    needs: 'findPersons',
    params: z.strictObject({ text: text(200), limit }),
    result: z.strictObject({
      hits: z.array(patientHit),
      total: count,
      asked: z.enum(['ownRegister', 'service']),
      serviceMissing: z.boolean(),
    }),
    codes: ['PAT-0001'],
  }),
  recent: call({ needs: 'findPersons', params: nothing, result: z.array(patientHit) }),
  /** Written to the log before the answer leaves the host. Pharmacies give the customer's basis. Who may not read patients gets no health data. */
  open: call({
    needs: 'findPersons',
    params: z.strictObject({ patientId: id, reason: openReason, basis: accessBasis.nullable(), collector: text(200) }),
    result: z.strictObject({
      patient,
      openServiceEvent: serviceEvent.nullable(),
      /** Treatment series of this unit that have not ended. */
      openSeries: z.array(serviceEvent),
      openedAt: instant,
      /** The newest known: of the records of this workstation, or said for the checks. */
      latestWeightKg: z.strictObject({ value: z.string(), on: localDate }).nullable(),
    }),
    codes: ['PAT-0002', 'PAT-0004'],
  }),
  /** The service event that prescriptions and records of this visit belong to. */
  openServiceEvent: call({
    startsWork: true,
    needs: 'arrangeVisits',
    params: z.strictObject({ patientId: id, kind: z.enum(['visit', 'remoteContact']) }),
    result: serviceEvent,
    codes: ['PAT-0002', 'PAT-0003'],
  }),
  /** Of a series: the whole of it, with the visit that goes on. */
  endServiceEvent: call({
    needs: 'arrangeVisits',
    params: z.strictObject({ serviceEventOid: oid }),
    result: serviceEvent,
    codes: ['REC-0001'],
  }),
  /** A treatment series with its first visit: one service event for all of its visits. */
  openSeries: call({
    startsWork: true,
    needs: 'arrangeVisits',
    params: z.strictObject({ patientId: id, name: text(SERIES_NAME_MAX) }),
    result: serviceEvent,
    codes: ['PAT-0002', 'PAT-0003', 'REC-0009'],
  }),
  /** The next visit of a series that has not ended, begun here or found in the archive; the series with it. */
  openSeriesVisit: call({
    startsWork: true,
    needs: 'arrangeVisits',
    params: z.strictObject({ patientId: id, serviceEventOid: oid }),
    result: serviceEvent,
    codes: ['PAT-0002', 'PAT-0003', 'REC-0001', 'REC-0009', 'REC-0010', 'NET-0001', 'NET-0003'],
  }),
  /** Ends the visit; the series goes on. */
  endSeriesVisit: call({
    needs: 'arrangeVisits',
    params: z.strictObject({ serviceEventOid: oid }),
    result: serviceEvent,
    codes: ['REC-0001'],
  }),
};

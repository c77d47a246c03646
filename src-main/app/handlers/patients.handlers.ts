import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openPatient, recentPatients, searchPatients } from '../use-cases/patients/open-patient.ts';
import { endServiceEvent, openServiceEvent } from '../use-cases/patients/service-events.ts';
import { endSeriesVisit, openSeriesVisit, openTreatmentSeries } from '../use-cases/patients/treatment-series.ts';
import { deskOf } from './desk.ts';

const RECENT = 12;

export const patientHandlers = (env: Environment): Handlers<Pick<Api, 'patients'>, Caller>['patients'] => ({
  search: ({ text, limit }, caller) => searchPatients(env, deskOf(caller), text, limit),
  recent: (_params, caller) => ok(recentPatients(env, deskOf(caller), RECENT)),
  open: ({ patientId, reason, basis, collector }, caller) =>
    openPatient(env, deskOf(caller), patientId, { reason, basis, collector }),
  openServiceEvent: ({ patientId, kind }, caller) => openServiceEvent(env, deskOf(caller), patientId, kind),
  endServiceEvent: ({ serviceEventOid }, caller) => endServiceEvent(env, deskOf(caller), serviceEventOid),
  openSeries: ({ patientId, name }, caller) => openTreatmentSeries(env, deskOf(caller), patientId, name),
  openSeriesVisit: ({ patientId, serviceEventOid }, caller) =>
    openSeriesVisit(env, deskOf(caller), patientId, serviceEventOid),
  endSeriesVisit: ({ serviceEventOid }, caller) => endSeriesVisit(env, deskOf(caller), serviceEventOid),
});

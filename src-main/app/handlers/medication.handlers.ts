import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import {
  decideMedication,
  medicationOf,
  reconcileMedication,
  sayMedication,
} from '../use-cases/medication/medication.ts';
import { deskOf } from './desk.ts';

export const medicationHandlers = (env: Environment): Handlers<Pick<Api, 'medication'>, Caller>['medication'] => ({
  list: ({ patientId, asOf, fetch }, caller) => medicationOf(env, deskOf(caller), patientId, asOf, fetch),
  say: ({ patientId, ...said }, caller) => sayMedication(env, deskOf(caller), patientId, said),
  decide: ({ patientId, key, choice }, caller) => decideMedication(env, deskOf(caller), patientId, key, choice),
  reconcile: ({ patientId, note }, caller) => reconcileMedication(env, deskOf(caller), patientId, note),
});

import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { askWellbeing, endWellbeing, listWellbeing } from '../use-cases/wellbeing/wellbeing.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type WellbeingHandlers = Handlers<Pick<Api, 'wellbeing'>, Caller>['wellbeing'];

export const wellbeingHandlers = (env: Environment): WellbeingHandlers => ({
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? listWellbeing(env, deskOf(caller), opened.value.patient) : fail({ code: 'PAT-0002' });
  },
  ask: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok
      ? toReply<'ask', WellbeingHandlers>(await askWellbeing(env, deskOf(caller), opened.value.patient))
      : fail({ code: 'PAT-0002' });
  },
  end: ({ patientId }, caller) => {
    if (!openedPatient(env, deskOf(caller), patientId).ok) return fail({ code: 'PAT-0002' });
    endWellbeing(env, deskOf(caller), patientId);
    return ok({});
  },
});

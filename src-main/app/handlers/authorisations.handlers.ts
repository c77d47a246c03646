import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import {
  authorisationChoices,
  endAuthorisation,
  grantAuthorisation,
  listAuthorisations,
} from '../use-cases/records/authorisations.ts';
import { storingChoices } from '../use-cases/records/storing-rights.ts';
import { deskOf } from './desk.ts';

type AuthorisationHandlers = Handlers<Pick<Api, 'authorisations'>, Caller>['authorisations'];

export const authorisationHandlers = (env: Environment): AuthorisationHandlers => ({
  list: ({ patientId }, caller) => listAuthorisations(env, deskOf(caller), patientId),
  choices: ({ patientId }, caller) => authorisationChoices(env, deskOf(caller), patientId),
  forStoring: async (wanted, caller) => {
    const choices = await storingChoices(env, deskOf(caller), wanted);
    if (!choices.ok) return choices;
    const held = choices.value.held.map(({ oid, organiserName, until }) => ({ oid, organiserName, until }));
    return ok({ held, fault: choices.value.fault });
  },
  grant: ({ patientId, ...wish }, caller) => grantAuthorisation(env, deskOf(caller), patientId, wish),
  end: ({ patientId, oid }, caller) => endAuthorisation(env, deskOf(caller), patientId, oid),
});

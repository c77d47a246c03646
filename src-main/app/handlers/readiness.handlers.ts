import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { checkReadiness } from '../use-cases/readiness/check-readiness.ts';
import { deskOf } from './desk.ts';

export const readinessHandlers = (env: Environment): Handlers<Pick<Api, 'readiness'>, Caller>['readiness'] => ({
  check: async (_params, caller) => ok(await checkReadiness(env, deskOf(caller))),
});

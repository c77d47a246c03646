import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { dayOf } from '../use-cases/day/day.ts';
import { deskOf } from './desk.ts';

export const dayHandlers = (env: Environment): Handlers<Pick<Api, 'day'>, Caller>['day'] => ({
  view: async ({ ask }, caller) => ok(await dayOf(env, deskOf(caller), ask)),
});

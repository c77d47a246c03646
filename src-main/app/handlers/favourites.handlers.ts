import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import {
  favouritesOf,
  keepFavourite,
  removeFavourite,
  renameFavourite,
  renewedForm,
} from '../use-cases/prescribing/favourites.ts';
import { deskOf } from './desk.ts';

export const favouriteHandlers = (env: Environment): Handlers<Pick<Api, 'favourites'>, Caller>['favourites'] => ({
  list: (_, caller) => ok({ rows: favouritesOf(env, deskOf(caller)) }),
  keep: ({ form, name }, caller) => {
    const kept = keepFavourite(env, deskOf(caller), form, name);
    return kept.ok ? ok({ rows: kept.value }) : kept;
  },
  rename: ({ id, name }, caller) => ok({ rows: renameFavourite(env, deskOf(caller), id, name) }),
  remove: ({ id }, caller) => ok({ rows: removeFavourite(env, deskOf(caller), id) }),
  renewed: ({ form }) => ok(renewedForm(env, form)),
});

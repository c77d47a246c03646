import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';

export const medicineHandlers = (env: Environment): Handlers<Pick<Api, 'medicines'>, Caller>['medicines'] => ({
  search: ({ text, limit }) =>
    ok({ hits: env.catalogue().search(text, { limit }), release: env.catalogue().release() }),
  byVnr: ({ vnr }) => {
    const found = env.catalogue().byVnr(vnr);
    return found === null ? fail({ code: 'RX-0005' }) : ok(found);
  },
});

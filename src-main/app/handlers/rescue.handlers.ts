import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Caller } from '../session/session.ts';

/** With a database that opens there is nothing to rescue; a damaged one is answered for by another host. */
export const rescueHandlers = (): Handlers<Pick<Api, 'rescue'>, Caller>['rescue'] => ({
  state: () => ok({ damage: null }),
  exportUnsent: () => fail({ code: 'QUE-0001' }),
});

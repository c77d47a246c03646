import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { isOid } from '../../../shared/kernel/oid.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { audited } from '../audit/audited.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { deskOf } from './desk.ts';

export const documentHandlers = (env: Environment): Handlers<Pick<Api, 'documents'>, Caller>['documents'] => ({
  examine: ({ base64 }, caller) => {
    const examined = env.examiner.examine(base64);
    if (!examined.ok) return fail({ code: examined.error.reason === 'too-large' ? 'FORM-0009' : 'FORM-0010' });
    // Written before anything is shown; of a file that is no document there is nothing to name.
    audited(env, deskOf(caller).professional, {
      act: 'open',
      patientId: null,
      subject: isOid(examined.value.oid ?? '') ? examined.value.oid : null,
      reason: 'file',
      outcome: 'ok',
    });
    return ok(examined.value);
  },
});

import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { previewPrescriptions } from '../use-cases/prescribing/prescribe.ts';
import { listRenewals, prepareRenewal, rejectRenewal, resultsForRenewal } from '../use-cases/renewals/renewals.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';

type RenewalHandlers = Handlers<Pick<Api, 'renewals'>, Caller>['renewals'];

export const renewalHandlers = (env: Environment): RenewalHandlers => ({
  list: async (_params, caller) => ok(await listRenewals(env, deskOf(caller))),
  results: async ({ id }, caller) => resultsForRenewal(env, deskOf(caller), id),
  prepare: ({ id, asItIs }, caller) => prepareRenewal(env, deskOf(caller), id, asItIs),
  preview: async ({ draftIds }, caller) =>
    beginReview(env, deskOf(caller), 'prescription', await previewPrescriptions(env, deskOf(caller), draftIds)),
  reject: ({ id, outcome, reason }, caller) => rejectRenewal(env, deskOf(caller), id, outcome, reason),
});

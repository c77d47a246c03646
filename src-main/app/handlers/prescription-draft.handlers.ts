import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { checkPrescriptionForm, prescriptionDrafts, previewPrescriptions } from '../use-cases/prescribing/prescribe.ts';
import { discardDraft } from '../use-cases/signing/drafts.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { saveForm } from './save-form.ts';

type Shared = Pick<
  Handlers<Pick<Api, 'prescribing'>, Caller>['prescribing'],
  'saveDraft' | 'drafts' | 'discardDraft' | 'check' | 'preview'
>;

/** The way of a prescription from form to preview: the same for its prescriber and for the pharmacy that stores one. */
export const prescriptionDraftHandlers = (env: Environment): Shared => ({
  saveDraft: (typed, caller) => saveForm(env, deskOf(caller), 'prescription', typed),
  drafts: ({ patientId }, caller) => ok(prescriptionDrafts(env, deskOf(caller), patientId)),
  discardDraft: ({ draftId }, caller) => discardDraft(env, deskOf(caller), 'prescription', draftId),
  check: ({ draftId, form }, caller) => checkPrescriptionForm(env, deskOf(caller), draftId, form),
  preview: async ({ draftIds }, caller) =>
    beginReview(env, deskOf(caller), 'prescription', await previewPrescriptions(env, deskOf(caller), draftIds)),
});

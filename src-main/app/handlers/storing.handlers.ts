import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { checkPrescriptionForm, prescriptionDrafts, previewPrescriptions } from '../use-cases/prescribing/prescribe.ts';
import { openStorageForm, signStored } from '../use-cases/prescribing/stored-by-pharmacy.ts';
import { discardDraft } from '../use-cases/signing/drafts.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { saveForm } from './save-form.ts';
import { toReply } from './reply.ts';

type StoringHandlers = Handlers<Pick<Api, 'storing'>, Caller>['storing'];

export const storingHandlers = (env: Environment): StoringHandlers => ({
  openForm: ({ patientId }, caller) => openStorageForm(env, deskOf(caller), patientId),
  saveDraft: (typed, caller) => saveForm(env, deskOf(caller), 'prescription', typed),
  drafts: ({ patientId }, caller) => ok(prescriptionDrafts(env, deskOf(caller), patientId)),
  discardDraft: ({ draftId }, caller) => discardDraft(env, deskOf(caller), 'prescription', draftId),
  check: ({ draftId, form }, caller) => checkPrescriptionForm(env, deskOf(caller), draftId, form),
  preview: async ({ draftIds }, caller) =>
    beginReview(env, deskOf(caller), 'prescription', await previewPrescriptions(env, deskOf(caller), draftIds)),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', StoringHandlers>(await signStored(env, deskOf(caller), items, pin2)),
});

import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import {
  checkRecordForm,
  listRecords,
  openRecordForm,
  previewRecords,
  readRecord,
  recordDrafts,
  recordTemplates,
  signRecords,
} from '../use-cases/records/record-entry.ts';
import { discardDraft, saveDraft } from '../use-cases/signing/drafts.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type RecordHandlers = Handlers<Pick<Api, 'records'>, Caller>['records'];

export const recordHandlers = (env: Environment): RecordHandlers => ({
  templates: (_params, caller) => ok(recordTemplates(deskOf(caller))),
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? ok(await listRecords(env, deskOf(caller), opened.value.patient)) : fail({ code: 'PAT-0002' });
  },
  read: async ({ patientId, documentOid }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? readRecord(env, deskOf(caller), opened.value.patient, documentOid) : fail({ code: 'PAT-0002' });
  },
  openForm: ({ patientId, serviceEventOid, templateId }, caller) =>
    openRecordForm(env, deskOf(caller), patientId, serviceEventOid, templateId),
  saveDraft: ({ draftId, form }, caller) => saveDraft(env, deskOf(caller), 'record', draftId, form),
  drafts: ({ patientId }, caller) => ok(recordDrafts(env, deskOf(caller), patientId)),
  discardDraft: ({ draftId }, caller) => discardDraft(env, deskOf(caller), 'record', draftId),
  check: ({ draftId, form }, caller) => checkRecordForm(env, deskOf(caller), draftId, form),
  preview: ({ draftIds }, caller) =>
    beginReview(env, deskOf(caller), 'record', previewRecords(env, deskOf(caller), draftIds)),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', RecordHandlers>(await signRecords(env, deskOf(caller), items, pin2)),
  diagnoses: ({ text, limit }) => {
    const { name, release } = env.diagnoses.info();
    return ok({
      hits: env.diagnoses.search(text, limit).map(hit => ({ ...hit })),
      register: `${name} ${release}`,
      registerDate: null,
    });
  },
});

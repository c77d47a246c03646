import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { keepPhrase, phrasesOf } from '../use-cases/records/own-phrases.ts';
import { recordTemplates } from '../use-cases/records/record-drafts.ts';
import {
  checkRecordForm,
  openRecordForm,
  previewRecords,
  recordDrafts,
  signRecords,
} from '../use-cases/records/record-entry.ts';
import { printRecord } from '../use-cases/records/print-record.ts';
import { listRecords, moreRecords, readRecord } from '../use-cases/records/record-list.ts';
import { baseContent, recordVersions, reviseRecord } from '../use-cases/records/record-versions.ts';
import { discardDraft } from '../use-cases/signing/drafts.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { saveForm } from './save-form.ts';
import { pdfReply } from './pdf-reply.ts';
import { toReply } from './reply.ts';

type RecordHandlers = Handlers<Pick<Api, 'records'>, Caller>['records'];

export const recordHandlers = (env: Environment): RecordHandlers => ({
  templates: (_params, caller) => ok(recordTemplates(deskOf(caller))),
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? ok(await listRecords(env, deskOf(caller), opened.value.patient)) : fail({ code: 'PAT-0002' });
  },
  more: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? moreRecords(env, deskOf(caller), opened.value.patient) : fail({ code: 'PAT-0002' });
  },
  read: async ({ patientId, documentOid }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return fail({ code: 'PAT-0002' });
    const read = await readRecord(env, deskOf(caller), opened.value.patient, documentOid);
    if (!read.ok) return read;
    const { row, readable, content } = read.value;
    return ok({ row, readable, sections: content === null ? null : [...content.sections] });
  },
  print: async ({ patientId, documentOid }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return fail({ code: 'PAT-0002' });
    const printed = await printRecord(env, deskOf(caller), opened.value.patient, documentOid);
    return printed.ok ? ok(pdfReply(env, `document-${documentOid.split('.').at(-1)}`, printed.value)) : printed;
  },
  versions: async ({ patientId, setId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return opened.ok ? recordVersions(env, deskOf(caller), opened.value.patient, setId) : fail({ code: 'PAT-0002' });
  },
  revise: (wanted, caller) => reviseRecord(env, deskOf(caller), wanted),
  phrases: (_params, caller) => ok(phrasesOf(env, deskOf(caller))),
  keepPhrase: (wanted, caller) => keepPhrase(env, deskOf(caller), wanted),
  openForm: (wanted, caller) => openRecordForm(env, deskOf(caller), wanted),
  saveDraft: (typed, caller) => saveForm(env, deskOf(caller), 'record', typed),
  drafts: ({ patientId }, caller) => ok(recordDrafts(env, deskOf(caller), patientId)),
  discardDraft: ({ draftId }, caller) => discardDraft(env, deskOf(caller), 'record', draftId),
  check: ({ draftId, form }, caller) => checkRecordForm(env, deskOf(caller), draftId, form),
  preview: async ({ draftIds }, caller) => {
    const desk = deskOf(caller);
    return beginReview(
      env,
      desk,
      'record',
      await previewRecords(env, desk, draftIds, draft => baseContent(env, desk, draft)),
    );
  },
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', RecordHandlers>(await signRecords(env, deskOf(caller), items, pin2)),
  codes: ({ register, text, limit }) => {
    const { name, release } = env.codes[register].info();
    const hits = env.codes[register].search(text, limit, env.clock.today());
    return ok({
      hits: hits.map(({ code, short, fi, sv, en, other, unit }) => ({ code, short, fi, sv, en, other, unit })),
      register: `${name} ${release}`,
    });
  },
});

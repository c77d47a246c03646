import { z } from 'zod';
import { call } from './define.ts';
import {
  finding,
  id,
  instant,
  limit,
  nothing,
  oid,
  readable,
  recordForm,
  recordRow,
  recordTemplate,
  serviceEvent,
  text,
} from './values.ts';
import { preview, signParams, signResult, SIGNING_CODES, sourced } from './signing.contract.ts';

export const recordDraft = z.strictObject({
  draftId: id,
  documentOid: oid,
  patientId: id,
  serviceEventOid: oid,
  form: recordForm,
  savedAt: instant,
});
export type RecordDraft = z.output<typeof recordDraft>;

export const diagnosisHit = z.strictObject({
  code: z.string(),
  fi: z.string(),
  sv: z.string(),
  en: z.string(),
  latin: z.string(),
});
export type DiagnosisHit = z.output<typeof diagnosisHit>;

export const records = {
  templates: call({ needs: 'recordEntry', params: nothing, result: z.array(recordTemplate) }),
  list: call({
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({ rows: z.array(recordRow), serviceEvents: z.array(serviceEvent), source: sourced }),
    codes: ['PAT-0002'],
  }),
  /** The readable text of one document, as archived. Logged before it is shown. */
  read: call({
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, documentOid: oid }),
    result: z.strictObject({ row: recordRow, readable }),
    codes: ['PAT-0002', 'REC-0002', 'NET-0001', 'NET-0003'],
  }),
  openForm: call({
    startsWork: true,
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, serviceEventOid: oid, templateId: id }),
    result: recordDraft,
    codes: ['PAT-0002', 'PAT-0003', 'REC-0001'],
  }),
  saveDraft: call({
    needs: 'recordEntry',
    params: z.strictObject({ draftId: id, form: recordForm }),
    result: z.strictObject({ savedAt: instant }),
    codes: ['FORM-0004'],
  }),
  drafts: call({ needs: 'recordEntry', params: z.strictObject({ patientId: id }), result: z.array(recordDraft) }),
  discardDraft: call({
    needs: 'recordEntry',
    params: z.strictObject({ draftId: id }),
    result: nothing,
    codes: ['FORM-0004'],
  }),
  check: call({
    needs: 'recordEntry',
    params: z.strictObject({ draftId: id, form: recordForm }),
    result: z.strictObject({ findings: z.array(finding) }),
    codes: ['FORM-0004'],
  }),
  preview: call({
    needs: 'recordEntry',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: z.array(preview),
    codes: ['FORM-0003', 'FORM-0004', 'PAT-0003', 'REC-0001'],
  }),
  sign: call({
    needs: 'recordEntry',
    params: signParams,
    result: signResult,
    codes: [...SIGNING_CODES, 'REC-0001'],
    toldCovered: true,
  }),
  /** ICD-10, Finnish edition: code or words in any of its languages, typo-tolerant. */
  diagnoses: call({
    needs: 'recordEntry',
    params: z.strictObject({ text: text(200), limit }),
    result: z.strictObject({ hits: z.array(diagnosisHit), register: z.string(), registerDate: instant.nullable() }),
  }),
};

import { z } from 'zod';
import { call } from './define.ts';
import { finding, id, instant, nothing, oid, patientLanguage, prescriptionForm, prescriptionRow } from './values.ts';
import { preview, signParams, signResult, SIGNING_CODES, sourced } from './signing.contract.ts';

export const prescriptionDraft = z.strictObject({
  draftId: id,
  documentOid: oid,
  patientId: id,
  form: prescriptionForm,
  savedAt: instant,
});
export type PrescriptionDraft = z.output<typeof prescriptionDraft>;

export const prescribing = {
  /** The patient's prescriptions: from the Prescription Centre when the line is up, else from the cache with its age. */
  list: call({
    needs: 'prescribe',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({ rows: z.array(prescriptionRow), source: sourced }),
    codes: ['PAT-0002'],
  }),
  /** The document OID and message id are made here, so that a crash or a second press can never make a second document. */
  openForm: call({
    startsWork: true,
    needs: 'prescribe',
    params: z.strictObject({ patientId: id }),
    result: prescriptionDraft,
    codes: ['PAT-0002', 'PAT-0003'],
  }),
  saveDraft: call({
    needs: 'prescribe',
    params: z.strictObject({ draftId: id, form: prescriptionForm }),
    result: z.strictObject({ savedAt: instant }),
    codes: ['FORM-0004'],
  }),
  drafts: call({ needs: 'prescribe', params: z.strictObject({ patientId: id }), result: z.array(prescriptionDraft) }),
  discardDraft: call({
    needs: 'prescribe',
    params: z.strictObject({ draftId: id }),
    result: nothing,
    codes: ['FORM-0004'],
  }),
  /** Findings and the live dose sentence of a form; the same rules run again before signing. */
  check: call({
    needs: 'prescribe',
    params: z.strictObject({ draftId: id, form: prescriptionForm }),
    result: z.strictObject({
      findings: z.array(finding),
      doseSentence: z.strictObject({ fi: z.string(), sv: z.string(), en: z.string() }).nullable(),
      language: patientLanguage,
    }),
    codes: ['FORM-0004'],
  }),
  /** Freezes the documents and shows what will be signed. */
  preview: call({
    needs: 'prescribe',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: z.array(preview),
    codes: ['FORM-0003', 'FORM-0004', 'PAT-0003'],
  }),
  sign: call({ needs: 'prescribe', params: signParams, result: signResult, codes: SIGNING_CODES, toldCovered: true }),
};

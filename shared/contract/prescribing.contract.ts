import { z } from 'zod';
import { call } from './define.ts';
import { CHANGE_REASON_CODES } from '../domain/documents/prescription-change.ts';
import { type CancellationChoice } from '../domain/lifecycle/cancellation.ts';
import {
  finding,
  id,
  instant,
  nothing,
  oid,
  patientLanguage,
  prescriptionForm,
  prescriptionRow,
  text,
} from './values.ts';
import { preview, signParams, signResult, SIGNING_CODES, sourced } from './signing.contract.ts';

/** Why a prescription is cancelled: type of LL 96, reason of LL 95 with its text, agreement of the patient (LL 96.2). */
export const cancellationChoice: z.ZodType<CancellationChoice> = z.strictObject({
  type: z.enum(['medical', 'technical', 'patientCaused']),
  reasonCode: z.enum(CHANGE_REASON_CODES),
  reasonText: text(500),
  consent: z.enum(['1', '2', '5']),
});

export const prescriptionDraft = z.strictObject({
  draftId: id,
  documentOid: oid,
  patientId: id,
  form: prescriptionForm,
  savedAt: instant,
  /** Of a correction: what the prescription says now. */
  before: prescriptionForm.optional(),
  /** Of a renewal: the form that repeats the prescription as it is. */
  renews: prescriptionForm.optional(),
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
  /** The form of a correction: what the newest version says. A second press finds the first one's draft. */
  openCorrection: call({
    startsWork: true,
    needs: 'prescribe',
    params: z.strictObject({ patientId: id, setId: oid }),
    result: prescriptionDraft,
    codes: ['PAT-0002', 'PAT-0003', 'RX-0001', 'RX-0006'],
  }),
  /** Freezes a cancellation as its own document and shows what will be signed. */
  previewCancellation: call({
    startsWork: true,
    needs: 'prescribe',
    params: z.strictObject({ patientId: id, setId: oid, choice: cancellationChoice }),
    result: z.array(preview),
    codes: ['PAT-0002', 'FORM-0003', 'RX-0001', 'RX-0006'],
  }),
  /** `knownAt`: the saving that the form was typed on; another window that saved since makes it a refusal. Left out: replaced. */
  saveDraft: call({
    needs: 'prescribe',
    params: z.strictObject({ draftId: id, form: prescriptionForm, knownAt: instant.exactOptional() }),
    result: z.strictObject({ savedAt: instant }),
    codes: ['FORM-0004', 'FORM-0007'],
    toldCovered: true,
  }),
  drafts: call({ needs: 'prescribe', params: z.strictObject({ patientId: id }), result: z.array(prescriptionDraft) }),
  discardDraft: call({
    needs: 'prescribe',
    params: z.strictObject({ draftId: id }),
    result: nothing,
    codes: ['FORM-0004'],
    toldCovered: true,
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

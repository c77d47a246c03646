import { z } from 'zod';
import { REGISTERS } from '../domain/records/core-fields.ts';
import { RECORD_HEADINGS } from '../domain/records/record.ts';
import { call } from './define.ts';
import {
  finding,
  id,
  instant,
  limit,
  nothing,
  oid,
  pdf,
  readable,
  recordForm,
  recordRow,
  recordSection,
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

/** A row of a code register; what the register does not have is empty. */
export const codeHit = z.strictObject({
  code: z.string(),
  short: z.string(),
  fi: z.string(),
  sv: z.string(),
  en: z.string(),
  other: z.string(),
  unit: z.string(),
});
export type CodeHit = z.output<typeof codeHit>;

/** One version of a document as a comparison needs it. */
export const recordVersion = z.strictObject({
  oid,
  version: z.int().min(1),
  createdAt: instant,
  /** Who made this version. */
  by: z.string(),
  act: z.enum(['first', 'newVersion', 'annulment']),
  reason: z.string(),
  /** The service did not take it: it is no version of the document. */
  refused: z.boolean(),
  sections: z.array(recordSection),
});
export type RecordVersion = z.output<typeof recordVersion>;

const LONGEST_PHRASE = 600;
export const ownPhrases = z.partialRecord(z.enum(RECORD_HEADINGS), z.array(z.string()));
export type OwnPhrases = z.output<typeof ownPhrases>;

export const records = {
  templates: call({ needs: 'readRecords', params: nothing, result: z.array(recordTemplate) }),
  list: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({
      rows: z.array(recordRow),
      serviceEvents: z.array(serviceEvent),
      source: sourced,
      /** There is more: `records.more` until it says no. */
      more: z.boolean(),
    }),
    codes: ['PAT-0002'],
  }),
  /** The next piece of the list that was asked for last; a row that comes again replaces the earlier one. */
  more: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({ rows: z.array(recordRow), serviceEvents: z.array(serviceEvent), more: z.boolean() }),
    codes: ['PAT-0002', 'NET-0001', 'NET-0003'],
  }),
  /** The readable text of one document, as archived. Logged before it is shown. */
  read: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id, documentOid: oid }),
    result: z.strictObject({ row: recordRow, readable, sections: z.array(recordSection).nullable() }),
    codes: ['PAT-0002', 'REC-0002', 'REC-0003', 'NET-0001', 'NET-0003'],
  }),
  /** The same on paper, for the patient to take along: certificates above all. Logged as a reading and as a print. */
  print: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id, documentOid: oid }),
    result: pdf,
    codes: ['PAT-0002', 'REC-0002', 'REC-0003', 'PRN-0001', 'NET-0001', 'NET-0003'],
  }),
  /** All versions of a document, oldest first; `complete` is false where not all could be read. Each reading is logged. */
  versions: call({
    needs: 'readRecords',
    params: z.strictObject({ patientId: id, setId: oid }),
    result: z.strictObject({ versions: z.array(recordVersion), complete: z.boolean() }),
    codes: ['PAT-0002', 'REC-0002', 'REC-0003', 'NET-0001', 'NET-0003'],
  }),
  /**
   * Opens a draft that makes a new version of the newest one, or annuls it. These calls up to the signature are also the
   * archivist's, for annulments alone: what may be written in a draft its rules say.
   */
  revise: call({
    startsWork: true,
    needs: 'annulRecords',
    params: z.strictObject({ patientId: id, documentOid: oid, act: z.enum(['newVersion', 'annulment']) }),
    result: recordDraft,
    codes: ['PAT-0002', 'REC-0002', 'REC-0003', 'REC-0004', 'REC-0005', 'REC-0006', 'REC-0007', 'NET-0001', 'NET-0003'],
  }),
  /** Phrases that the person has kept for themselves, by heading. */
  phrases: call({ needs: 'recordEntry', params: nothing, result: ownPhrases }),
  /** Keeps a phrase, or takes one out. @returns all of them as they are then */
  keepPhrase: call({
    needs: 'recordEntry',
    params: z.strictObject({ heading: z.enum(RECORD_HEADINGS), text: text(LONGEST_PHRASE), keep: z.boolean() }),
    result: ownPhrases,
    codes: ['REC-0008'],
  }),
  openForm: call({
    startsWork: true,
    needs: 'recordEntry',
    params: z.strictObject({ patientId: id, serviceEventOid: oid, templateId: id, late: z.boolean().optional() }),
    result: recordDraft,
    codes: ['PAT-0002', 'PAT-0003', 'REC-0001'],
  }),
  /** `knownAt`: the saving that the form was typed on; another window that saved since makes it a refusal. Left out: replaced. */
  saveDraft: call({
    needs: 'annulRecords',
    params: z.strictObject({ draftId: id, form: recordForm, knownAt: instant.exactOptional() }),
    result: z.strictObject({ savedAt: instant }),
    codes: ['FORM-0004', 'FORM-0007'],
    toldCovered: true,
  }),
  drafts: call({ needs: 'readRecords', params: z.strictObject({ patientId: id }), result: z.array(recordDraft) }),
  discardDraft: call({
    needs: 'annulRecords',
    params: z.strictObject({ draftId: id }),
    result: nothing,
    codes: ['FORM-0004'],
    toldCovered: true,
  }),
  check: call({
    needs: 'annulRecords',
    params: z.strictObject({ draftId: id, form: recordForm }),
    result: z.strictObject({ findings: z.array(finding) }),
    codes: ['FORM-0004'],
  }),
  preview: call({
    needs: 'annulRecords',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: z.array(preview),
    codes: ['FORM-0003', 'FORM-0004', 'PAT-0003', 'REC-0001', 'REC-0004', 'OVA-0004'],
  }),
  sign: call({
    needs: 'annulRecords',
    params: signParams,
    result: signResult,
    codes: [...SIGNING_CODES, 'REC-0001', 'REC-0004', 'OVA-0004'],
    toldCovered: true,
  }),
  /** A national register of codes: by code, abbreviation or words of any of its languages, typo-tolerant. */
  codes: call({
    needs: 'recordEntry',
    params: z.strictObject({ register: z.enum(REGISTERS), text: text(200), limit }),
    result: z.strictObject({ hits: z.array(codeHit), register: z.string() }),
  }),
};

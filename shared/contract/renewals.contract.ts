import { z } from 'zod';
import { RENEWAL_OUTCOMES } from '../domain/documents/renewal-request.ts';
import { TRIAGES } from '../domain/prescribing/renewal-triage.rules.ts';
import { call } from './define.ts';
import { preview, sourced } from './signing.contract.ts';
import { finding, id, instant, nothing, oid, prescriptionRow, text } from './values.ts';

/** A request in the inbox with all that is needed to decide on it. */
export const renewalRow = z.strictObject({
  id,
  requestOid: oid,
  patientId: id,
  patientName: text(400),
  identityCode: z.string().length(11).nullable(),
  birthDate: z.string(),
  requestedAt: instant,
  endsAt: instant.nullable(),
  message: text(2000),
  triage: z.enum(TRIAGES),
  grounds: z.array(finding),
  /** The prescription with its dispensings; null when it could not be fetched. */
  row: prescriptionRow.nullable(),
  /** The answer that was begun at this desk and waits for its signature. */
  draftId: id.nullable(),
  /** What this desk answers: begun, signed and on its way, or accepted by the Centre. `ground` is empty for a renewal. */
  answer: z
    .strictObject({
      outcome: z.enum(RENEWAL_OUTCOMES),
      ground: text(1000),
      at: z.enum(['begun', 'signed', 'accepted']),
    })
    .nullable(),
});
export type RenewalRow = z.output<typeof renewalRow>;

export const renewals = {
  /** Takes new requests of the own unit into work and shows them all, the most urgent first. */
  list: call({
    needs: 'prescribe',
    params: nothing,
    result: z.strictObject({ rows: z.array(renewalRow), source: sourced }),
  }),
  /** A draft that repeats the prescription; the one that exists already for this request is given again. */
  prepare: call({
    needs: 'prescribe',
    params: z.strictObject({ id }),
    result: z.strictObject({ draftId: id, patientId: id, findings: z.array(finding) }),
    codes: ['RNW-0001', 'RNW-0002', 'RNW-0003', 'PAT-0003'],
  }),
  /** Freezes answers to requests, of any number of patients, and shows what will be signed. */
  preview: call({
    needs: 'prescribe',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: z.array(preview),
    codes: ['FORM-0003', 'FORM-0004', 'PAT-0003'],
  }),
  /** A draft of the answer without a prescription: rejected with the ground, or returned because another unit has to answer. */
  reject: call({
    needs: 'prescribe',
    params: z.strictObject({ id, outcome: z.enum(RENEWAL_OUTCOMES).exclude(['renewed']), reason: text(1000) }),
    result: z.strictObject({ draftId: id }),
    codes: ['RNW-0001'],
  }),
};

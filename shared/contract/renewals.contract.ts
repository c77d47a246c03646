import { z } from 'zod';
import { RENEWAL_OUTCOMES } from '../domain/documents/renewal-request.ts';
import { UNCOUNTED, type Adherence } from '../domain/prescribing/adherence.ts';
import { TRIAGES } from '../domain/prescribing/renewal-triage.rules.ts';
import { type LaboratoryResult } from '../domain/records/laboratory-results.ts';
import { call } from './define.ts';
import { preview, sourced } from './signing.contract.ts';
import { count, errorCode, finding, id, instant, localDate, nothing, oid, prescriptionRow, text } from './values.ts';

const adherence: z.ZodType<Adherence> = z.union([
  z.strictObject({
    days: z.strictObject({
      since: localDate,
      passed: count,
      supplied: count,
      covered: count,
      left: count,
      lots: count,
    }),
  }),
  z.strictObject({ uncounted: z.enum(UNCOUNTED) }),
]);

const laboratoryResult: z.ZodType<LaboratoryResult> = z.strictObject({
  code: text(20),
  name: text(400),
  result: text(200),
  unit: text(40),
  low: text(40),
  high: text(40),
  on: localDate,
});

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
  /** How the dispensings cover the days at the written dose; null where the prescription could not be fetched. */
  adherence: adherence.nullable(),
  /** Day of the latest visit at this unit, as this workstation knows it. */
  lastSeenOn: localDate.nullable(),
  /** eGFR in ml/min/1.73 m2 as it was written down at this workstation, however old. */
  egfr: z.strictObject({ value: z.number(), on: localDate }).nullable(),
  /** Laboratory results at hand, the newest of each examination, the newest first. */
  results: z.array(laboratoryResult),
  /**
   * The answer that was begun, else a renewal as it is, needs nothing more before it is signed: no rule stops it, and none
   * asks for a reason that has not been given.
   */
  isReady: z.boolean(),
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
  /** Reads the patient's laboratory results from the archive too; each note that is opened for them is logged. */
  results: call({
    needs: 'prescribe',
    params: z.strictObject({ id }),
    result: z.strictObject({
      results: z.array(laboratoryResult),
      /** Why the archive's could not be had: then these are of this workstation alone. */
      fault: errorCode.nullable(),
      /** The archive has older notes that were not opened. */
      older: z.boolean(),
    }),
    codes: ['RNW-0001'],
  }),
  /**
   * A draft that repeats the prescription; the one that exists already for this request is given again. `asItIs`: it is to be
   * signed without opening the form, which RNW-0004 refuses where a rule stops it or asks for a reason.
   */
  prepare: call({
    needs: 'prescribe',
    params: z.strictObject({ id, asItIs: z.boolean() }),
    result: z.strictObject({ draftId: id, patientId: id, findings: z.array(finding) }),
    codes: ['RNW-0001', 'RNW-0002', 'RNW-0003', 'RNW-0004', 'PAT-0003'],
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

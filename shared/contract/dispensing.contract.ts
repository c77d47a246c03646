import { z } from 'zod';
import { type BiologicalClock } from '../domain/dispensing/biological-clock.ts';
import { PACK_STATES } from '../domain/dispensing/pack-state.ts';
import { SUMMARY_CHOICES } from '../domain/prescribing/prescription-summary.ts';
import { call } from './define.ts';
import {
  count,
  decimal,
  dispensingForm,
  errorCode,
  finding,
  id,
  instant,
  localDate,
  madeDispensing,
  medicinePackage,
  nothing,
  oid,
  pdf,
  pharmacyAct,
  prescriptionRow,
  quantity,
  text,
  vnr,
} from './values.ts';
import { saleBasis, saleHere } from './sale.values.ts';
import { preview, signParams, signResult, SIGNING_CODES, sourced } from './signing.contract.ts';

/** A package that may be dispensed on the prescription: the prescribed one, another size of it, or an interchangeable one. */
export const packageChoice = z.strictObject({
  package: medicinePackage,
  relation: z.enum(['prescribed', 'sameProduct', 'interchangeable', 'sameSubstance', 'written']),
  inPriceBand: z.boolean(),
  cheapest: z.boolean(),
  savingCents: count,
});
export type PackageChoice = z.output<typeof packageChoice>;

export const dispensingDraft = z.strictObject({
  draftId: id,
  documentOid: oid,
  patientId: id,
  prescriptionSetId: oid,
  form: dispensingForm,
  savedAt: instant,
});
export type DispensingDraft = z.output<typeof dispensingDraft>;

const biologicalClock: z.ZodType<BiologicalClock> = z.strictObject({
  now: z.enum(['exchange', 'keep', 'outside']),
  because: z.enum([
    'firstLot',
    'usedSixMonths',
    'sixMonthsSinceLast',
    'withinSixMonths',
    'notInForce',
    'neverExchanged',
    'minor',
  ]),
  lastProduct: text(600).nullable(),
  usedSince: localDate.nullable(),
  lastDispensedOn: localDate.nullable(),
  exchangeFrom: localDate.nullable(),
  source: text(200),
  lots: z.array(z.strictObject({ atc: text(20), product: text(600), name: text(400), dispensedOn: localDate })).max(8),
});

export const dispensing = {
  list: call({
    needs: 'dispense',
    params: z.strictObject({ patientId: id }),
    result: z.strictObject({ rows: z.array(prescriptionRow), source: sourced }),
    codes: ['PAT-0002', 'PAT-0004'],
  }),
  /** Takes the dispensing hold when the line is up; `held: false` with the fault means that it goes on without one. */
  openForm: call({
    startsWork: true,
    needs: 'dispense',
    params: z.strictObject({ patientId: id, prescriptionSetId: oid }),
    result: z.strictObject({
      draft: dispensingDraft,
      row: prescriptionRow,
      choices: z.array(packageChoice),
      held: z.boolean(),
      source: sourced,
    }),
    codes: ['PAT-0002', 'PAT-0003', 'PAT-0004', 'RX-0001', 'RX-0002', 'RX-0003'],
  }),
  /** `knownAt`: the saving that the form was typed on; another window that saved since makes it a refusal. Left out: replaced. */
  saveDraft: call({
    needs: 'dispense',
    params: z.strictObject({ draftId: id, form: dispensingForm, knownAt: instant.exactOptional() }),
    result: z.strictObject({ savedAt: instant }),
    codes: ['FORM-0004', 'FORM-0007'],
    toldCovered: true,
  }),
  drafts: call({ needs: 'dispense', params: z.strictObject({ patientId: id }), result: z.array(dispensingDraft) }),
  /** Gives the hold back. */
  discardDraft: call({
    needs: 'dispense',
    params: z.strictObject({ draftId: id }),
    result: nothing,
    codes: ['FORM-0004'],
    toldCovered: true,
  }),
  /** Findings, what is dispensed and left in the unit of the prescription, days of supply and the price. */
  check: call({
    needs: 'dispense',
    params: z.strictObject({ draftId: id, form: dispensingForm }),
    result: z.strictObject({
      findings: z.array(finding),
      amount: quantity.nullable(),
      remaining: quantity.nullable(),
      daysSupply: count.nullable(),
      priceCents: count.nullable(),
      cheapestCents: count.nullable(),
      unitDose: decimal.nullable(),
      /** When a biological is exchanged, with its dates; `unknown`: what the patient got before could not be seen. */
      clock: z.union([biologicalClock, z.literal('unknown')]).nullable(),
    }),
    codes: ['FORM-0004'],
  }),
  /**
   * On what the receipts of the customer are counted. Kela is asked once for an open customer, and again on wish; without its
   * answer `fault` says why, and the sums are estimates. A patient without an identity code is never asked about.
   */
  saleBasis: call({
    needs: 'dispense',
    params: z.strictObject({ patientId: id, again: z.boolean() }),
    result: z.strictObject({ basis: saleBasis, fault: z.union([errorCode, z.literal('noIdentityCode')]).nullable() }),
    codes: ['PAT-0002'],
  }),
  /**
   * What the verification service says of a pack in the hand, and which product it is. Without an answer `state` is null and
   * `fault` says why: the pack is checked when it is decommissioned.
   */
  /** One prescription by the identifier of a patient instruction or a summary: from then on it stands in the list. */
  fetchNamed: call({
    needs: 'dispense',
    params: z.strictObject({ patientId: id, setId: oid }),
    result: z.strictObject({ found: z.boolean(), fault: errorCode.nullable() }),
    codes: ['PAT-0002', 'PAT-0004'],
  }),
  verifyPack: call({
    needs: 'dispense',
    params: z.strictObject({
      gtin: z.string().regex(/^\d{14}$/),
      serial: text(40),
      batch: text(40),
      expiresOn: localDate.nullable(),
    }),
    result: z.strictObject({
      state: z.enum(PACK_STATES).nullable(),
      vnr: vnr.nullable(),
      fault: errorCode.nullable(),
    }),
  }),
  /** Sales of this desk to the customer with what Kela made of them, oldest first. */
  sales: call({ needs: 'dispense', params: z.strictObject({ patientId: id }), result: z.array(saleHere) }),
  preview: call({
    needs: 'dispense',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: z.array(preview),
    codes: ['FORM-0003', 'FORM-0004', 'PAT-0003', 'RX-0003', 'RX-0004'],
  }),
  sign: call({
    needs: 'dispense',
    params: signParams,
    result: signResult,
    codes: [...SIGNING_CODES, 'RX-0002', 'RX-0003', 'RX-0004', 'RX-0007'],
    toldCovered: true,
  }),
  /** Dispensings made at this desk for the patient, newest first. */
  made: call({ needs: 'dispense', params: z.strictObject({ patientId: id }), result: z.array(madeDispensing) }),
  /**
   * Makes the document of an act on what is stored (correction, cancellation, lock, reservation) and freezes it for signing;
   * prepared again, it replaces the one before. Findings come with a page; while one of them blocks, there is none.
   */
  prepareAct: call({
    needs: 'dispense',
    params: z.strictObject({ patientId: id, act: pharmacyAct }),
    result: z.strictObject({ preview: preview.nullable(), findings: z.array(finding) }),
    codes: ['PAT-0002', 'PAT-0003', 'PAT-0004', 'RX-0001', 'RX-0003'],
  }),
};

/** `host` or `host:port`; 9100 where no port is given. */
export const labelPrinter = z.strictObject({
  address: z.string().max(260),
  dotsPerMm: z.union([z.literal(8), z.literal(12)]),
});
export type LabelPrinterSetting = z.output<typeof labelPrinter>;

export const prints = {
  /** The dispensing label; `acceptance` tells on the label whether the Centre has the dispensing. */
  label: call({
    needs: 'dispense',
    params: z.strictObject({ documentOid: oid }),
    result: pdf,
    codes: ['RX-0001', 'PRN-0001'],
  }),
  /** The label to the printer of this workstation; `sent` false where none is set. Handed over, not yet on paper. */
  sendLabel: call({
    needs: 'dispense',
    params: z.strictObject({ documentOid: oid }),
    result: z.strictObject({ sent: z.boolean() }),
    codes: ['RX-0001', 'PRN-0001', 'PRN-0002', 'PRN-0003'],
  }),
  /** The label printer of this workstation: address as typed, `null` where labels come as PDF. */
  labelPrinter: call({ needs: 'signedIn', params: nothing, result: labelPrinter }),
  saveLabelPrinter: call({ needs: 'signedIn', params: labelPrinter, result: labelPrinter, codes: ['PRN-0004'] }),
  /** One test label to the saved address. */
  testLabelPrinter: call({
    needs: 'signedIn',
    params: nothing,
    result: nothing,
    codes: ['PRN-0001', 'PRN-0002', 'PRN-0003', 'PRN-0004'],
  }),
  /** Receipt and written account (selvitys) of dispensings made here, in the patient's language. */
  receipt: call({
    needs: 'dispense',
    params: z.strictObject({ patientId: id, documentOids: z.array(oid).min(1).max(100) }),
    result: pdf,
    codes: ['RX-0001', 'PRN-0001', 'PAT-0002'],
  }),
  /** Patient instruction sheet of the named prescriptions, in the patient's language. */
  patientSheet: call({
    needs: 'readPatients',
    params: z.strictObject({
      patientId: id,
      prescriptionSetIds: z.array(oid).min(1).max(100),
      largePrint: z.boolean(),
    }),
    result: pdf,
    codes: ['RX-0001', 'PRN-0001', 'PAT-0002'],
  }),
  /** Summary of the patient's prescriptions (yhteenveto), in the patient's language. RX-0001: the choice leaves none. */
  summary: call({
    needs: 'readPatients',
    params: z.strictObject({
      patientId: id,
      choice: z.enum(SUMMARY_CHOICES),
      since: localDate.nullable(),
      largePrint: z.boolean(),
    }),
    result: pdf,
    codes: ['RX-0001', 'PRN-0001', 'PAT-0002'],
  }),
};

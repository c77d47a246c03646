/** Decoders of findings, prescriptions and the form that becomes one. */
import { RENEWAL_STATES } from '../domain/lifecycle/renewal.machine.ts';
import { z } from 'zod';
import { CHANGE_REASON_CODES } from '../domain/documents/prescription-change.ts';
import { type Confirmation, type Finding } from '../domain/finding.ts';
import { type PrescriptionForm } from '../domain/prescribing/prescription-form.ts';
import {
  type PrescribedAmount,
  type Prescription,
  type PrescriptionHolder,
  type PrescriptionRow,
} from '../domain/prescribing/prescription.ts';
import {
  acceptance,
  coded,
  count,
  decimal,
  instant,
  localDate,
  oid,
  patientLanguage,
  quantity,
  short,
  text,
  typed,
} from './basic.values.ts';
import { dosePlan, structuredDose } from './dose.values.ts';
import { organisation, patient, professional } from './people.values.ts';
import { prescribedProduct } from './product.values.ts';

export const finding: z.ZodType<Finding> = z.strictObject({
  rule: text(40),
  severity: z.enum(['block', 'confirm', 'warn', 'inform', 'notChecked']),
  field: text(80).nullable(),
  says: z.strictObject({ fi: text(600), sv: text(600), en: text(600) }),
  source: text(400),
  version: text(80).exactOptional(),
  database: text(80).exactOptional(),
  inputs: z.record(z.string(), text(400)),
});

export const confirmation: z.ZodType<Confirmation> = z.strictObject({ rule: text(40), reason: text(500) });
export const confirmations = z.array(confirmation).max(50);

const longUnit = z.enum(['wk', 'mo', 'a']);
const written = z.strictObject({ count, unit: longUnit });

const prescribedAmount: z.ZodType<PrescribedAmount> = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('1'),
    packages: z.int().min(1).max(999),
    sizeText: short,
    packageSize: quantity.nullable(),
    packedAs: z.strictObject({ each: quantity, count }).exactOptional(),
  }),
  z.strictObject({ mode: z.literal('2'), total: quantity }),
  z.strictObject({
    mode: z.literal('3'),
    start: localDate,
    lengthDays: z.int().min(1).max(3660),
    length: written.exactOptional(),
    startAt: instant.exactOptional(),
  }),
  z.strictObject({ mode: z.literal('9') }),
]);

const treatmentKind = z.enum(['S', 'T', 'M']);
export const prescription: z.ZodType<Prescription> = z.strictObject({
  oid,
  setId: oid,
  version: z.int().min(1).max(9999),
  prescriptionKind: z.enum(['1', '2', '3']).exactOptional(),
  hospitalPharmacy: z.strictObject({ oid, name: short, unitOid: oid.nullable() }).exactOptional(),
  language: patientLanguage,
  patient,
  prescriber: professional,
  recorder: z.strictObject({ professional, at: instant.nullable() }).exactOptional(),
  serviceEventOid: oid.nullable(),
  writtenAt: organisation.exactOptional(),
  prescribedAt: instant,
  createdAt: instant.exactOptional(),
  signedIn: z.strictObject({ header: instant.nullable(), body: instant.nullable() }).exactOptional(),
  validUntil: localDate.nullable(),
  product: prescribedProduct,
  amount: prescribedAmount,
  iteration: z
    .strictObject({
      repeats: z.int().min(0).max(99),
      intervalDays: z.int().min(1).max(3660).nullable(),
      interval: written.exactOptional(),
      text: short.exactOptional(),
    })
    .nullable(),
  dose: z.strictObject({
    text: text(2000),
    structured: structuredDose.nullable(),
    plan: dosePlan.exactOptional(),
    route: coded.exactOptional(),
    extraInstruction: text(2000).exactOptional(),
  }),
  sic: z.boolean(),
  indication: text(1000),
  treatmentKind,
  otherTreatmentKinds: z.array(treatmentKind).max(2).exactOptional(),
  employer: short.exactOptional(),
  insurer: short.exactOptional(),
  permanentMedication: z.boolean(),
  specialClarifications: z
    .array(z.strictObject({ code: coded.nullable(), text: text(1000), date: localDate.nullable() }))
    .max(20)
    .exactOptional(),
  renewalProhibited: z.boolean(),
  renewalBan: z
    .union([z.strictObject({ code: z.literal('1') }), z.strictObject({ code: z.literal('5'), text: short })])
    .nullable(),
  substitutionProhibited: z.boolean(),
  doseDispensing: z.boolean(),
  startOfUse: z.boolean(),
  weightKg: decimal.nullable(),
  messageToPharmacy: text(2000),
  narcoticIdentification: z
    .union([z.strictObject({ code: z.enum(['1', '2', '3']) }), z.strictObject({ code: z.literal('9'), text: short })])
    .nullable(),
  minorDisclosure: z.enum(['1', '2', '3', '4']).nullable(),
  pharmacyStorage: z
    .strictObject({
      kind: z.enum(['1', '2', '3']).nullable(),
      reason: z.strictObject({ code: z.enum(['1', '2', '3', '4']), text: text(1000) }).nullable(),
    })
    .exactOptional(),
  physicianFee: decimal.exactOptional(),
  feeAsSpecialist: z.boolean().exactOptional(),
  communicableDisease: z.literal(true).exactOptional(),
  biologicalJustification: text(2000).exactOptional(),
  medicineId: oid.exactOptional(),
  medicineIdPart: count.exactOptional(),
});

const holder: z.ZodType<PrescriptionHolder> = z.strictObject({
  kind: z.enum(['hold', 'reserved', 'locked', 'doseDispensing']),
  organisationOid: oid,
  organisationName: short,
  since: instant,
  mine: z.boolean(),
  phone: short.exactOptional(),
});

export const prescriptionRow: z.ZodType<PrescriptionRow> = z.strictObject({
  prescription,
  state: z.enum(['notDispensed', 'partlyDispensed', 'fullyDispensed', 'cancelled', 'expired']),
  holder: holder.nullable(),
  remaining: quantity.nullable(),
  dispensedLots: count,
  lastDispensedAt: instant.nullable(),
  lots: z.array(z.strictObject({ at: instant, amount: quantity.nullable() })).exactOptional(),
  expiresOn: localDate,
  acceptance,
  generation: z.enum(['older', 'same', 'newer', 'unknown']).optional(),
  corrected: z
    .strictObject({
      family: text(200),
      given: z.array(text(200)),
      registrationNumber: text(40).nullable(),
      reason: z.strictObject({ code: z.enum(CHANGE_REASON_CODES), text: text(2000) }).nullable(),
    })
    .optional(),
  renewal: z
    .strictObject({
      state: z.enum(RENEWAL_STATES).exclude(['none']),
      requestedAt: instant,
      endsAt: instant.nullable(),
      ground: text(2000),
    })
    .optional(),
  change: z
    .strictObject({ kind: z.enum(['correction', 'cancellation']), acceptance: z.enum(['queued', 'rejected']) })
    .optional(),
}) as unknown as z.ZodType<PrescriptionRow>;

/** Long typed texts are bounded here; the rules say which of them are too long for the document. */
export const prescriptionForm: z.ZodType<PrescriptionForm> = z.strictObject({
  product: prescribedProduct.nullable(),
  doseTyped: text(2000),
  doseTextOnly: z.boolean(),
  amountMode: z.enum(['1', '2', '3']),
  packages: typed,
  totalAmount: typed,
  totalUnit: typed,
  durationDays: typed,
  repeats: typed,
  repeatIntervalDays: typed,
  indication: text(1000),
  indicationNotStated: z.boolean(),
  sic: z.boolean(),
  treatmentKind: z.enum(['S', 'T', 'M']),
  employer: text(200).optional(),
  insurer: text(200).optional(),
  biologicalJustification: text(1000).optional(),
  permanentMedication: z.boolean(),
  renewalProhibited: z.boolean(),
  renewalBanCode: z.enum(['', '1', '5']),
  renewalBanText: text(200),
  substitutionProhibited: z.boolean(),
  startOfUse: z.boolean(),
  weightKg: typed,
  messageToPharmacy: text(2000),
  validUntil: localDate.nullable(),
  narcoticIdentificationCode: z.enum(['', '1', '2', '3', '9']),
  narcoticIdentificationText: text(200),
  minorDisclosure: z.enum(['1', '2', '3', '4']).nullable(),
  confirmations,
  storage: z
    .strictObject({
      kind: z.enum(['', '1', '2', '3']),
      reason: z.enum(['', '1', '2', '3', '4']),
      reasonText: text(500),
      family: text(200),
      given: text(200),
      registrationNumber: typed,
      identifierNumber: typed,
    })
    .optional(),
  correction: z.strictObject({ reasonCode: z.enum(['', ...CHANGE_REASON_CODES]), reasonText: text(500) }).optional(),
});

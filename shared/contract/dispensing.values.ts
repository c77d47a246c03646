/** Decoders of dispensings and of the other acts of a pharmacy. */
import { z } from 'zod';
import {
  ACCESS_BASES,
  SUBSTITUTION_REFUSALS,
  type Dispensing,
  type DispensingForm,
} from '../domain/dispensing/dispensing.ts';
import { PACK_FATES, RETURN_STOPS, type MadePack } from '../domain/dispensing/pack-return.ts';
import { type PharmacyAct } from '../domain/dispensing/pharmacy-act.ts';
import { ASK_CONSENTS } from '../domain/dispensing/renewal-ask.ts';
import { count, instant, localDate, oid, patientLanguage, quantity, text, typed, vnr } from './basic.values.ts';
import { patient, professional } from './people.values.ts';
import { confirmations } from './prescription.values.ts';
import { packagedProduct, reimbursement } from './product.values.ts';

export const accessBasis = z.enum(ACCESS_BASES);

export const dispensingForm: z.ZodType<DispensingForm> = z.strictObject({
  vnr: vnr.nullable(),
  written: z
    .strictObject({
      name: text(1000),
      strength: text(1000),
      form: text(1000),
      holder: text(1000),
      size: typed,
      unit: text(1000),
      vnr: typed,
      price: typed,
      reimbursement,
    })
    .nullable(),
  packages: typed,
  splitAmount: typed,
  substitutionRefusal: z.enum(SUBSTITUTION_REFUSALS).nullable(),
  substitutionRefusalText: text(500),
  markFullyDispensed: z.boolean(),
  doseDispensed: z.boolean(),
  departureReason: text(500).nullable(),
  useBefore: localDate.nullable(),
  withoutReimbursement: z.boolean(),
  packs: z
    .array(
      z.strictObject({
        gtin: z.string().regex(/^\d{14}$/),
        serial: text(40),
        batch: text(40),
        expiresOn: localDate.nullable(),
        vnr,
        verified: z.boolean(),
      }),
    )
    .max(100),
  labelDoseText: text(2000),
  remark: text(1000),
  confirmations,
});

export const dispensing: z.ZodType<Dispensing> = z.strictObject({
  oid,
  setId: oid,
  version: z.int().min(1).max(9999),
  language: patientLanguage,
  patient,
  dispenser: professional,
  prescription: z.strictObject({ oid, setId: oid, version: z.int().min(1).max(9999) }),
  dispensedAt: instant,
  product: packagedProduct,
  packages: z.int().min(1).max(9999),
  split: z.boolean(),
  amount: quantity,
  remaining: quantity.nullable(),
  // Absent in dispensings stored before these fields were known.
  preparedBy: z
    .strictObject({
      registrationNumber: text(20),
      family: text(200),
      given: z.array(text(200)),
      right: text(10).nullable(),
    })
    .nullable()
    .default(null),
  pharmacyMade: z.boolean().default(false),
  doseDispensed: z.boolean().default(false),
  copayments: z.int().min(0).nullable().default(null),
  noteToKela: text(1000).default(''),
  substituted: z.boolean(),
  substitutionRefusal: z.enum(SUBSTITUTION_REFUSALS).nullable(),
  substitutionRefusalText: text(500),
  priceCents: count.nullable(),
  fullyDispensed: z.boolean(),
  labelDoseText: text(2000),
  remark: text(1000),
});

const madePack: z.ZodType<MadePack> = z.strictObject({
  serial: text(40),
  standing: z.enum(['out', 'returning', 'returned', 'stays']),
  stop: z.enum(RETURN_STOPS).nullable(),
});

/** A dispensing made at this desk in its newest version, with what became of it. */
export const madeDispensing = z.strictObject({
  dispensing,
  /** Null while it stands as it was made. */
  change: z
    .strictObject({ kind: z.enum(['correction', 'cancellation']), at: instant, by: text(400), reason: text(1000) })
    .nullable(),
  packs: z.array(madePack).max(10_000),
});
export type MadeDispensing = z.output<typeof madeDispensing>;

const reason = text(1000);
export const pharmacyAct: z.ZodType<PharmacyAct> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dispensingCancellation'),
    setId: oid,
    reason,
    packs: z.enum(PACK_FATES).nullable(),
  }),
  z.strictObject({
    kind: z.literal('dispensingCorrection'),
    setId: oid,
    reason,
    form: z.strictObject({
      packages: typed,
      amount: typed,
      markFullyDispensed: z.boolean(),
      labelDoseText: text(2000),
      remark: text(1000),
    }),
  }),
  z.strictObject({
    kind: z.literal('prescriptionCorrection'),
    setId: oid,
    reason,
    form: z.strictObject({ doseText: text(2000), indication: text(1000), messageToPharmacy: text(2000) }),
    consent: z.strictObject({ prescriber: text(400), at: text(100), phone: text(100) }).nullable(),
  }),
  z.strictObject({
    kind: z.enum(['lock', 'unlock', 'reservation', 'reservationRelease', 'doseDispensing', 'doseDispensingRelease']),
    setId: oid,
    reason,
  }),
  z.strictObject({
    kind: z.literal('renewalRequest'),
    setId: oid,
    reason,
    form: z.strictObject({ consent: z.enum(ASK_CONSENTS), smsPhone: typed, smsConfirmed: z.boolean() }),
  }),
]);

/** Decoders of the domain values that travel. Unknown keys are refused; lengths are bounded; nothing is coerced. */
import { z } from 'zod';
import { isDecimal, type Decimal } from '../kernel/decimal.ts';
import { isErrorCode, type ErrorCode, type Failure } from '../kernel/error-codes.ts';
import { LANGUAGES, type Localized } from '../kernel/language.ts';
import { isOid, type Oid } from '../kernel/oid.ts';
import { isInstant, isLocalDate, type Instant, type LocalDate } from '../kernel/time.ts';
import { textFault } from '../kernel/text.ts';
import {
  ACCESS_BASES,
  SUBSTITUTION_REFUSALS,
  type DispensedProduct,
  type Dispensing,
  type DispensingForm,
} from '../domain/dispensing/dispensing.ts';
import { CHANGE_REASON_CODES } from '../domain/documents/prescription-change.ts';
import { type PharmacyAct } from '../domain/dispensing/pharmacy-act.ts';
import { type Confirmation, type Finding } from '../domain/finding.ts';
import { type MedicinePackage, type MedicineRelease } from '../domain/medicine.ts';
import {
  PROFESSIONS,
  type Allergy,
  type Organisation,
  type Patient,
  type Professional,
} from '../domain/people/person.ts';
import { type Coded, type CodedWord } from '../domain/coded.ts';
import {
  type ClockTime,
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type StructuredDose,
  isClockTime,
} from '../domain/prescribing/dose.ts';
import { type DosePlan, type PlannedDose, type Span } from '../domain/prescribing/dose-plan.ts';
import { type Ingredient } from '../domain/prescribing/product.ts';
import { type PrescriptionForm } from '../domain/prescribing/prescription-form.ts';
import {
  type PrescribedAmount,
  type PrescribedProduct,
  type Prescription,
  type PrescriptionHolder,
  type PrescriptionRow,
  type Quantity,
} from '../domain/prescribing/prescription.ts';
import { ACTS, OUTBOX_STATES, SERVICES, type Line, type QueueCounts, type QueueRow } from '../domain/queue.ts';
import { type ReadableBlock } from '../domain/readable.ts';
import {
  MEASUREMENTS,
  RECORD_HEADINGS,
  type MeasurementKind,
  type RecordEntry,
  type RecordForm,
  type RecordRow,
  type RecordSection,
  type RecordTemplate,
  type ServiceEvent,
} from '../domain/records/record.ts';

/** A one-line or several-line text that a document can carry. A refusal's message is the `TextFault`. */
export const text = (maxLength: number): z.ZodType<string> =>
  z.custom<string>(v => typeof v === 'string' && textFault(v, maxLength) === null, {
    error: ({ input }) => (typeof input === 'string' ? (textFault(input, maxLength) ?? 'text') : 'text'),
  });
/** A number as it stands in a field: bounded, nothing more. */
export const typed = text(32);

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9._:-]+$/);
export const instant = z.custom<Instant>(v => typeof v === 'string' && isInstant(v), 'instant');
export const localDate = z.custom<LocalDate>(v => typeof v === 'string' && isLocalDate(v), 'date');
export const oid = z.custom<Oid>(v => typeof v === 'string' && isOid(v), 'oid');
export const decimal = z.custom<Decimal>(v => typeof v === 'string' && isDecimal(v), 'decimal');
export const errorCode = z.custom<ErrorCode>(v => typeof v === 'string' && isErrorCode(v), 'error code');
export const count = z.int().min(0).max(1_000_000_000);
export const limit = z.int().min(1).max(200);
export const vnr = z.string().regex(/^\d{6}$/);
export const language = z.enum(LANGUAGES);
export const patientLanguage = z.enum(['fi', 'sv']);
export const pin = z.string().min(1).max(64);
export const nothing = z.strictObject({});

/** What a card, its reader, its software and its certificate may answer to any call that uses it. */
export const CARD_CODES = [
  'CARD-0101',
  'CARD-0102',
  'CARD-0103',
  'CARD-0104',
  'CARD-0105',
  'CARD-0107',
  'CARD-0108',
  'CARD-0109',
  'CARD-0111',
  'CARD-0112',
  'CARD-0114',
  'CARD-0115',
  'CARD-0116',
  'CARD-0117',
  'CARD-0118',
  'CARD-0119',
  'CARD-0120',
  'CARD-0121',
  'CARD-0122',
  'CARD-0123',
  'CARD-0124',
  'CARD-0125',
] as const satisfies readonly ErrorCode[];

const short = text(200);
const long = text(20_000);

export const localized: z.ZodType<Localized> = z.strictObject({ fi: short, sv: short, en: short });
const twoNames = z.strictObject({ fi: short, sv: short });

export const longText: z.ZodType<Localized> = z.strictObject({ fi: text(2000), sv: text(2000), en: text(2000) });
export const failure: z.ZodType<Failure> = z.strictObject({
  code: errorCode,
  detail: z.array(text(200)).max(50).optional(),
  triesLeft: count.optional(),
}) as z.ZodType<Failure>;

const allergy: z.ZodType<Allergy> = z.strictObject({ text: short, severity: z.enum(['critical', 'risk']) });

export const patient: z.ZodType<Patient> = z.strictObject({
  id,
  identityCode: z.string().length(11).nullable(),
  family: short,
  given: z.array(short).max(10),
  callName: short,
  sex: z.enum(['male', 'female', 'unknown', 'unspecified']),
  birthDate: localDate,
  language: patientLanguage,
  phone: short,
  street: short,
  postalCode: short,
  city: short,
  deceasedOn: localDate.nullable(),
  allergies: z.array(allergy).max(100).nullable(),
});

export const organisation: z.ZodType<Organisation> = z.strictObject({
  oid,
  kind: z.enum(['provider', 'clinic', 'pharmacy']),
  businessId: text(16),
  name: localized,
  phone: short,
  street: short,
  postalCode: short,
  city: short,
  provider: z.strictObject({
    oid,
    name: localized,
    phone: short.exactOptional(),
    street: short.exactOptional(),
    postalCode: short.exactOptional(),
    city: short.exactOptional(),
  }),
  switchboard: z.literal(true).exactOptional(),
});

const coded: z.ZodType<Coded> = z.strictObject({ code: text(64), system: text(128), name: text(400) });
const codedWord: z.ZodType<CodedWord> = z.strictObject({ code: text(64).nullable(), name: text(400) });

export const professional: z.ZodType<Professional> = z.strictObject({
  registrationNumber: text(20),
  identifierNumber: text(20).nullable(),
  family: short,
  given: z.array(short).max(10),
  profession: z.enum(PROFESSIONS),
  right: text(10).nullable(),
  title: localized,
  speciality: coded.exactOptional(),
  callName: short.exactOptional(),
  suffix: short.exactOptional(),
  organisation,
});

export const finding: z.ZodType<Finding> = z.strictObject({
  rule: text(40),
  severity: z.enum(['block', 'confirm', 'warn', 'inform', 'notChecked']),
  field: text(80).nullable(),
  says: z.strictObject({ fi: text(600), sv: text(600), en: text(600) }),
  source: text(400),
  version: text(80).exactOptional(),
  inputs: z.record(z.string(), text(400)),
});

export const confirmation: z.ZodType<Confirmation> = z.strictObject({ rule: text(40), reason: text(500) });
export const confirmations = z.array(confirmation).max(50);

export const quantity: z.ZodType<Quantity> = z.strictObject({ value: decimal, unit: text(40) });

const controlClass = z.enum(['H', 'P', 'Z']).nullable();
const stated = z.enum(['yes', 'no', 'unknown']);
const ingredient: z.ZodType<Ingredient> = z.strictObject({
  name: text(400),
  atc: text(10),
  atcName: text(400),
  amount: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('measured'), quantity }),
      z.strictObject({ kind: z.literal('worded'), text: short }),
    ])
    .nullable(),
});
const productFacts = {
  atc: text(10),
  atcName: twoNames,
  strength: short,
  form: localized,
  substances: z.array(short).max(60),
  controlClass,
  narcotic: z.boolean(),
  biological: z.boolean(),
  databaseVersion: text(20),
  ingredients: z.array(ingredient).max(60).exactOptional(),
  otherIngredients: z.array(ingredient).max(60).exactOptional(),
  preparation: text(4000).exactOptional(),
  uncodedName: short.exactOptional(),
  extraInformation: text(1000).exactOptional(),
  additionalMonitoring: stated.exactOptional(),
  biologicalUnknown: z.literal(true).exactOptional(),
  biosimilar: stated.exactOptional(),
  medicineGroup: short.exactOptional(),
  bloodProduct: stated.exactOptional(),
};
const packageFacts = {
  tradeName: short,
  holder: short,
  container: short,
  sizeText: short,
  packageSize: quantity.nullable(),
  substitutionGroup: text(20).nullable(),
};
/** What is dispensed has its number; documents of others prescribe authorised products without one. */
export const packagedProduct: z.ZodType<DispensedProduct> = z.strictObject({
  ...productFacts,
  ...packageFacts,
  kind: z.literal('1'),
  vnr,
});
export const prescribedProduct: z.ZodType<PrescribedProduct> = z.discriminatedUnion('kind', [
  z.strictObject({ ...productFacts, ...packageFacts, kind: z.literal('1'), vnr: z.union([vnr, z.literal('')]) }),
  z.strictObject({ ...productFacts, kind: z.literal('9') }),
  z.strictObject({
    ...productFacts,
    ...packageFacts,
    kind: z.enum(['2', '3', '4', '5', '6', '7', '8', '10', '11']),
    vnr: text(20).nullable(),
  }),
]);

const doseRange: z.ZodType<DoseRange> = z.strictObject({ low: decimal, high: decimal });
const timesADay = z.int().min(1).max(48);
/** Documents of other systems write an as-needed dose as 0 to n times a day. */
const timesADayOrNone = z.int().min(0).max(48);
const doseTiming: z.ZodType<DoseTiming> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timesPerDay'), low: timesADayOrNone, high: timesADay }),
  z.strictObject({
    kind: z.literal('timesOfDay'),
    amounts: z.strictObject({
      morning: doseRange.optional(),
      noon: doseRange.optional(),
      evening: doseRange.optional(),
      night: doseRange.optional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('clockTimes'),
    amounts: z
      .array(
        z.strictObject({
          at: z.custom<ClockTime>(v => typeof v === 'string' && isClockTime(v), 'time'),
          amount: doseRange,
        }),
      )
      .min(1)
      .max(48),
  }),
  z.strictObject({ kind: z.literal('everyHours'), low: z.int().min(1).max(240), high: z.int().min(1).max(240) }),
  z.strictObject({ kind: z.literal('everyDays'), days: z.int().min(1).max(366), times: timesADay }),
  z.strictObject({ kind: z.literal('timesPerWeek'), low: timesADay, high: timesADay }),
  z.strictObject({
    kind: z.literal('weekdays'),
    days: z
      .array(
        z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
      )
      .min(1)
      .max(7),
    times: timesADay,
  }),
]) as z.ZodType<DoseTiming>;

export const structuredDose: z.ZodType<StructuredDose> = z.strictObject({
  low: decimal,
  high: decimal,
  unit: z.enum(DOSE_UNITS),
  timing: doseTiming,
  asNeeded: z.boolean(),
  maxPerDay: decimal.nullable(),
  lengthDays: z.int().min(1).max(3660).nullable(),
  startsOn: localDate.nullable(),
});

const timeSpan: z.ZodType<Span> = z.strictObject({
  low: decimal,
  high: decimal,
  unit: z.enum(['h', 'd', 'wk', 'mo', 'a', 'min']),
});
const plannedDose: z.ZodType<PlannedDose> = z.strictObject({
  id: text(128).exactOptional(),
  amount: doseRange.nullable(),
  unit: codedWord.nullable(),
  physical: z.strictObject({ low: decimal, high: decimal, unit: text(40) }).nullable(),
  asNeeded: z.boolean().nullable(),
  timeOfDay: codedWord.nullable(),
  clock: text(20).nullable(),
  weekday: codedWord.nullable(),
  most: z.strictObject({ amount: decimal, per: decimal, unit: z.enum(['h', 'd', 'wk', 'mo', 'a', 'min']) }).nullable(),
});
const dosePlan: z.ZodType<DosePlan> = z.strictObject({
  seasons: z
    .array(
      z.strictObject({
        id: text(128).exactOptional(),
        start: localDate.nullable(),
        end: localDate.nullable(),
        length: timeSpan.nullable(),
        pauses: z.array(z.strictObject({ from: localDate.nullable(), to: localDate.nullable() })).max(100),
        asNeeded: z.boolean().nullable(),
        period: timeSpan.nullable(),
        doses: z.array(plannedDose).max(500),
      }),
    )
    .max(100),
});

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
});
const acceptance = z.enum(['accepted', 'queued', 'rejected']);

export const prescriptionRow: z.ZodType<PrescriptionRow> = z.strictObject({
  prescription,
  state: z.enum(['notDispensed', 'partlyDispensed', 'fullyDispensed', 'cancelled', 'expired']),
  holder: holder.nullable(),
  remaining: quantity.nullable(),
  dispensedLots: count,
  lastDispensedAt: instant.nullable(),
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
  correction: z.strictObject({ reasonCode: z.enum(['', ...CHANGE_REASON_CODES]), reasonText: text(500) }).optional(),
});

export const accessBasis = z.enum(ACCESS_BASES);

export const dispensingForm: z.ZodType<DispensingForm> = z.strictObject({
  vnr: vnr.nullable(),
  packages: typed,
  splitAmount: typed,
  substitutionRefusal: z.enum(SUBSTITUTION_REFUSALS).nullable(),
  substitutionRefusalText: text(500),
  markFullyDispensed: z.boolean(),
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

export const reimbursement = z.enum(['none', 'basic', 'lowerSpecial', 'upperSpecial']);
/** A dispensing made at this desk in its newest version, with what became of it. */
export const madeDispensing = z.strictObject({
  dispensing,
  /** Null while it stands as it was made. */
  change: z
    .strictObject({ kind: z.enum(['correction', 'cancellation']), at: instant, by: text(400), reason: text(1000) })
    .nullable(),
});
export type MadeDispensing = z.output<typeof madeDispensing>;

const reason = text(1000);
export const pharmacyAct: z.ZodType<PharmacyAct> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dispensingCancellation'), setId: oid, reason }),
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
    consent: z.strictObject({ prescriber: text(400), at: text(100) }).nullable(),
  }),
  z.strictObject({
    kind: z.enum(['lock', 'unlock', 'reservation', 'reservationRelease']),
    setId: oid,
    reason,
  }),
]);

export const medicineTerm = z.strictObject({ fi: text(400), sv: text(400), en: text(400) });
export const medicineName = z.strictObject({ fi: text(400), sv: text(400) });
export const medicinePackage: z.ZodType<MedicinePackage> = z.strictObject({
  vnr: vnr.nullable(),
  packageNumber: text(20),
  tradeName: text(400),
  strength: text(400),
  form: medicineTerm,
  sizeText: text(400),
  size: text(20).nullable(),
  sizeFactor: z.number().nullable(),
  unit: text(40).nullable(),
  container: medicineTerm.nullable(),
  holder: text(400),
  atc: text(10),
  atcName: medicineName,
  substances: z.array(text(400)).max(100),
  ddd: text(20).nullable(),
  dddUnit: text(40).nullable(),
  prescriptionOnly: z.boolean(),
  human: z.boolean(),
  narcotic: z.boolean(),
  controlClass,
  trafficWarning: z.boolean(),
  prescribingConditions: z.array(z.strictObject({ code: text(20), fi: text(4000), sv: text(4000) })).max(20),
  biological: z.boolean(),
  substitutionGroup: text(20).nullable(),
  marketed: z.boolean(),
  validFrom: text(10).nullable(),
  validTo: text(10).nullable(),
  retailPriceCents: count.nullable(),
  referencePriceCents: count.nullable(),
  reimbursement,
  invented: z.boolean(),
});

export const medicineRelease: z.ZodType<MedicineRelease> = z.strictObject({
  id: text(20),
  date: text(10),
  source: text(400),
  rows: count,
  invented: z.boolean(),
});

export const serviceEvent: z.ZodType<ServiceEvent> = z.strictObject({
  oid,
  patientId: id,
  kind: z.enum(['visit', 'remoteContact']),
  unitOid: oid,
  startedAt: instant,
  endedAt: instant.nullable(),
  acceptance,
});

const measurementKinds = Object.keys(MEASUREMENTS) as [MeasurementKind, ...MeasurementKind[]];
const recordEntry: z.ZodType<RecordEntry> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('diagnosis'),
    code: text(20),
    name: text(400),
    primacy: z.enum(['PAA', 'SIVU']),
    permanence: z.literal('PYS').nullable(),
  }),
  z.strictObject({
    kind: z.literal('measurement'),
    measurement: z.enum(measurementKinds),
    value: decimal,
    secondValue: decimal.nullable(),
    measuredAt: instant,
  }),
]);
const recordSection: z.ZodType<RecordSection> = z.strictObject({
  heading: z.enum(RECORD_HEADINGS),
  text: long,
  entries: z.array(recordEntry).max(100),
});
export const recordForm: z.ZodType<RecordForm> = z.strictObject({
  templateId: id,
  sections: z.array(recordSection).max(20),
  confirmations,
});
export const recordRow: z.ZodType<RecordRow> = z.strictObject({
  oid,
  serviceEventOid: oid,
  title: short,
  authorName: short,
  createdAt: instant,
  version: z.int().min(1),
  acceptance,
});
export const recordTemplate: z.ZodType<RecordTemplate> = z.strictObject({
  id,
  name: localized,
  headings: z.array(z.enum(RECORD_HEADINGS)),
  phrases: z.partialRecord(
    z.enum(RECORD_HEADINGS),
    z.array(z.strictObject({ fi: text(600), sv: text(600), en: text(600) })),
  ),
  professions: z.array(z.enum(['physician', 'nurse'])),
}) as z.ZodType<RecordTemplate>;

const span = z.strictObject({
  text: z.string(),
  style: z.enum(['bold', 'italic', 'underline', 'inserted', 'deleted', 'sup', 'sub']).optional(),
});
export const readable = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('heading'),
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      text: z.string(),
    }),
    z.strictObject({ kind: z.literal('paragraph'), spans: z.array(span) }),
    z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(span)) }),
    z.strictObject({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  ]),
) as unknown as z.ZodType<readonly ReadableBlock[]>;

export const service = z.enum(SERVICES);
export const queueRow: z.ZodType<QueueRow> = z.strictObject({
  id,
  documentOid: oid,
  act: z.enum(ACTS),
  service,
  state: z.enum(OUTBOX_STATES),
  patientName: short,
  summary: text(400),
  authorName: short,
  signedAt: instant,
  attempts: count,
  nextAttemptAt: instant.nullable(),
  lastAnswer: z.strictObject({ code: errorCode, at: instant }).nullable(),
  receipt: z.strictObject({ reference: short, at: instant, replayed: z.boolean(), verified: z.boolean() }).nullable(),
  waitingBehind: count,
});
export const queueCounts: z.ZodType<QueueCounts> = z.strictObject({
  unsent: count,
  needsPerson: count,
  acceptedToday: count,
  oldestUnsentAt: instant.nullable(),
});
export const line: z.ZodType<Line> = z.strictObject({
  service,
  state: z.enum(['up', 'slow', 'down', 'unknown']),
  since: instant,
  lastOkAt: instant.nullable(),
  lastFault: errorCode.nullable(),
});

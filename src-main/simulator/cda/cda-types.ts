import { type CdaTime } from '../time.ts';

/** A coded value as it stands in the document. */
export type Code = Readonly<{ code: string; system: string; name: string | null; text: string | null }>;

export type CdaPerson = Readonly<{ given: readonly string[]; callName: string | null; family: string | null }>;

export type CdaPatient = Readonly<{
  hetu: string | null;
  name: CdaPerson;
  gender: string | null;
  birthDate: string | null;
}>;

export type CdaAuthor = Readonly<{
  /** LAL prescriber, KIR recorder, LTE dispenser, KOR corrector, MIT canceller (1.2.246.537.5.40006.2003). */
  role: string | null;
  registrationNumber: string | null;
  identifierNumber: string | null;
  right: string | null;
  /** Job title: mandatory of students and of nurses who prescribe. */
  title: string | null;
  name: CdaPerson;
  unit: string | null;
  unitName: string | null;
  provider: string | null;
}>;

export type CdaHeader = Readonly<{
  documentOid: string;
  setId: string;
  version: number;
  type: Code;
  title: string;
  createdAt: CdaTime;
  confidentiality: string | null;
  language: string;
  patient: CdaPatient;
  authors: readonly CdaAuthor[];
  custodian: string | null;
  related: Readonly<{ kind: string; oid: string | null; setId: string | null }> | null;
  encounter: string | null;
  eventTime: CdaTime | null;
  minorDisclosure: string | null;
}>;

/** What the signed body says about whose document it is; compared with the unsigned header. */
export type CdaBinding = Readonly<{
  sectionIds: readonly string[];
  patientCodes: readonly string[];
  patientBirthDates: readonly string[];
  selfReferences: readonly Readonly<{ oid: string; setId: string | null }>[];
  authorNumbers: readonly string[];
}>;

export type Amount = Readonly<{ value: string | null; unit: string | null; text: string | null }>;

export type Dose = Readonly<{
  low: string | null;
  high: string | null;
  unitCode: string | null;
  unitName: string | null;
  physicalUnit: string | null;
  asNeeded: boolean;
  time: string | null;
  clock: string | null;
  weekday: string | null;
}>;

export type CdaPrescription = Readonly<{
  prescribedAt: CdaTime | null;
  validUntil: CdaTime | null;
  productKind: string | null;
  vnr: string | null;
  tradeName: string | null;
  atc: string | null;
  atcName: string | null;
  databaseVersion: string | null;
  strength: string | null;
  form: string | null;
  ingredients: readonly string[];
  preparation: string | null;
  amountMode: string | null;
  packages: string | null;
  packageSize: Amount | null;
  packageSizeText: string | null;
  packageFactor: string | null;
  durationFrom: CdaTime | null;
  duration: Amount | null;
  iterationText: string | null;
  iterationCount: string | null;
  iterationInterval: Amount | null;
  textOnly: boolean | null;
  dosageText: string | null;
  sic: boolean | null;
  route: Code | null;
  doses: readonly Dose[];
  periodLength: Amount | null;
  asNeeded: boolean;
  pauseFrom: CdaTime | null;
  pauseTo: CdaTime | null;
  usage: string | null;
  careKinds: readonly string[];
  permanent: boolean | null;
  renewalForbidden: boolean | null;
  renewalForbiddenReason: Code | null;
  substitutionForbidden: boolean | null;
  weightKg: string | null;
  doseDispensing: boolean | null;
  messageToPharmacy: string | null;
  identification: Code | null;
  pkv: string | null;
  narcotic: boolean | null;
  startOfUse: boolean | null;
  prescriptionKind: string | null;
  savedForm: string | null;
  savedReason: Code | null;
  biological: boolean;
  medicineId: string | null;
  medicinePart: string | null;
  cancelReason: Code | null;
  cancelType: string | null;
  correctionReason: Code | null;
}>;

export type CdaDispensing = Readonly<{
  handedOverAt: CdaTime | null;
  amount: Amount | null;
  remaining: Amount | null;
  packages: string | null;
  packageSize: Amount | null;
  packageSizeText: string | null;
  vnr: string | null;
  tradeName: string | null;
  atc: string | null;
  atcName: string | null;
  strength: string | null;
  form: string | null;
  productKind: string | null;
  /** LL 124. */
  pharmacyMade: boolean | null;
  pkv: string | null;
  narcotic: boolean | null;
  substituted: boolean | null;
  fully: boolean | null;
  labelText: string | null;
  prescription: Readonly<{ oid: string; setId: string | null }> | null;
  cancelReason: string | null;
}>;

/** What an answer to a renewal request says, and which request its header names. */
export type CdaRenewalAnswer = Readonly<{
  /** Name of the state; the numbers of 1.2.246.537.5.40106 are not confirmed. */
  state: string | null;
  ground: string | null;
  request: Readonly<{ oid: string; setId: string | null }> | null;
  prescription: Readonly<{ oid: string; setId: string | null }> | null;
  headerRequest: string | null;
}>;

/** What a renewal request of a professional says, and which prescription its header names. */
export type CdaRenewalRequest = Readonly<{
  recipient: string | null;
  recipientPhone: string | null;
  message: string | null;
  /** 1.2.246.537.5.40119.2006. */
  consent: string | null;
  prescription: Readonly<{ oid: string; setId: string | null }> | null;
  headerPrescription: string | null;
}>;

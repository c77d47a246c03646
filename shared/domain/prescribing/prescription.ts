import { type Decimal } from '../../kernel/decimal.ts';
import { type Localized, type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type StructuredDose } from './dose.ts';

/** A number with its unit as written on the package or the prescription (`fol`, `ml`, `kpl`). */
export type Quantity = Readonly<{ value: Decimal; unit: string }>;

/** PKV class, 1.2.246.537.5.40118.2006: H narcotic, P PKV, Z PKV and psychotropic. */
export type ControlClass = 'H' | 'P' | 'Z';

type ProductFacts = Readonly<{
  atc: string;
  atcName: Readonly<Record<PatientLanguage, string>>;
  strength: string;
  form: Localized;
  substances: readonly string[];
  controlClass: ControlClass | null;
  narcotic: boolean;
  biological: boolean;
  /** Release of the Pharmaceutical Database that these facts come from, `YYYY.NNN`. */
  databaseVersion: string;
}>;

/** Product kinds of 1.2.246.537.6.604.2014: 1 authorised product by trade name, 9 by active substance. */
export type PrescribedProduct =
  | (ProductFacts &
      Readonly<{
        kind: '1';
        vnr: string;
        tradeName: string;
        holder: string;
        container: string;
        sizeText: string;
        /** Content of one package; null when the size is text only. */
        packageSize: Quantity | null;
        substitutionGroup: string | null;
      }>)
  | (ProductFacts & Readonly<{ kind: '9' }>);

/** Amount modes of 1.2.246.537.5.40100.2006: 1 packages, 2 total amount, 3 for a duration. */
export type PrescribedAmount =
  | Readonly<{ mode: '1'; packages: number; sizeText: string; packageSize: Quantity | null }>
  | Readonly<{ mode: '2'; total: Quantity }>
  | Readonly<{ mode: '3'; start: LocalDate; lengthDays: number }>;

/** Repeats after the first lot, and the least number of days between lots (LL 121). */
export type Iteration = Readonly<{ repeats: number; intervalDays: number | null }>;

/** The dosing instruction: the sentence always (LL 29), the structure where there is one (LL 87 false). */
export type DosingInstruction = Readonly<{ text: string; structured: StructuredDose | null }>;

/** Treatment kinds of 1.2.246.537.5.40101.2006: S illness, M other. (T, work accident, needs employer and insurer.) */
export type TreatmentKind = 'S' | 'M';

/** Minor's disclosure choice, 1.2.246.537.5.40202.201901, codes 1 to 4. */
export type MinorDisclosure = '1' | '2' | '3' | '4';

/** Identification of a patient for a narcotic, 1.2.246.537.5.40109.2006: 1 passport, 2 driving licence, 3 identity card, 9 other with text. */
export type NarcoticIdentification = Readonly<{ code: '1' | '2' | '3' } | { code: '9'; text: string }>;

/** Why a prescription may not be renewed, 1.2.246.537.6.600.2013 (LL 194): 1 fixed-term medicine, 5 other reason with text. */
export type RenewalBan = Readonly<{ code: '1' } | { code: '5'; text: string }>;

/** Prescription kinds of 1.2.246.537.6.605.2014 (LL 169): 1 prescription, 2 hospital pharmacy, 3 purchase abroad. */
export type PrescriptionKind = '1' | '2' | '3';

/** An electronic prescription, document type 1 of 1.2.246.537.5.40105.2006. Field numbers: Kela CDA library, package 4.00. */
export type Prescription = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  /** Absent = 1: this version writes no other kind, but may read them. */
  prescriptionKind?: PrescriptionKind;
  language: PatientLanguage;
  patient: Patient;
  prescriber: Professional;
  serviceEventOid: Oid | null;
  prescribedAt: Instant;
  /** Only when the prescriber shortened it; must be absent otherwise. */
  validUntil: LocalDate | null;
  product: PrescribedProduct;
  amount: PrescribedAmount;
  iteration: Iteration | null;
  dose: DosingInstruction;
  /** SIC! (LL 56): the prescriber knowingly departs from the normal dose or use. */
  sic: boolean;
  indication: string;
  treatmentKind: TreatmentKind;
  permanentMedication: boolean;
  renewalProhibited: boolean;
  /** Given exactly when renewal is prohibited. */
  renewalBan: RenewalBan | null;
  substitutionProhibited: boolean;
  doseDispensing: boolean;
  startOfUse: boolean;
  weightKg: Decimal | null;
  messageToPharmacy: string;
  narcoticIdentification: NarcoticIdentification | null;
  minorDisclosure: MinorDisclosure | null;
}>;

/** Dispensing state of a prescription as the Prescription Centre tells it. */
export type PrescriptionState = 'notDispensed' | 'partlyDispensed' | 'fullyDispensed' | 'cancelled' | 'expired';

/** Who holds a prescription now: a dispensing hold, a reservation, a lock, dose dispensing. */
export type PrescriptionHolder = Readonly<{
  kind: 'hold' | 'reserved' | 'locked' | 'doseDispensing';
  organisationOid: Oid;
  organisationName: string;
  since: Instant;
  mine: boolean;
}>;

/** A prescription with what the Centre knows of it: the row of every list. */
export type PrescriptionRow = Readonly<{
  prescription: Prescription;
  state: PrescriptionState;
  holder: PrescriptionHolder | null;
  /** What is left, in the unit of the prescription; null when it cannot be computed. */
  remaining: Quantity | null;
  dispensedLots: number;
  lastDispensedAt: Instant | null;
  expiresOn: LocalDate;
  /** `queued` when the document has not been accepted yet: it cannot be dispensed elsewhere. */
  acceptance: 'accepted' | 'queued' | 'rejected';
}>;

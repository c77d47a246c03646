import { type RenewalAsked } from '../lifecycle/renewal.machine.ts';
import { type Generation } from '../../codes/cda-generations.ts';
import { type Decimal } from '../../kernel/decimal.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Coded } from '../coded.ts';
import { type CorrectedBy } from '../documents/change-reason.ts';
import { type Organisation, type Patient, type Professional } from '../people/person.ts';
import { type StructuredDose } from './dose.ts';
import { type DosePlan } from './dose-plan.ts';
import { type PrescribedProduct, type Quantity } from './product.ts';

export { type ControlClass, type PrescribedProduct, type Quantity } from './product.ts';

/**
 * How much, amount modes of 1.2.246.537.5.40100.2006: 1 packages, 2 total amount, 3 for a duration, 9 nothing to dispense
 * (comes with the medication list).
 */
export type PrescribedAmount =
  | Readonly<{
      mode: '1';
      packages: number;
      /** Pakkauskoko tekstimuotoisena (LL 126). */
      sizeText: string;
      /** Content of one package, all its parts together. */
      packageSize: Quantity | null;
      /** Where the package has several parts (`10 x 2.5 ml`): one part and their number (LL 125). Absent = 1. */
      packedAs?: Readonly<{ each: Quantity; count: number }>;
    }>
  | Readonly<{ mode: '2'; total: Quantity }>
  | Readonly<{
      mode: '3';
      start: LocalDate;
      lengthDays: number;
      /** The length as written, where it was not in days; `lengthDays` is then counted from it. */
      length?: Readonly<{ count: number; unit: 'wk' | 'mo' | 'a' }>;
      /** The moment of the start, where one was written. */
      startAt?: Instant;
    }>
  | Readonly<{ mode: '9' }>;

/** Repeats after the first lot, and the least number of days between lots (LL 121). */
export type Iteration = Readonly<{
  /** 0 where a document gives words only that are not understood: then `text` says what was meant. */
  repeats: number;
  intervalDays: number | null;
  /** The interval as written, where it was not in days; `intervalDays` is then counted from it. */
  interval?: Readonly<{ count: number; unit: 'wk' | 'mo' | 'a' }>;
  /** Iterointi tekstinä, where it is not the plain form of the numbers: `iter ter 7 pv`. */
  text?: string;
}>;

/** The dosing instruction: the sentence always (LL 29), the structure where there is one (LL 87 false). */
export type DosingInstruction = Readonly<{
  text: string;
  structured: StructuredDose | null;
  /** All that the structure says, where that is more than `structured` can: this is then what documents carry. */
  plan?: DosePlan;
  /** Lääkkeenantoreitti (LL 250), 1.2.246.537.6.1403.202001. */
  route?: Coded;
  /** Käyttöohjeen lisätieto (LL 234). */
  extraInstruction?: string;
}>;

/** Hoitolaji (LL 67), 1.2.246.537.5.40101.2006: S illness, T work accident (with employer and insurer), M other. */
export type TreatmentKind = 'S' | 'T' | 'M';

/** Minor's disclosure choice, 1.2.246.537.5.40202.201901, codes 1 to 4. */
export type MinorDisclosure = '1' | '2' | '3' | '4';

/** Identification of a patient for a narcotic (LL 117), 1.2.246.537.5.40109.2006: 1 passport, 2 driving licence, 3 identity card, 9 other with text. */
export type NarcoticIdentification =
  Readonly<{ code: '1' | '2' | '3'; text?: string }> | Readonly<{ code: '9'; text: string }>;

/**
 * Why a prescription may not be renewed (LL 194), 1.2.246.537.6.600.2013: 1 fixed-term medicine, 5 other reason with text;
 * the other reasons of the code system are read, the form offers these two.
 */
export type RenewalBan =
  Readonly<{ code: '1' | '2' | '3' | '4' | '6' | '7' | '8'; text?: string }> | Readonly<{ code: '5'; text: string }>;

/** Prescription kinds of 1.2.246.537.6.605.2014 (LL 169): 1 prescription, 2 hospital pharmacy, 3 purchase abroad. */
export type PrescriptionKind = '1' | '2' | '3';

/** Erillisselvitys (LL 69): a clarification for Kela that unlocks a limited reimbursement. Before package 4.00 mostly text. */
export type SpecialClarification = Readonly<{
  /** 1.2.246.537.6.850.202001, earlier 1.2.246.537.6.57.2004; null where there are words only. */
  code: Coded | null;
  text: string;
  date: LocalDate | null;
}>;

/** Apteekissa tallennettu lääkemääräys (LL 212), 1.2.246.537.5.40303.201501: 1 paper, 2 telephone, 3 special permit. */
export type PharmacyStorage = Readonly<{
  kind: '1' | '2' | '3' | null;
  /** LL 213, 1.2.246.537.5.40302.201501: 1 technical fault, 2 urgent treatment, 3 other with text, 4 special permit. */
  reason: Readonly<{ code: '1' | '2' | '3' | '4'; text: string }> | null;
}>;

/** Sairaala-apteekki: where a prescription of kind 2 is to be dispensed, and the unit that it is for. */
export type HospitalPharmacy = Readonly<{ oid: Oid; name: string; unitOid: Oid | null }>;

/**
 * An electronic prescription, document type 1 of 1.2.246.537.5.40105.2006. Field numbers: Kela CDA library, package 4.00.
 * A field with a question mark is absent where the document says nothing, or the usual, of it.
 */
export type Prescription = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  /** Reseptin laji (LL 169). Absent = 1. */
  prescriptionKind?: PrescriptionKind;
  /** Of kind 2 (LL 169). */
  hospitalPharmacy?: HospitalPharmacy;
  language: PatientLanguage;
  patient: Patient;
  /** Lääkkeen määrääjä, author LAL. */
  prescriber: Professional;
  /** Merkinnän kirjaaja, author KIR: who stored a paper or telephone prescription, and when. */
  recorder?: Readonly<{ professional: Professional; at: Instant | null }>;
  /** Palvelutapahtuma. */
  serviceEventOid: Oid | null;
  /** Where it was written, if that is another place than the prescriber's unit. */
  writtenAt?: Organisation;
  /** Määräyspäivä. */
  prescribedAt: Instant;
  /** Creation of the document; absent = `prescribedAt`. */
  createdAt?: Instant;
  /** Henkilön kirjautumisaika in the header and in the body; absent = `prescribedAt`, null = not given. */
  signedIn?: Readonly<{ header: Instant | null; body: Instant | null }>;
  /** Only when the prescriber shortened it; must be absent otherwise. */
  validUntil: LocalDate | null;
  product: PrescribedProduct;
  amount: PrescribedAmount;
  iteration: Iteration | null;
  dose: DosingInstruction;
  /** SIC! (LL 56): the prescriber knowingly departs from the normal dose or use. */
  sic: boolean;
  /** Käyttötarkoitus tekstinä (LL 58). */
  indication: string;
  treatmentKind: TreatmentKind;
  /** Further values of LL 67. */
  otherTreatmentKinds?: readonly TreatmentKind[];
  /** Työnantaja, demanded by treatment kind T. */
  employer?: string;
  /** Vakuutusyhtiö, demanded by treatment kind T. */
  insurer?: string;
  /** Pysyvä lääkitys (LL 68). */
  permanentMedication: boolean;
  specialClarifications?: readonly SpecialClarification[];
  /** Uudistamiskielto (LL 75). */
  renewalProhibited: boolean;
  /** Given exactly when renewal is prohibited. */
  renewalBan: RenewalBan | null;
  /** Lääkevaihtokielto (LL 81). */
  substitutionProhibited: boolean;
  /** Annosjakelu (LL 91). */
  doseDispensing: boolean;
  /** Kyseessä lääkkeen käytön aloitus (LL 129). */
  startOfUse: boolean;
  /** Alle 12-vuotiaan paino (LL 89). */
  weightKg: Decimal | null;
  /** Viesti apteekille (LL 92). */
  messageToPharmacy: string;
  narcoticIdentification: NarcoticIdentification | null;
  minorDisclosure: MinorDisclosure | null;
  pharmacyStorage?: PharmacyStorage;
  /** Lääkärinpalkkio (LL 214), euros. */
  physicianFee?: Decimal;
  /** Lääkärinpalkkio erikoislääkärinä (LL 215). */
  feeAsSpecialist?: boolean;
  /** Tartuntatautilain mukainen lääke (LL 216): free of charge to the patient. Absent = no. */
  communicableDisease?: true;
  /** Perustelu muun kuin edullisimman biologisen lääkkeen käytölle (LL 273). */
  biologicalJustification?: string;
  /** Määrätyn lääkkeen yksilöivä tunniste (LL 160): ties the prescriptions of one medicine. Absent = `<setId>.0`. */
  medicineId?: Oid;
  /** Määrätyn lääkkeen osatunniste (LL 167). Absent = 1. */
  medicineIdPart?: number;
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
  /** Of another holder, where the register of the service tells it. */
  phone?: string;
}>;

/** A valid dispensing as the Centre tells it; the amount is null where it is not in numbers. */
export type DispensedLot = Readonly<{ at: Instant; amount: Quantity | null }>;

/** A prescription with what the Centre knows of it: the row of every list. */
export type PrescriptionRow = Readonly<{
  prescription: Prescription;
  state: PrescriptionState;
  holder: PrescriptionHolder | null;
  /** What is left, in the unit of the prescription; null when it cannot be computed. */
  remaining: Quantity | null;
  dispensedLots: number;
  lastDispensedAt: Instant | null;
  /** The valid dispensings, oldest first; absent where there is none, and in lists kept by an earlier version. */
  lots?: readonly DispensedLot[];
  expiresOn: LocalDate;
  /** `queued` when the document has not been accepted yet: it cannot be dispensed elsewhere. */
  acceptance: 'accepted' | 'queued' | 'rejected';
  /** How the generation of the stored document stands to the one that this program writes. Absent = the same. */
  generation?: Generation;
  /** Of a corrected one: who corrected it last, and why. */
  corrected?: CorrectedBy;
  /** The newest request to renew it; absent where nobody has asked. */
  renewal?: RenewalAsked;
  /** A correction or a cancellation of it that was signed here and that the Centre has not accepted. */
  change?: Readonly<{ kind: 'correction' | 'cancellation'; acceptance: 'queued' | 'rejected' }>;
}>;

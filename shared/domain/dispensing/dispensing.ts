import { type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';
import { type Confirmation } from '../finding.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type Reimbursement } from '../medicine.ts';
import { type PrescribedProduct, type Quantity } from '../prescribing/prescription.ts';

/** Basis on which a pharmacy opens a customer's prescriptions (Act 61/2007; kanta.fi, disclosure of prescription data). */
export const ACCESS_BASES = ['oralRequest', 'patientInstruction', 'actingForAnother'] as const;
export type AccessBasis = (typeof ACCESS_BASES)[number];

/**
 * Why the cheapest interchangeable product was not dispensed. `epilepsy`: its treatment by the indication that the prescriber
 * wrote; `deviatingGroup`: an indication that the generics do not have. Source: kela.fi, reference price.
 */
export const SUBSTITUTION_REFUSALS = [
  'buyerRefuses',
  'epilepsy',
  'deviatingGroup',
  'prescriberProhibits',
  'other',
] as const;
export type SubstitutionRefusal = (typeof SUBSTITUTION_REFUSALS)[number];

/** The prescriber wrote that it is for epilepsy: the word is the same in Finnish and Swedish. Source: kela.fi, reference price. */
export const namesEpilepsy = (indication: string): boolean => /epilep/i.test(indication);

/**
 * What was handed over: a package of the Pharmaceutical Database as it stood at the moment of dispensing, or a product that
 * was written by hand. A prescription by active substance (kind 9) is dispensed as a product, never as a substance.
 */
export type DispensedProduct = Exclude<PrescribedProduct, { kind: '9' }>;

/** What the dispenser writes of a package that the database does not have. Everything is as typed. */
export type WrittenPackage = Readonly<{
  name: string;
  strength: string;
  form: string;
  holder: string;
  /** Content of one package; both empty where it is not told in numbers. */
  size: string;
  unit: string;
  /** Nordic article number; only for the kinds that are named by one. */
  vnr: string;
  /** Euros for one package, VAT included, dispensing fee not; empty: no price. */
  price: string;
  /** By which class Kela reimburses it; the database cannot tell. */
  reimbursement: Reimbursement;
}>;

/** Farmasian opiskelija: fetched the prescription and prepared the dispensing that a pharmacist checked. */
export type Preparer = Readonly<{
  registrationNumber: string;
  family: string;
  given: readonly string[];
  /** Code of 1.2.246.537.6.140.2008; 907 is a pharmacy student. */
  right: string | null;
}>;

/** A dispensing, document type 10 of 1.2.246.537.5.40105.2006 (LL 100 and its family). */
export type Dispensing = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
  /** LTE, who made or checked it. */
  dispenser: Professional;
  preparedBy: Preparer | null;
  /** The version of the prescription that it was made on. */
  prescription: Readonly<{ oid: Oid; setId: Oid; version: number }>;
  dispensedAt: Instant;
  product: DispensedProduct;
  packages: number;
  /** LL 101: a package was split, so that `amount` is less than the packages hold. */
  split: boolean;
  /** LL 102 and LL 103: dispensed now, and left after it, in the unit of the prescription. */
  amount: Quantity;
  remaining: Quantity | null;
  /** LL 124, apteekissa valmistettava lääke. */
  pharmacyMade: boolean;
  /** LL 91, annosjakelu: the lot was dose-dispensed. */
  doseDispensed: boolean;
  /** LL 105, lääke vaihdettu. */
  substituted: boolean;
  /** LL 109. */
  substitutionRefusal: SubstitutionRefusal | null;
  substitutionRefusalText: string;
  /** LL 108. Price of the lot in cents, VAT included; null when the database has none. */
  priceCents: number | null;
  /** LL 110, omavastuuosuuksien lukumäärä. */
  copayments: number | null;
  /** LL 107, selvitys Kelalle. */
  noteToKela: string;
  /** LL 122, kokonaan toimitettu. */
  fullyDispensed: boolean;
  /** LL 152: the dose sentence of the label, in the patient's language. */
  labelDoseText: string;
  /** LL 106, apteekin huomautus. */
  remark: string;
}>;

/** One pack as its DataMatrix told it (GS1: 01, 17, 10, 21), with what the register and the verification service said. */
export type PackRead = Readonly<{
  gtin: string;
  serial: string;
  batch: string;
  expiresOn: LocalDate | null;
  vnr: string;
  /** False: the service did not answer; it is asked when the pack is decommissioned. */
  verified: boolean;
}>;

/** What the dispenser has typed so far. */
export type DispensingForm = Readonly<{
  vnr: string | null;
  /** In place of `vnr` where nothing of the database fits; null while a package is chosen from it. */
  written: WrittenPackage | null;
  packages: string;
  /** Given when a package is split: the amount really dispensed, in the unit of the prescription; else empty. */
  splitAmount: string;
  substitutionRefusal: SubstitutionRefusal | null;
  substitutionRefusalText: string;
  markFullyDispensed: boolean;
  /** LL 91: the lot is dose-dispensed (annosjakelu). */
  doseDispensed: boolean;
  /** Why it departs from the prescription (Medicines Act 57f), in words; null: it does not. */
  departureReason: string | null;
  /** Last day of use for the label, where the pack in the customer's hand does not say it; null: none typed. */
  useBefore: LocalDate | null;
  /** The lot is sold without Kela's reimbursement: too early, too much at once, or the customer's wish. */
  withoutReimbursement: boolean;
  /** Packs that were read, each once. */
  packs: readonly PackRead[];
  labelDoseText: string;
  remark: string;
  confirmations: readonly Confirmation[];
}>;

export const EMPTY_DISPENSING_FORM: DispensingForm = {
  vnr: null,
  written: null,
  packages: '1',
  splitAmount: '',
  substitutionRefusal: null,
  substitutionRefusalText: '',
  markFullyDispensed: false,
  doseDispensed: false,
  departureReason: null,
  useBefore: null,
  withoutReimbursement: false,
  packs: [],
  labelDoseText: '',
  remark: '',
  confirmations: [],
};

import { type LocalDate } from '../../kernel/time.ts';
import { type Confirmation } from '../finding.ts';
import { type MinorDisclosure, type PrescribedProduct, type TreatmentKind } from './prescription.ts';

/** Why a stored prescription is corrected: code of 1.2.246.537.6.600.2013 (empty = not chosen yet), and text with 5. */
export type CorrectionChoice = Readonly<{
  reasonCode: '' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8';
  reasonText: string;
}>;

/** What a pharmacy records of a paper or telephone prescription that it stores (LL 212, LL 213), as typed. */
export type StorageChoice = Readonly<{
  kind: '' | '1' | '2' | '3';
  reason: '' | '1' | '2' | '3' | '4';
  reasonText: string;
  /** The prescriber on the paper or the telephone, with registration number and prescriber's identifier. */
  family: string;
  given: string;
  registrationNumber: string;
  identifierNumber: string;
}>;

export const EMPTY_STORAGE: StorageChoice = {
  kind: '',
  reason: '',
  reasonText: '',
  family: '',
  given: '',
  registrationNumber: '',
  identifierNumber: '',
};

/** What the prescriber has typed so far: kept as typed, so that a half-made form survives anything. */
export type PrescriptionForm = Readonly<{
  product: PrescribedProduct | null;
  /** `1x3 7pv` or free text when `doseTextOnly`. */
  doseTyped: string;
  doseTextOnly: boolean;
  amountMode: '1' | '2' | '3';
  packages: string;
  totalAmount: string;
  totalUnit: string;
  durationDays: string;
  repeats: string;
  repeatIntervalDays: string;
  indication: string;
  indicationNotStated: boolean;
  sic: boolean;
  treatmentKind: TreatmentKind;
  permanentMedication: boolean;
  renewalProhibited: boolean;
  renewalBanCode: '' | '1' | '5';
  renewalBanText: string;
  substitutionProhibited: boolean;
  startOfUse: boolean;
  weightKg: string;
  messageToPharmacy: string;
  validUntil: LocalDate | null;
  narcoticIdentificationCode: '' | '1' | '2' | '3' | '9';
  narcoticIdentificationText: string;
  minorDisclosure: MinorDisclosure | null;
  confirmations: readonly Confirmation[];
  /** Of a work accident only (treatment kind T). */
  employer?: string | undefined;
  insurer?: string | undefined;
  /** Of a biological only (LL 273). */
  biologicalJustification?: string | undefined;
  /** Of a correction only: a form that begins something has none. */
  correction?: CorrectionChoice | undefined;
  /** Only where a pharmacy stores what was prescribed on paper or by telephone. */
  storage?: StorageChoice | undefined;
}>;

export const EMPTY_PRESCRIPTION_FORM: PrescriptionForm = {
  product: null,
  doseTyped: '',
  doseTextOnly: false,
  amountMode: '1',
  packages: '1',
  totalAmount: '',
  totalUnit: '',
  durationDays: '',
  repeats: '',
  repeatIntervalDays: '',
  indication: '',
  indicationNotStated: false,
  sic: false,
  treatmentKind: 'S',
  permanentMedication: false,
  renewalProhibited: false,
  renewalBanCode: '',
  renewalBanText: '',
  substitutionProhibited: false,
  startOfUse: false,
  weightKg: '',
  messageToPharmacy: '',
  validUntil: null,
  narcoticIdentificationCode: '',
  narcoticIdentificationText: '',
  minorDisclosure: null,
  confirmations: [],
};

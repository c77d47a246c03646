import { type Instant } from '../../kernel/time.ts';
import { type Professional } from '../people/person.ts';
import { type Prescription } from '../prescribing/prescription.ts';
import { type ChangeReason, type CorrectedBy } from './change-reason.ts';
import { type DocumentReference, type TypedReference } from './reference.ts';

export { CHANGE_REASON_CODES, type ChangeReason, type CorrectedBy } from './change-reason.ts';

/** Who corrected and why: LL 99 with LL 97 (lääkemääräyksen korjauksen perustelu). */
export type Correction = Readonly<{
  /** The version that this one replaces (relatedDocument RPLC): the prescription, or an earlier correction of it. */
  replaces: TypedReference<'1' | '3'>;
  /** KOR. The header also names the prescriber (LAL). */
  corrector: Professional;
  correctedAt: Instant;
  /** LL 97. `null` only in documents of others that give none. */
  reason: ChangeReason | null;
}>;

/** Korjaus, document type 3: the whole prescription again, as it is from now on. Its ids are those of the new version. */
export type PrescriptionCorrection = Prescription & Readonly<{ correction: Correction }>;

/** Type of a cancellation, LL 96, 1.2.246.537.5.40103.2006: 1 medical, 2 technical, 3 patient-caused, 4 expiry, 5 death. */
export const CANCELLATION_TYPES = ['1', '2', '3', '4', '5'] as const;
/**
 * Who decided on a cancellation, LL 96.1, 1.2.246.537.5.40102.2006. Confirmed: 1 physician. Pharmacy and Centre exist without
 * a confirmed code and travel by their names.
 */
export const CANCELLATION_PARTIES = ['physician', 'pharmacy', 'centre'] as const;
/** Consent, 1.2.246.537.5.40119.2006: 1 oral, 2 signed, 3 oral request, 4 the patient gives none, 5 not needed. */
export const CONSENT_CODES = ['1', '2', '3', '4', '5'] as const;
export type ConsentCode = (typeof CONSENT_CODES)[number];

/** Why, of which type and by whose decision: LL 98 with LL 95, LL 96, LL 96.1 and LL 96.2. */
export type Cancellation = Readonly<{
  /** The newest version, which is cancelled (relatedDocument RPLC). */
  cancels: TypedReference<'1' | '3'>;
  /** MIT. */
  canceller: Professional;
  cancelledAt: Instant;
  /** LL 95, mitätöinnin syy. */
  reason: ChangeReason;
  /** LL 96, mitätöinnin tyyppi. */
  type: (typeof CANCELLATION_TYPES)[number];
  /** LL 96.1, mitätöinnin osapuoli; `null` only in documents of others. */
  party: (typeof CANCELLATION_PARTIES)[number] | null;
  /** LL 96.2, mitätöinnin suostumus. */
  consent: ConsentCode | null;
  /** Of a corrected prescription the correction travels along: who corrected it, and why (LL 97). */
  corrected: CorrectedBy | null;
}>;

/** Mitätöinti, document type 2: the whole prescription that is cancelled, with the reason. Its ids are those of the new version. */
export type PrescriptionCancellation = Prescription & Readonly<{ cancellation: Cancellation }>;

/** Uusiminen, document type 1: a new prescription (new setId) that says what it renews or which request it answers. One is given. */
export type Renewal = Prescription &
  Readonly<{
    renewal: Readonly<{
      /** Uudistettava lääkemääräys. */
      renewed: TypedReference<'1' | '3'> | null;
      /** Uusimispyyntö. */
      request: DocumentReference | null;
    }>;
  }>;

import { type Oid } from '../../kernel/oid.ts';
import { type PatientLanguage } from '../../kernel/language.ts';
import { type Instant } from '../../kernel/time.ts';
import { type Patient, type Professional } from '../people/person.ts';
import { type ConsentCode } from './prescription-change.ts';
import { type DocumentReference } from './reference.ts';

/** The unit that is asked to renew. Address and phone are demanded of a request that is made here. */
export type RequestRecipient = Readonly<{
  oid: Oid;
  name: string;
  phone: string;
  street: string;
  postalCode: string;
  city: string;
}>;

/** A professional, or a service of citizens, of which the document knows the organisation only. */
export type Requester =
  | Readonly<{ kind: 'professional'; professional: Professional }>
  | Readonly<{ kind: 'service'; organisation: Readonly<{ oid: Oid; name: string }> }>;

/** What is known of the prescription that is to be renewed. */
export type RenewablePrescription = Readonly<{
  reference: DocumentReference;
  productName: string;
  prescribedAt: Instant;
  prescriber: Readonly<{ identifierNumber: string | null; family: string; given: readonly string[] }>;
}>;

type Common = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
  at: Instant;
}>;

/** Uusimispyyntö, document type 8. */
export type RenewalRequest = Common &
  Readonly<{
    requester: Requester;
    recipient: RequestRecipient;
    prescription: RenewablePrescription;
    /** LL 113, kirjaajan antama viesti. */
    message: string;
    /** LL 120, suostumustyyppi; `null` only in documents of others. */
    consent: ConsentCode | null;
    /** Mobile number of the patient for the text message when the request was handled; empty without one. */
    smsPhone: string;
  }>;

/** What became of a request, in the words of kanta.fi. */
export const RENEWAL_OUTCOMES = ['renewed', 'rejected', 'returned'] as const;
export type RenewalOutcome = (typeof RENEWAL_OUTCOMES)[number];

/** Uusimispyynnön vastaus, document type 9. */
export type RenewalAnswer = Common &
  Readonly<{
    by: Professional;
    request: DocumentReference;
    prescription: DocumentReference;
    /** LL 111, uusimispyynnön tila. */
    outcome: RenewalOutcome;
    /** The new prescription, exactly when the outcome is `renewed`. */
    renewed: DocumentReference | null;
    /** LL 114, the prescriber's ground; demanded of a rejection. */
    ground: string;
    /** LL 115, instruction to the citizen. */
    instruction: string;
  }>;

/** States of a request, 1.2.246.537.5.40106.2006. The numbers of the code system are not confirmed: they travel by their names. */
export const RENEWAL_STATES = ['none', 'sent', 'received', 'renewed', 'rejected', 'returned', 'expired'] as const;
export type RenewalState = (typeof RENEWAL_STATES)[number];

/** Uusimispyynnön käsittelyn tila, document type 15. */
export type RenewalStatus = Common &
  Readonly<{
    by: Professional;
    request: DocumentReference;
    prescription: DocumentReference;
    /** LL 111. */
    state: RenewalState;
  }>;

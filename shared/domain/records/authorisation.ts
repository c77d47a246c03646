import { type PatientRegister } from '../../codes/record-systems.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';

/** What the producer may do in the organiser's register: search it, store into it, or both. */
export const AUTHORISED_RIGHTS = ['search', 'store'] as const;
export type AuthorisedRight = (typeof AUTHORISED_RIGHTS)[number];

/**
 * Ostopalvelun valtuutus: the organiser of a purchased service lets its producer search the organiser's register for one
 * patient, whatever the patient's denials, or store into it (kanta.fi, authorisation for the outsourcing service provider;
 * Kela's CDA form 1.2.246.537.6.12.2002.362).
 */
export type Authorisation = Readonly<{
  oid: Oid;
  organiserOid: Oid;
  organiserName: string;
  producerOid: Oid;
  producerName: string;
  /** Both days are within. */
  from: LocalDate;
  until: LocalDate;
  rights: readonly AuthorisedRight[];
  /** The organiser's register that the rights are in. */
  register: PatientRegister;
  /** Null covers all documents of the patient in the organiser's register. */
  serviceEvents: readonly Oid[] | null;
  grantedAt: Instant;
  /** The organiser ended it before its time. */
  isEnded: boolean;
}>;

export type AuthorisationWish = Pick<Authorisation, 'producerOid' | 'from' | 'until' | 'rights' | 'serviceEvents'>;

/** A row as shown: what it is to this workplace, and where it or its end is on the way. */
export type AuthorisationRow = Authorisation &
  Readonly<{ side: 'organiser' | 'producer'; state: 'queued' | 'accepted' | 'rejected' }>;

export type AuthorisationStanding = 'coming' | 'inForce' | 'over' | 'ended' | 'refused';

export function standingOf({ from, until, isEnded, state }: AuthorisationRow, today: LocalDate): AuthorisationStanding {
  if (state === 'rejected') return 'refused';
  if (isEnded) return 'ended';
  return today < from ? 'coming' : today > until ? 'over' : 'inForce';
}

/** What it is told from here or was told last: that it stands in time and has not been ended. */
export const isInForce = ({ from, until, isEnded }: Authorisation, today: LocalDate): boolean =>
  !isEnded && from <= today && today <= until;

/** One year at most at a time: own choice, so that no forgotten authorisation stays open. */
export const LONGEST_AUTHORISATION_DAYS = 366;

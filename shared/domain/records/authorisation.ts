import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';

/**
 * Ostopalvelun valtuutus: the organiser of a purchased service lets its producer search the organiser's register for one
 * patient, whatever the patient's denials (kanta.fi, authorisation for the outsourcing service provider; Kela's CDA form
 * 1.2.246.537.6.12.2002.362). Its right to store into the organiser's register is not granted here.
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
  /** Null covers all documents of the patient in the organiser's register. */
  serviceEvents: readonly Oid[] | null;
  grantedAt: Instant;
  /** The organiser ended it before its time. */
  isEnded: boolean;
}>;

export type AuthorisationWish = Pick<Authorisation, 'producerOid' | 'from' | 'until' | 'serviceEvents'>;

/** A row as shown: what it is to this workplace, and where it or its end is on the way. */
export type AuthorisationRow = Authorisation &
  Readonly<{ side: 'organiser' | 'producer'; state: 'queued' | 'accepted' | 'rejected' }>;

export type AuthorisationStanding = 'coming' | 'inForce' | 'over' | 'ended' | 'refused';

export function standingOf({ from, until, isEnded, state }: AuthorisationRow, today: LocalDate): AuthorisationStanding {
  if (state === 'rejected') return 'refused';
  if (isEnded) return 'ended';
  return today < from ? 'coming' : today > until ? 'over' : 'inForce';
}

/** One year at most at a time: own choice, so that no forgotten authorisation stays open. */
export const LONGEST_AUTHORISATION_DAYS = 366;

import { type Oid } from '../../kernel/oid.ts';
import { daysBetween, type LocalDate } from '../../kernel/time.ts';
import { type Authorisation, type AuthorisationWish, isInForce, LONGEST_AUTHORISATION_DAYS } from './authorisation.ts';

export type AuthorisationFault = 'OVA-0001' | 'OVA-0002';

/** Why an authorisation cannot be granted: its period, or whom and what it names. */
export function authorisationFault(
  { producerOid, from, until, rights, serviceEvents }: AuthorisationWish,
  facts: Readonly<{ today: LocalDate; organiserOid: Oid; producers: ReadonlySet<Oid>; events: ReadonlySet<Oid> }>,
): AuthorisationFault | null {
  const days = daysBetween(from, until);
  if (days < 0 || days > LONGEST_AUTHORISATION_DAYS || until < facts.today) return 'OVA-0001';
  const isProducer = producerOid !== facts.organiserOid && facts.producers.has(producerOid);
  const isCovered =
    serviceEvents === null || (serviceEvents.length > 0 && serviceEvents.every(oid => facts.events.has(oid)));
  return isProducer && isCovered && rights.length > 0 ? null : 'OVA-0002';
}

/**
 * May the producer write into the organiser's register on it now? Only where the authorisation says so, only while it is in
 * force, and only of the service events that it names (Kela's form: right to store, validity, listed service events).
 */
export const coversStoring = (
  authorisation: Authorisation,
  facts: Readonly<{ today: LocalDate; producerOid: Oid; serviceEventOid: Oid }>,
): boolean =>
  authorisation.producerOid === facts.producerOid &&
  authorisation.rights.includes('store') &&
  isInForce(authorisation, facts.today) &&
  (authorisation.serviceEvents === null || authorisation.serviceEvents.includes(facts.serviceEventOid));

import { type Oid } from '../../kernel/oid.ts';
import { daysBetween, type LocalDate } from '../../kernel/time.ts';
import { type AuthorisationWish, LONGEST_AUTHORISATION_DAYS } from './authorisation.ts';

export type AuthorisationFault = 'OVA-0001' | 'OVA-0002';

/** Why an authorisation cannot be granted: its period, or whom and what it names. */
export function authorisationFault(
  { producerOid, from, until, serviceEvents }: AuthorisationWish,
  facts: Readonly<{ today: LocalDate; organiserOid: Oid; producers: ReadonlySet<Oid>; events: ReadonlySet<Oid> }>,
): AuthorisationFault | null {
  const days = daysBetween(from, until);
  if (days < 0 || days > LONGEST_AUTHORISATION_DAYS || until < facts.today) return 'OVA-0001';
  const isProducer = producerOid !== facts.organiserOid && facts.producers.has(producerOid);
  const isCovered =
    serviceEvents === null || (serviceEvents.length > 0 && serviceEvents.every(oid => facts.events.has(oid)));
  return isProducer && isCovered ? null : 'OVA-0002';
}

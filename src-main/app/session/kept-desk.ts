import { deskPlace, type DeskPlace } from '../../../shared/contract/session.contract.ts';
import { instantMs, type Instant } from '../../../shared/kernel/time.ts';
import { type Environment } from '../environment.ts';
import { type Tx } from '../ports/store.port.ts';

type Kept = Readonly<{ place: unknown; at: Instant }>;

const keyOf = (registrationNumber: string): string => `desk.${registrationNumber}`;

/** Notes where the person at this desk is: it outlives a pulled card, another person's turn and the process. */
export function keepDesk(env: Environment, registrationNumber: string, place: DeskPlace): Instant {
  const at = env.clock.now();
  env.store.write(tx => tx.settings.put(keyOf(registrationNumber), { place, at }));
  return at;
}

/**
 * Where this person was. A patient stays open over a pause, not over days: after `deskMaxAgeMs` the ground on which the
 * data were opened (the customer's word, the visit) cannot be taken as still there, and only the screen is kept.
 */
export function deskOfPerson(env: Environment, registrationNumber: string): DeskPlace | null {
  const kept = env.store.read(tx => tx.settings.get(keyOf(registrationNumber))) as Kept | null | undefined;
  if (kept === null || kept === undefined) return null;
  const read = deskPlace.safeParse(kept.place);
  if (!read.success) return null; // of another version of the product
  const ageMs = env.clock.nowMs() - instantMs(kept.at);
  const young = ageMs >= 0 && ageMs <= env.configuration.deskMaxAgeMs;
  return young ? read.data : { ...read.data, patient: null, notes: {} };
}

/** A person who signs out leaves nothing open. Drafts stay theirs. */
export const clearDesk = (tx: Tx, registrationNumber: string): void => tx.settings.put(keyOf(registrationNumber), null);

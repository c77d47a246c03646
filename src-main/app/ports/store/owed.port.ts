/** What an act still owes to others than the service that took it. */
import { type Delivery, type ToldDelivery } from '../../../../shared/domain/records/delivery.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type OutboxItem } from './outbox.port.ts';

/** A forwarding that was asked for here or told by the service; `told` is its last word, null before the first. */
export type KeptDelivery = Readonly<{
  patientId: string;
  delivery: Delivery;
  told: Pick<ToldDelivery, 'state' | 'reason' | 'answeredAt'> | null;
}>;

export interface Deliveries {
  /** Takes the place of what was kept of the same forwarding. */
  put(kept: KeptDelivery): void;
  ofPatient(patientId: string): readonly KeptDelivery[];
}

export const FOLLOW_UPS = ['purchase', 'purchaseCancelled', 'packSupplied', 'packReturned'] as const;

/**
 * What a dispensing still owes to a service that is not the Centre: Kela's purchase, its cancellation, a pack that was handed
 * over, a pack that comes back after a cancellation. Kept with the act in one transaction, sent when the line is there, and never sent under two names.
 */
export type FollowUp = Readonly<{
  /** The same act gives the same id: `purchase <oid>`, `pack <oid> <gtin> <serial>`, `packReturned <id of the pack>`. */
  id: string;
  kind: (typeof FOLLOW_UPS)[number];
  documentOid: Oid;
  patientId: string;
  author: OutboxItem['author'];
  state: 'waiting' | 'done' | 'refused';
  body: unknown;
  /** What the service answered; null before. */
  answer: unknown;
  at: Instant;
  settledAt: Instant | null;
}>;

export interface FollowUps {
  /** Known already: nothing changes. */
  add(one: FollowUp): void;
  /** @throws when it is not there or does not wait: a bug */
  settle(id: string, state: 'done' | 'refused', answer: unknown, at: Instant): void;
  /** Oldest first. */
  waiting(limit: number): readonly FollowUp[];
  ofPatient(patientId: string): readonly FollowUp[];
  counts(): Readonly<Record<'waiting' | 'refused', number>>;
}

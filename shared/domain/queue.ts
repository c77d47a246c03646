import { type ErrorCode } from '../kernel/error-codes.ts';
import { type Oid } from '../kernel/oid.ts';
import { type Instant } from '../kernel/time.ts';

/** The national services that the client speaks to, by their base name. */
export const SERVICES = ['resepti', 'potilastieto', 'tahdonilmaisu', 'sosiaali', 'rooli'] as const;
export type Service = (typeof SERVICES)[number];
/** Services that are only read: nothing of theirs is in the queue, and their lines are tried when somebody asks. */
export const READ_SERVICES = ['kuva'] as const;
export type AnyService = Service | (typeof READ_SERVICES)[number];

export const OUTBOX_STATES = ['queued', 'sending', 'unknown', 'accepted', 'rejected', 'held', 'cancelled'] as const;
/**
 * `queued → sending → accepted | rejected | held`. `unknown`: the answer was lost, the service is asked before anything is
 * sent again. `held` waits for a person; `cancelled` is a person's recorded decision.
 */
export type OutboxState = (typeof OUTBOX_STATES)[number];

export const ACTS = [
  'prescription',
  'dispensing',
  'recordDocument',
  'serviceEventOpened',
  'serviceEventEnded',
  'willGiven',
  'denialGiven',
  'willWithdrawn',
  'socialDocument',
  'certificateForwarded',
  'forwardingWithdrawn',
  'authorisationGranted',
  'authorisationEnded',
] as const;
export type Act = (typeof ACTS)[number];
/** What protects a person goes before everything else that waits: a denial, a withdrawal. */
export const PROTECTIVE_ACTS: ReadonlySet<Act> = new Set([
  'denialGiven',
  'willWithdrawn',
  'forwardingWithdrawn',
  'authorisationEnded',
]);

/** A row of the queue as shown. */
export type QueueRow = Readonly<{
  id: string;
  documentOid: Oid;
  act: Act;
  service: Service;
  state: OutboxState;
  /** Name as in lists and what was done, for the person at this desk. */
  patientName: string;
  summary: string;
  authorName: string;
  signedAt: Instant;
  attempts: number;
  nextAttemptAt: Instant | null;
  lastAnswer: Readonly<{ code: ErrorCode; at: Instant }> | null;
  receipt: Readonly<{ reference: string; at: Instant; replayed: boolean; verified: boolean }> | null;
  /** A person gave it up; it is cancelled as soon as no copy of it can arrive any more. */
  givenUp: boolean;
  /** Items of the same lane that wait behind this one. */
  waitingBehind: number;
}>;

/** What is still to be done; an act that was given up is none of it, though it is watched until no copy of it can arrive. */
export type QueueCounts = Readonly<{
  unsent: number;
  needsPerson: number;
  givenUp: number;
  acceptedToday: number;
  oldestUnsentAt: Instant | null;
}>;

export type LineState = 'up' | 'slow' | 'down' | 'unknown';
export type Line = Readonly<{
  service: Service;
  state: LineState;
  since: Instant;
  lastOkAt: Instant | null;
  lastFault: ErrorCode | null;
}>;

/** What is to be sent, and what the desk keeps beside an act until it is settled. */
import { type AccessBasis } from '../../../../shared/domain/dispensing/dispensing.ts';
import { type PrescriptionRow } from '../../../../shared/domain/prescribing/prescription.ts';
import { type Act, type OutboxState, type QueueCounts, type Service } from '../../../../shared/domain/queue.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type Draft } from './drafts.port.ts';

export type Receipt = Readonly<{
  reference: string;
  at: Instant;
  replayed: boolean;
  verified: boolean;
  bytes: Uint8Array;
}>;

/** What a person may decide on an item; `signAgain` comes with a new signature and a new message. */
export type QueueDecisionKind = 'sendAgain' | 'cancel' | 'signAgain';

/** What is to be sent, with everything that a restart needs; the exact message is read apart (`Outbox.body`). */
export type OutboxItem = Readonly<{
  id: string;
  /** Idempotency key, together with `act`: a service event is opened and ended under one OID. */
  documentOid: Oid;
  messageId: string;
  /** Which signature of the document is to go, from 1: one that the service did not accept is followed by the next. */
  signing: number;
  act: Act;
  service: Service;
  /** Items of one order key go strictly in order: prescription set id; else service event; else patient. */
  orderKey: string;
  orderNo: number;
  /** Items (by id) that must be accepted first. */
  after: readonly string[];
  patientId: string;
  summary: string;
  author: Readonly<{
    registrationNumber: string;
    name: string;
    right: string | null;
    organisationOid: Oid;
    unitOid: Oid;
  }>;
  /** Query reason of 1.2.246.537.5.40110.2006 that the message is sent under. */
  reason: string;
  /** The last day on which the act still makes sense; later it goes only after a person's decision. Null: always. */
  validUntil: LocalDate | null;
  /** SHA-256 of the signed document (for documents) or of the body (for service events), lower-case hex. */
  documentDigest: string;
  /** SHA-256 of the exact message, lower-case hex. */
  bodyDigest: string;
  state: OutboxState;
  attempts: number;
  /** Attempts in a row that failed while the service was up for others. */
  ownFailures: number;
  notBefore: Instant;
  queuedAt: Instant;
  lastAnswer: Readonly<{ code: ErrorCode; at: Instant; detail: string | null }> | null;
  receipt: Receipt | null;
  /** Recorded decisions of persons, oldest first. */
  decisions: readonly Readonly<{ by: string; at: Instant; decision: QueueDecisionKind; reason: string }>[];
  chainHash: string;
}>;

export type NewOutboxItem = Omit<
  OutboxItem,
  | 'signing'
  | 'orderNo'
  | 'attempts'
  | 'ownFailures'
  | 'lastAnswer'
  | 'receipt'
  | 'decisions'
  | 'chainHash'
  | 'state'
  | 'bodyDigest'
> &
  Readonly<{
    /** The exact message; it never changes. */
    body: Uint8Array;
  }>;

/** Applied to an item that is not final yet; `accepted` and `cancelled` are final and never change again. */
export type OutboxChange = Partial<
  Pick<OutboxItem, 'state' | 'attempts' | 'ownFailures' | 'notBefore' | 'lastAnswer' | 'receipt' | 'decisions'>
>;

/** Where an item stands in the chain of the queue: what it stands on, and what stands on it. */
export type ChainPlace = Readonly<{
  /** From 1. */
  n: number;
  /** Link before it; 64 zeros before the first. */
  previous: string;
  next: Readonly<Pick<OutboxItem, 'act' | 'documentOid' | 'documentDigest' | 'bodyDigest' | 'chainHash'>> | null;
  /** The end of the log when the item was queued. */
  log: Readonly<{ n: number; hash: string }>;
}>;

export interface Outbox {
  /**
   * Gives the next number of the lane and the next place of the chain. Adding the same document OID for the same act again
   * changes nothing and gives the first item.
   * @throws when it is known with another document digest, or names an `after` that is not there: both are bugs
   */
  add(item: NewOutboxItem): OutboxItem;
  get(id: string): OutboxItem | null;
  /**
   * The message of a document that was signed anew: it takes the place of the one before, whose bytes and link stay. Lane,
   * place in the lane and what waits for the item are as before; the link is a new one at the end of the chain.
   * @throws when the item is not there, or the message is one that an item has or had: bugs
   */
  signAgain(
    id: string,
    again: Readonly<Pick<NewOutboxItem, 'messageId' | 'documentDigest' | 'body'> & { signedAt: Instant }>,
  ): OutboxItem;
  /** What was queued under an earlier signature, as it ended: refused, without a receipt. Null for none such. */
  earlier(id: string, signing: number): OutboxItem | null;
  /** The exact message of an item; null when the stored bytes no longer fit its digest: such a message must not go. */
  body(id: string, signing?: number): Uint8Array | null;
  /** Everything that was queued under this OID, oldest first. */
  ofSubject(documentOid: Oid): readonly OutboxItem[];
  /** The newest item under this OID. */
  byDocument(documentOid: Oid): OutboxItem | null;
  /** @throws when the item is not there or is final: a bug, because callers look first. */
  change(id: string, change: OutboxChange): void;
  /** The first item not yet final of each lane, oldest first; a parked (`held`, `rejected`) head blocks its own lane only. */
  heads(): readonly OutboxItem[];
  /** `open`: not final, oldest first. `needsPerson`: held and rejected, oldest first. `all`: newest first. */
  list(show: 'open' | 'needsPerson' | 'all', limit: number): readonly OutboxItem[];
  /** Items of the same lane behind this one that are not final. */
  waitingBehind(item: Pick<OutboxItem, 'orderKey' | 'orderNo'>): number;
  /**
   * `unsent`: neither accepted nor cancelled nor given up. `givenUp`: parked, and the latest decision on it was to cancel.
   * `acceptedToday`: by the time of the receipt's arrival.
   */
  counts(sinceMidnight: Instant): QueueCounts;
  /** Null when the item is not there. */
  place(id: string, signing?: number): ChainPlace | null;
  /** Number of the first broken link, or null when the chain holds. */
  firstBrokenLink(): number | null;
}

/** The form of a signed act that waits before it is sent, so that it can be taken back as it was. */
export type TakeBack = Readonly<{
  /** Of the queue; the same as the id of the draft that it was. */
  itemId: string;
  until: Instant;
  /** Without the frozen document. */
  draft: Draft;
}>;

export interface TakeBacks {
  put(takeBack: TakeBack): void;
  get(itemId: string): TakeBack | null;
  /** Those that end after this moment, the first to end first. */
  ofOwner(owner: string, after: Instant): readonly TakeBack[];
  remove(itemId: string): void;
  /** Forgets those that ended by then. */
  dropPast(at: Instant): void;
}

/** The object of an act as it was when the form opened: what a person compares with when the service refuses the act. */
export type Base = Readonly<{
  kind: 'prescription';
  row: PrescriptionRow;
  /** On whose word the data were open: they are read again on the same ground. */
  basis: AccessBasis | null;
  collector: string;
}>;

export interface Bases {
  /** @param itemId of the queue; the same as the id of the draft that it was */
  put(itemId: string, base: Base, at: Instant): void;
  get(itemId: string): Readonly<{ base: Base; at: Instant }> | null;
  /** Forgets those whose act is final. @returns how many */
  dropFinal(): number;
}

/** What somebody noted on a queued act for others to read; never changed. The words stay here, the log has the fact. */
export type QueueNote = Readonly<{ at: Instant; author: string; authorName: string; text: string }>;

export interface QueueNotes {
  add(itemId: string, note: QueueNote): void;
  /** Oldest first. */
  ofItem(itemId: string): readonly QueueNote[];
}

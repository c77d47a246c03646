import { type Delivery, type ToldDelivery } from '../../../shared/domain/records/delivery.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import {
  type Declaration,
  type Attested,
  type DeclarationRow,
  type EmergencyUse,
} from '../../../shared/domain/consent/declaration.ts';
import { type AccessBasis } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Confirmation } from '../../../shared/domain/finding.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { type DocumentContent } from '../../../shared/domain/documents/content.ts';
import { type MedicationEvent } from '../../../shared/domain/medication/medication-list.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type Favourite } from '../../../shared/domain/prescribing/favourite.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { type LogAct } from '../../../shared/domain/oversight/log-acts.ts';
import { type Act, type OutboxState, type QueueCounts, type Service } from '../../../shared/domain/queue.ts';
import { type ImagingStudy } from '../../../shared/domain/records/imaging.ts';
import { type RecordRow, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type WellbeingMeasurement } from '../../../shared/domain/records/wellbeing.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';

/** better-sqlite3 commits when the callback returns, so an async body is a type error. */
export type NotAsync<T> = T extends PromiseLike<unknown> ? 'a transaction body must not be async' : T;

export type DraftKind = 'prescription' | 'dispensing' | 'record';

/** A half-made act. Its document OID and message id are made when the form opens and never change. */
export type Draft = Readonly<{
  id: string;
  kind: DraftKind;
  /** Registration number of the professional whose desk it lies on; nobody else sees it. */
  owner: string;
  patientId: string;
  documentOid: Oid;
  messageId: string;
  /** Prescription set id for a dispensing, service event for a record. */
  subjectOid: Oid | null;
  /** The form as JSON, as typed. */
  form: unknown;
  /** Frozen unsigned document that was shown last, with its digest; null when the form changed since. */
  frozen: Readonly<{ bytes: Uint8Array; digest: string; content: unknown }> | null;
  createdAt: Instant;
  savedAt: Instant;
}>;

export interface Drafts {
  put(draft: Draft): void;
  get(id: string): Draft | null;
  /** Digest of the document frozen in it, without reading the rest; undefined when there is no such draft. */
  frozenDigest(id: string): string | null | undefined;
  ofPatient(kind: DraftKind, owner: string, patientId: string): readonly Draft[];
  remove(id: string): void;
}

/** A signed document exactly as signed; never changed, never deleted. */
export type StoredDocument = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  kind: DraftKind;
  patientId: string;
  bytes: Uint8Array;
  /** SHA-256 of `bytes`, lower-case hex. */
  digest: string;
  /** The domain value that was signed. */
  content: DocumentContent['content'];
  signedAt: Instant;
  signedBy: string;
}>;

export interface Documents {
  /** @throws when the OID is known with other bytes: that is a bug, because OIDs are made once. */
  add(document: StoredDocument): void;
  /** @param signing counted from 1; left out: the newest */
  get(oid: Oid, signing?: number): StoredDocument | null;
  /**
   * The same document under a new signature; the bytes before it stay as they are.
   * @throws when the document is not there: a bug
   */
  signAgain(oid: Oid, signed: Pick<StoredDocument, 'bytes' | 'digest' | 'signedAt'>): void;
  /** What the signer of a known document took on, with the reasons as written: once for each document, then never changed. */
  addConfirmations(oid: Oid, taken: readonly Confirmation[]): void;
  confirmationsOf(oid: Oid): readonly Confirmation[];
  ofPatient(kind: DraftKind, patientId: string): readonly StoredDocument[];
}

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

/** One line of the log: written before content is shown, and in the same transaction as a change. Ids and codes only. */
export type AuditEvent = Readonly<{
  at: Instant;
  actor: string;
  organisationOid: Oid | null;
  act: LogAct;
  patientId: string | null;
  subject: string | null;
  reason: string | null;
  outcome: 'ok' | ErrorCode;
}>;

/** A line as it was read: an older or newer program may have known other acts. */
export type LoggedEvent = Omit<AuditEvent, 'act'> & Readonly<{ act: string }>;

/** A line with its number and its link in the chain. */
export type ChainedAuditEvent = LoggedEvent & Readonly<{ n: number; hash: string }>;

/** Which lines are wanted; null leaves nothing out. Moments: `from` belongs to it, `until` does not. */
export type AuditQuery = Readonly<{
  from: Instant;
  until: Instant;
  actors: readonly string[] | null;
  patients: readonly string[] | null;
}>;

export interface AuditLog {
  append(event: AuditEvent): void;
  latest(limit: number): readonly LoggedEvent[];
  /** The newest first, `total` before the limit. */
  select(query: AuditQuery, limit: number): Readonly<{ rows: readonly ChainedAuditEvent[]; total: number }>;
  /** One line by its number. */
  row(n: number): ChainedAuditEvent | null;
  /** Lines that somebody decided on, oldest first: those of the act `logReview`. */
  ofAct(act: LogAct): readonly ChainedAuditEvent[];
  /** The end of the chain: number 0 and the start of chains while the log is empty. */
  end(): Readonly<{ n: number; hash: string }>;
  /** Number of the first broken row, or null when the chain holds. */
  firstBrokenRow(): number | null;
}

export interface Patients {
  put(patient: Patient): void;
  putMany(patients: readonly Patient[]): void;
  get(id: string): Patient | null;
  byIdentityCode(code: string): Patient | null;
  /**
   * Folded prefixes of names in any order, or the beginning of an identity code or birth date (ddmmyy). Ordered by family
   * and given names. Text without a letter or digit finds nothing.
   */
  search(text: string, limit: number): Readonly<{ hits: readonly Patient[]; total: number }>;
  recent(owner: string, limit: number): readonly Patient[];
  markOpened(owner: string, patientId: string, at: Instant): void;
  count(): number;
}

/** A list that a service gave, kept for the time without a line. */
export type KeptList<T> = Readonly<{
  rows: readonly T[];
  /** When the service gave it. */
  at: Instant;
  /** The unit that asked; nobody else is shown it. Null for what an older version of the product kept. */
  unitOid: Oid | null;
  /** `own`: what others made has been taken out, because the reason to see it has ended. */
  part: 'whole' | 'own';
}>;
export type ListKind = 'prescriptions' | 'records' | 'imaging' | 'wellbeing';

/** Answers of the services kept for the time without a line; each with the moment it was fetched. */
export interface Cache {
  putPrescriptions(
    patientId: string,
    rows: readonly PrescriptionRow[],
    at: Instant,
    unitOid?: Oid,
    part?: KeptList<unknown>['part'],
  ): void;
  prescriptions(patientId: string): KeptList<PrescriptionRow> | null;
  putRecords(patientId: string, rows: readonly RecordRow[], at: Instant, unitOid?: Oid): void;
  records(patientId: string): KeptList<RecordRow> | null;
  putImaging(patientId: string, rows: readonly ImagingStudy[], at: Instant, unitOid: Oid): void;
  imaging(patientId: string): KeptList<ImagingStudy> | null;
  putWellbeing(patientId: string, rows: readonly WellbeingMeasurement[], at: Instant, unitOid: Oid): void;
  wellbeing(patientId: string): KeptList<WellbeingMeasurement> | null;
  /** All kept lists, oldest first; `bytes` as stored. */
  lists(): readonly Readonly<{ kind: ListKind; patientId: string; bytes: number } & Omit<KeptList<unknown>, 'rows'>>[];
  drop(kind: ListKind, patientId: string): void;
  putRight(registrationNumber: string, answer: unknown, at: Instant): void;
  right(registrationNumber: string): Readonly<{ answer: unknown; at: Instant }> | null;
}

/** A declaration that was made at this desk; the queue says where it and its withdrawal are. */
export type OwnDeclaration = Readonly<{
  oid: Oid;
  patientId: string;
  declaration: Declaration;
  givenAt: Instant;
  withdrawnAt: Instant | null;
  /** How the giving and the withdrawal were attested; null for an act of another desk. */
  attested: Attested | null;
  withdrawalAttested: Attested | null;
}>;

export interface Wills {
  put(own: OwnDeclaration): void;
  get(oid: Oid): OwnDeclaration | null;
  ofPatient(patientId: string): readonly OwnDeclaration[];
  /** What the service told, for the time without a line. */
  keepTold(patientId: string, rows: readonly DeclarationRow[], at: Instant): void;
  told(patientId: string): Readonly<{ rows: readonly DeclarationRow[]; at: Instant }> | null;
}

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

/** `own`: goes through the queue; `local`: from before the first day in the repository, stays here; `told`: fetched. */
export type KeptSocialItem = Readonly<{ patientId: string; origin: 'own' | 'local' | 'told'; item: SocialItem }>;

export interface SocialItems {
  /** Documents never change: one that is known stays as it is. */
  add(kept: KeptSocialItem): void;
  ofPatient(patientId: string): readonly KeptSocialItem[];
  /** All client relationships that are known here, every version. */
  relationships(): readonly KeptSocialItem[];
}

export const FOLLOW_UPS = ['purchase', 'purchaseCancelled', 'packSupplied'] as const;
/**
 * What a dispensing still owes to a service that is not the Centre: Kela's purchase, its cancellation, a pack that was handed
 * over. Kept with the act in one transaction, sent when the line is there, and never sent under two names.
 */
export type FollowUp = Readonly<{
  /** The same act gives the same id: `purchase <oid>`, `pack <oid> <gtin> <serial>`. */
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

/** Emergencies that were declared: the typed grounds stand here, the log knows them by id. */
export interface Emergencies {
  put(use: EmergencyUse): void;
  get(id: string): EmergencyUse | null;
  /** Newest first. */
  latest(limit: number): readonly EmergencyUse[];
}

/** A favourite as it is kept: whose it is, what makes two of them the same, and its place in the order. */
export type KeptFavourite = Favourite & Readonly<{ owner: string; same: string; rank: number }>;

export interface Favourites {
  put(favourite: KeptFavourite): void;
  get(owner: string, id: string): KeptFavourite | null;
  /** The one that says the same, kept or only counted. */
  same(owner: string, key: string): KeptFavourite | null;
  /** Kept ones, then those that were used at least so many times; each by rank, the highest first. */
  list(owner: string, fromUses: number): readonly KeptFavourite[];
  remove(owner: string, id: string): void;
  /** Of what was only counted, the `most` with the highest rank stay. */
  pruneCounted(owner: string, most: number): void;
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

/** Lines of patients' medication lists, written here; added, never changed. */
export interface Medication {
  add(patientId: string, event: MedicationEvent): void;
  /** Oldest first. */
  ofPatient(patientId: string): readonly MedicationEvent[];
}

export interface ServiceEvents {
  put(event: ServiceEvent): void;
  get(oid: Oid): ServiceEvent | null;
  ofPatient(patientId: string): readonly ServiceEvent[];
}

export interface Settings {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
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

/** How this file came to its place, when it is not the one that this workstation wrote last. */
export type Restored = Readonly<{ at: Instant; how: 'backup' | 'older' | 'elsewhere' }>;

export interface Lineage {
  /**
   * Not null from the opening of a restored or foreign file until `settled`: its queue tells what was unsent then, not now,
   * so nothing of it may be sent before every open item was asked for.
   */
  restored(): Restored | null;
  /** Every open item stands as `unknown`, in this transaction: the mark is taken away. */
  settled(): void;
}

export interface Tx {
  readonly drafts: Drafts;
  readonly documents: Documents;
  readonly outbox: Outbox;
  readonly audit: AuditLog;
  readonly patients: Patients;
  readonly cache: Cache;
  readonly bases: Bases;
  readonly queueNotes: QueueNotes;
  readonly serviceEvents: ServiceEvents;
  readonly wills: Wills;
  readonly social: SocialItems;
  readonly deliveries: Deliveries;
  readonly favourites: Favourites;
  readonly takeBacks: TakeBacks;
  readonly medication: Medication;
  readonly emergencies: Emergencies;
  readonly followUps: FollowUps;
  readonly settings: Settings;
  readonly lineage: Lineage;
  /** A number that was never given before under this name, from 1; durable with the transaction. */
  nextNumber(name: string): number;
}

/** The one encrypted file. "Saved" may be shown when `write` has returned. A refusal of the disk is thrown as `StoreFault`. */
export interface Store {
  /** All or nothing: a throw leaves no trace. Not inside another `write` or `read`. */
  write<T>(work: (tx: Tx) => NotAsync<T>): NotAsync<T>;
  /** One consistent view. @throws when the work writes something: a bug, and nothing of it is kept */
  read<T>(work: (tx: Tx) => NotAsync<T>): NotAsync<T>;
  /**
   * A whole copy of this moment in one file, encrypted under the same key, marked as a copy; others may write meanwhile.
   * @throws StoreFault DB-0007 when something lies at `path` already: a backup is never written over
   */
  backUp(path: string, at: Instant): void;
  /** What was deleted lies nowhere in the files any more when this returns. Not inside `write` or `read`. */
  forgetDeleted(): void;
  info(): Readonly<{ schemaVersion: number; cipher: string; ok: boolean }>;
  close(): void;
}

/** Thrown by `write` and at opening: the code says what a person is told. Nothing of the transaction was kept. */
export class StoreFault extends Error {
  readonly code: Extract<ErrorCode, `DB-${string}`>;
  constructor(code: Extract<ErrorCode, `DB-${string}`>) {
    super(code);
    this.code = code;
  }
}

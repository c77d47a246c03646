import { type Authorisations } from './store/authorisations.port.ts';
import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type AuditLog } from './store/audit-log.port.ts';
import { type Documents } from './store/documents.port.ts';
import { type Drafts, type Favourites } from './store/drafts.port.ts';
import { type Cache } from './store/kept-lists.port.ts';
import { type Bases, type Outbox, type QueueNotes, type TakeBacks } from './store/outbox.port.ts';
import { type Deliveries, type FollowUps } from './store/owed.port.ts';
import { type Medication, type Patients, type ServiceEvents, type SocialItems } from './store/patients.port.ts';
import { type Emergencies, type Wills } from './store/wills.port.ts';

/** better-sqlite3 commits when the callback returns, so an async body is a type error. */
export type NotAsync<T> = T extends PromiseLike<unknown> ? 'a transaction body must not be async' : T;

export interface Settings {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
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
  readonly authorisations: Authorisations;
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

import { type OwnAuthorisation } from '../../../src-main/app/ports/store/authorisations.port.ts';
import { type Confirmation } from '../../../shared/domain/finding.ts';
import { type DeclarationRow, type EmergencyUse } from '../../../shared/domain/consent/declaration.ts';
import { type MedicationEvent } from '../../../shared/domain/medication/medication-list.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type AuditEvent } from '../../../src-main/app/ports/store/audit-log.port.ts';
import { type StoredDocument } from '../../../src-main/app/ports/store/documents.port.ts';
import { type Draft, type KeptFavourite } from '../../../src-main/app/ports/store/drafts.port.ts';
import {
  type Base,
  type OutboxItem,
  type QueueNote,
  type TakeBack,
} from '../../../src-main/app/ports/store/outbox.port.ts';
import { type FollowUp, type KeptDelivery } from '../../../src-main/app/ports/store/owed.port.ts';
import { type KeptSocialItem } from '../../../src-main/app/ports/store/patients.port.ts';
import { type OwnDeclaration } from '../../../src-main/app/ports/store/wills.port.ts';

/** What a disk would hold, a map for each table. */
export type Kept = {
  drafts: Map<string, Draft>;
  documents: Map<string, StoredDocument>;
  confirmations: Map<string, readonly Confirmation[]>;
  outbox: Map<string, OutboxItem>;
  /** By id and signing, as `earlier` and `links` are. */
  bodies: Map<string, Uint8Array>;
  earlier: Map<string, OutboxItem>;
  links: Map<number, Link>;
  earlierDocuments: Map<string, StoredDocument>;
  audit: Map<number, AuditEvent & { hash: string }>;
  patients: Map<string, Patient>;
  opened: Map<string, Map<string, Instant>>;
  cache: Map<string, { body: unknown; at: Instant; unitOid: Oid | null; part: 'whole' | 'own' }>;
  bases: Map<string, { base: Base; at: Instant }>;
  queueNotes: Map<string, readonly QueueNote[]>;
  serviceEvents: Map<string, ServiceEvent>;
  wills: Map<string, OwnDeclaration>;
  social: Map<string, KeptSocialItem>;
  deliveries: Map<string, KeptDelivery>;
  authorisations: Map<string, OwnAuthorisation>;
  favourites: Map<string, KeptFavourite>;
  followUps: Map<string, FollowUp>;
  takeBacks: Map<string, TakeBack>;
  medication: Map<string, readonly MedicationEvent[]>;
  toldWills: Map<string, { rows: readonly DeclarationRow[]; at: Instant }>;
  emergencies: Map<string, EmergencyUse>;
  settings: Map<string, unknown>;
  numbers: Map<string, number>;
};

/** A place of the queue's chain: an item under one of its signatures. */
export type Link = Pick<
  OutboxItem,
  'id' | 'signing' | 'act' | 'documentOid' | 'documentDigest' | 'bodyDigest' | 'chainHash'
>;

export const empty = (): Kept => ({
  drafts: new Map(),
  documents: new Map(),
  confirmations: new Map(),
  outbox: new Map(),
  bodies: new Map(),
  earlier: new Map(),
  links: new Map(),
  earlierDocuments: new Map(),
  audit: new Map(),
  patients: new Map(),
  opened: new Map(),
  cache: new Map(),
  bases: new Map(),
  queueNotes: new Map(),
  serviceEvents: new Map(),
  wills: new Map(),
  social: new Map(),
  deliveries: new Map(),
  authorisations: new Map(),
  favourites: new Map(),
  followUps: new Map(),
  takeBacks: new Map(),
  medication: new Map(),
  toldWills: new Map(),
  emergencies: new Map(),
  settings: new Map(),
  numbers: new Map(),
});

/** The only way of a room to change what is kept: a write that fails is undone, a read changes nothing. */
export type Hand = Readonly<{
  set<K, V>(map: Map<K, V>, key: K, value: V): void;
  drop<K, V>(map: Map<K, V>, key: K): void;
}>;

/** Documents and files compare by code unit, as SQLite's BINARY collation does for the ASCII keys in use. */
export const by =
  <T>(...keys: readonly ((value: T) => string | number)[]) =>
  (a: T, b: T): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };

export const isFinal = (item: OutboxItem): boolean => item.state === 'accepted' || item.state === 'cancelled';

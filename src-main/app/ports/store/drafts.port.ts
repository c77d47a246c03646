/** What a person has begun or keeps for later at a desk. */
import { type Favourite } from '../../../../shared/domain/prescribing/favourite.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';

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
  /** Everything begun at one desk, what was touched last first. */
  ofOwner(owner: string, limit: number): readonly Draft[];
  remove(id: string): void;
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

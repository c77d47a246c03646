/** Signed documents as they were signed. */
import { type DocumentContent } from '../../../../shared/domain/documents/content.ts';
import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { type Draft, type DraftKind } from './drafts.port.ts';

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
  /**
   * @param draft that became this document, while it still lies in the store: what was shown is not stored a second time
   * @throws when the OID is known with other bytes: that is a bug, because OIDs are made once
   */
  add(document: StoredDocument, draft?: Draft): void;
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

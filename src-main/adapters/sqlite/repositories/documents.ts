import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Documents, type StoredDocument } from '../../../app/ports/store/documents.port.ts';
import { type Draft, type DraftKind } from '../../../app/ports/store/drafts.port.ts';
import { plainBytes } from '../blob.ts';
import { type Connection } from '../connection.ts';
import { type Inserted, insertedIn, withInserted } from '../inserted.ts';

type Row = Readonly<{
  oid: StoredDocument['oid'];
  set_id: StoredDocument['setId'];
  version: number;
  kind: DraftKind;
  patient_id: string;
  digest: string;
  signed_at: StoredDocument['signedAt'];
  signed_by: string;
  content: string;
  bytes: Uint8Array;
  /** Of the draft that it was: the bytes around `bytes`, and the content. Null for a document that is stored whole. */
  place: number | null;
  shown_content: string | null;
  shown_bytes: Uint8Array | null;
}>;
type Stored = Pick<Row, 'bytes' | 'place' | 'shown_bytes'>;

/** What a later signature changes of a document; it is stored whole. */
type Again = Pick<Row, 'digest' | 'signed_at' | 'bytes'>;

const ROWS = `
  SELECT documents.*, frozen.content AS shown_content, frozen.bytes AS shown_bytes
  FROM documents LEFT JOIN frozen ON frozen.n = documents.frozen`;

const signedBytes = ({ bytes, place, shown_bytes: shown }: Stored): Uint8Array =>
  place === null || shown === null ? plainBytes(bytes) : withInserted(shown, { place, bytes });

const read = (row: Row): StoredDocument => ({
  oid: row.oid,
  setId: row.set_id,
  version: row.version,
  kind: row.kind,
  patientId: row.patient_id,
  bytes: signedBytes(row),
  digest: row.digest,
  content: JSON.parse(row.shown_content ?? row.content),
  signedAt: row.signed_at,
  signedBy: row.signed_by,
});

export type RememberedDocuments = Documents &
  Readonly<{
    /** The bytes of a signed document; those of the transaction under way are still at hand. @param signing from 1 */
    bytesOf(oid: string, signing: number): Uint8Array | null;
    /** A transaction begins: what an earlier one added may have been rolled back. */
    begin(): void;
  }>;

export function openDocuments(db: Connection): RememberedDocuments {
  const add = db.prepare(`
    INSERT INTO documents
      (oid, set_id, version, kind, patient_id, digest, signed_at, signed_by, content, bytes, frozen, place)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (oid) DO NOTHING`);
  const frozenIn = db.prepare<[string], Readonly<{ n: number; digest: string }>>(
    'SELECT frozen.n, frozen.digest FROM drafts JOIN frozen ON frozen.n = drafts.frozen WHERE drafts.id = ?',
  );
  const get = db.prepare<[string], Row>(`${ROWS} WHERE oid = ?`);
  const digestOf = db.prepare<[string], string>('SELECT digest FROM documents WHERE oid = ?').pluck();
  const bytes = db.prepare<[string], Stored>(`
    SELECT documents.bytes, documents.place, frozen.bytes AS shown_bytes
    FROM documents LEFT JOIN frozen ON frozen.n = documents.frozen WHERE oid = ?`);
  const confirm = db.prepare('INSERT INTO confirmations (document_oid, n, rule, reason) VALUES (?, ?, ?, ?)');
  const confirmed = db.prepare<[string], Confirmation>(
    'SELECT rule, reason FROM confirmations WHERE document_oid = ? ORDER BY n',
  );
  const addAgain = db.prepare<[string, number, string, string, Uint8Array]>(
    'INSERT INTO document_signings (document_oid, n, digest, signed_at, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  const newest = db
    .prepare<[string], number | null>('SELECT max(n) FROM document_signings WHERE document_oid = ?')
    .pluck();
  const again = db.prepare<[string, number], Again>(
    'SELECT digest, signed_at, bytes FROM document_signings WHERE document_oid = ? AND n = ?',
  );
  /** The document under one of its signatures; undefined where it has none such. */
  function under(row: Row, signing: number): StoredDocument | undefined {
    if (signing === 1) return read(row);
    const signed = again.get(row.oid, signing);
    return signed && read({ ...row, ...signed, place: null });
  }
  const current = (row: Row): StoredDocument => under(row, newest.get(row.oid) ?? 1) ?? read(row);
  let added: Readonly<{ oid: string; bytes: Uint8Array }> | null = null;
  const ofPatient = db.prepare<[string, string], Row>(
    `${ROWS} WHERE patient_id = ? AND kind = ? ORDER BY signed_at, oid`,
  );
  /** What of the document is in the store already, with the draft that it was. */
  function storedAround(
    document: StoredDocument,
    draft: Draft | undefined,
  ): (Inserted & Readonly<{ n: number }>) | null {
    if (draft?.frozen?.content !== document.content) return null;
    const frozen = frozenIn.get(draft.id);
    if (frozen?.digest !== draft.frozen.digest) return null;
    const inserted = insertedIn(draft.frozen.bytes, document.bytes);
    return inserted && { ...inserted, n: frozen.n };
  }
  return {
    add(document, draft) {
      const around = storedAround(document, draft);
      const { changes } = add.run(
        document.oid,
        document.setId,
        document.version,
        document.kind,
        document.patientId,
        document.digest,
        document.signedAt,
        document.signedBy,
        around === null ? JSON.stringify(document.content) : 'null',
        around?.bytes ?? document.bytes,
        around?.n ?? null,
        around?.place ?? null,
      );
      if (changes === 0 && digestOf.get(document.oid) !== document.digest) {
        throw new Error(`document ${document.oid} is known with other bytes`);
      }
      added = document;
    },
    addConfirmations: (oid, taken) => taken.forEach(({ rule, reason }, at) => confirm.run(oid, at + 1, rule, reason)),
    confirmationsOf: oid => confirmed.all(oid),
    bytesOf(oid, signing) {
      if (signing > 1) return again.get(oid, signing)?.bytes ?? null;
      if (added?.oid === oid) return added.bytes;
      const row = bytes.get(oid);
      return row === undefined ? null : signedBytes(row);
    },
    begin() {
      added = null;
    },
    get(oid, signing) {
      const row = get.get(oid);
      if (row === undefined) return null;
      return signing === undefined ? current(row) : (under(row, signing) ?? null);
    },
    signAgain(oid, { bytes: signed, digest, signedAt }) {
      if (digestOf.get(oid) === undefined) throw new Error(`no document ${oid}`);
      addAgain.run(oid, (newest.get(oid) ?? 1) + 1, digest, signedAt, signed);
    },
    ofPatient: (kind, patientId) => ofPatient.all(patientId, kind).map(current),
  };
}

import { type Confirmation } from '../../../../shared/domain/finding.ts';
import { type Documents, type StoredDocument } from '../../../app/ports/store/documents.port.ts';
import { type DraftKind } from '../../../app/ports/store/drafts.port.ts';
import { plainBytes } from '../blob.ts';
import { type Connection } from '../connection.ts';

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
}>;

/** What a later signature changes of a document. */
type Again = Pick<Row, 'digest' | 'signed_at' | 'bytes'>;

const read = (row: Row): StoredDocument => ({
  oid: row.oid,
  setId: row.set_id,
  version: row.version,
  kind: row.kind,
  patientId: row.patient_id,
  bytes: plainBytes(row.bytes),
  digest: row.digest,
  content: JSON.parse(row.content),
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
    INSERT INTO documents (oid, set_id, version, kind, patient_id, digest, signed_at, signed_by, content, bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (oid) DO NOTHING`);
  const get = db.prepare<[string], Row>('SELECT * FROM documents WHERE oid = ?');
  const digestOf = db.prepare<[string], string>('SELECT digest FROM documents WHERE oid = ?').pluck();
  const bytes = db.prepare<[string], Uint8Array>('SELECT bytes FROM documents WHERE oid = ?').pluck();
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
    return signed && read({ ...row, ...signed });
  }
  const current = (row: Row): StoredDocument => under(row, newest.get(row.oid) ?? 1) ?? read(row);
  let added: Readonly<{ oid: string; bytes: Uint8Array }> | null = null;
  const ofPatient = db.prepare<[string, string], Row>(
    'SELECT * FROM documents WHERE patient_id = ? AND kind = ? ORDER BY signed_at, oid',
  );
  return {
    add(document) {
      const { changes } = add.run(
        document.oid,
        document.setId,
        document.version,
        document.kind,
        document.patientId,
        document.digest,
        document.signedAt,
        document.signedBy,
        JSON.stringify(document.content),
        document.bytes,
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
      return added?.oid === oid ? added.bytes : (bytes.get(oid) ?? null);
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

import { type Draft, type DraftKind, type Drafts } from '../../../app/ports/store/drafts.port.ts';
import { plainBytes } from '../blob.ts';
import { type Connection } from '../connection.ts';

type Row = Readonly<{
  id: string;
  kind: DraftKind;
  owner: string;
  patient_id: string;
  document_oid: Draft['documentOid'];
  message_id: string;
  subject_oid: Draft['subjectOid'];
  created_at: Draft['createdAt'];
  saved_at: Draft['savedAt'];
  form: string;
  frozen_digest: string | null;
  frozen_content: string | null;
  frozen_bytes: Uint8Array | null;
}>;

const read = (row: Row): Draft => ({
  id: row.id,
  kind: row.kind,
  owner: row.owner,
  patientId: row.patient_id,
  documentOid: row.document_oid,
  messageId: row.message_id,
  subjectOid: row.subject_oid,
  form: JSON.parse(row.form),
  frozen:
    row.frozen_digest === null || row.frozen_bytes === null || row.frozen_content === null
      ? null
      : { bytes: plainBytes(row.frozen_bytes), digest: row.frozen_digest, content: JSON.parse(row.frozen_content) },
  createdAt: row.created_at,
  savedAt: row.saved_at,
});

export function openDrafts(db: Connection): Drafts {
  const put = db.prepare(`
    INSERT INTO drafts (id, kind, owner, patient_id, document_oid, message_id, subject_oid, created_at, saved_at,
      form, frozen_digest, frozen_content, frozen_bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, form = excluded.form,
      frozen_digest = excluded.frozen_digest, frozen_content = excluded.frozen_content,
      frozen_bytes = excluded.frozen_bytes, subject_oid = excluded.subject_oid`);
  const get = db.prepare<[string], Row>('SELECT * FROM drafts WHERE id = ?');
  const digest = db.prepare<[string], string | null>('SELECT frozen_digest FROM drafts WHERE id = ?').pluck();
  const ofPatient = db.prepare<[string, string, string], Row>(
    'SELECT * FROM drafts WHERE patient_id = ? AND owner = ? AND kind = ? ORDER BY created_at, id',
  );
  const ofOwner = db.prepare<[string, number], Row>(
    'SELECT * FROM drafts WHERE owner = ? ORDER BY saved_at DESC, id LIMIT ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE id = ?');
  return {
    put(draft) {
      const { frozen } = draft;
      put.run(
        draft.id,
        draft.kind,
        draft.owner,
        draft.patientId,
        draft.documentOid,
        draft.messageId,
        draft.subjectOid,
        draft.createdAt,
        draft.savedAt,
        JSON.stringify(draft.form),
        frozen?.digest ?? null,
        frozen === null ? null : JSON.stringify(frozen.content),
        frozen?.bytes ?? null,
      );
    },
    get(id) {
      const row = get.get(id);
      return row === undefined ? null : read(row);
    },
    frozenDigest: id => digest.get(id),
    ofPatient: (kind, owner, patientId) => ofPatient.all(patientId, owner, kind).map(read),
    ofOwner: (owner, limit) => ofOwner.all(owner, limit).map(read),
    remove(id) {
      remove.run(id);
    },
  };
}

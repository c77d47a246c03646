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
  digest: string | null;
  content: string | null;
  bytes: Uint8Array | null;
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
    row.digest === null || row.bytes === null || row.content === null
      ? null
      : { bytes: plainBytes(row.bytes), digest: row.digest, content: JSON.parse(row.content) },
  createdAt: row.created_at,
  savedAt: row.saved_at,
});

const ROWS = `
  SELECT drafts.*, frozen.digest, frozen.content, frozen.bytes FROM drafts LEFT JOIN frozen ON frozen.n = drafts.frozen`;

export function openDrafts(db: Connection): Drafts {
  const put = db.prepare(`
    INSERT INTO drafts (id, kind, owner, patient_id, document_oid, message_id, subject_oid, created_at, saved_at, form, frozen)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET saved_at = excluded.saved_at, form = excluded.form, frozen = excluded.frozen,
      subject_oid = excluded.subject_oid`);
  const get = db.prepare<[string], Row>(`${ROWS} WHERE id = ?`);
  const digest = db
    .prepare<[string], string | null>(
      'SELECT frozen.digest FROM drafts LEFT JOIN frozen ON frozen.n = drafts.frozen WHERE drafts.id = ?',
    )
    .pluck();
  const ofPatient = db.prepare<[string, string, string], Row>(
    `${ROWS} WHERE patient_id = ? AND owner = ? AND kind = ? ORDER BY created_at, id`,
  );
  const ofOwner = db.prepare<[string, number], Row>(`${ROWS} WHERE owner = ? ORDER BY saved_at DESC, id LIMIT ?`);
  const remove = db.prepare<[string]>('DELETE FROM drafts WHERE id = ?');
  const freeze = db
    .prepare<[string, string, Uint8Array], number>(
      'INSERT INTO frozen (digest, content, bytes) VALUES (?, ?, ?) RETURNING n',
    )
    .pluck();
  const frozenIn = db.prepare<[string], number | null>('SELECT frozen FROM drafts WHERE id = ?').pluck();
  const thaw = db.prepare<[number]>(
    'DELETE FROM frozen WHERE n = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.frozen = frozen.n)',
  );
  /** What was shown goes with its draft, unless it was signed. */
  function forget(n: number | null | undefined): void {
    if (typeof n === 'number') thaw.run(n);
  }
  return {
    put(draft) {
      const { frozen } = draft;
      const before = frozenIn.get(draft.id);
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
        frozen === null ? null : freeze.get(frozen.digest, JSON.stringify(frozen.content), frozen.bytes),
      );
      forget(before);
    },
    get(id) {
      const row = get.get(id);
      return row === undefined ? null : read(row);
    },
    frozenDigest: id => digest.get(id),
    ofPatient: (kind, owner, patientId) => ofPatient.all(patientId, owner, kind).map(read),
    ofOwner: (owner, limit) => ofOwner.all(owner, limit).map(read),
    remove(id) {
      const before = frozenIn.get(id);
      remove.run(id);
      forget(before);
    },
  };
}

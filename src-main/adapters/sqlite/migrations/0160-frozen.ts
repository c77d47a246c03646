/**
 * The bytes that a signer was shown are stored once: the draft points to them, and so does the document that they become, which
 * keeps only what the signature put between them. Documents signed before stay as they are, whole.
 */
export const migration = {
  version: 160,
  up: `
CREATE TABLE frozen (
  n INTEGER PRIMARY KEY,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  content TEXT NOT NULL CHECK (json_valid(content)),
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO frozen (n, digest, content, bytes)
  SELECT rowid, frozen_digest, frozen_content, frozen_bytes FROM drafts WHERE frozen_digest IS NOT NULL;

CREATE TABLE drafts_anew (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('prescription', 'dispensing', 'record')),
  owner TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  document_oid TEXT NOT NULL,
  message_id TEXT NOT NULL,
  subject_oid TEXT,
  created_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  form TEXT NOT NULL CHECK (json_valid(form)),
  frozen INTEGER
) STRICT;
INSERT INTO drafts_anew
  SELECT id, kind, owner, patient_id, document_oid, message_id, subject_oid, created_at, saved_at, form,
    iif(frozen_digest IS NULL, NULL, rowid)
  FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_anew RENAME TO drafts;
CREATE INDEX drafts_of_patient ON drafts (patient_id, owner, kind);

ALTER TABLE documents ADD COLUMN frozen INTEGER REFERENCES frozen (n);
ALTER TABLE documents ADD COLUMN place INTEGER CHECK ((place IS NULL) = (frozen IS NULL) AND place >= 0);
CREATE INDEX documents_of_frozen ON documents (frozen) WHERE frozen IS NOT NULL;
CREATE TRIGGER frozen_stays BEFORE UPDATE ON frozen BEGIN SELECT RAISE(ABORT, 'what was shown never changes'); END;
CREATE TRIGGER frozen_signed_remains BEFORE DELETE ON frozen
  WHEN EXISTS (SELECT 1 FROM documents WHERE documents.frozen = OLD.n)
  BEGIN SELECT RAISE(ABORT, 'signed documents are never deleted'); END;
`,
} as const;

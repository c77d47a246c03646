/** The first form of the store: append-only tables refuse UPDATE and DELETE by themselves, whoever holds the connection. */
export const migration = {
  version: 10,
  up: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
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
  frozen_digest TEXT CHECK (length(frozen_digest) = 64),
  frozen_content TEXT CHECK (json_valid(frozen_content)),
  frozen_bytes BLOB,
  CHECK ((frozen_digest IS NULL) = (frozen_bytes IS NULL) AND (frozen_digest IS NULL) = (frozen_content IS NULL))
) STRICT;
CREATE INDEX drafts_of_patient ON drafts (patient_id, owner, kind);

CREATE TABLE documents (
  oid TEXT PRIMARY KEY,
  set_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('prescription', 'dispensing', 'record')),
  patient_id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  signed_at TEXT NOT NULL,
  signed_by TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_of_patient ON documents (patient_id, kind);
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'signed documents never change'); END;
CREATE TRIGGER documents_remain BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'signed documents are never deleted'); END;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  document_oid TEXT NOT NULL,
  act TEXT NOT NULL
    CHECK (act IN ('prescription', 'dispensing', 'recordDocument', 'serviceEventOpened', 'serviceEventEnded')),
  message_id TEXT NOT NULL,
  service TEXT NOT NULL CHECK (service IN ('resepti', 'potilastieto', 'rooli')),
  order_key TEXT NOT NULL,
  order_no INTEGER NOT NULL CHECK (order_no >= 1),
  after TEXT NOT NULL CHECK (json_valid(after)),
  patient_id TEXT NOT NULL,
  summary TEXT NOT NULL,
  author TEXT NOT NULL CHECK (json_valid(author)),
  reason TEXT NOT NULL,
  queued_at TEXT NOT NULL,
  document_digest TEXT NOT NULL CHECK (length(document_digest) = 64),
  body_digest TEXT NOT NULL CHECK (length(body_digest) = 64),
  chain_hash TEXT NOT NULL CHECK (length(chain_hash) = 64),
  audit_n INTEGER NOT NULL,
  audit_hash TEXT NOT NULL,
  body_head BLOB NOT NULL,
  body_tail BLOB,
  UNIQUE (document_oid, act),
  UNIQUE (order_key, order_no)
) STRICT;
CREATE TRIGGER outbox_stays BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'queued messages never change'); END;
CREATE TRIGGER outbox_remains BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'queued messages are never deleted'); END;

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES outbox (seq),
  order_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'accepted', 'rejected', 'held', 'cancelled')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  own_failures INTEGER NOT NULL CHECK (own_failures >= 0),
  not_before TEXT NOT NULL,
  last_answer TEXT CHECK (json_valid(last_answer)),
  decisions TEXT NOT NULL CHECK (json_valid(decisions)),
  receipt_at TEXT,
  receipt TEXT CHECK (json_valid(receipt)),
  receipt_bytes BLOB,
  CHECK ((state = 'accepted') = (receipt IS NOT NULL)),
  CHECK ((receipt IS NULL) = (receipt_at IS NULL) AND (receipt IS NULL) = (receipt_bytes IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_open ON delivery (order_key, seq) WHERE state NOT IN ('accepted', 'cancelled');
CREATE INDEX delivery_accepted ON delivery (receipt_at) WHERE state = 'accepted';
CREATE TRIGGER delivery_identity_stays BEFORE UPDATE OF id, seq, order_key ON delivery
  BEGIN SELECT RAISE(ABORT, 'a delivery stays with its message'); END;
CREATE TRIGGER delivery_final_stays BEFORE UPDATE ON delivery WHEN OLD.state IN ('accepted', 'cancelled')
  BEGIN SELECT RAISE(ABORT, 'a final state never changes'); END;
CREATE TRIGGER delivery_remains BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'nothing leaves the queue'); END;

CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  organisation_oid TEXT,
  act TEXT NOT NULL,
  patient_id TEXT,
  subject TEXT,
  reason TEXT,
  outcome TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  seal TEXT NOT NULL CHECK (length(seal) = 64)
) STRICT;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log never changes'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END;

CREATE TABLE patients (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  identity_code TEXT UNIQUE,
  sort_name TEXT NOT NULL,
  words TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX patients_in_order ON patients (sort_name);
CREATE VIRTUAL TABLE patient_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 0 tokenchars '-+'"
);
CREATE TABLE opened_patients (
  owner TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  PRIMARY KEY (owner, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opened_patients_latest ON opened_patients (owner, at);

CREATE TABLE cache (
  kind TEXT NOT NULL CHECK (kind IN ('prescriptions', 'records', 'right')),
  subject TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_events (
  oid TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX service_events_of_patient ON service_events (patient_id, started_at);

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT, WITHOUT ROWID;

CREATE TABLE numbers (name TEXT PRIMARY KEY, last INTEGER NOT NULL CHECK (last >= 1)) STRICT, WITHOUT ROWID;
CREATE TRIGGER numbers_grow BEFORE UPDATE ON numbers WHEN NEW.last <= OLD.last OR NEW.name <> OLD.name
  BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
CREATE TRIGGER numbers_remain BEFORE DELETE ON numbers BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
`,
} as const;

/**
 * Declarations of will, and emergencies with their review. The queue takes acts and services by the program's own list: the
 * tables are made again without the old one, every row as it was, so that chain and anchors hold.
 */
export const migration = {
  version: 40,
  up: `
CREATE TABLE outbox_wider (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  document_oid TEXT NOT NULL,
  act TEXT NOT NULL,
  message_id TEXT NOT NULL,
  service TEXT NOT NULL,
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
INSERT INTO outbox_wider SELECT * FROM outbox;
CREATE TABLE delivery_wider (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES outbox_wider (seq),
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
INSERT INTO delivery_wider SELECT * FROM delivery;
DROP TABLE delivery;
DROP TABLE outbox;
ALTER TABLE outbox_wider RENAME TO outbox;
ALTER TABLE delivery_wider RENAME TO delivery;
CREATE TRIGGER outbox_stays BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'queued messages never change'); END;
CREATE TRIGGER outbox_remains BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'queued messages are never deleted'); END;
CREATE INDEX delivery_open ON delivery (order_key, seq) WHERE state NOT IN ('accepted', 'cancelled');
CREATE INDEX delivery_accepted ON delivery (receipt_at) WHERE state = 'accepted';
CREATE TRIGGER delivery_identity_stays BEFORE UPDATE OF id, seq, order_key ON delivery
  BEGIN SELECT RAISE(ABORT, 'a delivery stays with its message'); END;
CREATE TRIGGER delivery_final_stays BEFORE UPDATE ON delivery WHEN OLD.state IN ('accepted', 'cancelled')
  BEGIN SELECT RAISE(ABORT, 'a final state never changes'); END;
CREATE TRIGGER delivery_remains BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'nothing leaves the queue'); END;

CREATE TABLE wills (
  oid TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX wills_of_patient ON wills (patient_id);
CREATE TABLE told_wills (
  patient_id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE emergency_uses (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER emergency_uses_remain BEFORE DELETE ON emergency_uses
  BEGIN SELECT RAISE(ABORT, 'an emergency is never forgotten'); END;
`,
} as const;

/**
 * Documents that were signed anew because a service did not accept the signature. An act stays one row of the queue, in its
 * place of its lane; each later signature has its bytes, its message and a link of its own in the one chain.
 */
export const migration = {
  version: 100,
  up: `
CREATE TABLE document_signings (
  document_oid TEXT NOT NULL REFERENCES documents (oid),
  n INTEGER NOT NULL CHECK (n >= 2),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  signed_at TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (document_oid, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER document_signings_stay BEFORE UPDATE ON document_signings
  BEGIN SELECT RAISE(ABORT, 'signed documents never change'); END;
CREATE TRIGGER document_signings_remain BEFORE DELETE ON document_signings
  BEGIN SELECT RAISE(ABORT, 'signed documents are never deleted'); END;

CREATE TABLE outbox_signings (
  seq INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n >= 2),
  message_id TEXT NOT NULL UNIQUE,
  signed_at TEXT NOT NULL,
  document_digest TEXT NOT NULL CHECK (length(document_digest) = 64),
  body_digest TEXT NOT NULL CHECK (length(body_digest) = 64),
  chain_hash TEXT NOT NULL CHECK (length(chain_hash) = 64),
  audit_n INTEGER NOT NULL,
  audit_hash TEXT NOT NULL,
  body_head BLOB NOT NULL,
  body_tail BLOB,
  UNIQUE (item_id, n)
) STRICT;
CREATE TRIGGER outbox_signings_stay BEFORE UPDATE ON outbox_signings
  BEGIN SELECT RAISE(ABORT, 'queued messages never change'); END;
CREATE TRIGGER outbox_signings_remain BEFORE DELETE ON outbox_signings
  BEGIN SELECT RAISE(ABORT, 'queued messages are never deleted'); END;
CREATE TRIGGER outbox_signings_place AFTER INSERT ON outbox_signings
  WHEN EXISTS (SELECT 1 FROM outbox WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'a place in the chain is given once'); END;
CREATE TRIGGER outbox_place AFTER INSERT ON outbox
  WHEN EXISTS (SELECT 1 FROM outbox_signings WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'a place in the chain is given once'); END;

ALTER TABLE delivery ADD COLUMN signing INTEGER NOT NULL DEFAULT 1 CHECK (signing >= 1);
CREATE TRIGGER delivery_signing_grows BEFORE UPDATE OF signing ON delivery WHEN NEW.signing <> OLD.signing + 1
  BEGIN SELECT RAISE(ABORT, 'an earlier signature is never sent again'); END;

CREATE VIEW queue_links AS
  SELECT seq, act, document_oid, document_digest, body_digest, chain_hash, audit_n, audit_hash FROM outbox
  UNION ALL
  SELECT again.seq, first.act, first.document_oid, again.document_digest, again.body_digest, again.chain_hash,
    again.audit_n, again.audit_hash
  FROM outbox_signings AS again CROSS JOIN delivery ON delivery.id = again.item_id
    CROSS JOIN outbox AS first ON first.seq = delivery.seq;
`,
} as const;

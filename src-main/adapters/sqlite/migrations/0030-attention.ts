/**
 * What a person needs to decide on a queued act: the object as it was when the form opened, and what colleagues noted.
 * Kept answers of the services say for which unit they were given, and whether the parts of others have been taken out.
 */
export const migration = {
  version: 30,
  up: `
ALTER TABLE cache ADD COLUMN unit_oid TEXT;
ALTER TABLE cache ADD COLUMN part TEXT NOT NULL DEFAULT 'whole' CHECK (part IN ('whole', 'own'));

CREATE TABLE bases (
  item_id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE queue_notes (
  item_id TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n >= 1),
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (item_id, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER queue_notes_stay BEFORE UPDATE ON queue_notes BEGIN SELECT RAISE(ABORT, 'notes never change'); END;
CREATE TRIGGER queue_notes_remain BEFORE DELETE ON queue_notes BEGIN SELECT RAISE(ABORT, 'notes are never deleted'); END;
`,
} as const;

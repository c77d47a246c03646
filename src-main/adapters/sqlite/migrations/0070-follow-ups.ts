/** What a dispensing still owes to Kela and to the medicines-verification service. */
export const migration = {
  version: 70,
  up: `
CREATE TABLE follow_ups (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  document_oid TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  author TEXT NOT NULL CHECK (json_valid(author)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
  body TEXT NOT NULL CHECK (json_valid(body)),
  answer TEXT CHECK (json_valid(answer)),
  at TEXT NOT NULL,
  settled_at TEXT,
  CHECK ((state = 'waiting') = (settled_at IS NULL))
) STRICT;
CREATE INDEX follow_ups_waiting ON follow_ups (n) WHERE state = 'waiting';
CREATE INDEX follow_ups_of_patient ON follow_ups (patient_id, n);
CREATE TRIGGER follow_ups_settled_stay BEFORE UPDATE ON follow_ups WHEN OLD.state <> 'waiting'
  BEGIN SELECT RAISE(ABORT, 'what is settled never changes'); END;
CREATE TRIGGER follow_ups_remain BEFORE DELETE ON follow_ups
  BEGIN SELECT RAISE(ABORT, 'nothing that is owed is forgotten'); END;
`,
} as const;

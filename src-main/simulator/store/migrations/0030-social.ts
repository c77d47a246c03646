/** The Client Data Repository for Social Welfare: what opens a register and since when an organisation is in it. */
export const migration = {
  version: 30,
  up: `
CREATE TABLE social_document (
  oid TEXT PRIMARY KEY,
  set_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('relationship', 'case', 'document', 'disclosure')),
  controller TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  relationship TEXT,
  case_set TEXT,
  UNIQUE (set_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX social_of_client ON social_document (patient_id, controller, kind);
CREATE TABLE social_access (
  relationship TEXT NOT NULL,
  unit TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (relationship, unit, from_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE social_go_live (
  controller TEXT PRIMARY KEY,
  from_day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;

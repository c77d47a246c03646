export const migration = {
  version: 10,
  up: `
CREATE TABLE resource (
  row INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  updated_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (type, id)
) STRICT;
CREATE TABLE resource_version (
  row INTEGER NOT NULL REFERENCES resource (row),
  version INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (row, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_key (
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  row INTEGER NOT NULL REFERENCES resource (row),
  PRIMARY KEY (type, name, value, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  oid TEXT PRIMARY KEY,
  set_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  service TEXT NOT NULL,
  type_code TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  author TEXT NOT NULL,
  organisation TEXT NOT NULL,
  encounter TEXT,
  sha256 TEXT NOT NULL,
  bytes BLOB NOT NULL,
  reference_id TEXT NOT NULL,
  binary_id TEXT NOT NULL UNIQUE,
  stored_ms INTEGER NOT NULL,
  UNIQUE (service, set_id, version)
) STRICT;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
CREATE TRIGGER document_is_frozen BEFORE UPDATE OF oid, set_id, version, sha256, bytes ON document
  BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TABLE submission (
  message_id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  answer BLOB NOT NULL,
  stored_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_age ON submission (stored_ms);

CREATE TABLE prescription (
  set_id TEXT PRIMARY KEY,
  document_oid TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  request_id TEXT NOT NULL UNIQUE,
  medication_id TEXT NOT NULL,
  task_id TEXT NOT NULL UNIQUE,
  patient_id TEXT NOT NULL,
  writer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('not-dispensed', 'partly', 'fully', 'cancelled', 'expired')),
  cancel_type TEXT,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  unit TEXT,
  lot_amount TEXT,
  piece TEXT,
  lots INTEGER NOT NULL CHECK (lots > 0),
  interval_days INTEGER,
  prescribed_on TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  product TEXT NOT NULL,
  hold_kind TEXT CHECK (hold_kind IN ('hold', 'reserved', 'dose-dispensing', 'locked')),
  hold_owner TEXT,
  hold_secret TEXT,
  hold_until_ms INTEGER,
  hold_reason TEXT,
  CHECK ((hold_kind IS NULL) = (hold_owner IS NULL) AND (hold_kind IS NULL) = (hold_secret IS NULL))
) STRICT;
CREATE INDEX prescription_expiry ON prescription (valid_until) WHERE state IN ('not-dispensed', 'partly');
CREATE INDEX prescription_hold ON prescription (hold_until_ms) WHERE hold_until_ms IS NOT NULL;
CREATE INDEX prescription_patient ON prescription (patient_id);

CREATE TABLE dispensing (
  set_id TEXT PRIMARY KEY,
  prescription TEXT NOT NULL REFERENCES prescription (set_id),
  document_oid TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  resource_id TEXT NOT NULL UNIQUE,
  medication_id TEXT NOT NULL,
  pharmacy TEXT NOT NULL,
  amount TEXT NOT NULL,
  unit TEXT NOT NULL,
  remaining TEXT,
  fully INTEGER NOT NULL CHECK (fully IN (0, 1)),
  handed_over_ms INTEGER NOT NULL,
  valid INTEGER NOT NULL CHECK (valid IN (0, 1))
) STRICT;
CREATE INDEX dispensing_prescription ON dispensing (prescription, handed_over_ms);

CREATE TABLE access (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  service TEXT NOT NULL,
  interaction TEXT NOT NULL,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  organisation TEXT NOT NULL,
  unit TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  relation TEXT,
  system TEXT,
  correlation TEXT,
  patients TEXT NOT NULL,
  documents TEXT NOT NULL
) STRICT;
CREATE INDEX access_organisation ON access (organisation, at_ms);
CREATE TRIGGER access_is_kept BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'the viewing log is never cut'); END;
CREATE TRIGGER access_is_frozen BEFORE UPDATE ON access BEGIN SELECT RAISE(ABORT, 'the viewing log is never changed'); END;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE organisation (
  oid TEXT PRIMARY KEY,
  resource_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  part_of TEXT,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE professional (
  registration TEXT PRIMARY KEY,
  identifier TEXT,
  practitioner_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE right_period (
  registration TEXT NOT NULL REFERENCES professional (registration),
  code TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  organisation TEXT NOT NULL REFERENCES organisation (oid),
  role_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX right_of ON right_period (registration);
`,
} as const;

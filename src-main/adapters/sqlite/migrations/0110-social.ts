/** Documents of social welfare: made here, told by the repository, or kept here for good from before the first day. */
export const migration = {
  version: 110,
  up: `
CREATE TABLE social_items (
  oid TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('own', 'local', 'told')),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX social_items_of_client ON social_items (patient_id);
CREATE INDEX social_items_of_kind ON social_items (kind);
`,
} as const;

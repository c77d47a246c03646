/** Authorisations of purchased services that were granted at this desk. */
export const migration = {
  version: 140,
  up: `
CREATE TABLE authorisations (
  oid TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX authorisations_of_patient ON authorisations (patient_id);
`,
} as const;

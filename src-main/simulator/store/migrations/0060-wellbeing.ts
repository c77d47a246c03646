/** The Kanta PHR: whom a citizen has allowed to read wellbeing data, and until when. */
export const migration = {
  version: 60,
  up: `
CREATE TABLE wellbeing_grant (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  organisation TEXT NOT NULL,
  scope TEXT NOT NULL,
  given_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  refresh_digest TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX wellbeing_grant_of_patient ON wellbeing_grant (patient_id, given_ms);
`,
} as const;

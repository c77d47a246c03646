/** Answers of services that are only read, kept for the time without a line like the lists of `cache`. */
export const migration = {
  version: 130,
  up: `
CREATE TABLE kept_answers (
  kind TEXT NOT NULL CHECK (kind IN ('imaging', 'wellbeing')),
  subject TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  unit_oid TEXT NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
`,
} as const;

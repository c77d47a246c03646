/** What was written into patients' medication lists here: rows are added, never changed, so that any past day can be shown. */
export const migration = {
  version: 90,
  up: `
CREATE TABLE medication_events (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  patient_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX medication_events_of_patient ON medication_events (patient_id, seq);
CREATE TRIGGER medication_events_stay BEFORE UPDATE ON medication_events
  BEGIN SELECT RAISE(ABORT, 'what was written into a medication list never changes'); END;
CREATE TRIGGER medication_events_remain BEFORE DELETE ON medication_events
  BEGIN SELECT RAISE(ABORT, 'what was written into a medication list is never deleted'); END;
`,
} as const;

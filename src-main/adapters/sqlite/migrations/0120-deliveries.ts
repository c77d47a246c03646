/** Forwardings of certificates: asked for at this desk, or told by the service. */
export const migration = {
  version: 120,
  up: `
CREATE TABLE certificate_deliveries (
  oid TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_deliveries_of_patient ON certificate_deliveries (patient_id);
`,
} as const;

/** Forwardings of certificates to receivers outside health care: which wait for their receiver. */
export const migration = {
  version: 40,
  up: `
CREATE TABLE certificate_delivery (
  resource_id TEXT PRIMARY KEY,
  document_oid TEXT NOT NULL,
  receiver TEXT NOT NULL,
  organisation TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'refused', 'withdrawn')),
  asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_waiting ON certificate_delivery (asked_ms) WHERE state = 'waiting';
CREATE INDEX delivery_of_document ON certificate_delivery (document_oid);
`,
} as const;

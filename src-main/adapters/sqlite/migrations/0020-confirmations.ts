/** Why a signer went on in spite of a finding: free text, so it stands beside the document and never in the log. */
export const migration = {
  version: 20,
  up: `
CREATE TABLE confirmations (
  document_oid TEXT NOT NULL REFERENCES documents (oid),
  n INTEGER NOT NULL CHECK (n >= 1),
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (document_oid, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER confirmations_stay BEFORE UPDATE ON confirmations
  BEGIN SELECT RAISE(ABORT, 'confirmations never change'); END;
CREATE TRIGGER confirmations_remain BEFORE DELETE ON confirmations
  BEGIN SELECT RAISE(ABORT, 'confirmations are never deleted'); END;
`,
};

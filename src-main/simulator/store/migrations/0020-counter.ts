/** Purchases that Kela counts, and packs that were handed over. */
export const migration = {
  version: 20,
  up: `
CREATE TABLE purchase (
  n INTEGER PRIMARY KEY,
  dispensing TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  year INTEGER NOT NULL,
  deductible INTEGER NOT NULL CHECK (deductible >= 0),
  own INTEGER NOT NULL CHECK (own >= 0),
  body TEXT NOT NULL,
  answer TEXT NOT NULL,
  cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX purchase_of ON purchase (person, year);
CREATE TABLE supplied_pack (
  gtin TEXT NOT NULL,
  serial TEXT NOT NULL,
  dispensing TEXT NOT NULL,
  organisation TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (gtin, serial)
) STRICT, WITHOUT ROWID;
`,
} as const;

/** Forms of what was signed and may still be taken back before it is sent. */
export const migration = {
  version: 80,
  up: `
CREATE TABLE take_backs (
  item_id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until TEXT NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft))
) STRICT, WITHOUT ROWID;
CREATE INDEX take_backs_of_owner ON take_backs (owner, until);
`,
} as const;

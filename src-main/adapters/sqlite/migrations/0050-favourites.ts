/** What each prescriber writes often, by person. `kept` is 0 where it was only counted. */
export const migration = {
  version: 50,
  up: `
CREATE TABLE favourites (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  same TEXT NOT NULL,
  name TEXT NOT NULL,
  kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
  form TEXT NOT NULL CHECK (json_valid(form)),
  uses INTEGER NOT NULL CHECK (uses >= 0),
  last_used_at TEXT,
  rank REAL NOT NULL,
  UNIQUE (owner, same)
) STRICT, WITHOUT ROWID;
CREATE INDEX favourites_of_owner ON favourites (owner, rank DESC);
`,
} as const;

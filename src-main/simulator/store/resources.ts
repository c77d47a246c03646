import { type Connection } from './database.ts';

export type Key = Readonly<{ name: string; value: string }>;
export type Stored = Readonly<{ type: string; id: string; version: number; updatedMs: number; body: string }>;

type Row = { row: number; type: string; id: string; version: number; updated_ms: number; body: string };

const stored = (row: Row): Stored => ({
  type: row.type,
  id: row.id,
  version: row.version,
  updatedMs: row.updated_ms,
  body: row.body,
});

/** FHIR resources with their versions and the keys by which searches find them. */
export interface ResourceTable {
  insert(resource: Stored, keys: readonly Key[]): void;
  /** Keeps the old version; the keys of the old body go, those of the new one come. */
  replace(resource: Stored, oldKeys: readonly Key[], keys: readonly Key[]): void;
  read(type: string, id: string): Stored | null;
  readVersion(type: string, id: string, version: number): Stored | null;
  /** Newest first. */
  history(type: string, id: string): readonly Stored[];
  /** All that have one of the values under the name; oldest first. */
  byKey(type: string, name: string, values: readonly string[]): readonly Stored[];
  /** Those whose value begins so, at most `limit`. */
  byPrefix(type: string, name: string, prefix: string, limit: number): readonly Stored[];
}

export function resourceTable(db: Connection): ResourceTable {
  const add = db.prepare<[string, string, number, number, string]>(
    'INSERT INTO resource (type, id, version, updated_ms, body) VALUES (?, ?, ?, ?, ?)',
  );
  const keep = db.prepare<[string, string]>(
    'INSERT INTO resource_version SELECT row, version, updated_ms, body FROM resource WHERE type = ? AND id = ?',
  );
  const change = db.prepare<[number, number, string, string, string]>(
    'UPDATE resource SET version = ?, updated_ms = ?, body = ? WHERE type = ? AND id = ?',
  );
  const one = db.prepare<[string, string], Row>('SELECT * FROM resource WHERE type = ? AND id = ?');
  const old = db.prepare<[string, string, number], Row>(
    `SELECT r.row, r.type, r.id, v.version, v.updated_ms, v.body FROM resource r JOIN resource_version v ON v.row = r.row
     WHERE r.type = ? AND r.id = ? AND v.version = ?`,
  );
  const allOld = db.prepare<[string, string], Row>(
    `SELECT r.row, r.type, r.id, v.version, v.updated_ms, v.body FROM resource r JOIN resource_version v ON v.row = r.row
     WHERE r.type = ? AND r.id = ? ORDER BY v.version DESC`,
  );
  const addKey = db.prepare<[string, string, string, number]>(
    'INSERT OR IGNORE INTO search_key (type, name, value, row) VALUES (?, ?, ?, ?)',
  );
  const dropKey = db.prepare<[string, string, string, number]>(
    'DELETE FROM search_key WHERE type = ? AND name = ? AND value = ? AND row = ?',
  );
  const byKey = db.prepare<[string, string, string], Row>(
    'SELECT r.* FROM search_key k JOIN resource r ON r.row = k.row WHERE k.type = ? AND k.name = ? AND k.value = ? ORDER BY k.row',
  );
  const byPrefix = db.prepare<[string, string, string, string, number], Row>(
    `SELECT r.* FROM search_key k JOIN resource r ON r.row = k.row
     WHERE k.type = ? AND k.name = ? AND k.value >= ? AND k.value < ? ORDER BY k.value, k.row LIMIT ?`,
  );

  return {
    insert(resource, keys) {
      const { lastInsertRowid } = add.run(
        resource.type,
        resource.id,
        resource.version,
        resource.updatedMs,
        resource.body,
      );
      for (const key of keys) addKey.run(resource.type, key.name, key.value, Number(lastInsertRowid));
    },
    replace(resource, oldKeys, keys) {
      keep.run(resource.type, resource.id);
      change.run(resource.version, resource.updatedMs, resource.body, resource.type, resource.id);
      const row = one.get(resource.type, resource.id);
      if (!row) throw new Error('only a stored resource can be replaced');
      for (const key of oldKeys) dropKey.run(resource.type, key.name, key.value, row.row);
      for (const key of keys) addKey.run(resource.type, key.name, key.value, row.row);
    },
    read(type, id) {
      const row = one.get(type, id);
      return row ? stored(row) : null;
    },
    readVersion(type, id, version) {
      const row = one.get(type, id);
      if (!row) return null;
      if (row.version === version) return stored(row);
      const older = old.get(type, id, version);
      return older ? stored(older) : null;
    },
    history(type, id) {
      const row = one.get(type, id);
      return row ? [stored(row), ...allOld.all(type, id).map(stored)] : [];
    },
    byKey(type, name, values) {
      const seen = new Map<string, Stored>();
      for (const value of values) for (const row of byKey.all(type, name, value)) seen.set(row.id, stored(row));
      return [...seen.values()];
    },
    byPrefix: (type, name, prefix, limit) => [
      ...new Map(
        byPrefix.all(type, name, prefix, `${prefix}\u{10FFFF}`, limit).map(row => [row.id, stored(row)]),
      ).values(),
    ],
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, keysOf, openToLook, openToWrite } from '../../src-main/adapters/sqlite/connection.ts';
import { MIGRATIONS } from '../../src-main/adapters/sqlite/migrate.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { openStore, type StoreOptions } from '../../src-main/adapters/sqlite/open-store.ts';
import { AT, sha256 } from './store.builder.ts';

const folders: string[] = [];

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kantele-store-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const KEY = new Uint8Array(32).fill(7);

export const fileOf = (folder: string): string => join(folder, 'kantele.db');

export const storeOptions = (folder: string, change: Partial<StoreOptions> = {}): StoreOptions => ({
  path: fileOf(folder),
  key: KEY,
  profile: 'practice',
  clock: { now: () => AT },
  sha256,
  ...change,
});

export const tryToOpen = (folder: string, change: Partial<StoreOptions> = {}) =>
  openStore(storeOptions(folder, change));

export function openIn(folder: string, change: Partial<StoreOptions> = {}): Store {
  const opened = tryToOpen(folder, change);
  if (!opened.ok) throw new Error(`the store does not open: ${opened.error.code}`);
  return opened.value;
}

const TABLES = [
  'meta',
  'documents',
  'audit',
  'outbox',
  'delivery',
  'settings',
  'numbers',
  'queue_notes',
  'bases',
  'authorisations',
] as const;
type Row = Readonly<Record<string, unknown>>;
const columnsOf = (db: Connection, table: string): readonly string[] =>
  db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);

/** Writes the file of `folder` anew as the program of an older version made it, with the same rows. */
export function asMadeBy(version: number, folder: string): void {
  const keys = keysOf(KEY);
  const now = openToLook(fileOf(folder), 'sqlcipher', keys);
  const rows = new Map(TABLES.map(table => [table, now.prepare<[], Row>(`SELECT * FROM ${table}`).all()]));
  const application = now.pragma('application_id', { simple: true }) as number;
  now.close();
  for (const tail of ['', '-wal', '-shm']) rmSync(`${fileOf(folder)}${tail}`, { force: true });
  writeFileSync(fileOf(folder), '', { mode: 0o600 });
  const old = openToWrite(fileOf(folder), 'sqlcipher', keys);
  for (const { up } of MIGRATIONS.filter(migration => migration.version <= version)) old.exec(up);
  old.pragma(`user_version = ${version}`);
  old.pragma(`application_id = ${application}`);
  old.transaction(() => {
    for (const [table, all] of rows) {
      const columns = columnsOf(old, table);
      if (columns.length === 0) continue;
      const names = columns.map(name => `"${name}"`).join(', ');
      const put = old.prepare(`INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
      for (const row of all) put.run(...columns.map(name => row[name]));
    }
  })();
  old.close();
}

/** Work on the file of a closed store, beside it. */
export function rawly<T>(folder: string, work: (db: Connection) => T): T {
  const db = openToWrite(fileOf(folder), 'sqlcipher', keysOf(KEY));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

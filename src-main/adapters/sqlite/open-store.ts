import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { type Clock, type Sha256 } from '../../../shared/kernel/clock.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { StoreFault, type Store } from '../../app/ports/store.port.ts';
import {
  damageIn,
  keysOf,
  openPlainly,
  openToLook,
  openToWrite,
  type Cipher,
  type Connection,
  type StoreKeys,
} from './connection.ts';
import { storeCode, type StoreCode } from './faults.ts';
import { lockFolder, refuseNetworkDrive } from './folder-lock.ts';
import { takeSeat } from './lineage.ts';
import { migrate, MIGRATIONS, newestOf, versionOf, type Migration } from './migrate.ts';
import { SALT_BYTES, saltPath } from './salvage/pages.ts';
import { createSqliteStore } from './sqlite-store.ts';

export type StoreOptions = Readonly<{
  /** The database file; the folder around it belongs to this program alone. */
  path: string;
  /** 32 random bytes. */
  key: Uint8Array;
  profile: 'practice' | 'real';
  clock: Pick<Clock, 'now'>;
  sha256: Sha256;
  cipher?: Cipher;
  migrations?: readonly Migration[];
}>;

/** Marks the file as ours (sqlite.org/fileformat, section 1.3.16): "Kntl". */
const APPLICATION_ID = 0x4b6e746c;

/** Stands beside the database: tells a wrong key from a damaged file, and a lost file from a first start. */
export const keyCheckPath = (path: string): string => `${path}.key-check`;

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const keyFits = (path: string, keys: StoreKeys): boolean =>
  existsSync(keyCheckPath(path)) && readFileSync(keyCheckPath(path), 'utf8').trim() === keys.check;

const isEmpty = (path: string): boolean => !existsSync(path) || statSync(path).size === 0;

/** The salt of a file that has just opened, kept beside it for the day when it does not (`salvage/`). */
function keepSalt(path: string): void {
  const salt = Buffer.alloc(SALT_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, salt, 0, SALT_BYTES, 0) < SALT_BYTES) return;
  } finally {
    closeSync(file);
  }
  const kept = saltPath(path);
  if (existsSync(kept) && readFileSync(kept).equals(salt)) return;
  writeFileSync(kept, salt, { mode: 0o600, flush: true });
}

/**
 * Looks at an existing file through a connection that cannot write: a file that is not ours to open must stay as it is.
 * @throws StoreFault when it is damaged, newer, of another key or of another profile
 */
function inspect(options: StoreOptions, cipher: Cipher, keys: StoreKeys, migrations: readonly Migration[]): void {
  const db = openToLook(options.path, cipher, keys);
  try {
    const version = readable(db, () => versionOf(db), keyFits(options.path, keys) ? 'DB-0003' : 'DB-0002');
    if (version > newestOf(migrations)) throw new StoreFault('DB-0001');
    const damage = damageIn(db);
    if (damage !== null) throw new StoreFault(damage);
    if (version > 0) requireProfile(db, options.profile);
  } finally {
    db.close();
  }
}

/** The first page does not open: with the right key that is damage, with another key it is the key. */
export function readable<T>(db: Connection, read: () => T, otherwise: StoreCode): T {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return read();
  } catch (error) {
    if (storeCode(error) === 'DB-0003') throw new StoreFault(otherwise);
    throw error;
  }
}

export function requireProfile(db: Connection, profile: string): void {
  const row = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'profile'").pluck().get();
  if (row !== profile || db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new StoreFault('DB-0006');
}

function prepareFolder(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseNetworkDrive(folder);
  accessSync(folder, constants.W_OK);
}

/** A database that once was here and is gone or empty is damage: a fresh empty one would hide what was lost. */
function prepareFile(path: string): 'new' | 'existing' {
  if (existsSync(path) && !statSync(path).isFile()) throw new StoreFault('DB-0007');
  if (!isEmpty(path)) return 'existing';
  if (existsSync(keyCheckPath(path))) throw new StoreFault('DB-0003');
  if (!existsSync(path)) writeNew(path, '');
  return 'new';
}

/**
 * The making of the file was cut off by a loss of power before anything was kept in it: only then is there a rollback journal
 * (afterwards changes go to a WAL), and the key check, which is written last, is missing. SQLite takes back what it began,
 * which a connection that only looks cannot do.
 */
function takeBackUnfinished(path: string, cipher: Cipher, keys: StoreKeys): void {
  if (existsSync(keyCheckPath(path)) || !existsSync(`${path}-journal`) || isEmpty(path)) return;
  const db = openPlainly(path, cipher, keys);
  try {
    readable(db, () => versionOf(db), 'DB-0002');
  } finally {
    db.close();
  }
}

function openFile(
  options: StoreOptions,
  cipher: Cipher,
  keys: StoreKeys,
  migrations: readonly Migration[],
): Connection {
  takeBackUnfinished(options.path, cipher, keys);
  if (prepareFile(options.path) === 'existing') inspect(options, cipher, keys, migrations);
  const db = openToWrite(options.path, cipher, keys);
  try {
    const now = options.clock.now();
    migrate(db, { path: options.path, cipher, keys }, now, migrations, () => {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      const put = db.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?)');
      put.run('profile', options.profile);
      put.run('install', randomUUID());
      put.run('created', now);
    });
    takeSeat(db, options.path, now);
    keepSalt(options.path);
    if (!existsSync(keyCheckPath(options.path))) writeNew(keyCheckPath(options.path), `${keys.check}\n`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the one encrypted file of a data folder, and makes it on first use. Never overwrites or repairs: whatever is not as
 * it should be is refused with its code and stays as it was.
 * Codes: DB-0001 newer version, DB-0002 wrong key, DB-0003 damaged, DB-0004 disk full, DB-0005 disk fault,
 * DB-0006 other profile or other process, DB-0007 not writable or a network drive.
 */
export function openStore(options: StoreOptions): Result<Store, Readonly<{ code: StoreCode }>> {
  const cipher = options.cipher ?? 'sqlcipher';
  const keys = keysOf(options.key);
  try {
    prepareFolder(options.path);
    const lock = lockFolder(dirname(options.path));
    try {
      const db = openFile(options, cipher, keys, options.migrations ?? MIGRATIONS);
      return ok(createSqliteStore(db, { path: options.path, cipher, keys, sha256: options.sha256, lock }));
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    const code = storeCode(error);
    if (code === null) throw error;
    return fail({ code });
  }
}

import Database from 'better-sqlite3';
import { hkdfSync } from 'node:crypto';
import { type StoreCode } from './faults.ts';
import { StoreFault } from '../../app/ports/store.port.ts';

export type Connection = Database.Database;

/**
 * `sqlcipher`: AES-256 in CBC mode with HMAC-SHA512 on every page, form 4, readable by other tools. `aegis`: AEGIS-256, needs
 * AES instructions and costs almost nothing. Both refuse a changed page.
 */
export type Cipher = 'sqlcipher' | 'aegis';

/** Keys for one purpose each, derived from the data key (RFC 5869), so that the key of the file cannot seal a log row. */
export type StoreKeys = Readonly<{ database: Uint8Array; seal: Uint8Array; check: string }>;

/** @param key 32 random bytes, never a passphrase */
export function keysOf(key: Uint8Array): StoreKeys {
  if (key.length !== 32) throw new RangeError('the database key has 32 bytes');
  const derived = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `kantele ${purpose}`, 32));
  return {
    database: derived('database'),
    seal: derived('audit'),
    check: Buffer.from(derived('key check')).toString('hex'),
  };
}

type Pragma = readonly [name: string, wanted: string, reads: string | number];

/** SQLite ignores or resets a pragma in silence, and this build's own defaults differ: each is set in this order and read back. */
export const PRAGMAS: readonly Pragma[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // Without it REPLACE deletes a row behind the back of the triggers that refuse DELETE.
  ['recursive_triggers', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['temp_store', 'MEMORY', 2],
  ['secure_delete', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['cell_size_check', 'ON', 1],
  // In KiB: the whole working set, because every page read from the disk is deciphered.
  ['cache_size', '-32000', -32_000],
  // In pages, 8 to 16 MB: a checkpoint deciphers and enciphers every page once more, so hot pages are gathered first.
  ['wal_autocheckpoint', '4000', 4000],
];

/**
 * Bytes of a page. An act touches a few bytes on each of eight pages and every touched page is enciphered whole: without AES
 * instructions smaller pages make an act a third cheaper, with them they gain nothing.
 */
export const PAGE_BYTES: Readonly<Record<Cipher, number>> = { sqlcipher: 2048, aegis: 4096 };

function present(db: Connection, cipher: Cipher, key: Uint8Array): void {
  db.pragma(`cipher = '${cipher}'`);
  if (cipher === 'sqlcipher') {
    db.pragma('legacy = 4');
    db.pragma(`legacy_page_size = ${PAGE_BYTES.sqlcipher}`);
  }
  db.pragma(`page_size = ${PAGE_BYTES[cipher]}`);
  db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
}

/** A connection that cannot change the file; for looking before touching. */
export function openToLook(path: string, cipher: Cipher, keys: StoreKeys): Connection {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    present(db, cipher, keys.database);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection to a file that nobody else has open, as it comes: for a copy that is being made. */
export function openPlainly(path: string, cipher: Cipher, keys: StoreKeys): Connection {
  const db = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    present(db, cipher, keys.database);
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws StoreFault DB-0005 when a pragma does not hold: durability or secrecy would be lost without a word */
export function openToWrite(path: string, cipher: Cipher, keys: StoreKeys): Connection {
  const db = new Database(path, { fileMustExist: true, timeout: 5000 });
  try {
    present(db, cipher, keys.database);
    for (const [name, wanted, reads] of PRAGMAS) {
      db.pragma(`${name} = ${wanted}`);
      if (db.pragma(name, { simple: true }) !== reads) throw new StoreFault('DB-0005');
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Checks every page and its seal. Null when the file is whole. */
export function damageIn(db: Connection): StoreCode | null {
  return db.pragma('quick_check(1)', { simple: true }) === 'ok' ? null : 'DB-0003';
}

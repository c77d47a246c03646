import Database from 'better-sqlite3';
import { StoreFault } from '../../app/ports/store.port.ts';

export type StoreCode = StoreFault['code'];

/**
 * Primary result codes of SQLite (sqlite.org/rescode.html). An extended code (`SQLITE_IOERR_FSYNC`) counts as its primary.
 * What is not here (constraint, misuse, ...) is a bug of ours and is thrown as it is.
 */
const CODE_OF_SQLITE: ReadonlyMap<string, StoreCode> = new Map([
  ['SQLITE_NOTADB', 'DB-0003'],
  ['SQLITE_CORRUPT', 'DB-0003'],
  ['SQLITE_FULL', 'DB-0004'],
  ['SQLITE_IOERR', 'DB-0005'],
  ['SQLITE_BUSY', 'DB-0006'],
  ['SQLITE_LOCKED', 'DB-0006'],
  ['SQLITE_PROTOCOL', 'DB-0006'],
  ['SQLITE_READONLY', 'DB-0007'],
  ['SQLITE_CANTOPEN', 'DB-0007'],
  ['SQLITE_PERM', 'DB-0007'],
  ['SQLITE_AUTH', 'DB-0007'],
]);

/** errno names of Node's file calls. */
const CODE_OF_ERRNO: ReadonlyMap<string, StoreCode> = new Map([
  ['EACCES', 'DB-0007'],
  ['EPERM', 'DB-0007'],
  ['EROFS', 'DB-0007'],
  ['ENOTDIR', 'DB-0007'],
  ['EISDIR', 'DB-0007'],
  ['EEXIST', 'DB-0007'],
  ['ENOSPC', 'DB-0004'],
  ['EDQUOT', 'DB-0004'],
  ['EIO', 'DB-0005'],
]);

function primary(code: string): string {
  const [prefix, name] = code.split('_');
  return `${prefix}_${name}`;
}

/** The code of a refusal by the disk or the file; null when the error is a bug. */
export function storeCode(error: unknown): StoreCode | null {
  if (error instanceof StoreFault) return error.code;
  if (error instanceof Database.SqliteError) return CODE_OF_SQLITE.get(primary(error.code)) ?? null;
  const errno = (error as { code?: unknown } | null)?.code;
  return typeof errno === 'string' ? (CODE_OF_ERRNO.get(errno) ?? null) : null;
}

/** Runs file or database work; a refusal of the disk is thrown as `StoreFault`, everything else as it is. */
export function withStoreFaults<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = storeCode(error);
    if (code === null) throw error;
    throw new StoreFault(code);
  }
}

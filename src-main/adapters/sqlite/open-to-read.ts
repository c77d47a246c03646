import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type AuditEvent } from '../../app/ports/store/audit-log.port.ts';
import { StoreFault, type Store, type Tx } from '../../app/ports/store.port.ts';
import { keysOf, openToLook, openToWrite, type Connection } from './connection.ts';
import { storeCode, withStoreFaults, type StoreCode } from './faults.ts';
import { readable, requireProfile, type StoreOptions } from './open-store.ts';
import { MIGRATIONS, newestOf, versionOf } from './migrate.ts';
import { openAuditLog } from './repositories/audit.ts';
import { openSettings } from './repositories/single-tables.ts';
import { createSqliteStore } from './sqlite-store.ts';

export type ReadOptions = Omit<StoreOptions, 'clock' | 'migrations'>;

function inspected(options: ReadOptions): Connection {
  if (!existsSync(options.path)) throw new StoreFault('DB-0007');
  const db = openToLook(options.path, options.cipher ?? 'sqlcipher', keysOf(options.key));
  try {
    const version = readable(db, () => versionOf(db), 'DB-0002');
    if (version !== newestOf(MIGRATIONS)) throw new StoreFault('DB-0001');
    requireProfile(db, options.profile);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the database beside a host that may be running: nothing is locked, migrated, marked or written. For commands that
 * look. Codes: DB-0001 another version, DB-0002 wrong key or damaged, DB-0006 other profile, DB-0007 not there.
 */
export function openStoreToRead(options: ReadOptions): Result<Store, Readonly<{ code: StoreCode }>> {
  const { path, cipher = 'sqlcipher', key, sha256 } = options;
  try {
    const db = withStoreFaults(() => inspected(options));
    return ok(
      createSqliteStore(db, {
        path,
        cipher,
        keys: keysOf(key),
        sha256,
        lock: { release: () => undefined },
        readOnly: true,
      }),
    );
  } catch (error) {
    const code = storeCode(error);
    if (code === null) throw error;
    return fail({ code });
  }
}

/**
 * One line of the log from a command: what it shows of patients stands there like what the screens show. SQLite lets the
 * host and the command write in turns, and the host reads the end of the log anew in each transaction.
 * @throws StoreFault when it cannot be written: then nothing may be shown
 */
export function appendToLog(
  options: ReadOptions,
  event: AuditEvent,
  also: (tx: Pick<Tx, 'settings'>) => void = () => {},
): void {
  const keys = keysOf(options.key);
  withStoreFaults(() => {
    const db = openToWrite(options.path, options.cipher ?? 'sqlcipher', keys);
    try {
      const log = openAuditLog(db, options.sha256, keys.seal);
      const settings = openSettings(db);
      db.transaction(() => {
        log.append(event);
        also({ settings });
      }).immediate();
    } finally {
      db.close();
    }
  });
}

import { copyFileSync, existsSync, fsyncSync, openSync, closeSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { StoreFault } from '../../app/ports/store.port.ts';
import { keysOf, openToLook, type Connection } from './connection.ts';
import { storeCode, withStoreFaults, type StoreCode } from './faults.ts';
import { lockFolder } from './folder-lock.ts';
import { backupTime } from './lineage.ts';
import { keyCheckPath, readable } from './open-store.ts';
import { openStoreToRead, type ReadOptions } from './open-to-read.ts';

/** What a restore drill finds in a backup. */
export type BackupReport = Readonly<{
  /** Null for a database that is no copy made by the product. */
  madeAt: Instant | null;
  documents: number;
  queued: number;
  unsent: number;
  logRows: number;
  brokenLink: number | null;
  brokenRow: number | null;
}>;

const counted = (db: Connection, table: 'documents' | 'outbox' | 'audit'): number =>
  db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;

function facts(options: ReadOptions): Pick<BackupReport, 'madeAt' | 'documents' | 'queued' | 'logRows'> {
  const db = openToLook(options.path, options.cipher ?? 'sqlcipher', keysOf(options.key));
  try {
    // The whole check: every page, every index against its table.
    const whole = readable(db, () => db.pragma('integrity_check(1)', { simple: true }), 'DB-0002');
    if (whole !== 'ok') throw new StoreFault('DB-0003');
    return {
      madeAt: backupTime(db),
      documents: counted(db, 'documents'),
      queued: counted(db, 'outbox'),
      logRows: counted(db, 'audit'),
    };
  } finally {
    db.close();
  }
}

/** Opens a backup with the key, checks every page and both chains, and counts. It stays as it is. */
export function checkBackup(options: ReadOptions): Result<BackupReport, Readonly<{ code: StoreCode }>> {
  try {
    if (!existsSync(options.path)) return fail({ code: 'DB-0007' });
    const found = withStoreFaults(() => facts(options));
    const opened = openStoreToRead(options);
    if (!opened.ok) return opened;
    try {
      return ok(
        opened.value.read(tx => ({
          ...found,
          unsent: tx.outbox.list('open', found.queued).length,
          brokenLink: tx.outbox.firstBrokenLink(),
          brokenRow: tx.audit.firstBrokenRow(),
        })),
      );
    } finally {
      opened.value.close();
    }
  } catch (error) {
    const code = storeCode(error);
    if (code === null) throw error;
    return fail({ code });
  }
}

function synced(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const PARTS = ['', '-wal', '-shm'] as const;

/**
 * Puts a backup in the place of the database. What lay there is kept aside under another name, with its log; the restored
 * file knows what it is, so that its queue asks before it sends. Nothing may have the folder open.
 * @returns where the former database lies now, null when there was none
 * @throws StoreFault DB-0006 when a host runs on the folder
 */
export function putBack(options: ReadOptions, backup: string, at: Instant): string | null {
  return withStoreFaults(() => {
    const { path } = options;
    const lock = lockFolder(dirname(path));
    try {
      const draft = `${path}.part`;
      rmSync(draft, { force: true });
      copyFileSync(backup, draft);
      synced(draft);
      const aside = `${path}.before-restore.${at.replaceAll(':', '-')}`;
      const was = existsSync(path);
      for (const part of PARTS) if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${aside}${part}`);
      renameSync(draft, path);
      if (!existsSync(keyCheckPath(path)))
        writeFileSync(keyCheckPath(path), `${keysOf(options.key).check}\n`, { mode: 0o600, flag: 'wx', flush: true });
      if (process.platform !== 'win32') synced(dirname(path));
      return was ? aside : null;
    } finally {
      lock.release();
    }
  });
}

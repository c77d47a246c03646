import Database from 'better-sqlite3';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFault } from '../../app/ports/store.port.ts';

/** Holds the data folder for this process; the operating system lets go of it when the process dies. */
export type FolderLock = Readonly<{ release(): void }>;

/**
 * An exclusive transaction on an empty file: a real lock of the operating system, unlike a file with a process number in it,
 * which outlives a crash.
 * @throws StoreFault DB-0006 when another process, or another store of this one, holds the folder
 */
export function lockFolder(folder: string): FolderLock {
  const db = new Database(join(folder, 'kantele.lock'), { timeout: 0 });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw error;
  }
  return { release: () => db.close() };
}

/** File system types of Linux (statfs(2)) that live on another machine: SQLite's locks do not hold there. */
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB2
  0xff534d42, // CIFS
  0x5346414f, // AFS
  0x01021997, // 9P
]);

/** @throws StoreFault DB-0007 when the folder lies on a network drive */
export function refuseNetworkDrive(folder: string): void {
  const unc = /^(\\\\|\/\/)[^\\/]/.test(folder);
  if (unc || NETWORK_FILE_SYSTEMS.has(statfsSync(folder).type)) throw new StoreFault('DB-0007');
}

import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant } from '../../../shared/kernel/time.ts';

const MEGABYTE = 1_048_576;

/** Free space for this user on the disk of the folder, whole megabytes; null when the system does not tell. */
export function freeDiskMegabytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / MEGABYTE);
  } catch {
    return null;
  }
}

/** A name for the backup of a moment, in the folder `backups` of the data folder, which only this user can read. */
export function newBackupPath(dataDir: string, at: Instant): string {
  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `kantele-${at.replaceAll(':', '-')}.backup`);
}

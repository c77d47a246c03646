import { statfsSync } from 'node:fs';

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

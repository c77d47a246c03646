import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { type MedicineVersion, type MedicineVersionFiles } from '../../app/ports/medicine-versions.port.ts';
import { readCover } from './register-text.ts';

/** Names of folders and files that are taken from a service: nothing else reaches the disk. */
const ID = /^\d{4}\.\d{3}$/;
const FILE = /^[a-z0-9-]{1,40}\.txt$/;
const COVER = 'saate.txt';

export type VersionFolder = Readonly<{ version: MedicineVersion; directory: string }>;

/** The version that a folder holds by its cover; null where it holds none. */
export function versionIn(directory: string): VersionFolder | null {
  try {
    const cover = readCover(readFileSync(join(directory, COVER), 'latin1'));
    return cover === null || !isLocalDate(cover.date)
      ? null
      : { version: { id: cover.id, from: cover.date }, directory };
  } catch {
    return null; // no such folder, or no cover in it
  }
}

/** Versions that were stored before, in any order; what a broken write left behind is no version. */
export function storedVersions(parent: string): readonly VersionFolder[] {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  return readdirSync(parent).flatMap(name => (ID.test(name) ? (versionIn(join(parent, name)) ?? []) : []));
}

const coverOf = ({ id, from }: MedicineVersion): string => {
  const [year, month, day] = from.split('-').map(Number);
  return `Perusrekisteri  Ajopvm: ${day}.${month}.${year}  Aineistoer\u00e4: ${id.replace('.', '/')}\r\n`;
};

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Writes a version beside the others under a name that is none yet; `keep` gives it its name, `drop` takes it away. After a
 * power cut it is there whole or not at all.
 * @throws Error when the disk does not take it, or a name is not one of a version
 */
export function writeVersion(parent: string, version: MedicineVersion, files: MedicineVersionFiles) {
  if (!ID.test(version.id) || [...files.keys()].some(name => !FILE.test(name)))
    throw new Error('not a name of a version');
  const draft = join(parent, `${version.id}.new`);
  const directory = join(parent, version.id);
  const drop = (): void => rmSync(draft, { recursive: true, force: true });
  drop();
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of files) writeWhole(join(draft, name), bytes);
  writeWhole(join(draft, COVER), new Uint8Array(Buffer.from(coverOf(version), 'latin1')));
  syncFolder(draft);
  return {
    draft,
    drop,
    keep(): VersionFolder {
      rmSync(directory, { recursive: true, force: true });
      renameSync(draft, directory);
      syncFolder(parent);
      return { version, directory };
    },
  };
}

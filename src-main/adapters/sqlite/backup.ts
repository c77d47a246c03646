import { closeSync, constants, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Instant } from '../../../shared/kernel/time.ts';
import { openPlainly, type Cipher, type Connection, type StoreKeys } from './connection.ts';
import { StoreFault } from '../../app/ports/store.port.ts';
import { markAsBackup } from './lineage.ts';

export type CopySource = Readonly<{ path: string; cipher: Cipher; keys: StoreKeys }>;

function sync(path: string): void {
  const file = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * A whole copy under the same cipher and key, of one consistent moment, while others may write. `VACUUM INTO` and not the
 * backup interface, which gives an encrypted file no encrypted copy. Marked as a copy, synced, and only then given its name:
 * a half-made backup never looks like one.
 * @throws StoreFault DB-0007 when something lies at `to` already; a backup is never written over
 */
export function copyInto(db: Connection, source: Omit<CopySource, 'path'>, to: string, at: Instant): void {
  if (existsSync(to)) throw new StoreFault('DB-0007');
  const draft = `${to}.part`;
  rmSync(draft, { force: true });
  // Made empty first, which SQLite accepts: a copy that others can read would be one however short.
  writeFileSync(draft, '', { mode: 0o600, flag: 'wx' });
  try {
    db.prepare('VACUUM INTO ?').run(draft);
    const copy = openPlainly(draft, source.cipher, source.keys);
    try {
      markAsBackup(copy, at);
    } finally {
      copy.close();
    }
    sync(draft);
    renameSync(draft, to);
    if (process.platform !== 'win32') sync(dirname(to));
  } finally {
    rmSync(draft, { force: true });
  }
}

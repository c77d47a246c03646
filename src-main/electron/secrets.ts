import type { SafeStorage } from 'electron';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'database.key.wrapped';
const KEY_BYTES = 32;

export class KeystoreRefused extends Error {
  constructor(why: 'no-keystore' | 'basic-text' | 'unreadable') {
    super(why);
  }
}

/**
 * The key of the database, wrapped by the operating system's keystore. On Linux without a keyring Electron would wrap with a
 * fixed password: that is refused, because it protects nothing.
 */
export function keystoreSecrets(
  storage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'>,
  dataDir: string,
  platform: NodeJS.Platform,
): { kind: 'osKeystore'; databaseKey(): Uint8Array } {
  if (!storage.isEncryptionAvailable()) throw new KeystoreRefused('no-keystore');
  if (platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text')
    throw new KeystoreRefused('basic-text');
  const path = join(dataDir, FILE);
  const make = (): Uint8Array => {
    const key = randomBytes(KEY_BYTES);
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, storage.encryptString(key.toString('base64')));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return key;
  };
  const read = (): Uint8Array => {
    try {
      const key = Buffer.from(storage.decryptString(readFileSync(path)), 'base64');
      if (key.length === KEY_BYTES) return key;
    } catch {
      // Another user's keystore, or a damaged file: never replaced by a new key, which would lose the database.
    }
    throw new KeystoreRefused('unreadable');
  };
  return { kind: 'osKeystore', databaseKey: () => (existsSync(path) ? read() : make()) };
}

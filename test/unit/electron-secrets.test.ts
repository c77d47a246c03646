import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keystoreSecrets, KeystoreRefused } from '../../src-main/electron/secrets.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kantele-keystore-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keystore = (
  change: Partial<Parameters<typeof keystoreSecrets>[0]> = {},
): Parameters<typeof keystoreSecrets>[0] => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: text => Buffer.from([...Buffer.from(text)].map(byte => byte ^ 0x5a)),
  decryptString: bytes => Buffer.from([...bytes].map(byte => byte ^ 0x5a)).toString(),
  ...change,
});

test('the key is made once, wrapped, and readable by its owner only', () => {
  const first = keystoreSecrets(keystore(), folder, 'linux').databaseKey();
  const again = keystoreSecrets(keystore(), folder, 'linux').databaseKey();
  expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  expect(first).toHaveLength(32);
  const file = join(folder, 'database.key.wrapped');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file).includes(Buffer.from(first))).toBe(false);
  expect(readFileSync(file, 'utf8').includes(Buffer.from(first).toString('base64'))).toBe(false);
});

test('a keystore that protects nothing is refused', () => {
  expect(() => keystoreSecrets(keystore({ getSelectedStorageBackend: () => 'basic_text' }), folder, 'linux')).toThrow(
    KeystoreRefused,
  );
  expect(() => keystoreSecrets(keystore({ isEncryptionAvailable: () => false }), folder, 'win32')).toThrow(
    KeystoreRefused,
  );
  expect(() =>
    keystoreSecrets(keystore({ getSelectedStorageBackend: () => 'basic_text' }), folder, 'darwin'),
  ).not.toThrow();
});

test('a wrapped key that cannot be read is never replaced', () => {
  const file = join(folder, 'database.key.wrapped');
  writeFileSync(file, 'damaged');
  const secrets = keystoreSecrets(
    keystore({
      decryptString: () => {
        throw new Error('other user');
      },
    }),
    folder,
    'linux',
  );
  expect(() => secrets.databaseKey()).toThrow(KeystoreRefused);
  expect(readFileSync(file, 'utf8')).toBe('damaged');
});

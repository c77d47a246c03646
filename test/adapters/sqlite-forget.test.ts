/** Forgotten is gone: from the pages of the file and from the log before it, not only from the lists. */
import { createDecipheriv } from 'node:crypto';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordRow } from '../../shared/domain/records/record.ts';
import { keysOf, openPlainly } from '../../src-main/adapters/sqlite/connection.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { aFolder, fileOf, KEY, openIn, removeFolders } from '../builders/sqlite.builder.ts';
import { AT } from '../builders/store.builder.ts';

const SENTINEL = 'Salainenlaakevalmiste';
let folder = '';
let path = '';
let store: Store;
beforeEach(() => {
  folder = aFolder();
  path = fileOf(folder);
  store = openIn(folder, { cipher: 'sqlcipher' });
});
afterEach(() => {
  store.close();
  removeFolders();
});

const PAGE = 2048;
/** Of each page: 16 bytes of starting value, then the seal (SQLCipher, form 4). */
const RESERVED = 80;
const SALT = 16;

/** Every page of a file as it lies there, deciphered here and not by SQLite, so that free pages are read too. */
function pagesOf(file: string): string {
  const bytes = readFileSync(file);
  const { database } = keysOf(KEY);
  const pages = Array.from({ length: bytes.length / PAGE }, (_, n) => {
    const page = bytes.subarray(n * PAGE, (n + 1) * PAGE);
    const start = page.subarray(PAGE - RESERVED, PAGE - RESERVED + 16);
    const decipher = createDecipheriv('aes-256-cbc', database, start).setAutoPadding(false);
    return decipher.update(page.subarray(n === 0 ? SALT : 0, PAGE - RESERVED)).toString('latin1');
  });
  return pages.join('\n');
}

/** The pages that would be left if deleting did not overwrite. */
function pagesWithoutOverwriting(): string {
  const copy = join(folder, 'copy.db');
  copyFileSync(path, copy);
  const db = openPlainly(copy, 'sqlcipher', keysOf(KEY));
  db.pragma('secure_delete = OFF');
  db.exec('DELETE FROM cache');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return pagesOf(copy);
}
const logBytes = (): number => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** Long enough to fill pages of its own. */
const rows = Array.from({ length: 200 }, (_, n) => ({ name: `${SENTINEL}-${n}`, filler: 'x'.repeat(100) }));

test('a dropped list leaves no word in the file or its log', () => {
  store.write(tx => {
    tx.cache.putPrescriptions('p-1', rows as unknown as readonly PrescriptionRow[], AT);
    tx.cache.putRecords('p-1', rows as unknown as readonly RecordRow[], AT);
  });
  store.forgetDeleted();
  expect(logBytes()).toBe(0);
  expect(readFileSync(path, 'latin1')).not.toContain(SENTINEL);
  // The reading is a true one: what is kept is found, and what was deleted without overwriting is found too.
  expect(pagesOf(path)).toContain(`${SENTINEL}-7`);
  expect(pagesWithoutOverwriting()).toContain(SENTINEL);

  store.write(tx => {
    tx.cache.drop('prescriptions', 'p-1');
    tx.cache.drop('records', 'p-1');
  });
  store.forgetDeleted();
  expect(logBytes()).toBe(0);
  expect(pagesOf(path).includes(SENTINEL)).toBe(false);
});

test('a list that is replaced by its own part leaves nothing of the rest', () => {
  store.write(tx => tx.cache.putPrescriptions('p-1', rows as unknown as readonly PrescriptionRow[], AT));
  store.forgetDeleted();
  store.write(tx =>
    tx.cache.putPrescriptions('p-1', [{ name: 'oma' }] as unknown as readonly PrescriptionRow[], AT, undefined, 'own'),
  );
  store.forgetDeleted();
  const pages = pagesOf(path);
  expect(pages.includes('oma')).toBe(true);
  expect(pages.includes(SENTINEL)).toBe(false);
});

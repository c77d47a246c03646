import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src-main/adapters/sqlite/migrate.ts';
import { aFolder, fileOf, openIn } from '../builders/sqlite.builder.ts';
import { anItem } from '../builders/store.builder.ts';

const restoredIn = (folder: string): string | null => {
  const store = openIn(folder);
  const restored = store.read(tx => tx.lineage.restored());
  store.close();
  return restored?.how ?? null;
};

const serialIn = (folder: string): unknown => {
  const store = openIn(folder);
  const serial = store.read(tx => tx.settings.get('installationSerial'));
  store.close();
  return serial;
};

/** A closed database that was opened `times` times, with an item and a serial of documents. */
function used(times = 2): string {
  const folder = aFolder();
  for (let n = 0; n < times; n += 1) {
    const store = openIn(folder);
    if (n === 0)
      store.write(tx => {
        tx.outbox.add(anItem());
        tx.settings.put('installationSerial', '123456');
      });
    store.close();
  }
  return folder;
}

type Seat = Readonly<{ place: string; tokens: readonly string[] }>;
const seatOf = (folder: string): Seat => JSON.parse(readFileSync(`${fileOf(folder)}.seat`, 'utf8')) as Seat;

const aside = (): string => mkdtempSync(join(tmpdir(), 'kantele-aside-'));

describe('whether this is the file that was written here last', () => {
  test('opened again and again it is, and its documents keep their serial', () => {
    const folder = used(4);
    expect(restoredIn(folder)).toBeNull();
    expect(serialIn(folder)).toBe('123456');
  });

  test('an older copy in its place is found, until the queue has asked; document numbers go on under another serial', () => {
    const folder = used();
    const kept = aside();
    copyFileSync(fileOf(folder), join(kept, 'old.db'));
    openIn(folder).close();
    copyFileSync(join(kept, 'old.db'), fileOf(folder));
    expect(restoredIn(folder)).toBe('older');
    expect(restoredIn(folder)).toBe('older');
    const store = openIn(folder);
    store.write(tx => tx.lineage.settled());
    store.close();
    expect(restoredIn(folder)).toBeNull();
    expect(serialIn(folder)).toBeUndefined();
    rmSync(kept, { recursive: true });
  });

  test('the whole folder copied elsewhere is found, and the original stays what it is', () => {
    const folder = used();
    const clone = join(aside(), 'clone');
    cpSync(folder, clone, { recursive: true });
    expect(restoredIn(clone)).toBe('elsewhere');
    expect(restoredIn(folder)).toBeNull();
  });

  test('a file without its seat, or with a seat that is no seat, came from elsewhere', () => {
    for (const text of [null, '', '{"place":1}', 'null', '[]']) {
      const folder = used();
      rmSync(`${fileOf(folder)}.seat`);
      if (text !== null) writeFileSync(`${fileOf(folder)}.seat`, text);
      expect([text, restoredIn(folder)]).toEqual([text, 'elsewhere']);
    }
  });

  test('a stop between the seat and the database is no restore', () => {
    const folder = used();
    const kept = aside();
    copyFileSync(fileOf(folder), join(kept, 'before.db'));
    const before = seatOf(folder);
    openIn(folder).close();
    const after = seatOf(folder);
    copyFileSync(join(kept, 'before.db'), fileOf(folder));
    const tokens = [...after.tokens, ...before.tokens];
    writeFileSync(`${fileOf(folder)}.seat`, JSON.stringify({ ...after, tokens }));
    expect(restoredIn(folder)).toBeNull();
    rmSync(kept, { recursive: true });
  });

  test('the copy that a migration makes says what it is, wherever it is put', () => {
    const folder = used();
    openIn(folder, {
      migrations: [...MIGRATIONS, { version: 9990, up: 'ALTER TABLE settings ADD COLUMN note TEXT' }],
    }).close();
    const [copy = ''] = readdirSync(join(folder, 'backups'));
    const other = used();
    copyFileSync(join(folder, 'backups', copy), fileOf(other));
    expect(restoredIn(other)).toBe('backup');
    copyFileSync(join(folder, 'backups', copy), fileOf(folder));
    expect(restoredIn(folder)).toBe('backup');
  });
});

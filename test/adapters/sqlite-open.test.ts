import Database from 'better-sqlite3';
import { createHmac } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { keysOf, openToLook, PRAGMAS } from '../../src-main/adapters/sqlite/connection.ts';
import { storeCode } from '../../src-main/adapters/sqlite/faults.ts';
import { refuseNetworkDrive } from '../../src-main/adapters/sqlite/folder-lock.ts';
import { MIGRATIONS, newestOf } from '../../src-main/adapters/sqlite/migrate.ts';
import { sealer } from '../../src-main/adapters/sqlite/seal.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import {
  aFolder,
  fileOf,
  KEY,
  openIn,
  rawly,
  removeFolders,
  storeOptions,
  tryToOpen,
} from '../builders/sqlite.builder.ts';
import { aDocument, anEvent, anItem, aStoredPatient, sha256 } from '../builders/store.builder.ts';

afterAll(removeFolders);

const CHILD = new URL('./sqlite-open.child.ts', import.meta.url).pathname;
/** Bytes of a page under the default cipher. */
const PAGE = 2048;
const hashOf = (path: string): string => sha256(readFileSync(path));
const codeOf = (opened: ReturnType<typeof tryToOpen>): string => {
  if (!opened.ok) return opened.error.code;
  opened.value.close();
  return 'opened';
};

/** A closed database with something in every append-only table. */
function filled(): string {
  const folder = aFolder();
  const store = openIn(folder);
  store.write(tx => {
    tx.patients.put(aStoredPatient({ family: 'Sentinelinen' }));
    tx.audit.append(anEvent());
    tx.documents.add(aDocument());
    tx.outbox.add(anItem());
    for (let n = 0; n < 400; n += 1) tx.patients.put(aStoredPatient({ id: `x-${n}`, street: 'Katu '.repeat(40) }));
  });
  store.close();
  return folder;
}

describe('opening', () => {
  test('what was written is there after closing and opening, in a file that only this user can read', () => {
    const folder = filled();
    const store = openIn(folder);
    expect(store.read(tx => [tx.patients.count(), tx.outbox.list('all', 5).length, tx.audit.latest(5).length])).toEqual(
      [401, 1, 1],
    );
    expect(store.info()).toEqual({ schemaVersion: newestOf(MIGRATIONS), cipher: 'sqlcipher', ok: true });
    store.close();
    expect(statSync(fileOf(folder)).mode & 0o077).toBe(0);
  });

  test('every pragma holds', () => {
    const folder = filled();
    const read = rawly(folder, db => PRAGMAS.map(([name]) => [name, db.pragma(name, { simple: true })]));
    expect(read).toEqual(PRAGMAS.map(([name, , reads]) => [name, reads]));
  });

  test('nothing of a patient is readable in any file, while open and after', () => {
    const folder = aFolder();
    const store = openIn(folder);
    store.write(tx => tx.patients.put(aStoredPatient({ family: 'Sentinelinen', identityCode: '010190-999W' })));
    const clear = (): readonly string[] =>
      readdirSync(folder).filter(name =>
        /sentinel|010190-999W|CREATE TABLE/i.test(readFileSync(join(folder, name)).toString('latin1')),
      );
    expect(readdirSync(folder)).toContain('kantele.db-wal');
    expect(clear()).toEqual([]);
    store.close();
    expect(clear()).toEqual([]);
  });

  test('another key: DB-0002, and the file is untouched', () => {
    const folder = filled();
    const before = hashOf(fileOf(folder));
    expect(codeOf(tryToOpen(folder, { key: new Uint8Array(32).fill(8) }))).toBe('DB-0002');
    expect(hashOf(fileOf(folder))).toBe(before);
    expect(codeOf(tryToOpen(folder))).toBe('opened');
  });

  test('another profile: DB-0006, and the file is untouched', () => {
    const folder = filled();
    const before = hashOf(fileOf(folder));
    expect(codeOf(tryToOpen(folder, { profile: 'real' }))).toBe('DB-0006');
    expect(hashOf(fileOf(folder))).toBe(before);
  });

  test('a second one on the folder: DB-0006 until the first closes', () => {
    const folder = aFolder();
    const first = openIn(folder);
    expect(codeOf(tryToOpen(folder))).toBe('DB-0006');
    first.write(tx => tx.settings.put('x', 1));
    first.close();
    expect(codeOf(tryToOpen(folder))).toBe('opened');
  });

  test('a second process on the folder: DB-0006', () => {
    const folder = aFolder();
    const first = openIn(folder);
    expect(execFileSync(process.execPath, [CHILD, folder], { encoding: 'utf8' }).trim()).toBe('DB-0006');
    first.close();
    expect(execFileSync(process.execPath, [CHILD, folder], { encoding: 'utf8' }).trim()).toBe('opened');
  });

  test('a folder that is a file, or below one: DB-0007', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'file'), 'x');
    expect(codeOf(tryToOpen(join(folder, 'file')))).toBe('DB-0007');
    expect(codeOf(tryToOpen(join(folder, 'file', 'deeper')))).toBe('DB-0007');
    mkdirSync(join(folder, 'dir', 'kantele.db'), { recursive: true });
    expect(codeOf(tryToOpen(join(folder, 'dir')))).toBe('DB-0007');
  });

  test('a folder without the right to write: DB-0007', () => {
    const folder = aFolder();
    chmodSync(folder, 0o555);
    // The superuser may write anywhere, so the question is asked as somebody else.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    expect(execFileSync(process.execPath, [CHILD, folder], { encoding: 'utf8', ...nobody }).trim()).toBe('DB-0007');
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o700);
  });

  test('a network path: DB-0007', () => {
    for (const path of ['\\\\server\\share\\kantele', '//server/share']) {
      expect(() => refuseNetworkDrive(path)).toThrow(new StoreFault('DB-0007'));
    }
    expect(() => refuseNetworkDrive(aFolder())).not.toThrow();
  });

  test('a database that is gone or empty is damage, not a first start', () => {
    const folder = filled();
    const kept = join(folder, 'kept');
    copyFileSync(fileOf(folder), kept);
    rmSync(fileOf(folder));
    expect(codeOf(tryToOpen(folder))).toBe('DB-0003');
    expect(existsSync(fileOf(folder))).toBe(false);
    writeFileSync(fileOf(folder), '');
    expect(codeOf(tryToOpen(folder))).toBe('DB-0003');
    copyFileSync(kept, fileOf(folder));
    expect(codeOf(tryToOpen(folder))).toBe('opened');
  });

  test('a foreign file in the place of the database is not touched', () => {
    const folder = aFolder();
    writeFileSync(fileOf(folder), 'my holiday plans '.repeat(1000));
    const before = hashOf(fileOf(folder));
    expect(codeOf(tryToOpen(folder))).toBe('DB-0002');
    expect(hashOf(fileOf(folder))).toBe(before);
  });
});

describe('damage', () => {
  test('twenty files, each with one page changed: DB-0003 and untouched', () => {
    const folder = filled();
    const whole = readFileSync(fileOf(folder));
    const pages = whole.length / PAGE;
    expect(pages).toBeGreaterThan(20);
    const seen = Array.from({ length: 20 }, (_, n) => {
      const page = n === 0 ? 0 : Math.floor((n * pages) / 20);
      const broken = Buffer.from(whole);
      broken.writeUInt8(broken.readUInt8(page * PAGE + 1000 + n) ^ 0x40, page * PAGE + 1000 + n);
      writeFileSync(fileOf(folder), broken);
      return [codeOf(tryToOpen(folder)), hashOf(fileOf(folder)) === sha256(broken)];
    });
    expect(seen).toEqual(Array(20).fill(['DB-0003', true]));
    writeFileSync(fileOf(folder), whole);
    expect(codeOf(tryToOpen(folder))).toBe('opened');
  });

  test('a file that was cut short: DB-0003', () => {
    const folder = filled();
    const whole = readFileSync(fileOf(folder));
    writeFileSync(fileOf(folder), whole.subarray(0, PAGE * 6));
    expect(codeOf(tryToOpen(folder))).toBe('DB-0003');
  });
});

describe('migrations', () => {
  const newest = newestOf(MIGRATIONS);
  const next = { version: newest + 10, up: 'ALTER TABLE settings ADD COLUMN note TEXT' };

  test('a newer database: DB-0001, and the file is untouched', () => {
    const folder = filled();
    openIn(folder, { migrations: [...MIGRATIONS, next] }).close();
    const before = hashOf(fileOf(folder));
    expect(codeOf(tryToOpen(folder))).toBe('DB-0001');
    expect(hashOf(fileOf(folder))).toBe(before);
  });

  test('an existing file is copied first; the copy is whole, encrypted and of the old version', () => {
    const folder = filled();
    openIn(folder, { migrations: [...MIGRATIONS, next] }).close();
    const [copy = ''] = readdirSync(join(folder, 'backups'));
    expect(copy).toBe(`kantele.db.v${newest}.2026-11-22T08-00-00.000Z`);
    const path = join(folder, 'backups', copy);
    expect(readFileSync(path).toString('latin1')).not.toMatch(/Sentinelinen|CREATE TABLE|SQLite format/);
    const restored = aFolder();
    copyFileSync(path, fileOf(restored));
    const store = openIn(restored);
    expect(store.read(tx => [tx.patients.count(), tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()])).toEqual([
      401,
      null,
      null,
    ]);
    store.close();
  });

  test('a migration that fails leaves the old version, and it opens', () => {
    const folder = filled();
    const broken = [...MIGRATIONS, next, { version: newest + 20, up: 'ALTER TABLE nowhere ADD COLUMN x TEXT' }];
    expect(() => tryToOpen(folder, { migrations: broken })).toThrow('nowhere');
    const store = openIn(folder);
    expect([store.info().schemaVersion, store.read(tx => tx.patients.count())]).toEqual([newest, 401]);
    store.close();
  });

  test('numbers grow by ten, and the schema is the one that was agreed', async () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, n) => (n + 1) * 10));
    const folder = filled();
    const schema = rawly(folder, db =>
      db
        .prepare<[], { name: string; sql: string }>(
          "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'patient_words_*' ORDER BY name",
        )
        .all(),
    );
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('sqlite-schema-snapshot.json');
  });
});

describe('what never changes, whoever holds the connection', () => {
  test('signed documents, messages, log rows and final states refuse UPDATE and DELETE', () => {
    const folder = filled();
    const attempts = [
      'UPDATE documents SET bytes = zeroblob(3)',
      'DELETE FROM documents',
      'UPDATE outbox SET body_head = zeroblob(3)',
      "UPDATE outbox SET order_key = 'x'",
      'DELETE FROM outbox',
      'UPDATE delivery SET seq = seq + 1',
      "UPDATE delivery SET id = 'x'",
      'DELETE FROM delivery',
      "UPDATE audit SET actor = 'x'",
      'DELETE FROM audit',
      'REPLACE INTO documents SELECT * FROM documents',
      "UPDATE delivery SET state = 'lost'",
      "UPDATE delivery SET state = 'accepted'",
      "INSERT INTO numbers VALUES ('x', 'one')",
    ];
    const refused = rawly(folder, db =>
      attempts.filter(sql => {
        try {
          db.exec(sql);
          return false;
        } catch (error) {
          return error instanceof Database.SqliteError && storeCode(error) === null;
        }
      }),
    );
    expect(refused).toEqual(attempts);
  });

  test('a changed, swapped, missing or cut row of the log is found, with its number', () => {
    const rows = 12;
    const tampers: readonly (readonly [sql: string, first: number])[] = [
      ["UPDATE audit SET actor = '00000000009' WHERE n = 5", 5],
      ['UPDATE audit SET reason = NULL WHERE n = 1', 1],
      ['UPDATE audit SET at = (SELECT at FROM audit WHERE n = 8), n = 100 WHERE n = 7', 7],
      ['DELETE FROM audit WHERE n = 3', 3],
      ['DELETE FROM audit WHERE n > 9', 10],
      [`UPDATE audit SET seal = '${'0'.repeat(64)}' WHERE n = 4`, 4],
      ['DELETE FROM audit', 1],
    ];
    for (const [sql, first] of tampers) {
      const folder = aFolder();
      const store = openIn(folder);
      store.write(tx => {
        for (let n = 1; n <= rows; n += 1) tx.audit.append(anEvent({ subject: `subject${n}` }));
        tx.outbox.add(anItem());
      });
      store.close();
      rawly(folder, db => {
        db.exec('DROP TRIGGER audit_stays; DROP TRIGGER audit_remains');
        db.exec(sql);
      });
      const again = openIn(folder);
      expect([sql, again.read(tx => tx.audit.firstBrokenRow())]).toEqual([sql, first]);
      again.close();
    }
  });

  test('a changed message does not go, and a changed link is found', () => {
    const folder = aFolder();
    const store = openIn(folder);
    store.write(tx => {
      for (let n = 1; n <= 5; n += 1) tx.outbox.add(anItem({ id: `i-${n}`, documentOid: oid(`1.2.3.${n}`) }));
    });
    store.close();
    rawly(folder, db => {
      db.exec('DROP TRIGGER outbox_stays');
      db.exec("UPDATE outbox SET body_head = CAST('{}' AS BLOB) WHERE seq = 2");
      db.exec(`UPDATE outbox SET document_digest = '${'e'.repeat(64)}' WHERE seq = 4`);
    });
    const again = openIn(folder);
    expect(
      again.read(tx => [tx.outbox.body('i-1') === null, tx.outbox.body('i-2') === null, tx.outbox.firstBrokenLink()]),
    ).toEqual([false, true, 4]);
    again.close();
  });
});

test('the seal of a row is HMAC-SHA256', () => {
  const texts = ['', 'a'.repeat(64), 'ä€😀'.repeat(50)];
  const keys = [new Uint8Array(32).fill(1), new Uint8Array(0), new Uint8Array(64).fill(255)];
  for (const key of keys) {
    expect(texts.map(sealer(key))).toEqual(texts.map(text => createHmac('sha256', key).update(text).digest('hex')));
  }
});

describe('faults of the disk while open', () => {
  test('every code of SQLite that a person is told about, by its primary code', () => {
    const of = (code: string): string | null => storeCode(new Database.SqliteError('x', code));
    expect(
      [
        'SQLITE_IOERR_FSYNC',
        'SQLITE_FULL',
        'SQLITE_CORRUPT_INDEX',
        'SQLITE_NOTADB',
        'SQLITE_BUSY_SNAPSHOT',
        'SQLITE_READONLY_DBMOVED',
        'SQLITE_CANTOPEN_ISDIR',
        'SQLITE_CONSTRAINT_UNIQUE',
        'SQLITE_MISUSE',
      ].map(of),
    ).toEqual(['DB-0005', 'DB-0004', 'DB-0003', 'DB-0003', 'DB-0006', 'DB-0007', 'DB-0007', null, null]);
  });

  test('a page that is damaged while the store is open: DB-0003, nothing is kept, and it opens again only when whole', () => {
    const folder = filled();
    const store = openIn(folder);
    const path = fileOf(folder);
    const whole = readFileSync(path);
    const broken = Buffer.from(whole);
    for (let page = 1; page < whole.length / PAGE; page += 1)
      broken.writeUInt8(broken.readUInt8(page * PAGE + 99) ^ 1, page * PAGE + 99);
    writeFileSync(path, broken);
    const code = (): string => {
      try {
        store.write(tx => {
          tx.settings.put('x', 1);
          tx.patients.putMany(
            Array.from({ length: 400 }, (_, n) => aStoredPatient({ id: `x-${n}`, family: 'Toinen' })),
          );
        });
        return 'kept';
      } catch (error) {
        return error instanceof StoreFault ? error.code : 'thrown';
      }
    };
    expect([code(), store.info().ok, code()]).toEqual(['DB-0003', false, 'DB-0003']);
    writeFileSync(path, whole);
    expect([code(), store.info().ok]).toEqual(['kept', true]);
    store.close();
  });

  test('the look before opening never writes', () => {
    const folder = filled();
    const db = openToLook(fileOf(folder), 'sqlcipher', keysOf(KEY));
    expect(() => db.exec("INSERT INTO settings VALUES ('x', '1')")).toThrow('readonly');
    db.close();
    expect(storeOptions(folder).path).toBe(fileOf(folder));
  });
});

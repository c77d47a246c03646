import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { openStore } from '../../src-main/adapters/sqlite/open-store.ts';
import { fileSecrets } from '../../src-main/adapters/system/file-secrets.ts';
import { type Store } from '../../src-main/app/ports/store.port.ts';
import { aFolder, fileOf, removeFolders, storeOptions } from '../builders/sqlite.builder.ts';
import { aDocument, anEvent, anItem, aStoredPatient, LATER, sha256 } from '../builders/store.builder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'kantele.ts');
const kantele = (...args: string[]) => spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
afterAll(removeFolders);

/** A store under the key that lies in its folder, as the Node shell keeps it. */
function opened(folder: string): Store {
  const store = openStore(storeOptions(folder, { key: fileSecrets(folder).databaseKey() }));
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}
function add(store: Store, n: number): void {
  store.write(tx => {
    const documentOid = oid(`1.2.246.10.11111111.93001.2026.${n}`);
    tx.documents.add(aDocument({ oid: documentOid, setId: documentOid }));
    tx.outbox.add(anItem({ id: `item-${n}`, documentOid, orderKey: documentOid, documentDigest: aDocument().digest }));
    tx.audit.append(anEvent({ act: 'sign', subject: documentOid }));
  });
}
const read = (store: Store) =>
  store.read(tx => ({
    ids: tx.outbox.list('all', 50).map(item => item.id),
    restored: tx.lineage.restored()?.how ?? null,
    broken: [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()],
    patients: tx.patients.count(),
  }));

describe('backup and restore', () => {
  test('made while the workstation works, checked, encrypted, restored; the former database is kept aside', () => {
    const folder = aFolder();
    const store = opened(folder);
    store.write(tx => tx.patients.put(aStoredPatient({ family: 'Sentinelinen' })));
    add(store, 1);
    const backup = join(aFolder(), 'kept.backup');
    const made = kantele('backup', '--out', backup, '--data', folder);
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain('1, 1 of them not final; chain whole');
    expect(statSync(backup).mode & 0o077).toBe(0);
    expect(readFileSync(backup).toString('latin1')).not.toMatch(/Sentinelinen|CREATE TABLE|SQLite format/);
    // The host sees what the command wrote, and its own next act stands on it.
    expect(store.read(tx => tx.settings.get('backup.last'))).toMatch(/^20/);
    add(store, 2);
    expect(read(store)).toEqual({ ids: ['item-2', 'item-1'], restored: null, broken: [null, null], patients: 1 });
    // Not while it runs; never over an older backup.
    expect(kantele('restore', backup, '--data', folder)).toMatchObject({ status: 1 });
    expect(kantele('backup', '--out', backup, '--data', folder)).toMatchObject({ status: 1 });
    store.close();

    expect(kantele('restore', backup, '--check', '--data', folder).stdout).toContain('the backup is good');
    expect(existsSync(fileOf(folder))).toBe(true);
    const restored = kantele('restore', backup, '--data', folder);
    expect([restored.status, restored.stderr]).toEqual([0, '']);
    const again = opened(folder);
    expect(read(again)).toEqual({ ids: ['item-1'], restored: 'backup', broken: [null, null], patients: 1 });
    again.close();
    const [aside = ''] = readdirSync(folder).filter(name => /before-restore\.[^-]*-\d\d-\d\dT[^w]*Z$/.test(name));
    const kept = openStore({
      ...storeOptions(folder),
      path: join(folder, aside),
      key: fileSecrets(folder).databaseKey(),
    });
    expect(kept.ok && read(kept.value).ids).toEqual(['item-2', 'item-1']);
    if (kept.ok) kept.value.close();
  }, 60_000);

  test('a workstation that lost its disk: an empty folder, the backup and the key', () => {
    const folder = aFolder();
    const store = opened(folder);
    add(store, 1);
    const backup = join(aFolder(), 'kept.backup');
    store.backUp(backup, LATER);
    store.close();
    const fresh = join(aFolder(), 'new');
    expect(kantele('restore', backup, '--data', fresh)).toMatchObject({ status: 2 });
    const key = join(folder, 'kantele.key');
    expect(kantele('restore', backup, '--data', fresh, '--key', key)).toMatchObject({ status: 0 });
    const again = opened(fresh);
    expect(read(again)).toMatchObject({ ids: ['item-1'], restored: 'backup', broken: [null, null] });
    again.close();
  }, 60_000);

  test('a damaged backup, one under another key and what is none are refused, and the database stays', () => {
    const folder = aFolder();
    const store = opened(folder);
    add(store, 1);
    const backup = join(aFolder(), 'kept.backup');
    store.backUp(backup, LATER);
    store.close();
    const whole = readFileSync(backup);
    const before = sha256(readFileSync(fileOf(folder)));
    const refused = (bytes: Uint8Array, dir = folder): number | null => {
      const path = join(aFolder(), 'bad.backup');
      writeFileSync(path, bytes);
      const result = kantele('restore', path, '--data', dir);
      expect(result.stderr + result.stdout).toMatch(/^DB-000[237]/);
      return result.status;
    };
    for (const page of [0, 5, Math.floor(whole.length / 2048) - 1]) {
      const broken = Buffer.from(whole);
      broken.writeUInt8(broken.readUInt8(page * 2048 + 700) ^ 1, page * 2048 + 700);
      expect([page, refused(broken)]).toEqual([page, 1]);
    }
    expect(refused(whole.subarray(0, whole.length - 2048))).toBe(1);
    expect(refused(new Uint8Array(8192).fill(65))).toBe(1);
    const other = join(aFolder(), 'other');
    mkdirSync(other);
    fileSecrets(other).databaseKey();
    expect(refused(whole, other)).toBe(1);
    expect(sha256(readFileSync(fileOf(folder)))).toBe(before);
  }, 90_000);
});

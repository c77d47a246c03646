import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { instant } from '../../shared/kernel/time.ts';
import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';
import { StoreFault, type Store, type Tx } from '../../src-main/app/ports/store.port.ts';
import { keysOf } from '../../src-main/adapters/sqlite/connection.ts';
import { migrate, MIGRATIONS } from '../../src-main/adapters/sqlite/migrate.ts';
import { createSqliteStore } from '../../src-main/adapters/sqlite/sqlite-store.ts';
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.fake.ts';

/** What stays when the program ends. */
export interface Disk {
  /** The store as a new run of the program finds it. */
  open(): Store;
  backup(): number;
  /** @returns false when there is no such copy */
  restore(id: number): boolean;
}

const RESTORED_AT = instant('2026-11-22T06:00:00.000Z');
const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

function memoryDisk(): Disk {
  let store = createMemoryStore(sha256);
  const copies: MemoryStore[] = [];
  return {
    open: () => store,
    backup: () => copies.push(store.copy()) - 1,
    restore(id) {
      const copy = copies[id];
      if (copy === undefined) return false;
      store = copy.copy();
      store.markRestored({ at: RESTORED_AT, how: 'backup' });
      return true;
    },
  };
}

/** The real tables, triggers and statements over SQLite without a file: what the disk itself does is tried elsewhere. */
function sqliteDisk(): Disk {
  const keys = keysOf(new Uint8Array(32).fill(7));
  const fresh = (from: Buffer | string): Database.Database => {
    const db = new Database(from);
    db.pragma('foreign_keys = ON');
    db.pragma('recursive_triggers = ON');
    return db;
  };
  let db = fresh(':memory:');
  migrate(db, { path: '', cipher: 'aegis', keys }, RESTORED_AT, MIGRATIONS, () => {});
  const copies: Buffer[] = [];
  return {
    open: () =>
      createSqliteStore(db, { path: ':memory:', cipher: 'aegis', keys, sha256, lock: { release: () => undefined } }),
    backup: () => copies.push(db.serialize()) - 1,
    restore(id) {
      const copy = copies[id];
      if (copy === undefined) return false;
      db = fresh(copy);
      // What the opening of a restored file does to it; the finding of it has tests of its own.
      db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', ?)").run(
        JSON.stringify({ at: RESTORED_AT, how: 'backup' }),
      );
      db.prepare("DELETE FROM settings WHERE key = 'installationSerial'").run();
      return true;
    },
  };
}

export const diskOf = (kind: 'memory' | 'sqlite'): Disk => (kind === 'memory' ? memoryDisk() : sqliteDisk());

export type Committed = Readonly<{
  added: readonly OutboxItem[];
  resigned: readonly OutboxItem[];
  changed: readonly OutboxItem[];
}>;

export type DiskFaults = {
  full: boolean;
  /** The program dies at its n-th write from now, before or after that write is kept. */
  crash: { writes: number; when: 'before' | 'after' } | null;
};

type Life = { readonly alive: boolean; die(because: string): void };

/** Not a fault that the store knows: the transaction is undone, the connection stays for the next life. */
class PowerCut extends Error {}

/** What a dying program is told is a disk fault. */
function cut<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PowerCut) throw new StoreFault('DB-0005');
    throw error;
  }
}

/**
 * The store as a program meets it: a disk may be full, and the program may die between any two writes. A dead program's
 * writes are not kept and nobody hears of them; it is told so as of a disk fault, which it has to bear anyway.
 */
export function mortalStore(
  store: Store,
  life: Life,
  faults: DiskFaults,
  added: (item: Parameters<Tx['outbox']['add']>[0]) => Parameters<Tx['outbox']['add']>[0],
  committed: (what: Committed) => void,
): Store {
  const dead = (): StoreFault => new StoreFault('DB-0005');
  return {
    ...store,
    read(work) {
      if (!life.alive) throw dead();
      return store.read(work);
    },
    write(work) {
      if (!life.alive) throw dead();
      const crash = faults.crash !== null && (faults.crash.writes -= 1) <= 0 ? faults.crash.when : null;
      const news: OutboxItem[] = [];
      const changes = new Set<string>();
      const resigned: OutboxItem[] = [];
      let touched: OutboxItem[] = [];
      const value = cut(() =>
        store.write(tx => {
          const outbox: Tx['outbox'] = {
            ...tx.outbox,
            add(item) {
              const kept = tx.outbox.add(added(item));
              news.push(kept);
              return kept;
            },
            signAgain(id, again) {
              const item = tx.outbox.signAgain(id, again);
              resigned.push(item);
              return item;
            },
            change(id, change) {
              tx.outbox.change(id, change);
              changes.add(id);
            },
          };
          const done = work({ ...tx, outbox });
          if (crash === 'before') {
            life.die('before a write');
            throw new PowerCut();
          }
          if (faults.full) throw new StoreFault('DB-0004');
          touched = [...changes].flatMap(id => tx.outbox.get(id) ?? []);
          return done;
        }),
      );
      if (news.length > 0 || touched.length > 0) committed({ added: news, resigned, changed: touched });
      if (crash === 'after') {
        life.die('after a write');
        throw dead();
      }
      return value;
    },
  };
}

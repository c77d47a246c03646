import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { StoreFault, type NotAsync, type Store, type Tx } from '../../app/ports/store.port.ts';
import { damageIn, openToLook, openToWrite, type Cipher, type Connection, type StoreKeys } from './connection.ts';
import { copyInto } from './backup.ts';
import { storeCode, withStoreFaults, type StoreCode } from './faults.ts';
import { type FolderLock } from './folder-lock.ts';
import { openLineage } from './lineage.ts';
import { versionOf } from './migrate.ts';
import { openAuditLog } from './repositories/audit.ts';
import { openBases, openQueueNotes } from './repositories/decisions.ts';
import { openDocuments } from './repositories/documents.ts';
import { openDrafts } from './repositories/drafts.ts';
import { openFavourites } from './repositories/favourites.ts';
import { openMedication } from './repositories/medication.ts';
import { openOutbox } from './repositories/outbox.ts';
import { openPatients } from './repositories/patients.ts';
import { openTakeBacks } from './repositories/take-backs.ts';
import { openAuthorisations } from './repositories/authorisations.ts';
import { openDeliveries } from './repositories/deliveries.ts';
import { openSocialItems } from './repositories/social.ts';
import { openEmergencies, openWills } from './repositories/wills.ts';
import { openFollowUps } from './repositories/follow-ups.ts';
import { openCache, openNumbers, openServiceEvents, openSettings } from './repositories/single-tables.ts';

export type StoreFile = Readonly<{
  path: string;
  cipher: Cipher;
  keys: StoreKeys;
  sha256: Sha256;
  lock: FolderLock;
  readOnly?: boolean;
}>;

type Open = Readonly<{
  db: Connection;
  tx: Tx;
  begin: Readonly<Record<'write' | 'read', () => void>>;
  commit(): void;
  changes(): number;
}>;

function tables(db: Connection, file: StoreFile): Readonly<{ tx: Tx; begin(kind: 'write' | 'read'): void }> {
  const audit = openAuditLog(db, file.sha256, file.keys.seal);
  const documents = openDocuments(db);
  const outbox = openOutbox(db, { sha256: file.sha256, auditHead: audit.head, signed: documents.bytesOf });
  const tx: Tx = {
    drafts: openDrafts(db),
    documents,
    outbox,
    audit,
    patients: openPatients(db),
    cache: openCache(db),
    bases: openBases(db),
    queueNotes: openQueueNotes(db),
    serviceEvents: openServiceEvents(db),
    wills: openWills(db),
    social: openSocialItems(db),
    deliveries: openDeliveries(db),
    authorisations: openAuthorisations(db),
    favourites: openFavourites(db),
    followUps: openFollowUps(db),
    takeBacks: openTakeBacks(db),
    medication: openMedication(db),
    emergencies: openEmergencies(db),
    settings: openSettings(db),
    lineage: openLineage(db),
    nextNumber: openNumbers(db),
  };
  return {
    tx,
    begin(kind) {
      audit.begin();
      documents.begin();
      outbox.begin(kind);
    },
  };
}

function opened(db: Connection, file: StoreFile): Open {
  const [write, read, commit] = [db.prepare<[]>('BEGIN IMMEDIATE'), db.prepare<[]>('BEGIN'), db.prepare<[]>('COMMIT')];
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const { tx, begin } = tables(db, file);
  const beginning = (kind: 'write' | 'read', statement: typeof write) => (): void => {
    begin(kind);
    statement.run();
  };
  return {
    db,
    tx,
    begin: { write: beginning('write', write), read: beginning('read', read) },
    commit: () => void commit.run(),
    changes: () => changes.get() ?? 0,
  };
}

/** After these the connection cannot be trusted: what was committed is asked from the disk again before anything is written. */
const DISTRUSTED: ReadonlySet<StoreCode> = new Set(['DB-0003', 'DB-0005']);

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

/** The store over an open, migrated connection. It owns the connection and the lock and ends both in `close`. */
export function createSqliteStore(db: Connection, file: StoreFile): Store {
  let current: Open | null = opened(db, file);
  let inside: 'write' | 'read' | null = null;
  let closed = false;

  function reopened(): Open {
    const again = (file.readOnly === true ? openToLook : openToWrite)(file.path, file.cipher, file.keys);
    const damage = damageIn(again);
    if (damage === null) return opened(again, file);
    again.close();
    throw new StoreFault(damage);
  }

  /** A failed rollback is not news: the failure before it is what is told, and SQLite rolls back what it could not finish. */
  function undo(open: Open): void {
    if (open.db.inTransaction) open.db.exec('ROLLBACK');
  }

  function run<T>(kind: 'write' | 'read', work: (tx: Tx) => NotAsync<T>): NotAsync<T> {
    if (closed) throw new Error('the store is closed');
    if (inside !== null) throw new Error(`a ${kind} inside a ${inside}`);
    let open: Open | null = null;
    inside = kind;
    try {
      open = current ??= reopened();
      open.begin[kind]();
      const before = kind === 'read' ? open.changes() : 0;
      const value = work(open.tx);
      if (isPromise(value)) throw new Error('a transaction body must not be async');
      if (kind === 'read' && open.changes() !== before) throw new Error('a read must not write');
      open.commit();
      return value;
    } catch (error) {
      const code = storeCode(error);
      if (open !== null) undoQuietly(open);
      if (code === null) throw error;
      if (DISTRUSTED.has(code)) distrust();
      throw new StoreFault(code);
    } finally {
      inside = null;
    }
  }

  function undoQuietly(open: Open): void {
    try {
      undo(open);
    } catch (error) {
      if (storeCode(error) === null) throw error;
      distrust();
    }
  }

  function distrust(): void {
    const open = current;
    current = null;
    try {
      open?.db.close();
    } catch (error) {
      if (storeCode(error) === null) throw error;
    }
  }

  return {
    write: work => run('write', work),
    read: work => run('read', work),
    backUp(path, at) {
      if (closed || inside !== null) throw new Error('a backup stands alone');
      withStoreFaults(() => copyInto((current ??= reopened()).db, file, path, at));
    },
    forgetDeleted() {
      if (closed || inside !== null) throw new Error('forgetting stands alone');
      // Deleted rows are overwritten in their pages (`secure_delete`); their last copies lie in the log before the file.
      withStoreFaults(() => void (current ??= reopened()).db.pragma('wal_checkpoint(TRUNCATE)'));
    },
    info: () => ({
      schemaVersion: current === null ? 0 : versionOf(current.db),
      cipher: file.cipher,
      ok: current !== null && !closed,
    }),
    close() {
      if (closed) return;
      closed = true;
      try {
        current?.db.close();
      } finally {
        file.lock.release();
      }
    },
  };
}

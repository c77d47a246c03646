import { hash } from 'node:crypto';
import { type Sha256 } from '../../shared/kernel/clock.ts';
import { type NotAsync, type Restored, type Store, type Tx } from '../../src-main/app/ports/store.port.ts';
import { auditLog } from './memory-store/audit-log.ts';
import { documents, drafts, favourites } from './memory-store/documents.ts';
import { cache } from './memory-store/kept-lists.ts';
import { empty, type Hand, type Kept } from './memory-store/kept.ts';
import { bases, outbox, queueNotes, takeBacks } from './memory-store/outbox.ts';
import { authorisations, deliveries, followUps } from './memory-store/owed.ts';
import { medication, patients, serviceEvents, social } from './memory-store/patients.ts';
import { emergencies, wills } from './memory-store/wills.ts';

const sha256Of: Sha256 = bytes => hash('sha256', bytes, 'hex');
/** A copy of plain data, as a disk gives it back: many times faster than `structuredClone`, and as deep. */
function plainCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainCopy) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = plainCopy(value[key]);
  return copy as T;
}

export type MemoryStore = Store & {
  /** Called before a write is kept; a throw is a power cut at that moment: nothing of the write stays. */
  beforeCommit(hear: (writes: number) => void): void;
  /** As if this store had been put back from an older copy. */
  markRestored(restored: Restored): void;
  /** Paths that were asked for. */
  backups: readonly string[];
  /** A store of its own with the same content. */
  copy(): MemoryStore;
};

const RESTORED = '(restored)';

/** The store without a disk: the same behaviour for the tests of use cases and of the queue. */
export function createMemoryStore(sha256: Sha256 = sha256Of, kept: Kept = empty()): MemoryStore {
  let undo: (() => void)[] = [];
  let inside: 'write' | 'read' | null = null;
  let writes = 0;
  let hear: (writes: number) => void = () => {};
  let closed = false;
  const backups: string[] = [];

  const hand: Hand = {
    set(map, key, value) {
      if (inside === 'read') throw new Error('a read must not write');
      const had = map.has(key);
      const before = map.get(key);
      undo.push(() => (had ? map.set(key, before as typeof value) : map.delete(key)));
      map.set(key, plainCopy(value));
    },
    drop(map, key) {
      if (inside === 'read') throw new Error('a read must not write');
      if (!map.has(key)) return;
      // Put back at its own place: a map remembers the order in which it was filled.
      const before = [...map];
      undo.push(() => {
        map.clear();
        for (const [k, v] of before) map.set(k, v);
      });
      map.delete(key);
    },
  };

  const tx: Tx = {
    drafts: drafts(kept, hand),
    documents: documents(kept, hand),
    outbox: outbox(kept, hand, sha256),
    audit: auditLog(kept, hand, sha256),
    patients: patients(kept, hand),
    cache: cache(kept, hand),
    bases: bases(kept, hand),
    queueNotes: queueNotes(kept, hand),
    serviceEvents: serviceEvents(kept, hand),
    medication: medication(kept, hand),
    takeBacks: takeBacks(kept, hand),
    favourites: favourites(kept, hand),
    wills: wills(kept, hand),
    social: social(kept, hand),
    deliveries: deliveries(kept, hand),
    authorisations: authorisations(kept, hand),
    emergencies: emergencies(kept, hand),
    followUps: followUps(kept, hand),
    settings: {
      get: key => kept.settings.get(key),
      put: (key, value) => hand.set(kept.settings, key, JSON.parse(JSON.stringify(value)) as unknown),
    },
    lineage: {
      restored: () => (kept.settings.get(RESTORED) as Restored | undefined) ?? null,
      settled: () => hand.drop(kept.settings, RESTORED),
    },
    nextNumber(name) {
      const next = (kept.numbers.get(name) ?? 0) + 1;
      hand.set(kept.numbers, name, next);
      return next;
    },
  };

  function run<T>(kind: 'write' | 'read', work: (tx: Tx) => NotAsync<T>): NotAsync<T> {
    if (closed) throw new Error('the store is closed');
    if (inside !== null) throw new Error(`a ${kind} inside a ${inside}`);
    inside = kind;
    undo = [];
    try {
      const value = work(tx);
      if (value instanceof Promise) throw new Error('a transaction body must not be async');
      if (kind === 'write') hear((writes += 1));
      return value;
    } catch (error) {
      for (const back of undo.reverse()) back();
      throw error;
    } finally {
      inside = null;
    }
  }

  return {
    write: work => run('write', work),
    read: work => run('read', work),
    backUp: path => void backups.push(path),
    forgetDeleted: () => undefined,
    info: () => ({ schemaVersion: 0, cipher: 'none', ok: !closed }),
    close() {
      closed = true;
    },
    beforeCommit(listener) {
      hear = listener;
    },
    backups,
    markRestored: restored =>
      run('write', () => {
        hand.set(kept.settings, RESTORED, restored);
        // As the real file's opening does: numbers given since the copy are forgotten here.
        hand.drop(kept.settings, 'installationSerial');
      }),
    copy: () => createMemoryStore(sha256, structuredClone(kept)),
  };
}

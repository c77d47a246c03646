import { type Confirmation } from '../../shared/domain/finding.ts';
import { type DeclarationRow, type EmergencyUse } from '../../shared/domain/consent/declaration.ts';
import { type MedicationEvent } from '../../shared/domain/medication/medication-list.ts';
import { type Patient } from '../../shared/domain/people/person.ts';
import { type ServiceEvent } from '../../shared/domain/records/record.ts';
import { type Sha256 } from '../../shared/kernel/clock.ts';
import { hash } from 'node:crypto';
import { type Oid } from '../../shared/kernel/oid.ts';
import { type Instant } from '../../shared/kernel/time.ts';
import { foldedForSearch } from '../../shared/kernel/text.ts';
import { isGivenUp } from '../../src-main/app/sync/outbox.ts';
import { auditLink, CHAIN_START, outboxLink } from '../../src-main/adapters/sqlite/chain.ts';
import { searchWords, sortName, typedWords } from '../../src-main/adapters/sqlite/patient-words.ts';
import { type AuditEvent } from '../../src-main/app/ports/store/audit-log.port.ts';
import { type StoredDocument } from '../../src-main/app/ports/store/documents.port.ts';
import { type Draft, type KeptFavourite } from '../../src-main/app/ports/store/drafts.port.ts';
import { type KeptList } from '../../src-main/app/ports/store/kept-lists.port.ts';
import {
  type Base,
  type OutboxItem,
  type QueueNote,
  type TakeBack,
} from '../../src-main/app/ports/store/outbox.port.ts';
import { type FollowUp, type KeptDelivery } from '../../src-main/app/ports/store/owed.port.ts';
import { type KeptSocialItem } from '../../src-main/app/ports/store/patients.port.ts';
import { type NotAsync, type Restored, type Store, type Tx } from '../../src-main/app/ports/store.port.ts';
import { type OwnDeclaration } from '../../src-main/app/ports/store/wills.port.ts';

type Kept = {
  drafts: Map<string, Draft>;
  documents: Map<string, StoredDocument>;
  confirmations: Map<string, readonly Confirmation[]>;
  outbox: Map<string, OutboxItem>;
  /** By id and signing, as `earlier` and `links` are. */
  bodies: Map<string, Uint8Array>;
  earlier: Map<string, OutboxItem>;
  links: Map<number, Link>;
  earlierDocuments: Map<string, StoredDocument>;
  audit: Map<number, AuditEvent & { hash: string }>;
  patients: Map<string, Patient>;
  opened: Map<string, Map<string, Instant>>;
  cache: Map<string, { body: unknown; at: Instant; unitOid: Oid | null; part: 'whole' | 'own' }>;
  bases: Map<string, { base: Base; at: Instant }>;
  queueNotes: Map<string, readonly QueueNote[]>;
  serviceEvents: Map<string, ServiceEvent>;
  wills: Map<string, OwnDeclaration>;
  social: Map<string, KeptSocialItem>;
  deliveries: Map<string, KeptDelivery>;
  favourites: Map<string, KeptFavourite>;
  followUps: Map<string, FollowUp>;
  takeBacks: Map<string, TakeBack>;
  medication: Map<string, readonly MedicationEvent[]>;
  toldWills: Map<string, { rows: readonly DeclarationRow[]; at: Instant }>;
  emergencies: Map<string, EmergencyUse>;
  settings: Map<string, unknown>;
  numbers: Map<string, number>;
};

/** A place of the queue's chain: an item under one of its signatures. */
type Link = Pick<OutboxItem, 'id' | 'signing' | 'act' | 'documentOid' | 'documentDigest' | 'bodyDigest' | 'chainHash'>;

const sha256Of: Sha256 = bytes => hash('sha256', bytes, 'hex');
const isFinal = (item: OutboxItem): boolean => item.state === 'accepted' || item.state === 'cancelled';
const isParked = (item: OutboxItem): boolean => item.state === 'held' || item.state === 'rejected';
/** Documents and files compare by code unit, as SQLite's BINARY collation does for the ASCII keys in use. */
const by =
  <T>(...keys: readonly ((value: T) => string | number)[]) =>
  (a: T, b: T): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
/** A copy of plain data, as a disk gives it back: many times faster than `structuredClone`, and as deep. */
function plainCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainCopy) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = plainCopy(value[key]);
  return copy as T;
}

const empty = (): Kept => ({
  drafts: new Map(),
  documents: new Map(),
  confirmations: new Map(),
  outbox: new Map(),
  bodies: new Map(),
  earlier: new Map(),
  links: new Map(),
  earlierDocuments: new Map(),
  audit: new Map(),
  patients: new Map(),
  opened: new Map(),
  cache: new Map(),
  bases: new Map(),
  queueNotes: new Map(),
  serviceEvents: new Map(),
  wills: new Map(),
  social: new Map(),
  deliveries: new Map(),
  favourites: new Map(),
  followUps: new Map(),
  takeBacks: new Map(),
  medication: new Map(),
  toldWills: new Map(),
  emergencies: new Map(),
  settings: new Map(),
  numbers: new Map(),
});

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

  function set<K, V>(map: Map<K, V>, key: K, value: V): void {
    if (inside === 'read') throw new Error('a read must not write');
    const had = map.has(key);
    const before = map.get(key) as V;
    undo.push(() => (had ? map.set(key, before) : map.delete(key)));
    map.set(key, plainCopy(value));
  }
  function drop<K, V>(map: Map<K, V>, key: K): void {
    if (inside === 'read') throw new Error('a read must not write');
    if (!map.has(key)) return;
    // Put back at its own place: a map remembers the order in which it was filled.
    const before = [...map];
    undo.push(() => {
      map.clear();
      for (const [k, v] of before) map.set(k, v);
    });
    map.delete(key);
  }
  const items = (): readonly OutboxItem[] => [...kept.outbox.values()];
  const signingsOf = (oid: Oid): number =>
    1 + [...kept.earlierDocuments.keys()].filter(key => key.startsWith(`${oid} `)).length;
  const linkOf = ({ id, signing, act, documentOid, documentDigest, bodyDigest, chainHash }: OutboxItem): Link => ({
    id,
    signing,
    act,
    documentOid,
    documentDigest,
    bodyDigest,
    chainHash,
  });
  const open = (): readonly OutboxItem[] => items().filter(item => !isFinal(item));

  const tx: Tx = {
    drafts: {
      put: draft => set(kept.drafts, draft.id, { ...draft, form: JSON.parse(JSON.stringify(draft.form)) as unknown }),
      get: id => kept.drafts.get(id) ?? null,
      frozenDigest(id) {
        const draft = kept.drafts.get(id);
        return draft === undefined ? undefined : (draft.frozen?.digest ?? null);
      },
      ofPatient: (kind, owner, patientId) =>
        [...kept.drafts.values()]
          .filter(d => d.kind === kind && d.owner === owner && d.patientId === patientId)
          .sort(
            by(
              d => d.createdAt,
              d => d.id,
            ),
          ),
      remove: id => drop(kept.drafts, id),
    },
    documents: {
      add(document) {
        const known = kept.documents.get(document.oid);
        if (known === undefined) set(kept.documents, document.oid, document);
        else if (known.digest !== document.digest)
          throw new Error(`document ${document.oid} is known with other bytes`);
      },
      get(oid, signing) {
        const newest = kept.documents.get(oid) ?? null;
        if (signing === undefined || newest === null || signing === signingsOf(oid)) return newest;
        return kept.earlierDocuments.get(`${oid} ${signing}`) ?? null;
      },
      signAgain(oid, signed) {
        const before = kept.documents.get(oid);
        if (before === undefined) throw new Error(`no document ${oid}`);
        set(kept.earlierDocuments, `${oid} ${signingsOf(oid)}`, before);
        set(kept.documents, oid, { ...before, ...signed });
      },
      addConfirmations(oid, taken) {
        if (!kept.documents.has(oid)) throw new Error(`no document ${oid}`);
        if (kept.confirmations.has(oid)) throw new Error(`confirmations of ${oid} are known`);
        if (taken.length > 0) set(kept.confirmations, oid, taken);
      },
      confirmationsOf: oid => kept.confirmations.get(oid) ?? [],
      ofPatient: (kind, patientId) =>
        [...kept.documents.values()]
          .filter(d => d.kind === kind && d.patientId === patientId)
          .sort(
            by(
              d => d.signedAt,
              d => d.oid,
            ),
          ),
    },
    outbox: {
      add(item) {
        const known = items().find(i => i.documentOid === item.documentOid && i.act === item.act);
        if (known !== undefined) {
          const first = kept.earlier.get(`${known.id} 1`) ?? known;
          if (first.documentDigest === item.documentDigest) return known;
          throw new Error(`document ${item.documentOid} is queued with another digest`);
        }
        for (const id of item.after) {
          if (!kept.outbox.has(id)) throw new Error(`item ${item.id} waits for an unknown item`);
        }
        const { body, ...rest } = item;
        const bodyDigest = sha256(body);
        const added: OutboxItem = {
          ...rest,
          signing: 1,
          bodyDigest,
          orderNo: items().filter(i => i.orderKey === item.orderKey).length + 1,
          chainHash: outboxLink(sha256, kept.links.get(kept.links.size)?.chainHash ?? CHAIN_START, {
            ...item,
            bodyDigest,
          }),
          state: 'queued',
          attempts: 0,
          ownFailures: 0,
          lastAnswer: null,
          receipt: null,
          decisions: [],
        };
        if (kept.outbox.has(item.id)) throw new Error('an id is used once');
        set(kept.outbox, item.id, added);
        set(kept.bodies, `${item.id} 1`, body);
        set(kept.links, kept.links.size + 1, linkOf(added));
        return added;
      },
      signAgain(id, { messageId, documentDigest, body }) {
        const before = kept.outbox.get(id);
        if (before === undefined) throw new Error('no such item');
        if ([...kept.earlier.values(), ...items()].some(item => item.messageId === messageId))
          throw new Error('a new message has a name of its own');
        const bodyDigest = sha256(body);
        const linked = { ...before, messageId, documentDigest, bodyDigest, signing: before.signing + 1 };
        const previous = kept.links.get(kept.links.size)?.chainHash ?? CHAIN_START;
        const after = { ...linked, chainHash: outboxLink(sha256, previous, linked) };
        set(kept.earlier, `${id} ${before.signing}`, { ...before, state: 'rejected', receipt: null });
        set(kept.outbox, id, after);
        set(kept.bodies, `${id} ${after.signing}`, body);
        set(kept.links, kept.links.size + 1, linkOf(after));
        return after;
      },
      earlier: (id, signing) => kept.earlier.get(`${id} ${signing}`) ?? null,
      get: id => kept.outbox.get(id) ?? null,
      body(id, signing) {
        const body = kept.bodies.get(`${id} ${signing ?? kept.outbox.get(id)?.signing}`);
        if (body === undefined) throw new Error('no such item');
        return body;
      },
      ofSubject: documentOid => [...kept.outbox.values()].filter(item => item.documentOid === documentOid),
      byDocument: oid => items().findLast(item => item.documentOid === oid) ?? null,
      change(id, change) {
        const before = kept.outbox.get(id);
        if (before === undefined) throw new Error('no such item');
        if (isFinal(before)) throw new Error('a final state never changes');
        const after = { ...before, ...change };
        if ((after.state === 'accepted') !== (after.receipt !== null)) throw new Error('accepted has a receipt');
        set(kept.outbox, id, after);
      },
      heads() {
        const lanes = new Map<string, OutboxItem>();
        for (const item of open()) if (!lanes.has(item.orderKey)) lanes.set(item.orderKey, item);
        return [...lanes.values()];
      },
      list: (show, limit) =>
        (show === 'all' ? [...items()].reverse() : show === 'open' ? open() : open().filter(isParked)).slice(0, limit),
      waitingBehind: ({ orderKey, orderNo }) =>
        open().filter(item => item.orderKey === orderKey && item.orderNo > orderNo).length,
      counts: sinceMidnight => ({
        unsent: open().filter(item => !isGivenUp(item)).length,
        needsPerson: open().filter(item => isParked(item) && !isGivenUp(item)).length,
        givenUp: open().filter(isGivenUp).length,
        acceptedToday: items().filter(item => item.receipt !== null && item.receipt.at >= sinceMidnight).length,
        oldestUnsentAt: open().find(item => !isGivenUp(item))?.queuedAt ?? null,
      }),
      place(id, signing) {
        const wanted = signing ?? kept.outbox.get(id)?.signing;
        const [n] = [...kept.links].find(([, link]) => link.id === id && link.signing === wanted) ?? [];
        if (n === undefined) return null;
        const { id: _, signing: __, ...next } = kept.links.get(n + 1) ?? { id: '', signing: 0 };
        return {
          n,
          previous: kept.links.get(n - 1)?.chainHash ?? CHAIN_START,
          next: 'chainHash' in next ? next : null,
          log: { n: 0, hash: CHAIN_START },
        };
      },
      firstBrokenLink() {
        let previous = CHAIN_START;
        for (const [n, link] of kept.links) {
          if (link.chainHash !== outboxLink(sha256, previous, link)) return n;
          previous = link.chainHash;
        }
        return null;
      },
    },
    audit: {
      append(event) {
        const n = kept.audit.size + 1;
        set(kept.audit, n, { ...event, hash: auditLink(sha256, kept.audit.get(n - 1)?.hash ?? CHAIN_START, n, event) });
      },
      latest: limit =>
        [...kept.audit.values()]
          .slice(-limit)
          .reverse()
          .map(({ hash: _, ...event }) => event),
      select({ from, until, actors, patients }, limit) {
        const rows = [...kept.audit]
          .map(([n, row]) => ({ ...row, n }))
          .filter(
            row =>
              row.at >= from &&
              row.at < until &&
              (actors === null || actors.includes(row.actor)) &&
              (patients === null || (row.patientId !== null && patients.includes(row.patientId))),
          )
          .reverse();
        return { rows: rows.slice(0, limit), total: rows.length };
      },
      row(n) {
        const row = kept.audit.get(n);
        return row === undefined ? null : { ...row, n };
      },
      ofAct: act => [...kept.audit].filter(([, row]) => row.act === act).map(([n, row]) => ({ ...row, n })),
      end: () => ({ n: kept.audit.size, hash: kept.audit.get(kept.audit.size)?.hash ?? CHAIN_START }),
      firstBrokenRow() {
        let previous = CHAIN_START;
        for (const [n, row] of kept.audit) {
          if (row.hash !== auditLink(sha256, previous, n, row)) return n;
          previous = row.hash;
        }
        return null;
      },
    },
    patients: {
      put(patient) {
        const same = [...kept.patients.values()].find(
          p => p.identityCode !== null && p.identityCode === patient.identityCode && p.id !== patient.id,
        );
        if (same !== undefined) throw new Error('an identity code belongs to one patient');
        set(kept.patients, patient.id, patient);
      },
      putMany: patients => patients.forEach(patient => set(kept.patients, patient.id, patient)),
      get: id => kept.patients.get(id) ?? null,
      byIdentityCode: code => [...kept.patients.values()].find(p => p.identityCode === code) ?? null,
      search(text, limit) {
        const typed = typedWords(text).map(foldedForSearch);
        const all = [...kept.patients.values()]
          .filter(
            p =>
              typed.length > 0 &&
              typed.every(t =>
                searchWords(p)
                  .split(' ')
                  .some(w => w.startsWith(t)),
              ),
          )
          .sort(by(sortName));
        return { hits: all.slice(0, limit), total: all.length };
      },
      recent: (owner, limit) =>
        [...(kept.opened.get(owner) ?? [])]
          .sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? 1 : -1))
          .slice(0, limit)
          .flatMap(([id]) => kept.patients.get(id) ?? []),
      markOpened(owner, patientId, at) {
        if (!kept.patients.has(patientId)) throw new Error('no such patient');
        set(kept.opened, owner, new Map(kept.opened.get(owner)).set(patientId, at));
      },
      count: () => kept.patients.size,
    },
    cache: {
      putPrescriptions: (patientId, rows, at, unitOid, part = 'whole') =>
        set(kept.cache, `prescriptions ${patientId}`, { body: rows, at, unitOid: unitOid ?? null, part }),
      prescriptions: patientId => cached(`prescriptions ${patientId}`),
      putRecords: (patientId, rows, at, unitOid) =>
        set(kept.cache, `records ${patientId}`, { body: rows, at, unitOid: unitOid ?? null, part: 'whole' }),
      records: patientId => cached(`records ${patientId}`),
      putImaging: (patientId, rows, at, unitOid) =>
        set(kept.cache, `imaging ${patientId}`, { body: rows, at, unitOid, part: 'whole' }),
      imaging: patientId => cached(`imaging ${patientId}`),
      putWellbeing: (patientId, rows, at, unitOid) =>
        set(kept.cache, `wellbeing ${patientId}`, { body: rows, at, unitOid, part: 'whole' }),
      wellbeing: patientId => cached(`wellbeing ${patientId}`),
      lists: () =>
        [...kept.cache]
          .flatMap(([key, { body, at, unitOid, part }]) => {
            const [kind, patientId = ''] = key.split(' ');
            if (kind !== 'prescriptions' && kind !== 'records' && kind !== 'imaging' && kind !== 'wellbeing') return [];
            return [{ kind, patientId, at, unitOid, part, bytes: Buffer.byteLength(JSON.stringify(body)) } as const];
          })
          .sort(
            by(
              list => list.at,
              list => list.patientId,
              list => list.kind,
            ),
          ),
      drop: (kind, patientId) => drop(kept.cache, `${kind} ${patientId}`),
      putRight: (registrationNumber, answer, at) =>
        set(kept.cache, `right ${registrationNumber}`, { body: answer, at, unitOid: null, part: 'whole' }),
      right(registrationNumber) {
        const row = kept.cache.get(`right ${registrationNumber}`);
        return row === undefined ? null : { answer: row.body, at: row.at };
      },
    },
    bases: {
      put: (itemId, base, at) => set(kept.bases, itemId, { base, at }),
      get: itemId => kept.bases.get(itemId) ?? null,
      dropFinal() {
        const final = [...kept.bases.keys()].filter(id => {
          const item = kept.outbox.get(id);
          return item !== undefined && isFinal(item);
        });
        for (const id of final) drop(kept.bases, id);
        return final.length;
      },
    },
    queueNotes: {
      add: (itemId, note) => set(kept.queueNotes, itemId, [...(kept.queueNotes.get(itemId) ?? []), note]),
      ofItem: itemId => kept.queueNotes.get(itemId) ?? [],
    },
    serviceEvents: {
      put: event => set(kept.serviceEvents, event.oid, event),
      get: oid => kept.serviceEvents.get(oid) ?? null,
      ofPatient: patientId =>
        [...kept.serviceEvents.values()]
          .filter(event => event.patientId === patientId)
          .sort(
            by(
              event => event.startedAt,
              event => event.oid,
            ),
          ),
    },
    medication: {
      add: (patientId, event) => set(kept.medication, patientId, [...(kept.medication.get(patientId) ?? []), event]),
      ofPatient: patientId => kept.medication.get(patientId) ?? [],
    },
    takeBacks: {
      put: one => set(kept.takeBacks, one.itemId, { ...one, draft: { ...one.draft, frozen: null } }),
      get: itemId => kept.takeBacks.get(itemId) ?? null,
      ofOwner: (owner, after) =>
        [...kept.takeBacks.values()]
          .filter(one => one.draft.owner === owner && one.until > after)
          .sort(
            by(
              one => one.until,
              one => one.itemId,
            ),
          ),
      remove: itemId => drop(kept.takeBacks, itemId),
      dropPast(at) {
        for (const { itemId, until } of [...kept.takeBacks.values()]) if (until <= at) drop(kept.takeBacks, itemId);
      },
    },
    favourites: {
      put: favourite => set(kept.favourites, favourite.id, favourite),
      get(owner, id) {
        const found = kept.favourites.get(id);
        return found?.owner === owner ? found : null;
      },
      same: (owner, key) => [...kept.favourites.values()].find(one => one.owner === owner && one.same === key) ?? null,
      list: (owner, fromUses) =>
        [...kept.favourites.values()]
          .filter(one => one.owner === owner && (one.kept || one.uses >= fromUses))
          .sort(
            by(
              one => (one.kept ? 0 : 1),
              one => -one.rank,
              one => one.id,
            ),
          ),
      remove(owner, id) {
        if (kept.favourites.get(id)?.owner === owner) drop(kept.favourites, id);
      },
      pruneCounted(owner, most) {
        const counted = [...kept.favourites.values()]
          .filter(one => one.owner === owner && !one.kept)
          .sort(
            by(
              one => -one.rank,
              one => one.id,
            ),
          );
        for (const { id } of counted.slice(most)) drop(kept.favourites, id);
      },
    },
    wills: {
      put: own => set(kept.wills, own.oid, own),
      get: oid => kept.wills.get(oid) ?? null,
      ofPatient: patientId =>
        [...kept.wills.values()].filter(own => own.patientId === patientId).sort(by(own => own.oid)),
      keepTold: (patientId, rows, at) => set(kept.toldWills, patientId, { rows, at }),
      told: patientId => kept.toldWills.get(patientId) ?? null,
    },
    social: {
      add(one) {
        if (!kept.social.has(one.item.oid)) set(kept.social, one.item.oid, one);
      },
      ofPatient: patientId =>
        [...kept.social.values()].filter(one => one.patientId === patientId).sort(by(one => one.item.oid)),
      relationships: () =>
        [...kept.social.values()].filter(({ item }) => item.kind === 'relationship').sort(by(one => one.item.oid)),
    },
    deliveries: {
      put: one => set(kept.deliveries, one.delivery.oid, one),
      ofPatient: patientId =>
        [...kept.deliveries.values()].filter(one => one.patientId === patientId).sort(by(one => one.delivery.oid)),
    },
    emergencies: {
      put: use => set(kept.emergencies, use.id, use),
      get: id => kept.emergencies.get(id) ?? null,
      latest: limit =>
        [...kept.emergencies.values()]
          .sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id))
          .slice(0, limit),
    },
    followUps: {
      add(one) {
        if (!kept.followUps.has(one.id)) set(kept.followUps, one.id, one);
      },
      settle(id, state, answer, at) {
        const one = kept.followUps.get(id);
        if (one?.state !== 'waiting') throw new Error('the follow-up does not wait');
        set(kept.followUps, id, { ...one, state, answer, settledAt: at });
      },
      waiting: limit => [...kept.followUps.values()].filter(one => one.state === 'waiting').slice(0, limit),
      ofPatient: patientId => [...kept.followUps.values()].filter(one => one.patientId === patientId),
      counts() {
        const all = [...kept.followUps.values()];
        const count = (state: FollowUp['state']): number => all.filter(one => one.state === state).length;
        return { waiting: count('waiting'), refused: count('refused') };
      },
    },
    settings: {
      get: key => kept.settings.get(key),
      put: (key, value) => set(kept.settings, key, JSON.parse(JSON.stringify(value)) as unknown),
    },
    lineage: {
      restored: () => (kept.settings.get(RESTORED) as Restored | undefined) ?? null,
      settled: () => drop(kept.settings, RESTORED),
    },
    nextNumber(name) {
      const next = (kept.numbers.get(name) ?? 0) + 1;
      set(kept.numbers, name, next);
      return next;
    },
  };

  function cached<T>(key: string): KeptList<T> | null {
    const row = kept.cache.get(key);
    if (row === undefined) return null;
    return { rows: row.body as readonly T[], at: row.at, unitOid: row.unitOid, part: row.part };
  }

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
        set(kept.settings, RESTORED, restored);
        // As the real file's opening does: numbers given since the copy are forgotten here.
        drop(kept.settings, 'installationSerial');
      }),
    copy: () => createMemoryStore(sha256, structuredClone(kept)),
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { ACTS, OUTBOX_STATES, type Act, type OutboxState } from '../../../../shared/domain/queue.ts';
import { type Sha256 } from '../../../../shared/kernel/clock.ts';
import { keysOf, PAGE_BYTES } from '../connection.ts';
import { withInserted } from '../inserted.ts';
import { joinBody } from '../message-body.ts';
import { type ReadOptions } from '../open-to-read.ts';
import { openPages, SALT_BYTES, saltPath } from './pages.ts';
import { rowsIn, type RawRow, type Value } from './records.ts';

export type SalvagedDocument = Readonly<{ oid: string; digest: string; bytes: Uint8Array }>;
export type SalvagedAct = Readonly<{
  id: string;
  documentOid: string;
  act: Act;
  messageId: string;
  service: string;
  orderKey: string;
  orderNo: number;
  patientId: string;
  author: string;
  queuedAt: string;
  /** Null when its delivery can no longer be read: it may have been sent. */
  state: OutboxState | null;
  documentDigest: string;
  bodyDigest: string;
  /** As signed and as it was to be sent, each only when it still fits its digest. */
  document: Uint8Array | null;
  message: Uint8Array | null;
}>;

/** What a damaged database still holds of acts that the services have not accepted. */
export type Salvage = Readonly<{
  pages: number;
  damagedPages: number;
  unsent: readonly SalvagedAct[];
  /** Signed documents whose act can no longer be read: each may be unsent. */
  documentsWithoutAct: readonly SalvagedDocument[];
  /** Places of the queue's chain that can no longer be read. */
  lostActs: number;
}>;

const DIGEST = /^[0-9a-f]{64}$/;
const isText = (value: Value | undefined): value is string => typeof value === 'string';
const isDigest = (value: Value | undefined): value is string => isText(value) && DIGEST.test(value);
const isBlob = (value: Value | undefined): value is Uint8Array => value instanceof Uint8Array;

type Queued = Readonly<{
  seq: number;
  act: Omit<SalvagedAct, 'state' | 'document' | 'message'>;
  head: Uint8Array;
  tail: Uint8Array | null;
}>;

/** Columns of `outbox` in their order; the first is the row's own number. Null for a row of another table. */
function queuedIn({ rowid, values }: RawRow): Queued | null {
  const [, id, documentOid, act, messageId, service, orderKey, orderNo, , patientId, , author, , queuedAt, ...rest] =
    values;
  const [documentDigest, bodyDigest, chainHash, , , head, tail] = rest;
  const isOne =
    rowid !== null &&
    values.length >= 21 &&
    ACTS.some(each => each === act) &&
    [id, documentOid, messageId, service, orderKey, patientId, author, queuedAt].every(isText) &&
    [documentDigest, bodyDigest, chainHash].every(isDigest) &&
    isBlob(head);
  if (!isOne) return null;
  const text = (value: Value | undefined): string => value as string;
  return {
    seq: rowid,
    act: {
      id: text(id),
      documentOid: text(documentOid),
      act: act as Act,
      messageId: text(messageId),
      service: text(service),
      orderKey: text(orderKey),
      orderNo: Number(orderNo),
      patientId: text(patientId),
      author: text(author),
      queuedAt: text(queuedAt),
      documentDigest: text(documentDigest),
      bodyDigest: text(bodyDigest),
    },
    head,
    tail: isBlob(tail) ? tail : null,
  };
}

/** A later signature of a queued act: its own link and message. */
type SignedAgain = Readonly<{
  seq: number;
  itemId: string;
  signing: number;
  act: Pick<SalvagedAct, 'messageId' | 'documentDigest' | 'bodyDigest'>;
  head: Uint8Array;
  tail: Uint8Array | null;
}>;

/** Columns of `outbox_signings` in their order; the first is the row's own number. */
function signedAgainIn({ rowid, values }: RawRow): SignedAgain | null {
  const [, itemId, signing, messageId, signedAt, documentDigest, bodyDigest, chainHash, , , head, tail] = values;
  if (rowid === null || values.length < 12 || typeof signing !== 'number') return null;
  if (!isText(itemId) || !isText(messageId) || !isText(signedAt) || !isBlob(head)) return null;
  if (!isDigest(documentDigest) || !isDigest(bodyDigest) || !isDigest(chainHash)) return null;
  const act = { messageId, documentDigest, bodyDigest };
  return { seq: rowid, itemId, signing, act, head, tail: isBlob(tail) ? tail : null };
}

/** Columns of `delivery`: id, number, lane, state. */
function stateIn({ rowid, values }: RawRow): Readonly<{ id: string; seq: number; state: OutboxState }> | null {
  const [id, seq, orderKey, state, attempts] = values;
  const known = OUTBOX_STATES.find(each => each === state);
  if (rowid !== null || values.length < 12 || known === undefined) return null;
  if (!isText(id) || typeof seq !== 'number' || !isText(orderKey) || typeof attempts !== 'number') return null;
  return { id, seq, state: known };
}

/** A signed document as it is stored: whole, or what the signature put into the frozen bytes `frozen`. */
type Stored = SalvagedDocument & Readonly<{ around: Readonly<{ frozen: number; place: number }> | null }>;

/**
 * Columns of `documents`: oid first, digest sixth, bytes tenth, then the frozen row and the place in its bytes; and of
 * `document_signings`: oid, number, digest, time, bytes.
 */
function documentIn({ rowid, values }: RawRow): Stored | null {
  if (rowid !== null) return null;
  const isAgain = values.length === 5 && typeof values[1] === 'number';
  const [oid, digest, bytes] = [values[0], values[isAgain ? 2 : 5], values[isAgain ? 4 : 9]];
  if (!isAgain && (values.length < 10 || !isText(values[3]))) return null;
  if (!isText(oid) || !isDigest(digest) || !isBlob(bytes)) return null;
  const [frozen, place] = values.slice(10);
  const isAround = typeof frozen === 'number' && typeof place === 'number';
  return { oid, digest, bytes, around: isAround ? { frozen, place } : null };
}

/** Columns of `frozen`: the row's own number, digest, content, bytes. */
function frozenIn({ rowid, values }: RawRow): Readonly<{ n: number; bytes: Uint8Array }> | null {
  const [own, digest, content, bytes] = values;
  if (rowid === null || values.length !== 4 || own !== null) return null;
  return isDigest(digest) && isText(content) && isBlob(bytes) ? { n: rowid, bytes } : null;
}

/** The document as signed; null when a part of it cannot be trusted. */
function wholeDocument(
  stored: Stored,
  frozen: ReadonlyMap<number, Uint8Array>,
  sha256: Sha256,
): SalvagedDocument | null {
  const { oid, digest, around } = stored;
  const shown = around === null ? new Uint8Array(0) : frozen.get(around.frozen);
  const place = around?.place ?? 0;
  if (shown === undefined || place > shown.length) return null;
  const bytes = withInserted(shown, { place, bytes: stored.bytes });
  return sha256(bytes) === digest ? { oid, digest, bytes } : null;
}

const isFinal = (state: OutboxState | null): boolean => state === 'accepted' || state === 'cancelled';

const fileOr = (path: string): Buffer => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));

/**
 * Reads what it can without the driver, and changes nothing. For the cipher `sqlcipher`; a page of `aegis` cannot be told
 * from a damaged one here, so such a database gives nothing.
 */
export function salvage(options: ReadOptions): Salvage {
  const { path, key, sha256 } = options;
  const keys = keysOf(key);
  const pages = openPages(fileOr(path), fileOr(`${path}-wal`), keys.database, PAGE_BYTES.sqlcipher, keptSalt(path));
  const queued = new Map<number, Queued>();
  const states = new Map<number, OutboxState>();
  const again = new Map<number, SignedAgain>();
  const frozen = new Map<number, Uint8Array>();
  const stored: Stored[] = [];
  for (const row of rowsIn(pages)) {
    const [act, state, document, shown] = [queuedIn(row), stateIn(row), documentIn(row), frozenIn(row)];
    const signing = signedAgainIn(row);
    if (signing !== null) again.set(signing.seq, signing);
    if (act !== null) queued.set(act.seq, act);
    if (state !== null) states.set(state.seq, state.state);
    if (document !== null) stored.push(document);
    if (shown !== null) frozen.set(shown.n, shown.bytes);
  }
  /** By digest: a document may have been signed more than once. */
  const documents = new Map<string, SalvagedDocument>();
  for (const each of stored) {
    const document = wholeDocument(each, frozen, sha256);
    if (document !== null) documents.set(document.digest, document);
  }
  const acts = [...queued.values()].sort((a, b) => a.seq - b.seq);
  const newest = new Map([...again.values()].sort((a, b) => a.signing - b.signing).map(each => [each.itemId, each]));
  const unsent = acts.flatMap(({ seq, ...first }): readonly SalvagedAct[] => {
    const state = states.get(seq) ?? null;
    if (isFinal(state)) return [];
    // What goes is the newest signature: the service refused those before it.
    const { head, tail, act: own } = newest.get(first.act.id) ?? first;
    const act = { ...first.act, ...own };
    const document = documents.get(act.documentDigest)?.bytes ?? null;
    const joined =
      tail !== null && document === null ? null : joinBody({ head, tail }, () => document ?? new Uint8Array(0));
    const message = joined !== null && sha256(joined) === act.bodyDigest ? joined : null;
    return [{ ...act, state, document, message }];
  });
  const known = new Set(acts.map(({ act }) => act.documentOid));
  const last = Math.max(0, ...queued.keys(), ...states.keys(), ...again.keys());
  const lost = Array.from({ length: last }, (_, n) => n + 1).filter(
    seq => !queued.has(seq) && !again.has(seq) && !isFinal(states.get(seq) ?? null),
  );
  return {
    pages: pages.count,
    damagedPages: pages.damaged,
    unsent,
    documentsWithoutAct: [...documents.values()].filter(({ oid }) => !known.has(oid)),
    lostActs: lost.length,
  };
}

function keptSalt(path: string): Uint8Array | null {
  const kept = fileOr(saltPath(path));
  return kept.length === SALT_BYTES ? kept : null;
}

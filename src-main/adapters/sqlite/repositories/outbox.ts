import { type OutboxState } from '../../../../shared/domain/queue.ts';
import { type Sha256 } from '../../../../shared/kernel/clock.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../../shared/kernel/time.ts';
import { type NewOutboxItem, type Outbox, type OutboxItem, type Receipt } from '../../../app/ports/store.port.ts';
import { plainBytes } from '../blob.ts';
import { CHAIN_START, outboxLink } from '../chain.ts';
import { type Connection } from '../connection.ts';
import { joinBody, splitBody } from '../message-body.ts';
import { type AuditHead } from './audit.ts';

type Row = Readonly<{
  id: string;
  document_oid: Oid;
  act: OutboxItem['act'];
  message_id: string;
  service: OutboxItem['service'];
  order_key: string;
  order_no: number;
  after: string;
  patient_id: string;
  summary: string;
  author: string;
  reason: string;
  valid_until: LocalDate | null;
  queued_at: Instant;
  document_digest: string;
  body_digest: string;
  chain_hash: string;
  state: OutboxState;
  attempts: number;
  own_failures: number;
  not_before: Instant;
  last_answer: string | null;
  decisions: string;
  receipt: string | null;
  receipt_bytes: Uint8Array | null;
}>;

type Link = Readonly<{
  seq: number;
  document_oid: Oid;
  act: OutboxItem['act'];
  document_digest: string;
  body_digest: string;
  chain_hash: string;
}>;

type Place = Readonly<{ seq: number; audit_n: number; audit_hash: string; previous: string | null }> &
  (Omit<Link, 'seq'> | Readonly<Record<keyof Omit<Link, 'seq'>, null>>);

type Body = Readonly<{
  body_head: Uint8Array;
  body_tail: Uint8Array | null;
  body_digest: string;
  document_oid: string;
}>;

/** Must read as in the partial index `delivery_open`, or the index is not used. */
const OPEN = "delivery.state NOT IN ('accepted', 'cancelled')";

const ITEM = `
  SELECT outbox.id, outbox.document_oid, outbox.act, outbox.message_id, outbox.service, outbox.order_key, outbox.order_no,
    outbox.after, outbox.patient_id, outbox.summary, outbox.author, outbox.reason, outbox.valid_until, outbox.queued_at,
    outbox.document_digest, outbox.body_digest, outbox.chain_hash, delivery.state, delivery.attempts,
    delivery.own_failures, delivery.not_before, delivery.last_answer, delivery.decisions, delivery.receipt,
    delivery.receipt_bytes`;

function readReceipt(receipt: string | null, bytes: Uint8Array | null): Receipt | null {
  if (receipt === null || bytes === null) return null;
  return { ...(JSON.parse(receipt) as Omit<Receipt, 'bytes'>), bytes: plainBytes(bytes) };
}

/** What may change of an item; all else is what was queued, and stays. */
type Delivery = Pick<Row, 'id' | 'state' | 'attempts' | 'own_failures' | 'not_before' | 'last_answer' | 'decisions'>;

const delivered = (row: Delivery) => ({
  state: row.state,
  attempts: row.attempts,
  ownFailures: row.own_failures,
  notBefore: row.not_before,
  lastAnswer: row.last_answer === null ? null : (JSON.parse(row.last_answer) as OutboxItem['lastAnswer']),
  decisions: JSON.parse(row.decisions) as OutboxItem['decisions'],
});

const sameDelivery = (a: Delivery, b: Delivery): boolean =>
  a.state === b.state &&
  a.attempts === b.attempts &&
  a.own_failures === b.own_failures &&
  a.not_before === b.not_before &&
  a.last_answer === b.last_answer &&
  a.decisions === b.decisions;

const read = (row: Row): OutboxItem => ({
  ...delivered(row),
  id: row.id,
  documentOid: row.document_oid,
  messageId: row.message_id,
  act: row.act,
  service: row.service,
  orderKey: row.order_key,
  orderNo: row.order_no,
  after: JSON.parse(row.after) as readonly string[],
  patientId: row.patient_id,
  summary: row.summary,
  author: JSON.parse(row.author) as OutboxItem['author'],
  reason: row.reason,
  validUntil: row.valid_until,
  documentDigest: row.document_digest,
  bodyDigest: row.body_digest,
  queuedAt: row.queued_at,
  receipt: readReceipt(row.receipt, row.receipt_bytes),
  chainHash: row.chain_hash,
});

function statements(db: Connection) {
  const listed = (where: string, order: string) =>
    db.prepare<[number], Row>(
      `${ITEM} FROM delivery JOIN outbox ON outbox.seq = delivery.seq ${where} ORDER BY delivery.seq ${order} LIMIT ?`,
    );
  return {
    last: db.prepare<[], string>('SELECT chain_hash FROM outbox ORDER BY seq DESC LIMIT 1').pluck(),
    lane: db.prepare<[string], number | null>('SELECT max(order_no) FROM outbox WHERE order_key = ?').pluck(),
    known: db.prepare<[string, string], Row>(
      `${ITEM} FROM outbox JOIN delivery ON delivery.id = outbox.id WHERE outbox.document_oid = ? AND outbox.act = ?`,
    ),
    add: db.prepare(`
      INSERT INTO outbox (id, document_oid, act, message_id, service, order_key, order_no, after, patient_id, summary,
        author, reason, valid_until, queued_at, document_digest, body_digest, chain_hash, audit_n, audit_hash, body_head, body_tail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_oid, act) DO NOTHING`),
    deliver: db.prepare<[string, number | bigint, string, string]>(`
      INSERT INTO delivery (id, seq, order_key, state, attempts, own_failures, not_before, decisions)
      VALUES (?, ?, ?, 'queued', 0, 0, ?, '[]')`),
    get: db.prepare<[string], Row>(
      `${ITEM} FROM delivery JOIN outbox ON outbox.seq = delivery.seq WHERE delivery.id = ?`,
    ),
    byDocument: db.prepare<[string], Row>(`
      ${ITEM} FROM outbox JOIN delivery ON delivery.id = outbox.id
      WHERE outbox.document_oid = ? ORDER BY outbox.seq DESC LIMIT 1`),
    ofSubject: db.prepare<[string], Row>(`
      ${ITEM} FROM outbox JOIN delivery ON delivery.id = outbox.id
      WHERE outbox.document_oid = ? ORDER BY outbox.seq`),
    body: db.prepare<[string], Body>(`
      SELECT outbox.body_head, outbox.body_tail, outbox.body_digest, outbox.document_oid
      FROM delivery JOIN outbox ON outbox.seq = delivery.seq WHERE delivery.id = ?`),
    change: db.prepare(`
      UPDATE delivery SET state = ?, attempts = ?, own_failures = ?, not_before = ?, last_answer = ?, decisions = ?,
        receipt_at = ?, receipt = ?, receipt_bytes = ? WHERE id = ?`),
    heads: db.prepare<[], Row>(`
      WITH first AS MATERIALIZED (SELECT min(seq) AS seq FROM delivery WHERE ${OPEN} GROUP BY order_key)
      ${ITEM} FROM first CROSS JOIN outbox USING (seq) JOIN delivery ON delivery.id = outbox.id ORDER BY outbox.seq`),
    /** The changing half of the heads: with `min`, SQLite gives the other columns of the row that has it. */
    headsNow: db.prepare<[], Delivery>(`
      WITH first AS MATERIALIZED (SELECT min(seq) AS seq, id FROM delivery WHERE ${OPEN} GROUP BY order_key)
      SELECT delivery.id, delivery.state, delivery.attempts, delivery.own_failures, delivery.not_before,
        delivery.last_answer, delivery.decisions
      FROM first CROSS JOIN delivery USING (id) ORDER BY first.seq`),
    open: listed(`WHERE ${OPEN}`, 'ASC'),
    needsPerson: listed(`WHERE ${OPEN} AND delivery.state IN ('held', 'rejected')`, 'ASC'),
    all: db.prepare<[number], Row>(
      `${ITEM} FROM outbox JOIN delivery ON delivery.id = outbox.id ORDER BY outbox.seq DESC LIMIT ?`,
    ),
    waiting: db
      .prepare<[string, string, number], number>(
        `
        SELECT count(*) FROM delivery WHERE ${OPEN} AND order_key = ?
          AND seq > (SELECT seq FROM outbox WHERE order_key = ? AND order_no = ?)`,
      )
      .pluck(),
    unsent: db.prepare<[], Readonly<{ unsent: number; parked: number | null; oldest: number | null }>>(
      `SELECT count(*) AS unsent, sum(state IN ('held', 'rejected')) AS parked, min(seq) AS oldest
       FROM delivery WHERE ${OPEN}`,
    ),
    queuedAt: db.prepare<[number], Instant>('SELECT queued_at FROM outbox WHERE seq = ?').pluck(),
    accepted: db
      .prepare<[string], number>("SELECT count(*) FROM delivery WHERE state = 'accepted' AND receipt_at >= ?")
      .pluck(),
    place: db.prepare<[string], Place>(`
      SELECT here.seq, here.audit_n, here.audit_hash, before.chain_hash AS previous, next.act, next.document_oid,
        next.document_digest, next.body_digest, next.chain_hash
      FROM delivery JOIN outbox AS here ON here.seq = delivery.seq
        LEFT JOIN outbox AS before ON before.seq = here.seq - 1
        LEFT JOIN outbox AS next ON next.seq = here.seq + 1
      WHERE delivery.id = ?`),
    links: db.prepare<[], Link>(
      'SELECT seq, document_oid, act, document_digest, body_digest, chain_hash FROM outbox ORDER BY seq',
    ),
  };
}

/** Up to so many new heads are read one by one. */
const FEW_NEW_HEADS = 20;

export type OutboxParts = Readonly<{
  sha256: Sha256;
  /** The end of the log, stored with every message as an anchor. */
  auditHead(): AuditHead;
  /** The signed document under an OID, or null. */
  signed(oid: string): Uint8Array | null;
}>;

export type RememberingOutbox = Outbox &
  Readonly<{
    /** A transaction begins: only what a reading one sees is committed, and may be remembered. */
    begin(kind: 'write' | 'read'): void;
  }>;

export function openOutbox(db: Connection, { sha256, auditHead, signed }: OutboxParts): RememberingOutbox {
  const sql = statements(db);
  /** The heads of the latest look: the queue looks after every answer, and of thousands only a few are new or changed. */
  let remembered: ReadonlyMap<string, Readonly<{ row: Delivery; item: OutboxItem }>> = new Map();
  let seesCommitted = false;

  function heads(): readonly OutboxItem[] {
    const rows = sql.headsNow.all();
    const fresh = rows.filter(({ id }) => !remembered.has(id)).length;
    const whole = fresh > FEW_NEW_HEADS ? sql.heads.all().map(read) : null;
    const looked = rows.map((row, at) => {
      const known = remembered.get(row.id);
      if (known !== undefined && sameDelivery(known.row, row)) return known;
      const item = whole?.[at] ?? (known === undefined ? null : { ...known.item, ...delivered(row) });
      return { row, item: item ?? read(sql.get.get(row.id) as Row) };
    });
    if (seesCommitted) remembered = new Map(looked.map(one => [one.row.id, one]));
    return looked.map(({ item }) => item);
  }

  /** The item that is queued under this OID and act already. @throws when what was signed differs: a bug */
  function again({ documentOid, act, documentDigest }: NewOutboxItem): OutboxItem {
    const known = sql.known.get(documentOid, act);
    if (known?.document_digest === documentDigest) return read(known);
    throw new Error(`document ${documentOid} is queued with another digest`);
  }

  const outbox: RememberingOutbox = {
    begin(kind) {
      seesCommitted = kind === 'read';
    },
    add(item) {
      for (const id of item.after) {
        if (sql.get.get(id) === undefined) throw new Error(`item ${item.id} waits for an unknown item`);
      }
      const { body, ...rest } = item;
      const bodyDigest = sha256(body);
      const orderNo = (sql.lane.get(item.orderKey) ?? 0) + 1;
      const chainHash = outboxLink(sha256, sql.last.get() ?? CHAIN_START, { ...item, bodyDigest });
      const anchor = auditHead();
      const stored = splitBody(body, signed(item.documentOid));
      const { changes, lastInsertRowid } = sql.add.run(
        item.id,
        item.documentOid,
        item.act,
        item.messageId,
        item.service,
        item.orderKey,
        orderNo,
        JSON.stringify(item.after),
        item.patientId,
        item.summary,
        JSON.stringify(item.author),
        item.reason,
        item.validUntil,
        item.queuedAt,
        item.documentDigest,
        bodyDigest,
        chainHash,
        anchor.n,
        anchor.hash,
        stored.head,
        stored.tail,
      );
      if (changes === 0) return again(item);
      sql.deliver.run(item.id, lastInsertRowid, item.orderKey, item.notBefore);
      return {
        ...rest,
        bodyDigest,
        orderNo,
        chainHash,
        state: 'queued',
        attempts: 0,
        ownFailures: 0,
        lastAnswer: null,
        receipt: null,
        decisions: [],
      };
    },
    get(id) {
      const row = sql.get.get(id);
      return row === undefined ? null : read(row);
    },
    body(id) {
      const row = sql.body.get(id);
      if (row === undefined) throw new Error('no such item');
      const stored = { head: row.body_head, tail: row.body_tail };
      const body = joinBody(stored, () => signed(row.document_oid) ?? new Uint8Array(0));
      return sha256(body) === row.body_digest ? body : null;
    },
    ofSubject: documentOid => sql.ofSubject.all(documentOid).map(read),
    byDocument(documentOid) {
      const row = sql.byDocument.get(documentOid);
      return row === undefined ? null : read(row);
    },
    change(id, change) {
      const before = outbox.get(id);
      if (before === null) throw new Error('no such item');
      const { receipt, ...after } = { ...before, ...change };
      const { bytes, ...facts } = receipt ?? { bytes: null };
      sql.change.run(
        after.state,
        after.attempts,
        after.ownFailures,
        after.notBefore,
        after.lastAnswer === null ? null : JSON.stringify(after.lastAnswer),
        JSON.stringify(after.decisions),
        receipt?.at ?? null,
        receipt === null ? null : JSON.stringify(facts),
        bytes,
        id,
      );
    },
    heads,
    list: (show, limit) => sql[show].all(limit).map(read),
    waitingBehind: ({ orderKey, orderNo }) => sql.waiting.get(orderKey, orderKey, orderNo) ?? 0,
    counts(sinceMidnight) {
      const row = sql.unsent.get();
      const oldest = row?.oldest ?? null;
      return {
        unsent: row?.unsent ?? 0,
        needsPerson: row?.parked ?? 0,
        acceptedToday: sql.accepted.get(sinceMidnight) ?? 0,
        oldestUnsentAt: oldest === null ? null : (sql.queuedAt.get(oldest) ?? null),
      };
    },
    place(id) {
      const row = sql.place.get(id);
      if (row === undefined) return null;
      const next =
        row.chain_hash === null
          ? null
          : {
              act: row.act,
              documentOid: row.document_oid,
              documentDigest: row.document_digest,
              bodyDigest: row.body_digest,
              chainHash: row.chain_hash,
            };
      const log = { n: row.audit_n, hash: row.audit_hash };
      return { n: row.seq, previous: row.previous ?? CHAIN_START, next, log };
    },
    firstBrokenLink() {
      let [n, previous] = [0, CHAIN_START];
      for (const link of sql.links.iterate()) {
        n += 1;
        const facts = {
          documentOid: link.document_oid,
          act: link.act,
          documentDigest: link.document_digest,
          bodyDigest: link.body_digest,
        };
        if (link.seq !== n || link.chain_hash !== outboxLink(sha256, previous, facts)) return n;
        previous = link.chain_hash;
      }
      return null;
    },
  };
  return outbox;
}

import { type OutboxState } from '../../../../shared/domain/queue.ts';
import { type Sha256 } from '../../../../shared/kernel/clock.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../../shared/kernel/time.ts';
import {
  type NewOutboxItem,
  type Outbox,
  type OutboxItem,
  type Receipt,
} from '../../../app/ports/store/outbox.port.ts';
import { plainBytes } from '../blob.ts';
import { CHAIN_START, outboxLink } from '../chain.ts';
import { type Connection } from '../connection.ts';
import { joinBody, splitBody } from '../message-body.ts';
import { type AuditHead } from './audit.ts';

type Row = Readonly<{
  id: string;
  seq: number;
  signing: number;
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
  audit_n: number;
  audit_hash: string;
}>;

/** What a later signature of an item's document has of its own. */
type Again = Readonly<Pick<Link, 'seq' | 'document_digest' | 'body_digest' | 'chain_hash'> & { message_id: string }>;

type Body = Readonly<{
  body_head: Uint8Array;
  body_tail: Uint8Array | null;
  body_digest: string;
  document_oid: string;
}>;

/** Must read as in the partial index `delivery_open`, or the index is not used. */
const OPEN = "delivery.state NOT IN ('accepted', 'cancelled')";

const ITEM = `
  SELECT outbox.id, outbox.seq, delivery.signing, outbox.document_oid, outbox.act, outbox.message_id, outbox.service, outbox.order_key, outbox.order_no,
    outbox.after, outbox.patient_id, outbox.summary, outbox.author, outbox.reason, outbox.valid_until, outbox.queued_at,
    outbox.document_digest, outbox.body_digest, outbox.chain_hash, delivery.state, delivery.attempts,
    delivery.own_failures, delivery.not_before, delivery.last_answer, delivery.decisions, delivery.receipt,
    delivery.receipt_bytes`;

function readReceipt(receipt: string | null, bytes: Uint8Array | null): Receipt | null {
  if (receipt === null || bytes === null) return null;
  return { ...(JSON.parse(receipt) as Omit<Receipt, 'bytes'>), bytes: plainBytes(bytes) };
}

/** What may change of an item; all else is what was queued, and stays. */
type Delivery = Pick<
  Row,
  'id' | 'signing' | 'state' | 'attempts' | 'own_failures' | 'not_before' | 'last_answer' | 'decisions'
>;

const delivered = (row: Delivery) => ({
  state: row.state,
  attempts: row.attempts,
  ownFailures: row.own_failures,
  notBefore: row.not_before,
  lastAnswer: row.last_answer === null ? null : (JSON.parse(row.last_answer) as OutboxItem['lastAnswer']),
  decisions: JSON.parse(row.decisions) as OutboxItem['decisions'],
});

const sameDelivery = (a: Delivery, b: Delivery): boolean =>
  a.signing === b.signing &&
  a.state === b.state &&
  a.attempts === b.attempts &&
  a.own_failures === b.own_failures &&
  a.not_before === b.not_before &&
  a.last_answer === b.last_answer &&
  a.decisions === b.decisions;

const firstSigned = (row: Row): OutboxItem => ({
  ...delivered(row),
  id: row.id,
  documentOid: row.document_oid,
  messageId: row.message_id,
  signing: 1,
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
    last: db.prepare<[], Pick<Link, 'seq' | 'chain_hash'>>(`
      SELECT * FROM (SELECT seq, chain_hash FROM outbox ORDER BY seq DESC LIMIT 1)
      UNION ALL SELECT * FROM (SELECT seq, chain_hash FROM outbox_signings ORDER BY seq DESC LIMIT 1)
      ORDER BY seq DESC LIMIT 1`),
    lane: db.prepare<[string], number | null>('SELECT max(order_no) FROM outbox WHERE order_key = ?').pluck(),
    known: db.prepare<[string, string], Row>(
      `${ITEM} FROM outbox JOIN delivery ON delivery.id = outbox.id WHERE outbox.document_oid = ? AND outbox.act = ?`,
    ),
    add: db.prepare(`
      INSERT INTO outbox (seq, id, document_oid, act, message_id, service, order_key, order_no, after, patient_id, summary,
        author, reason, valid_until, queued_at, document_digest, body_digest, chain_hash, audit_n, audit_hash, body_head, body_tail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_oid, act) DO NOTHING`),
    deliver: db.prepare<[string, number, string, string]>(`
      INSERT INTO delivery (id, seq, order_key, state, attempts, own_failures, not_before, decisions)
      VALUES (?, ?, ?, 'queued', 0, 0, ?, '[]')`),
    addAgain: db.prepare(`
      INSERT INTO outbox_signings (seq, item_id, n, message_id, signed_at, document_digest, body_digest, chain_hash,
        audit_n, audit_hash, body_head, body_tail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    deliverAgain: db.prepare<[number, string]>('UPDATE delivery SET signing = ? WHERE id = ?'),
    again: db.prepare<[string, number], Again>(`
      SELECT seq, message_id, document_digest, body_digest, chain_hash FROM outbox_signings WHERE item_id = ? AND n = ?`),
    bodyAgain: db.prepare<[string, number], Omit<Body, 'document_oid'>>(
      'SELECT body_head, body_tail, body_digest FROM outbox_signings WHERE item_id = ? AND n = ?',
    ),
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
      SELECT delivery.id, delivery.signing, delivery.state, delivery.attempts, delivery.own_failures, delivery.not_before,
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
    unsent: db.prepare<[], Readonly<{ unsent: number; parked: number; gone: number; oldest: number | null }>>(`
      SELECT count(*) FILTER (WHERE NOT gone) AS unsent, count(*) FILTER (WHERE parked AND NOT gone) AS parked,
        count(*) FILTER (WHERE gone) AS gone, min(seq) FILTER (WHERE NOT gone) AS oldest
      FROM (SELECT seq, state IN ('held', 'rejected') AS parked,
          state IN ('held', 'rejected') AND ifnull(decisions ->> '$[#-1].decision', '') = 'cancel' AS gone
        FROM delivery WHERE ${OPEN})`),
    queuedAt: db.prepare<[number], Instant>('SELECT queued_at FROM outbox WHERE seq = ?').pluck(),
    accepted: db
      .prepare<[string], number>("SELECT count(*) FROM delivery WHERE state = 'accepted' AND receipt_at >= ?")
      .pluck(),
    link: db.prepare<[number], Link>('SELECT * FROM queue_links WHERE seq = ?'),
    links: db.prepare<[], Link>('SELECT * FROM queue_links ORDER BY seq'),
  };
}

/** Up to so many new heads are read one by one. */
const FEW_NEW_HEADS = 20;

export type OutboxParts = Readonly<{
  sha256: Sha256;
  /** The end of the log, stored with every message as an anchor. */
  auditHead(): AuditHead;
  /** The signed document under an OID, or null. @param signing from 1 */
  signed(oid: string, signing: number): Uint8Array | null;
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

  /** The item under one of its signatures. */
  function under(row: Row, signing: number): OutboxItem & Readonly<{ seq: number }> {
    const item = firstSigned(row);
    if (signing === 1) return { ...item, seq: row.seq };
    const again = sql.again.get(row.id, signing);
    if (again === undefined) throw new Error('a signature without its message');
    return {
      ...item,
      signing,
      seq: again.seq,
      messageId: again.message_id,
      documentDigest: again.document_digest,
      bodyDigest: again.body_digest,
      chainHash: again.chain_hash,
    };
  }
  function read(row: Row): OutboxItem {
    const { seq: _, ...item } = under(row, row.signing);
    return item;
  }
  const isOne = (row: Row, signing: number): boolean => signing >= 1 && signing <= row.signing;

  function heads(): readonly OutboxItem[] {
    const rows = sql.headsNow.all();
    const fresh = rows.filter(({ id }) => !remembered.has(id)).length;
    const whole = fresh > FEW_NEW_HEADS ? sql.heads.all().map(read) : null;
    const looked = rows.map((row, at) => {
      const known = remembered.get(row.id);
      if (known !== undefined && sameDelivery(known.row, row)) return known;
      const isKnown = known !== undefined && known.row.signing === row.signing;
      const item = whole?.[at] ?? (!isKnown ? null : { ...known.item, ...delivered(row) });
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
      const last = sql.last.get();
      const seq = (last?.seq ?? 0) + 1;
      const chainHash = outboxLink(sha256, last?.chain_hash ?? CHAIN_START, { ...item, bodyDigest });
      const anchor = auditHead();
      const stored = splitBody(body, signed(item.documentOid, 1));
      const { changes } = sql.add.run(
        seq,
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
      sql.deliver.run(item.id, seq, item.orderKey, item.notBefore);
      return {
        ...rest,
        signing: 1,
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
    signAgain(id, { messageId, documentDigest, body, signedAt }) {
      const row = sql.get.get(id);
      if (row === undefined) throw new Error('no such item');
      if (row.message_id === messageId) throw new Error('a new message has a name of its own');
      const signing = row.signing + 1;
      const bodyDigest = sha256(body);
      const last = sql.last.get();
      const linked = { documentOid: row.document_oid, act: row.act, documentDigest, bodyDigest };
      const chainHash = outboxLink(sha256, last?.chain_hash ?? CHAIN_START, linked);
      const anchor = auditHead();
      const stored = splitBody(body, signed(row.document_oid, signing));
      sql.addAgain.run(
        (last?.seq ?? 0) + 1,
        id,
        signing,
        messageId,
        signedAt,
        documentDigest,
        bodyDigest,
        chainHash,
        anchor.n,
        anchor.hash,
        stored.head,
        stored.tail,
      );
      sql.deliverAgain.run(signing, id);
      return read({ ...row, signing });
    },
    earlier(id, signing) {
      const row = sql.get.get(id);
      if (row === undefined || !isOne(row, signing) || signing === row.signing) return null;
      const { seq: _, ...item } = under(row, signing);
      return { ...item, state: 'rejected', receipt: null };
    },
    body(id, signing) {
      const row = sql.get.get(id);
      if (row === undefined) throw new Error('no such item');
      const n = signing ?? row.signing;
      const body = n === 1 ? sql.body.get(id) : sql.bodyAgain.get(id, n);
      if (body === undefined) throw new Error('no such signature');
      const stored = { head: body.body_head, tail: body.body_tail };
      const whole = joinBody(stored, () => signed(row.document_oid, n) ?? new Uint8Array(0));
      return sha256(whole) === body.body_digest ? whole : null;
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
        givenUp: row?.gone ?? 0,
        acceptedToday: sql.accepted.get(sinceMidnight) ?? 0,
        oldestUnsentAt: oldest === null ? null : (sql.queuedAt.get(oldest) ?? null),
      };
    },
    place(id, signing) {
      const row = sql.get.get(id);
      if (row === undefined || !isOne(row, signing ?? row.signing)) return null;
      const { seq: n } = under(row, signing ?? row.signing);
      const here = sql.link.get(n);
      if (here === undefined) return null;
      const next = sql.link.get(n + 1);
      return {
        n,
        previous: sql.link.get(n - 1)?.chain_hash ?? CHAIN_START,
        next:
          next === undefined
            ? null
            : {
                act: next.act,
                documentOid: next.document_oid,
                documentDigest: next.document_digest,
                bodyDigest: next.body_digest,
                chainHash: next.chain_hash,
              },
        log: { n: here.audit_n, hash: here.audit_hash },
      };
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

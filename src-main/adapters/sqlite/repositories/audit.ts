import {
  type AuditEvent,
  type AuditLog,
  type AuditQuery,
  type ChainedAuditEvent,
  type LoggedEvent,
} from '../../../app/ports/store/audit-log.port.ts';
import { type Sha256 } from '../../../../shared/kernel/clock.ts';
import { auditLink, CHAIN_START } from '../chain.ts';
import { type Connection } from '../connection.ts';
import { sealer } from '../seal.ts';

type Row = Readonly<{
  n: number;
  at: AuditEvent['at'];
  actor: string;
  organisation_oid: AuditEvent['organisationOid'];
  act: string;
  patient_id: string | null;
  subject: string | null;
  reason: string | null;
  outcome: AuditEvent['outcome'];
  hash: string;
  seal: string;
}>;

const read = (row: Row): LoggedEvent => ({
  at: row.at,
  actor: row.actor,
  organisationOid: row.organisation_oid,
  act: row.act,
  patientId: row.patient_id,
  subject: row.subject,
  reason: row.reason,
  outcome: row.outcome,
});

const chained = (row: Row): ChainedAuditEvent => ({ ...read(row), n: row.n, hash: row.hash });

/** Parameters of a query: lists as JSON, null for all. */
type Wanted = Readonly<{ from: string; until: string; actors: string | null; patients: string | null }>;
const WANTED = `at >= @from AND at < @until
  AND (@actors IS NULL OR actor IN (SELECT value FROM json_each(@actors)))
  AND (@patients IS NULL OR patient_id IN (SELECT value FROM json_each(@patients)))`;
const listOf = (values: readonly string[] | null): string | null => (values === null ? null : JSON.stringify(values));
const wanted = ({ from, until, actors, patients }: AuditQuery): Wanted => ({
  from,
  until,
  actors: listOf(actors),
  patients: listOf(patients),
});

/** The end of the log: what the next row stands on. */
export type AuditHead = Readonly<{ n: number; hash: string }>;

export type SealedAuditLog = AuditLog &
  Readonly<{
    head(): AuditHead;
    /** A transaction begins: what an earlier one knew may have been rolled back. */
    begin(): void;
  }>;

/**
 * Row n holds the link over itself and row n - 1, and a seal (HMAC-SHA256) of that link under a key that is not the file's:
 * who can write the file still cannot forge the log. The queue stores the head with every message, so a cut tail shows.
 */
export function openAuditLog(db: Connection, sha256: Sha256, sealKey: Uint8Array): SealedAuditLog {
  const append = db.prepare(`
    INSERT INTO audit (n, at, actor, organisation_oid, act, patient_id, subject, reason, outcome, hash, seal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const head = db.prepare<[], AuditHead>('SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1');
  const latest = db.prepare<[number], Row>('SELECT * FROM audit ORDER BY n DESC LIMIT ?');
  const all = db.prepare<[], Row>('SELECT * FROM audit ORDER BY n');
  const chosen = db.prepare<[Wanted & Readonly<{ limit: number }>], Row>(
    `SELECT * FROM audit WHERE ${WANTED} ORDER BY n DESC LIMIT @limit`,
  );
  const counted = db.prepare<[Wanted], Readonly<{ total: number }>>(
    `SELECT count(*) AS total FROM audit WHERE ${WANTED}`,
  );
  const one = db.prepare<[number], Row>('SELECT * FROM audit WHERE n = ?');
  const ofAct = db.prepare<[string], Row>('SELECT * FROM audit WHERE act = ? ORDER BY n');
  const anchors = db.prepare<[], Readonly<{ n: number; hash: string; row_hash: string | null }>>(`
    SELECT outbox.audit_n AS n, outbox.audit_hash AS hash, audit.hash AS row_hash
    FROM outbox LEFT JOIN audit ON audit.n = outbox.audit_n
    WHERE outbox.audit_n > 0 AND audit.hash IS NOT outbox.audit_hash ORDER BY outbox.audit_n LIMIT 1`);
  const sealOf = sealer(sealKey);
  let known: AuditHead | null = null;
  const readHead = (): AuditHead => (known ??= head.get() ?? { n: 0, hash: CHAIN_START });
  return {
    head: readHead,
    begin() {
      known = null;
    },
    append(event) {
      const previous = readHead();
      const n = previous.n + 1;
      const hash = auditLink(sha256, previous.hash, n, event);
      append.run(
        n,
        event.at,
        event.actor,
        event.organisationOid,
        event.act,
        event.patientId,
        event.subject,
        event.reason,
        event.outcome,
        hash,
        sealOf(hash),
      );
      known = { n, hash };
    },
    latest: limit => latest.all(limit).map(read),
    select: (query, limit) => ({
      rows: chosen.all({ ...wanted(query), limit }).map(chained),
      total: counted.get(wanted(query))?.total ?? 0,
    }),
    row(n) {
      const found = one.get(n);
      return found === undefined ? null : chained(found);
    },
    ofAct: act => ofAct.all(act).map(chained),
    end: readHead,
    firstBrokenRow() {
      let previous: AuditHead = { n: 0, hash: CHAIN_START };
      for (const row of all.iterate()) {
        const n = previous.n + 1;
        if (
          row.n !== n ||
          row.hash !== auditLink(sha256, previous.hash, n, read(row)) ||
          row.seal !== sealOf(row.hash)
        ) {
          return n;
        }
        previous = { n, hash: row.hash };
      }
      const cut = anchors.get();
      return cut === undefined ? null : Math.min(cut.n, previous.n + 1);
    },
  };
}

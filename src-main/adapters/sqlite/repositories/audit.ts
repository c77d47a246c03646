import { type AuditEvent, type AuditLog } from '../../../app/ports/store.port.ts';
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

const read = (row: Row): AuditEvent => ({
  at: row.at,
  actor: row.actor,
  organisationOid: row.organisation_oid,
  act: row.act,
  patientId: row.patient_id,
  subject: row.subject,
  reason: row.reason,
  outcome: row.outcome,
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

import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { auditLink, CHAIN_START } from '../../../src-main/adapters/sqlite/chain.ts';
import { type AuditLog } from '../../../src-main/app/ports/store/audit-log.port.ts';
import { type Hand, type Kept } from './kept.ts';

export const auditLog = (kept: Kept, { set }: Hand, sha256: Sha256): AuditLog => ({
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
});

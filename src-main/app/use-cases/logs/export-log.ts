import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type ChainedAuditEvent } from '../../ports/store/audit-log.port.ts';
import { type Desk } from '../../session/session.ts';
import { momentsOf, type Period } from './search-log.ts';

const MOST_LINES = 1_000_000;
const COLUMNS = [
  'n',
  'at',
  'actor',
  'organisationOid',
  'act',
  'patientId',
  'subject',
  'reason',
  'outcome',
  'hash',
] as const satisfies readonly (keyof ChainedAuditEvent)[];

type Exported = { fileName: string; mediaType: 'text/csv' | 'application/json'; text: string; lines: number };

/** RFC 4180; a cell that a spreadsheet would run as a formula is written as text. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The lines of a period with their links, oldest first. `before` is the link that the first line stands on and `head` the end
 * of the whole log: who has both can follow the chain, SHA-256 over the line and the link before it, without this program.
 */
export function exportLog(env: Environment, desk: Desk, period: Period, format: 'csv' | 'json'): Exported {
  audited(env, desk.professional, {
    act: 'logExport',
    patientId: null,
    subject: `${period.from}/${period.to}`,
    reason: format,
    outcome: 'ok',
  });
  const { rows, before, head, firstBroken } = env.store.read(tx => {
    const selected = tx.audit.select({ ...momentsOf(period), actors: null, patients: null }, MOST_LINES);
    const oldest = [...selected.rows].reverse();
    return {
      rows: oldest,
      before: tx.audit.row((oldest[0]?.n ?? 1) - 1)?.hash ?? null,
      head: tx.audit.end(),
      firstBroken: tx.audit.firstBrokenRow(),
    };
  });
  const text =
    format === 'csv'
      ? [
          COLUMNS.join(','),
          ...rows.map(row => COLUMNS.map(column => cell(row[column])).join(',')),
          // The last line is the head of the log, in the same columns.
          ['head', env.clock.now(), '', '', firstBroken === null ? 'whole' : `broken:${firstBroken}`]
            .concat(['', `before:${before ?? ''}`, '', String(head.n), head.hash])
            .map(cell)
            .join(','),
          '',
        ].join('\r\n')
      : JSON.stringify(
          {
            log: 'kantele',
            ...period,
            exportedAt: env.clock.now(),
            by: desk.professional.registrationNumber,
            workstation: env.configuration.workstation,
            chain: { link: 'SHA-256', before, head, firstBroken },
            rows: rows.map(row => Object.fromEntries(COLUMNS.map(column => [column, row[column]]))),
          },
          null,
          1,
        );
  return {
    fileName: `kantele-log-${period.from}-${period.to}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/json',
    text,
    lines: rows.length,
  };
}

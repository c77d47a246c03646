/** The log of use and disclosure. */
import { type LogAct } from '../../../../shared/domain/oversight/log-acts.ts';
import { type ErrorCode } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';

/** One line of the log: written before content is shown, and in the same transaction as a change. Ids and codes only. */
export type AuditEvent = Readonly<{
  at: Instant;
  actor: string;
  organisationOid: Oid | null;
  act: LogAct;
  patientId: string | null;
  subject: string | null;
  reason: string | null;
  outcome: 'ok' | ErrorCode;
}>;

/** A line as it was read: an older or newer program may have known other acts. */
export type LoggedEvent = Omit<AuditEvent, 'act'> & Readonly<{ act: string }>;

/** A line with its number and its link in the chain. */
export type ChainedAuditEvent = LoggedEvent & Readonly<{ n: number; hash: string }>;

/** Which lines are wanted; null leaves nothing out. Moments: `from` belongs to it, `until` does not. */
export type AuditQuery = Readonly<{
  from: Instant;
  until: Instant;
  actors: readonly string[] | null;
  patients: readonly string[] | null;
}>;

export interface AuditLog {
  append(event: AuditEvent): void;
  latest(limit: number): readonly LoggedEvent[];
  /** The newest first, `total` before the limit. */
  select(query: AuditQuery, limit: number): Readonly<{ rows: readonly ChainedAuditEvent[]; total: number }>;
  /** One line by its number. */
  row(n: number): ChainedAuditEvent | null;
  /** Lines that somebody decided on, oldest first: those of the act `logReview`. */
  ofAct(act: LogAct): readonly ChainedAuditEvent[];
  /** The end of the chain: number 0 and the start of chains while the log is empty. */
  end(): Readonly<{ n: number; hash: string }>;
  /** Number of the first broken row, or null when the chain holds. */
  firstBrokenRow(): number | null;
}

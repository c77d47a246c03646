/** The log of use and disclosure for the controller's monitor. Every call here leaves its own line in the log first. */
import { z } from 'zod';
import { ANOMALY_KINDS } from '../domain/oversight/anomaly.ts';
import { LOG_BASES } from '../domain/oversight/log-row.ts';
import { REFUSAL_GROUNDS } from '../domain/oversight/report-refusal.ts';
import { call } from './define.ts';
import { count, id, instant, limit, localDate, nothing, pdf, text } from './values.ts';

/** Who, when, whose data, what, why and on what ground. */
export const logLine = z.strictObject({
  n: count,
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  act: z.string(),
  patientId: id.nullable(),
  patientName: z.string(),
  subject: z.string().nullable(),
  /** Query reason, 1.2.246.537.5.40110.2006, or the reason that the act itself carries. */
  reason: z.string().nullable(),
  basis: z.enum(LOG_BASES),
  outcome: z.string(),
  /** Serial number of the card and name of the workstation, from the last signing in; null for what is older than that. */
  card: z.string().nullable(),
  workstation: z.string().nullable(),
});
export type LogLine = z.output<typeof logLine>;

export const logDecision = z.strictObject({
  decision: z.enum(['checked', 'toClarify']),
  note: z.string(),
  by: z.string(),
  at: instant,
});
export type LogDecision = z.output<typeof logDecision>;

export const anomalyCase = z.strictObject({
  id,
  kind: z.enum(ANOMALY_KINDS),
  severity: z.int().min(1).max(3),
  actor: z.string(),
  actorName: z.string(),
  patientId: id.nullable(),
  patientName: z.string(),
  /** Figures for the words that say why it is on the list. */
  inputs: z.record(z.string(), z.string()),
  /** The first of its lines, oldest first. */
  lines: z.array(logLine),
  lineCount: count,
  /** Oldest first; the last one counts. */
  decisions: z.array(logDecision),
});
export type AnomalyCase = z.output<typeof anomalyCase>;

const period = { from: localDate, to: localDate };

export const logs = {
  search: call({
    needs: 'reviewLogs',
    /** Both days belong to the period; a name or number of a person, a name or identity code of a patient. */
    params: z.strictObject({ ...period, person: text(200), patient: text(200), limit }),
    result: z.strictObject({ rows: z.array(logLine), total: count }),
  }),
  anomalies: call({
    needs: 'reviewLogs',
    params: z.strictObject(period),
    result: z.strictObject({ cases: z.array(anomalyCase), lines: count }),
  }),
  decide: call({
    needs: 'reviewLogs',
    params: z.strictObject({ id, decision: z.enum(['checked', 'toClarify']), note: text(1000) }),
    result: logDecision,
    codes: ['LOG-0001', 'LOG-0002', 'LOG-0003'],
  }),
  /** Follows the chain from the first line to the last. */
  check: call({
    needs: 'reviewLogs',
    params: nothing,
    result: z.strictObject({
      lines: count,
      /** Number of the first line that does not hold; null when all do. */
      firstBroken: count.nullable(),
      head: z.string(),
      at: instant,
    }),
  }),
  export: call({
    needs: 'reviewLogs',
    params: z.strictObject({ ...period, format: z.enum(['csv', 'json']) }),
    result: z.strictObject({
      fileName: z.string().max(80),
      mediaType: z.enum(['text/csv', 'application/json']),
      text: z.string(),
      lines: count,
    }),
  }),
  /** The person's own log report, in the person's language. What is older than two years only for a special reason. */
  report: call({
    needs: 'reviewLogs',
    params: z.strictObject({ patientId: id, ...period, specialReason: text(1000) }),
    result: pdf,
    codes: ['PAT-0002', 'PRN-0001', 'LOG-0004'],
  }),
  /** The refusal of that report in writing, in the person's language: its ground and reasons stand in the log too. */
  refuse: call({
    needs: 'reviewLogs',
    params: z.strictObject({ patientId: id, ...period, ground: z.enum(REFUSAL_GROUNDS), reason: text(1000) }),
    result: pdf,
    codes: ['PAT-0002', 'PRN-0001', 'LOG-0005', 'LOG-0006'],
  }),
};

/** Decoders of what the queue tells. */
import { z } from 'zod';
import { ACTS, OUTBOX_STATES, SERVICES, type Line, type QueueCounts, type QueueRow } from '../domain/queue.ts';
import { count, errorCode, id, instant, oid, short, text } from './basic.values.ts';

export const service = z.enum(SERVICES);
export const queueRow: z.ZodType<QueueRow> = z.strictObject({
  id,
  documentOid: oid,
  act: z.enum(ACTS),
  service,
  state: z.enum(OUTBOX_STATES),
  patientName: short,
  summary: text(400),
  authorName: short,
  signedAt: instant,
  attempts: count,
  nextAttemptAt: instant.nullable(),
  lastAnswer: z.strictObject({ code: errorCode, at: instant }).nullable(),
  receipt: z.strictObject({ reference: short, at: instant, replayed: z.boolean(), verified: z.boolean() }).nullable(),
  givenUp: z.boolean(),
  waitingBehind: count,
});
export const queueCounts: z.ZodType<QueueCounts> = z.strictObject({
  unsent: count,
  needsPerson: count,
  givenUp: count,
  acceptedToday: count,
  oldestUnsentAt: instant.nullable(),
});
export const line: z.ZodType<Line> = z.strictObject({
  service,
  state: z.enum(['up', 'slow', 'down', 'unknown']),
  since: instant,
  lastOkAt: instant.nullable(),
  lastFault: errorCode.nullable(),
});

/** Decoders of what the queue tells about acts that need somebody. */
import { z } from 'zod';
import {
  CONFLICT_FIELDS,
  FIXERS,
  type AttentionRow,
  type Conflict,
  type ConflictValue,
  type EndOfDay,
} from '../domain/attention.ts';
import { ACTS } from '../domain/queue.ts';
import { count, errorCode, id, instant, localDate, oid, queueRow } from './values.ts';

const shown = z.string().max(4000);

export const attentionRow: z.ZodType<AttentionRow> = z.strictObject({
  row: queueRow,
  fixer: z.enum(FIXERS),
  mine: z.boolean(),
  comparable: z.boolean(),
  signAgain: z.boolean(),
  waiting: z.array(
    z.strictObject({
      id,
      act: z.enum(ACTS),
      patientName: shown,
      summary: shown,
      authorName: shown,
      why: z.enum(['lane', 'declared']),
    }),
  ),
  notes: z.array(z.strictObject({ at: instant, authorName: shown, text: shown })),
  landsAt: instant.nullable(),
});

export const endOfDay: z.ZodType<EndOfDay> = z.strictObject({
  on: localDate,
  at: instant,
  acceptedToday: count,
  unsent: count,
  authors: z.array(z.strictObject({ name: shown, mine: z.boolean(), rows: z.array(queueRow) })),
});

const value: z.ZodType<ConflictValue> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: shown }),
  z.strictObject({ kind: z.literal('quantity'), value: shown, unit: shown }),
  z.strictObject({ kind: z.literal('packages'), count, size: shown }),
  z.strictObject({ kind: z.literal('days'), count }),
  z.strictObject({ kind: z.literal('count'), count }),
  z.strictObject({ kind: z.literal('at'), at: instant }),
  z.strictObject({ kind: z.literal('on'), on: localDate }),
  z.strictObject({
    kind: z.literal('state'),
    state: z.enum(['notDispensed', 'partlyDispensed', 'fullyDispensed', 'cancelled', 'expired']),
  }),
  z.strictObject({ kind: z.literal('flag'), yes: z.boolean() }),
  z.strictObject({ kind: z.literal('nothing') }),
]);

export const conflict: z.ZodType<Conflict> = z.strictObject({
  attention: attentionRow,
  objectOid: oid,
  baseAt: instant.nullable(),
  theirs: z.union([
    z.strictObject({ at: instant, found: z.boolean(), fault: z.null() }),
    z.strictObject({ at: z.null(), found: z.literal(false), fault: errorCode }),
  ]),
  fields: z.array(
    z.strictObject({
      field: z.enum(CONFLICT_FIELDS),
      base: value.nullable(),
      ours: value.nullable(),
      theirs: value.nullable(),
      changedElsewhere: z.boolean(),
    }),
  ),
  offers: z.array(
    z.strictObject({
      choice: z.enum(['makeAgain', 'sendAgain', 'giveUp', 'keep']),
      refusedBy: errorCode.nullable(),
    }),
  ),
});

import { z } from 'zod';
import { CARD_CODES, errorCode, failure, finding, id, oid, pin, readable } from './values.ts';

/** A frozen document as it will be signed: `digest` names exactly these bytes; signing another content is refused. */
export const preview = z.strictObject({
  draftId: id,
  documentOid: oid,
  title: z.string(),
  readable,
  findings: z.array(finding),
  digest: z.string().length(64),
});
export type Preview = z.output<typeof preview>;

export const signParams = z.strictObject({
  items: z
    .array(z.strictObject({ draftId: id, digest: z.string().length(64) }))
    .min(1)
    .max(100),
  /** Null where the PIN is typed on the reader's own keypad. */
  pin2: pin.nullable(),
});

/** One answer an item: those that were signed are stored and queued whatever happens to the rest. */
export const signResult = z.strictObject({
  signed: z.array(z.strictObject({ draftId: id, documentOid: oid, queueItemId: id })),
  left: z.array(z.strictObject({ draftId: id, failure })),
});
export type SignResult = z.output<typeof signResult>;

export const SIGNING_CODES = [
  ...CARD_CODES,
  'CARD-0106',
  'CARD-0110',
  'CARD-0113',
  'FORM-0003',
  'FORM-0004',
  'FORM-0005',
  'SES-0003',
  'SES-0010',
  'PAT-0003',
] as const;

/** Where listed data come from, and how old they are. */
export const sourced = z.strictObject({
  from: z.enum(['service', 'cache', 'none']),
  asOf: z.string().nullable(),
  fault: errorCode.nullable(),
});
export type Sourced = z.output<typeof sourced>;

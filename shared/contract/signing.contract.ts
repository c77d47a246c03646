import { z } from 'zod';
import { call } from './define.ts';
import {
  CARD_CODES,
  count,
  errorCode,
  failure,
  finding,
  id,
  localized,
  longText,
  nothing,
  oid,
  pin,
  readable,
} from './values.ts';

/** A frozen document as it will be signed: `digest` names exactly these bytes; signing another content is refused. */
export const preview = z.strictObject({
  draftId: id,
  documentOid: oid,
  title: z.string(),
  readable,
  findings: z.array(finding),
  /** What a correction changes, the old beside the new. */
  changes: z
    .array(z.strictObject({ field: z.string(), label: localized, before: longText, after: longText }))
    .optional(),
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
  'FORM-0006',
  'SES-0003',
  'SES-0010',
  'PAT-0003',
] as const;

/** Where listed data come from, and how old they are. */
export const sourced = z.strictObject({
  from: z.enum(['service', 'cache', 'none']),
  asOf: z.string().nullable(),
  fault: errorCode.nullable(),
  /** From the cache, and what others made has been taken out of it because the reason to see it has ended. */
  ownOnly: z.literal(true).optional(),
});
export type Sourced = z.output<typeof sourced>;

/** A document for which a PIN was given and no signature came: the card was pulled, the process was killed. */
export const waitingDocument = z.strictObject({
  kind: z.enum(['prescription', 'dispensing', 'record']),
  preview,
  /** It has been on the screen since it was frozen. */
  shown: z.boolean(),
});
export type WaitingDocument = z.output<typeof waitingDocument>;

/** Signed acts that may be taken back, and how long the next ones will wait. */
export const takeBackWindow = z.strictObject({
  seconds: z.int().min(0).max(60),
  items: z.array(
    z.strictObject({
      itemId: id,
      summary: z.string(),
      patientId: id,
      patientName: z.string(),
      /** Until it is sent, by the clock of the host. */
      leftMs: count,
    }),
  ),
});
export type TakeBackWindow = z.output<typeof takeBackWindow>;

/** `gone`: on its way already, or sent. */
export const takeBackResult = z.strictObject({ taken: z.array(id), gone: z.array(id) });
export type TakeBackResult = z.output<typeof takeBackResult>;

/** What is the same for every kind of document: pages that were seen, batches of several kinds, what a fault left over. */
export const signing = {
  /** A page stands on the screen. The host signs no document of which it has not heard this. */
  shown: call({
    needs: 'signedIn',
    params: z.strictObject({ draftId: id, digest: z.string().length(64) }),
    result: nothing,
    codes: ['FORM-0004', 'CARD-0113'],
  }),
  sign: call({ needs: 'signedIn', params: signParams, result: signResult, codes: SIGNING_CODES, toldCovered: true }),
  takeBackWindow: call({ needs: 'signedIn', params: nothing, result: takeBackWindow }),
  /** Withdraws own acts before they are sent: the queue says so, and the forms lie on the desk again. */
  takeBack: call({
    needs: 'signedIn',
    params: z.strictObject({ itemIds: z.array(id).min(1).max(100) }),
    result: takeBackResult,
  }),
  waiting: call({ needs: 'signedIn', params: nothing, result: z.array(waitingDocument) }),
  /** Takes documents out of what waits; their drafts stay. */
  leave: call({
    needs: 'signedIn',
    params: z.strictObject({ draftIds: z.array(id).min(1).max(100) }),
    result: nothing,
  }),
};

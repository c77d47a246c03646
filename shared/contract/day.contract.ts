import { z } from 'zod';
import { call } from './define.ts';
import { patientHit } from './patients.contract.ts';
import { count, errorCode, id, instant, localized, oid } from './values.ts';

/** What the day of a person begins with: counts out of this workstation's own store, there without a line too. */
export const day = z.strictObject({
  /** Requests that wait in the own unit; null for those who answer none. */
  renewals: z
    .strictObject({
      count,
      /** When the first of them expires; null while none was taken into work. */
      endsAt: instant.nullable(),
      /** When the service told it; null: never yet. */
      asOf: instant.nullable(),
      /** Why it was not asked now. */
      fault: errorCode.nullable(),
    })
    .nullable(),
  /** Begun and not signed, what was touched last first. Null for those who write no documents. */
  drafts: z
    .strictObject({
      count,
      latest: z.array(
        z.strictObject({
          draftId: id,
          kind: z.enum(['prescription', 'dispensing', 'record']),
          hit: patientHit,
          /** The medicine; null where there is none yet, or the document is not of one. */
          medicine: localized.nullable(),
          savedAt: instant,
        }),
      ),
    })
    .nullable(),
  /** Prescriptions that this pharmacy reserved or locked, the oldest first; null for those who dispense nothing. */
  holdings: z
    .strictObject({
      count,
      oldest: z.array(
        z.strictObject({
          prescriptionSetId: oid,
          kind: z.enum(['reserved', 'locked']),
          /** `taking` and `releasing`: the message waits for the Centre. */
          step: z.enum(['taking', 'held', 'releasing']),
          hit: patientHit,
          medicine: localized,
          since: instant,
        }),
      ),
    })
    .nullable(),
  /** Visits of the unit that nobody has ended; null for those who arrange none. */
  visits: z
    .strictObject({
      count,
      open: z.array(z.strictObject({ serviceEventOid: oid, hit: patientHit, startedAt: instant })),
    })
    .nullable(),
  /** Own acts that need somebody, all that do, and what has not been accepted; null for those who do not see the queue. */
  queue: z.strictObject({ mine: count, all: count, unsent: count }).nullable(),
});
export type Day = z.output<typeof day>;

export const dayCalls = {
  /** `ask`: the service is asked for the number of requests; none is taken into work by that. */
  view: call({ needs: 'findPersons', params: z.strictObject({ ask: z.boolean() }), result: day }),
};

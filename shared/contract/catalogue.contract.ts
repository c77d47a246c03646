import { z } from 'zod';
import { call } from './define.ts';
import { limit, localDate, medicinePackage, medicineRelease, nothing, text } from './values.ts';

/** A version of the Pharmaceutical Database and the day from whose beginning it is in force. */
const medicineVersion = z.strictObject({ id: text(20), from: localDate });

/** The Pharmaceutical Database in time. */
export const catalogue = {
  /** The version in force, the one that is here and comes next, and all that are kept, oldest first. */
  versions: call({
    needs: 'signedIn',
    params: nothing,
    result: z.strictObject({
      release: medicineRelease,
      stale: z.boolean(),
      coming: medicineVersion.nullable(),
      kept: z.array(medicineVersion),
    }),
  }),
  /** Packages as they were, or will be, on a day, each beside what it is now; `release` null: no version of that day is kept. */
  asOf: call({
    needs: 'signedIn',
    params: z.strictObject({ text: text(200), day: localDate, limit }),
    result: z.strictObject({
      release: medicineRelease.nullable(),
      rows: z.array(z.strictObject({ then: medicinePackage, now: medicinePackage.nullable() })),
    }),
  }),
};

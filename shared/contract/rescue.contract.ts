import { z } from 'zod';
import { call } from './define.ts';
import { count, nothing } from './values.ts';

/** What a damaged database still holds of acts that were not accepted. */
export const damage = z.strictObject({
  pages: count,
  damagedPages: count,
  unsent: count,
  documentsWithoutAct: count,
  lostActs: count,
});
export type Damage = z.output<typeof damage>;

/** The way out when the database does not open: it is read as far as it goes, and never written. */
export const rescue = {
  /** Null while the database is well. */
  state: call({ needs: 'anyone', params: nothing, result: z.strictObject({ damage: damage.nullable() }) }),
  /** The unsent acts as a file, from a damaged database only: otherwise the queue is the place to look. */
  exportUnsent: call({
    needs: 'anyone',
    params: nothing,
    result: z.strictObject({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
    codes: ['QUE-0001'],
  }),
};

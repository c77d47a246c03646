import { z } from 'zod';
import { FAVOURITE_NAME_LIMIT } from '../domain/prescribing/favourite.ts';
import { call } from './define.ts';
import { count, id, instant, nothing, prescriptionForm, text } from './values.ts';

const name = text(FAVOURITE_NAME_LIMIT);
const rows = z.array(
  z.strictObject({
    id,
    name,
    kept: z.boolean(),
    form: prescriptionForm,
    uses: count,
    lastUsedAt: instant.nullable(),
    /** The package stands in the Pharmaceutical Database in use no longer, or cannot be prescribed from it. */
    gone: z.boolean(),
  }),
);
const shown = z.strictObject({ rows });
export type FavouriteShown = z.output<typeof rows>[number];

/** What the signed-in prescriber writes often, the most used first: kept ones, then suggestions. */
export const favourites = {
  list: call({ needs: 'prescribe', params: nothing, result: shown }),
  /** Keeps what a form says, without what concerns the patient; keeping the same again gives it the new name. */
  keep: call({
    needs: 'prescribe',
    params: z.strictObject({ form: prescriptionForm, name }),
    result: shown,
    codes: ['FORM-0003'],
  }),
  rename: call({ needs: 'prescribe', params: z.strictObject({ id, name }), result: shown }),
  /** Forgets it, and how often it was used. */
  remove: call({ needs: 'prescribe', params: z.strictObject({ id }), result: shown }),
  /** A form of an earlier prescription with the medicine as the database has it now. */
  renewed: call({
    needs: 'prescribe',
    params: z.strictObject({ form: prescriptionForm }),
    result: z.strictObject({ form: prescriptionForm, gone: z.boolean() }),
  }),
};

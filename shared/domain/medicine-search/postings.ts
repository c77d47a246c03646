/** How a place where a word or a number stands is written into one number. */

export const FIELDS = ['name', 'substance', 'atc', 'form', 'holder'] as const;
export type Field = (typeof FIELDS)[number];
export const FIELD_BITS = 3;

/** What a number of a product is. */
export const STRENGTH_AMOUNT = 0;
export const SIZE_AMOUNT = 1;
export const NAME_NUMBER = 2;

/** A word: product, field, and whether it is not the first one there. */
export const wordPosting = (product: number, field: Field, isLater: boolean): number =>
  product * 16 + FIELDS.indexOf(field) * 2 + (isLater ? 1 : 0);
export const isOfSubstance = (posting: number): boolean => FIELDS[(posting >>> 1) & 7] === 'substance';

import { type Localized } from '../language.ts';

/** Who can mend it: `machine` tries again by itself, `person` acts, `never` needs support or another way. */
export type Recovery = 'machine' | 'person' | 'never';

/** `says` is what happened and what is safe, `todo` what to press. */
export type Refusal = Readonly<{ retry: Recovery; says: Localized; todo: Localized }>;

/** A row of the refusals; the words in the order fi, sv, en. */
export const row = (
  retry: Recovery,
  says: readonly [string, string, string],
  todo: readonly [string, string, string],
): Refusal => ({
  retry,
  says: { fi: says[0], sv: says[1], en: says[2] },
  todo: { fi: todo[0], sv: todo[1], en: todo[2] },
});

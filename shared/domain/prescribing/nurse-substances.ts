import { type Localized } from '../../kernel/language.ts';

/**
 * Substances that a nurse may prescribe, by ATC. UNCONFIRMED beyond its one row: the annex of the decree was not readable, so
 * everything else is refused. Source: decree 992/2019, annex 1.
 */
export const NURSE_SUBSTANCES: ReadonlyMap<string, Localized> = new Map([
  ['J01CA08', { fi: 'pivmesillinaami', sv: 'pivmecillinam', en: 'pivmecillinam' }],
]);

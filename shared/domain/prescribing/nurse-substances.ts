/**
 * Substances that a nurse may prescribe, by ATC. UNCONFIRMED beyond its one row: the annex of the decree was not readable, so
 * everything else is refused. Source: decree 992/2019, annex 1.
 */
export const NURSE_SUBSTANCES: readonly string[] = ['J01CA08'];

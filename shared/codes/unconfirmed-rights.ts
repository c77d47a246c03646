/**
 * Rights whose code in 1.2.246.537.6.140.2008 (Valvira, Ammattioikeudet) no source of ours confirms. UNCONFIRMED: the values are
 * our own words for the practice, and no codes of the register; a real profile names the register's code once it is known.
 *
 * `limitedNurse`: a nurse, public-health nurse or midwife with the limited right to prescribe. That the right and the prescriber's
 * identifier are given by Valvira: HE 283/2009, decree 1088/2010 as amended by 992/2019.
 */
export const UNCONFIRMED_RIGHTS = { limitedNurse: 'RAJ' } as const;

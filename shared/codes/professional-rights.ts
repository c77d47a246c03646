import { UNCONFIRMED_RIGHTS } from './unconfirmed-rights.ts';

/**
 * Professional rights, 1.2.246.537.6.140.2008 (Valvira, Ammattioikeudet). Source: Kela CDA library. Others exist, nurses'
 * among them, whose codes no source of ours confirms.
 */
export const PROFESSIONAL_RIGHTS = {
  physician: '001',
  limitedPhysician: '002',
  dentist: '003',
  bachelorPharmacist: '005',
  pharmacist: '006',
  generalPractitioner: '031',
  specialistPhysician: '034',
  pharmacyStudent: '907',
} as const;

/** Rights that allow prescribing. */
export const PRESCRIBING_RIGHTS: readonly string[] = [
  PROFESSIONAL_RIGHTS.physician,
  PROFESSIONAL_RIGHTS.limitedPhysician,
  PROFESSIONAL_RIGHTS.dentist,
  PROFESSIONAL_RIGHTS.generalPractitioner,
  PROFESSIONAL_RIGHTS.specialistPhysician,
  UNCONFIRMED_RIGHTS.limitedNurse,
];

/** Rights that allow dispensing without a checker. */
export const DISPENSING_RIGHTS: readonly string[] = [
  PROFESSIONAL_RIGHTS.bachelorPharmacist,
  PROFESSIONAL_RIGHTS.pharmacist,
];

/** Whose act it is, 1.2.246.537.5.40006.2003. Source: Kela CDA library. */
export const AUTHOR_ROLES = {
  prescriber: 'LAL',
  recorder: 'KIR',
  dispenser: 'LTE',
  corrector: 'KOR',
  canceller: 'MIT',
} as const;

import { type LocalDate } from '../../kernel/time.ts';
import { type Localized, type PatientLanguage } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Coded } from '../coded.ts';

/** THL code system 1.2.246.537.5.1.1997: 0 unknown, 1 male, 2 female, 9 not specified. */
export type Sex = 'male' | 'female' | 'unknown' | 'unspecified';

/** A risk shown in the patient bar; `critical` ones come first in every view. */
export type Allergy = Readonly<{ text: string; severity: 'critical' | 'risk' }>;

/** A patient of the own register. `id` is local and never leaves the workstation. */
export type Patient = Readonly<{
  id: string;
  /** Henkilötunnus, eleven characters with its century sign; null for a person without one. */
  identityCode: string | null;
  family: string;
  given: readonly string[];
  callName: string;
  sex: Sex;
  birthDate: LocalDate;
  language: PatientLanguage;
  phone: string;
  street: string;
  postalCode: string;
  city: string;
  deceasedOn: LocalDate | null;
  /** `null` when nobody has recorded whether there are any: that is a finding, not an empty list. */
  allergies: readonly Allergy[] | null;
}>;

export const PROFESSIONS = [
  'physician',
  'specialistPhysician',
  'dentist',
  'pharmacist',
  'bachelorPharmacist',
  'nurse',
  'pharmacyTechnician',
  'secretary',
  'socialWorker',
  'archivist',
  'dataProtectionOfficer',
] as const;
/** What a person at work is here for: the licensed professions first, then those who work with a personnel card. */
export type Profession = (typeof PROFESSIONS)[number];

/** A service unit or pharmacy; `provider` is the organisation that it belongs to (itself when it stands alone). */
export type Organisation = Readonly<{
  oid: Oid;
  kind: 'provider' | 'clinic' | 'pharmacy' | 'social';
  /** Y-tunnus, eight digits without the hyphen. */
  businessId: string;
  name: Localized;
  phone: string;
  street: string;
  postalCode: string;
  city: string;
  provider: Readonly<{ oid: Oid; name: Localized } & Partial<Address>>;
  /** True where `phone` is the switchboard's (PUB) and not the unit's own (DIR). */
  switchboard?: true;
}>;

/** What a document may tell of a provider beside its name. */
export type Address = Readonly<{ phone: string; street: string; postalCode: string; city: string }>;

/** A professional at work in one unit. */
export type Professional = Readonly<{
  /** Registration number (Terhikki or Suosikki, 1.2.246.537.26), 11 digits; of a personnel card its holder's number. */
  registrationNumber: string;
  /** Prescriber's identifier (SV number, 1.2.246.537.25), 6 digits; null where the profession has none. */
  identifierNumber: string | null;
  family: string;
  given: readonly string[];
  profession: Profession;
  /** Professional right, code of 1.2.246.537.6.140.2008; null where the code of the profession is not confirmed. */
  right: string | null;
  title: Localized;
  /** Erikoisala or degree, 1.2.246.537.6.148.2008 (Valvira, Koulutusluokitus): mandatory for a specialist. */
  speciality?: Coded;
  /** Kutsumanimi, where a document tells it. */
  callName?: string;
  /** Loppuliite after the name: academic degree, office or task. */
  suffix?: string;
  organisation: Organisation;
}>;

export const fullName = (person: Readonly<{ family: string; given: readonly string[] }>): string =>
  [...person.given, person.family].filter(part => part !== '').join(' ');

/** The form used in lists: family name first. */
export const listName = (person: Readonly<{ family: string; given: readonly string[] }>): string =>
  person.given.length === 0 ? person.family : `${person.family}, ${person.given.join(' ')}`;

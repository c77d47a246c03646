import { foldedForSearch } from '../../kernel/text.ts';
import { type LocalDate } from '../../kernel/time.ts';
import { type Patient } from '../people/person.ts';
import { type CovidCertificate } from './covid-certificate.ts';

/** A vaccination as it stands in a note; `date` as it was written. */
export type RecordedVaccination = Readonly<{
  /** ATC code. */
  code: string;
  name: string;
  product: string;
  dose: string;
  date: string;
  target: string;
  by: string;
}>;

/** ATC groups of COVID-19 vaccines: J07BN since 2023, J07BX03 before (WHO; the latter in the EU value sets of the certificate). */
const COVID_ATC = /^J07(BN\d{0,2}|BX03)$/;
const NAMES_COVID = /covid|korona|corona/i;

/** Entries that are about COVID-19, newest first. */
export const covidVaccinations = (entries: readonly RecordedVaccination[]): readonly RecordedVaccination[] =>
  entries
    .filter(
      ({ code, name, product, target }) => COVID_ATC.test(code) || NAMES_COVID.test(`${name} ${product} ${target}`),
    )
    .toSorted((a, b) => b.date.localeCompare(a.date));

/**
 * What a comparison of a certificate with the patient's own record says. Missing certificates were caused by wrong or missing
 * entries: then the own data are looked at first (kanta.fi notices of 2.9. and 8.11.2021).
 */
export const COMPARISONS = ['match', 'otherDose', 'missing', 'otherPerson', 'noVaccination'] as const;
type ComparisonFinding = (typeof COMPARISONS)[number];

const isSamePerson = (
  { familyName, birthDate }: CovidCertificate,
  patient: Readonly<{ family: string; birthDate: LocalDate }> & Pick<Patient, 'given'>,
): boolean =>
  // A certificate may tell no more than the year, or nothing.
  patient.birthDate.startsWith(birthDate) && foldedForSearch(familyName) === foldedForSearch(patient.family);

/** Does this entry tell of the certificate's dose: the same day, and no other number of dose? */
export const tellsOf = (
  { event }: CovidCertificate,
  { date, dose }: RecordedVaccination,
): 'match' | 'otherDose' | 'other' => {
  if (event.kind !== 'vaccination' || date !== event.date.slice(0, 10)) return 'other';
  return dose === '' || Number(dose) === event.dose ? 'match' : 'otherDose';
};

/** @param entries of the patient's record that are about COVID-19 */
export function comparedWith(
  certificate: CovidCertificate,
  patient: Patient,
  entries: readonly RecordedVaccination[],
): ComparisonFinding {
  if (!isSamePerson(certificate, patient)) return 'otherPerson';
  if (certificate.event.kind !== 'vaccination') return 'noVaccination';
  const told = entries.map(entry => tellsOf(certificate, entry));
  return told.includes('match') ? 'match' : told.includes('otherDose') ? 'otherDose' : 'missing';
}

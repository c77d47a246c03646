import { isLocalDate } from '../../kernel/time.ts';
import { says, type Rule } from '../rule.ts';
import { type Patient } from './person.ts';
import { readIdentityCode } from './personal-identity-code.ts';

const has = (text: string): boolean => text.trim() !== '';

/** What every document needs of its patient: part of each rule table. */
export const PATIENT_RULES: readonly Rule<Readonly<{ patient: Patient }>>[] = [
  {
    id: 'R01',
    severity: 'block',
    source: 'DVV, reform of the personal identity code 2023',
    field: 'patient',
    says: says(
      'Potilaan henkilötunnus ei ole oikea tai ei vastaa syntymäaikaa. Korjaa potilaan tiedot.',
      'Patientens personbeteckning är inte riktig eller motsvarar inte födelsetiden. Rätta patientens uppgifter.',
      'The patient’s identity code is not valid or does not match the birth date. Correct the patient’s data.',
    ),
    holds({ patient }) {
      if (patient.identityCode === null) return true;
      const read = readIdentityCode(patient.identityCode);
      return read.ok && read.value.code === patient.identityCode && read.value.birthDate === patient.birthDate;
    },
    inputs: ({ patient }) => ({ birthDate: patient.birthDate }),
  },
  {
    id: 'R02',
    severity: 'block',
    source: 'kanta.fi, for professionals: prescribing; Kela CDA library, validators',
    field: 'patient',
    says: says(
      'Potilaalla ei ole henkilötunnusta: nimi, syntymäaika ja sukupuoli tarvitaan.',
      'Patienten saknar personbeteckning: namn, födelsetid och kön behövs.',
      'The patient has no identity code: name, birth date and sex are needed.',
    ),
    holds: ({ patient }) =>
      patient.identityCode !== null ||
      (has(patient.family) && patient.given.some(has) && isLocalDate(patient.birthDate) && patient.sex !== 'unknown'),
    inputs: ({ patient }) => ({ sex: patient.sex, birthDate: patient.birthDate }),
  },
  {
    id: 'R03',
    severity: 'block',
    source: 'Decree 436/2010; kanta.fi, cancellation',
    field: 'patient',
    says: says(
      'Potilas on merkitty kuolleeksi. Uutta asiakirjaa ei voi tehdä.',
      'Patienten är antecknad som avliden. Ett nytt dokument kan inte göras.',
      'The patient is marked as dead. No new document can be made.',
    ),
    holds: ({ patient }) => patient.deceasedOn === null,
    inputs: ({ patient }) => ({ deceasedOn: patient.deceasedOn ?? '' }),
  },
];

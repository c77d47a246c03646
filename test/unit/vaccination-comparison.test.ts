import { describe, expect, test } from 'vitest';
import { type CovidCertificate } from '../../shared/domain/covid/covid-certificate.ts';
import {
  comparedWith,
  covidVaccinations,
  type RecordedVaccination,
  tellsOf,
} from '../../shared/domain/covid/vaccination-comparison.ts';
import { aPatient } from '../builders/person.builder.ts';

const event = { disease: '840539006', country: 'FI', issuer: 'THL', identifier: 'URN:UVCI:01:FI:X' };
const PATIENT = aPatient();
const CERTIFICATE: CovidCertificate = {
  version: '1.3.0',
  familyName: PATIENT.family.toUpperCase(),
  givenName: 'x',
  familyNameStandard: 'X',
  givenNameStandard: 'X',
  birthDate: PATIENT.birthDate,
  event: {
    ...event,
    kind: 'vaccination',
    vaccine: '1119349007',
    product: 'EU/1/20/1528',
    holder: 'ORG-100030215',
    dose: 2,
    doses: 2,
    date: '2021-06-01',
  },
};
const anEntry = (change: Partial<RecordedVaccination> = {}): RecordedVaccination => ({
  code: 'J07BX03',
  name: 'Koronarokote',
  product: 'Comirnaty',
  dose: '2',
  date: '2021-06-01',
  target: '',
  by: 'Noora Hoivala',
  ...change,
});

describe('a COVID certificate beside the record', () => {
  test.each([
    ['the same day and dose', [anEntry()], 'match'],
    ['the dose was not written', [anEntry({ dose: '' })], 'match'],
    ['another dose of the same day', [anEntry({ dose: '1' })], 'otherDose'],
    ['one of several', [anEntry({ date: '2021-03-01', dose: '1' }), anEntry()], 'match'],
    ['another day', [anEntry({ date: '2021-06-02' })], 'missing'],
    ['nothing recorded', [], 'missing'],
  ] as const)('%s: %s', (_name, entries, finding) => {
    expect(comparedWith(CERTIFICATE, PATIENT, entries)).toBe(finding);
  });

  test('another person is told before anything else; a year of birth alone is enough', () => {
    const compared = (change: Partial<CovidCertificate>) =>
      comparedWith({ ...CERTIFICATE, ...change }, PATIENT, [anEntry()]);
    expect(compared({ familyName: 'Toinen' })).toBe('otherPerson');
    expect(compared({ birthDate: '1900-01-01' })).toBe('otherPerson');
    expect(compared({ birthDate: PATIENT.birthDate.slice(0, 4) })).toBe('match');
    expect(compared({ birthDate: '' })).toBe('match');
  });

  test('a test or a recovery has nothing to compare', () => {
    const recovery: CovidCertificate = {
      ...CERTIFICATE,
      event: { ...event, kind: 'recovery', firstPositive: '2021-06-01', from: '2021-06-12', until: '2021-11-28' },
    };
    expect(comparedWith(recovery, PATIENT, [anEntry()])).toBe('noVaccination');
    expect(tellsOf(recovery, anEntry())).toBe('other');
  });

  test('entries about COVID-19 by code or by name, newest first; others are left out', () => {
    const entries = [
      anEntry({ date: '2021-03-01' }),
      anEntry({ code: 'J07BN01', name: 'x', product: 'y', date: '2023-10-01' }),
      anEntry({ code: 'J07BB02', name: 'Influenssarokote', product: 'Vaxigrip', date: '2022-10-01' }),
      anEntry({ code: 'J07', name: 'Rokote', product: 'x', target: 'COVID-19', date: '2022-01-01' }),
    ];
    expect(covidVaccinations(entries).map(({ date }) => date)).toEqual(['2023-10-01', '2022-01-01', '2021-03-01']);
  });
});

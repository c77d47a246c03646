import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { localDate } from '../../shared/kernel/time.ts';

/** The practice register's people. Identity codes use individual numbers 900 to 999 only: test persons. */
const PROVIDER = {
  oid: oid('1.2.246.10.88888888.10.0'),
  name: {
    fi: 'Harjoituslan hyvinvointialue',
    sv: 'Övningsby välfärdsområde',
    en: 'Harjoitusla wellbeing services county',
  },
};

export const aClinic = (change: Partial<Organisation> = {}): Organisation => ({
  oid: oid('1.2.246.10.88888888.10.1'),
  kind: 'clinic',
  businessId: '88888888',
  name: { fi: 'Harjoituslan terveysasema', sv: 'Övningsby hälsostation', en: 'Harjoitusla health centre' },
  phone: '0100000001',
  street: 'Harjoituskatu 3',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  provider: PROVIDER,
  ...change,
});

export const aPharmacy = (change: Partial<Organisation> = {}): Organisation => ({
  oid: oid('1.2.246.10.77777777.10.1'),
  kind: 'pharmacy',
  businessId: '77777777',
  name: { fi: 'Harjoituslan apteekki', sv: 'Övningsby apotek', en: 'Harjoitusla pharmacy' },
  phone: '0100000002',
  street: 'Torikatu 5',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  provider: {
    oid: oid('1.2.246.10.77777777.10.1'),
    name: { fi: 'Harjoituslan apteekki', sv: 'Övningsby apotek', en: 'Harjoitusla pharmacy' },
  },
  ...change,
});

/** An adult woman without allergies. */
export const aPatient = (change: Partial<Patient> = {}): Patient => ({
  id: 'patient-1',
  identityCode: '230598-904A',
  family: 'Koivu',
  given: ['Helmi', 'Inkeri'],
  callName: 'Helmi',
  sex: 'female',
  birthDate: localDate('1998-05-23'),
  language: 'fi',
  phone: '0400000001',
  street: 'Koivukuja 2',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  deceasedOn: null,
  allergies: [],
  ...change,
});

/** A child of eleven on 22.11.2026. */
export const aChild = (change: Partial<Patient> = {}): Patient =>
  aPatient({
    id: 'patient-2',
    identityCode: '010115A902D',
    family: 'Lehto',
    given: ['Aava'],
    callName: 'Aava',
    birthDate: localDate('2015-01-01'),
    ...change,
  });

export const aPhysician = (change: Partial<Professional> = {}): Professional => ({
  registrationNumber: '00999900101',
  identifierNumber: '999901',
  family: 'Harjula',
  given: ['Aino', 'Maria'],
  profession: 'physician',
  right: '001',
  title: { fi: 'lääkäri', sv: 'läkare', en: 'physician' },
  organisation: aClinic(),
  ...change,
});

export const aPharmacist = (change: Partial<Professional> = {}): Professional => ({
  registrationNumber: '00999900103',
  identifierNumber: null,
  family: 'Apaja',
  given: ['Leena'],
  profession: 'pharmacist',
  right: '006',
  title: { fi: 'proviisori', sv: 'provisor', en: 'pharmacist (M.Sc.)' },
  organisation: aPharmacy(),
  ...change,
});

export const aNurse = (change: Partial<Professional> = {}): Professional => ({
  registrationNumber: '00999900106',
  identifierNumber: null,
  family: 'Hoivala',
  given: ['Noora', 'Elina'],
  profession: 'nurse',
  right: null,
  title: { fi: 'sairaanhoitaja', sv: 'sjukskötare', en: 'nurse' },
  organisation: aClinic(),
  ...change,
});

export type NamedPatient = {
  family: string;
  given: string[];
  callName: string;
  sex: 'male' | 'female';
  birthDate: string;
  /** century sign; null for a person without identity code */
  sign: string | null;
  number: number;
  deceased?: string;
  language: 'fi' | 'sv';
  municipality: string;
  street: string;
  postalCode: string;
  city: string;
  phone: string | null;
  allergies?: { text: string; severity: 'mild' | 'moderate' | 'severe' }[];
};

/** The first patients of the practice register, for demonstrations; their prescriptions are in the seed of the simulator. */
export const NAMED_PATIENTS: readonly NamedPatient[] = [
  {
    family: 'Esimerkki',
    given: ['Kaisa', 'Marjatta'],
    callName: 'Kaisa',
    sex: 'female',
    birthDate: '1968-04-12',
    sign: '-',
    number: 912,
    language: 'fi',
    municipality: 'Harjoitusla',
    street: 'Harjoituskatu 14 B 7',
    postalCode: '00999',
    city: 'HARJOITUSLA',
    phone: '0100000101',
    allergies: [{ text: 'Penisilliini', severity: 'severe' }],
  },
  {
    family: 'Lindqvist',
    given: ['Karl-Erik', 'Johan'],
    callName: 'Karl-Erik',
    sex: 'male',
    birthDate: '1955-09-30',
    sign: 'Y',
    number: 931,
    language: 'sv',
    municipality: 'Övningsby',
    street: 'Strandvägen 3',
    postalCode: '00995',
    city: 'ÖVNINGSBY',
    phone: '0100000102',
  },
  {
    family: 'Esimerkki',
    given: ['Eetu', 'Onni', 'Mikael'],
    callName: 'Onni',
    sex: 'male',
    birthDate: '2019-06-03',
    sign: 'A',
    number: 953,
    language: 'fi',
    municipality: 'Harjoitusla',
    street: 'Harjoituskatu 14 B 7',
    postalCode: '00999',
    city: 'HARJOITUSLA',
    phone: null,
    allergies: [{ text: 'Maapähkinä', severity: 'severe' }],
  },
  {
    family: 'Kowalska',
    given: ['Nadia'],
    callName: 'Nadia',
    sex: 'female',
    birthDate: '1991-02-17',
    sign: null,
    number: 0,
    language: 'fi',
    municipality: 'Koelahti',
    street: 'Satamakatu 9 A 12',
    postalCode: '00998',
    city: 'KOELAHTI',
    phone: '0100000104',
  },
  {
    family: 'Kokemäki',
    given: ['Väinö', 'Aukusti'],
    callName: 'Väinö',
    sex: 'male',
    birthDate: '1941-12-06',
    sign: '-',
    number: 975,
    language: 'fi',
    municipality: 'Koelahti',
    street: 'Kaislaranta 22',
    postalCode: '00998',
    city: 'KOELAHTI',
    phone: '0100000105',
    allergies: [
      { text: 'Sulfavalmisteet', severity: 'moderate' },
      { text: 'Asetyylisalisyylihappo', severity: 'moderate' },
    ],
  },
  {
    family: 'Muistola',
    given: ['Aune', 'Inkeri'],
    callName: 'Aune',
    sex: 'female',
    birthDate: '1938-01-21',
    sign: '-',
    number: 984,
    deceased: '2026-09-14',
    language: 'fi',
    municipality: 'Harjoitusla',
    street: 'Puistotie 1 A 2',
    postalCode: '00999',
    city: 'HARJOITUSLA',
    phone: null,
  },
  {
    // The sign of the 1800s has to be readable in old records.
    family: 'Vanhala',
    given: ['Hilma', 'Sofia'],
    callName: 'Hilma',
    sex: 'female',
    birthDate: '1897-08-05',
    sign: '+',
    number: 906,
    deceased: '1989-03-11',
    language: 'fi',
    municipality: 'Harjoitusla',
    street: 'Kirkkotie 4',
    postalCode: '00999',
    city: 'HARJOITUSLA',
    phone: null,
  },
];

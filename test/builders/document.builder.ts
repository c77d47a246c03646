import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type Dispensing } from '../../shared/domain/dispensing/dispensing.ts';
import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type PrescribedProduct, type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../shared/domain/records/record.ts';

const both = (text: string) => ({ fi: text, sv: text, en: text });

export const aClinic: Organisation = {
  oid: oid('1.2.246.10.88888888.10.1'),
  kind: 'clinic',
  businessId: '88888888',
  name: { fi: 'Harjoituslan terveysasema', sv: 'Övningsby hälsostation', en: 'Harjoitusla health centre' },
  phone: '0100000001',
  street: 'Harjoituskatu 3',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  provider: { oid: oid('1.2.246.10.88888888.10.0'), name: both('Harjoituslan hyvinvointialue') },
};

export const aPharmacy: Organisation = {
  oid: oid('1.2.246.10.77777777.10.1'),
  kind: 'pharmacy',
  businessId: '77777777',
  name: both('Harjoituslan apteekki'),
  phone: '0100000002',
  street: 'Torikatu 5',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  provider: { oid: oid('1.2.246.10.77777777.10.1'), name: both('Harjoituslan apteekki') },
};

/** Register numbers are those of the practice certificates. */
export const aPhysician: Professional = {
  registrationNumber: '00999900101',
  identifierNumber: '999901',
  family: 'Harjula',
  given: ['Aino', 'Maria'],
  profession: 'physician',
  right: '001',
  title: { fi: 'lääkäri', sv: 'läkare', en: 'physician' },
  organisation: aClinic,
};
export const aSpecialist: Professional = {
  ...aPhysician,
  registrationNumber: '00999900102',
  identifierNumber: '999902',
  family: 'Sandvik',
  given: ['Mikael'],
  profession: 'specialistPhysician',
  right: '034',
  title: { fi: 'erikoislääkäri', sv: 'specialläkare', en: 'specialist physician' },
};
export const aPharmacist: Professional = {
  registrationNumber: '00999900103',
  identifierNumber: null,
  family: 'Apaja',
  given: ['Leena'],
  profession: 'pharmacist',
  right: '006',
  title: { fi: 'proviisori', sv: 'provisor', en: 'pharmacist (M.Sc.)' },
  organisation: aPharmacy,
};

export const aDocumentPatient: Patient = {
  id: 'local-1',
  identityCode: '010190-999W',
  family: 'Mallinen',
  given: ['Tuisku', 'Oili'],
  callName: 'Tuisku',
  sex: 'female',
  birthDate: localDate('1990-01-01'),
  language: 'fi',
  phone: '0401234567',
  street: 'Kotikuja 1',
  postalCode: '00100',
  city: 'HELSINKI',
  deceasedOn: null,
  allergies: [{ text: 'penisilliini', severity: 'critical' }],
};

export const aTradeProduct: Extract<PrescribedProduct, { kind: '1' }> = {
  kind: '1',
  vnr: '002296',
  tradeName: 'HARJOITUSTABLETTI',
  holder: 'HARJOITUSLÄÄKE OY',
  container: 'läpipainopakkaus',
  sizeText: '100 fol',
  packageSize: { value: decimal('100'), unit: 'fol' },
  substitutionGroup: '0001',
  atc: 'M01AE01',
  atcName: { fi: 'ibuprofeeni', sv: 'ibuprofen' },
  strength: '600 mg',
  form: { fi: 'tabletti, kalvopäällysteinen', sv: 'filmdragerad tablett', en: 'film-coated tablet' },
  substances: ['Ibuprofenum'],
  controlClass: null,
  narcotic: false,
  biological: false,
  databaseVersion: '2026.021',
};

export const aLegalPrescription = (change: Partial<Prescription> = {}): Prescription => ({
  oid: oid('1.2.246.10.88888888.93001.2026.1'),
  setId: oid('1.2.246.10.88888888.93001.2026.1'),
  version: 1,
  language: 'fi',
  patient: aDocumentPatient,
  prescriber: aPhysician,
  serviceEventOid: oid('1.2.246.10.88888888.14001.2026.1'),
  prescribedAt: instant('2026-02-03T07:05:07.000Z'),
  validUntil: null,
  product: aTradeProduct,
  amount: { mode: '1', packages: 2, sizeText: '100 fol', packageSize: { value: decimal('100'), unit: 'fol' } },
  iteration: { repeats: 3, intervalDays: 7 },
  dose: {
    text: '1 tabletti 3 kertaa päivässä',
    structured: {
      low: decimal('1'),
      high: decimal('1'),
      unit: 'tablet',
      timing: { kind: 'timesPerDay', low: 3, high: 3 },
      asNeeded: false,
      maxPerDay: null,
      lengthDays: null,
      startsOn: null,
    },
  },
  sic: false,
  indication: 'Kipuun',
  treatmentKind: 'S',
  permanentMedication: false,
  renewalProhibited: false,
  renewalBan: null,
  substitutionProhibited: false,
  doseDispensing: false,
  startOfUse: true,
  weightKg: null,
  messageToPharmacy: '',
  narcoticIdentification: null,
  minorDisclosure: null,
  ...change,
});

export const aLegalDispensing = (change: Partial<Dispensing> = {}): Dispensing => ({
  oid: oid('1.2.246.10.77777777.93001.2026.7'),
  setId: oid('1.2.246.10.77777777.93001.2026.7'),
  version: 1,
  language: 'fi',
  patient: aDocumentPatient,
  dispenser: aPharmacist,
  prescription: {
    oid: oid('1.2.246.10.88888888.93001.2026.1'),
    setId: oid('1.2.246.10.88888888.93001.2026.1'),
    version: 1,
  },
  dispensedAt: instant('2026-02-04T12:00:00.000Z'),
  product: aTradeProduct,
  packages: 1,
  preparedBy: null,
  pharmacyMade: false,
  doseDispensed: false,
  copayments: null,
  noteToKela: '',
  split: false,
  amount: { value: decimal('100'), unit: 'fol' },
  remaining: { value: decimal('700'), unit: 'fol' },
  substituted: true,
  substitutionRefusal: null,
  substitutionRefusalText: '',
  priceCents: 1234,
  fullyDispensed: false,
  labelDoseText: '1 tabletti 3 kertaa päivässä. Kipuun.',
  remark: '',
  ...change,
});

export const aRecordDocument = (change: Partial<RecordDocument> = {}): RecordDocument => ({
  oid: oid('1.2.246.10.88888888.11001.2026.9'),
  setId: oid('1.2.246.10.88888888.11001.2026.9'),
  version: 1,
  language: 'fi',
  patient: aDocumentPatient,
  author: aPhysician,
  serviceEventOid: oid('1.2.246.10.88888888.14001.2026.1'),
  templateId: 'visit',
  title: 'Käyntimerkintä',
  createdAt: instant('2026-02-03T07:30:00.000Z'),
  sections: [
    { heading: 'reasonForArrival', text: 'Kurkkukipu.\nKuumetta 3 pv.', entries: [] },
    {
      heading: 'diagnosis',
      text: '',
      entries: [{ kind: 'diagnosis', code: 'J02.9', name: 'Nielutulehdus', primacy: 'PAA', permanence: null }],
    },
    {
      heading: 'measurements',
      text: '',
      entries: [
        {
          kind: 'measurement',
          measurement: 'bloodPressure',
          value: decimal('128'),
          secondValue: decimal('82'),
          measuredAt: instant('2026-02-03T07:10:00.000Z'),
        },
        {
          kind: 'measurement',
          measurement: 'bodyTemperature',
          value: decimal('38.10'),
          secondValue: null,
          measuredAt: instant('2026-02-03T07:11:00.000Z'),
        },
      ],
    },
    { heading: 'otherEntry', text: 'Lepoa.', entries: [] },
  ],
  ...change,
});

import { decimal } from '../../shared/kernel/decimal.ts';
import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type Dispensing } from '../../shared/domain/dispensing/dispensing.ts';
import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type DoseTiming, type StructuredDose } from '../../shared/domain/prescribing/dose.ts';
import { type PrescribedProduct, type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../shared/domain/records/record.ts';
import { type DocumentContent } from '../wire/documents.ts';
import { furtherPrescriptions } from './document-sample-prescriptions.ts';

// Practice people, places and products: nobody and nothing of them exists. Numbers are those of the practice certificates.

const both = (fi: string, sv = fi, en = fi) => ({ fi, sv, en });

const CLINIC: Organisation = {
  oid: oid('1.2.246.10.88888888.10.1'),
  kind: 'clinic',
  businessId: '88888888',
  name: both('Harjoituslan terveysasema', 'Övningsby hälsostation', 'Harjoitusla health centre'),
  phone: '0100000001',
  street: 'Harjoituskatu 3',
  postalCode: '00999',
  city: 'HARJOITUSLA',
  provider: {
    oid: oid('1.2.246.10.88888888.10.0'),
    name: both('Harjoituslan hyvinvointialue', 'Övningsby välfärdsområde'),
  },
};
const PHARMACY: Organisation = {
  ...CLINIC,
  oid: oid('1.2.246.10.77777777.10.1'),
  kind: 'pharmacy',
  businessId: '77777777',
  name: both('Harjoituslan apteekki', 'Övningsby apotek', 'Harjoitusla pharmacy'),
  phone: '0100000002',
  provider: { oid: oid('1.2.246.10.77777777.10.1'), name: both('Harjoituslan apteekki', 'Övningsby apotek') },
};

export const PHYSICIAN: Professional = {
  registrationNumber: '00999900101',
  identifierNumber: '999901',
  family: 'Harjula',
  given: ['Aino', 'Maria'],
  profession: 'physician',
  right: '001',
  title: both('lääkäri', 'läkare', 'physician'),
  organisation: CLINIC,
};
export const SPECIALIST: Professional = {
  ...PHYSICIAN,
  registrationNumber: '00999900102',
  identifierNumber: '999902',
  family: 'Sandvik',
  given: ['Mikael'],
  profession: 'specialistPhysician',
  right: '034',
  title: both('erikoislääkäri', 'specialläkare', 'specialist physician'),
};
export const PHARMACIST: Professional = {
  ...PHYSICIAN,
  registrationNumber: '00999900103',
  identifierNumber: null,
  family: 'Apaja',
  given: ['Leena'],
  profession: 'pharmacist',
  right: '006',
  title: both('proviisori', 'provisor', 'pharmacist (M.Sc.)'),
  organisation: PHARMACY,
};

export const ADULT: Patient = {
  id: 'sample-1',
  identityCode: '010190-998V',
  family: 'Mallinen',
  given: ['Tuisku', 'Oili'],
  callName: 'Tuisku',
  sex: 'female',
  birthDate: localDate('1990-01-01'),
  language: 'fi',
  phone: '',
  street: '',
  postalCode: '',
  city: '',
  deceasedOn: null,
  allergies: null,
};
export const SWEDISH: Patient = { ...ADULT, language: 'sv' };
const WITHOUT_CODE: Patient = { ...ADULT, identityCode: null, birthDate: localDate('2019-05-06') };

export const PRODUCT: Extract<PrescribedProduct, { kind: '1' }> = {
  kind: '1',
  vnr: '999001',
  tradeName: 'HARJOITUSTABLETTI',
  holder: 'HARJOITUSLÄÄKE OY',
  container: 'läpipainopakkaus',
  sizeText: '100 fol',
  packageSize: { value: decimal('100'), unit: 'fol' },
  substitutionGroup: null,
  atc: 'M01AE01',
  atcName: { fi: 'ibuprofeeni', sv: 'ibuprofen' },
  strength: '600 mg',
  form: both('tabletti, kalvopäällysteinen', 'filmdragerad tablett', 'film-coated tablet'),
  substances: ['Ibuprofenum'],
  controlClass: null,
  narcotic: false,
  biological: false,
  databaseVersion: '2026.021',
};
const { atc, atcName, strength, form, substances, controlClass, narcotic, biological, databaseVersion } = PRODUCT;
const SUBSTANCE: PrescribedProduct = {
  kind: '9',
  atc,
  atcName,
  strength,
  form,
  substances,
  controlClass,
  narcotic,
  biological,
  databaseVersion,
};

const dose = (timing: DoseTiming, change: Partial<StructuredDose> = {}): StructuredDose => ({
  low: decimal('1'),
  high: decimal('1'),
  unit: 'tablet',
  timing,
  asNeeded: false,
  maxPerDay: null,
  lengthDays: null,
  startsOn: null,
  ...change,
});

export const PRESCRIPTION: Omit<Prescription, 'oid' | 'setId'> = {
  version: 1,
  language: 'fi',
  patient: ADULT,
  prescriber: PHYSICIAN,
  serviceEventOid: oid('1.2.246.10.88888888.14001.2026.1'),
  prescribedAt: instant('2026-02-03T07:05:07.000Z'),
  validUntil: null,
  product: PRODUCT,
  amount: { mode: '1', packages: 2, sizeText: '100 fol', packageSize: { value: decimal('100'), unit: 'fol' } },
  iteration: null,
  dose: { text: '1 tabletti 3 kertaa päivässä', structured: dose({ kind: 'timesPerDay', low: 3, high: 3 }) },
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
};

export const DISPENSING: Omit<Dispensing, 'oid' | 'setId'> = {
  version: 1,
  language: 'fi',
  patient: ADULT,
  dispenser: PHARMACIST,
  prescription: {
    oid: oid('1.2.246.10.88888888.93001.2026.1'),
    setId: oid('1.2.246.10.88888888.93001.2026.1'),
    version: 1,
  },
  dispensedAt: instant('2026-02-04T12:00:00.000Z'),
  product: PRODUCT,
  packages: 1,
  preparedBy: null,
  pharmacyMade: false,
  doseDispensed: false,
  copayments: null,
  noteToKela: '',
  split: false,
  amount: { value: decimal('100'), unit: 'fol' },
  remaining: { value: decimal('100'), unit: 'fol' },
  substituted: false,
  substitutionRefusal: null,
  substitutionRefusalText: '',
  priceCents: 1234,
  fullyDispensed: false,
  labelDoseText: '1 tabletti 3 kertaa päivässä. Kipuun.',
  remark: '',
};

export const RECORD: Omit<RecordDocument, 'oid' | 'setId'> = {
  version: 1,
  language: 'fi',
  patient: ADULT,
  author: PHYSICIAN,
  serviceEventOid: oid('1.2.246.10.88888888.14001.2026.1'),
  templateId: 'visit',
  title: 'Käyntimerkintä',
  createdAt: instant('2026-02-03T07:30:00.000Z'),
  sections: [
    { heading: 'reasonForArrival', text: 'Kurkkukipu.\nKuumetta 3 pv.', entries: [] },
    {
      heading: 'diagnosis',
      text: '',
      entries: [
        {
          kind: 'diagnosis',
          code: 'J02.9',
          name: 'Määrittämätön äkillinen nielutulehdus',
          primacy: 'PAA',
          permanence: null,
        },
      ],
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
          value: decimal('38.1'),
          secondValue: null,
          measuredAt: instant('2026-02-03T07:11:00.000Z'),
        },
      ],
    },
    { heading: 'otherEntry', text: 'Lepoa.', entries: [] },
  ],
};

/** Documents with one signature; two or more contents are signed together. */
export type Sample = Readonly<{
  name: string;
  signer: 'aino-harjula' | 'mikael-sandvik' | 'leena-apaja';
  contents: readonly DocumentContent[];
}>;

const ids = (of: string, number: number): Readonly<{ oid: Oid; setId: Oid }> => {
  const own = oid(`1.2.246.10.${of}.2026.${number}`);
  return { oid: own, setId: own };
};

let serial = 0;
const prescription = (change: Partial<Prescription> = {}): DocumentContent => {
  serial += 1;
  return { kind: 'prescription', content: { ...PRESCRIPTION, ...ids('88888888.93001', serial), ...change } };
};
const dispensing = (number: number, change: Partial<Dispensing> = {}): DocumentContent => ({
  kind: 'dispensing',
  content: { ...DISPENSING, ...ids('77777777.93001', number), ...change },
});
const record = (number: number, change: Partial<RecordDocument> = {}): DocumentContent => ({
  kind: 'record',
  content: { ...RECORD, ...ids('88888888.11001', number), ...change },
});

const alone = (name: string, content: DocumentContent, signer: Sample['signer'] = 'aino-harjula'): Sample => ({
  name,
  signer,
  contents: [content],
});

/** Prescriptions, dispensings and records, one of each product kind that is written. */
export const SAMPLES: readonly Sample[] = [
  alone('prescription-kind1-packages', prescription()),
  alone(
    'prescription-kind1-total',
    prescription({
      amount: { mode: '2', total: { value: decimal('21'), unit: 'fol' } },
      iteration: { repeats: 3, intervalDays: 7 },
    }),
  ),
  alone(
    'prescription-kind1-duration',
    prescription({
      amount: { mode: '3', start: localDate('2026-02-03'), lengthDays: 365 },
      permanentMedication: true,
      doseDispensing: true,
    }),
  ),
  alone('prescription-kind9-substance', prescription({ product: SUBSTANCE })),
  alone(
    'prescription-narcotic',
    prescription({
      prescriber: SPECIALIST,
      product: { ...PRODUCT, controlClass: 'H', narcotic: true },
      narcoticIdentification: { code: '3' },
      renewalProhibited: true,
      renewalBan: { code: '5', text: 'määräaikainen kuuri' },
      sic: true,
      validUntil: localDate('2026-12-31'),
    }),
    'mikael-sandvik',
  ),
  alone(
    'prescription-swedish',
    prescription({
      language: 'sv',
      patient: SWEDISH,
      indication: 'Mot smärta',
      dose: { text: '1 tablett 3 gånger per dag', structured: dose({ kind: 'timesPerDay', low: 3, high: 3 }) },
    }),
  ),
  alone(
    'prescription-child-without-code',
    prescription({
      patient: WITHOUT_CODE,
      weightKg: decimal('21.5'),
      minorDisclosure: '1',
      messageToPharmacy: 'Erät viikoittain',
    }),
  ),
  alone(
    'prescription-dose-weekdays',
    prescription({
      dose: {
        text: '1 tabletti maanantaisin ja torstaisin',
        structured: dose({ kind: 'weekdays', days: [1, 4], times: 1 }),
      },
    }),
  ),
  alone('prescription-dose-text-only', prescription({ dose: { text: 'erillisen ohjeen mukaan', structured: null } })),
  ...furtherPrescriptions({ product: PRODUCT, dose: PRESCRIPTION.dose }).map(([name, change]) =>
    alone(name, prescription(change)),
  ),
  alone('dispensing', dispensing(1), 'leena-apaja'),
  alone(
    'dispensing-split-substituted',
    dispensing(2, {
      split: true,
      amount: { value: decimal('30'), unit: 'fol' },
      remaining: { value: decimal('70'), unit: 'fol' },
      substituted: true,
      remark: 'Harjoitus',
    }),
    'leena-apaja',
  ),
  alone(
    'dispensing-substitution-refused',
    dispensing(3, {
      substitutionRefusal: 'other',
      substitutionRefusalText: 'aikaisempi toimitus',
      fullyDispensed: true,
      remaining: null,
    }),
    'leena-apaja',
  ),
  alone('record', record(1)),
  alone('record-swedish', record(2, { language: 'sv', patient: SWEDISH, title: 'Besöksanteckning' })),
  {
    name: 'together',
    signer: 'mikael-sandvik',
    contents: [prescription({ prescriber: SPECIALIST }), prescription({ prescriber: SPECIALIST, product: SUBSTANCE })],
  },
];

import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { type Dispensing } from '../../shared/domain/dispensing/dispensing.ts';
import { type Organisation, type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type PrescribedProduct, type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { type RecordDocument } from '../../shared/domain/records/record.ts';
import {
  DISPENSING,
  PHARMACIST,
  PHYSICIAN,
  PRESCRIPTION,
  PRODUCT,
  RECORD,
  SPECIALIST,
} from '../../src-main/cli/document-sample-contents.ts';

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
export const aPhysician: Professional = { ...PHYSICIAN, organisation: aClinic };
export const aSpecialist: Professional = { ...SPECIALIST, organisation: aClinic };
export const aPharmacist: Professional = { ...PHARMACIST, organisation: aPharmacy };

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
  ...PRODUCT,
  vnr: '002296',
  substitutionGroup: '0001',
};

const PRESCRIPTION_OID = oid('1.2.246.10.88888888.93001.2026.1');
const DISPENSING_OID = oid('1.2.246.10.77777777.93001.2026.7');
const RECORD_OID = oid('1.2.246.10.88888888.11001.2026.9');

export const aLegalPrescription = (change: Partial<Prescription> = {}): Prescription => ({
  ...PRESCRIPTION,
  oid: PRESCRIPTION_OID,
  setId: PRESCRIPTION_OID,
  patient: aDocumentPatient,
  prescriber: aPhysician,
  product: aTradeProduct,
  iteration: { repeats: 3, intervalDays: 7 },
  ...change,
});

export const aLegalDispensing = (change: Partial<Dispensing> = {}): Dispensing => ({
  ...DISPENSING,
  oid: DISPENSING_OID,
  setId: DISPENSING_OID,
  patient: aDocumentPatient,
  dispenser: aPharmacist,
  product: aTradeProduct,
  remaining: { value: decimal('700'), unit: 'fol' },
  substituted: true,
  ...change,
});

export const aRecordDocument = (change: Partial<RecordDocument> = {}): RecordDocument => ({
  ...RECORD,
  oid: RECORD_OID,
  setId: RECORD_OID,
  patient: aDocumentPatient,
  author: aPhysician,
  ...change,
});

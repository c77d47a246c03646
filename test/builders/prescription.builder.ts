import { EMPTY_PRESCRIPTION_FORM, type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribingFacts } from '../../shared/domain/prescribing/prescription.rules.ts';
import { type Prescription, type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { type StructuredDose } from '../../shared/domain/prescribing/dose.ts';
import { NO_KNOWLEDGE } from '../../shared/domain/knowledge/knowledge-facts.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aPatient, aPhysician } from './person.builder.ts';
import { aPackage, aProduct, RELEASE_ID } from './product.builder.ts';

export const TODAY = localDate('2026-11-22');
export const NOW = instant('2026-11-22T10:00:00.000Z');
export const PRESCRIPTION_OID = oid('1.2.246.10.88888888.93.2026.1');

/** One tablet three times a day for ten days. */
export const aDose = (change: Partial<StructuredDose> = {}): StructuredDose => ({
  low: decimal('1'),
  high: decimal('1'),
  unit: 'tablet',
  timing: { kind: 'timesPerDay', low: 3, high: 3 },
  asNeeded: false,
  maxPerDay: null,
  lengthDays: 10,
  startsOn: null,
  ...change,
});

export const aPrescription = (change: Partial<Prescription> = {}): Prescription => ({
  oid: PRESCRIPTION_OID,
  setId: PRESCRIPTION_OID,
  version: 1,
  language: 'fi',
  patient: aPatient(),
  prescriber: aPhysician(),
  serviceEventOid: null,
  prescribedAt: NOW,
  validUntil: null,
  product: aProduct(),
  amount: { mode: '1', packages: 2, sizeText: '30 fol', packageSize: { value: decimal('30'), unit: 'kpl' } },
  iteration: null,
  dose: { text: '1 tabletti 3 kertaa päivässä 10 päivän ajan.', structured: aDose() },
  sic: false,
  indication: 'Keuhkokuume',
  treatmentKind: 'S',
  permanentMedication: false,
  renewalProhibited: false,
  renewalBan: null,
  substitutionProhibited: false,
  doseDispensing: false,
  startOfUse: false,
  weightKg: null,
  messageToPharmacy: '',
  narcoticIdentification: null,
  minorDisclosure: null,
  ...change,
});

export const aPrescriptionRow = (change: Partial<PrescriptionRow> = {}): PrescriptionRow => ({
  prescription: aPrescription(),
  state: 'notDispensed',
  holder: null,
  remaining: { value: decimal('60'), unit: 'kpl' },
  dispensedLots: 0,
  lastDispensedAt: null,
  expiresOn: localDate('2028-11-22'),
  acceptance: 'accepted',
  ...change,
});

/** A form that nothing blocks. */
export const aPrescriptionForm = (change: Partial<PrescriptionForm> = {}): PrescriptionForm => ({
  ...EMPTY_PRESCRIPTION_FORM,
  product: aProduct(),
  doseTyped: '1x3 10pv',
  indication: 'Keuhkokuume',
  ...change,
});

export const prescribingFacts = (change: Partial<PrescribingFacts> = {}): PrescribingFacts => ({
  form: aPrescriptionForm(),
  patient: aPatient(),
  prescriber: aPhysician(),
  today: TODAY,
  release: { id: RELEASE_ID, date: localDate('2026-11-15'), invented: false },
  packageNow: aPackage(),
  active: [],
  knowledge: NO_KNOWLEDGE,
  ...change,
});

import { type RecordFacts } from '../../shared/domain/records/record.rules.ts';
import {
  type DiagnosisEntry,
  type MeasurementEntry,
  type RecordDocument,
  type RecordEntry,
  type RecordForm,
  type Revision,
} from '../../shared/domain/records/record.ts';
import { type CoreEntry } from '../../shared/domain/records/core-data.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant } from '../../shared/kernel/time.ts';
import { aPatient, aPhysician } from './person.builder.ts';
import { NOW, TODAY } from './prescription.builder.ts';

export const RECORD_OID = oid('1.2.246.10.88888888.11.2026.3');
export const SERVICE_EVENT_OID = oid('1.2.246.10.88888888.14.2026.5');

export const aDiagnosis = (change: Partial<DiagnosisEntry> = {}): DiagnosisEntry => ({
  kind: 'diagnosis',
  code: 'J06.9',
  name: 'Akuutti ylähengitystieinfektio',
  primacy: 'PAA',
  permanence: null,
  ...change,
});

export const aMeasurement = (change: Partial<MeasurementEntry> = {}): MeasurementEntry => ({
  kind: 'measurement',
  measurement: 'bloodPressure',
  value: decimal('132'),
  secondValue: decimal('84'),
  measuredAt: instant('2026-11-22T09:50:00.000Z'),
  ...change,
});

export const aRecordForm = (change: Partial<RecordForm> = {}): RecordForm => ({
  templateId: 'visit-physician',
  sections: [
    { heading: 'reasonForArrival', text: 'Yskä ja kuume.', entries: [] },
    { heading: 'measurements', text: '', entries: [aMeasurement()] },
    { heading: 'diagnosis', text: '', entries: [aDiagnosis()] },
  ],
  confirmations: [],
  ...change,
});

export const aCore = (change: Partial<CoreEntry> = {}): CoreEntry => ({
  kind: 'core',
  content: 'laboratory',
  code: '1552',
  name: 'B -Hb',
  fields: { result: '134', unit: 'g/l', low: '117', high: '155', flag: 'normal', date: '2026-11-22' },
  ...change,
});

export const aRevision = (change: Partial<Revision> = {}): Revision => ({
  act: 'newVersion',
  base: { oid: RECORD_OID, setId: RECORD_OID, version: 1 },
  reason: 'Väärä puoli.',
  ...change,
});

/** A form whose only entries are these. */
export const withEntries = (...entries: RecordEntry[]): RecordForm =>
  aRecordForm({ sections: [{ heading: 'measurements', text: 'x', entries: [...entries, aDiagnosis()] }] });

export const recordFacts = (change: Partial<RecordFacts> = {}): RecordFacts => ({
  form: aRecordForm(),
  patient: aPatient(),
  author: aPhysician(),
  now: NOW,
  today: TODAY,
  knows: () => true,
  ...change,
});

export const aRecord = (change: Partial<RecordDocument> = {}): RecordDocument => ({
  oid: RECORD_OID,
  setId: RECORD_OID,
  version: 1,
  language: 'fi',
  patient: aPatient(),
  author: aPhysician(),
  serviceEventOid: SERVICE_EVENT_OID,
  templateId: 'visit-physician',
  title: 'Käynti, lääkäri',
  createdAt: NOW,
  sections: aRecordForm().sections,
  ...change,
});

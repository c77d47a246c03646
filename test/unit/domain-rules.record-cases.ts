import { type CoreEntry } from '../../shared/domain/records/core-data.ts';
import { type RecordFacts } from '../../shared/domain/records/record.rules.ts';
import { type RecordForm, type RecordSection } from '../../shared/domain/records/record.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aNurse, aPatient } from '../builders/person.builder.ts';
import {
  aCore,
  aDiagnosis,
  aMeasurement,
  aRecordForm,
  aRevision,
  recordFacts,
  withEntries,
} from '../builders/record.builder.ts';
import { type Case } from './domain-rules.case.ts';

const facts = recordFacts;
const form = (change: Partial<RecordForm>): RecordFacts => facts({ form: aRecordForm(change) });
const entries = (...list: Parameters<typeof withEntries>): RecordFacts => facts({ form: withEntries(...list) });
const nurse = (sections: readonly RecordSection[]): RecordFacts =>
  facts({ author: aNurse(), form: aRecordForm({ templateId: 'visit-nurse', sections }) });
const risk = { riskType: 'critical', date: '2026-01-02' } as const;
const text = (value: string): RecordFacts =>
  form({ sections: [{ heading: 'plan', text: value, entries: [aDiagnosis()] }] });
const temperature = (value: string) =>
  aMeasurement({ measurement: 'bodyTemperature', value: decimal(value), secondValue: null });
const pressure = (value: string, secondValue: string | null) =>
  aMeasurement({ value: decimal(value), secondValue: secondValue === null ? null : decimal(secondValue) });

const child = (change: Partial<RecordForm>): RecordFacts =>
  facts({
    patient: aPatient({ birthDate: localDate('2015-12-07'), identityCode: '071215E947L' }),
    form: aRecordForm(change),
  });
const delayed = (until: string, reason = 'Keskustellaan ensin vastaanotolla.'): RecordFacts =>
  form({ citizen: { delay: { until: localDate(until), reason }, minorDisclosure: null } });

const A_FIELDS = { incapacityFrom: '2025-11-02', incapacityUntil: '2025-11-20', workTask: 'Varastotyö' };
const aForm = (fields: CoreEntry['fields']): CoreEntry =>
  aCore({ content: 'sv6', code: null, name: 'Lääkärintodistus A (SV 6)', fields });
const certificate = (fields: CoreEntry['fields']): RecordFacts =>
  form({
    templateId: 'certificate-sv6',
    sections: [
      { heading: 'diagnosis', text: '', entries: [aDiagnosis()] },
      { heading: 'certificate', text: '', entries: [aForm(fields)] },
    ],
  });

export const RECORD_CASES: readonly Case<RecordFacts>[] = [
  {
    rule: 'M30',
    passes: [facts(), child({ citizen: { delay: null, minorDisclosure: '4' } })],
    fails: [child({}), child({ citizen: { delay: null, minorDisclosure: null } })],
  },
  {
    rule: 'M31',
    passes: [facts(), delayed('2026-11-29')],
    fails: [delayed('2026-11-29', ' '), delayed('2026-11-29', 'x\u0007'), delayed('2026-11-29', 'x'.repeat(1001))],
  },
  {
    rule: 'M32',
    passes: [delayed('2026-11-23'), delayed('2027-11-22')],
    fails: [delayed('2026-11-22'), delayed('2020-01-01'), delayed('2027-11-23')],
  },
  {
    rule: 'M40',
    passes: [facts(), certificate(A_FIELDS)],
    fails: [
      form({ templateId: 'certificate-sv6' }),
      form({ sections: [{ heading: 'certificate', text: '', entries: [aForm(A_FIELDS)] }] }),
      form({
        templateId: 'certificate-sv7',
        sections: [{ heading: 'certificate', text: '', entries: [aForm(A_FIELDS)] }],
      }),
    ],
  },
  {
    rule: 'M41',
    passes: [facts(), certificate(A_FIELDS)],
    fails: [
      form({
        templateId: 'certificate-sv6',
        sections: [{ heading: 'certificate', text: '', entries: [aForm(A_FIELDS)] }],
      }),
    ],
  },
  {
    rule: 'M42',
    passes: [facts(), certificate(A_FIELDS), certificate({ ...A_FIELDS, incapacityUntil: '2026-01-01' })],
    fails: [certificate({ ...A_FIELDS, incapacityUntil: '2026-01-02' })],
  },
  { rule: 'R01', passes: [facts()], fails: [facts({ patient: aPatient({ identityCode: 'x' }) })] },
  { rule: 'R02', passes: [facts()], fails: [facts({ patient: aPatient({ identityCode: null, sex: 'unknown' }) })] },
  { rule: 'R03', passes: [facts()], fails: [facts({ patient: aPatient({ deceasedOn: localDate('2026-11-20') }) })] },
  {
    rule: 'M01',
    passes: [facts(), text('x'), entries(aMeasurement())],
    fails: [form({ sections: [] }), form({ sections: [{ heading: 'plan', text: ' \n', entries: [] }] })],
  },
  { rule: 'M02', passes: [facts(), text('Ä 😀\n')], fails: [text('a\u0000'), text('\ufffe'), text('\udc00')] },
  { rule: 'M03', passes: [text('x'.repeat(20_000))], fails: [text('x'.repeat(20_001))] },
  {
    rule: 'M04',
    passes: [facts(), entries(temperature('41.5')), entries(temperature('25'))],
    fails: [entries(temperature('376')), entries(temperature('24.9')), entries(pressure('320', '90'))],
  },
  {
    rule: 'M05',
    passes: [facts()],
    fails: [entries(pressure('120', null)), entries(aMeasurement({ measurement: 'heartRate' }))],
  },
  {
    rule: 'M06',
    passes: [facts(), entries(pressure('120', null))],
    fails: [entries(pressure('80', '120')), entries(pressure('90', '90'))],
  },
  {
    rule: 'M07',
    passes: [
      facts(),
      nurse([{ heading: 'plan', text: 'x', entries: [] }]),
      form({ templateId: 'phone-contact', sections: [{ heading: 'plan', text: 'x', entries: [] }] }),
    ],
    fails: [form({ sections: [{ heading: 'plan', text: 'x', entries: [] }] })],
  },
  {
    rule: 'M08',
    passes: [
      facts(),
      nurse([{ heading: 'reasonForArrival', text: 'Haavanhoito', entries: [] }]),
      nurse([{ heading: 'plan', text: '', entries: [aDiagnosis()] }]),
    ],
    fails: [nurse([{ heading: 'plan', text: 'x', entries: [] }])],
  },
  {
    rule: 'M09',
    passes: [facts(), entries(aDiagnosis({ code: 'I10', primacy: 'SIVU' }))],
    fails: [
      entries(aDiagnosis({ code: 'I10' })),
      entries(aDiagnosis({ primacy: 'SIVU' })),
      entries(aDiagnosis({ code: 'flunssa', primacy: 'SIVU' })),
      entries(aDiagnosis({ code: 'I10', name: ' ', primacy: 'SIVU' })),
    ],
  },
  {
    rule: 'M10',
    passes: [facts(), nurse([{ heading: 'plan', text: 'x', entries: [] }])],
    fails: [
      form({ templateId: 'unknown' }),
      facts({ author: aNurse() }),
      nurse([{ heading: 'diagnosis', text: 'x', entries: [] }]),
      form({
        sections: [
          { heading: 'plan', text: 'x', entries: [] },
          { heading: 'plan', text: 'y', entries: [] },
        ],
      }),
    ],
  },
  {
    rule: 'M11',
    passes: [facts()],
    fails: [entries(aMeasurement({ measuredAt: instant('2026-11-22T10:00:00.001Z') }))],
  },
  {
    rule: 'M12',
    passes: [facts(), entries(temperature('376')), entries(temperature('38.5'))],
    fails: [entries(temperature('41.5')), entries(pressure('210', '90'))],
  },
  {
    rule: 'M13',
    passes: [facts(), entries(aCore()), entries(aCore({ content: 'risk', code: null, name: 'Pähkinä', fields: risk }))],
    fails: [
      entries(aCore({ code: '15' })),
      entries(aCore({ code: null })),
      entries(aCore({ name: ' ' })),
      entries(aCore({ fields: { date: '2026-11-22' } })),
      entries(aCore({ fields: { ...aCore().fields, date: '2026-11-23' } })),
      entries(aCore({ fields: { ...aCore().fields, date: '22.11.2026' } })),
      entries(aCore({ fields: { ...aCore().fields, low: 'viisi' } })),
      entries(aCore({ fields: { ...aCore().fields, low: '155', high: '117' } })),
      entries(aCore({ fields: { ...aCore().fields, batch: 'A1' } })),
      entries(aCore({ fields: { ...aCore().fields, result: 'a\u0000' } })),
      entries(aCore({ content: 'risk', code: 'Z88.0', fields: { ...risk, endDate: '2025-01-01' } })),
      entries(aCore({ content: 'risk', code: 'Z88.0', fields: { riskType: 'fatal' } })),
    ],
  },
  {
    rule: 'M14',
    passes: [facts(), { ...entries(aCore()), knows: register => register !== 'procedures' }],
    fails: [
      { ...entries(aCore()), knows: register => register === 'diagnoses' },
      { ...facts(), knows: () => false },
    ],
  },
  {
    rule: 'M15',
    passes: [
      facts(),
      form({ revision: aRevision() }),
      form({ revision: aRevision({ act: 'annulment' }), sections: [] }),
    ],
    fails: [
      form({ revision: aRevision({ reason: ' ' }) }),
      form({ revision: aRevision({ act: 'annulment', reason: '' }), sections: [] }),
      form({ revision: aRevision({ reason: 'x'.repeat(501) }) }),
      form({ revision: aRevision({ reason: 'a\u0000' }) }),
    ],
  },
  {
    rule: 'M16',
    passes: [facts(), form({ happenedAt: instant('2026-11-22T10:00:00.000Z') })],
    fails: [form({ happenedAt: instant('2026-11-22T10:00:00.001Z') })],
  },
  {
    rule: 'M17',
    passes: [facts(), form({ happenedAt: instant('2026-11-22T06:00:00.000Z') })],
    fails: [form({ happenedAt: instant('2026-11-20T10:00:00.000Z') })],
  },
];

import { type RecordFacts } from '../../shared/domain/records/record.rules.ts';
import { type RecordForm, type RecordSection } from '../../shared/domain/records/record.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aNurse, aPatient } from '../builders/person.builder.ts';
import { aDiagnosis, aMeasurement, aRecordForm, recordFacts, withEntries } from '../builders/record.builder.ts';
import { type Case } from './domain-rules.case.ts';

const facts = recordFacts;
const form = (change: Partial<RecordForm>): RecordFacts => facts({ form: aRecordForm(change) });
const entries = (...list: Parameters<typeof withEntries>): RecordFacts => facts({ form: withEntries(...list) });
const nurse = (sections: readonly RecordSection[]): RecordFacts =>
  facts({ author: aNurse(), form: aRecordForm({ templateId: 'visit-nurse', sections }) });
const text = (value: string): RecordFacts =>
  form({ sections: [{ heading: 'plan', text: value, entries: [aDiagnosis()] }] });
const temperature = (value: string) =>
  aMeasurement({ measurement: 'bodyTemperature', value: decimal(value), secondValue: null });
const pressure = (value: string, secondValue: string | null) =>
  aMeasurement({ value: decimal(value), secondValue: secondValue === null ? null : decimal(secondValue) });

export const RECORD_CASES: readonly Case<RecordFacts>[] = [
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
];

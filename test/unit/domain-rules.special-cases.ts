import { NO_HEALTH_FACTS } from '../../shared/domain/knowledge/knowledge-facts.ts';
import { type Patient, type Professional } from '../../shared/domain/people/person.ts';
import { type PrescribedProduct } from '../../shared/domain/prescribing/prescription.ts';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type PrescribingFacts } from '../../shared/domain/prescribing/prescription.rules.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { withPack } from '../builders/knowledge.builder.ts';
import { aNurse, aPatient, aPhysician } from '../builders/person.builder.ts';
import { aPrescriptionForm, prescribingFacts } from '../builders/prescription.builder.ts';
import { aPackage, aProduct } from '../builders/product.builder.ts';
import { type Case } from './domain-rules.case.ts';

const facts = prescribingFacts;
const form = (change: Partial<PrescriptionForm>): PrescribingFacts => facts({ form: aPrescriptionForm(change) });
/** A product of another kind, as a document or a form of the other kinds has it. */
const kind = (code: string, more: Readonly<Record<string, unknown>> = {}): PrescribedProduct =>
  ({ ...aProduct(), kind: code, ...more }) as unknown as PrescribedProduct;
const by = (change: Partial<Professional>, formChange: Partial<PrescriptionForm> = {}): PrescribingFacts =>
  facts({ prescriber: aPhysician(change), form: aPrescriptionForm(formChange) });

const { today: TODAY } = prescribingFacts();
const controlled = (limitations: readonly string[]): PrescribingFacts => ({
  ...form({ product: aProduct({ controlClass: 'Z' }) }),
  limitations,
});

const PIVMECILLINAM = { product: aProduct({ atc: 'J01CA08' }) };
const nurse = (
  formChange: Partial<PrescriptionForm>,
  patient: Partial<Patient> = {},
  pregnant: 'yes' | 'no' | null = 'no',
): PrescribingFacts =>
  facts({
    prescriber: aNurse(),
    form: aPrescriptionForm(formChange),
    patient: aPatient(patient),
    knowledge: withPack({
      health: {
        ...NO_HEALTH_FACTS,
        pregnant: pregnant === null ? null : { is: pregnant, on: localDate('2026-11-20') },
      },
    }),
  });

export const SPECIAL_CASES: readonly Case<PrescribingFacts>[] = [
  {
    rule: 'R11',
    passes: [facts(), form({ product: kind('7', { preparation: 'Ad 100 g basisvoidetta.' }) })],
    fails: [form({ product: kind('7') }), form({ product: kind('7', { preparation: ' ' }) })],
  },
  {
    rule: 'R15',
    passes: [facts(), form({ doseTyped: '1-2x3' }), form({ doseTyped: 'foo' })],
    fails: [form({ doseTyped: '2-1x3' }), form({ doseTyped: '5 ml x 3' })],
  },
  { rule: 'R16', passes: [facts(), form({ doseTyped: '1x3 7pv' })], fails: [form({ doseTyped: '1x3 7pv 10pv' })] },
  { rule: 'R24', passes: [facts()], fails: [form({ product: kind('11') })] },
  {
    rule: 'R25',
    passes: [facts()],
    fails: [
      form({ product: aProduct({ atc: 'QJ01CA04' }) }),
      form({ product: aProduct({ atc: 'V03AN01' }) }),
      facts({ packageNow: aPackage({ human: false }) }),
    ],
  },
  {
    rule: 'R26',
    passes: [facts(), nurse(PIVMECILLINAM)],
    fails: [nurse({}), nurse({ product: kind('4', { atc: 'J01CA08' }) })],
  },
  {
    rule: 'R27',
    passes: [form(PIVMECILLINAM), nurse(PIVMECILLINAM), nurse({})],
    fails: [
      nurse(PIVMECILLINAM, { sex: 'male' }),
      nurse(PIVMECILLINAM, { birthDate: localDate('2009-01-01') }),
      nurse(PIVMECILLINAM, { birthDate: localDate('1960-01-01') }),
      nurse(PIVMECILLINAM, {}, 'yes'),
      [nurse(PIVMECILLINAM, {}, null), 'confirm'],
    ],
  },
  {
    rule: 'R28',
    passes: [
      facts(),
      by({ profession: 'dentist' }, { indication: 'Hammaskivun hoito' }),
      by({ profession: 'dentist' }, { indication: 'tandvärk' }),
      by({ profession: 'dentist' }, { product: aProduct({ atc: 'A01AB03' }) }),
    ],
    fails: [by({ profession: 'dentist' }, { indication: 'Verenpaine' })],
  },
  {
    rule: 'R29',
    passes: [facts(), { ...by({ right: '002' }), lastSeenOn: TODAY }],
    fails: [
      by({ right: '002' }),
      { ...by({ right: '002' }), lastSeenOn: localDate('2026-11-20') },
      [{ ...by({ right: '002', title: { fi: '', sv: '', en: '' } }), lastSeenOn: TODAY }, 'block'],
    ],
  },
  {
    rule: 'F09',
    passes: [facts(), controlled([]), controlled(['x-7']), facts({ limitations: ['no-controlled-medicines'] })],
    fails: [controlled(['no-controlled-medicines'])],
  },
  {
    rule: 'R30',
    passes: [facts(), facts({ lastSeenOn: localDate('2025-11-22') })],
    fails: [facts({ lastSeenOn: null }), facts({ lastSeenOn: localDate('2025-11-20') })],
  },
  {
    rule: 'F10',
    passes: [
      facts(),
      form({ doseTyped: '1x1', packages: '25' }),
      form({ doseTyped: '1x1', packages: '1', repeats: '9' }),
      form({ doseTyped: 'tarvittaessa', doseTextOnly: true, packages: '999' }),
      form({ doseTyped: '1x1', product: aProduct({ controlClass: 'P' }), packages: '13' }),
    ],
    fails: [
      form({ doseTyped: '1x1', packages: '99' }),
      form({ doseTyped: '1x1', packages: '12', repeats: '3' }),
      form({ doseTyped: '1x1', amountMode: '2', totalAmount: '800', totalUnit: 'kpl' }),
      [form({ doseTyped: '1x1', product: aProduct({ controlClass: 'P' }), packages: '20' }), 'confirm'],
    ],
  },
  { rule: 'R38', passes: [facts()], fails: [form({ substitutionProhibited: true })] },
];

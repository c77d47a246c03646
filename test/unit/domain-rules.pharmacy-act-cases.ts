import {
  correctedDispensing,
  correctionFormOf,
  prescriptionFormOf,
  type ActFacts,
} from '../../shared/domain/dispensing/pharmacy-act.ts';
import { type PackFate } from '../../shared/domain/dispensing/pack-return.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { aDispensing, DISPENSING_OID } from '../builders/dispensing.builder.ts';
import { aPrescription, PRESCRIPTION_OID } from '../builders/prescription.builder.ts';
import { type Case } from './domain-rules.case.ts';

const BEFORE = aDispensing({
  packages: 2,
  amount: { value: decimal('60'), unit: 'kpl' },
  remaining: { value: decimal('30'), unit: 'kpl' },
});
const ROW = { state: 'partlyDispensed', remaining: { value: decimal('30'), unit: 'kpl' } } as const;

const lock = (reason: string): ActFacts => ({
  act: { kind: 'lock', setId: PRESCRIPTION_OID, reason },
  refusal: null,
  dispensing: null,
  prescription: null,
  packsOut: 0,
});
function correct(change: Partial<ReturnType<typeof correctionFormOf>>): ActFacts {
  const form = { ...correctionFormOf(BEFORE), ...change };
  return {
    act: { kind: 'dispensingCorrection', setId: DISPENSING_OID, reason: 'Yksi jäi', form },
    refusal: null,
    dispensing: { before: BEFORE, after: correctedDispensing(BEFORE, ROW, form) },
    prescription: null,
    packsOut: 0,
  };
}
const technical = (change: Partial<ReturnType<typeof prescriptionFormOf>>): ActFacts => ({
  act: {
    kind: 'prescriptionCorrection',
    setId: PRESCRIPTION_OID,
    reason: 'Lyhenne auki',
    form: { ...prescriptionFormOf(aPrescription()), ...change },
    consent: null,
  },
  refusal: null,
  dispensing: null,
  prescription: aPrescription(),
  packsOut: 0,
});

const cancel = (packsOut: number, packs: PackFate | null): ActFacts => ({
  ...lock('Ei noudettu'),
  act: { kind: 'dispensingCancellation', setId: DISPENSING_OID, reason: 'Ei noudettu', packs },
  packsOut,
});

/** Acts of a pharmacy on what is stored. */
export const PHARMACY_ACT_CASES: readonly Case<ActFacts>[] = [
  { rule: 'RA1', passes: [lock('Annos epäselvä'), correct({ packages: '1' })], fails: [lock(' ')] },
  {
    rule: 'RA2',
    passes: [lock('Annos epäselvä'), correct({ remark: 'Neuvottu' })],
    fails: [
      lock('a\u0000'),
      lock('a'.repeat(2000)),
      correct({ remark: 'a\u0000' }),
      technical({ indication: 'a\u0000' }),
    ],
  },
  {
    rule: 'RA3',
    passes: [lock('Annos epäselvä'), correct({ packages: '1', amount: '30' }), technical({ indication: 'Kipuun' })],
    fails: [correct({}), technical({})],
  },
  {
    rule: 'RA4',
    passes: [lock('Annos epäselvä'), correct({ amount: '30' }), correct({ amount: '90' })],
    fails: [correct({ amount: '91' }), correct({ amount: '' }), correct({ packages: '0' })],
  },
  {
    rule: 'RA5',
    passes: [correct({ labelDoseText: 'Yksi päivässä.' }), technical({ doseText: 'Yksi päivässä.' })],
    fails: [correct({ labelDoseText: ' ' }), technical({ doseText: '' })],
  },
  {
    rule: 'RA6',
    passes: [lock('Annos epäselvä')],
    fails: [
      { ...lock('Annos epäselvä'), refusal: 'expired' },
      { ...correct({ packages: '1' }), refusal: 'cancelled' },
    ],
  },
  {
    rule: 'RA7',
    passes: [cancel(0, null), cancel(2, 'inPharmacy'), cancel(1, 'handedOver'), lock('Annos epäselvä')],
    fails: [cancel(1, null)],
  },
];

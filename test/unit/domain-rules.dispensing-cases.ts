import { type DispensingFacts } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { type DispensingForm, type PackRead, type WrittenPackage } from '../../shared/domain/dispensing/dispensing.ts';
import { packageChoices } from '../../shared/domain/dispensing/package-choices.ts';
import { type Prescription, type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, type Instant, localDate } from '../../shared/kernel/time.ts';
import {
  aDispensingForm,
  aPharmacyMadeRow,
  aWrittenForm,
  dispensingFacts,
  lookupsOf,
  SHELF,
} from '../builders/dispensing.builder.ts';
import { withPack } from '../builders/knowledge.builder.ts';
import { aPatient, aPharmacist, aPharmacy } from '../builders/person.builder.ts';
import { aDose, aPrescription, aPrescriptionRow, NOW } from '../builders/prescription.builder.ts';
import { aPackage, aProduct } from '../builders/product.builder.ts';
import { type Case } from './domain-rules.case.ts';
import { knowledgeCases } from './domain-rules.knowledge-cases.ts';
import { SALE_CASES } from './domain-rules.sale-cases.ts';

const facts = dispensingFacts;
const form = (change: Partial<DispensingForm>): DispensingFacts => facts({ form: aDispensingForm(change) });
const row = (change: Partial<PrescriptionRow>): DispensingFacts => facts({ row: aPrescriptionRow(change) });
const prescribed = (change: Partial<Prescription>, more: Partial<DispensingFacts> = {}): DispensingFacts =>
  facts({ row: aPrescriptionRow({ prescription: aPrescription(change) }), ...more });

/** The prescriber wrote what it is for, and the dispenser gives that as the reason not to substitute. */
const indicated = (indication: string, substitutionRefusal: 'epilepsy' | 'deviatingGroup'): DispensingFacts =>
  prescribed({ indication }, { form: aDispensingForm({ substitutionRefusal }) });

/** A dose in the prescriber's own words. */
const dosed = (text: string): DispensingFacts => prescribed({ dose: { ...aPrescription().dose, text } });

/** The Centre cannot be reached. */
const without = (change: Partial<DispensingFacts>, knownAt: Instant | null = NOW): DispensingFacts =>
  facts({ ...change, outage: { since: NOW, knownAt, now: NOW } });

const PACK: PackRead = {
  gtin: '02000009001035',
  serial: 'A1',
  batch: 'B1',
  expiresOn: localDate('2028-02-29'),
  vnr: '900103',
  verified: true,
};

const HOLDER = {
  kind: 'hold' as const,
  organisationOid: oid('1.2.246.10.66666666.10.1'),
  organisationName: 'Satamakulman apteekki',
  since: NOW,
  mine: false,
};
const iterated = (lastDispensedAt: string | null, packages = '1'): DispensingFacts =>
  facts({
    form: aDispensingForm({ packages }),
    row: aPrescriptionRow({
      prescription: aPrescription({ iteration: { repeats: 3, intervalDays: 7 } }),
      remaining: { value: decimal('240'), unit: 'kpl' },
      lastDispensedAt: lastDispensedAt === null ? null : instant(lastDispensedAt),
    }),
  });
const withoutPrices = SHELF.map(p => ({ ...p, retailPriceCents: null }));
const document = (id: string): DispensingFacts => facts({ document: { oid: oid(id), setId: oid(id), version: 1 } });

/** A pharmacy-made cream, or a base ointment that the release does not have, as the dispenser writes it. */
const written = (row: PrescriptionRow, change: Partial<WrittenPackage>): DispensingFacts =>
  facts({ row, choices: packageChoices(row.prescription, lookupsOf([])), form: aWrittenForm(row, change) });
const byHand = (change: Partial<WrittenPackage>): DispensingFacts => written(aPharmacyMadeRow(), change);
const ointment = (change: Partial<WrittenPackage>): DispensingFacts => written(aPharmacyMadeRow('2'), change);

export const DISPENSING_CASES: readonly Case<DispensingFacts>[] = [
  { rule: 'R01', passes: [facts()], fails: [facts({ patient: aPatient({ identityCode: '230598-904B' }) })] },
  {
    rule: 'R02',
    passes: [facts()],
    fails: [facts({ patient: aPatient({ identityCode: null, family: '' }) })],
  },
  {
    rule: 'R03',
    passes: [facts()],
    fails: [facts({ patient: aPatient({ deceasedOn: localDate('2026-11-20') }) })],
  },
  { rule: 'R51', passes: [facts(), facts({ basis: 'actingForAnother' })], fails: [facts({ basis: null })] },
  {
    rule: 'R52',
    passes: [
      facts(),
      row({ state: 'partlyDispensed' }),
      row({ holder: { ...HOLDER, mine: true } }),
      row({ expiresOn: localDate('2026-11-22') }),
    ],
    fails: [
      row({ state: 'cancelled' }),
      row({ state: 'expired' }),
      row({ state: 'fullyDispensed' }),
      row({ expiresOn: localDate('2026-11-21') }),
      row({ acceptance: 'rejected' }),
      row({ holder: HOLDER }),
      row({ holder: { ...HOLDER, kind: 'locked' } }),
      row({ holder: { ...HOLDER, kind: 'locked', mine: true } }),
      row({ holder: { ...HOLDER, kind: 'reserved' } }),
      row({ holder: { ...HOLDER, kind: 'doseDispensing' } }),
    ],
  },
  {
    rule: 'R53',
    passes: [facts(), form({ packages: '2' }), form({ vnr: '900102', splitAmount: '60' })],
    fails: [
      form({ packages: '3' }),
      form({ vnr: '900102' }),
      form({ vnr: '900102', splitAmount: '60,5' }),
      row({ remaining: { value: decimal('0'), unit: 'kpl' } }),
      [row({ remaining: null }), 'confirm'],
      [row({ remaining: { value: decimal('60'), unit: 'ml' } }), 'confirm'],
    ],
  },
  {
    rule: 'R54',
    passes: [facts(), iterated(null), iterated('2026-11-15T10:00:00.000Z'), iterated(null, '2')],
    fails: [iterated('2026-11-16T10:00:00.000Z'), iterated(null, '3')],
  },
  {
    rule: 'R57',
    passes: [
      facts(),
      prescribed({ startOfUse: true }),
      facts({
        row: aPrescriptionRow({ prescription: aPrescription({ startOfUse: true }), state: 'partlyDispensed' }),
        form: aDispensingForm({ packages: '2' }),
      }),
    ],
    fails: [
      prescribed({ startOfUse: true }, { form: aDispensingForm({ packages: '2' }) }),
      prescribed({ startOfUse: true }, { form: aDispensingForm({ vnr: '900102' }) }),
    ],
  },
  {
    rule: 'R58',
    passes: [
      facts(),
      form({ vnr: '900101', substitutionRefusal: 'buyerRefuses' }),
      form({ vnr: '900101', substitutionRefusal: 'other', substitutionRefusalText: 'Epilepsia' }),
      prescribed({ substitutionProhibited: true }, { form: aDispensingForm({ vnr: '900101' }) }),
    ],
    fails: [
      form({ vnr: '900101' }),
      form({ vnr: '900104' }),
      form({ vnr: '900101', substitutionRefusal: 'other' }),
      [facts({ choices: packageChoices(aPrescription(), lookupsOf(withoutPrices)) }), 'notChecked'],
    ],
  },
  {
    rule: 'R60',
    passes: [facts()],
    fails: [
      prescribed({ product: aProduct({ controlClass: 'P' }) }),
      prescribed({ product: aProduct({ narcotic: true, controlClass: 'H' }) }),
    ],
  },
  {
    rule: 'R61',
    passes: [facts(), facts({ dispenser: aPharmacist({ right: '005' }) })],
    fails: [
      facts({ dispenser: aPharmacist({ right: '907' }) }),
      facts({ dispenser: aPharmacist({ right: '001' }) }),
      facts({ dispenser: aPharmacist({ right: null }) }),
      facts({ dispenser: aPharmacist({ organisation: aPharmacy({ phone: '' }) }) }),
    ],
  },
  {
    rule: 'R69',
    passes: [facts(), prescribed({ prescriptionKind: '1' })],
    fails: [prescribed({ prescriptionKind: '2' }), prescribed({ prescriptionKind: '3' })],
  },
  {
    rule: 'D01',
    passes: [facts()],
    fails: [
      form({ vnr: null }),
      form({ vnr: '999999' }),
      prescribed({ substitutionProhibited: true }, { form: aDispensingForm({ vnr: '900103' }) }),
    ],
  },
  {
    rule: 'D02',
    passes: [facts(), form({ packages: ' 12 ' })],
    fails: ['', '0', '-1', '1,5', '10000', '1000000000', '1e9'].map(packages => form({ packages })),
  },
  {
    rule: 'D03',
    passes: [facts(), form({ splitAmount: '12,5' }), form({ splitAmount: '30' })],
    fails: ['0', '-1', '30,1', '1000000000', 'puolet'].map(splitAmount => form({ splitAmount })),
  },
  {
    rule: 'D04',
    passes: [facts(), form({ remark: 'Neuvottu käyttö 💊' })],
    fails: [form({ remark: '\u0000' }), form({ labelDoseText: 'a\ufffe' })],
  },
  {
    rule: 'D05',
    passes: [facts(), form({ remark: 'x'.repeat(500) })],
    fails: [form({ remark: 'x'.repeat(501) }), form({ labelDoseText: 'x'.repeat(1001) })],
  },
  { rule: 'D06', passes: [facts()], fails: [form({ labelDoseText: ' ' })] },
  {
    rule: 'D07',
    passes: [
      facts(),
      form({ substitutionRefusal: 'other', substitutionRefusalText: 'Epilepsia' }),
      indicated('Epilepsian hoitoon.', 'epilepsy'),
      indicated('Migreenin estoon.', 'deviatingGroup'),
    ],
    fails: [
      form({ substitutionRefusal: 'other' }),
      form({ substitutionRefusal: 'prescriberProhibits' }),
      indicated('Verenpaineen hoitoon.', 'epilepsy'),
      indicated(' ', 'deviatingGroup'),
    ],
  },
  {
    rule: 'D08',
    passes: [facts(), document('1.2.246.10.77777777.93.2026.7')],
    fails: [document('1.2.246.10.66666666.93.2026.7'), document('1.2.246.10.77777777.14.2026.7')],
  },
  {
    rule: 'D09',
    passes: [facts(), form({ packs: [PACK] })],
    fails: [form({ packs: [PACK, { ...PACK, serial: 'A2', vnr: '900104' }] })],
  },
  {
    rule: 'D10',
    passes: [facts(), form({ packs: [PACK] })],
    fails: [form({ packs: [PACK], packages: '2' }), form({ packs: [PACK, { ...PACK, serial: 'A2' }] })],
  },
  { rule: 'D11', passes: [facts(), form({ packs: [PACK] })], fails: [form({ packs: [{ ...PACK, verified: false }] })] },
  {
    rule: 'D12',
    passes: [facts(), byHand({}), byHand({ form: '' })],
    fails: [byHand({ name: ' ' }), ointment({ form: '' })],
  },
  {
    rule: 'D13',
    passes: [facts(), byHand({}), ointment({})],
    fails: [ointment({ vnr: '' }), ointment({ vnr: '12345' })],
  },
  {
    rule: 'D14',
    passes: [facts(), byHand({}), byHand({ size: '', unit: '' })],
    fails: [byHand({ size: 'sata' }), byHand({ size: '0' }), byHand({ unit: ' ' })],
  },
  {
    rule: 'D15',
    passes: [facts(), byHand({}), byHand({ price: '0' })],
    fails: [[byHand({ price: '' }), 'warn'], byHand({ price: '12,345' }), byHand({ price: '-1' })],
  },
  {
    rule: 'D16',
    passes: [facts(), prescribed({ doseDispensing: true }, { form: aDispensingForm({ doseDispensed: true }) })],
    fails: [prescribed({ doseDispensing: true })],
  },
  { rule: 'O01', passes: [facts()], fails: [[without({}), 'confirm']] },
  {
    rule: 'O02',
    passes: [form({ packages: '20' }), without({ form: aDispensingForm({ packages: '1' }) })],
    fails: [without({ form: aDispensingForm({ packages: '20' }) })],
  },
  {
    rule: 'O03',
    passes: [without({}), prescribed({ product: aProduct({ controlClass: 'P' }) })],
    fails: [
      without({
        row: aPrescriptionRow({ prescription: aPrescription({ product: aProduct({ narcotic: true }) }) }),
        form: aDispensingForm({ packages: '2' }),
      }),
    ],
  },
  {
    rule: 'O04',
    passes: [facts(), without({}), without({}, null)],
    fails: [without({}, instant('2020-01-01T00:00:00.000Z'))],
  },
  ...SALE_CASES,
  ...knowledgeCases(({ atc, strength, unitsPerDay, sic, patient, knowledge }) => {
    const prescription = aPrescription({
      product: aProduct({ atc, strength }),
      sic,
      dose: {
        text: 'Annos.',
        structured: aDose({ timing: { kind: 'timesPerDay', low: unitsPerDay, high: unitsPerDay } }),
      },
    });
    return facts({
      row: aPrescriptionRow({ prescription }),
      choices: packageChoices(prescription, lookupsOf([aPackage({ atc, strength })])),
      form: aDispensingForm({ vnr: '900101' }),
      patient,
      knowledge,
    });
  }),
  {
    rule: 'D17',
    passes: [facts()],
    fails: [dosed('1 tabl. x 3'), dosed('1 kaps. 2 pv ajan')],
  },
  {
    rule: 'D18',
    passes: [
      facts(),
      form({ useBefore: localDate('2028-02-29') }),
      form({ packs: [{ ...PACK, expiresOn: localDate('2020-01-31') }] }),
    ],
    fails: [
      form({ useBefore: localDate('2020-01-31') }),
      form({ splitAmount: '10', packs: [PACK, { ...PACK, serial: 'A2', expiresOn: localDate('2020-01-31') }] }),
    ],
  },
  {
    rule: 'K01',
    passes: [form({ vnr: null }), facts({ knowledge: withPack() })],
    fails: [
      facts(),
      facts({
        choices: packageChoices(aPrescription(), lookupsOf([aPackage()])),
        form: aDispensingForm({ vnr: '900101' }),
      }),
    ],
  },
];

import { type DispensingFacts } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { packageChoices } from '../../shared/domain/dispensing/package-choices.ts';
import { type Receipt } from '../../shared/domain/dispensing/reimbursement.ts';
import { biologicalProduct } from '../../shared/domain/dispensing/sale.rules.ts';
import { type SaleFacts } from '../../shared/domain/dispensing/sale-facts.ts';
import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { type Prescription } from '../../shared/domain/prescribing/prescription.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { aDispensingForm, dispensingFacts, lookupsOf } from '../builders/dispensing.builder.ts';
import { aDose, aPrescription, aPrescriptionRow } from '../builders/prescription.builder.ts';
import { aPackage, aProduct } from '../builders/product.builder.ts';
import { type Case } from './domain-rules.case.ts';

const facts = dispensingFacts;
const SALE: SaleFacts = { biologicals: [], departureReason: null, receipt: null };
const sale = (change: Partial<SaleFacts>): DispensingFacts => facts({ sale: { ...SALE, ...change } });

/** One tablet a day of a package of 100, so many packages dispensed of a prescription of 400. */
function year(packages: string, medicine: Partial<MedicinePackage> = {}): DispensingFacts {
  const prescription = aPrescription({
    dose: {
      text: 'Yksi päivässä.',
      structured: aDose({ timing: { kind: 'timesPerDay', low: 1, high: 1 }, lengthDays: null }),
    },
  });
  return facts({
    row: aPrescriptionRow({ prescription, remaining: { value: decimal('400'), unit: 'kpl' } }),
    choices: packageChoices(prescription, lookupsOf([aPackage({ size: '100', sizeText: '100 fol', ...medicine })])),
    form: aDispensingForm({ vnr: '900101', packages }),
  });
}

/** Thirty of sixty tablets dispensed, one a day, so many days ago. */
function again(on: string, change: Partial<Prescription> = {}): DispensingFacts {
  const prescription = aPrescription({
    dose: { text: 'Yksi päivässä.', structured: aDose({ timing: { kind: 'timesPerDay', low: 1, high: 1 } }) },
    ...change,
  });
  return facts({
    row: aPrescriptionRow({
      prescription,
      state: 'partlyDispensed',
      remaining: { value: decimal('30'), unit: 'kpl' },
      dispensedLots: 1,
      lastDispensedAt: instant(`${on}T10:00:00.000Z`),
    }),
  });
}

const BIOLOGICAL = { atc: 'L04AB02', biological: true };
function biological(biologicals: SaleFacts['biologicals']): DispensingFacts {
  const prescription = aPrescription({ product: aProduct(BIOLOGICAL) });
  return facts({
    row: aPrescriptionRow({ prescription }),
    choices: packageChoices(prescription, lookupsOf([aPackage(BIOLOGICAL)])),
    form: aDispensingForm({ vnr: '900101' }),
    sale: { ...SALE, biologicals },
  });
}
const lot = (product: string, dispensedOn: string) => ({
  atc: 'L04AB02',
  product,
  name: 'Valmiste',
  dispensedOn: localDate(dispensedOn),
});
const OWN = biologicalProduct(aPackage());

const RECEIPT: Receipt = {
  grossCents: 1446,
  basisCents: 1446,
  excessCents: 0,
  deductibleCents: 0,
  kelaCents: 578,
  ownCents: 868,
  payCents: 868,
  additionalCents: 0,
  after: { deductibleLeftCents: 0, ceilingLeftCents: 0 },
};

export const SALE_CASES: readonly Case<DispensingFacts>[] = [
  {
    rule: 'R55',
    passes: [facts(), year('1'), year('4', { reimbursement: 'none' }), year('1', { retailPriceCents: 200_000 })],
    fails: [year('2'), year('4'), year('2', { retailPriceCents: 200_000, size: '31', sizeText: '31 fol' })],
  },
  {
    rule: 'R56',
    passes: [facts(), again('2026-10-30'), again('2026-11-20', { iteration: { repeats: 1, intervalDays: 7 } })],
    fails: [again('2026-11-20'), [again('2026-11-20', { dose: { text: 'Ohjeen mukaan.', structured: null } }), 'warn']],
  },
  {
    rule: 'R59',
    passes: [
      facts(),
      sale({}),
      biological([]),
      biological([lot(OWN, '2026-10-01')]),
      biological([lot('toinen, oy', '2026-03-01')]),
    ],
    fails: [biological([lot('toinen, oy', '2026-10-01')]), [biological(null), 'notChecked']],
  },
  {
    rule: 'R62',
    passes: [facts(), sale({}), sale({ departureReason: '1' })],
    fails: [sale({ departureReason: '' })],
  },
  {
    rule: 'R67',
    passes: [facts(), sale({ receipt: RECEIPT })],
    fails: [
      sale({ receipt: { ...RECEIPT, payCents: 867 } }),
      sale({ receipt: { ...RECEIPT, payCents: 2000, kelaCents: -554 } }),
    ],
  },
  {
    rule: 'R70',
    passes: [facts()],
    fails: [
      facts({
        row: aPrescriptionRow({ prescription: { ...aPrescription(), communicableDisease: true } as Prescription }),
      }),
    ],
  },
];

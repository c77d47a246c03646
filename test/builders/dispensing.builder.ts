import { type DispensingFacts } from '../../shared/domain/dispensing/dispensing.rules.ts';
import {
  EMPTY_DISPENSING_FORM,
  type Dispensing,
  type DispensingForm,
  type WrittenPackage,
} from '../../shared/domain/dispensing/dispensing.ts';
import { packageChoices, type PackageLookups } from '../../shared/domain/dispensing/package-choices.ts';
import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { NO_KNOWLEDGE } from '../../shared/domain/knowledge/knowledge-facts.ts';
import { writtenAtFirst } from '../../shared/domain/dispensing/written-package.ts';
import { type PrescriptionRow } from '../../shared/domain/prescribing/prescription.ts';
import { writtenProduct, type WrittenKind } from '../../shared/domain/prescribing/written-product.ts';
import { decimal } from '../../shared/kernel/decimal.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { aPatient, aPharmacist } from './person.builder.ts';
import { aPrescription, aPrescriptionRow, NOW, PRESCRIPTION_OID, TODAY } from './prescription.builder.ts';
import { aPackage, aProduct, RELEASE_ID } from './product.builder.ts';

export const DISPENSING_OID = oid('1.2.246.10.77777777.93.2026.7');

/** A small shelf: the prescribed package, a larger one of it, a cheaper and a dearer interchangeable product. */
export const SHELF: readonly MedicinePackage[] = [
  aPackage(),
  aPackage({ vnr: '900102', packageNumber: '9000102', sizeText: '100 fol', size: '100', retailPriceCents: 3500 }),
  aPackage({
    vnr: '900103',
    packageNumber: '9000103',
    tradeName: 'HALPELLIN',
    holder: 'Toinen Oy',
    retailPriceCents: 1000,
  }),
  aPackage({
    vnr: '900104',
    packageNumber: '9000104',
    tradeName: 'KALLELLIN',
    holder: 'Kolmas Oy',
    retailPriceCents: 1051,
  }),
];

export const lookupsOf = (packages: readonly MedicinePackage[]): PackageLookups => ({
  byVnr: vnr => packages.find(p => p.vnr === vnr) ?? null,
  byGroup: group => packages.filter(p => p.substitutionGroup === group),
  byAtc: atc => packages.filter(p => p.atc.startsWith(atc)),
});

/** A form that nothing blocks: the cheapest interchangeable package. */
export const aDispensingForm = (change: Partial<DispensingForm> = {}): DispensingForm => ({
  ...EMPTY_DISPENSING_FORM,
  vnr: '900103',
  labelDoseText: '1 tabletti 3 kertaa päivässä 10 päivän ajan.',
  ...change,
});

/** A prescription of a product that no database has: a pharmacy-made cream of 100 g, or another kind in its place. */
export const aPharmacyMadeRow = (kind: WrittenKind = '7'): PrescriptionRow => {
  const total = { value: decimal('100'), unit: 'g' };
  return aPrescriptionRow({
    prescription: aPrescription({
      product: {
        ...writtenProduct(kind, RELEASE_ID),
        tradeName: 'Hydrokortisonivoide',
        strength: '1 %',
        form: { fi: 'emulsiovoide', sv: 'kräm', en: 'cream' },
        ...(kind === '7' ? { preparation: 'Hydrocortisonum 1 g, Cremor ad 100 g' } : { vnr: '900777' }),
      },
      amount: { mode: '2', total },
      dose: { text: 'Ohut kerros kerran päivässä.', structured: null },
    }),
    remaining: total,
  });
};

/** The form that opens on such a prescription, with a price. */
export const aWrittenForm = (row: PrescriptionRow, change: Partial<WrittenPackage> = {}): DispensingForm => {
  const [choice] = packageChoices(row.prescription, lookupsOf([]));
  if (choice?.relation !== 'written') throw new Error('the product is in the database');
  return aDispensingForm({
    vnr: null,
    labelDoseText: row.prescription.dose.text,
    written: { ...writtenAtFirst(row, choice.package), price: '24,50', ...change },
  });
};

export const dispensingFacts = (change: Partial<DispensingFacts> = {}): DispensingFacts => {
  const row = change.row ?? aPrescriptionRow();
  return {
    form: aDispensingForm(),
    row,
    choices: packageChoices(row.prescription, lookupsOf(SHELF)),
    patient: aPatient(),
    dispenser: aPharmacist(),
    basis: 'oralRequest',
    today: TODAY,
    knowledge: NO_KNOWLEDGE,
    ...change,
  };
};

export const aDispensing = (change: Partial<Dispensing> = {}): Dispensing => ({
  oid: DISPENSING_OID,
  setId: DISPENSING_OID,
  version: 1,
  language: 'fi',
  patient: aPatient(),
  dispenser: aPharmacist(),
  prescription: { oid: PRESCRIPTION_OID, setId: PRESCRIPTION_OID, version: 1 },
  dispensedAt: NOW,
  product: aProduct(),
  packages: 1,
  preparedBy: null,
  pharmacyMade: false,
  doseDispensed: false,
  copayments: null,
  noteToKela: '',
  split: false,
  amount: { value: decimal('30'), unit: 'kpl' },
  remaining: { value: decimal('30'), unit: 'kpl' },
  substituted: false,
  substitutionRefusal: null,
  substitutionRefusalText: '',
  priceCents: 1200,
  fullyDispensed: false,
  labelDoseText: '1 tabletti 3 kertaa päivässä 10 päivän ajan.',
  remark: '',
  ...change,
});

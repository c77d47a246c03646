import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { type PrescribedProduct } from '../../shared/domain/prescribing/prescription.ts';
import { productOfPackage } from '../../shared/domain/prescribing/product-of-package.ts';

export const RELEASE_ID = '2026.022';

/** An invented package: thirty tablets of 500 mg in a substitution group. */
export const aPackage = (change: Partial<MedicinePackage> = {}): MedicinePackage => ({
  vnr: '900101',
  packageNumber: '9000101',
  tradeName: 'KUVITELLIN',
  strength: '500 mg',
  form: { fi: 'tabletti', sv: 'tablett', en: 'tablet' },
  sizeText: '30 fol',
  size: '30',
  sizeFactor: 1,
  unit: 'kpl',
  container: { fi: 'läpipainopakkaus', sv: 'blisterförpackning', en: 'blister' },
  holder: 'Naukourko Harjoitus Oy',
  atc: 'J01CA04',
  atcName: { fi: 'amoksisilliini', sv: 'amoxicillin' },
  substances: ['Amoxicillinum trihydricum'],
  ddd: '1.5',
  dddUnit: 'g',
  prescriptionOnly: true,
  human: true,
  narcotic: false,
  controlClass: null,
  trafficWarning: false,
  prescribingConditions: [],
  biological: false,
  substitutionGroup: '90001',
  marketed: true,
  validFrom: '2020-01-01',
  validTo: null,
  retailPriceCents: 1200,
  referencePriceCents: 1050,
  reimbursement: 'basic',
  invented: true,
  ...change,
});

export const aProduct = (
  change: Partial<Extract<PrescribedProduct, { kind: '1' }>> = {},
): Extract<PrescribedProduct, { kind: '1' }> => {
  const product = productOfPackage(aPackage(), RELEASE_ID);
  if (product === null) throw new Error('the package has a VNR');
  return { ...product, ...change };
};

export const aSubstance = (
  change: Partial<Extract<PrescribedProduct, { kind: '9' }>> = {},
): Extract<PrescribedProduct, { kind: '9' }> => ({
  kind: '9',
  atc: 'J01CA04',
  atcName: { fi: 'amoksisilliini', sv: 'amoxicillin' },
  strength: '500 mg',
  form: { fi: 'tabletti', sv: 'tablett', en: 'tablet' },
  substances: ['Amoxicillinum'],
  controlClass: null,
  narcotic: false,
  biological: false,
  databaseVersion: RELEASE_ID,
  ...change,
});

/** Decoders of what is prescribed and dispensed: products and the packages of a release. */
import { z } from 'zod';
import { type DispensedProduct } from '../domain/dispensing/dispensing.ts';
import { type MedicinePackage, type MedicineRelease } from '../domain/medicine.ts';
import { type Ingredient } from '../domain/prescribing/product.ts';
import { type PrescribedProduct } from '../domain/prescribing/prescription.ts';
import { controlClass, count, localized, quantity, short, text, twoNames, vnr } from './basic.values.ts';

const stated = z.enum(['yes', 'no', 'unknown']);
const ingredient: z.ZodType<Ingredient> = z.strictObject({
  name: text(400),
  atc: text(10),
  atcName: text(400),
  amount: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('measured'), quantity }),
      z.strictObject({ kind: z.literal('worded'), text: short }),
    ])
    .nullable(),
});
const productFacts = {
  atc: text(10),
  atcName: twoNames,
  strength: short,
  form: localized,
  substances: z.array(short).max(60),
  controlClass,
  narcotic: z.boolean(),
  biological: z.boolean(),
  databaseVersion: text(20),
  ingredients: z.array(ingredient).max(60).exactOptional(),
  otherIngredients: z.array(ingredient).max(60).exactOptional(),
  preparation: text(4000).exactOptional(),
  uncodedName: short.exactOptional(),
  extraInformation: text(1000).exactOptional(),
  additionalMonitoring: stated.exactOptional(),
  biologicalUnknown: z.literal(true).exactOptional(),
  biosimilar: stated.exactOptional(),
  medicineGroup: short.exactOptional(),
  bloodProduct: stated.exactOptional(),
};
const packageFacts = {
  tradeName: short,
  holder: short,
  container: short,
  sizeText: short,
  packageSize: quantity.nullable(),
  substitutionGroup: text(20).nullable(),
};
/** An authorised product that is dispensed has its number; documents of others prescribe them without one. */
export const packagedProduct: z.ZodType<DispensedProduct> = z.discriminatedUnion('kind', [
  z.strictObject({ ...productFacts, ...packageFacts, kind: z.literal('1'), vnr }),
  z.strictObject({
    ...productFacts,
    ...packageFacts,
    kind: z.enum(['2', '3', '4', '5', '6', '7', '8', '10', '11']),
    vnr: vnr.nullable(),
  }),
]);
export const prescribedProduct: z.ZodType<PrescribedProduct> = z.discriminatedUnion('kind', [
  z.strictObject({ ...productFacts, ...packageFacts, kind: z.literal('1'), vnr: z.union([vnr, z.literal('')]) }),
  z.strictObject({ ...productFacts, kind: z.literal('9') }),
  z.strictObject({
    ...productFacts,
    ...packageFacts,
    kind: z.enum(['2', '3', '4', '5', '6', '7', '8', '10', '11']),
    vnr: text(20).nullable(),
  }),
]);

export const reimbursement = z.enum(['none', 'basic', 'lowerSpecial', 'upperSpecial']);
export const medicineTerm = z.strictObject({ fi: text(400), sv: text(400), en: text(400) });
export const medicineName = z.strictObject({ fi: text(400), sv: text(400) });
export const medicinePackage: z.ZodType<MedicinePackage> = z.strictObject({
  vnr: vnr.nullable(),
  packageNumber: text(20),
  tradeName: text(400),
  strength: text(400),
  form: medicineTerm,
  sizeText: text(400),
  size: text(20).nullable(),
  sizeFactor: z.number().nullable(),
  unit: text(40).nullable(),
  container: medicineTerm.nullable(),
  holder: text(400),
  atc: text(10),
  atcName: medicineName,
  substances: z.array(text(400)).max(100),
  ddd: text(20).nullable(),
  dddUnit: text(40).nullable(),
  prescriptionOnly: z.boolean(),
  human: z.boolean(),
  narcotic: z.boolean(),
  controlClass,
  trafficWarning: z.boolean(),
  prescribingConditions: z.array(z.strictObject({ code: text(20), fi: text(4000), sv: text(4000) })).max(20),
  biological: z.boolean(),
  substitutionGroup: text(20).nullable(),
  marketed: z.boolean(),
  validFrom: text(10).nullable(),
  validTo: text(10).nullable(),
  retailPriceCents: count.nullable(),
  referencePriceCents: count.nullable(),
  reimbursement,
  invented: z.boolean(),
});

export const medicineRelease: z.ZodType<MedicineRelease> = z.strictObject({
  id: text(20),
  date: text(10),
  source: text(400),
  rows: count,
  invented: z.boolean(),
});

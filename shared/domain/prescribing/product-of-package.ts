import { decimal, isDecimal, multiply, type Decimal } from '../../kernel/decimal.ts';
import { type MedicinePackage, type MedicineSubstanceHit } from '../medicine.ts';
import { type PrescribedProduct, type Quantity } from './prescription.ts';

/** What one package holds: size times its number of parts, in the unit of the register; null where it is text only. */
export function packageContent({ size, sizeFactor, unit }: MedicinePackage): Quantity | null {
  if (size === null || unit === null || unit === '' || !isDecimal(size)) return null;
  const factor = sizeFactor ?? 1;
  return Number.isInteger(factor) && factor > 0 ? { value: multiply(size, decimal(String(factor))), unit } : null;
}

/** The package as a document names it; null for one without a VNR, which cannot be prescribed by trade name. */
export function productOfPackage(
  medicine: MedicinePackage,
  releaseId: string,
): Extract<PrescribedProduct, { kind: '1' }> | null {
  if (medicine.vnr === null) return null;
  return {
    kind: '1',
    atc: medicine.atc,
    atcName: medicine.atcName,
    strength: medicine.strength,
    form: medicine.form,
    substances: medicine.substances,
    controlClass: medicine.controlClass,
    narcotic: medicine.narcotic,
    biological: medicine.biological,
    databaseVersion: releaseId,
    vnr: medicine.vnr,
    tradeName: medicine.tradeName,
    holder: medicine.holder,
    container: medicine.container?.fi ?? '',
    sizeText: medicine.sizeText,
    packageSize: packageContent(medicine),
    substitutionGroup: medicine.substitutionGroup,
  };
}

/**
 * A substance in one form and strength, for prescribing by substance. Control class, narcotic and biological are those
 * of the packages that it stands for: the strictest of them.
 */
export function productOfSubstance(
  hit: Pick<MedicineSubstanceHit, 'atc' | 'atcName' | 'substances'>,
  presentation: MedicineSubstanceHit['presentations'][number],
  packages: readonly MedicinePackage[],
  releaseId: string,
): Extract<PrescribedProduct, { kind: '9' }> {
  const same = packages.filter(p => p.strength === presentation.strength && p.form.fi === presentation.form.fi);
  const classes = same.map(p => p.controlClass);
  return {
    kind: '9',
    atc: hit.atc,
    atcName: hit.atcName,
    strength: presentation.strength,
    form: presentation.form,
    substances: hit.substances,
    controlClass: (['H', 'Z', 'P'] as const).find(value => classes.includes(value)) ?? null,
    narcotic: same.some(p => p.narcotic),
    biological: same.some(p => p.biological),
    databaseVersion: releaseId,
  };
}

/** Cents of a number of packages; exact, because both are whole numbers. */
export const priceOf = (cents: number | null, packages: number): number | null =>
  cents === null ? null : cents * packages;

/** An amount of packages in the unit of their content. */
export const contentOf = (content: Quantity, packages: number): Quantity => ({
  value: multiply(content.value, String(packages) as Decimal),
  unit: content.unit,
});

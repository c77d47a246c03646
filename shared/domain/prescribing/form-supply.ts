import { daysOfSupply } from './amounts.ts';
import { type DosePhases } from './dose.ts';
import { packagesOf, repeatsOf, totalOf } from './prescribing-facts.ts';
import { type PrescriptionForm } from './prescription-form.ts';
import { type Quantity } from './prescription.ts';
import { contentOf } from './product-of-package.ts';

export const packageSizeOf = ({ product }: PrescriptionForm): Quantity | null =>
  product === null || product.kind === '9' ? null : product.packageSize;

/** How many whole days the typed amount of one lot lasts at the greatest use; null where that cannot be said. */
export function lastsDays(form: PrescriptionForm, phases: DosePhases): number | null {
  if (form.amountMode === '1') {
    const [size, packages] = [packageSizeOf(form), packagesOf(form)];
    return size === null || packages === null ? null : daysOfSupply(contentOf(size, packages), phases);
  }
  const total = form.amountMode === '2' ? totalOf(form) : null;
  return total === null ? null : daysOfSupply({ value: total, unit: form.totalUnit }, phases);
}

/**
 * Days for which all lots last for certain: packages are whole, so the last one of each lot may be begun only. Null where that
 * cannot be said.
 */
export function allLotsLastDays(form: PrescriptionForm, phases: DosePhases): number | null {
  const [packages, repeats] = [packagesOf(form), repeatsOf(form)];
  if (repeats === null) return null;
  const certain =
    form.amountMode === '1' && packages !== null && packages > 1
      ? lastsDays({ ...form, packages: String(packages - 1) }, phases)
      : lastsDays(form, phases);
  return certain === null ? null : certain * (1 + repeats);
}

import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { type Language } from '../../../shared/kernel/language.ts';

/** The name under which a medicine is known: its trade name, or the substance in the reader's language. */
export const nameOf = (product: PrescribedProduct, language: Language): string =>
  product.kind === '1' ? product.tradeName : language === 'sv' ? product.atcName.sv : product.atcName.fi;

/** Strength, form and size: what stands after the name in regular weight. */
export const restOf = (product: PrescribedProduct, language: Language): string =>
  [product.strength, product.form[language]].filter(part => part !== '').join(', ');

/** Name and strength, for lines where there is room for no more. */
export const shortName = (product: PrescribedProduct, language: Language): string =>
  [nameOf(product, language), product.strength].filter(part => part !== '').join(' ');

/** The size of a package with its unit; sizes such as `30 x 0.5 ml` carry their own. */
export function sizeOf(product: PrescribedProduct): string {
  if (product.kind !== '1') return '';
  const unit = product.packageSize?.unit ?? '';
  return unit === '' || product.sizeText.includes(unit) ? product.sizeText : `${product.sizeText}\u00a0${unit}`;
}

import { type PrescribedProduct, productName } from '../../../shared/domain/prescribing/product.ts';
import { type Language } from '../../../shared/kernel/language.ts';

/** The name under which a medicine is known: its trade name, or the substance in the reader's language. */
export const nameOf = (product: PrescribedProduct, language: Language): string => productName(product, language);

/** Strength, form and size: what stands after the name in regular weight. */
export const restOf = (product: PrescribedProduct, language: Language): string =>
  [product.strength, product.form[language]].filter(part => part !== '').join(', ');

/** Name and strength, for lines where there is room for no more. */
export const shortName = (product: PrescribedProduct, language: Language): string =>
  [nameOf(product, language), product.strength].filter(part => part !== '').join(' ');

/** The size of a package with its unit; sizes such as `30 x 0.5 ml` carry their own. */
export function sizeOf(product: PrescribedProduct): string {
  if (product.kind === '9') return '';
  const unit = product.packageSize?.unit ?? '';
  return unit === '' || product.sizeText.includes(unit) ? product.sizeText : `${product.sizeText}\u00a0${unit}`;
}

/** Substances, and what a pharmacy-made medicine is made of with its amounts. */
export function substanceWords({ substances, ingredients = [], otherIngredients = [] }: PrescribedProduct): string {
  const made = [...ingredients, ...otherIngredients].map(({ name, atcName, amount }) => {
    const much =
      amount === null
        ? ''
        : amount.kind === 'worded'
          ? amount.text
          : `${amount.quantity.value.replace('.', ',')}\u00a0${amount.quantity.unit}`;
    return [name || atcName, much].filter(part => part !== '').join(' ');
  });
  return [...substances, ...made].join(', ');
}

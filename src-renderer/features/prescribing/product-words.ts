import { type Language } from '../../../shared/kernel/language.ts';
import { unitWord } from '../../i18n/product-words.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/product.ts';

/** The size of a package with its unit; sizes such as `30 x 0.5 ml` carry their own. */
export function sizeOf(product: PrescribedProduct, language: Language): string {
  if (product.kind === '9') return '';
  const unit = product.packageSize?.unit ?? '';
  return unit === '' || product.sizeText.includes(unit)
    ? product.sizeText
    : `${product.sizeText}\u00a0${unitWord(unit, language)}`;
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

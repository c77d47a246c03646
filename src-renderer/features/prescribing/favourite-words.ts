import { type FavouriteShown } from '../../../shared/contract/favourites.contract.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm } from '../../i18n/product-words.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type favouriteTexts } from './favourite.texts.ts';
import { readingOf } from './form-judgement.ts';
import { sizeOf } from './product-words.ts';

type T = Translate<keyof (typeof favouriteTexts)['byLanguage']['fi']>;
type Form = FavouriteShown['form'];

/** What a favourite is called: the own name, else the medicine. */
export const titleOf = ({ name, form: { product } }: FavouriteShown, language: Language): string =>
  name !== '' || product === null ? name : productName(product, language);

/** Beside the title: the medicine where the title is an own name, then strength, form and size. */
export function medicineOf({ name, form: { product } }: FavouriteShown, language: Language): string {
  if (product === null) return '';
  const rest = [strengthAndForm(product, language), sizeOf(product, language)].filter(part => part !== '').join(', ');
  return name === '' ? rest : [productName(product, language), rest].filter(part => part !== '').join(' ');
}

function amountWords(form: Form, t: T): string {
  switch (form.amountMode) {
    case '1':
      return /^\d+$/.test(form.packages) ? t('packages', { count: Number(form.packages) }) : form.packages;
    case '2':
      return `${form.totalAmount} ${form.totalUnit}`.trim();
    case '3':
      return /^\d+$/.test(form.durationDays) ? t('days', { count: Number(form.durationDays) }) : form.durationDays;
  }
}

/** Dose, amount and purpose in one line. */
export function doseLine(form: Form, t: T, language: Language, today: LocalDate): string {
  const reading = readingOf(form, today);
  const dose = reading.at === 'read' ? reading.sentence[language] : form.doseTyped;
  return [dose, amountWords(form, t), form.indication].filter(part => part !== '').join(' · ');
}

import { type MedicinePackage } from '../../shared/domain/medicine.ts';
import { type PrescribedProduct, productName } from '../../shared/domain/prescribing/product.ts';
import { type Language } from '../../shared/kernel/language.ts';

type Described = Pick<PrescribedProduct | MedicinePackage, 'strength' | 'form'>;

/**
 * Words with a strength in them: the register writes a point, people here read a comma, and no number is parted from its
 * unit. Days and identifiers have more points than one and stay as they are.
 */
export const withStrength = (words: string, language: Language): string =>
  (language === 'en' ? words : words.replace(/(?<![\d.])(\d+)\.(\d+)(?![\d.])/gu, '$1,$2')).replace(
    /(\d) (?=\p{L}|%)/gu,
    '$1\u00a0',
  );

export const strengthOf = ({ strength }: Pick<Described, 'strength'>, language: Language): string =>
  withStrength(strength, language);

/** What stands after the name in regular weight. The register has Finnish and Swedish forms; English reads the Finnish. */
export const strengthAndForm = (product: Described, language: Language): string =>
  [strengthOf(product, language), product.form[language]].filter(part => part !== '').join(' ');

/** Name and strength, for announcements, buttons, and lines where there is room for no more. */
export const nameAndStrength = (product: PrescribedProduct, language: Language): string =>
  [productName(product, language), strengthOf(product, language)].filter(part => part !== '').join(' ');

/** Units of amounts that are Finnish words; the others are the same in every language. */
const UNITS: Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>> = {
  kpl: { fi: 'kpl', sv: 'st', en: 'pcs' },
  annos: { fi: 'annos', sv: 'dos', en: 'dose' },
  annosta: { fi: 'annosta', sv: 'doser', en: 'doses' },
};

/** The unit of an amount as the reader's language has it. In documents it stands as the register writes it. */
export const unitWord = (unit: string, language: Language): string => UNITS[unit]?.[language] ?? unit;

import { decimal, isDecimal } from '../../kernel/decimal.ts';
import { type Ingredient, type NamedProduct, type PrescribedProduct } from './product.ts';

/** Kinds that are written by hand, in the order of the choice: most of them stand in no database. */
export const WRITTEN_KINDS = ['6', '7', '10', '11', '4', '2', '3'] as const satisfies readonly NamedProduct['kind'][];
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** Kinds that are named by a package number of the Pharmaceutical Database (VNR), besides authorised products. */
export const NUMBERED_KINDS: readonly PrescribedProduct['kind'][] = ['1', '2', '3', '4'];

/** Kinds that need their dosage form in package 4.00 besides those by active substance. Source: Kela CDA library. */
export const FORMED_KINDS: readonly PrescribedProduct['kind'][] = ['2', '3', '4', '11'];

/** A product of this kind of which nothing is said yet. */
export const writtenProduct = (kind: WrittenKind, databaseVersion: string): NamedProduct => ({
  kind,
  atc: '',
  atcName: { fi: '', sv: '' },
  strength: '',
  form: { fi: '', sv: '', en: '' },
  substances: [],
  controlClass: null,
  narcotic: false,
  biological: false,
  databaseVersion: NUMBERED_KINDS.includes(kind) ? databaseVersion : '',
  tradeName: '',
  holder: '',
  container: '',
  sizeText: '',
  packageSize: null,
  substitutionGroup: null,
  vnr: NUMBERED_KINDS.includes(kind) ? '' : null,
});

export const isWritten = (product: PrescribedProduct): product is NamedProduct & Readonly<{ kind: WrittenKind }> =>
  WRITTEN_KINDS.some(kind => kind === product.kind);

const MEASURED = /^(\d{1,6})(?:[.,](\d{1,4}))?\s*([^\d\s].{0,19})$/u;

/**
 * Ingredients as typed, one a line: the name, a semicolon, how much (`Hydrocortisonum; 1 g`, `Vaselinum; ad 100 g`). What is
 * no number with a unit is carried in words.
 */
export function readIngredients(typed: string): readonly Ingredient[] {
  return typed.split('\n').flatMap((line): Ingredient[] => {
    const [name = '', much = ''] = line.split(';').map(part => part.trim());
    if (name === '') return [];
    const [, whole = '', part = '', unit = ''] = MEASURED.exec(much) ?? [];
    const value = `${whole}${part === '' ? '' : `.${part}`}`.replace(/^0+(?=\d)/, '');
    const amount =
      much === ''
        ? null
        : isDecimal(value)
          ? { kind: 'measured' as const, quantity: { value: decimal(value), unit } }
          : { kind: 'worded' as const, text: much };
    return [{ name, atc: '', atcName: '', amount }];
  });
}

/** The same the other way. */
export const writtenIngredients = (ingredients: readonly Ingredient[]): string =>
  ingredients
    .map(({ name, atcName, amount }) => {
      const much =
        amount === null
          ? ''
          : amount.kind === 'worded'
            ? amount.text
            : `${amount.quantity.value.replace('.', ',')} ${amount.quantity.unit}`;
      return [name || atcName, much].filter(part => part !== '').join('; ');
    })
    .join('\n');

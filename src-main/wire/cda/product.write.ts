import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import {
  type Ingredient,
  type PrescribedProduct,
  type ProductKind,
  isOutsideDatabase,
  productName,
} from '../../../shared/domain/prescribing/product.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import {
  cluster,
  coded,
  component,
  field,
  noCode,
  part,
  quantity,
  substanceAdministration,
  textValue,
  uncoded,
} from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { type Row, shownQuantity } from './narrative.write.ts';

export const strength = (text: string): Xml | null =>
  text === ''
    ? null
    : element('doseQuantity', { nullFlavor: 'NA' }, element('translation', {}, element('originalText', {}, text)));

const drug = (name: 'consumable' | 'product', ...content: readonly XmlChild[]): Xml =>
  element(name, {}, element('manufacturedProduct', {}, element('manufacturedLabeledDrug', {}, content)));

/** ATC code, or the name of a product that the database does not have. */
export function consumable(product: PrescribedProduct, language: PatientLanguage): Xml {
  const { atc, databaseVersion: version } = product;
  if (product.kind !== '9' && isOutsideDatabase(product)) {
    const name = product.tradeName === '' ? null : element('name', {}, product.tradeName);
    const material = element('manufacturedMaterial', {}, element('code', { nullFlavor: 'NI' }), name);
    return element('consumable', {}, element('manufacturedProduct', {}, material));
  }
  const atcName = product.atcName[language];
  if (atc !== '') return drug('consumable', coded('code', CODE_SYSTEMS.atc, atc, atcName, { version }));
  return drug(
    'consumable',
    atcName === ''
      ? noCode('code', CODE_SYSTEMS.atc, version)
      : uncoded('code', CODE_SYSTEMS.atc, atcName, { version }),
  );
}

/** Package number and trade name; nothing for a prescription by active substance and for what is outside the database. */
export function packageProduct(product: PrescribedProduct): Xml | null {
  if (product.kind === '9' || isOutsideDatabase(product)) return null;
  const { vnr, tradeName, uncodedName, databaseVersion: version } = product;
  const named = (name: string | undefined): Xml | null => (name ? element('name', {}, name) : null);
  return vnr
    ? drug('product', coded('code', CODE_SYSTEMS.vnr, vnr, tradeName, { version }), named(uncodedName))
    : drug('product', noCode('code', CODE_SYSTEMS.vnr, version), named(tradeName));
}

/** Who stands behind the product or the treatment: holder, employer, insurer. */
export const participant = (role: 'OWN' | 'EMP' | 'PAYOR', name: string): Xml | null =>
  name === ''
    ? null
    : element(
        'participant',
        { typeCode: 'HLD' },
        element('participantRole', { classCode: role }, element('playingEntity', {}, element('name', {}, name))),
      );

export const holder = (product: PrescribedProduct): Xml | null =>
  product.kind === '9' ? null : participant('OWN', product.holder);

/** A text field of a supply; nothing where there is no text. */
export const textPart = (which: 24 | 126 | 127 | 128, text: string): Xml | null =>
  text === '' ? null : part(field(which, textValue(text)));

export const productKind = (kind: ProductKind, language: PatientLanguage): Xml =>
  part(
    field(164, coded('value', CODE_SYSTEMS.productKind, kind, CODE_NAMES.productKind[kind][language], { type: 'CD' })),
  );

function ingredientAmount(amount: Ingredient['amount']): Xml | null {
  if (amount === null) return null;
  return amount.kind === 'measured'
    ? element('doseQuantity', {}, quantity('center', amount.quantity))
    : element(
        'doseQuantity',
        { nullFlavor: 'OTH' },
        element('translation', {}, element('originalText', {}, amount.text)),
      );
}

const ingredient = ({ name, atc, atcName, amount }: Ingredient, version: string): Xml =>
  component(
    substanceAdministration(
      ingredientAmount(amount),
      drug(
        'consumable',
        atc === ''
          ? noCode('code', CODE_SYSTEMS.atc, version)
          : coded('code', CODE_SYSTEMS.atc, atc, atcName, { version }),
        name === '' ? null : element('name', {}, name),
      ),
    ),
  );

/** An ingredient of no name, code and amount would stand in the document as an empty element. */
const saysSomething = ({ name, atc, amount }: Ingredient): boolean =>
  name.trim() !== '' || atc.trim() !== '' || amount !== null;

/** Active substances and ingredients (LL 4), then the other ingredients (LL 10). */
export function ingredientClusters(product: PrescribedProduct): readonly XmlChild[] {
  const plain = product.substances.map(name => ({ name, atc: '', atcName: '', amount: null }));
  const active = [...plain, ...(product.ingredients ?? [])].filter(saysSomething);
  const { otherIngredients: other = [], databaseVersion: version } = product;
  const all = (which: 4 | 10, each: readonly Ingredient[]): Xml | null =>
    each.length === 0
      ? null
      : cluster(
          which,
          each.map(one => ingredient(one, version)),
        );
  return [all(4, active), all(10, other.filter(saysSomething))];
}

const kindAndClass = (product: PrescribedProduct, language: PatientLanguage): readonly Row[] => [
  [
    WORDS.controlClass[language],
    product.controlClass && `${product.controlClass} ${CODE_NAMES.controlClass[product.controlClass][language]}`,
  ],
  [WORDS.narcotic[language], product.narcotic ? WORDS.yes[language] : WORDS.no[language]],
];

function ingredientInWords({ name, atc, atcName, amount }: Ingredient): string {
  const much = amount === null ? '' : amount.kind === 'worded' ? amount.text : shownQuantity(amount.quantity);
  const code = atc === '' ? '' : `(${`${atc} ${atcName}`.trim()})`;
  return [name, code, much].filter(part => part !== '').join(' ');
}

/** What the product is, in words. */
export function productRows(product: PrescribedProduct, language: PatientLanguage): readonly Row[] {
  const listed = (each: readonly Ingredient[] = []): string => each.map(ingredientInWords).join('; ');
  const name = productName(product, language);
  const facts: readonly Row[] = [
    [WORDS.productKind[language], CODE_NAMES.productKind[product.kind][language]],
    [WORDS.strength[language], product.strength],
    [WORDS.form[language], product.form[language]],
    [WORDS.substances[language], product.substances.join('; ')],
    [WORDS.ingredients[language], listed(product.ingredients)],
    [WORDS.otherIngredients[language], listed(product.otherIngredients)],
    [WORDS.preparation[language], product.preparation ?? null],
    [WORDS.atc[language], `${product.atc} ${product.atcName[language]}`.trim()],
  ];
  const end: readonly Row[] = [
    [WORDS.extraInformation[language], product.extraInformation ?? null],
    [WORDS.databaseVersion[language], product.databaseVersion],
    ...kindAndClass(product, language),
  ];
  if (product.kind === '9')
    return [[WORDS.activeSubstance[language], name || product.substances.join('; ')], ...facts, ...end];
  return [
    [WORDS.tradeName[language], [product.tradeName, product.uncodedName ?? ''].filter(each => each !== '').join('; ')],
    ...facts,
    [WORDS.vnr[language], product.vnr],
    [WORDS.holder[language], product.holder],
    [WORDS.container[language], product.container],
    ...end,
  ];
}

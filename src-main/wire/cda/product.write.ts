import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type PrescribedProduct } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import { coded, field, part, textValue, uncoded } from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { type Row } from './narrative.write.ts';

export const strength = (text: string): Xml | null =>
  text === ''
    ? null
    : element('doseQuantity', { nullFlavor: 'NA' }, element('translation', {}, element('originalText', {}, text)));

const drug = (name: 'consumable' | 'product', ...content: readonly Xml[]): Xml =>
  element(name, {}, element('manufacturedProduct', {}, element('manufacturedLabeledDrug', {}, content)));

export const consumable = (product: PrescribedProduct, language: PatientLanguage): Xml =>
  drug(
    'consumable',
    product.atc === ''
      ? uncoded('code', CODE_SYSTEMS.atc, product.atcName[language])
      : coded('code', CODE_SYSTEMS.atc, product.atc, product.atcName[language], { version: product.databaseVersion }),
  );

/** Nothing for a prescription by active substance. */
export const packageProduct = (product: PrescribedProduct): Xml | null =>
  product.kind === '9'
    ? null
    : drug(
        'product',
        coded('code', CODE_SYSTEMS.vnr, product.vnr, product.tradeName, { version: product.databaseVersion }),
      );

export const holder = (product: PrescribedProduct): Xml | null =>
  product.kind === '9' || product.holder === ''
    ? null
    : element(
        'participant',
        { typeCode: 'HLD' },
        element(
          'participantRole',
          { classCode: 'OWN' },
          element('playingEntity', {}, element('name', {}, product.holder)),
        ),
      );

/** A text field of a supply; nothing where there is no text. */
export const textPart = (which: 24 | 126 | 128, text: string): Xml | null =>
  text === '' ? null : part(field(which, textValue(text)));

export const productKind = (kind: '1' | '9', language: PatientLanguage): Xml =>
  part(
    field(164, coded('value', CODE_SYSTEMS.productKind, kind, CODE_NAMES.productKind[kind][language], { type: 'CD' })),
  );

const kindAndClass = (product: PrescribedProduct, language: PatientLanguage): readonly Row[] => [
  [
    WORDS.controlClass[language],
    product.controlClass && `${product.controlClass} ${CODE_NAMES.controlClass[product.controlClass][language]}`,
  ],
  [WORDS.narcotic[language], product.narcotic ? WORDS.yes[language] : WORDS.no[language]],
];

/** What the product is, in words. */
export function productRows(product: PrescribedProduct, language: PatientLanguage): readonly Row[] {
  const atc: Row = [WORDS.atc[language], `${product.atc} ${product.atcName[language]}`.trim()];
  const facts: readonly Row[] = [
    [WORDS.strength[language], product.strength],
    [WORDS.form[language], product.form[language]],
    [WORDS.substances[language], product.substances.join('; ')],
    atc,
  ];
  if (product.kind === '9') {
    return [
      [WORDS.activeSubstance[language], product.atcName[language] || product.substances.join('; ')],
      ...facts,
      [WORDS.databaseVersion[language], product.databaseVersion],
      ...kindAndClass(product, language),
    ];
  }
  return [
    [WORDS.tradeName[language], product.tradeName],
    ...facts,
    [WORDS.vnr[language], product.vnr],
    [WORDS.holder[language], product.holder],
    [WORDS.container[language], product.container],
    [WORDS.databaseVersion[language], product.databaseVersion],
    ...kindAndClass(product, language),
  ];
}

import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import {
  type Ingredient,
  type IngredientAmount,
  type PrescribedProduct,
  type ProductKind,
  type Stated,
} from '../../../shared/domain/prescribing/product.ts';
import { type XmlNode } from '../xml/xml.ts';
import {
  type Fields,
  Unreadable,
  attributeAt,
  codedOf,
  demand,
  nameOf,
  oneOf,
  quantityOf,
  textAt,
  textOf,
} from './fields.ts';
import { inEveryLanguage } from './header.read.ts';

const PRODUCT = 'v3:manufacturedProduct';
const DRUG = `${PRODUCT}/v3:manufacturedLabeledDrug`;
const KINDS: readonly ProductKind[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'];

function amountOf(node: XmlNode): IngredientAmount | null {
  const quantity = quantityOf(node.find('v3:doseQuantity/v3:center'));
  if (quantity) return { kind: 'measured', quantity };
  const text = textAt(node, 'v3:doseQuantity/v3:translation/v3:originalText');
  return text === '' ? null : { kind: 'worded', text };
}

function readIngredients(body: XmlNode, cluster: 4 | 10): readonly Ingredient[] {
  return body
    .findAll(`.//v3:organizer[v3:code/@code="${cluster}"]//v3:substanceAdministration`)
    .map(node => {
      const code = node.find(`v3:consumable/${DRUG}/v3:code`);
      const atc = codedOf(code, CODE_SYSTEMS.atc).code ?? '';
      const name =
        textAt(node, `v3:consumable/${DRUG}/v3:name`) ||
        textAt(node, `v3:consumable/${PRODUCT}/v3:manufacturedMaterial/v3:name`);
      return { name, atc, atcName: atc === '' ? '' : (nameOf(code) ?? ''), amount: amountOf(node) };
    })
    .filter(each => each.name !== '' || each.atc !== '' || each.amount !== null);
}

function ingredientsOf(body: XmlNode): Pick<PrescribedProduct, 'substances' | 'ingredients' | 'otherIngredients'> {
  const active = readIngredients(body, 4);
  const isPlain = ({ name, atc, amount }: Ingredient): boolean => name !== '' && atc === '' && amount === null;
  const [measured, other] = [active.filter(each => !isPlain(each)), readIngredients(body, 10)];
  return {
    substances: active.filter(isPlain).map(each => each.name),
    ...(measured.length === 0 ? {} : { ingredients: measured }),
    ...(other.length === 0 ? {} : { otherIngredients: other }),
  };
}

const STATED: Readonly<Record<string, Stated>> = { K: 'yes', '-': 'unknown', '–': 'unknown' };

/** "No" is the usual and is not kept as a fact of its own. */
function stated<K extends string>(key: K, fields: Fields, field: number): { [P in K]?: Stated } {
  const says = STATED[codedOf(fields.value(field), CODE_SYSTEMS.yesNo).code ?? ''];
  return says === undefined ? {} : ({ [key]: says } as { [P in K]?: Stated });
}

const text = <K extends string>(key: K, says: string): { [P in K]?: string } =>
  says === '' ? {} : ({ [key]: says } as { [P in K]?: string });

/** Kind before the field of it (LL 164): LL 124 tells a pharmacy-made one, LL 94 code 1 or a package number a medicine. */
function kindOf(supply: XmlNode, fields: Fields, vnr: XmlNode | null): ProductKind {
  const { code } = codedOf(fields.value(164), CODE_SYSTEMS.productKind);
  if (code !== null) {
    const known = oneOf(code, KINDS);
    if (known === null) throw new Unreadable(`product-kind-${/^\d{1,3}$/.test(code) ? code : 'unknown'}`);
    return known;
  }
  if (fields.flag(124)) return '7';
  const earlier = attributeAt(
    supply,
    `v3:product/${DRUG}/v3:code/v3:translation/v3:qualifier[v3:name/@code="94"]/v3:value`,
    'code',
  );
  if (earlier !== null && earlier !== '1') throw new Unreadable('product-kind-earlier');
  demand(vnr?.attribute('code'), 'product-kind-missing');
  return '1';
}

/** The names of a product: coded or not in the package, or of a material that the database does not have. */
function namesOf(administration: XmlNode, supply: XmlNode, vnr: XmlNode | null) {
  const codedName = nameOf(vnr?.attribute('code') ? vnr : null) ?? '';
  const names = [
    codedName,
    textAt(supply, `v3:product/${DRUG}/v3:name`),
    textAt(supply, `v3:product/${PRODUCT}/v3:manufacturedMaterial/v3:name`),
    textAt(administration, `v3:consumable/${PRODUCT}/v3:manufacturedMaterial/v3:name`),
    textAt(administration, `v3:consumable/${DRUG}/v3:name`),
  ].filter(name => name !== '');
  const [tradeName = '', second] = [...new Set(names)];
  return { tradeName, ...(second !== undefined && vnr?.attribute('code') ? { uncodedName: second } : {}) };
}

const versionOf = (body: XmlNode, vnr: XmlNode | null, atc: XmlNode | null): string => {
  const ingredient = `.//v3:organizer[v3:code/@code="4" or v3:code/@code="10"]//${DRUG}/v3:code[@codeSystemVersion]`;
  const nodes = [vnr, atc, body.find(ingredient)];
  return nodes.map(node => node?.attribute('codeSystemVersion') ?? '').find(version => version !== '') ?? '';
};

/** The facts that prescription and dispensing write alike. `supply` carries package, holder and form. */
export function readProduct(
  administration: XmlNode,
  supply: XmlNode,
  fields: Fields,
  body: XmlNode,
): PrescribedProduct {
  const vnr = supply.find(`v3:product/${DRUG}/v3:code[starts-with(@codeSystem, "${CODE_SYSTEMS.vnr.oid}")]`);
  const kind = kindOf(supply, fields, vnr);
  const atc = administration.find(`v3:consumable/${DRUG}/v3:code`);
  const atcName = nameOf(atc) ?? textOf(atc?.find('v3:originalText'));
  const inBothLanguages: Readonly<Record<PatientLanguage, string>> = { fi: atcName, sv: atcName };
  const biological = codedOf(fields.value(271), CODE_SYSTEMS.yesNo).code ?? '';
  const { tradeName, ...second } = namesOf(administration, supply, vnr);
  const facts = {
    atc: codedOf(atc, CODE_SYSTEMS.atc).code ?? '',
    atcName: inBothLanguages,
    strength: textAt(administration, 'v3:doseQuantity/v3:translation/v3:originalText'),
    form: inEveryLanguage(fields.text(24)),
    ...ingredientsOf(body),
    controlClass: oneOf(codedOf(fields.value(119), CODE_SYSTEMS.controlClass).code, ['H', 'P', 'Z'] as const),
    narcotic: fields.flag(132),
    biological: biological === 'K',
    databaseVersion: versionOf(body, vnr, atc),
    ...(STATED[biological] === 'unknown' ? { biologicalUnknown: true as const } : {}),
    ...text('preparation', textAt(administration, 'v3:text')),
    ...text('extraInformation', fields.text(127)),
    ...text('medicineGroup', fields.text(274)),
    ...stated('additionalMonitoring', fields, 270),
    ...stated('biosimilar', fields, 272),
    ...stated('bloodProduct', fields, 275),
  };
  if (kind === '9') return { ...facts, kind };
  const number = vnr?.attribute('code') ?? null;
  const named = {
    ...facts,
    ...second,
    tradeName,
    holder: textAt(supply, `${HOLDER}[@classCode="OWN"]/v3:playingEntity/v3:name`),
    container: fields.text(128),
    sizeText: fields.text(126),
    packageSize: null,
    substitutionGroup: null,
  };
  return kind === '1' ? { ...named, kind, vnr: number ?? '' } : { ...named, kind, vnr: number };
}

export const HOLDER = 'v3:participant[@typeCode="HLD"]/v3:participantRole';

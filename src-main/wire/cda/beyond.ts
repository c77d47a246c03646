import { type XmlNode } from '../xml/xml.ts';
import { Fields, attributeAt, nameOf, textOf } from './fields.ts';
import { type DocumentContent } from './content.ts';

/** A field of a document that the domain has no place for, in words: for people, not for rules. */
export type BeyondField = Readonly<{ field: string; name: string; says: string }>;

const COMMON = [24, 29, 87, 91, 119, 125, 126, 132, 160, 164, 167];
const OF_PRESCRIPTION = [
  95, 96, 97, 56, 58, 67, 68, 69, 75, 81, 89, 92, 117, 121, 127, 128, 129, 169, 194, 212, 213, 214, 215, 216, 234, 250,
  270, 271, 272, 273, 274, 275,
];
const OF_DISPENSING = [101, 102, 103, 105, 106, 107, 108, 109, 110, 122, 124, 152];
const OF_DOSE = [230, 235, 236, 237, 238, 239, 240, 241, 243, 244, 245];

/** Fields whose "no" says the same as their absence: pharmacy-made, communicable disease, further flags of package 4.00. */
const NO_IS_NOTHING = [91, 124, 216, 270, 272, 275];

function carriedFields(content: DocumentContent | null): ReadonlySet<number> {
  switch (content?.kind) {
    case 'renewalRequest':
      return new Set([113, 120]);
    case 'renewalAnswer':
    case 'renewalStatus':
      return new Set([111, 114, 115]);
    case 'prescription':
    case 'renewal':
    case 'prescriptionCorrection':
    case 'prescriptionCancellation':
      return new Set([
        ...COMMON,
        ...OF_PRESCRIPTION,
        // LL 124 says the same as kind 7.
        ...(content.content.product.kind === '7' ? [124] : []),
        ...(content.content.dose.structured || content.content.dose.plan ? OF_DOSE : []),
      ]);
    case 'dispensing':
    case 'dispensingCorrection':
    case 'dispensingCancellation':
      return new Set([...COMMON, ...OF_DISPENSING]);
    default:
      return new Set();
  }
}

function amountInWords(node: XmlNode): string {
  const value = node.attribute('value') ?? node.attribute('root');
  const unit = node.attribute('unit') ?? node.attribute('currency') ?? '';
  return value === null ? '' : `${value} ${unit === '1' ? '' : unit}`.trim();
}

function valueInWords(node: XmlNode): string {
  const code = node.attribute('code');
  const bounds = ['low', 'center', 'width', 'high'].flatMap(each => node.find(`v3:${each}`) ?? []).map(amountInWords);
  return [
    code === null ? '' : `${code} ${nameOf(node) ?? ''}`.trim(),
    amountInWords(node),
    bounds.join('–'),
    textOf(node),
  ]
    .filter(each => each !== '')
    .join(' ');
}

const isNo = (node: XmlNode): boolean =>
  ['E', '-'].includes(attributeAt(node, 'v3:value', 'code') ?? '') ||
  attributeAt(node, 'v3:value', 'value') === 'false';

/** Every field of Lääkityslista in the body that is not in the content; all of them where nothing was read. */
export function fieldsBeyond(body: XmlNode, content: DocumentContent | null): readonly BeyondField[] {
  if (content?.kind === 'record') return [];
  const carried = carriedFields(content);
  return new Fields(body).entries().flatMap(([code, node]) => {
    const field = Number(code);
    if (carried.has(field) || (NO_IS_NOTHING.includes(field) && isNo(node))) return [];
    const parts = [
      'v3:text',
      'v3:routeCode',
      'v3:effectiveTime',
      'v3:repeatNumber',
      'v3:doseQuantity',
      'v3:administrationUnitCode',
      'v3:value',
    ];
    const says = parts
      .flatMap(path => node.findAll(path))
      .map(valueInWords)
      .filter(each => each !== '')
      .join('; ');
    return [{ field: code, name: nameOf(node.find('v3:code')) ?? code, says }];
  });
}

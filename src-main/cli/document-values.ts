import { CODE_SYSTEMS, isVersionOf } from '../../shared/codes/code-systems.ts';
import { type XmlNode } from '../wire/xml/xml.ts';

/** A structured value of a document: where it stands, in fields and elements, and what it says. */
export type DocumentValue = Readonly<{ place: string; says: string }>;

/** What frames the values and says nothing itself: its order and nesting differ between the generations. */
const FRAME = new Set([
  'ClinicalDocument',
  'component',
  'structuredBody',
  'section',
  'entry',
  'entryRelationship',
  'organizer',
  'observation',
  'substanceAdministration',
  'supply',
  'manufacturedProduct',
]);

/**
 * Not values of the content: the readable text (its own test), what says of which form and by which software the document
 * is and its signatures, titles and technical ids of sections, states that are always the same, and the controller.
 */
const NOT_CONTENT = new Set([
  'realmCode',
  'typeId',
  'templateId',
  'title',
  'confidentialityCode',
  'localHeader',
  'custodian',
  'statusCode',
  'independentInd',
]);

const ATTRIBUTES = ['code', 'value', 'unit', 'root', 'extension', 'currency', 'use'] as const;
const NAMED_SYSTEMS = [CODE_SYSTEMS.atc, CODE_SYSTEMS.vnr] as const;

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Number of the field (LL) that an element is, or null. */
function fieldOf(node: XmlNode): string | null {
  const head = node.elements().find(each => each.name === 'code');
  const system = head?.attribute('codeSystem') ?? '';
  return head && isVersionOf(system, CODE_SYSTEMS.medicationList) ? head.attribute('code') : null;
}

/** Groups are frames too: a correction has its other data in LL 99, a cancellation in LL 98. */
const GROUPS = new Set(['32', '83', '88', '98', '99', '100', '104']);

function ownValues(node: XmlNode, place: string): readonly DocumentValue[] {
  const attributes = ATTRIBUTES.flatMap(name => {
    const says = node.attribute(name);
    return says === null || spaced(says) === '' ? [] : [`${name} ${spaced(says)}`];
  });
  const system = node.attribute('codeSystem') ?? '';
  // The names of medicines are data; those of other codes belong to the code system.
  const named = NAMED_SYSTEMS.some(each => isVersionOf(system, each))
    ? ['displayName', 'codeSystemVersion'].flatMap(name => {
        const says = spaced(node.attribute(name) ?? '');
        return says === '' ? [] : [{ place: `${place}/${name}`, says }];
      })
    : [];
  const text = node.elements().length === 0 ? spaced(node.text()) : '';
  const said = [...attributes, ...(text === '' ? [] : [text])].join(' ');
  return [...(said === '' ? [] : [{ place, says: said }]), ...named];
}

/** Before package 4.00 the sentence of the dose had no code of its own. */
const isOldSentence = (child: XmlNode, group: string | null): boolean =>
  group === '32' && child.name === 'substanceAdministration' && fieldOf(child) === null;

function below(node: XmlNode, place: string, group: string | null = null): readonly DocumentValue[] {
  const field = fieldOf(node);
  return node.elements().flatMap(child => {
    const isHead = field !== null && child.name === 'code' && fieldOf(node) === child.attribute('code');
    const isNarrative =
      node.name === 'section' && (child.name === 'text' || child.name === 'id' || child.name === 'code');
    if (NOT_CONTENT.has(child.name) || isHead || isNarrative) return [];
    const number = isOldSentence(child, group) ? '29' : fieldOf(child);
    const frame = FRAME.has(child.name);
    const isField = number !== null && frame;
    const isGroup = isField && GROUPS.has(number);
    const inner = !frame ? `${place}/${child.name}` : isField && !isGroup ? `LL ${number}` : place;
    return [...(frame ? [] : ownValues(child, inner)), ...below(child, inner, isGroup ? number : group)];
  });
}

/** Every structured value of a document, in its order. */
export const valuesOf = (root: XmlNode): readonly DocumentValue[] => below(root, '');

/** Values of the one that the other does not have as often; what the other has more is no loss. */
export function missingFrom(one: readonly DocumentValue[], other: readonly DocumentValue[]): readonly DocumentValue[] {
  const key = ({ place, says }: DocumentValue): string => `${place}\n${says}`;
  const left = new Map<string, number>();
  for (const value of other) left.set(key(value), (left.get(key(value)) ?? 0) + 1);
  return one.filter(value => {
    const count = left.get(key(value)) ?? 0;
    left.set(key(value), count - 1);
    return count <= 0;
  });
}

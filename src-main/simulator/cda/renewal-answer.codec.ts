import { type XmlDoc, type XmlNode } from '../../wire/xml/xml.ts';
import { attribute, Fields } from './cda-node.ts';
import { type CdaRenewalAnswer } from './cda-types.ts';

type Reference = CdaRenewalAnswer['request'];

/** A reference of the act by the type of what it names; the header's ones are not signed. */
export function referenceTo(act: XmlNode, types: readonly string[]): Reference {
  for (const node of act.findAll('v3:reference[@typeCode="REFR"]/v3:externalDocument')) {
    const oid = attribute(node, 'v3:id', 'root');
    if (oid !== null && types.includes(attribute(node, 'v3:code', 'code') ?? ''))
      return { oid, setId: attribute(node, 'v3:setId', 'root') };
  }
  return null;
}

/** The document that an unsigned header says it belongs to. */
export function relatedTo(root: XmlNode, type: string): string | null {
  const found = root
    .findAll('v3:relatedDocument[@typeCode="APND"]/v3:parentDocument')
    .find(node => attribute(node, 'v3:code', 'code') === type);
  return found === undefined ? null : attribute(found, 'v3:id', 'root');
}

/** Reads an answer to a renewal request, message type 9. LL 111 state, LL 114 ground, LL 115 instruction (Kela CDA library). */
export function readRenewalAnswer(doc: XmlDoc, body: XmlNode): CdaRenewalAnswer {
  const act = body.find('.//v3:entry/v3:act');
  const fields = new Fields(body);
  const state = fields.value(111);
  return {
    state: state?.attribute('displayName') ?? state?.find('v3:originalText')?.text().trim() ?? null,
    ground: fields.text(114),
    request: act === null ? null : referenceTo(act, ['8']),
    prescription: act === null ? null : referenceTo(act, ['1', '3']),
    headerRequest: relatedTo(doc.root, '8'),
  };
}

import { type XmlDoc, type XmlNode } from '../../wire/xml/xml.ts';
import { attribute, Fields } from './cda-node.ts';
import { type CdaRenewalRequest } from './cda-types.ts';
import { referenceTo, relatedTo } from './renewal-answer.codec.ts';

/** Reads a renewal request, message type 8. LL 113 message, LL 120 kind of consent; the unit that is asked is a participant (Kela CDA library). */
export function readRenewalRequest(doc: XmlDoc, body: XmlNode): CdaRenewalRequest {
  const act = body.find('.//v3:entry/v3:act');
  const fields = new Fields(body);
  const asked = act?.find('v3:participant[@typeCode="DIR"]/v3:participantRole') ?? null;
  return {
    recipient: asked === null ? null : attribute(asked, 'v3:scopingEntity/v3:id', 'root'),
    recipientPhone: asked?.find('v3:telecom')?.attribute('value') ?? null,
    message: fields.text(113),
    consent: fields.value(120)?.attribute('code') ?? null,
    prescription: act === null ? null : referenceTo(act, ['1', '3']),
    headerPrescription: relatedTo(doc.root, '1') ?? relatedTo(doc.root, '3'),
  };
}

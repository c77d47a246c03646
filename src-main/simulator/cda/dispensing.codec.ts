import { type XmlNode } from '../../wire/xml/xml.ts';
import { readCdaTime } from '../time.ts';
import { Fields, amount, attribute, text } from './cda-node.ts';
import { type CdaDispensing } from './cda-types.ts';

/** Reads the signed body of a dispensing, its correction or its cancellation (document types 10, 12, 11). */
export function readDispensing(body: XmlNode): CdaDispensing {
  const fields = new Fields(body);
  const product =
    fields.node(102)?.parent()?.parent() ??
    body.find('.//v3:organizer[v3:code/@code="100"]/v3:component/v3:substanceAdministration');
  const supply = product?.find('v3:entryRelationship/v3:supply') ?? null;
  const vnr =
    supply?.find(
      'v3:product/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:code[starts-with(@codeSystem,"1.2.246.537.6.55")]',
    ) ?? null;
  const atc =
    product?.find(
      'v3:consumable/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:code[starts-with(@codeSystem,"1.2.246.537.6.32")]',
    ) ?? null;
  const reference = body.find('.//v3:reference[@typeCode="REFR"]/v3:externalDocument');
  const prescription = reference ? attribute(reference, 'v3:id', 'root') : null;
  return {
    handedOverAt: readCdaTime(product ? attribute(product, 'v3:effectiveTime', 'value') : null),
    amount: fields.amount(102),
    remaining: fields.amount(103),
    packages: supply ? attribute(supply, 'v3:repeatNumber', 'value') : null,
    packageSize: amount(supply?.find('v3:quantity') ?? null),
    packageSizeText: fields.text(126),
    vnr: vnr?.attribute('code') ?? null,
    tradeName:
      vnr?.attribute('displayName') ??
      text(supply, 'v3:product/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:name') ??
      // A product that no database knows has its name as that of a material.
      text(product, 'v3:consumable/v3:manufacturedProduct/v3:manufacturedMaterial/v3:name'),
    atc: atc?.attribute('code') ?? null,
    atcName: atc?.attribute('displayName') ?? null,
    strength: text(product, 'v3:doseQuantity/v3:translation/v3:originalText'),
    form: fields.text(24),
    productKind: fields.code(164)?.code ?? null,
    pharmacyMade: fields.flag(124),
    pkv: fields.code(119)?.code ?? null,
    narcotic: fields.flag(132),
    substituted: fields.flag(105),
    fully: fields.flag(122),
    labelText: fields.text(152),
    prescription: prescription
      ? { oid: prescription, setId: reference ? attribute(reference, 'v3:setId', 'root') : null }
      : null,
    cancelReason: fields.text(95) ?? fields.code(95)?.code ?? null,
  };
}

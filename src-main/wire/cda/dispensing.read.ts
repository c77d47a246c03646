import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import {
  type Dispensing,
  type Preparer,
  SUBSTITUTION_REFUSALS,
  type SubstitutionRefusal,
} from '../../../shared/domain/dispensing/dispensing.ts';
import { type XmlNode } from '../xml/xml.ts';
import {
  Fields,
  Unreadable,
  attributeAt,
  codedOf,
  countOf,
  decimalOf,
  demand,
  oidAt,
  quantityOf,
  textOf,
} from './fields.ts';
import { type Header, authorWith, readPersonFacts, readProfessional } from './header.read.ts';
import { readPackageSize, readProduct } from './prescription.read.ts';
import { CODE_NAMES } from './words.ts';
import { readCdaTime } from './times.ts';

function readRefusal(fields: Fields): SubstitutionRefusal | null {
  const { code, text } = codedOf(fields.value(109), CODE_SYSTEMS.substitutionReason);
  if (code !== null) return 'other';
  const word = SUBSTITUTION_REFUSALS.find(each => {
    const names = CODE_NAMES.substitutionRefusal[each];
    return text === names.fi || text === names.sv;
  });
  return word ?? null;
}

function readPreparer(performer: XmlNode | null): Preparer | null {
  const who = performer?.find('v3:assignedEntity');
  return who ? readPersonFacts(who) : null;
}

/** Euros with at most two decimals as cents. */
function readCents(value: XmlNode | null): number | null {
  const euros = decimalOf(value?.attribute('value') ?? null);
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(euros ?? '');
  if (!match) return null;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && cents > 0 ? -cents : cents;
}

/**
 * Document type 10. An older dispensing that does not say which version of the prescription it was made on is taken to be
 * on the first; an amount in words only is a finding, because nothing can be computed from it.
 */
export function readDispensing(root: XmlNode, body: XmlNode, header: Header): Dispensing {
  const administration = demand(
    body.find('.//v3:organizer[v3:code/@code="100"]/v3:component/v3:substanceAdministration'),
    'dispensed-medicine-missing',
  );
  const supply = demand(administration.find('v3:entryRelationship/v3:supply'), 'dispensed-package-missing');
  const fields = new Fields(body);
  const product = readProduct(administration, supply, fields, body);
  if (product.kind === '9') throw new Unreadable('dispensed-product-kind-9');
  const reference = demand(
    body.find('.//v3:reference[@typeCode="REFR"]/v3:externalDocument') ??
      root.find('v3:relatedDocument[@typeCode="APND"]/v3:parentDocument'),
    'dispensed-prescription-missing',
  );
  const prescriptionOid = demand(oidAt(reference, 'v3:id'), 'dispensed-prescription-missing');
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    language: header.language,
    patient: header.patient,
    dispenser: readProfessional(authorWith(root, ['LTE']), 'pharmacy', 'bachelorPharmacist'),
    preparedBy: readPreparer(administration.find('v3:performer')),
    prescription: {
      oid: prescriptionOid,
      setId: oidAt(reference, 'v3:setId') ?? prescriptionOid,
      version: countOf(attributeAt(reference, 'v3:versionNumber', 'value')) ?? 1,
    },
    dispensedAt: readCdaTime(attributeAt(administration, 'v3:effectiveTime', 'value')) ?? header.createdAt,
    product: { ...product, substances: [], container: '', packageSize: readPackageSize(supply, fields) },
    packages: demand(countOf(attributeAt(supply, 'v3:repeatNumber', 'value')), 'packages-missing'),
    split: fields.flag(101),
    amount: demand(quantityOf(fields.value(102)), 'dispensed-amount-missing'),
    remaining: quantityOf(fields.value(103)),
    pharmacyMade: fields.flag(124),
    doseDispensed: fields.flag(91),
    substituted: fields.flag(105),
    substitutionRefusal: readRefusal(fields),
    substitutionRefusalText: textOf(fields.node(109)?.find('v3:text')),
    priceCents: readCents(fields.value(108)),
    copayments: countOf(fields.value(110)?.attribute('value') ?? null),
    noteToKela: fields.text(107),
    fullyDispensed: fields.flag(122),
    labelDoseText: fields.text(152),
    remark: fields.text(106),
  };
}

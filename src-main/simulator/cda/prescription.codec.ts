import { type XmlNode } from '../../wire/xml/xml.ts';
import { readCdaTime } from '../time.ts';
import { Fields, amount, attribute, code, text } from './cda-node.ts';
import { type CdaPrescription, type Dose } from './cda-types.ts';

const AMOUNT_MODE = 'v3:code[starts-with(@codeSystem,"1.2.246.537.5.40100")]';
const PRODUCT = 'v3:consumable/v3:manufacturedProduct';

/** Reads the signed body of a prescription, its correction or its cancellation (document types 1, 2, 3; field numbers LL of Lääkityslista). */
export function readPrescription(body: XmlNode): CdaPrescription {
  const fields = new Fields(body);
  const product = body.find(`.//v3:substanceAdministration[v3:entryRelationship/v3:supply/${AMOUNT_MODE}]`);
  const supply = product?.find(`v3:entryRelationship/v3:supply[${AMOUNT_MODE}]`) ?? null;
  const vnr =
    supply?.find(
      'v3:product/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:code[starts-with(@codeSystem,"1.2.246.537.6.55")]',
    ) ?? null;
  const atc =
    product?.find(`${PRODUCT}/v3:manufacturedLabeledDrug/v3:code[starts-with(@codeSystem,"1.2.246.537.6.32")]`) ?? null;
  const iteration = fields.node(121);
  const dosage = body.find('.//v3:organizer[v3:code/@code="32"]//v3:substanceAdministration[v3:text]');
  const pause = fields.node(236)?.find('v3:effectiveTime') ?? null;
  const biological = fields.code(271);
  return {
    prescribedAt: readCdaTime(
      product
        ? (attribute(product, 'v3:effectiveTime', 'value') ?? attribute(product, 'v3:effectiveTime/v3:low', 'value'))
        : null,
    ),
    validUntil: readCdaTime(product ? attribute(product, 'v3:effectiveTime/v3:high', 'value') : null),
    productKind: fields.code(164)?.code ?? null,
    vnr: vnr?.attribute('code') ?? null,
    tradeName:
      vnr?.attribute('displayName') ??
      text(supply, 'v3:product/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:name') ??
      text(product, `${PRODUCT}/v3:manufacturedMaterial/v3:name`),
    atc: atc?.attribute('code') ?? null,
    atcName: atc?.attribute('displayName') ?? null,
    databaseVersion: vnr?.attribute('codeSystemVersion') ?? atc?.attribute('codeSystemVersion') ?? null,
    strength: text(product, 'v3:doseQuantity/v3:translation/v3:originalText'),
    form: fields.text(24),
    ingredients: body
      .findAll('.//v3:organizer[v3:code/@code="4" or v3:code/@code="10"]//v3:manufacturedLabeledDrug/v3:name')
      .map(n => n.text().trim()),
    preparation: text(product, 'v3:text'),
    amountMode: supply ? attribute(supply, AMOUNT_MODE, 'code') : null,
    packages: supply ? attribute(supply, 'v3:repeatNumber', 'value') : null,
    packageSize: amount(supply?.find('v3:quantity') ?? null),
    packageSizeText: fields.text(126),
    packageFactor: fields.value(125)?.attribute('value') ?? null,
    durationFrom: readCdaTime(supply ? attribute(supply, 'v3:effectiveTime/v3:low', 'value') : null),
    duration: amount(supply?.find('v3:effectiveTime/v3:width') ?? null),
    iterationText: text(iteration, 'v3:text'),
    iterationCount: iteration ? attribute(iteration, 'v3:repeatNumber', 'value') : null,
    iterationInterval: amount(iteration?.find('v3:effectiveTime/v3:width') ?? null),
    textOnly: fields.flag(87),
    dosageText: text(dosage, 'v3:text'),
    sic: fields.flag(56),
    route: code(fields.node(250)?.find('v3:routeCode') ?? null),
    doses: fields.all(239).map(readDose),
    periodLength: amount(
      fields.value(238)?.find('v3:center') ?? fields.value(238)?.find('v3:low') ?? fields.value(238),
    ),
    asNeeded: fields.flag(237) === true,
    pauseFrom: readCdaTime(pause ? attribute(pause, 'v3:low', 'value') : null),
    pauseTo: readCdaTime(pause ? attribute(pause, 'v3:high', 'value') : null),
    usage: fields.text(58),
    careKinds: (fields.node(67)?.findAll('v3:value') ?? []).map(n => n.attribute('code') ?? '').filter(c => c !== ''),
    permanent: fields.flag(68),
    renewalForbidden: fields.flag(75),
    renewalForbiddenReason: fields.code(194),
    substitutionForbidden: fields.flag(81),
    weightKg: fields.value(89)?.attribute('value') ?? null,
    doseDispensing: fields.flag(91),
    messageToPharmacy: fields.text(92),
    identification: identification(fields),
    pkv: fields.code(119)?.code ?? null,
    narcotic: fields.flag(132),
    startOfUse: fields.flag(129),
    prescriptionKind: fields.code(169)?.code ?? null,
    savedForm: fields.code(212)?.code ?? null,
    savedReason: fields.code(213),
    biological: biological?.code === 'K',
    medicineId: fields.value(160)?.attribute('root') ?? null,
    medicinePart: fields.value(167)?.attribute('value') ?? null,
    cancelReason: reason(fields, 95),
    cancelType: fields.code(96)?.code ?? null,
    correctionReason: reason(fields, 97),
  };
}

/** Identification method 9 ("other") is explained in the observation's own text. */
function identification(fields: Fields): CdaPrescription['identification'] {
  const method = fields.code(117);
  return method ? { ...method, text: method.text ?? text(fields.node(117), 'v3:text') } : null;
}

/** A reason is a code, with its text either inside it or as a second value of type ST. */
function reason(fields: Fields, field: number): CdaPrescription['cancelReason'] {
  const values = fields.node(field)?.findAll('v3:value') ?? [];
  const coded = code(values.find(v => v.attribute('code') !== null) ?? null);
  const written = text(values.find(v => v.attribute('code') === null) ?? null);
  return coded ? { ...coded, text: coded.text ?? written ?? text(fields.node(field), 'v3:text') } : null;
}

function readDose(node: XmlNode): Dose {
  const fields = new Fields(node);
  const own = node.find('v3:doseQuantity');
  const physical = fields.node(241)?.find('v3:doseQuantity') ?? null;
  const quantity = own ?? physical;
  const centre = quantity?.find('v3:center')?.attribute('value') ?? quantity?.attribute('value') ?? null;
  const unit = node.find('v3:administrationUnitCode');
  return {
    low: centre ?? quantity?.find('v3:low')?.attribute('value') ?? null,
    high: centre ?? quantity?.find('v3:high')?.attribute('value') ?? null,
    unitCode: own ? (unit?.attribute('code') ?? null) : null,
    unitName: own ? (unit?.attribute('displayName') ?? null) : null,
    physicalUnit: own
      ? null
      : (physical?.find('v3:center')?.attribute('unit') ?? physical?.find('v3:low')?.attribute('unit') ?? null),
    asNeeded: fields.flag(243) === true,
    time: fields.code(244)?.code ?? null,
    clock: fields.text(240),
    weekday: fields.code(245)?.code ?? null,
  };
}

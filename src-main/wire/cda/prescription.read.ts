import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { isPositive, multiply } from '../../../shared/kernel/decimal.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type LocalDate, addDays, addMonths, daysBetween } from '../../../shared/kernel/time.ts';
import {
  type NarcoticIdentification,
  type PrescribedAmount,
  type PrescribedProduct,
  type Prescription,
  type Quantity,
  type RenewalBan,
} from '../../../shared/domain/prescribing/prescription.ts';
import { type XmlNode } from '../xml/xml.ts';
import {
  Fields,
  Unreadable,
  attributeAt,
  codedOf,
  countOf,
  decimalOf,
  demand,
  nameOf,
  oidAt,
  oneOf,
  quantityOf,
  textAt,
  textOf,
} from './fields.ts';
import { readDose } from './dose.read.ts';
import { type Header, authorWith, inEveryLanguage, readProfessional } from './header.read.ts';
import { readCdaDate, readCdaTime } from './times.ts';

const DRUG = 'v3:manufacturedProduct/v3:manufacturedLabeledDrug';

/** The facts that prescription and dispensing write alike. `supply` carries package, holder and form. */
export function readProduct(
  administration: XmlNode,
  supply: XmlNode,
  fields: Fields,
  body: XmlNode,
): PrescribedProduct {
  const kind = codedOf(fields.value(164), CODE_SYSTEMS.productKind).code;
  const vnr = supply.find(`v3:product/${DRUG}/v3:code[starts-with(@codeSystem, "${CODE_SYSTEMS.vnr.oid}")]`);
  const atc = administration.find(`v3:consumable/${DRUG}/v3:code`);
  const atcName = nameOf(atc) ?? textOf(atc?.find('v3:originalText'));
  const inBothLanguages: Readonly<Record<PatientLanguage, string>> = { fi: atcName, sv: atcName };
  const facts = {
    atc: codedOf(atc, CODE_SYSTEMS.atc).code ?? '',
    atcName: inBothLanguages,
    strength: textAt(administration, 'v3:doseQuantity/v3:translation/v3:originalText'),
    form: inEveryLanguage(fields.text(24)),
    substances: body
      .findAll('.//v3:organizer[v3:code/@code="4"]//v3:manufacturedLabeledDrug/v3:name')
      .map(textOf)
      .filter(name => name !== ''),
    controlClass: oneOf(codedOf(fields.value(119), CODE_SYSTEMS.controlClass).code, ['H', 'P', 'Z'] as const),
    narcotic: fields.flag(132),
    biological: codedOf(fields.value(271), CODE_SYSTEMS.yesNo).code === 'K',
    databaseVersion: vnr?.attribute('codeSystemVersion') ?? atc?.attribute('codeSystemVersion') ?? '',
  };
  if (kind === '9') return { ...facts, kind };
  if (kind !== '1' && kind !== null) throw new Unreadable(`product-kind-${/^\d{1,3}$/.test(kind) ? kind : 'unknown'}`);
  // LL 94, the kind before LL 164: 1 is a medicine (Kela CDA library, sample LT1).
  const earlier = attributeAt(
    supply,
    `v3:product/${DRUG}/v3:code/v3:translation/v3:qualifier[v3:name/@code="94"]/v3:value`,
    'code',
  );
  if (kind === null && earlier !== null && earlier !== '1') throw new Unreadable('product-kind-earlier');
  // Documents older than the field of the kind have a package number where the product is an authorised one.
  const number = demand(vnr?.attribute('code'), kind === null ? 'product-kind-missing' : 'product-number-missing');
  return {
    ...facts,
    kind: '1',
    vnr: number,
    tradeName: nameOf(vnr) ?? textAt(supply, `v3:product/${DRUG}/v3:name`),
    holder: textAt(supply, 'v3:participant[@typeCode="HLD"]/v3:participantRole/v3:playingEntity/v3:name'),
    container: fields.text(128),
    sizeText: fields.text(126),
    packageSize: null,
    substitutionGroup: null,
  };
}

const AMOUNT_MODE = `v3:code[starts-with(@codeSystem, "1.2.246.537.5.40100")]`;

/** Content of one package: the size times LL 125 (`10X2,5 ml` is written as 2.5 ml and the factor 10; Kela CDA library, LM12). */
export function readPackageSize(supply: XmlNode, fields: Fields): Quantity | null {
  const size = quantityOf(supply.find('v3:quantity'));
  const factor = decimalOf(fields.value(125)?.attribute('value') ?? null);
  const several = size !== null && factor !== null && factor !== '1' && isPositive(factor);
  return several ? { value: multiply(size.value, factor), unit: size.unit } : size;
}

/** Length of a duration in days; months and years are calendar ones from the start. */
function lengthInDays(start: LocalDate, width: XmlNode | null): number | null {
  const count = countOf(width?.attribute('value') ?? null);
  if (count === null) return null;
  switch (width?.attribute('unit')) {
    case 'd':
      return count;
    case 'wk':
      return count * 7;
    case 'mo':
      return count <= 1200 ? daysBetween(start, addMonths(start, count)) : null;
    case 'a':
      return count <= 100 ? daysBetween(start, addMonths(start, count * 12)) : null;
    default:
      return null;
  }
}

function readAmount(supply: XmlNode, fields: Fields): PrescribedAmount {
  const mode = attributeAt(supply, AMOUNT_MODE, 'code');
  switch (mode) {
    case '1':
      return {
        mode,
        packages: demand(countOf(attributeAt(supply, 'v3:repeatNumber', 'value')), 'packages-missing'),
        sizeText: fields.text(126),
        packageSize: readPackageSize(supply, fields),
      };
    case '2':
      return { mode, total: demand(quantityOf(supply.find('v3:quantity')), 'amount-missing') };
    case '3': {
      const start = demand(readCdaDate(attributeAt(supply, 'v3:effectiveTime/v3:low', 'value')), 'duration-missing');
      const length = lengthInDays(start, supply.find('v3:effectiveTime/v3:width'));
      // A start and an end mean the same as a start and a length.
      const end = readCdaDate(attributeAt(supply, 'v3:effectiveTime/v3:high', 'value'));
      const lengthDays = length ?? (end === null ? null : daysBetween(start, addDays(end, 1)));
      return { mode, start, lengthDays: demand(lengthDays, 'duration-missing') };
    }
    default:
      throw new Unreadable('amount-mode-unknown');
  }
}

/** `ter` and `bis` are numbers of repeats too, but every sample gives the number as well. */
function readIteration(fields: Fields): Prescription['iteration'] {
  const node = fields.node(121);
  if (!node) return null;
  const repeats = demand(countOf(attributeAt(node, 'v3:repeatNumber', 'value')), 'iteration-without-number');
  const width = node.find('v3:effectiveTime/v3:width');
  const count = countOf(width?.attribute('value') ?? null);
  const factor = { d: 1, wk: 7, mo: 30 }[width?.attribute('unit') ?? 'd'] ?? null;
  return { repeats, intervalDays: count === null || factor === null ? null : count * factor };
}

function readIdentification(fields: Fields): NarcoticIdentification | null {
  const { code } = codedOf(fields.value(117), CODE_SYSTEMS.identification);
  const text = textOf(fields.node(117)?.find('v3:text'));
  if (code === '9') return { code, text };
  const known = oneOf(code, ['1', '2', '3'] as const);
  return known && { code: known };
}

/** Reasons that the domain does not know become "other reason" with their name: nothing is lost, nothing is guessed. */
function readRenewalBan(fields: Fields): RenewalBan | null {
  const { code, text, name } = codedOf(fields.value(194), CODE_SYSTEMS.changeReason);
  if (code === null) return null;
  if (code === '1') return { code };
  return { code: '5', text: text ?? (code === '5' ? '' : (name ?? '')) };
}

const treatmentKind = (fields: Fields): Prescription['treatmentKind'] => {
  const codes = (fields.node(67)?.findAll('v3:value') ?? []).map(node => node.attribute('code'));
  const known = codes.map(code => oneOf(code, ['S', 'M'] as const)).find(code => code !== null);
  if (known !== undefined && known !== null) return known;
  throw new Unreadable(codes.includes('T') ? 'treatment-kind-T' : 'treatment-kind-missing');
};

/** Document types 1 (prescription) and 3 (its correction, a whole new version). */
export function readPrescription(root: XmlNode, body: XmlNode, header: Header): Prescription {
  const administration = demand(
    body.find(`.//v3:substanceAdministration[v3:entryRelationship/v3:supply/${AMOUNT_MODE}]`),
    'medicine-missing',
  );
  const supply = demand(administration.find(`v3:entryRelationship/v3:supply[${AMOUNT_MODE}]`), 'medicine-missing');
  const fields = new Fields(body);
  const doseCluster = body.find('.//v3:organizer[v3:code/@code="32"]');
  const doseText = body.find('.//v3:organizer[v3:code/@code="32"]//v3:substanceAdministration/v3:text');
  const amount = readAmount(supply, fields);
  const product = readProduct(administration, supply, fields, body);
  const kind = oneOf(codedOf(fields.value(169), CODE_SYSTEMS.prescriptionKind).code, ['2', '3'] as const);
  const time =
    attributeAt(administration, 'v3:effectiveTime', 'value') ??
    attributeAt(administration, 'v3:effectiveTime/v3:low', 'value');
  const weight = quantityOf(fields.value(89));
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    ...(kind === null ? {} : { prescriptionKind: kind }),
    language: header.language,
    patient: header.patient,
    prescriber: readProfessional(authorWith(root, ['LAL']), 'clinic', 'physician'),
    serviceEventOid: oidAt(root, 'v3:componentOf/v3:encompassingEncounter/v3:id'),
    prescribedAt: readCdaTime(time) ?? header.createdAt,
    validUntil: readCdaDate(attributeAt(administration, 'v3:effectiveTime/v3:high', 'value')),
    product: product.kind === '1' && amount.mode === '1' ? { ...product, packageSize: amount.packageSize } : product,
    amount,
    iteration: readIteration(fields),
    dose: {
      text: textOf(doseText),
      structured: doseCluster && !fields.flag(87) ? readDose(doseCluster) : null,
    },
    sic: fields.flag(56),
    indication: fields.text(58),
    treatmentKind: treatmentKind(fields),
    permanentMedication: fields.flag(68),
    renewalProhibited: fields.flag(75),
    renewalBan: readRenewalBan(fields),
    substitutionProhibited: fields.flag(81),
    doseDispensing: fields.flag(91),
    startOfUse: fields.flag(129),
    weightKg: weight?.value ?? null,
    messageToPharmacy: fields.text(92),
    narcoticIdentification: readIdentification(fields),
    minorDisclosure: oneOf(
      codedOf(root.find('v3:authorization/v3:consent/v3:code'), CODE_SYSTEMS.minorDisclosure).code,
      ['1', '2', '3', '4'] as const,
    ),
  };
}

import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type Decimal, isPositive, multiply } from '../../../shared/kernel/decimal.ts';
import { isOid } from '../../../shared/kernel/oid.ts';
import { type LocalDate, addDays, dateInHelsinki, daysBetween, instantMs } from '../../../shared/kernel/time.ts';
import { durationDays, repeatsInWords } from '../../../shared/domain/prescribing/written-amounts.ts';
import {
  type Iteration,
  type NarcoticIdentification,
  type PharmacyStorage,
  type PrescribedAmount,
  type Prescription,
  type Quantity,
  type RenewalBan,
  type SpecialClarification,
  type TreatmentKind,
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
  foreignOf,
  oidAt,
  oneOf,
  quantityOf,
  textAt,
  textOf,
} from './fields.ts';
import { readInstruction } from './dose.read.ts';
import { type Header, authorWith, readPlace, readProfessional, samePlace } from './header.read.ts';
import { iterationText } from './prescription-text.write.ts';
import { HOLDER, readProduct } from './product.read.ts';
import { readCdaDate, readCdaTime } from './times.ts';

export { readProduct } from './product.read.ts';

const AMOUNT_MODE = `v3:code[starts-with(@codeSystem, "1.2.246.537.5.40100")]`;

/** Content of one package: the size times LL 125 (`10X2,5 ml` is written as 2.5 ml and the factor 10; Kela CDA library, LM12). */
export function readPackageSize(supply: XmlNode, fields: Fields): Quantity | null {
  return packageOf(supply, fields).packageSize;
}

function packageOf(
  supply: XmlNode,
  fields: Fields,
): Pick<Extract<PrescribedAmount, { mode: '1' }>, 'packageSize' | 'packedAs'> {
  const each = quantityOf(supply.find('v3:quantity'));
  const factor = decimalOf(fields.value(125)?.attribute('value') ?? null);
  if (each === null || factor === null || factor === '1' || !isPositive(factor)) return { packageSize: each };
  const packageSize = { value: multiply(each.value, factor), unit: each.unit };
  const count = countOf(factor);
  return count === null ? { packageSize } : { packageSize, packedAs: { each, count } };
}

const LONG_UNITS = ['wk', 'mo', 'a'] as const;

type Length = Readonly<{ lengthDays: number; length?: Readonly<{ count: number; unit: 'wk' | 'mo' | 'a' }> }>;

function lengthOf(start: LocalDate, width: XmlNode | null): Length | null {
  const count = countOf(width?.attribute('value') ?? null);
  const unit = width?.attribute('unit') ?? '';
  if (count === null) return null;
  if (unit === 'd') return { lengthDays: count };
  const known = oneOf(unit, LONG_UNITS);
  const lengthDays = known && durationDays(start, { count, unit: known });
  return known && lengthDays !== null ? { lengthDays, length: { count, unit: known } } : null;
}

function readDuration(supply: XmlNode): PrescribedAmount {
  const low = attributeAt(supply, 'v3:effectiveTime/v3:low', 'value');
  const start = demand(readCdaDate(low), 'duration-missing');
  const startAt = (low ?? '').length > 8 ? readCdaTime(low) : null;
  const length = lengthOf(start, supply.find('v3:effectiveTime/v3:width'));
  // A start and an end mean the same as a start and a length.
  const end = readCdaDate(attributeAt(supply, 'v3:effectiveTime/v3:high', 'value'));
  const until = end === null ? null : { lengthDays: daysBetween(start, addDays(end, 1)) };
  const moment = startAt !== null && dateInHelsinki(instantMs(startAt)) === start ? { startAt } : {};
  return { mode: '3', start, ...demand(length ?? until, 'duration-missing'), ...moment };
}

function readAmount(supply: XmlNode, fields: Fields): PrescribedAmount {
  const mode = attributeAt(supply, AMOUNT_MODE, 'code');
  switch (mode) {
    case '1':
      return {
        mode,
        packages: demand(countOf(attributeAt(supply, 'v3:repeatNumber', 'value')), 'packages-missing'),
        sizeText: fields.text(126),
        ...packageOf(supply, fields),
      };
    case '2':
      return { mode, total: demand(quantityOf(supply.find('v3:quantity')), 'amount-missing') };
    case '3':
      return readDuration(supply);
    case '9':
      return { mode };
    default:
      throw new Unreadable('amount-mode-unknown');
  }
}

/** Numbers where they are given; else words (`iter ter`) as far as they are known. */
function readIteration(fields: Fields): Iteration | null {
  const node = fields.node(121);
  if (!node) return null;
  const text = textAt(node, 'v3:text') || fields.text(121);
  const repeats = countOf(attributeAt(node, 'v3:repeatNumber', 'value')) ?? repeatsInWords(text);
  const width = node.find('v3:effectiveTime/v3:width');
  const count = countOf(width?.attribute('value') ?? null);
  const unit = oneOf(width?.attribute('unit') ?? 'd', ['d', ...LONG_UNITS] as const);
  if (repeats === 0 && text === '' && count === null) return null;
  const days = { d: 1, wk: 7, mo: 30, a: 365 };
  const iteration: Iteration = {
    repeats,
    intervalDays: count === null || unit === null ? null : count * days[unit],
    ...(count !== null && unit !== null && unit !== 'd' ? { interval: { count, unit } } : {}),
  };
  return text === '' || text === iterationText(iteration) ? iteration : { ...iteration, text };
}

const withText = (text: string): Readonly<{ text?: string }> => (text === '' ? {} : { text });

function readIdentification(fields: Fields): NarcoticIdentification | null {
  const { code } = codedOf(fields.value(117), CODE_SYSTEMS.identification);
  const text = fields.words(117);
  if (code === '9') return { code, text };
  const known = oneOf(code, ['1', '2', '3'] as const);
  return known && { code: known, ...withText(text) };
}

/** Reasons outside the code system become "other reason" with their name: nothing is lost, nothing is guessed. */
function readRenewalBan(fields: Fields): RenewalBan | null {
  const { code, name } = fields.coded(194, CODE_SYSTEMS.changeReason);
  const text = fields.words(194);
  if (code === null) return text === '' ? null : { code: '5', text };
  const known = oneOf(code, ['1', '2', '3', '4', '6', '7', '8'] as const);
  return known ? { code: known, ...withText(text) } : { code: '5', text: text || (code === '5' ? '' : (name ?? '')) };
}

function readTreatment(fields: Fields): Pick<Prescription, 'treatmentKind' | 'otherTreatmentKinds'> {
  const codes = (fields.node(67)?.findAll('v3:value') ?? []).map(node => node.attribute('code'));
  const known = codes.flatMap(code => oneOf<TreatmentKind>(code, ['S', 'T', 'M']) ?? []);
  const [treatmentKind, ...others] = [...new Set(known)];
  return {
    treatmentKind: demand(treatmentKind, 'treatment-kind-missing'),
    ...(others.length === 0 ? {} : { otherTreatmentKinds: others }),
  };
}

function readClarifications(fields: Fields): Pick<Prescription, 'specialClarifications'> {
  const all = fields.all(69).map((node): SpecialClarification => ({
    code: foreignOf(node.findAll('v3:value').find(each => each.attribute('code') !== null)),
    text:
      textOf(node.find('v3:text')) || textOf(node.findAll('v3:value').find(each => each.attribute('code') === null)),
    date: readCdaDate(attributeAt(node, 'v3:effectiveTime', 'value')),
  }));
  const said = all.filter(each => each.code !== null || each.text !== '' || each.date !== null);
  return said.length === 0 ? {} : { specialClarifications: said };
}

function readStorage(fields: Fields): Pick<Prescription, 'pharmacyStorage'> {
  const kind = oneOf(fields.coded(212, CODE_SYSTEMS.pharmacyStorage).code, ['1', '2', '3'] as const);
  const code = oneOf(fields.coded(213, CODE_SYSTEMS.pharmacyStorageReason).code, ['1', '2', '3', '4'] as const);
  const pharmacyStorage: PharmacyStorage = { kind, reason: code && { code, text: fields.words(213) } };
  return kind === null && code === null ? {} : { pharmacyStorage };
}

function readHospital(fields: Fields): Pick<Prescription, 'hospitalPharmacy'> {
  const who = fields.node(169)?.find('v3:author/v3:assignedAuthor');
  const oid = who && oidAt(who, 'v3:representedOrganization/v3:id');
  return who && oid
    ? {
        hospitalPharmacy: {
          oid,
          name: textAt(who, 'v3:representedOrganization/v3:name'),
          unitOid: oidAt(who, 'v3:id'),
        },
      }
    : {};
}

/** Weight in kilograms, whatever unit of mass it came in. */
function readWeight(fields: Fields): Decimal | null {
  const weight = quantityOf(fields.value(89));
  return weight?.unit === 'g' ? multiply(weight.value, '0.001' as Decimal) : (weight?.value ?? null);
}

function readMedicineId(body: XmlNode, header: Header): Pick<Prescription, 'medicineId' | 'medicineIdPart'> {
  const fields = new Fields(body);
  const root = fields.value(160)?.attribute('root') ?? null;
  const part = countOf(fields.value(167)?.attribute('value') ?? null);
  return {
    ...(root !== null && isOid(root) && root !== `${header.setId}.0` ? { medicineId: root } : {}),
    ...(part === null || part === 1 ? {} : { medicineIdPart: part }),
  };
}

type Times = Pick<Prescription, 'prescribedAt' | 'createdAt' | 'signedIn'>;

function readTimes(administration: XmlNode, supply: XmlNode, root: XmlNode, header: Header): Times {
  const time =
    attributeAt(administration, 'v3:effectiveTime', 'value') ??
    attributeAt(administration, 'v3:effectiveTime/v3:low', 'value');
  const prescribedAt = readCdaTime(time) ?? header.createdAt;
  const signedIn = {
    header: readCdaTime(attributeAt(authorWith(root, ['LAL']), 'v3:time', 'value')),
    body: readCdaTime(attributeAt(supply, 'v3:author/v3:time', 'value')),
  };
  return {
    prescribedAt,
    // A correction and a cancellation are created by their own act.
    ...(header.createdAt === prescribedAt || header.code !== '1' ? {} : { createdAt: header.createdAt }),
    ...(signedIn.header === prescribedAt && signedIn.body === prescribedAt ? {} : { signedIn }),
  };
}

function readParties(root: XmlNode): Pick<Prescription, 'prescriber' | 'recorder' | 'writtenAt'> {
  const prescriber = readProfessional(authorWith(root, ['LAL']), 'clinic', 'physician');
  const place = readPlace(root);
  const recorder = root.findAll('v3:author').find(each => attributeAt(each, 'v3:functionCode', 'code') === 'KIR');
  return {
    prescriber,
    ...(place === null || samePlace(place, prescriber.organisation) ? {} : { writtenAt: place }),
    ...(recorder
      ? {
          recorder: {
            professional: readProfessional(recorder, 'pharmacy', 'bachelorPharmacist'),
            at: readCdaTime(attributeAt(recorder, 'v3:time', 'value')),
          },
        }
      : {}),
  };
}

const named = <K extends string>(key: K, says: string): { [P in K]?: string } =>
  says === '' ? {} : ({ [key]: says } as { [P in K]?: string });

/** Document types 1 (prescription) and 3 (its correction, a whole new version). */
export function readPrescription(root: XmlNode, body: XmlNode, header: Header): Prescription {
  const administration = demand(
    body.find(`.//v3:substanceAdministration[v3:entryRelationship/v3:supply/${AMOUNT_MODE}]`),
    'medicine-missing',
  );
  const supply = demand(administration.find(`v3:entryRelationship/v3:supply[${AMOUNT_MODE}]`), 'medicine-missing');
  const fields = new Fields(body);
  const amount = readAmount(supply, fields);
  const product = readProduct(administration, supply, fields, body);
  const kind = oneOf(codedOf(fields.value(169), CODE_SYSTEMS.prescriptionKind).code, ['2', '3'] as const);
  const fee = decimalOf(fields.value(214)?.attribute('value') ?? null);
  const asSpecialist = fields.value(215)?.attribute('value') ?? null;
  return {
    oid: header.oid,
    setId: header.setId,
    version: header.version,
    ...(kind === null ? {} : { prescriptionKind: kind }),
    ...readHospital(fields),
    language: header.language,
    patient: header.patient,
    ...readParties(root),
    serviceEventOid: oidAt(root, 'v3:componentOf/v3:encompassingEncounter/v3:id'),
    ...readTimes(administration, supply, root, header),
    validUntil: readCdaDate(attributeAt(administration, 'v3:effectiveTime/v3:high', 'value')),
    product: product.kind !== '9' && amount.mode === '1' ? { ...product, packageSize: amount.packageSize } : product,
    amount,
    iteration: readIteration(fields),
    dose: readInstruction(header.oid, body, header.language),
    sic: fields.flag(56),
    indication: fields.text(58),
    ...readTreatment(fields),
    ...named('employer', textAt(supply, `${HOLDER}[@classCode="EMP"]/v3:playingEntity/v3:name`)),
    ...named('insurer', textAt(supply, `${HOLDER}[@classCode="PAYOR"]/v3:playingEntity/v3:name`)),
    permanentMedication: fields.flag(68),
    ...readClarifications(fields),
    renewalProhibited: fields.flag(75),
    renewalBan: readRenewalBan(fields),
    substitutionProhibited: fields.flag(81),
    doseDispensing: fields.flag(91),
    startOfUse: fields.flag(129),
    weightKg: readWeight(fields),
    messageToPharmacy: fields.text(92),
    narcoticIdentification: readIdentification(fields),
    minorDisclosure: oneOf(
      codedOf(root.find('v3:authorization/v3:consent/v3:code'), CODE_SYSTEMS.minorDisclosure).code,
      ['1', '2', '3', '4'] as const,
    ),
    ...readStorage(fields),
    ...(fee === null ? {} : { physicianFee: fee }),
    ...(asSpecialist === null ? {} : { feeAsSpecialist: asSpecialist === 'true' }),
    ...(fields.flag(216) ? { communicableDisease: true as const } : {}),
    ...named('biologicalJustification', fields.text(273)),
    ...readMedicineId(body, header),
  };
}

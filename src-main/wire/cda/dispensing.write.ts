import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { PRESCRIPTION_TEMPLATES } from '../../../shared/codes/cda-generations.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  cluster,
  coded,
  component,
  field,
  flagValue,
  id,
  moneyValue,
  numberValue,
  part,
  quantity,
  quantityValue,
  substanceAdministration,
  textValue,
  uncoded,
  value,
} from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { cdaTime, shownTime } from './times.ts';
import {
  type WriteOptions,
  author,
  bodySubject,
  clinicalDocument,
  custodian,
  encounter,
  identification,
  localHeader,
  partiesText,
  practiceTitle,
  recordTarget,
  section,
  structuredBody,
} from './header.write.ts';
import { type Row, rows } from './narrative.write.ts';
import {
  consumable,
  holder,
  packageProduct,
  productKind,
  productRows,
  reference,
  strength,
  textPart,
} from './product.write.ts';

const DISPENSER_ROLE = { code: 'LTE', name: 'Lääketoimituksen tehnyt henkilö' } as const;

/** Cents as euros with two decimals, as LL 108 is written. */
export const eurosOfCents = (cents: number): Decimal =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}` as Decimal;

const shownQuantity = (amount: Quantity): string => `${amount.value.replace('.', ',')} ${amount.unit}`;

function dispensingRows(d: Dispensing): readonly Row[] {
  const { language: l, prescription } = d;
  const yesNo = (flag: boolean): string => (flag ? WORDS.yes[l] : WORDS.no[l]);
  const size = d.product.packageSize === null ? '' : ` (${shownQuantity(d.product.packageSize)})`;
  const refusal = d.substitutionRefusal && CODE_NAMES.substitutionRefusal[d.substitutionRefusal][l];
  const refusalText = d.substitutionRefusalText;
  return [
    ...productRows({ ...d.product, substances: [], container: '' }, l),
    [WORDS.amount[l], `${d.packages} ${WORDS.packages[l]} à ${d.product.sizeText}${size}`],
    [WORDS.split[l], d.split ? WORDS.yes[l] : null],
    [WORDS.dispensedAmount[l], shownQuantity(d.amount)],
    [WORDS.remainingAmount[l], d.remaining === null ? WORDS.notComputed[l] : shownQuantity(d.remaining)],
    [WORDS.fullyDispensed[l], yesNo(d.fullyDispensed)],
    [WORDS.substituted[l], yesNo(d.substituted)],
    [
      WORDS.substitutionRefusal[l],
      refusal === null ? refusalText : refusalText === '' ? refusal : `${refusal}: ${refusalText}`,
    ],
    [WORDS.price[l], d.priceCents === null ? null : `${eurosOfCents(d.priceCents).replace('.', ',')} €`],
    [WORDS.labelDoseText[l], d.labelDoseText],
    [WORDS.remark[l], d.remark],
    [
      WORDS.ofPrescription[l],
      `${prescription.oid}, ${WORDS.version[l]} ${prescription.version} (${prescription.setId})`,
    ],
  ];
}

const supply = (d: Dispensing): Xml =>
  element(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    value('repeatNumber', String(d.packages)),
    d.product.packageSize && quantity('quantity', d.product.packageSize),
    packageProduct(d.product),
    holder(d.product),
    textPart(24, d.product.form[d.language]),
    part(field(101, flagValue(d.split))),
    part(field(124, flagValue(false))),
    part(field(125, numberValue(1))),
    textPart(126, d.product.sizeText),
    productKind(d.product.kind, d.language),
  );

const dispensedCluster = (d: Dispensing): Xml =>
  cluster(
    100,
    component(
      substanceAdministration(
        value('effectiveTime', cdaTime(d.dispensedAt)),
        strength(d.product.strength),
        bodySubject(d.patient),
        consumable(d.product, d.language),
        author(d.dispenser, null, d.dispensedAt, d.language),
        part(field(102, quantityValue(d.amount))),
        d.remaining && part(field(103, quantityValue(d.remaining))),
        part(supply(d)),
        reference('SPRT', d, '10', d.language),
        reference('REFR', d.prescription, '1', d.language),
      ),
    ),
  );

/** LL 109: `M` is the only confirmed code; the other reasons travel by their words. */
function refusal(d: Dispensing): Xml | null {
  if (d.substitutionRefusal === null && d.substitutionRefusalText === '') return null;
  const says = d.substitutionRefusalText === '' ? null : element('text', {}, d.substitutionRefusalText);
  const reason = d.substitutionRefusal && CODE_NAMES.substitutionRefusal[d.substitutionRefusal][d.language];
  const system = CODE_SYSTEMS.substitutionReason;
  return component(
    field(
      109,
      says,
      reason === null
        ? null
        : d.substitutionRefusal === 'other'
          ? coded('value', system, 'M', reason, { type: 'CE' })
          : uncoded('value', system, reason, { type: 'CE' }),
    ),
  );
}

function otherCluster(d: Dispensing): Xml {
  const { controlClass } = d.product;
  return cluster(
    104,
    component(field(91, flagValue(false))),
    component(field(105, flagValue(d.substituted))),
    d.remark === '' ? null : component(field(106, textValue(d.remark))),
    d.priceCents === null ? null : component(field(108, moneyValue(eurosOfCents(d.priceCents)))),
    refusal(d),
    controlClass &&
      component(
        field(
          119,
          coded('value', CODE_SYSTEMS.controlClass, controlClass, CODE_NAMES.controlClass[controlClass][d.language], {
            type: 'CE',
          }),
        ),
      ),
    component(field(122, flagValue(d.fullyDispensed))),
    component(field(132, flagValue(d.product.narcotic))),
    d.labelDoseText === '' ? null : component(field(152, textValue(d.labelDoseText))),
  );
}

const relatedPrescription = ({ prescription, language }: Dispensing): Xml =>
  element(
    'relatedDocument',
    { typeCode: 'APND' },
    element(
      'parentDocument',
      {},
      id(prescription.oid),
      coded('code', CODE_SYSTEMS.messageType, '1', WORDS.prescription[language]),
      element('setId', { root: prescription.setId }),
      value('versionNumber', String(prescription.version)),
    ),
  );

/** A dispensing as a document: type 10 (Kela CDA library, sample LT1; generation 4.00 templates). */
export function dispensingDocument(d: Dispensing, options: WriteOptions): Xml {
  const { language, oid, dispenser } = d;
  const plain = WORDS.dispensing[language];
  const title = options.practice ? practiceTitle(plain, language) : plain;
  return clinicalDocument(
    [
      ...identification(d, {
        templates: [element('templateId', { root: PRESCRIPTION_TEMPLATES.header })],
        system: CODE_SYSTEMS.messageType,
        code: '10',
        name: plain,
        title,
        at: d.dispensedAt,
      }),
      recordTarget(d.patient, language),
      author(dispenser, DISPENSER_ROLE, d.dispensedAt, language),
      custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
      relatedPrescription(d),
      encounter(null, d.dispensedAt, dispenser.organisation, language),
      localHeader(d.dispensedAt, options),
    ],
    structuredBody(
      oid,
      component(
        element('templateId', { root: PRESCRIPTION_TEMPLATES.body }),
        section(
          oid,
          '1',
          coded('code', CODE_SYSTEMS.messageType, '10', plain),
          element('title', {}, title),
          component(
            section(
              oid,
              '2',
              partiesText(
                {
                  professional: dispenser,
                  patient: d.patient,
                  time: `${WORDS.dispensedAt[language]}: ${shownTime(d.dispensedAt, language)}`,
                  language,
                  practice: options.practice,
                },
                [[WORDS.document[language], `${oid}, ${WORDS.version[language]} ${d.version} (${d.setId})`]],
              ),
              component(
                section(oid, '3', element('text', {}, rows(dispensingRows(d))), dispensedCluster(d), otherCluster(d)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { PRESCRIPTION_TEMPLATES } from '../../../shared/codes/cda-generations.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { assertNever } from '../../../shared/kernel/result.ts';
import { type PrescribedAmount, type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  NO_PRODUCT,
  cluster,
  coded,
  component,
  field,
  fieldCode,
  flagValue,
  numberValue,
  part,
  quantity,
  quantityValue,
  substanceAdministration,
  textValue,
  value,
} from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { cdaDate, cdaTime, shownDate, shownTime } from './times.ts';
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
import { rows } from './narrative.write.ts';
import { iterationText, prescriptionRows } from './prescription-text.write.ts';
import { dosePeriod, season } from './dose.write.ts';
import { consumable, holder, packageProduct, productKind, reference, strength, textPart } from './product.write.ts';

const PRESCRIBER_ROLE = { code: 'LAL', name: 'Lääkityksen aloittanut henkilö' } as const;

/** Order of the parts of a supply: HL7 CDA schema. */
function supplyAmount(amount: PrescribedAmount): readonly (Xml | null)[] {
  const notIndependent = element('independentInd', { value: 'false' });
  switch (amount.mode) {
    case '1':
      return [
        value('repeatNumber', String(amount.packages)),
        notIndependent,
        amount.packageSize && quantity('quantity', amount.packageSize),
      ];
    case '2':
      return [notIndependent, quantity('quantity', amount.total)];
    case '3':
      return [
        element(
          'effectiveTime',
          { 'xsi:type': 'IVL_TS' },
          element('low', { inclusive: 'true', value: cdaDate(amount.start) }),
          element('width', { unit: 'd', value: String(amount.lengthDays) }),
        ),
        notIndependent,
      ];
    default:
      return assertNever(amount);
  }
}

function supply(rx: Prescription): Xml {
  const { product, amount, iteration, language } = rx;
  const sizeText = amount.mode === '1' ? amount.sizeText : product.kind === '1' ? product.sizeText : '';
  return element(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    coded('code', CODE_SYSTEMS.amountMode, amount.mode, CODE_NAMES.amountMode[amount.mode][language]),
    supplyAmount(amount),
    bodySubject(rx.patient),
    packageProduct(product),
    author(rx.prescriber, null, rx.prescribedAt, language),
    holder(product),
    textPart(24, product.form[language]),
    iteration &&
      part(
        field(
          121,
          element('text', {}, iterationText(iteration)),
          iteration.intervalDays === null
            ? null
            : element('effectiveTime', {}, element('width', { unit: 'd', value: String(iteration.intervalDays) })),
          value('repeatNumber', String(iteration.repeats)),
        ),
      ),
    amount.mode === '1' ? part(field(125, numberValue(1))) : null,
    textPart(126, sizeText),
    textPart(128, product.kind === '1' ? product.container : ''),
    productKind(product.kind, language),
    reference('SPRT', rx, '1', language),
  );
}

const medicineCluster = (rx: Prescription): Xml =>
  cluster(
    83,
    component(
      substanceAdministration(
        rx.validUntil === null
          ? value('effectiveTime', cdaTime(rx.prescribedAt))
          : element(
              'effectiveTime',
              { 'xsi:type': 'IVL_TS' },
              element('low', { value: cdaTime(rx.prescribedAt), inclusive: 'true' }),
              element('high', { value: cdaDate(rx.validUntil), inclusive: 'true' }),
            ),
        strength(rx.product.strength),
        consumable(rx.product, rx.language),
        part(supply(rx)),
      ),
    ),
  );

const medicineId = (rx: Prescription): Xml => {
  const observation = (which: 160 | 167, ...content: readonly Xml[]): Xml =>
    element('observation', { classCode: 'COND', moodCode: 'EVN' }, fieldCode(which), content);
  return element(
    'entry',
    {},
    observation(
      160,
      element('value', { 'xsi:type': 'II', root: `${rx.setId}.0` }),
      part(observation(167, numberValue(1))),
    ),
  );
};

const substances = (rx: Prescription): Xml | null =>
  rx.product.substances.length === 0
    ? null
    : cluster(
        4,
        rx.product.substances.map(name =>
          component(
            substanceAdministration(
              element(
                'consumable',
                {},
                element(
                  'manufacturedProduct',
                  {},
                  element(
                    'manufacturedLabeledDrug',
                    {},
                    element('code', {
                      nullFlavor: 'NI',
                      codeSystem: CODE_SYSTEMS.atc.oid,
                      codeSystemName: CODE_SYSTEMS.atc.name,
                    }),
                    element('name', {}, name),
                  ),
                ),
              ),
            ),
          ),
        ),
      );

function doseCluster(rx: Prescription): Xml {
  const { structured, text } = rx.dose;
  const each = structured && dosePeriod(structured);
  return cluster(
    32,
    component(field(87, flagValue(each === null))),
    component(
      substanceAdministration(fieldCode(29), element('text', {}, text), NO_PRODUCT, part(field(56, flagValue(rx.sic)))),
    ),
    structured && each && season(rx.oid, structured, each, rx.language),
  );
}

function otherCluster(rx: Prescription): Xml {
  const { language: l, product } = rx;
  const flag = (which: 68 | 75 | 81 | 91 | 129 | 132 | 216, on: boolean): Xml => component(field(which, flagValue(on)));
  const ce = { type: 'CE' } as const;
  const identity = rx.narcoticIdentification;
  const kind = rx.prescriptionKind ?? '1';
  const ban = rx.renewalBan;
  return cluster(
    88,
    rx.indication === '' ? null : component(field(58, textValue(rx.indication))),
    component(
      field(
        67,
        coded('value', CODE_SYSTEMS.treatmentKind, rx.treatmentKind, CODE_NAMES.treatmentKind[rx.treatmentKind][l], ce),
      ),
    ),
    flag(68, rx.permanentMedication),
    flag(75, rx.renewalProhibited),
    flag(81, rx.substitutionProhibited),
    rx.weightKg === null ? null : component(field(89, quantityValue({ value: rx.weightKg as Decimal, unit: 'kg' }))),
    flag(91, rx.doseDispensing),
    rx.messageToPharmacy === '' ? null : component(field(92, textValue(rx.messageToPharmacy))),
    identity &&
      component(
        field(
          117,
          identity.code === '9' ? element('text', {}, identity.text) : null,
          coded('value', CODE_SYSTEMS.identification, identity.code, CODE_NAMES.identification[identity.code][l], ce),
        ),
      ),
    product.controlClass &&
      component(
        field(
          119,
          coded(
            'value',
            CODE_SYSTEMS.controlClass,
            product.controlClass,
            CODE_NAMES.controlClass[product.controlClass][l],
            ce,
          ),
        ),
      ),
    flag(129, rx.startOfUse),
    flag(132, product.narcotic),
    component(
      field(169, coded('value', CODE_SYSTEMS.prescriptionKind, kind, CODE_NAMES.prescriptionKind[kind][l], ce)),
    ),
    ban &&
      component(
        field(
          194,
          coded('value', CODE_SYSTEMS.changeReason, ban.code, CODE_NAMES.changeReason[ban.code][l], {
            ...ce,
            children: ban.code === '5' ? element('originalText', {}, ban.text) : null,
          }),
        ),
      ),
    flag(216, false),
    component(
      field(
        271,
        coded(
          'value',
          CODE_SYSTEMS.yesNo,
          product.biological ? 'K' : 'E',
          product.biological ? WORDS.yes[l] : WORDS.no[l],
          ce,
        ),
      ),
    ),
  );
}

const minorConsent = (rx: Prescription): Xml | null =>
  rx.minorDisclosure &&
  element(
    'authorization',
    { typeCode: 'AUTH' },
    element(
      'consent',
      { classCode: 'CONS', moodCode: 'EVN' },
      element('templateId', { root: '1.2.246.537.6.12.999.2003.31' }),
      coded(
        'code',
        CODE_SYSTEMS.minorDisclosure,
        rx.minorDisclosure,
        CODE_NAMES.minorDisclosure[rx.minorDisclosure][rx.language],
      ),
      element('statusCode', { code: 'completed' }),
    ),
  );

/**
 * An electronic prescription as a document: type 1, generation 4.00 (Kela CDA library, samples of that package).
 * Replacing versions name their set and number; the domain type does not know the id of the version replaced, so no
 * `relatedDocument` is written.
 */
export function prescriptionDocument(rx: Prescription, options: WriteOptions): Xml {
  const { language, oid, prescriber } = rx;
  const plain = WORDS.prescription[language];
  const title = options.practice ? practiceTitle(plain, language) : plain;
  const type = coded('code', CODE_SYSTEMS.messageType, '1', plain);
  return clinicalDocument(
    [
      ...identification(rx, {
        templates: [element('templateId', { root: PRESCRIPTION_TEMPLATES.header })],
        system: CODE_SYSTEMS.messageType,
        code: '1',
        name: plain,
        title,
        at: rx.prescribedAt,
      }),
      recordTarget(rx.patient, language),
      author(prescriber, PRESCRIBER_ROLE, rx.prescribedAt, language),
      custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
      minorConsent(rx),
      encounter(rx.serviceEventOid, rx.prescribedAt, prescriber.organisation, language),
      localHeader(rx.prescribedAt, options),
    ],
    structuredBody(
      oid,
      component(
        element('templateId', { root: PRESCRIPTION_TEMPLATES.body }),
        section(
          oid,
          '1',
          type,
          element('title', {}, title),
          component(
            section(
              oid,
              '2',
              partiesText(
                {
                  professional: prescriber,
                  patient: rx.patient,
                  time: `${WORDS.prescribedAt[language]}: ${shownTime(rx.prescribedAt, language)}`,
                  language,
                  practice: options.practice,
                },
                [
                  [WORDS.validUntil[language], rx.validUntil && shownDate(rx.validUntil)],
                  [WORDS.document[language], `${oid}, ${WORDS.version[language]} ${rx.version} (${rx.setId})`],
                  [WORDS.serviceEvent[language], rx.serviceEventOid],
                ],
              ),
              component(
                section(
                  oid,
                  '3',
                  element('text', {}, rows(prescriptionRows(rx))),
                  medicineId(rx),
                  medicineCluster(rx),
                  substances(rx),
                  doseCluster(rx),
                  otherCluster(rx),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { PRESCRIPTION_TEMPLATES } from '../../../shared/codes/cda-generations.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { assertNever } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
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
import { type Row, rows } from './narrative.write.ts';
import { iterationText, prescriptionRows } from './prescription-text.write.ts';
import { dosePeriod, season } from './dose.write.ts';
import { consumable, holder, packageProduct, productKind, strength, textPart } from './product.write.ts';
import { DOCUMENT_FORMS } from './forms.ts';
import { reference } from './references.write.ts';

/**
 * What is done with the prescription that the document carries whole: issued (1), cancelled (2) or corrected (3). The parts
 * that differ stand here, so that all three are written the same.
 */
export type PrescriptionAct = Readonly<{
  type: '1' | '2' | '3';
  /** When the document was made. */
  at: Instant;
  /** After the prescriber: who corrected or cancelled. */
  authors: readonly Xml[];
  related: readonly Xml[];
  /** Pointers of the supply beside the one to itself. */
  references: readonly Xml[];
  /** The group of other data: LL 88, 98 or 99, and what it holds beyond the prescription's own. */
  cluster: 88 | 98 | 99;
  components: readonly Xml[];
  rows: readonly Row[];
}>;

export const issued = (rx: Prescription): PrescriptionAct => ({
  type: '1',
  at: rx.prescribedAt,
  authors: [],
  related: [],
  references: [],
  cluster: 88,
  components: [],
  rows: [],
});

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

function supply(rx: Prescription, act: PrescriptionAct): Xml {
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
    act.references,
    reference('SPRT', rx, act.type, language),
  );
}

const medicineCluster = (rx: Prescription, act: PrescriptionAct): Xml =>
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
        part(supply(rx, act)),
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

function otherCluster(rx: Prescription, act: PrescriptionAct): Xml {
  const { language: l, product } = rx;
  const flag = (which: 68 | 75 | 81 | 91 | 129 | 132 | 216, on: boolean): Xml => component(field(which, flagValue(on)));
  const ce = { type: 'CE' } as const;
  const identity = rx.narcoticIdentification;
  const kind = rx.prescriptionKind ?? '1';
  const ban = rx.renewalBan;
  return cluster(
    act.cluster,
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
    act.components,
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
 * An electronic prescription as a document: type 1, generation 4.00 (Kela CDA library, samples of that package), or its
 * correction or cancellation, which repeat the whole of it.
 */
export function prescriptionDocument(rx: Prescription, options: WriteOptions, act = issued(rx)): Xml {
  const { language, oid, prescriber } = rx;
  const plain = DOCUMENT_FORMS[act.type].name[language];
  const title = options.practice ? practiceTitle(plain, language) : plain;
  const type = coded('code', CODE_SYSTEMS.messageType, act.type, plain);
  return clinicalDocument(
    [
      ...identification(rx, {
        templates: [element('templateId', { root: PRESCRIPTION_TEMPLATES.header })],
        system: CODE_SYSTEMS.messageType,
        code: act.type,
        name: plain,
        title,
        at: act.at,
      }),
      recordTarget(rx.patient, language),
      author(prescriber, PRESCRIBER_ROLE, rx.prescribedAt, language),
      act.authors,
      custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
      act.related,
      minorConsent(rx),
      encounter(rx.serviceEventOid, rx.prescribedAt, prescriber.organisation, language),
      localHeader(act.at, options),
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
                  element('text', {}, rows([...prescriptionRows(rx), ...act.rows])),
                  medicineId(rx),
                  medicineCluster(rx, act),
                  substances(rx),
                  doseCluster(rx),
                  otherCluster(rx, act),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { assertNever } from '../../../shared/kernel/result.ts';
import {
  type Iteration,
  type PrescribedAmount,
  type Prescription,
} from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  cluster,
  coded,
  component,
  field,
  fieldCode,
  numberValue,
  part,
  quantity,
  substanceAdministration,
  value,
} from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { cdaDate, cdaTime, shownDate, shownTime } from './times.ts';
import { centreDocument } from './centre-document.write.ts';
import { type WriteOptions, author, bodySubject, custodian, encounter, partiesText } from './header.write.ts';
import { type Row, rows } from './narrative.write.ts';
import { iterationText, medicineIdOf, partyRows, prescriptionRows } from './prescription-text.write.ts';
import { doseCluster } from './dose.write.ts';
import { otherCluster } from './other-data.write.ts';
import {
  consumable,
  holder,
  ingredientClusters,
  packageProduct,
  participant,
  productKind,
  strength,
  textPart,
} from './product.write.ts';
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
  at: rx.createdAt ?? rx.prescribedAt,
  authors: [],
  related: [],
  references: [],
  cluster: 88,
  components: [],
  rows: [],
});

const PRESCRIBER_ROLE = { code: 'LAL', name: 'Lääkityksen aloittanut henkilö' } as const;
const RECORDER_ROLE = { code: 'KIR', name: 'Merkinnän kirjaaja' } as const;

const width = (count: number, unit: string): Xml => element('width', { unit, value: String(count) });

/** Order of the parts of a supply: HL7 CDA schema. */
function supplyAmount(amount: PrescribedAmount): readonly (Xml | null)[] {
  const notIndependent = element('independentInd', { value: 'false' });
  switch (amount.mode) {
    case '1': {
      const size = amount.packedAs?.each ?? amount.packageSize;
      return [value('repeatNumber', String(amount.packages)), notIndependent, size && quantity('quantity', size)];
    }
    case '2':
      return [notIndependent, quantity('quantity', amount.total)];
    case '3': {
      const { start, startAt, length, lengthDays } = amount;
      return [
        element(
          'effectiveTime',
          { 'xsi:type': 'IVL_TS' },
          element('low', { inclusive: 'true', value: startAt ? cdaTime(startAt) : cdaDate(start) }),
          length ? width(length.count, length.unit) : width(lengthDays, 'd'),
        ),
        notIndependent,
      ];
    }
    case '9':
      return [notIndependent];
    default:
      return assertNever(amount);
  }
}

function iterationPart(iteration: Iteration): Xml {
  const { repeats, intervalDays, interval } = iteration;
  const gap = interval ? width(interval.count, interval.unit) : intervalDays === null ? null : width(intervalDays, 'd');
  return part(
    field(
      121,
      element('text', {}, iterationText(iteration)),
      gap && element('effectiveTime', {}, gap),
      repeats === 0 ? null : value('repeatNumber', String(repeats)),
    ),
  );
}

function supply(rx: Prescription, act: PrescriptionAct): Xml {
  const { product, amount, iteration, language } = rx;
  const named = product.kind === '9' ? null : product;
  const sizeText = amount.mode === '1' ? amount.sizeText : (named?.sizeText ?? '');
  const signedInAt = rx.signedIn ? rx.signedIn.body : rx.prescribedAt;
  return element(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    coded('code', CODE_SYSTEMS.amountMode, amount.mode, CODE_NAMES.amountMode[amount.mode][language]),
    supplyAmount(amount),
    bodySubject(rx.patient),
    packageProduct(product),
    author(rx.prescriber, null, signedInAt, language),
    // The signature covers the body only: who stored the prescription has to stand in it to be bound to the header.
    rx.recorder ? author(rx.recorder.professional, null, rx.recorder.at, language) : null,
    holder(product),
    participant('EMP', rx.employer ?? ''),
    participant('PAYOR', rx.insurer ?? ''),
    textPart(24, product.form[language]),
    iteration && iterationPart(iteration),
    amount.mode === '1' ? part(field(125, numberValue(amount.packedAs?.count ?? 1))) : null,
    textPart(126, sizeText),
    textPart(127, product.extraInformation ?? ''),
    textPart(128, named?.container ?? ''),
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
        rx.product.preparation === undefined ? null : element('text', {}, rx.product.preparation),
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
      element('value', { 'xsi:type': 'II', root: medicineIdOf(rx) }),
      part(observation(167, numberValue(rx.medicineIdPart ?? 1))),
    ),
  );
};

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
  const { language, oid, prescriber, recorder } = rx;
  const signedInAt = rx.signedIn ? rx.signedIn.header : rx.prescribedAt;
  const parties = partiesText(
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
      ...partyRows(rx),
    ],
  );
  return centreDocument(
    rx,
    {
      type: act.type,
      at: act.at,
      header: [
        author(prescriber, PRESCRIBER_ROLE, signedInAt, language),
        recorder ? author(recorder.professional, RECORDER_ROLE, recorder.at, language) : null,
        act.authors,
        custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
        act.related,
        minorConsent(rx),
        encounter(rx.serviceEventOid, rx.prescribedAt, rx.writtenAt ?? prescriber.organisation, language),
      ],
      parties,
      content: [
        element('text', {}, rows([...prescriptionRows(rx), ...act.rows])),
        medicineId(rx),
        medicineCluster(rx, act),
        ingredientClusters(rx.product),
        doseCluster(rx),
        otherCluster(rx, act.cluster, act.components),
      ],
    },
    options,
  );
}

import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { type Decimal } from '../../../shared/kernel/decimal.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Dispensing, type Preparer } from '../../../shared/domain/dispensing/dispensing.ts';
import { type Quantity } from '../../../shared/domain/prescribing/prescription.ts';
import { type Xml, element } from '../xml/write.ts';
import {
  cluster,
  coded,
  component,
  field,
  flagValue,
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
import { centreDocument } from './centre-document.write.ts';
import {
  type WriteOptions,
  author,
  personNumber,
  rightCode,
  bodySubject,
  custodian,
  encounter,
  partiesText,
} from './header.write.ts';
import { type Row, rows } from './narrative.write.ts';
import { counted } from './prescription-text.write.ts';
import { consumable, holder, packageProduct, productKind, productRows, strength, textPart } from './product.write.ts';
import { reference, relatedDocument } from './references.write.ts';

/** What is done with the dispensing that the document carries whole: made (10), cancelled (11) or corrected (12). */
export type DispensingAct = Readonly<{
  type: '10' | '11' | '12';
  at: Instant;
  /** After the dispenser: who corrected or cancelled. */
  authors: readonly Xml[];
  related: readonly Xml[];
  entries: readonly Xml[];
  rows: readonly Row[];
}>;

export const made = (d: Dispensing): DispensingAct => ({
  type: '10',
  at: d.dispensedAt,
  authors: [],
  related: [],
  entries: [],
  rows: [],
});

const DISPENSER_ROLE = { code: 'LTE', name: 'Lääketoimituksen tehnyt henkilö' } as const;

/** Cents as euros with two decimals, as LL 108 is written. */
export const eurosOfCents = (cents: number): Decimal =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}` as Decimal;

const shownQuantity = (amount: Quantity): string => `${amount.value.replace('.', ',')} ${amount.unit}`;

const preparerInWords = (who: Preparer, l: 'fi' | 'sv'): string =>
  [
    [...who.given, who.family].filter(name => name !== '').join(' '),
    `${WORDS.registrationNumber[l]} ${who.registrationNumber}`,
    who.right && `${WORDS.right[l]} ${who.right} ${CODE_NAMES.right[who.right]?.[l] ?? ''}`.trim(),
  ]
    .filter(each => each !== null)
    .join(', ');

function dispensingRows(d: Dispensing): readonly Row[] {
  const { language: l, prescription } = d;
  const yesNo = (flag: boolean): string => (flag ? WORDS.yes[l] : WORDS.no[l]);
  const size = d.product.packageSize === null ? '' : ` (${shownQuantity(d.product.packageSize)})`;
  const refusal = d.substitutionRefusal && CODE_NAMES.substitutionRefusal[d.substitutionRefusal][l];
  const refusalText = d.substitutionRefusalText;
  return [
    ...productRows({ ...d.product, substances: [], container: '' }, l),
    [WORDS.amount[l], `${counted(d.packages, l)} à ${d.product.sizeText}${size}`],
    [WORDS.split[l], d.split ? WORDS.yes[l] : null],
    [WORDS.pharmacyMade[l], d.pharmacyMade ? WORDS.yes[l] : null],
    [WORDS.doseDispensing[l], d.doseDispensed ? WORDS.yes[l] : null],
    [WORDS.dispensedAmount[l], shownQuantity(d.amount)],
    [WORDS.remainingAmount[l], d.remaining === null ? WORDS.notComputed[l] : shownQuantity(d.remaining)],
    [WORDS.fullyDispensed[l], yesNo(d.fullyDispensed)],
    [WORDS.substituted[l], yesNo(d.substituted)],
    [
      WORDS.substitutionRefusal[l],
      refusal === null ? refusalText : refusalText === '' ? refusal : `${refusal}: ${refusalText}`,
    ],
    [WORDS.price[l], d.priceCents === null ? null : `${eurosOfCents(d.priceCents).replace('.', ',')} €`],
    [WORDS.copayments[l], d.copayments === null ? null : String(d.copayments)],
    [WORDS.noteToKela[l], d.noteToKela],
    [WORDS.labelDoseText[l], d.labelDoseText],
    [WORDS.remark[l], d.remark],
    [WORDS.preparedBy[l], d.preparedBy && preparerInWords(d.preparedBy, l)],
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
    part(field(124, flagValue(d.pharmacyMade))),
    part(field(125, numberValue(1))),
    textPart(126, d.product.sizeText),
    productKind(d.product.kind, d.language),
  );

const performer = (who: Preparer, language: Dispensing['language']): Xml =>
  element(
    'performer',
    {},
    element(
      'assignedEntity',
      {},
      personNumber(who.registrationNumber),
      who.right === null ? null : rightCode(who.right, language),
      element(
        'assignedPerson',
        {},
        element(
          'name',
          {},
          who.given.map(name => element('given', {}, name)),
          element('family', {}, who.family),
        ),
      ),
    ),
  );

const dispensedCluster = (d: Dispensing, act: DispensingAct): Xml =>
  cluster(
    100,
    component(
      substanceAdministration(
        value('effectiveTime', cdaTime(d.dispensedAt)),
        strength(d.product.strength),
        bodySubject(d.patient),
        consumable(d.product, d.language),
        d.preparedBy && performer(d.preparedBy, d.language),
        author(d.dispenser, null, d.dispensedAt, d.language),
        part(field(102, quantityValue(d.amount))),
        d.remaining && part(field(103, quantityValue(d.remaining))),
        part(supply(d)),
        reference('SPRT', d, act.type, d.language),
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
    component(field(91, flagValue(d.doseDispensed))),
    component(field(105, flagValue(d.substituted))),
    d.remark === '' ? null : component(field(106, textValue(d.remark))),
    d.noteToKela === '' ? null : component(field(107, textValue(d.noteToKela))),
    d.priceCents === null ? null : component(field(108, moneyValue(eurosOfCents(d.priceCents)))),
    refusal(d),
    d.copayments === null ? null : component(field(110, numberValue(d.copayments))),
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

/** A dispensing as a document: type 10 (Kela CDA library, sample LT1; generation 4.00 templates), or its change. */
export function dispensingDocument(d: Dispensing, options: WriteOptions, act = made(d)): Xml {
  const { language, oid, dispenser } = d;
  const parties = partiesText(
    {
      professional: dispenser,
      patient: d.patient,
      time: `${WORDS.dispensedAt[language]}: ${shownTime(d.dispensedAt, language)}`,
      language,
      practice: options.practice,
    },
    [[WORDS.document[language], `${oid}, ${WORDS.version[language]} ${d.version} (${d.setId})`]],
  );
  return centreDocument(
    d,
    {
      type: act.type,
      at: act.at,
      header: [
        author(dispenser, DISPENSER_ROLE, d.dispensedAt, language),
        act.authors,
        custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
        act.related,
        relatedDocument('APND', d.prescription, '1', language),
        encounter(null, d.dispensedAt, dispenser.organisation, language),
      ],
      parties,
      content: [
        element('text', {}, rows([...dispensingRows(d), ...act.rows])),
        dispensedCluster(d, act),
        otherCluster(d),
        act.entries,
      ],
    },
    options,
  );
}

import { ID_ROOTS } from '../../../shared/codes/code-systems.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type ListedPrescription } from '../../../shared/domain/documents/prescription-list.ts';
import { type RenewablePrescription } from '../../../shared/domain/documents/renewal-request.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { ACT_WORDS } from './act-words.ts';
import { attributeAt, demand, textAt, textOf } from './fields.ts';
import { id, substanceAdministration, value } from './hl7.ts';
import { type Row } from './narrative.write.ts';
import { readReference } from './references.read.ts';
import { reference } from './references.write.ts';
import { versionInWords } from './prescription-change.write.ts';
import { WORDS } from './words.ts';
import { cdaDate, cdaTime, readCdaDate, readCdaTime, shownDate, shownTime } from './times.ts';

/**
 * A prescription that another document speaks of: day, product, prescriber (Kela CDA library, samples of renewal requests).
 * @param beside what a list adds: dose text first, then what stands after the prescriber
 */
const entry = (
  of: RenewablePrescription,
  time: readonly Xml[],
  beside: Readonly<{ text: XmlChild; after: readonly Xml[] }>,
): Xml =>
  element(
    'entry',
    {},
    substanceAdministration(
      beside.text,
      time,
      element(
        'consumable',
        {},
        element('manufacturedProduct', {}, element('manufacturedLabeledDrug', {}, element('name', {}, of.productName))),
      ),
      element(
        'author',
        {},
        element('time', { nullFlavor: 'NI' }),
        element(
          'assignedAuthor',
          {},
          of.prescriber.identifierNumber === null
            ? element('id', { nullFlavor: 'NI' })
            : id(ID_ROOTS.identifierNumber, of.prescriber.identifierNumber),
          element(
            'assignedPerson',
            {},
            element(
              'name',
              {},
              of.prescriber.given.map(name => element('given', {}, name)),
              element('family', {}, of.prescriber.family),
            ),
          ),
        ),
      ),
      beside.after,
    ),
  );

const prescriberInWords = ({ prescriber }: RenewablePrescription, l: PatientLanguage): string =>
  [
    fullName(prescriber),
    prescriber.identifierNumber && `${ACT_WORDS.identifierNumber[l]} ${prescriber.identifierNumber}`,
  ]
    .filter(each => each !== null && each !== '')
    .join(', ');

export const renewableEntry = (of: RenewablePrescription): Xml =>
  entry(of, [value('effectiveTime', cdaTime(of.prescribedAt))], { text: null, after: [] });

export const renewableRows = (of: RenewablePrescription, l: PatientLanguage): readonly Row[] => [
  [ACT_WORDS.product[l], of.productName],
  [WORDS.prescribedAt[l], shownTime(of.prescribedAt, l)],
  [ACT_WORDS.prescriber[l], prescriberInWords(of, l)],
  [ACT_WORDS.prescription[l], versionInWords(of.reference, l)],
];

/** In a list the prescription has its dose, its end, what is left of it, and a reference by which a pharmacy finds it. */
export const listedEntry = (of: ListedPrescription, language: PatientLanguage): Xml =>
  entry(
    of,
    [
      element(
        'effectiveTime',
        { 'xsi:type': 'IVL_TS' },
        element('low', { value: cdaTime(of.prescribedAt), inclusive: 'true' }),
        of.validUntil === null ? null : element('high', { value: cdaDate(of.validUntil), inclusive: 'true' }),
      ),
    ],
    {
      text: of.doseText === '' ? null : element('text', {}, of.doseText),
      after: [
        ...(of.remaining === ''
          ? []
          : [
              element(
                'entryRelationship',
                { typeCode: 'COMP' },
                element('supply', { classCode: 'SPLY', moodCode: 'EVN' }, element('text', {}, of.remaining)),
              ),
            ]),
        reference('REFR', of.reference, '1', language),
      ],
    },
  );

export const listedRows = (of: ListedPrescription, l: PatientLanguage): readonly Row[] => [
  ...renewableRows(of, l),
  [WORDS.dose[l], of.doseText],
  [WORDS.validUntil[l], of.validUntil && shownDate(of.validUntil)],
  [ACT_WORDS.remaining[l], of.remaining],
];

const DRUG_NAME = 'v3:consumable/v3:manufacturedProduct/v3:manufacturedLabeledDrug/v3:name';

/** @param reference where the document itself says which prescription is meant */
export function readRenewable(
  administration: XmlNode,
  reference: RenewablePrescription['reference'],
): RenewablePrescription {
  const who = administration.find('v3:author/v3:assignedAuthor');
  // MyKanta writes the number under 1.2.246.537.25, Kelain under 1.2.246.537.25.1 (samples of 2017).
  const number = who
    ?.findAll('v3:id')
    .find(each => [ID_ROOTS.identifierNumber, `${ID_ROOTS.identifierNumber}.1`].includes(each.attribute('root') ?? ''));
  return {
    reference,
    productName: textAt(administration, DRUG_NAME),
    prescribedAt: demand(
      readCdaTime(
        attributeAt(administration, 'v3:effectiveTime', 'value') ??
          attributeAt(administration, 'v3:effectiveTime/v3:low', 'value'),
      ),
      'prescribing-time-missing',
    ),
    prescriber: {
      identifierNumber: number?.attribute('extension') ?? null,
      family: who ? textAt(who, 'v3:assignedPerson/v3:name/v3:family') : '',
      given: (who?.findAll('v3:assignedPerson/v3:name/v3:given[not(@qualifier)]') ?? [])
        .map(textOf)
        .filter(name => name !== ''),
    },
  };
}

export function readListed(administration: XmlNode): ListedPrescription {
  const { oid, setId, version } = demand(
    readReference(administration, 'REFR', ['1', '3']),
    'listed-prescription-missing',
  );
  return {
    ...readRenewable(administration, { oid, setId, version }),
    doseText: textAt(administration, 'v3:text'),
    validUntil: readCdaDate(attributeAt(administration, 'v3:effectiveTime/v3:high', 'value')),
    remaining: textAt(administration, 'v3:entryRelationship/v3:supply/v3:text'),
  };
}

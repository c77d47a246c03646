import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import {
  type Cancellation,
  type ChangeReason,
  type PrescriptionCancellation,
  type PrescriptionCorrection,
  type Renewal,
} from '../../../shared/domain/documents/prescription-change.ts';
import { type DocumentReference } from '../../../shared/domain/documents/reference.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type Xml, element } from '../xml/write.ts';
import { ACT_CODE_NAMES, ACT_WORDS } from './act-words.ts';
import { type WriteOptions, author, personNumber } from './header.write.ts';
import { coded, component, field, textValue, uncoded } from './hl7.ts';
import { type Row } from './narrative.write.ts';
import { issued, prescriptionDocument } from './prescription.write.ts';
import { reference, relatedDocument } from './references.write.ts';
import { WORDS } from './words.ts';
import { shownTime } from './times.ts';

const CORRECTOR_ROLE = { code: 'KOR', name: 'Korjaaja' } as const;
const CANCELLER_ROLE = { code: 'MIT', name: 'Mitätöijä' } as const;

export const changeRoles = { correction: CORRECTOR_ROLE, cancellation: CANCELLER_ROLE } as const;

const reasonValues = (reason: ChangeReason, language: PatientLanguage): readonly Xml[] => [
  coded('value', CODE_SYSTEMS.changeReason, reason.code, ACT_CODE_NAMES.changeReason[reason.code][language], {
    type: 'CE',
  }),
  ...(reason.text === '' ? [] : [textValue(reason.text)]),
];

const reasonInWords = (reason: ChangeReason | null, language: PatientLanguage): string | null =>
  reason && `${ACT_CODE_NAMES.changeReason[reason.code][language]}${reason.text === '' ? '' : `: ${reason.text}`}`;

export const versionInWords = (of: DocumentReference, language: PatientLanguage): string =>
  `${of.oid}, ${WORDS.version[language]} ${of.version} (${of.setId})`;

/** A correction: type 3, LL 99 and LL 97 (vendor samples of 2015). The corrector in LL 97 has the numbers, so that the body binds. */
export function correctionDocument(rx: PrescriptionCorrection, options: WriteOptions): Xml {
  const { correction, language: l } = rx;
  const { corrector, correctedAt, replaces, reason } = correction;
  return prescriptionDocument(rx, options, {
    type: '3',
    at: correctedAt,
    authors: [author(corrector, CORRECTOR_ROLE, correctedAt, l)],
    related: [relatedDocument('RPLC', replaces, replaces.type, l)],
    references: [reference('RPLC', replaces, replaces.type, l)],
    cluster: 99,
    components: [
      component(field(97, reason === null ? null : reasonValues(reason, l), author(corrector, null, correctedAt, l))),
    ],
    rows: [
      [ACT_WORDS.correctedBy[l], `${corrector.title[l]} ${fullName(corrector)}`.trim()],
      [ACT_WORDS.correctedAt[l], shownTime(correctedAt, l)],
      [ACT_WORDS.correctionReason[l], reasonInWords(reason, l)],
      [ACT_WORDS.replaces[l], versionInWords(replaces, l)],
    ],
  });
}

/** LL 97 of a cancelled correction: who corrected, without a time (vendor samples of 2015). */
const correctedBefore = (of: NonNullable<Cancellation['corrected']>, language: PatientLanguage): Xml =>
  component(
    field(
      97,
      of.reason === null ? null : reasonValues(of.reason, language),
      element(
        'author',
        {},
        element('time', { nullFlavor: 'NI' }),
        element(
          'assignedAuthor',
          {},
          of.registrationNumber === null ? element('id', { nullFlavor: 'NI' }) : personNumber(of.registrationNumber),
          element(
            'assignedPerson',
            {},
            element(
              'name',
              {},
              of.given.map(name => element('given', {}, name)),
              element('family', {}, of.family),
            ),
          ),
        ),
      ),
    ),
  );

function cancellationType(of: Cancellation, language: PatientLanguage): Xml {
  const qualifier = (code: '96.1' | '96.2', name: string, says: Xml): Xml =>
    element('qualifier', {}, coded('name', CODE_SYSTEMS.medicationList, code, name), says);
  const party = of.party && ACT_CODE_NAMES.cancellationParty[of.party][language];
  return component(
    field(
      96,
      coded('value', CODE_SYSTEMS.cancellationType, of.type, ACT_CODE_NAMES.cancellationType[of.type][language], {
        type: 'CD',
        children: [
          party === null
            ? null
            : qualifier(
                '96.1',
                'Mitätöinnin osapuoli',
                of.party === 'physician'
                  ? coded('value', CODE_SYSTEMS.cancellationParty, '1', party)
                  : uncoded('value', CODE_SYSTEMS.cancellationParty, party),
              ),
          of.consent === null
            ? null
            : qualifier(
                '96.2',
                'Mitätöinnin suostumus',
                coded('value', CODE_SYSTEMS.consent, of.consent, ACT_CODE_NAMES.consent[of.consent][language]),
              ),
        ],
      }),
    ),
  );
}

/** LL 95 with the canceller, and LL 96: what a cancellation adds to the prescription. */
export const cancellationFields = (of: Cancellation, language: PatientLanguage): readonly Xml[] => [
  component(field(95, reasonValues(of.reason, language), author(of.canceller, null, of.cancelledAt, language))),
  cancellationType(of, language),
];

export const cancellationRows = (of: Cancellation, l: PatientLanguage): readonly Row[] => [
  [ACT_WORDS.cancelledBy[l], `${of.canceller.title[l]} ${fullName(of.canceller)}`.trim()],
  [ACT_WORDS.cancelledAt[l], shownTime(of.cancelledAt, l)],
  [ACT_WORDS.cancellationReason[l], reasonInWords(of.reason, l)],
  [ACT_WORDS.cancellationType[l], ACT_CODE_NAMES.cancellationType[of.type][l]],
  [ACT_WORDS.cancellationParty[l], of.party && ACT_CODE_NAMES.cancellationParty[of.party][l]],
  [ACT_WORDS.consent[l], of.consent && ACT_CODE_NAMES.consent[of.consent][l]],
  [ACT_WORDS.replaces[l], versionInWords(of.cancels, l)],
];

/** A cancellation: type 2, LL 98 with LL 95 and LL 96 (vendor samples of 2015). */
export function cancellationDocument(rx: PrescriptionCancellation, options: WriteOptions): Xml {
  const { cancellation, language: l } = rx;
  const { canceller, cancelledAt, cancels, corrected } = cancellation;
  return prescriptionDocument(rx, options, {
    type: '2',
    at: cancelledAt,
    authors: [author(canceller, CANCELLER_ROLE, cancelledAt, l)],
    related: [relatedDocument('RPLC', cancels, cancels.type, l)],
    references: [reference('RPLC', cancels, cancels.type, l)],
    cluster: 98,
    components: [corrected && correctedBefore(corrected, l), ...cancellationFields(cancellation, l)].filter(
      each => each !== null,
    ),
    rows: [
      ...cancellationRows(cancellation, l),
      [
        ACT_WORDS.correctedBy[l],
        corrected &&
          [fullName(corrected), corrected.registrationNumber].filter(each => each !== null && each !== '').join(', '),
      ],
      [ACT_WORDS.correctionReason[l], corrected && reasonInWords(corrected.reason, l)],
    ],
  });
}

/** A renewal: a new prescription that names the request it answers (vendor samples of 2015), or what it renews. */
export function renewalDocument(rx: Renewal, options: WriteOptions): Xml {
  const { language: l } = rx;
  const { request, renewed } = rx.renewal;
  const pointers = (write: (to: DocumentReference, type: '1' | '3' | '8') => Xml): readonly Xml[] => [
    ...(request === null ? [] : [write(request, '8')]),
    ...(renewed === null ? [] : [write(renewed, renewed.type)]),
  ];
  return prescriptionDocument(rx, options, {
    ...issued(rx),
    related: pointers((to, type) => relatedDocument('APND', to, type, l)),
    references: pointers((to, type) => reference('REFR', to, type, l)),
    rows: [
      [ACT_WORDS.request[l], request && versionInWords(request, l)],
      [ACT_WORDS.renewed[l], renewed && versionInWords(renewed, l)],
    ],
  });
}

import { CODE_SYSTEMS, type CodeSystem, ID_ROOTS, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Organisation, type Patient, type Professional, fullName } from '../../../shared/domain/people/person.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import { FIELD_NAMES, coded, id, value } from './hl7.ts';
import { CODE_NAMES, SEX_NAMES, WORDS } from './words.ts';
import { shownDate, cdaDate, cdaTime } from './times.ts';
import { type Row, paragraph, rows } from './narrative.write.ts';

/** Marks of a document that is not a real one, and what wrote it. */
export type WriteOptions = Readonly<{ practice: boolean; softwareVersion: string }>;

export const SOFTWARE = { moderator: 'Kantele', product: 'Kantele' } as const;

/** The note by which a practice document can be told in its header, in both languages. */
export const PRACTICE_SOFTWARE_NOTE = 'HARJOITUS / ÖVNING';

export const practiceTitle = (title: string, language: PatientLanguage): string =>
  `${WORDS.practice[language]} – ${title}`;

const givenNames = (person: Readonly<{ given: readonly string[] }>): XmlChild =>
  person.given.map(name => element('given', {}, name));

const personName = (patient: Patient): Xml =>
  element(
    'name',
    {},
    givenNames(patient),
    patient.callName === '' ? null : element('given', { qualifier: 'CL' }, patient.callName),
    element('family', {}, patient.family),
  );

const SEX_CODES = { unknown: '0', male: '1', female: '2', unspecified: '9' } as const;

export const recordTarget = (patient: Patient, language: PatientLanguage): Xml =>
  element(
    'recordTarget',
    {},
    element(
      'patientRole',
      {},
      patient.identityCode === null
        ? element('id', { nullFlavor: 'NA' })
        : id(ID_ROOTS.identityCode, patient.identityCode),
      element(
        'patient',
        {},
        personName(patient),
        coded('administrativeGenderCode', CODE_SYSTEMS.sex, SEX_CODES[patient.sex], SEX_NAMES[patient.sex][language]),
        value('birthTime', cdaDate(patient.birthDate)),
      ),
    ),
  );

/** The patient inside the body: what the signature covers. */
export const bodySubject = (patient: Patient, phone: Xml | null = null): Xml =>
  element(
    'subject',
    { typeCode: 'SBJ' },
    element(
      'relatedSubject',
      { classCode: 'PAT' },
      patient.identityCode === null
        ? element('code', { nullFlavor: 'NA' })
        : element('code', { code: patient.identityCode, codeSystem: ID_ROOTS.identityCode }),
      phone,
      element('subject', { classCode: 'PSN' }, personName(patient), value('birthTime', cdaDate(patient.birthDate))),
    ),
  );

export function address(place: Readonly<{ street: string; postalCode: string; city: string }>): Xml | null {
  const parts = [
    place.street && element('streetAddressLine', {}, place.street),
    place.postalCode && element('postalCode', {}, place.postalCode),
    place.city && element('city', {}, place.city),
  ].filter(each => each !== '');
  return parts.length === 0 ? null : element('addr', {}, parts);
}

/** Spaces are forbidden in the phone number (Kela CDA library, comment of the samples). DIR own number, PUB switchboard, MC mobile. */
export const telecom = (phone: string, use: 'DIR' | 'PUB' | 'MC' = 'DIR'): Xml | null => {
  const packed = phone.replace(/\s/g, '');
  return packed === '' ? null : element('telecom', { value: `tel:${packed}`, use });
};

const NO_ADDRESS = { phone: '', street: '', postalCode: '', city: '' } as const;

/** Order of the parts: HL7 CDA schema, Organization. */
function providerParts(provider: Organisation['provider'], language: PatientLanguage): readonly XmlChild[] {
  const place = { ...NO_ADDRESS, ...provider };
  return [id(provider.oid), element('name', {}, provider.name[language]), telecom(place.phone, 'PUB'), address(place)];
}

const standsAlone = (organisation: Organisation): boolean => organisation.provider.oid === organisation.oid;

function representedOrganization(organisation: Organisation, language: PatientLanguage): Xml {
  const { provider } = organisation;
  return element(
    'representedOrganization',
    {},
    id(organisation.oid),
    element('name', {}, organisation.name[language]),
    telecom(organisation.phone, organisation.switchboard ? 'PUB' : 'DIR'),
    address(organisation),
    standsAlone(organisation)
      ? null
      : element('asOrganizationPartOf', {}, element('wholeOrganization', {}, providerParts(provider, language))),
  );
}

const rightQualifier = (right: string, language: PatientLanguage): Xml =>
  element(
    'qualifier',
    {},
    coded('name', CODE_SYSTEMS.medicationList, '151', FIELD_NAMES[151]),
    coded('value', CODE_SYSTEMS.professionalRight, right, CODE_NAMES.right[right]?.[language] ?? ''),
  );

/** The professional right of somebody of whom nothing else is told. */
export const rightCode = (right: string, language: PatientLanguage): Xml =>
  element('code', {}, element('translation', {}, rightQualifier(right, language)));

export const personNumber = (registrationNumber: string): Xml => id(ID_ROOTS.registrationNumber, registrationNumber);

function professionalCode({ title, right, speciality }: Professional, language: PatientLanguage): Xml | null {
  const name = coded('name', CODE_SYSTEMS.cdaStructure, '1.2', 'Virkanimike');
  const qualifiers = [
    title[language] === ''
      ? null
      : element('qualifier', {}, name, element('value', {}, element('originalText', {}, title[language]))),
    right === null ? null : rightQualifier(right, language),
  ].filter(each => each !== null);
  const translation = qualifiers.length === 0 ? null : element('translation', {}, qualifiers);
  if (speciality) {
    const { code, system, name: says } = speciality;
    const systemName = isVersionOf(system, CODE_SYSTEMS.education) ? CODE_SYSTEMS.education.name : null;
    const known = { code, codeSystem: system || null, codeSystemName: systemName, displayName: says || null };
    return element('code', known, translation);
  }
  return translation && element('code', {}, translation);
}

/** @param role code of 1.2.246.537.5.40006.2003 in the header; null inside the body, where no role stands */
export const author = (
  professional: Professional,
  role: Readonly<{ code: string; name: string }> | null,
  at: Instant | null,
  language: PatientLanguage,
): Xml =>
  element(
    'author',
    {},
    role === null ? null : coded('functionCode', CODE_SYSTEMS.personRole, role.code, role.name),
    at === null ? element('time', { nullFlavor: 'NI' }) : value('time', cdaTime(at)),
    element(
      'assignedAuthor',
      {},
      professional.identifierNumber === null ? null : id(ID_ROOTS.identifierNumber, professional.identifierNumber),
      professional.registrationNumber === '' ? null : id(ID_ROOTS.registrationNumber, professional.registrationNumber),
      professionalCode(professional, language),
      element(
        'assignedPerson',
        {},
        element(
          'name',
          {},
          givenNames(professional),
          professional.callName === undefined ? null : element('given', { qualifier: 'CL' }, professional.callName),
          element('family', {}, professional.family),
          professional.suffix === undefined ? null : element('suffix', { qualifier: 'AC' }, professional.suffix),
        ),
      ),
      representedOrganization(professional.organisation, language),
    ),
  );

export const custodian = (oid: string, name: string): Xml =>
  element(
    'custodian',
    {},
    element(
      'assignedCustodian',
      {},
      element('representedCustodianOrganization', {}, id(oid), element('name', {}, name)),
    ),
  );

/** The producer of a service that another has organised. */
const responsibleParty = ({ provider }: Organisation, language: PatientLanguage): Xml =>
  element(
    'responsibleParty',
    {},
    element(
      'assignedEntity',
      {},
      element('id', { nullFlavor: 'NA' }),
      element('representedOrganization', {}, id(provider.oid), element('name', {}, provider.name[language])),
    ),
  );

/** @param isPurchased the service is another's: its producer is named as the responsible party */
export function encounter(
  serviceEventOid: Oid | null,
  at: Instant,
  organisation: Organisation,
  language: PatientLanguage,
  isPurchased = false,
): Xml {
  const { provider } = organisation;
  return element(
    'componentOf',
    {},
    element(
      'encompassingEncounter',
      {},
      serviceEventOid === null ? null : id(serviceEventOid),
      value('effectiveTime', cdaTime(at)),
      isPurchased ? responsibleParty(organisation, language) : null,
      element(
        'location',
        {},
        element(
          'healthCareFacility',
          {},
          id(organisation.oid),
          element('location', {}, element('name', {}, organisation.name[language]), address(organisation)),
          standsAlone(organisation)
            ? null
            : element('serviceProviderOrganization', {}, providerParts(provider, language)),
        ),
      ),
    ),
  );
}

/**
 * The Finnish part of the header. `softwareSupport` is its last element here, so the signature collection, which the
 * schema puts right after it, goes before the end tag.
 */
export function localHeader(at: Instant, options: WriteOptions, first: XmlChild = null, last: XmlChild = null): Xml {
  const note = options.practice ? ` (${PRACTICE_SOFTWARE_NOTE})` : '';
  return element(
    'hl7fi:localHeader',
    {},
    first,
    element('hl7fi:declaredTime', { value: cdaTime(at) }),
    element(
      'hl7fi:softwareSupport',
      { ...SOFTWARE, version: options.softwareVersion },
      `${SOFTWARE.product} ${options.softwareVersion}${note}`,
    ),
    last,
  );
}

/** Start of every document, up to the patient. */
export const identification = (
  document: Readonly<{ oid: Oid; setId: Oid; version: number; language: PatientLanguage }>,
  about: Readonly<{
    templates: readonly Xml[];
    system: CodeSystem;
    code: string;
    name: string;
    title: string;
    at: Instant;
  }>,
): readonly Xml[] => [
  element('realmCode', { code: 'FI' }),
  element('typeId', { extension: 'POCD_HD000040', root: '2.16.840.1.113883.1.3' }),
  ...about.templates,
  id(document.oid),
  coded('code', about.system, about.code, about.name),
  element('title', {}, about.title),
  value('effectiveTime', cdaTime(about.at)),
  coded('confidentialityCode', CODE_SYSTEMS.confidentiality, '5', 'Terveydenhuollon salassapidettävä'),
  element('languageCode', { code: document.language }),
  element('setId', { root: document.setId }),
  value('versionNumber', String(document.version)),
];

/** `Harjula Aino Maria` is how lists show it; a document names a person in the order of speech. */
export function peopleRows(patient: Patient, language: PatientLanguage): readonly Row[] {
  const called = patient.callName === '' ? '' : ` (${WORDS.callName[language]} ${patient.callName})`;
  const code = patient.identityCode ?? WORDS.noIdentityCode[language];
  return [
    [
      WORDS.patient[language],
      `${fullName(patient)}${called}, ${code}, ${WORDS.born[language]} ${shownDate(patient.birthDate)}`,
    ],
    [WORDS.sex[language], SEX_NAMES[patient.sex][language]],
  ];
}

/** Who and where, as the second section of the prescription documents says it: unit, time, professional; then the patient. */
export function partiesText(
  input: Readonly<{
    professional: Professional;
    patient: Patient;
    time: string;
    language: PatientLanguage;
    practice: boolean;
  }>,
  more: readonly Row[],
): Xml {
  const { professional, patient, time, language, practice } = input;
  const { organisation } = professional;
  const place = [organisation.street, `${organisation.postalCode} ${organisation.city}`.trim(), organisation.phone];
  const unit = [organisation.name[language], ...place, organisation.oid].filter(each => each !== '').join(', ');
  const provider = standsAlone(organisation)
    ? ''
    : ` (${organisation.provider.name[language]}, ${organisation.provider.oid})`;
  const numbers: readonly Row[] = [
    [WORDS.registrationNumber[language], professional.registrationNumber],
    [WORDS.identifierNumber[language], professional.identifierNumber],
    [
      WORDS.right[language],
      professional.right && `${professional.right} ${CODE_NAMES.right[professional.right]?.[language] ?? ''}`.trim(),
    ],
  ];
  const shown = numbers.filter(([, says]) => says !== null).map(([label, says]) => `${label} ${says}`);
  return element(
    'text',
    {},
    practice ? paragraph(WORDS.practiceNotice[language]) : null,
    paragraph(unit + provider),
    paragraph(time),
    paragraph(`${`${professional.title[language]} ${fullName(professional)}`.trim()}, ${shown.join(', ')}`),
    rows([...peopleRows(patient, language), ...more]),
  );
}

/** The whole document around header parts and body. */
export const clinicalDocument = (header: readonly XmlChild[], body: Xml): Xml =>
  element(
    'ClinicalDocument',
    {
      xmlns: 'urn:hl7-org:v3',
      'xmlns:hl7fi': 'urn:hl7finland',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    },
    header,
    element('component', {}, body),
  );

/** The signed part. Its ID says which document it belongs to. */
export const structuredBody = (oid: Oid, ...components: readonly XmlChild[]): Xml =>
  element('structuredBody', { ID: `OID${oid}.body` }, components);

export const section = (oid: Oid, suffix: string, ...content: readonly XmlChild[]): Xml =>
  element('section', { ID: `OID${oid}.${suffix}` }, id(`${oid}.${suffix}`), content);

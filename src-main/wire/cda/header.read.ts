import { UNCONFIRMED_RIGHTS } from '../../../shared/codes/unconfirmed-rights.ts';
import { CODE_SYSTEMS, ID_ROOTS } from '../../../shared/codes/code-systems.ts';
import { type Localized, type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import {
  type Organisation,
  type Patient,
  type Profession,
  type Professional,
  type Sex,
} from '../../../shared/domain/people/person.ts';
import { type XmlNode } from '../xml/xml.ts';
import { attributeAt, codedOf, countOf, demand, foreignOf, oidAt, textAt, textOf, trimmed } from './fields.ts';
import { PRACTICE_SOFTWARE_NOTE, practiceTitle } from './header.write.ts';
import { readCdaDate, readCdaTime } from './times.ts';

export type Header = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  /** Code of the document: message type of a prescription document, register of a record document. */
  code: string;
  codeSystem: string;
  title: string;
  practice: boolean;
  language: PatientLanguage;
  createdAt: Instant;
  patient: Patient;
}>;

/** Documents carry one language: the others are filled with the same. */
export const inEveryLanguage = (text: string): Localized => ({ fi: text, sv: text, en: text });

const SEXES: Readonly<Record<string, Sex>> = { '0': 'unknown', '1': 'male', '2': 'female', '9': 'unspecified' };

function readPatient(root: XmlNode, language: PatientLanguage): Patient {
  const role = demand(root.find('v3:recordTarget/v3:patientRole'), 'patient-missing');
  const patient = demand(role.find('v3:patient'), 'patient-missing');
  const given = patient.findAll('v3:name/v3:given');
  const names = given.filter(each => each.attribute('qualifier') !== 'CL').map(textOf);
  const callName = textOf(given.find(each => each.attribute('qualifier') === 'CL'));
  const identityCode = attributeAt(role, `v3:id[@root="${ID_ROOTS.identityCode}"]`, 'extension');
  const sex = codedOf(patient.find('v3:administrativeGenderCode'), CODE_SYSTEMS.sex).code;
  return {
    id: '',
    identityCode: identityCode === '' ? null : identityCode,
    family: textAt(patient, 'v3:name/v3:family'),
    given: (names.length === 0 && callName !== '' ? [callName] : names).filter(name => name !== ''),
    callName,
    sex: SEXES[sex ?? ''] ?? 'unspecified',
    birthDate: demand(readCdaDate(attributeAt(patient, 'v3:birthTime', 'value')), 'birth-date-missing'),
    language,
    phone: '',
    street: '',
    postalCode: '',
    city: '',
    deceasedOn: null,
    allergies: null,
  };
}

/** @throws Unreadable when the document has no identity of its own or names no patient */
export function readHeader(root: XmlNode): Header {
  const code = demand(root.find('v3:code'), 'document-type-missing');
  const language: PatientLanguage = attributeAt(root, 'v3:languageCode', 'code') === 'sv' ? 'sv' : 'fi';
  const practice = textAt(root, 'hl7fi:localHeader/hl7fi:softwareSupport').includes(PRACTICE_SOFTWARE_NOTE);
  const title = textAt(root, 'v3:title');
  const mark = practiceTitle('', language);
  const oid = demand(oidAt(root, 'v3:id'), 'document-id-missing');
  return {
    oid,
    setId: oidAt(root, 'v3:setId') ?? oid,
    version: countOf(attributeAt(root, 'v3:versionNumber', 'value')) ?? 1,
    code: code.attribute('code') ?? '',
    codeSystem: code.attribute('codeSystem') ?? '',
    title: practice && title.startsWith(mark.trimEnd()) ? trimmed(title.slice(mark.length)) : title,
    practice,
    language,
    createdAt: demand(readCdaTime(attributeAt(root, 'v3:effectiveTime', 'value')), 'document-time-missing'),
    patient: readPatient(root, language),
  };
}

const PROFESSION_OF_RIGHT: Readonly<Record<string, Profession>> = {
  '001': 'physician',
  '031': 'physician',
  '034': 'specialistPhysician',
  '003': 'dentist',
  '005': 'bachelorPharmacist',
  '006': 'pharmacist',
  [UNCONFIRMED_RIGHTS.limitedNurse]: 'nurse',
};

/** A right that we do not know is that of a prescriber or of a pharmacist by what its holder did; without any it is a nurse. */
export function professionOf(right: string | null, unknown: Profession): Profession {
  return right === null ? 'nurse' : (PROFESSION_OF_RIGHT[right] ?? unknown);
}

/** Y-tunnus out of an organisation's OID `1.2.246.10.<number>…`, its leading zero put back; empty for other roots. */
export function businessIdOf(oid: string): string {
  const number = /^1\.2\.246\.10\.(\d{1,8})(\.|$)/.exec(oid)?.[1];
  return number === undefined ? '' : number.padStart(8, '0');
}

/** A phone number without what says that it is one. Spaces are forbidden in it; some vendors write them all the same. */
export const phoneIn = (telecom: XmlNode | null | undefined): string =>
  (telecom?.attribute('value') ?? '').replace(/^tel:/, '').replace(/\s/g, '');

const placeOf = (node: XmlNode) => ({
  street: node.findAll('v3:addr/v3:streetAddressLine').map(textOf).join(', '),
  postalCode: textAt(node, 'v3:addr/v3:postalCode'),
  city: textAt(node, 'v3:addr/v3:city'),
});

function readProvider(node: XmlNode | null): Organisation['provider'] | null {
  const oid = node && oidAt(node, 'v3:id');
  if (!node || !oid) return null;
  const told = Object.entries({ phone: phoneIn(node.find('v3:telecom')), ...placeOf(node) }).filter(
    ([, says]) => says !== '',
  );
  return { oid, name: inEveryLanguage(textAt(node, 'v3:name')), ...Object.fromEntries(told) };
}

function readOrganisation(node: XmlNode, kind: Organisation['kind']): Organisation {
  const oid = demand(oidAt(node, 'v3:id'), 'organisation-missing');
  const name = inEveryLanguage(textAt(node, 'v3:name'));
  const provider = readProvider(node.find('v3:asOrganizationPartOf/v3:wholeOrganization'));
  const phone = phoneIn(node.find('v3:telecom'));
  return {
    oid,
    kind,
    businessId: businessIdOf(oid),
    name,
    phone,
    ...(phone !== '' && attributeAt(node, 'v3:telecom', 'use') === 'PUB' ? { switchboard: true } : {}),
    ...placeOf(node),
    provider: provider && provider.oid !== oid ? provider : { oid, name },
  };
}

/** Where the document was written, as the encounter tells it; null where it tells nothing. */
export function readPlace(root: XmlNode): Organisation | null {
  const facility = root.find('v3:componentOf/v3:encompassingEncounter/v3:location/v3:healthCareFacility');
  const oid = facility && oidAt(facility, 'v3:id');
  const location = facility?.find('v3:location');
  if (!facility || !oid) return null;
  const name = inEveryLanguage(location ? textAt(location, 'v3:name') : '');
  const provider = readProvider(facility.find('v3:serviceProviderOrganization'));
  return {
    oid,
    kind: 'clinic',
    businessId: businessIdOf(oid),
    name,
    phone: '',
    ...(location ? placeOf(location) : { street: '', postalCode: '', city: '' }),
    provider: provider && provider.oid !== oid ? provider : { oid, name },
  };
}

/** True where an encounter says of both places the same: it tells no phone of the unit itself. */
export function samePlace(one: Organisation, other: Organisation): boolean {
  const told = ({ oid, name, street, postalCode, city, provider }: Organisation): string =>
    JSON.stringify([oid, name.fi, street, postalCode, city, provider.oid, provider.name.fi, addressOf(provider)]);
  return told(one) === told(other);
}

const addressOf = ({ phone = '', street = '', postalCode = '', city = '' }: Organisation['provider']) => [
  phone,
  street,
  postalCode,
  city,
];

const qualifier = (who: XmlNode, code: string): XmlNode | null =>
  who
    .findAll('v3:code/v3:translation/v3:qualifier')
    .find(each => attributeAt(each, 'v3:name', 'code') === code)
    ?.find('v3:value') ?? null;

/** Who somebody is, of an `assignedAuthor` or `assignedEntity` that tells little else. */
export const readPersonFacts = (
  who: XmlNode,
): Readonly<{ registrationNumber: string; family: string; given: readonly string[]; right: string | null }> => ({
  registrationNumber: attributeAt(who, `v3:id[@root="${ID_ROOTS.registrationNumber}"]`, 'extension') ?? '',
  family: textAt(who, 'v3:assignedPerson/v3:name/v3:family'),
  given: who
    .findAll('v3:assignedPerson/v3:name/v3:given[not(@qualifier)]')
    .map(textOf)
    .filter(name => name !== ''),
  right: qualifier(who, '151')?.attribute('code') ?? null,
});

/**
 * Documents from before the registration number, and prescriptions that a pharmacy stored from a telephone call, may have
 * none of it: then it is empty, and no signature can be its owner's.
 * @param unknown profession of a right that is not in the table
 */
export function readProfessional(author: XmlNode, kind: Organisation['kind'], unknown: Profession): Professional {
  const who = demand(author.find('v3:assignedAuthor'), 'author-missing');
  const number = (root: string): string | null => attributeAt(who, `v3:id[@root="${root}"]`, 'extension');
  const title = textOf(qualifier(who, '1.2')?.find('v3:originalText'));
  const facts = readPersonFacts(who);
  const speciality = foreignOf(who.find('v3:code'));
  const suffix = textAt(who, 'v3:assignedPerson/v3:name/v3:suffix');
  const callName = textAt(who, 'v3:assignedPerson/v3:name/v3:given[@qualifier="CL"]');
  return {
    ...facts,
    identifierNumber: number(ID_ROOTS.identifierNumber),
    profession: professionOf(facts.right, unknown),
    title: inEveryLanguage(title),
    ...(speciality ? { speciality } : {}),
    ...(callName === '' ? {} : { callName }),
    ...(suffix === '' ? {} : { suffix }),
    organisation: readOrganisation(demand(who.find('v3:representedOrganization'), 'organisation-missing'), kind),
  };
}

/** The author with that role; without roles the only author. */
export function authorWith(root: XmlNode, roles: readonly string[]): XmlNode {
  const authors = root.findAll('v3:author');
  const found = roles
    .map(role => authors.find(each => attributeAt(each, 'v3:functionCode', 'code') === role))
    .find(each => each !== undefined);
  return demand(found ?? (authors.length === 1 ? authors[0] : null), 'author-missing');
}

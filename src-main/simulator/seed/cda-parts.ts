import { element, type Xml, type XmlAttributes, type XmlChild } from '../../wire/xml/write.ts';
import { helsinkiTime, instantOfMs } from '../../../shared/kernel/time.ts';
import { type PracticeOrganisation, type PracticePatient, type PracticeProfessional } from './practice.ts';

/** Everything that both kinds of document say about where they come from. */
export type Origin = Readonly<{
  oid: string;
  /** 1 prescription, 10 dispensing (1.2.246.537.5.40105.2006) */
  type: '1' | '10';
  atMs: number;
  patient: PracticePatient;
  author: PracticeProfessional;
  unit: PracticeOrganisation;
  provider: PracticeOrganisation | undefined;
  serviceEventOid: string | undefined;
}>;

const LIST = '1.2.246.537.6.12.2002.126';
const MESSAGE = '1.2.246.537.5.40105.2006';
/** Header and body of generation 4.00 (Kela CDA library, resepti.properties). */
const HEADER_TEMPLATE = '1.2.246.777.11.2020.2';
const BODY_TEMPLATE = '1.2.246.777.11.2020.3';
const MESSAGE_NAMES = { '1': 'Lääkemääräys', '10': 'Lääkemääräyksen toimitus' } as const;
const TITLES = {
  fi: MESSAGE_NAMES,
  sv: { '1': 'Recept', '10': 'Expediering av recept' },
} as const;
const RIGHTS: Readonly<Record<string, string>> = {
  '001': 'laillistettu lääkäri',
  '005': 'laillistettu farmaseutti',
  '006': 'laillistettu proviisori',
  '034': 'laillistettu erikoislääkäri',
};

export const tag = (name: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): Xml =>
  element(name, attributes, ...children);
export const text = (name: string, content: string): Xml => element(name, {}, content);

/** HL7 V3 time stamp in Finnish time, seconds. */
export function cdaTime(atMs: number): string {
  const { date, time } = helsinkiTime(instantOfMs(atMs));
  return `${date}T${time}`.replace(/[-:T]/g, '').slice(0, 14);
}

export const cdaDate = (date: string): string => date.replaceAll('-', '');

/** `22.11.2026`, for the readable text. */
export function readableDate(atMs: number): string {
  const [year, month, day] = helsinkiTime(instantOfMs(atMs)).date.split('-').map(Number);
  return `${day}.${month}.${year}`;
}

/** A code of the medication list, the names of the fields of a prescription. */
export function field(code: string, name: string, as: 'code' | 'name' = 'code'): Xml {
  return tag(as, { code, codeSystem: LIST, codeSystemName: 'Lääkityslista', displayName: name });
}

export function value(type: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): Xml {
  return tag('value', { ...attributes, 'xsi:type': type }, ...children);
}

export const flag = (on: boolean): Xml => value('BL', { value: String(on) });

export function observation(code: string, name: string, ...content: readonly XmlChild[]): Xml {
  return tag('observation', { classCode: 'OBS', moodCode: 'EVN' }, field(code, name), ...content);
}

export const related = (...content: readonly XmlChild[]): Xml =>
  tag('entryRelationship', { typeCode: 'COMP' }, ...content);
export const component = (...content: readonly XmlChild[]): Xml => element('component', {}, ...content);

export function organizer(code: string, name: string, ...content: readonly XmlChild[]): Xml {
  const inner = [field(code, name), tag('statusCode', { code: 'completed' }), ...content];
  return element('entry', {}, tag('organizer', { classCode: 'CLUSTER', moodCode: 'EVN' }, ...inner));
}

/** CDA wants a product everywhere; this says that the field is not about one. */
export const noProduct = (): Xml =>
  element('consumable', {}, element('manufacturedProduct', {}, tag('manufacturedLabeledDrug', { nullFlavor: 'NI' })));

export function messageCode(type: Origin['type']): Xml {
  const codeSystemName = 'Sähköinen lääkemääräys - Reseptisanoman tyyppi';
  return tag('code', { code: type, codeSystem: MESSAGE, codeSystemName, displayName: MESSAGE_NAMES[type] });
}

export function documentReference(kind: 'SPRT' | 'REFR', oid: string, type: Origin['type']): Xml {
  const target = [tag('id', { root: oid }), messageCode(type), tag('setId', { root: oid })];
  return tag('reference', { typeCode: kind }, element('externalDocument', {}, ...target));
}

function personName(patient: PracticePatient): Xml {
  return element(
    'name',
    {},
    patient.given.map(given => text('given', given)),
    tag('given', { qualifier: 'CL' }, patient.callName),
    text('family', patient.family),
  );
}

/** The patient as the signed body repeats him. */
export function bodySubject({ hetu, birthDate, ...patient }: PracticePatient): Xml {
  const person = [personName({ hetu, birthDate, ...patient }), tag('birthTime', { value: cdaDate(birthDate) })];
  const code = hetu === null ? null : tag('code', { code: hetu, codeSystem: '1.2.246.21' });
  const role = tag('relatedSubject', { classCode: 'PAT' }, code, tag('subject', { classCode: 'PSN' }, ...person));
  return tag('subject', { typeCode: 'SBJ' }, role);
}

function address(unit: PracticeOrganisation): Xml {
  const lines = [text('streetAddressLine', unit.street), text('postalCode', unit.postalCode), text('city', unit.city)];
  return element('addr', {}, ...lines);
}

function rightCode(author: PracticeProfessional): Xml {
  const right = author.right ?? '';
  const codeSystemName = 'Valvira - Ammattioikeudet';
  const coded = { code: right, codeSystem: '1.2.246.537.6.140.2008', codeSystemName, displayName: RIGHTS[right] ?? '' };
  const qualifier = element('qualifier', {}, field('151', 'Ammattioikeus', 'name'), tag('value', coded));
  const specialist = {
    code: '86173-680',
    codeSystem: '1.2.246.537.6.148.2008',
    codeSystemName: 'Valvira - Koulutusluokitus',
    displayName: 'erikoislääkäri yleislääketiede',
  };
  return tag('code', right === '034' ? specialist : {}, element('translation', {}, qualifier));
}

export function assignedAuthor(origin: Origin, withProvider: boolean): Xml {
  const { author, unit, provider } = origin;
  const number =
    author.identifierNumber === null ? null : tag('id', { extension: author.identifierNumber, root: '1.2.246.537.25' });
  const name = element(
    'name',
    {},
    author.given.map(given => text('given', given)),
    text('family', author.family),
  );
  const whole =
    provider === undefined || !withProvider
      ? null
      : element(
          'asOrganizationPartOf',
          {},
          element(
            'wholeOrganization',
            {},
            tag('id', { root: provider.oid }),
            text('name', provider.name.fi),
            address(provider),
          ),
        );
  return element(
    'assignedAuthor',
    {},
    number,
    tag('id', { extension: author.registrationNumber, root: '1.2.246.537.26' }),
    rightCode(author),
    element('assignedPerson', {}, name),
    element(
      'representedOrganization',
      {},
      tag('id', { root: unit.oid }),
      text('name', unit.name.fi),
      tag('telecom', { value: `tel:${unit.phone}`, use: 'DIR' }),
      address(unit),
      whole,
    ),
  );
}

function recordTarget(patient: PracticePatient): Xml {
  const gender = patient.sex === 'male' ? { code: '1', displayName: 'Mies' } : { code: '2', displayName: 'Nainen' };
  const id =
    patient.hetu === null
      ? tag('id', { nullFlavor: 'NI' })
      : tag('id', { extension: patient.hetu, root: '1.2.246.21' });
  const person = element(
    'patient',
    {},
    personName(patient),
    tag('administrativeGenderCode', {
      code: gender.code,
      codeSystem: '1.2.246.537.5.1.1997',
      codeSystemName: 'AR/YDIN - Sukupuoli',
      displayName: gender.displayName,
    }),
    tag('birthTime', { value: cdaDate(patient.birthDate) }),
  );
  return element('recordTarget', {}, element('patientRole', {}, id, person));
}

function headerAuthor(origin: Origin): Xml {
  const role =
    origin.type === '1'
      ? { code: 'LAL', displayName: 'Lääkityksen aloittanut henkilö' }
      : { code: 'LTE', displayName: 'Lääketoimituksen tehnyt henkilö' };
  return element(
    'author',
    {},
    tag('functionCode', {
      code: role.code,
      codeSystem: '1.2.246.537.5.40006.2003',
      codeSystemName: 'eArkisto - tekninen CDA R2 henkilötarkennin',
      displayName: role.displayName,
    }),
    tag('time', { value: cdaTime(origin.atMs) }),
    assignedAuthor(origin, true),
  );
}

function encounter(origin: Origin): Xml {
  const { unit, provider, serviceEventOid } = origin;
  const place = [tag('id', { root: unit.oid }), element('location', {}, text('name', unit.name.fi), address(unit))];
  const above =
    provider === undefined
      ? null
      : element(
          'serviceProviderOrganization',
          {},
          tag('id', { root: provider.oid }),
          text('name', provider.name.fi),
          address(provider),
        );
  return element(
    'componentOf',
    {},
    element(
      'encompassingEncounter',
      {},
      serviceEventOid === undefined ? null : tag('id', { root: serviceEventOid }),
      tag('effectiveTime', { value: cdaTime(origin.atMs) }),
      element('location', {}, element('healthCareFacility', {}, ...place, above)),
    ),
  );
}

/** What a body consists of: readable lines about the maker and the content, and the coded entries. */
export type Body = Readonly<{ lines: readonly string[]; entries: readonly Xml[] }>;

const paragraphs = (lines: readonly string[]): Xml =>
  element(
    'text',
    {},
    lines.map(line => element('paragraph', {}, text('content', line))),
  );

/** The three sections of the samples: document, maker, content. */
function structuredBody(origin: Origin, body: Body): Xml {
  const { oid, type, author, unit, patient } = origin;
  const section = (part: number, ...content: readonly XmlChild[]): Xml => {
    const id = `${oid}.${part}`;
    return tag('section', { ID: `OID${id}` }, tag('id', { root: id }), ...content);
  };
  const who = `${author.title[patient.language]} ${author.given[0] ?? ''} ${author.family}`;
  const maker = [unit.name[patient.language], readableDate(origin.atMs), who.charAt(0).toUpperCase() + who.slice(1)];
  const inner = section(3, paragraphs(body.lines), ...body.entries);
  const middle = section(2, paragraphs(maker), component(inner));
  const outer = section(1, messageCode(type), text('title', TITLES[patient.language][type]), component(middle));
  return tag('structuredBody', { ID: `OID${oid}.body` }, component(tag('templateId', { root: BODY_TEMPLATE }), outer));
}

/** Where the signature goes: one place in the local header. */
export const SIGNATURE_PLACE = '<!--signature-->';

/**
 * A whole document, without signature: `SIGNATURE_PLACE` stands where it belongs.
 * @param prescriptionOid the prescription that a dispensing belongs to
 */
export function clinicalDocument(origin: Origin, body: Body, extra: readonly Xml[], prescriptionOid?: string): string {
  const { oid, type, atMs, patient } = origin;
  const custodian = [tag('id', { root: '1.2.246.10.2462460.19.1' }), text('name', 'Kansaneläkelaitos')];
  const parent =
    prescriptionOid === undefined
      ? null
      : tag(
          'relatedDocument',
          { typeCode: 'APND' },
          element(
            'parentDocument',
            {},
            tag('id', { root: prescriptionOid }),
            messageCode('1'),
            tag('setId', { root: prescriptionOid }),
          ),
        );
  const software = { moderator: 'Kantele', product: 'Kantele HARJOITUS', version: '1' };
  const root = tag(
    'ClinicalDocument',
    {
      xmlns: 'urn:hl7-org:v3',
      'xmlns:hl7fi': 'urn:hl7finland',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    },
    tag('realmCode', { code: 'FI' }),
    tag('typeId', { extension: 'POCD_HD000040', root: '2.16.840.1.113883.1.3' }),
    tag('templateId', { root: HEADER_TEMPLATE }),
    tag('id', { root: oid }),
    messageCode(type),
    text('title', TITLES[patient.language][type]),
    tag('effectiveTime', { value: cdaTime(atMs) }),
    tag('confidentialityCode', {
      code: '5',
      codeSystem: '1.2.246.777.5.99902.2006',
      codeSystemName: 'KanTa-palvelut - Asiakirjan luottamuksellisuus',
      displayName: 'Terveydenhuollon salassapidettävä',
    }),
    tag('languageCode', { code: patient.language }),
    tag('setId', { root: oid }),
    tag('versionNumber', { value: '1' }),
    recordTarget(patient),
    headerAuthor(origin),
    element(
      'custodian',
      {},
      element('assignedCustodian', {}, element('representedCustodianOrganization', {}, ...custodian)),
    ),
    parent,
    extra,
    encounter(origin),
    element(
      'hl7fi:localHeader',
      {},
      tag('hl7fi:declaredTime', { value: cdaTime(atMs) }),
      tag('hl7fi:softwareSupport', software, 'Kantele HARJOITUS 1'),
      { markup: SIGNATURE_PLACE },
    ),
    component(structuredBody(origin, body)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}

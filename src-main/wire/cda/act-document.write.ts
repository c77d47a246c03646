import { CODE_SYSTEMS, PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import { DOCUMENT_FORMS } from './forms.ts';
import { centreDocument } from './centre-document.write.ts';
import {
  type WriteOptions,
  author,
  bodySubject,
  custodian,
  encounter,
  partiesText,
  peopleRows,
} from './header.write.ts';
import { coded, value } from './hl7.ts';
import { type Row, paragraph, rows } from './narrative.write.ts';
import { reference } from './references.write.ts';
import { WORDS } from './words.ts';
import { ACT_WORDS } from './act-words.ts';
import { cdaTime, shownTime } from './times.ts';

/** What every message about a prescription has. */
export type ActBase = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
}>;

/** The parts in which messages about a prescription differ. Sections and header: Kela CDA library, samples of 2016. */
type ActDocument = Readonly<{
  type: DocumentTypeCode;
  at: Instant;
  /** The header's author, who needs no role code where there is only one (sample of a lock). */
  author: Xml;
  recipient?: Xml;
  related: readonly Xml[];
  componentOf: Xml;
  /** Who and where, in words. */
  parties: Xml;
  rows: readonly Row[];
  entries: readonly Xml[];
}>;

/** A small document: header, the parties in words, and the entries with their words. */
export const actDocument = (document: ActBase, act: ActDocument, options: WriteOptions): Xml =>
  centreDocument(
    document,
    {
      type: act.type,
      at: act.at,
      header: [
        act.author,
        custodian(PRESCRIPTION_CUSTODIAN.oid, PRESCRIPTION_CUSTODIAN.name),
        act.recipient ?? null,
        act.related,
        act.componentOf,
      ],
      parties: act.parties,
      content: [element('text', {}, rows(act.rows)), act.entries],
    },
    options,
  );

/** Header author, place and words of a professional who acts; the same person stands in the body. */
export function actor(
  document: ActBase,
  who: Professional,
  at: Instant,
  options: WriteOptions,
): Pick<ActDocument, 'author' | 'componentOf' | 'parties'> {
  const { language, oid, setId, version, patient } = document;
  return {
    author: author(who, null, at, language),
    componentOf: encounter(null, at, who.organisation, language),
    parties: partiesText(
      {
        professional: who,
        patient,
        time: `${ACT_WORDS.at[language]}: ${shownTime(at, language)}`,
        language,
        practice: options.practice,
      },
      [[WORDS.document[language], `${oid}, ${WORDS.version[language]} ${version} (${setId})`]],
    ),
  };
}

/** The words of a document that no professional made. */
export const serviceParties = (document: ActBase, service: string, at: Instant, options: WriteOptions): Xml => {
  const { language, oid, setId, version, patient } = document;
  return element(
    'text',
    {},
    options.practice ? paragraph(WORDS.practiceNotice[language]) : null,
    paragraph(service),
    paragraph(`${ACT_WORDS.at[language]}: ${shownTime(at, language)}`),
    rows([
      ...peopleRows(patient, language),
      [WORDS.document[language], `${oid}, ${WORDS.version[language]} ${version} (${setId})`],
    ]),
  );
};

/**
 * The act of the message: type, reason, time (samples of lock, reservation and dose dispensing), and after them patient,
 * author and references: the signature covers the body only.
 */
export const actEntry = (
  document: ActBase,
  act: Readonly<{
    type: DocumentTypeCode;
    text?: string;
    at: Instant;
    author: Xml | null;
    subject?: Xml;
    participant?: Xml;
    parts?: readonly XmlChild[];
    references: readonly Xml[];
  }>,
): Xml =>
  element(
    'entry',
    {},
    element(
      'act',
      { classCode: 'ACT', moodCode: 'RQO' },
      coded('code', CODE_SYSTEMS.messageType, act.type, DOCUMENT_FORMS[act.type].name[document.language]),
      act.text ? element('text', {}, act.text) : null,
      element('statusCode', { code: 'completed' }),
      value('effectiveTime', cdaTime(act.at)),
      act.subject ?? bodySubject(document.patient),
      act.author,
      act.participant ?? null,
      act.parts ?? null,
      reference('SPRT', document, act.type, document.language),
      act.references,
    ),
  );

import { PRESCRIPTION_TEMPLATES } from '../../../shared/codes/cda-generations.ts';
import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { element, type Xml, type XmlChild } from '../xml/write.ts';
import { DOCUMENT_FORMS } from './forms.ts';
import {
  clinicalDocument,
  identification,
  localHeader,
  practiceTitle,
  recordTarget,
  section,
  structuredBody,
  type WriteOptions,
} from './header.write.ts';
import { coded, component } from './hl7.ts';

type CentreDocument = Readonly<{
  oid: Oid;
  setId: Oid;
  version: number;
  language: PatientLanguage;
  patient: Patient;
}>;

type CentreParts = Readonly<{
  type: DocumentTypeCode;
  /** When the document was made. */
  at: Instant;
  /** Between the patient and the local header. */
  header: readonly XmlChild[];
  /** Who and where, in words: the second section. */
  parties: Xml;
  /** The words and the structure of the third. */
  content: readonly XmlChild[];
}>;

/**
 * A document of the Prescription Centre: its type gives code and title, and each of its three sections stands in the one
 * before (Kela CDA library, samples of generation 4.00).
 */
export function centreDocument(document: CentreDocument, parts: CentreParts, options: WriteOptions): Xml {
  const { oid, language } = document;
  const { type, at } = parts;
  const name = DOCUMENT_FORMS[type].name[language];
  const title = options.practice ? practiceTitle(name, language) : name;
  return clinicalDocument(
    [
      ...identification(document, {
        templates: [element('templateId', { root: PRESCRIPTION_TEMPLATES.header })],
        system: CODE_SYSTEMS.messageType,
        code: type,
        name,
        title,
        at,
      }),
      recordTarget(document.patient, language),
      parts.header,
      localHeader(at, options),
    ],
    structuredBody(
      oid,
      component(
        element('templateId', { root: PRESCRIPTION_TEMPLATES.body }),
        section(
          oid,
          '1',
          coded('code', CODE_SYSTEMS.messageType, type, name),
          element('title', {}, title),
          component(section(oid, '2', parts.parties, component(section(oid, '3', parts.content)))),
        ),
      ),
    ),
  );
}

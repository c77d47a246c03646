import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type DocumentReference } from '../../../shared/domain/documents/reference.ts';
import { type Xml, element } from '../xml/write.ts';
import { DOCUMENT_FORMS } from './forms.ts';
import { coded, id, value } from './hl7.ts';

const pointed = (document: DocumentReference, type: DocumentTypeCode, language: PatientLanguage): readonly Xml[] => [
  id(document.oid),
  coded('code', CODE_SYSTEMS.messageType, type, DOCUMENT_FORMS[type].name[language]),
  element('setId', { root: document.setId }),
  value('versionNumber', String(document.version)),
];

/** The header's pointer: RPLC to the version that is replaced, APND to the document that this one belongs to. */
export const relatedDocument = (
  typeCode: 'RPLC' | 'APND',
  document: DocumentReference,
  type: DocumentTypeCode,
  language: PatientLanguage,
): Xml => element('relatedDocument', { typeCode }, element('parentDocument', {}, pointed(document, type, language)));

/** The body's pointer: SPRT to the document it stands in, RPLC to the version replaced, REFR to any other. */
export const reference = (
  typeCode: 'SPRT' | 'REFR' | 'RPLC',
  document: DocumentReference,
  type: DocumentTypeCode,
  language: PatientLanguage,
): Xml => element('reference', { typeCode }, element('externalDocument', {}, pointed(document, type, language)));

/** What the kinds of documents that the queue files differ in. */
import type { DocumentReference } from 'fhir/r4.js';
import { PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { DOCUMENT_TYPES, type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { RECORD_HEADING_CODES } from '../../../shared/codes/record-headings.ts';
import { type PatientRegister } from '../../../shared/codes/record-systems.ts';
import { type DocumentContent, TYPE_OF_KIND } from '../../../shared/domain/documents/content.ts';
import { RECORD_TEMPLATES } from '../../../shared/domain/records/record-templates.ts';
import { keeperOf, RECORD_VIEWS, type RecordDocument } from '../../../shared/domain/records/record.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { DOCUMENT_FORMS } from '../cda/forms.ts';
import { oidUri, SYSTEM } from './systems.ts';

type Facts = Readonly<{
  type: NonNullable<DocumentReference['type']>;
  createdAt: Instant;
  serviceEventOid: Oid | null;
  custodian: string;
  /** Of another's register: which of its registers. */
  register?: PatientRegister;
  identifier: NonNullable<DocumentReference['identifier']>;
}>;

/** A document under its own OID and that of its set. */
export const ids = (
  idSystem: string,
  setSystem: string,
  content: Readonly<{ oid: Oid; setId: Oid }>,
): NonNullable<DocumentReference['identifier']> => [
  { system: idSystem, value: oidUri(content.oid) },
  { system: setSystem, value: oidUri(content.setId) },
];

const messageType = (code: string, text: string): NonNullable<DocumentReference['type']> => ({
  coding: [{ system: SYSTEM.messageType, code }],
  text,
});

/** When the document was made; the act itself may be older, as in a correction. */
function madeAt(document: DocumentContent): Instant {
  switch (document.kind) {
    case 'prescription':
    case 'renewal':
      return document.content.prescribedAt;
    case 'prescriptionCorrection':
      return document.content.correction.correctedAt;
    case 'prescriptionCancellation':
      return document.content.cancellation.cancelledAt;
    case 'dispensing':
      return document.content.dispensedAt;
    case 'dispensingCorrection':
    case 'dispensingCancellation':
      return document.content.change.at;
    case 'record':
      return document.content.createdAt;
    default:
      return document.content.at;
  }
}

/** Prescriptions and dispensings are typed by their version where the content does not say that it corrects. */
function typeOf(document: Exclude<DocumentContent, Readonly<{ kind: 'record' }>>): DocumentTypeCode {
  const type = TYPE_OF_KIND[document.kind];
  if (document.content.version === 1) return type;
  return document.kind === 'prescription'
    ? DOCUMENT_TYPES.correction
    : document.kind === 'dispensing'
      ? DOCUMENT_TYPES.dispensingCorrection
      : type;
}

/** What differs between the kinds of documents: type, controller, service event, naming systems. */
export function factsOf(document: DocumentContent): Facts {
  const { content } = document;
  if (document.kind === 'record')
    return {
      type: { text: document.content.title },
      createdAt: madeAt(document),
      serviceEventOid: document.content.serviceEventOid,
      custodian: keeperOf(document.content),
      ...(document.content.purchased === undefined ? {} : { register: document.content.purchased.register }),
      identifier: ids(SYSTEM.uri, SYSTEM.documentSet, content),
    };
  const type = typeOf(document);
  return {
    type: messageType(type, DOCUMENT_FORMS[type].name.fi),
    createdAt: madeAt(document),
    serviceEventOid: 'serviceEventOid' in content ? content.serviceEventOid : null,
    custodian: PRESCRIPTION_CUSTODIAN.oid,
    identifier: ids(SYSTEM.prescriptionId, SYSTEM.prescriptionSetId, content),
  };
}

/**
 * The version that this one replaces: the one that the content names; else, of a set of which only the first version's OID
 * is known, that one.
 * @throws RangeError from version 3 on where the content names none: the caller would have to
 */
export function replacedBy(document: DocumentContent): Oid | null {
  const { kind, content } = document;
  if (kind === 'record' && content.revision !== undefined) return content.revision.base.oid;
  if (kind === 'prescriptionCorrection') return content.correction.replaces.oid;
  if (kind === 'prescriptionCancellation') return content.cancellation.cancels.oid;
  if (kind === 'dispensingCorrection' || kind === 'dispensingCancellation') return content.change.replaces.oid;
  if (content.version === 1) return null;
  if (content.version === 2) return content.setId;
  throw new RangeError('the replaced version is not known');
}

export const statusOf = (document: DocumentContent): NonNullable<DocumentReference['docStatus']> =>
  document.kind === 'record' && document.content.revision?.act === 'annulment'
    ? 'entered-in-error'
    : document.content.version === 1
      ? 'final'
      : 'amended';

/** By what a list can be narrowed without opening documents: view and headings, by name because their codes are unconfirmed. */
export function contentsOf({ templateId, sections, language }: RecordDocument): Partial<DocumentReference['context']> {
  const view = RECORD_TEMPLATES.find(template => template.id === templateId)?.view;
  const headings = [...new Set(sections.map(({ heading }) => RECORD_HEADING_CODES[heading][language]))];
  return {
    ...(headings.length === 0 ? {} : { event: headings.map(text => ({ text })) }),
    ...(view === undefined ? {} : { practiceSetting: { text: RECORD_VIEWS[view][language] } }),
  };
}

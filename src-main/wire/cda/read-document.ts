import { CODE_SYSTEMS, isVersionOf } from '../../../shared/codes/code-systems.ts';
import { type Generation, generationOf } from '../../../shared/codes/cda-generations.ts';
import { type XmlDoc, readXml } from '../xml/xml.ts';
import { Unreadable, demand } from './fields.ts';
import { type DocumentContent } from './content.ts';
import { type BeyondField, fieldsBeyond } from './beyond.ts';
import { type Header, readHeader } from './header.read.ts';
import { PHARMACY_MESSAGE_KINDS, PHARMACY_MESSAGE_TYPES } from '../../../shared/domain/documents/pharmacy-message.ts';
import { readDispensingChange } from './dispensing-change.codec.ts';
import { readDispensing } from './dispensing.read.ts';
import { readPharmacyMessage } from './pharmacy-message.codec.ts';
import { readCancellation, readCorrection, readRenewal } from './prescription-change.read.ts';
import { readPatientInstruction, readSummary } from './prescription-list.codec.ts';
import { readRenewalAnswer, readRenewalStatus } from './renewal-answer.codec.ts';
import { readRenewalRequest } from './renewal-request.codec.ts';
import { readPrescription } from './prescription.read.ts';
import { readRecord } from './record.read.ts';

/** What a document turned out to be. `content` is null where a finding says why it is not one that the domain knows. */
export type DocumentReading = Readonly<{
  generation: Generation;
  /** Code of 1.2.246.537.5.40105.2006 for prescription documents, `record` for archive documents, else null. */
  messageType: string | null;
  content: DocumentContent | null;
  finding: string | null;
  /** What the body says in fields that the domain has no place for, so that a reader loses nothing. */
  beyond: readonly BeyondField[];
}>;

function contentOf(doc: XmlDoc, header: Header, messageType: string | null): DocumentContent {
  const { root } = doc;
  const body = demand(root.find('v3:component/v3:structuredBody'), 'body-missing');
  switch (messageType) {
    case '1': {
      const content = readPrescription(root, body, header);
      const renewal = readRenewal(root, content);
      return renewal ? { kind: 'renewal', content: renewal } : { kind: 'prescription', content };
    }
    case '2':
      return { kind: 'prescriptionCancellation', content: readCancellation(root, body, header) };
    case '3':
      return { kind: 'prescriptionCorrection', content: readCorrection(root, body, header) };
    case '8':
      return { kind: 'renewalRequest', content: readRenewalRequest(root, body, header) };
    case '9':
      return { kind: 'renewalAnswer', content: readRenewalAnswer(root, body, header) };
    case '10':
      return { kind: 'dispensing', content: readDispensing(root, body, header) };
    case '11':
      return { kind: 'dispensingCancellation', content: readDispensingChange(root, body, header, 'MIT') };
    case '12':
      return { kind: 'dispensingCorrection', content: readDispensingChange(root, body, header, 'KOR') };
    case '13':
      return { kind: 'patientInstruction', content: readPatientInstruction(root, body, header) };
    case '14':
      return { kind: 'summary', content: readSummary(root, body, header) };
    case '15':
      return { kind: 'renewalStatus', content: readRenewalStatus(root, body, header) };
    case 'record':
      return { kind: 'record', content: readRecord(root, body, header) };
    default: {
      const kind = PHARMACY_MESSAGE_KINDS.find(each => PHARMACY_MESSAGE_TYPES[each] === messageType);
      if (kind) return { kind, content: readPharmacyMessage(kind, root, body, header) };
      throw new Unreadable(`document-type-${messageType ?? 'unknown'}`);
    }
  }
}

function messageTypeOf(doc: XmlDoc): string | null {
  const code = doc.root.find('v3:code');
  const system = code?.attribute('codeSystem') ?? '';
  const value = code?.attribute('code') ?? '';
  if (isVersionOf(system, CODE_SYSTEMS.messageType) && /^\d{1,3}$/.test(value)) return value;
  return isVersionOf(system, CODE_SYSTEMS.patientRegister) ? 'record' : null;
}

const nothing = (finding: string): DocumentReading => ({
  generation: 'unknown',
  messageType: null,
  content: null,
  finding,
  beyond: [],
});

/** As `readDocument`, of a document that is open already. */
export function readOpenDocument(doc: XmlDoc): DocumentReading {
  const { root } = doc;
  if (root.name !== 'ClinicalDocument' || root.namespace !== 'urn:hl7-org:v3') return nothing('not-a-document');
  const generation = generationOf(root.findAll('v3:templateId').map(node => node.attribute('root') ?? ''));
  const messageType = messageTypeOf(doc);
  const body = root.find('v3:component/v3:structuredBody');
  const beyond = (content: DocumentContent | null): readonly BeyondField[] => (body ? fieldsBeyond(body, content) : []);
  try {
    const content = contentOf(doc, readHeader(root), messageType);
    return { generation, messageType, content, finding: null, beyond: beyond(content) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { generation, messageType, content: null, finding: error.finding, beyond: beyond(null) };
  }
}

/**
 * Reads a document of any generation as far as the domain knows it. Never throws: what it is not able to say of the
 * content it says as a finding, a code without any of the document's text.
 */
export function readDocument(bytes: Uint8Array): DocumentReading {
  const result = readXml(bytes, readOpenDocument);
  return result.ok ? result.value : nothing(`xml-${result.error.code}`);
}

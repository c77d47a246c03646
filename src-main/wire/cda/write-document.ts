import { type PatientRegister } from '../../../shared/codes/record-systems.ts';
import { type Xml } from '../xml/write.ts';
import { type DocumentContent } from './content.ts';
import { dispensingCancellationDocument, dispensingCorrectionDocument } from './dispensing-change.codec.ts';
import { dispensingDocument } from './dispensing.write.ts';
import { type WriteOptions } from './header.write.ts';
import { pharmacyMessageDocument } from './pharmacy-message.codec.ts';
import { cancellationDocument, correctionDocument, renewalDocument } from './prescription-change.write.ts';
import { patientInstructionDocument, summaryDocument } from './prescription-list.codec.ts';
import { prescriptionDocument } from './prescription.write.ts';
import { recordDocument } from './record.write.ts';
import { renewalAnswerDocument, renewalStatusDocument } from './renewal-answer.codec.ts';
import { renewalRequestDocument } from './renewal-request.codec.ts';

/** Any of our documents, generation 4.00. */
export function writtenDocument(document: DocumentContent, options: WriteOptions, register: PatientRegister): Xml {
  switch (document.kind) {
    case 'prescription':
      return prescriptionDocument(document.content, options);
    case 'renewal':
      return renewalDocument(document.content, options);
    case 'prescriptionCorrection':
      return correctionDocument(document.content, options);
    case 'prescriptionCancellation':
      return cancellationDocument(document.content, options);
    case 'dispensing':
      return dispensingDocument(document.content, options);
    case 'dispensingCorrection':
      return dispensingCorrectionDocument(document.content, options);
    case 'dispensingCancellation':
      return dispensingCancellationDocument(document.content, options);
    case 'renewalRequest':
      return renewalRequestDocument(document.content, options);
    case 'renewalAnswer':
      return renewalAnswerDocument(document.content, options);
    case 'renewalStatus':
      return renewalStatusDocument(document.content, options);
    case 'patientInstruction':
      return patientInstructionDocument(document.content, options);
    case 'summary':
      return summaryDocument(document.content, options);
    case 'record':
      return recordDocument(document.content, options, register);
    default:
      return pharmacyMessageDocument(document.kind, document.content, options);
  }
}

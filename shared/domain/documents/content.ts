import { DOCUMENT_TYPES } from '../../codes/document-types.ts';
import { type Dispensing } from '../dispensing/dispensing.ts';
import { type Prescription } from '../prescribing/prescription.ts';
import { type RecordDocument } from '../records/record.ts';
import { type DispensingCancellation, type DispensingCorrection } from './dispensing-change.ts';
import { type PharmacyMessage, type PharmacyMessageKind } from './pharmacy-message.ts';
import { type PrescriptionCancellation, type PrescriptionCorrection, type Renewal } from './prescription-change.ts';
import { type PatientInstruction, type PrescriptionSummary } from './prescription-list.ts';
import { type RenewalAnswer, type RenewalRequest, type RenewalStatus } from './renewal-request.ts';

/** What a legal document is about. Every content has `oid`, `setId`, `version`, `language` and `patient`. */
export type DocumentContent =
  | Readonly<{ kind: 'prescription'; content: Prescription }>
  | Readonly<{ kind: 'renewal'; content: Renewal }>
  | Readonly<{ kind: 'prescriptionCorrection'; content: PrescriptionCorrection }>
  | Readonly<{ kind: 'prescriptionCancellation'; content: PrescriptionCancellation }>
  | Readonly<{ kind: 'dispensing'; content: Dispensing }>
  | Readonly<{ kind: 'dispensingCorrection'; content: DispensingCorrection }>
  | Readonly<{ kind: 'dispensingCancellation'; content: DispensingCancellation }>
  | Readonly<{ kind: PharmacyMessageKind; content: PharmacyMessage }>
  | Readonly<{ kind: 'renewalRequest'; content: RenewalRequest }>
  | Readonly<{ kind: 'renewalAnswer'; content: RenewalAnswer }>
  | Readonly<{ kind: 'renewalStatus'; content: RenewalStatus }>
  | Readonly<{ kind: 'patientInstruction'; content: PatientInstruction }>
  | Readonly<{ kind: 'summary'; content: PrescriptionSummary }>
  | Readonly<{ kind: 'record'; content: RecordDocument }>;
export type DocumentKind = DocumentContent['kind'];

/** Code of 1.2.246.537.5.40105.2006 by kind; `null` for records, which are no prescription messages. */
export const TYPE_OF_KIND = {
  prescription: DOCUMENT_TYPES.prescription,
  renewal: DOCUMENT_TYPES.prescription,
  prescriptionCorrection: DOCUMENT_TYPES.correction,
  prescriptionCancellation: DOCUMENT_TYPES.cancellation,
  dispensing: DOCUMENT_TYPES.dispensing,
  dispensingCorrection: DOCUMENT_TYPES.dispensingCorrection,
  dispensingCancellation: DOCUMENT_TYPES.dispensingCancellation,
  lock: DOCUMENT_TYPES.lock,
  unlock: DOCUMENT_TYPES.unlock,
  reservation: DOCUMENT_TYPES.reservation,
  reservationRelease: DOCUMENT_TYPES.reservationRelease,
  doseDispensing: DOCUMENT_TYPES.doseDispensing,
  doseDispensingRelease: DOCUMENT_TYPES.doseDispensingRelease,
  holdRelease: DOCUMENT_TYPES.dispensingHoldRelease,
  renewalRequest: DOCUMENT_TYPES.renewalRequest,
  renewalAnswer: DOCUMENT_TYPES.renewalAnswer,
  renewalStatus: DOCUMENT_TYPES.renewalStatus,
  patientInstruction: DOCUMENT_TYPES.patientInstruction,
  summary: DOCUMENT_TYPES.summary,
  record: null,
} as const satisfies Record<DocumentKind, string | null>;
export const DOCUMENT_KINDS = Object.keys(TYPE_OF_KIND) as readonly DocumentKind[];

/** The prescription in force that a document carries, alone: also of a renewal and a correction, not of a cancellation. */
export function prescriptionIn(document: DocumentContent): Prescription | null {
  switch (document.kind) {
    case 'prescription':
      return document.content;
    case 'renewal': {
      const { renewal: _, ...prescription } = document.content;
      return prescription;
    }
    case 'prescriptionCorrection': {
      const { correction: _, ...prescription } = document.content;
      return prescription;
    }
    default:
      return null;
  }
}

import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type DispensingChange } from '../../../shared/domain/documents/dispensing-change.ts';
import { type PharmacyMessage, type PharmacyMessageKind } from '../../../shared/domain/documents/pharmacy-message.ts';
import { type Cancellation, type ChangeReason } from '../../../shared/domain/documents/prescription-change.ts';
import {
  type ListedPrescription,
  type PatientInstruction,
} from '../../../shared/domain/documents/prescription-list.ts';
import { type RenewablePrescription, type RenewalRequest } from '../../../shared/domain/documents/renewal-request.ts';
import { type Professional } from '../../../shared/domain/people/person.ts';
import { type Prescription } from '../../../shared/domain/prescribing/prescription.ts';
import { names, patient, professional, text } from './carried-parts.ts';
import { type DocumentContent } from './content.ts';
import { UNDONE_TYPE, unitKindOf } from './pharmacy-message.codec.ts';
import { wholeSecond } from './times.ts';

const person = (of: Professional, language: PatientLanguage): Professional =>
  professional(of, language, unitKindOf(of));
const reason = (of: ChangeReason | null): ChangeReason | null => of && { ...of, text: text(of.text) };

const change = (of: DispensingChange, language: PatientLanguage): DispensingChange => ({
  ...of,
  by: person(of.by, language),
  at: wholeSecond(of.at),
  reason: text(of.reason),
});

const cancellation = (of: Cancellation, language: PatientLanguage): Cancellation => ({
  ...of,
  canceller: person(of.canceller, language),
  cancelledAt: wholeSecond(of.cancelledAt),
  reason: { ...of.reason, text: text(of.reason.text) },
  corrected: of.corrected && {
    ...of.corrected,
    family: text(of.corrected.family),
    given: names(of.corrected.given),
    reason: reason(of.corrected.reason),
  },
});

const renewable = <T extends RenewablePrescription>(of: T): T => ({
  ...of,
  productName: text(of.productName),
  prescribedAt: wholeSecond(of.prescribedAt),
  prescriber: { ...of.prescriber, family: text(of.prescriber.family), given: names(of.prescriber.given) },
});

const listed = (of: ListedPrescription): ListedPrescription => ({
  ...renewable(of),
  doseText: text(of.doseText),
  remaining: text(of.remaining),
});

/** What everything has that a professional says of a prescription. */
const said = <T extends Pick<PharmacyMessage, 'language' | 'patient' | 'by' | 'at'>>(of: T): T => ({
  ...of,
  patient: patient(of.patient, of.language),
  by: person(of.by, of.language),
  at: wholeSecond(of.at),
});

const listing = <T extends PatientInstruction>(of: T): T => ({
  ...said(of),
  prescriptions: of.prescriptions.map(listed),
});

const message = (kind: PharmacyMessageKind, of: PharmacyMessage): PharmacyMessage => ({
  ...said(of),
  reason: text(of.reason),
  undoes: UNDONE_TYPE[kind] === null ? null : of.undoes,
});

const request = (of: RenewalRequest): RenewalRequest => ({
  ...of,
  patient: patient(of.patient, of.language),
  at: wholeSecond(of.at),
  requester:
    of.requester.kind === 'professional'
      ? { kind: 'professional', professional: person(of.requester.professional, of.language) }
      : {
          kind: 'service',
          organisation: { oid: of.requester.organisation.oid, name: text(of.requester.organisation.name) },
        },
  recipient: {
    oid: of.recipient.oid,
    name: text(of.recipient.name),
    phone: of.recipient.phone.replace(/\s/g, ''),
    street: text(of.recipient.street),
    postalCode: text(of.recipient.postalCode),
    city: text(of.recipient.city),
  },
  prescription: renewable(of.prescription),
  message: text(of.message),
  smsPhone: of.smsPhone.replace(/\s/g, ''),
});

/** The creation of a document that corrects or cancels is that of the act. */
function ofThen({ createdAt: _, ...prescription }: Prescription): Prescription {
  return prescription;
}

type Message = Exclude<DocumentContent, Readonly<{ kind: 'prescription' | 'dispensing' | 'record' }>>;

/**
 * As `carried`, of the messages about prescriptions. Beyond what holds for all: a person's unit is a clinic with the right of
 * a prescriber and a pharmacy else; only what a message of its kind undoes is named; spaces of phone numbers go; the new
 * prescription of an answer stands only where the answer is that it was renewed.
 */
export function carriedMessage(
  document: Message,
  whole: Readonly<{ prescription(of: Prescription): Prescription; dispensing(of: Dispensing): Dispensing }>,
): DocumentContent {
  switch (document.kind) {
    case 'renewal': {
      const { renewal, ...rx } = document.content;
      return { kind: document.kind, content: { ...whole.prescription(rx), renewal } };
    }
    case 'prescriptionCorrection': {
      const { correction, ...rx } = document.content;
      return {
        kind: document.kind,
        content: {
          ...ofThen(whole.prescription(rx)),
          correction: {
            ...correction,
            corrector: person(correction.corrector, rx.language),
            correctedAt: wholeSecond(correction.correctedAt),
            reason: reason(correction.reason),
          },
        },
      };
    }
    case 'prescriptionCancellation': {
      const { cancellation: of, ...rx } = document.content;
      return {
        kind: document.kind,
        content: { ...ofThen(whole.prescription(rx)), cancellation: cancellation(of, rx.language) },
      };
    }
    case 'dispensingCorrection':
    case 'dispensingCancellation': {
      const { change: of, ...dispensing } = document.content;
      return {
        kind: document.kind,
        content: { ...whole.dispensing(dispensing), change: change(of, dispensing.language) },
      };
    }
    case 'renewalRequest':
      return { kind: document.kind, content: request(document.content) };
    case 'renewalAnswer': {
      const { content } = document;
      return {
        kind: document.kind,
        content: {
          ...said(content),
          renewed: content.outcome === 'renewed' ? content.renewed : null,
          ground: text(content.ground),
          instruction: text(content.instruction),
        },
      };
    }
    case 'renewalStatus':
      return { kind: document.kind, content: said(document.content) };
    case 'patientInstruction':
      return { kind: document.kind, content: listing(document.content) };
    case 'summary':
      return { kind: document.kind, content: listing(document.content) };
    default:
      return { kind: document.kind, content: message(document.kind, document.content) };
  }
}

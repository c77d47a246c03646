import { type Oid, oid } from '../../shared/kernel/oid.ts';
import { instant, localDate } from '../../shared/kernel/time.ts';
import { type DocumentContent } from '../../shared/domain/documents/content.ts';
import { PHARMACY_MESSAGE_KINDS, type PharmacyMessage } from '../../shared/domain/documents/pharmacy-message.ts';
import { type DocumentReference } from '../../shared/domain/documents/reference.ts';
import {
  ADULT,
  DISPENSING,
  PHARMACIST,
  PHYSICIAN,
  PRESCRIPTION,
  SWEDISH,
  type Sample,
} from './document-sample-contents.ts';

// One of each message that says something of a prescription or of a dispensing; people and products as in the other samples.

const AT = instant('2026-02-05T09:30:00.000Z');

const first = (of: string): DocumentReference => ({ oid: oid(of), setId: oid(of), version: 1 });
const ISSUED = first('1.2.246.10.88888888.93001.2026.1');
const DISPENSED = first('1.2.246.10.77777777.93001.2026.1');

let serial = 100;
function own(organisation: '88888888' | '77777777'): DocumentReference {
  serial += 1;
  return first(`1.2.246.10.${organisation}.93001.2026.${serial}`);
}
const next = (organisation: '88888888' | '77777777', setId: Oid) => ({
  oid: own(organisation).oid,
  setId,
  version: 2,
});

const made = (organisation: '88888888' | '77777777') => ({
  ...own(organisation),
  language: 'fi' as const,
  patient: ADULT,
  at: AT,
});

const alone = (name: string, content: DocumentContent, signer: Sample['signer']): Sample => ({
  name,
  signer,
  contents: [content],
});

const renewable = {
  reference: ISSUED,
  productName: 'HARJOITUSTABLETTI 600 mg',
  prescribedAt: PRESCRIPTION.prescribedAt,
  prescriber: { identifierNumber: PHYSICIAN.identifierNumber, family: PHYSICIAN.family, given: PHYSICIAN.given },
};
const listed = {
  ...renewable,
  doseText: PRESCRIPTION.dose.text,
  validUntil: localDate('2028-02-03'),
  remaining: '2 x 100 fol',
};

const pharmacyMessage = (change: Partial<PharmacyMessage> = {}): PharmacyMessage => ({
  ...made('77777777'),
  by: PHARMACIST,
  prescription: ISSUED,
  reason: 'Harjoitus: määrääjää ei tavoitettu.',
  undoes: null,
  ...change,
});

const REASON = { code: '5', text: 'Harjoitus: annostus korjattu.' } as const;
const request = own('77777777');

/** One of each message. */
export const MESSAGE_SAMPLES: readonly Sample[] = [
  alone(
    'renewal',
    {
      kind: 'renewal',
      content: { ...PRESCRIPTION, ...own('88888888'), renewal: { renewed: { ...ISSUED, type: '1' }, request } },
    },
    'aino-harjula',
  ),
  alone(
    'prescription-correction',
    {
      kind: 'prescriptionCorrection',
      content: {
        ...PRESCRIPTION,
        ...next('88888888', ISSUED.setId),
        dose: { text: '1 tabletti 2 kertaa päivässä', structured: null },
        correction: {
          replaces: { ...ISSUED, type: '1' },
          corrector: PHYSICIAN,
          correctedAt: AT,
          reason: REASON,
        },
      },
    },
    'aino-harjula',
  ),
  alone(
    'prescription-cancellation',
    {
      kind: 'prescriptionCancellation',
      content: {
        ...PRESCRIPTION,
        ...next('88888888', ISSUED.setId),
        cancellation: {
          cancels: { ...ISSUED, type: '1' },
          canceller: PHYSICIAN,
          cancelledAt: AT,
          reason: { code: '3', text: 'Harjoitus: ihottuma.' },
          type: '1',
          party: 'physician',
          consent: '1',
          corrected: null,
        },
      },
    },
    'aino-harjula',
  ),
  alone(
    'dispensing-correction',
    {
      kind: 'dispensingCorrection',
      content: {
        ...DISPENSING,
        ...next('77777777', DISPENSED.setId),
        preparedBy: { registrationNumber: '00999900199', family: 'Opiskelija', given: ['Olli'], right: '907' },
        copayments: 1,
        change: { replaces: { ...DISPENSED, type: '10' }, by: PHARMACIST, at: AT, reason: 'Harjoitus: väärä hinta.' },
      },
    },
    'leena-apaja',
  ),
  alone(
    'dispensing-cancellation',
    {
      kind: 'dispensingCancellation',
      content: {
        ...DISPENSING,
        ...next('77777777', DISPENSED.setId),
        change: { replaces: { ...DISPENSED, type: '10' }, by: PHARMACIST, at: AT, reason: 'Harjoitus: ei noudettu.' },
      },
    },
    'leena-apaja',
  ),
  ...PHARMACY_MESSAGE_KINDS.map(kind =>
    alone(
      kind.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
      {
        kind,
        content: pharmacyMessage(
          ['unlock', 'reservationRelease', 'doseDispensingRelease'].includes(kind) ? { undoes: own('77777777') } : {},
        ),
      },
      'leena-apaja',
    ),
  ),
  alone(
    'lock-swedish',
    {
      kind: 'lock',
      content: pharmacyMessage({
        language: 'sv',
        patient: SWEDISH,
        reason: 'Övning: förskrivaren nåddes inte.',
      }),
    },
    'leena-apaja',
  ),
  alone(
    'renewal-request',
    {
      kind: 'renewalRequest',
      content: {
        ...made('77777777'),
        ...request,
        requester: { kind: 'professional', professional: PHARMACIST },
        recipient: {
          oid: PHYSICIAN.organisation.oid,
          name: PHYSICIAN.organisation.name.fi,
          phone: PHYSICIAN.organisation.phone,
          street: PHYSICIAN.organisation.street,
          postalCode: PHYSICIAN.organisation.postalCode,
          city: PHYSICIAN.organisation.city,
        },
        prescription: renewable,
        message: 'Harjoitus: lääke loppuu viikon kuluttua.',
        consent: '3',
        smsPhone: '0401234567',
      },
    },
    'leena-apaja',
  ),
  alone(
    'renewal-answer-renewed',
    {
      kind: 'renewalAnswer',
      content: {
        ...made('88888888'),
        by: PHYSICIAN,
        request,
        prescription: ISSUED,
        outcome: 'renewed',
        renewed: own('88888888'),
        ground: '',
        instruction: 'Harjoitus: käy verikokeessa.',
      },
    },
    'aino-harjula',
  ),
  alone(
    'renewal-answer-rejected',
    {
      kind: 'renewalAnswer',
      content: {
        ...made('88888888'),
        by: PHYSICIAN,
        request,
        prescription: ISSUED,
        outcome: 'rejected',
        renewed: null,
        ground: 'Harjoitus: varaa aika vastaanotolle.',
        instruction: '',
      },
    },
    'aino-harjula',
  ),
  alone(
    'renewal-status',
    {
      kind: 'renewalStatus',
      content: { ...made('88888888'), by: PHYSICIAN, request, prescription: ISSUED, state: 'received' },
    },
    'aino-harjula',
  ),
  alone(
    'patient-instruction',
    {
      kind: 'patientInstruction',
      content: { ...made('88888888'), by: PHYSICIAN, prescriptions: [listed] },
    },
    'aino-harjula',
  ),
  alone(
    'summary',
    {
      kind: 'summary',
      content: {
        ...made('77777777'),
        by: PHARMACIST,
        prescriptions: [listed, { ...listed, reference: first('1.2.246.10.88888888.93001.2026.4'), remaining: '' }],
        from: localDate('2024-02-05'),
        until: localDate('2026-02-05'),
      },
    },
    'leena-apaja',
  ),
];

import fc from 'fast-check';
import { oid } from '../../shared/kernel/oid.ts';
import { type DocumentContent } from '../../shared/domain/documents/content.ts';
import { PHARMACY_MESSAGE_KINDS, type PharmacyMessage } from '../../shared/domain/documents/pharmacy-message.ts';
import {
  CANCELLATION_PARTIES,
  CANCELLATION_TYPES,
  CHANGE_REASON_CODES,
  CONSENT_CODES,
  type Cancellation,
  type Correction,
} from '../../shared/domain/documents/prescription-change.ts';
import { type ListedPrescription } from '../../shared/domain/documents/prescription-list.ts';
import { type DocumentReference, type TypedReference } from '../../shared/domain/documents/reference.ts';
import {
  RENEWAL_OUTCOMES,
  RENEWAL_STATES,
  type RenewalRequest,
  type Requester,
} from '../../shared/domain/documents/renewal-request.ts';
import { type Professional } from '../../shared/domain/people/person.ts';
import {
  aProfessional,
  anyDay,
  anyDispensing,
  anyMoment,
  anyPatient,
  anyPrescription,
  anyVersion,
  someDocumentOid,
} from './document.arbitrary.ts';
import { aClinic, aPharmacist, aPharmacy, aPhysician } from './document.builder.ts';
import { anyText } from './hostile-text.ts';

const text = anyText();
const someText = anyText(1);
const given = fc.array(someText, { maxLength: 3 });
const phone = fc.constantFrom('', '0100000001', '+358 40 123 4567');

const reference: fc.Arbitrary<DocumentReference> = fc.record({
  oid: someDocumentOid,
  setId: someDocumentOid,
  version: anyVersion,
});
const typed = <T extends TypedReference['type']>(...types: readonly T[]): fc.Arbitrary<TypedReference<T>> =>
  fc.tuple(reference, fc.constantFrom(...types)).map(([of, type]) => ({ ...of, type }));

const anyone: fc.Arbitrary<Professional> = fc.oneof(
  aProfessional(aPhysician, aClinic),
  aProfessional(aPharmacist, aPharmacy),
);
const reason = fc.record({ code: fc.constantFrom(...CHANGE_REASON_CODES), text });

const correction: fc.Arbitrary<Correction> = fc.record({
  replaces: typed('1', '3'),
  corrector: anyone,
  correctedAt: anyMoment,
  reason: fc.option(reason),
});

const cancellation: fc.Arbitrary<Cancellation> = fc.record({
  cancels: typed('1', '3'),
  canceller: anyone,
  cancelledAt: anyMoment,
  reason,
  type: fc.constantFrom(...CANCELLATION_TYPES),
  party: fc.constantFrom(null, ...CANCELLATION_PARTIES),
  consent: fc.constantFrom(null, ...CONSENT_CODES),
  corrected: fc.option(
    fc.record({
      family: text,
      given,
      registrationNumber: fc.constantFrom(null, '00999900101'),
      reason: fc.option(reason),
    }),
  ),
});

const renewal = fc
  .tuple(fc.option(typed('1', '3')), fc.option(reference), typed('1'))
  .map(([renewed, request, other]) => ({
    renewal: { renewed: renewed === null && request === null ? other : renewed, request },
  }));

const change = fc.record({ replaces: typed('10', '12'), by: anyone, at: anyMoment, reason: text });

const base = {
  oid: someDocumentOid,
  setId: someDocumentOid,
  version: anyVersion,
  language: fc.constantFrom('fi' as const, 'sv' as const),
  patient: anyPatient,
  at: anyMoment,
};

const pharmacyMessage: fc.Arbitrary<PharmacyMessage> = fc.record({
  ...base,
  by: anyone,
  prescription: reference,
  reason: text,
  undoes: fc.option(reference),
});

const renewable = {
  reference,
  productName: text,
  prescribedAt: anyMoment,
  prescriber: fc.record({ identifierNumber: fc.constantFrom(null, '999901'), family: text, given }),
};

const requester: fc.Arbitrary<Requester> = fc.oneof(
  anyone.map(professional => ({ kind: 'professional', professional }) as const),
  someText.map(name => ({ kind: 'service', organisation: { oid: oid('1.2.246.10.88888888.10.9'), name } }) as const),
);

const renewalRequest: fc.Arbitrary<RenewalRequest> = fc.record({
  ...base,
  requester,
  recipient: fc.record({
    oid: someDocumentOid,
    name: text,
    phone,
    street: text,
    postalCode: text,
    city: text,
  }),
  prescription: fc.record(renewable),
  message: text,
  consent: fc.constantFrom(null, ...CONSENT_CODES),
  smsPhone: phone,
});

const told = { ...base, by: anyone, request: reference, prescription: reference };

const listed: fc.Arbitrary<ListedPrescription> = fc.record({
  ...renewable,
  doseText: text,
  validUntil: fc.option(anyDay),
  remaining: text,
});
const listing = { ...base, by: anyone, prescriptions: fc.array(listed, { minLength: 1, maxLength: 4 }) };

/** Every document that says something of a prescription or a dispensing, by its kind. */
export const MESSAGE_ARBITRARIES: readonly (readonly [DocumentContent['kind'], fc.Arbitrary<DocumentContent>])[] = [
  [
    'renewal',
    fc.tuple(anyPrescription, renewal).map(([rx, of]) => ({ kind: 'renewal', content: { ...rx, ...of } }) as const),
  ],
  [
    'prescriptionCorrection',
    fc
      .tuple(anyPrescription, correction)
      .map(([rx, of]) => ({ kind: 'prescriptionCorrection', content: { ...rx, correction: of } }) as const),
  ],
  [
    'prescriptionCancellation',
    fc
      .tuple(anyPrescription, cancellation)
      .map(([rx, of]) => ({ kind: 'prescriptionCancellation', content: { ...rx, cancellation: of } }) as const),
  ],
  [
    'dispensingCorrection',
    fc
      .tuple(anyDispensing, change)
      .map(([d, of]) => ({ kind: 'dispensingCorrection', content: { ...d, change: of } }) as const),
  ],
  [
    'dispensingCancellation',
    fc
      .tuple(anyDispensing, change)
      .map(([d, of]) => ({ kind: 'dispensingCancellation', content: { ...d, change: of } }) as const),
  ],
  ...PHARMACY_MESSAGE_KINDS.map(kind => [kind, pharmacyMessage.map(content => ({ kind, content }) as const)] as const),
  ['renewalRequest', renewalRequest.map(content => ({ kind: 'renewalRequest', content }) as const)],
  [
    'renewalAnswer',
    fc
      .record({
        ...told,
        outcome: fc.constantFrom(...RENEWAL_OUTCOMES),
        renewed: fc.option(reference),
        ground: text,
        instruction: text,
      })
      .map(content => ({ kind: 'renewalAnswer', content }) as const),
  ],
  [
    'renewalStatus',
    fc
      .record({ ...told, state: fc.constantFrom(...RENEWAL_STATES) })
      .map(content => ({ kind: 'renewalStatus', content }) as const),
  ],
  ['patientInstruction', fc.record(listing).map(content => ({ kind: 'patientInstruction', content }) as const)],
  [
    'summary',
    fc
      .record({ ...listing, from: fc.option(anyDay), until: fc.option(anyDay) })
      .map(content => ({ kind: 'summary', content }) as const),
  ],
];

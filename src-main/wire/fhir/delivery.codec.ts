import type { Communication } from 'fhir/r4.js';
import { RECEIVER_IDS, RECEIVERS } from '../../../shared/domain/records/certificate-forms.ts';
import { type Delivery, type ToldDelivery } from '../../../shared/domain/records/delivery.ts';
import { fullName, type Professional } from '../../../shared/domain/people/person.ts';
import { instantOf } from './fhir-time.ts';
import { oidOf, oidUnder } from './resources.ts';
import { oidUri, profileUrl, SYSTEM } from './systems.ts';

/** The simulator's own category: how a sender asks for a forwarding is not public, receivers read Communications. */
const CATEGORY = {
  system: 'https://kantasim.example/fhir/CodeSystem/sim-communication-category',
  code: 'todistuksen-valitys',
};

/** A forwarding is never changed otherwise than by taking it back, or by its receiver. */
const STATUS = { ask: 'in-progress', withdraw: 'stopped' } as const;
const STATES: Readonly<Partial<Record<Communication['status'], ToldDelivery['state']>>> = {
  'in-progress': 'sent',
  completed: 'delivered',
  'not-done': 'refused',
  stopped: 'withdrawn',
};

export type Forwarded = Readonly<{
  delivery: Delivery;
  act: 'ask' | 'withdraw';
  identityCode: string;
  author: Professional;
}>;

export const deliveryResource = ({ delivery, act, identityCode, author }: Forwarded): Communication => ({
  resourceType: 'Communication',
  meta: { profile: [profileUrl('sim-delivery')] },
  identifier: [{ system: SYSTEM.uri, value: oidUri(delivery.oid) }],
  status: STATUS[act],
  category: [{ coding: [CATEGORY] }],
  subject: { type: 'Patient', identifier: { system: SYSTEM.identityCode, value: identityCode } },
  sent: delivery.askedAt,
  recipient: [
    {
      type: 'Organization',
      identifier: { system: SYSTEM.uri, value: oidUri(RECEIVERS[delivery.receiver].oid) },
      display: RECEIVERS[delivery.receiver].name.fi,
    },
  ],
  sender: {
    type: 'Practitioner',
    identifier: { system: SYSTEM.registrationNumber, value: author.registrationNumber },
    display: fullName(author),
  },
  reasonCode: [{ text: 'Asiakkaan pyyntö' }],
  payload: [
    {
      contentReference: {
        type: 'DocumentReference',
        identifier: { system: SYSTEM.uri, value: oidUri(delivery.documentOid) },
        display: delivery.title,
      },
    },
  ],
});

/** A Communication of the service as a forwarding; null when it is none. */
export function readDelivery(communication: Communication): ToldDelivery | null {
  const oid = oidUnder(communication.identifier, SYSTEM.uri);
  const state = STATES[communication.status];
  const content = communication.payload?.[0]?.contentReference;
  const documentOid = oidOf(content?.identifier);
  const receiverOid = oidOf(communication.recipient?.[0]?.identifier);
  const receiver = RECEIVER_IDS.find(id => RECEIVERS[id].oid === receiverOid);
  const askedAt = instantOf(communication.sent);
  if (!oid || state === undefined || !documentOid || receiver === undefined || !askedAt) return null;
  return {
    oid,
    documentOid,
    title: content?.display ?? '',
    receiver,
    askedAt,
    state,
    reason: state === 'refused' ? (communication.statusReason?.text ?? '') : null,
    answeredAt: instantOf(communication.received),
  };
}

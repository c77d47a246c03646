import type { Task } from 'fhir/r4.js';
import { SYSTEM, profile } from '../names.ts';
import { type RequestState } from '../rules/renewal.machine.ts';
import { fhirDateTime } from '../time.ts';
import { concept } from './elements.ts';

/** How a request stands on the wire; the numbers of 1.2.246.537.5.40106 are not public. */
const BUSINESS: Readonly<Record<Exclude<RequestState, 'none'>, string>> = {
  sent: 'renewal-sent',
  received: 'renewal-received',
  renewed: 'renewal-renewed',
  rejected: 'renewal-rejected',
  returned: 'renewal-returned',
  expired: 'renewal-expired',
  withdrawn: 'cancelled',
};
const STATUS: Readonly<Record<Exclude<RequestState, 'none'>, Task['status']>> = {
  sent: 'requested',
  received: 'received',
  renewed: 'completed',
  rejected: 'rejected',
  returned: 'rejected',
  expired: 'failed',
  withdrawn: 'cancelled',
};

/** Kinds of consent, 1.2.246.537.5.40119.2006: 1 oral consent, 2 signed, 3 oral request, 4 none given, 5 not needed. */
const CONSENT = 'urn:oid:1.2.246.537.5.40119.2006';

export type RenewalParts = Readonly<{
  oid: string;
  setId: string;
  requestId: string;
  patientId: string;
  hetu: string;
  recipientId: string;
  recipientOid: string;
  authoredMs: number;
  consent: string;
  message: string;
}>;

/** A renewal request as the asked unit finds it in its inbox. */
export const renewalView = (parts: RenewalParts): Task => ({
  resourceType: 'Task',
  meta: { profile: [profile('sim-renewal-task')] },
  identifier: [{ system: SYSTEM.uri, value: `urn:oid:${parts.oid}` }],
  ...stateOf('sent'),
  intent: 'proposal',
  code: concept(SYSTEM.messageType, '8'),
  focus: {
    reference: `MedicationRequest/${parts.requestId}`,
    identifier: { system: SYSTEM.prescriptionSetId, value: `urn:oid:${parts.setId}` },
  },
  for: { reference: `Patient/${parts.patientId}`, identifier: { system: SYSTEM.hetu, value: parts.hetu } },
  authoredOn: fhirDateTime(parts.authoredMs),
  requester: { reference: `Patient/${parts.patientId}` },
  owner: {
    reference: `Organization/${parts.recipientId}`,
    identifier: { system: SYSTEM.uri, value: `urn:oid:${parts.recipientOid}` },
  },
  input: [
    { type: { text: 'suostumustyyppi' }, valueCodeableConcept: concept(CONSENT, parts.consent) },
    ...(parts.message === '' ? [] : [{ type: { text: 'viesti' }, valueString: parts.message }]),
  ],
});

export const stateOf = (state: Exclude<RequestState, 'none'>): Pick<Task, 'status' | 'businessStatus'> => ({
  status: STATUS[state],
  businessStatus: concept(SYSTEM.workflow, BUSINESS[state]),
});

/** The state of a stored request; null for a task that is none. */
export function requestState(task: Task): RequestState | null {
  const code = task.businessStatus?.coding?.find(c => c.system === SYSTEM.workflow)?.code;
  return (Object.entries(BUSINESS).find(([, name]) => name === code)?.[0] as RequestState | undefined) ?? null;
}

import type { Communication, Consent, ConsentProvision } from 'fhir/r4.js';
import { profile, SYSTEM } from '../names.ts';
import { fhirDateTime } from '../time.ts';
import { urn } from './document-store.ts';
import { DENIED_PRESCRIPTIONS } from './will-reading.ts';

export const logical = (type: string, system: string, value: string) => ({ type, identifier: { system, value } });

type Person = Readonly<{ id: string; hetu: string }>;
type Written = Readonly<{ oid: string; atMs: number; person: Person }>;
const whoIs = ({ id, hetu }: Person) => ({ ...logical('Patient', SYSTEM.hetu, hetu), reference: `Patient/${id}` });

/** That somebody was told of Kanta, in which version of the text. */
export function informingResource({ oid, atMs, person }: Written, version: string): Communication {
  const who = whoIs(person);
  return {
    resourceType: 'Communication',
    meta: { profile: [profile('sim-informing')] },
    identifier: [{ system: SYSTEM.uri, value: urn(oid) }],
    status: 'completed',
    category: [{ coding: [{ system: SYSTEM.informing, code: 'kanta-informointi' }] }],
    subject: who,
    sent: fhirDateTime(atMs),
    sender: who,
    recipient: [who],
    payload: [{ contentString: version }],
  };
}

export type WillCategory =
  'luovutuslupa' | 'sote-luovutuslupa' | 'luovutuskielto' | 'reseptikielto' | 'hoitotahto' | 'elinluovutus';

/** A declaration in force, in the person's own name. */
export function consentResource(
  { oid, atMs, person }: Written,
  category: WillCategory,
  provision: ConsentProvision,
  text = '',
): Consent {
  const who = whoIs(person);
  return {
    resourceType: 'Consent',
    meta: { profile: [profile('sim-will')] },
    identifier: [{ system: SYSTEM.uri, value: urn(oid) }],
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: SYSTEM.willCategory, code: category }] }],
    patient: who,
    dateTime: fhirDateTime(atMs),
    performer: [who],
    policyRule: { text: 'Laki 703/2023' },
    ...(text === ''
      ? {}
      : { sourceAttachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }),
    provision,
  };
}

export const sectorProvision = (code: string): ConsentProvision => ({
  type: 'permit',
  class: [{ system: SYSTEM.willSector, code }],
});

/** A denial: what it is aimed at, and whether an emergency opens it all the same. */
export const denialProvision = (
  scope: string,
  emergency: boolean,
  aim: Partial<ConsentProvision> = {},
): ConsentProvision => ({
  type: 'permit',
  provision: [
    { type: 'deny', class: [{ system: SYSTEM.denialScope, code: scope }], ...aim },
    ...(emergency ? [{ type: 'permit' as const, purpose: [{ system: SYSTEM.actReason, code: 'ETREAT' }] }] : []),
  ],
});

/** That denied prescriptions, all at once, may be shown to health care in an emergency. */
export const deniedInEmergencyProvision = (): ConsentProvision => ({
  type: 'permit',
  class: [{ system: SYSTEM.denialScope, code: DENIED_PRESCRIPTIONS }],
  purpose: [{ system: SYSTEM.actReason, code: 'ETREAT' }],
});

export const aimAtController = (oid: string): Partial<ConsentProvision> => ({
  actor: [
    {
      role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'CST' }] },
      reference: logical('Organization', SYSTEM.uri, urn(oid)),
    },
  ],
});
export const aimAtInstance = (type: string, system: string, value: string): Partial<ConsentProvision> => ({
  data: [{ meaning: 'instance', reference: logical(type, system, value) }],
});

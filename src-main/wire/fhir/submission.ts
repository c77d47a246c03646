/** What every message to a service is made of: references, who did it, and the transaction Bundle around them. */
import type { Bundle, BundleEntry, Provenance, Reference, Signature } from 'fhir/r4.js';
import { fullName, type Professional } from '../../../shared/domain/people/person.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { base64, encodeUtf8 } from '../xml/utf8.ts';
import { oidUri, profileUrl, SYSTEM } from './systems.ts';
import { type Sha1, uuidOfName } from './uuid.ts';

export type MessageTools = Readonly<{
  /** The organisation's system signature over a document, a detached JWS; null or left out: no key of it here. */
  seal?: (bytes: Uint8Array, organisationOid: Oid) => string | null;
  sha1: Sha1;
  /** Base64 as ASCII bytes by the platform, many times as fast as in the language alone; a message is mostly that. */
  base64?(bytes: Uint8Array): Uint8Array;
}>;

/** What is the same in every message. */
export type Sent = Readonly<{
  /** UUID, lower case: Bundle.identifier and X-Request-Id. */
  messageId: string;
  author: Professional;
  at: Instant;
}>;

export const logical = (type: string, system: string, value: string, display?: string): Reference => ({
  type,
  identifier: { system, value },
  ...(display === undefined ? {} : { display }),
});

export const organisation = (oid: string): Reference => logical('Organization', SYSTEM.uri, oidUri(oid));
export const serviceEventReference = (oid: Oid): Reference => logical('Encounter', SYSTEM.uri, oidUri(oid));
export const practitioner = (person: Professional): Reference =>
  logical('Practitioner', SYSTEM.registrationNumber, person.registrationNumber, fullName(person));

/**
 * The patient by identity code; without one by a temporary identifier of the provider, node class 22 of its arc and the
 * year of the event (HL7 Finland base profiles, temporary person identifiers).
 */
export function subject(
  identityCode: string | null,
  localId: string,
  provider: Professional['organisation'],
  at: Instant,
): Reference {
  if (identityCode !== null) return logical('Patient', SYSTEM.identityCode, identityCode);
  const arc = `1.2.246.10.${provider.businessId.replace(/^0+/, '')}.22.${at.slice(0, 4)}`;
  return { type: 'Patient', identifier: { use: 'temp', system: oidUri(arc), value: localId } };
}

/** Ids inside a Bundle are named after its message, so that the same input gives the same bytes. */
export const idIn = (messageId: string, name: string, sha1: Sha1): string =>
  `urn:uuid:${uuidOfName(messageId, encodeUtf8(name), sha1)}`;

/** @param replaced the version in whose place the target comes */
export function provenance(
  target: string,
  { author, at }: Sent,
  activity: 'CREATE' | 'UPDATE',
  replaced?: Reference,
): Provenance {
  return {
    resourceType: 'Provenance',
    meta: { profile: [profileUrl('sim-provenance')] },
    target: [{ reference: target }],
    recorded: at,
    activity: { coding: [{ system: SYSTEM.dataOperation, code: activity }] },
    agent: [
      {
        type: { coding: [{ system: SYSTEM.participantType, code: 'author' }] },
        who: practitioner(author),
        onBehalfOf: organisation(author.organisation.oid),
      },
    ],
    ...(replaced === undefined ? {} : { entity: [{ role: 'revision' as const, what: replaced }] }),
  };
}

/** A signature over the bytes of a document that stands beside them: the author's own, or the system signature of the organisation. */
export const signatureBeside = (jws: string, who: Signature['who'], at: Instant): Signature => ({
  type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
  when: at,
  who,
  targetFormat: 'text/xml',
  sigFormat: 'application/jose',
  data: base64(encodeUtf8(jws)),
});

export const post = (
  fullUrl: string,
  resource: BundleEntry['resource'] & object,
  ifNoneExist?: string,
): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...(ifNoneExist === undefined ? {} : { ifNoneExist }) },
});

/** Search by OID: the condition of what is created once, and the address of what has none yet. */
export const byUri = (oid: string): string => `identifier=${SYSTEM.uri}|${oidUri(oid)}`;

/** No text of the Bundle can look like this: a quotation mark inside a JSON string is escaped. */
const NO_DATA = '"data":""';

/** @param data base64 of the one Binary in it, which is not led through JSON: it is most of the message and pure ASCII */
export function submission({ messageId, at }: Sent, entry: BundleEntry[], data?: Uint8Array): Uint8Array {
  const bundle: Bundle = {
    resourceType: 'Bundle',
    meta: { profile: [profileUrl('sim-submission')] },
    identifier: { system: SYSTEM.uri, value: `urn:uuid:${messageId}` },
    type: 'transaction',
    timestamp: at,
    entry,
  };
  const text = JSON.stringify(bundle);
  if (data === undefined) return encodeUtf8(text);
  const place = text.indexOf(NO_DATA) + NO_DATA.length - 1;
  const [head, tail] = [encodeUtf8(text.slice(0, place)), encodeUtf8(text.slice(place))];
  const message = new Uint8Array(head.length + data.length + tail.length);
  message.set(head);
  message.set(data, head.length);
  message.set(tail, head.length + data.length);
  return message;
}

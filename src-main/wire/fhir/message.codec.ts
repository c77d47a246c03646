import type {
  Binary,
  Bundle,
  BundleEntry,
  DocumentReference,
  Encounter,
  Provenance,
  Reference,
  Signature,
} from 'fhir/r4.js';
import { PRESCRIPTION_CUSTODIAN } from '../../../shared/codes/code-systems.ts';
import { DOCUMENT_TYPES, type DocumentTypeCode } from '../../../shared/codes/document-types.ts';
import { type DocumentContent, TYPE_OF_KIND } from '../../../shared/domain/documents/content.ts';
import { fullName, type Patient, type Professional } from '../../../shared/domain/people/person.ts';
import { type PatientRegister } from '../../../shared/codes/record-systems.ts';
import { RECORD_HEADING_CODES } from '../../../shared/codes/record-headings.ts';
import { RECORD_TEMPLATES } from '../../../shared/domain/records/record-templates.ts';
import {
  keeperOf,
  RECORD_VIEWS,
  type RecordDocument,
  type SeriesVisit,
  type ServiceEvent,
} from '../../../shared/domain/records/record.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { writeSocialDocument } from '../social/social-document.codec.ts';
import { base64, base64Bytes, encodeUtf8 } from '../xml/utf8.ts';
import { DOCUMENT_FORMS } from '../cda/forms.ts';
import { authorisationResource, type Authorised } from './authorisation.codec.ts';
import { deliveryResource, type Forwarded } from './delivery.codec.ts';
import { noticeResource } from './disclosure-notice.codec.ts';
import { canonicalJson } from './json.ts';
import { oidUri, profileUrl, SERIES_TYPE, SYSTEM, VISIT_PROFILE } from './systems.ts';
import { type Sha1, uuidOfName } from './uuid.ts';
import { type Declared, willResource } from './will.codec.ts';

export type DocumentSubmission = Readonly<{
  /** UUID, lower case: Bundle.identifier and X-Request-Id. */
  messageId: string;
  /** The signed CDA document; travels as it is. */
  signed: Uint8Array;
  document: DocumentContent;
  author: Professional;
  at: Instant;
}>;

export type ServiceEventSubmission = Readonly<{
  messageId: string;
  event: ServiceEvent;
  /** The visit of a series that this is about; the service event itself without one. */
  visit?: SeriesVisit | null;
  /** `W/"n"` of the version to be replaced; null creates the service event. */
  previousVersionTag: string | null;
  patientIdentityCode: string | null;
  /** Stands in for the identity code of a person without one; local to the provider. */
  patientLocalId: string;
  author: Professional;
  at: Instant;
}>;

const logical = (type: string, system: string, value: string, display?: string): Reference => ({
  type,
  identifier: { system, value },
  ...(display === undefined ? {} : { display }),
});

const organisation = (oid: string): Reference => logical('Organization', SYSTEM.uri, oidUri(oid));
const serviceEventReference = (oid: Oid): Reference => logical('Encounter', SYSTEM.uri, oidUri(oid));
const practitioner = (person: Professional): Reference =>
  logical('Practitioner', SYSTEM.registrationNumber, person.registrationNumber, fullName(person));

/**
 * The patient by identity code; without one by a temporary identifier of the provider, node class 22 of its arc and the
 * year of the event (HL7 Finland base profiles, temporary person identifiers).
 */
function subject(
  identityCode: string | null,
  localId: string,
  provider: Professional['organisation'],
  at: Instant,
): Reference {
  if (identityCode !== null) return logical('Patient', SYSTEM.identityCode, identityCode);
  const arc = `1.2.246.10.${provider.businessId.replace(/^0+/, '')}.22.${at.slice(0, 4)}`;
  return { type: 'Patient', identifier: { use: 'temp', system: oidUri(arc), value: localId } };
}

const subjectOf = (patient: Patient, author: Professional, at: Instant): Reference =>
  subject(patient.identityCode, patient.id, author.organisation, at);

function provenance(
  target: string,
  author: Professional,
  at: Instant,
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
const signatureBeside = (jws: string, who: Signature['who'], at: Instant): Signature => ({
  type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
  when: at,
  who,
  targetFormat: 'text/xml',
  sigFormat: 'application/jose',
  data: base64(encodeUtf8(jws)),
});

type Facts = Readonly<{
  type: DocumentReference['type'];
  createdAt: Instant;
  serviceEventOid: Oid | null;
  custodian: string;
  /** Of another's register: which of its registers. */
  register?: PatientRegister;
  identifier: DocumentReference['identifier'];
}>;

const ids = (
  idSystem: string,
  setSystem: string,
  content: Readonly<{ oid: Oid; setId: Oid }>,
): DocumentReference['identifier'] => [
  { system: idSystem, value: oidUri(content.oid) },
  { system: setSystem, value: oidUri(content.setId) },
];

const messageType = (code: string, text: string): DocumentReference['type'] => ({
  coding: [{ system: SYSTEM.messageType, code }],
  text,
});

/** When the document was made; the act itself may be older, as in a correction. */
function madeAt(document: DocumentContent): Instant {
  switch (document.kind) {
    case 'prescription':
    case 'renewal':
      return document.content.prescribedAt;
    case 'prescriptionCorrection':
      return document.content.correction.correctedAt;
    case 'prescriptionCancellation':
      return document.content.cancellation.cancelledAt;
    case 'dispensing':
      return document.content.dispensedAt;
    case 'dispensingCorrection':
    case 'dispensingCancellation':
      return document.content.change.at;
    case 'record':
      return document.content.createdAt;
    default:
      return document.content.at;
  }
}

/** Prescriptions and dispensings are typed by their version where the content does not say that it corrects. */
function typeOf(document: Exclude<DocumentContent, Readonly<{ kind: 'record' }>>): DocumentTypeCode {
  const type = TYPE_OF_KIND[document.kind];
  if (document.content.version === 1) return type;
  return document.kind === 'prescription'
    ? DOCUMENT_TYPES.correction
    : document.kind === 'dispensing'
      ? DOCUMENT_TYPES.dispensingCorrection
      : type;
}

/** What differs between the kinds of documents: type, controller, service event, naming systems. */
function factsOf(document: DocumentContent): Facts {
  const { content } = document;
  if (document.kind === 'record')
    return {
      type: { text: document.content.title },
      createdAt: madeAt(document),
      serviceEventOid: document.content.serviceEventOid,
      custodian: keeperOf(document.content),
      ...(document.content.purchased === undefined ? {} : { register: document.content.purchased.register }),
      identifier: ids(SYSTEM.uri, SYSTEM.documentSet, content),
    };
  const type = typeOf(document);
  return {
    type: messageType(type, DOCUMENT_FORMS[type].name.fi),
    createdAt: madeAt(document),
    serviceEventOid: 'serviceEventOid' in content ? content.serviceEventOid : null,
    custodian: PRESCRIPTION_CUSTODIAN.oid,
    identifier: ids(SYSTEM.prescriptionId, SYSTEM.prescriptionSetId, content),
  };
}

/**
 * The version that this one replaces: the one that the content names; else, of a set of which only the first version's OID
 * is known, that one.
 * @throws RangeError from version 3 on where the content names none: the caller would have to
 */
function replacedBy(document: DocumentContent): Oid | null {
  const { kind, content } = document;
  if (kind === 'record' && content.revision !== undefined) return content.revision.base.oid;
  if (kind === 'prescriptionCorrection') return content.correction.replaces.oid;
  if (kind === 'prescriptionCancellation') return content.cancellation.cancels.oid;
  if (kind === 'dispensingCorrection' || kind === 'dispensingCancellation') return content.change.replaces.oid;
  if (content.version === 1) return null;
  if (content.version === 2) return content.setId;
  throw new RangeError('the replaced version is not known');
}

const statusOf = (document: DocumentContent): NonNullable<DocumentReference['docStatus']> =>
  document.kind === 'record' && document.content.revision?.act === 'annulment'
    ? 'entered-in-error'
    : document.content.version === 1
      ? 'final'
      : 'amended';

/** By what a list can be narrowed without opening documents: view and headings, by name because their codes are unconfirmed. */
function contentsOf({ templateId, sections, language }: RecordDocument): Partial<DocumentReference['context']> {
  const view = RECORD_TEMPLATES.find(template => template.id === templateId)?.view;
  const headings = [...new Set(sections.map(({ heading }) => RECORD_HEADING_CODES[heading][language]))];
  return {
    ...(headings.length === 0 ? {} : { event: headings.map(text => ({ text })) }),
    ...(view === undefined ? {} : { practiceSetting: { text: RECORD_VIEWS[view][language] } }),
  };
}

const post = (fullUrl: string, resource: BundleEntry['resource'] & object, ifNoneExist?: string): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...(ifNoneExist === undefined ? {} : { ifNoneExist }) },
});

const byUri = (oid: string): string => `identifier=${SYSTEM.uri}|${oidUri(oid)}`;

/** No text of the Bundle can look like this: a quotation mark inside a JSON string is escaped. */
const NO_DATA = '"data":""';

/** @param data base64 of the one Binary in it, which is not led through JSON: it is most of the message and pure ASCII */
function submission(messageId: string, at: Instant, entry: BundleEntry[], data?: Uint8Array): Uint8Array {
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

export type MessageTools = Readonly<{
  /** The organisation's system signature over a document, a detached JWS; null or left out: no key of it here. */
  seal?: (bytes: Uint8Array, organisationOid: Oid) => string | null;
  sha1: Sha1;
  /** Base64 as ASCII bytes by the platform, many times as fast as in the language alone; a message is mostly that. */
  base64?(bytes: Uint8Array): Uint8Array;
}>;

/**
 * Builds the exact messages that the queue freezes and sends. Everything in them follows from the input: the ids inside a
 * Bundle are named after the message id, so the same input gives the same bytes.
 */
export function createMessageCodec(tools: MessageTools) {
  const asBase64 = tools.base64 ?? base64Bytes;
  const idIn = (messageId: string, name: string): string =>
    `urn:uuid:${uuidOfName(messageId, encodeUtf8(name), tools.sha1)}`;

  return {
    /** DocumentReference (created once for its OID) + Binary + Provenance. @throws RangeError when a record has no service event. */
    documentSubmission({ messageId, signed, document, author, at }: DocumentSubmission): Uint8Array {
      const facts = factsOf(document);
      const { content } = document;
      if (document.kind === 'record' && facts.serviceEventOid === null)
        throw new RangeError('a record needs a service event');
      const replaced = replacedBy(document);
      const replacedReference =
        replaced === null ? undefined : logical('DocumentReference', SYSTEM.uri, oidUri(replaced));
      const [referenceId, binaryId, provenanceId] = ['DocumentReference', 'Binary', 'Provenance'].map(name =>
        idIn(messageId, name),
      ) as [string, string, string];
      const reference: DocumentReference = {
        resourceType: 'DocumentReference',
        meta: { profile: [profileUrl('sim-document-reference')] },
        masterIdentifier: { system: SYSTEM.uri, value: oidUri(content.oid) },
        ...(facts.identifier === undefined ? {} : { identifier: facts.identifier }),
        status: 'current',
        docStatus: statusOf(document),
        ...(facts.type === undefined ? {} : { type: facts.type }),
        ...(facts.register === undefined
          ? {}
          : { category: [{ coding: [{ system: SYSTEM.patientRegister, code: facts.register }] }] }),
        subject: subjectOf(content.patient, author, facts.createdAt),
        date: facts.createdAt,
        author: [practitioner(author)],
        custodian: organisation(facts.custodian),
        ...(replacedReference === undefined ? {} : { relatesTo: [{ code: 'replaces', target: replacedReference }] }),
        securityLabel: [
          {
            coding: [
              { system: SYSTEM.confidentiality, code: 'R' },
              { system: SYSTEM.finnishConfidentiality, code: '5' },
            ],
          },
        ],
        content: [
          {
            attachment: {
              contentType: 'text/xml',
              language: content.language,
              url: binaryId,
              size: signed.length,
              hash: base64(tools.sha1(signed)),
            },
          },
        ],
        ...(facts.serviceEventOid === null
          ? {}
          : {
              context: {
                encounter: [serviceEventReference(facts.serviceEventOid)],
                ...(document.kind === 'record' ? contentsOf(document.content) : {}),
              },
            }),
      };
      const binary: Binary = { resourceType: 'Binary', contentType: 'text/xml', data: '' };
      const activity = replaced === null ? 'CREATE' : 'UPDATE';
      const entry = [
        post(referenceId, reference, byUri(content.oid)),
        post(binaryId, binary),
        post(provenanceId, provenance(referenceId, author, at, activity, replacedReference)),
      ];
      return submission(messageId, at, entry, asBase64(signed));
    },

    socialDocument: writeSocialDocument,

    /** DocumentReference + Binary + Provenance of a document of social welfare, in the controller's client register. */
    socialSubmission({
      messageId,
      item,
      document,
      signature,
      author,
      at,
    }: Readonly<{
      messageId: string;
      item: SocialItem;
      document: Uint8Array;
      signature: string | null;
      author: Professional;
      at: Instant;
    }>): Uint8Array {
      const [referenceId, binaryId, provenanceId] = ['DocumentReference', 'Binary', 'Provenance'].map(name =>
        idIn(messageId, name),
      ) as [string, string, string];
      const replaced =
        item.replaces === null ? undefined : logical('DocumentReference', SYSTEM.uri, oidUri(item.replaces));
      const reference: DocumentReference = {
        resourceType: 'DocumentReference',
        meta: { profile: [profileUrl('sim-document-reference')] },
        masterIdentifier: { system: SYSTEM.uri, value: oidUri(item.oid) },
        identifier: ids(SYSTEM.uri, SYSTEM.documentSet, item) ?? [],
        status: 'current',
        docStatus: item.version === 1 ? 'final' : 'amended',
        type: { text: item.title },
        subject: logical('Patient', SYSTEM.identityCode, item.identityCode),
        date: item.createdAt,
        author: [practitioner(author)],
        custodian: organisation(item.controllerOid),
        ...(replaced === undefined ? {} : { relatesTo: [{ code: 'replaces', target: replaced }] }),
        content: [
          {
            attachment: {
              contentType: 'text/xml',
              language: item.language,
              url: binaryId,
              size: document.length,
              hash: base64(tools.sha1(document)),
            },
          },
        ],
      };
      const binary: Binary = { resourceType: 'Binary', contentType: 'text/xml', data: '' };
      const activity = replaced === undefined ? 'CREATE' : 'UPDATE';
      const jws = signature ?? tools.seal?.(document, author.organisation.oid) ?? null;
      const signer = signature === null ? organisation(author.organisation.oid) : practitioner(author);
      const proof = provenance(referenceId, author, at, activity, replaced);
      const entry = [
        post(referenceId, reference, byUri(item.oid)),
        post(binaryId, binary),
        post(provenanceId, jws === null ? proof : { ...proof, signature: [signatureBeside(jws, signer, at)] }),
      ];
      return submission(messageId, at, entry, asBase64(document));
    },

    /** AuditEvent + Provenance with the system signature over its canonical form, without `meta` (and without a narrative). */
    disclosureSubmission({
      messageId,
      item,
      author,
      at,
    }: Readonly<{ messageId: string; item: SocialItem; author: Professional; at: Instant }>): Uint8Array {
      const [noticeId, provenanceId] = ['Notice', 'Provenance'].map(name => idIn(messageId, name)) as [string, string];
      const resource = noticeResource(item);
      const { meta: _meta, ...signed } = resource;
      const { oid } = author.organisation;
      const jws = tools.seal?.(encodeUtf8(canonicalJson(signed)), oid) ?? null;
      const proof = provenance(noticeId, author, at, 'CREATE');
      const seal = { ...signatureBeside(jws ?? '', organisation(oid), at), targetFormat: 'application/fhir+json' };
      return submission(messageId, at, [
        post(noticeId, resource),
        post(provenanceId, jws === null ? proof : { ...proof, signature: [seal] }),
      ]);
    },

    /** Communication + Provenance. Taking it back ends version 1: the receiver's answer makes a second one. */
    deliverySubmission({
      messageId,
      at,
      ...forwarded
    }: Forwarded & Readonly<{ messageId: string; at: Instant }>): Uint8Array {
      const [deliveryId, provenanceId] = ['Delivery', 'Provenance'].map(name => idIn(messageId, name)) as [
        string,
        string,
      ];
      const resource = deliveryResource(forwarded);
      const isAsked = forwarded.act === 'ask';
      const entry: BundleEntry = isAsked
        ? post(deliveryId, resource, byUri(forwarded.delivery.oid))
        : {
            fullUrl: deliveryId,
            resource,
            request: { method: 'PUT', url: `Communication?${byUri(forwarded.delivery.oid)}`, ifMatch: 'W/"1"' },
          };
      const said = provenance(deliveryId, forwarded.author, at, isAsked ? 'CREATE' : 'UPDATE');
      return submission(messageId, at, [entry, post(provenanceId, said)]);
    },

    /** Consent + Provenance. Its end is version 2: an authorisation is never changed otherwise. */
    authorisationSubmission({
      messageId,
      author,
      at,
      ...authorised
    }: Authorised & Readonly<{ messageId: string; author: Professional; at: Instant }>): Uint8Array {
      const [consentId, provenanceId] = ['Authorisation', 'Provenance'].map(name => idIn(messageId, name)) as [
        string,
        string,
      ];
      const resource = authorisationResource(authorised);
      const condition = byUri(authorised.authorisation.oid);
      const isGrant = authorised.act === 'grant';
      const entry: BundleEntry = isGrant
        ? post(consentId, resource, condition)
        : {
            fullUrl: consentId,
            resource,
            request: { method: 'PUT', url: `Consent?${condition}`, ifMatch: 'W/"1"' },
          };
      const said = provenance(consentId, author, at, isGrant ? 'CREATE' : 'UPDATE');
      return submission(messageId, at, [entry, post(provenanceId, said)]);
    },

    /** Consent or Communication + Provenance. A withdrawal ends version 1: a declaration is never changed otherwise. */
    willSubmission({
      messageId,
      at,
      ...declared
    }: Declared & Readonly<{ messageId: string; at: Instant }>): Uint8Array {
      const [willId, provenanceId] = ['Will', 'Provenance'].map(name => idIn(messageId, name)) as [string, string];
      const resource = willResource(declared);
      const entry: BundleEntry =
        declared.act === 'give'
          ? post(willId, resource, byUri(declared.oid))
          : {
              fullUrl: willId,
              resource,
              request: { method: 'PUT', url: `Consent?${byUri(declared.oid)}`, ifMatch: 'W/"1"' },
            };
      const activity = declared.act === 'give' ? 'CREATE' : 'UPDATE';
      return submission(messageId, at, [entry, post(provenanceId, provenance(willId, declared.author, at, activity))]);
    },

    /**
     * Encounter + Provenance. A new service event, or a visit of a series below it, is created once for its OID. Its end replaces the named version; it is
     * addressed by its OID, because the queue may hold both before the service has given any address.
     */
    serviceEventSubmission({
      messageId,
      event,
      visit = null,
      previousVersionTag,
      author,
      at,
      ...patient
    }: ServiceEventSubmission): Uint8Array {
      const [encounterId, provenanceId] = ['Encounter', 'Provenance'].map(name => idIn(messageId, name)) as [
        string,
        string,
      ];
      const it = visit ?? event;
      const encounter: Encounter = {
        resourceType: 'Encounter',
        meta: { profile: [visit === null ? profileUrl('sim-service-event') : VISIT_PROFILE] },
        identifier: [{ use: visit === null ? 'official' : 'secondary', system: SYSTEM.uri, value: oidUri(it.oid) }],
        status: it.endedAt === null ? 'in-progress' : 'finished',
        class: { system: SYSTEM.actCode, code: event.kind === 'visit' ? 'AMB' : 'VR' },
        ...(visit === null && event.series !== undefined
          ? { type: [{ coding: [SERIES_TYPE], text: event.series.name }] }
          : {}),
        subject: subject(patient.patientIdentityCode, patient.patientLocalId, author.organisation, event.startedAt),
        period: { start: it.startedAt, ...(it.endedAt === null ? {} : { end: it.endedAt }) },
        serviceProvider: organisation(event.unitOid),
        ...(visit === null ? {} : { partOf: serviceEventReference(event.oid) }),
      };
      const [entry, activity]: [BundleEntry, 'CREATE' | 'UPDATE'] =
        previousVersionTag === null
          ? [post(encounterId, encounter, byUri(it.oid)), 'CREATE']
          : [
              {
                fullUrl: encounterId,
                resource: encounter,
                request: { method: 'PUT', url: `Encounter?${byUri(it.oid)}`, ifMatch: previousVersionTag },
              },
              'UPDATE',
            ];
      return submission(messageId, at, [entry, post(provenanceId, provenance(encounterId, author, at, activity))]);
    },
  };
}

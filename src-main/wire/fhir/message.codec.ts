import type { BundleEntry, Encounter } from 'fhir/r4.js';
import { type SeriesVisit, type ServiceEvent } from '../../../shared/domain/records/record.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { writeSocialDocument } from '../social/social-document.codec.ts';
import { encodeUtf8 } from '../xml/utf8.ts';
import { authorisationResource, type Authorised } from './authorisation.codec.ts';
import { deliveryResource, type Forwarded } from './delivery.codec.ts';
import { noticeResource } from './disclosure-notice.codec.ts';
import {
  documentMessage,
  type DocumentSubmission,
  socialMessage,
  type SocialSubmission,
} from './document-message.codec.ts';
import { canonicalJson } from './json.ts';
import {
  byUri,
  idIn,
  type MessageTools,
  organisation,
  post,
  provenance,
  type Sent,
  serviceEventReference,
  signatureBeside,
  subject,
  submission,
} from './submission.ts';
import { oidUri, profileUrl, SERIES_TYPE, SYSTEM, VISIT_PROFILE } from './systems.ts';
import { type Declared, willResource } from './will.codec.ts';

type ServiceEventSubmission = Sent &
  Readonly<{
    event: ServiceEvent;
    /** The visit of a series that this is about; the service event itself without one. */
    visit?: SeriesVisit | null;
    /** `W/"n"` of the version to be replaced; null creates the service event. */
    previousVersionTag: string | null;
    patientIdentityCode: string | null;
    /** Stands in for the identity code of a person without one; local to the provider. */
    patientLocalId: string;
  }>;

/** The version that ends: of what is given and taken back, and never changed otherwise, the first. */
const FIRST_VERSION = 'W/"1"';

/** @param replaces version tag of what it comes in place of; null creates it once for its OID */
type Kept = Readonly<{ name: string; resource: BundleEntry['resource'] & object; oid: Oid; replaces: string | null }>;

/**
 * A resource that its service keeps + Provenance. What replaces is addressed by OID, because the queue may hold both
 * versions before the service has given any address.
 */
function keptMessage({ sha1 }: MessageTools, sent: Sent, { name, resource, oid, replaces }: Kept): Uint8Array {
  const fullUrl = idIn(sent.messageId, name, sha1);
  const url = `${resource.resourceType}?${byUri(oid)}`;
  const entry =
    replaces === null
      ? post(fullUrl, resource, byUri(oid))
      : { fullUrl, resource, request: { method: 'PUT' as const, url, ifMatch: replaces } };
  const said = provenance(fullUrl, sent, replaces === null ? 'CREATE' : 'UPDATE');
  return submission(sent, [entry, post(idIn(sent.messageId, 'Provenance', sha1), said)]);
}

/** AuditEvent + Provenance with the system signature over its canonical form, without `meta` (and without a narrative). */
function disclosureMessage(
  { seal, sha1 }: MessageTools,
  { item, ...sent }: Sent & Readonly<{ item: SocialItem }>,
): Uint8Array {
  const noticeId = idIn(sent.messageId, 'Notice', sha1);
  const resource = noticeResource(item);
  const { meta: _meta, ...signed } = resource;
  const { oid } = sent.author.organisation;
  const jws = seal?.(encodeUtf8(canonicalJson(signed)), oid) ?? null;
  const said = provenance(noticeId, sent, 'CREATE');
  const signature =
    jws === null
      ? {}
      : {
          signature: [{ ...signatureBeside(jws, organisation(oid), sent.at), targetFormat: 'application/fhir+json' }],
        };
  return submission(sent, [
    post(noticeId, resource),
    post(idIn(sent.messageId, 'Provenance', sha1), { ...said, ...signature }),
  ]);
}

function encounterOf({
  event,
  visit = null,
  patientIdentityCode,
  patientLocalId,
  author,
}: ServiceEventSubmission): Encounter {
  const it = visit ?? event;
  return {
    resourceType: 'Encounter',
    meta: { profile: [visit === null ? profileUrl('sim-service-event') : VISIT_PROFILE] },
    identifier: [{ use: visit === null ? 'official' : 'secondary', system: SYSTEM.uri, value: oidUri(it.oid) }],
    status: it.endedAt === null ? 'in-progress' : 'finished',
    class: { system: SYSTEM.actCode, code: event.kind === 'visit' ? 'AMB' : 'VR' },
    ...(visit === null && event.series !== undefined
      ? { type: [{ coding: [SERIES_TYPE], text: event.series.name }] }
      : {}),
    subject: subject(patientIdentityCode, patientLocalId, author.organisation, event.startedAt),
    period: { start: it.startedAt, ...(it.endedAt === null ? {} : { end: it.endedAt }) },
    serviceProvider: organisation(visit === null ? (event.begunAtOid ?? event.unitOid) : event.unitOid),
    ...(visit === null ? {} : { partOf: serviceEventReference(event.oid) }),
  };
}

/** Builds the exact messages that the queue freezes and sends. Everything in them follows from the input. */
export function createMessageCodec(tools: MessageTools) {
  return {
    documentSubmission: (input: DocumentSubmission): Uint8Array => documentMessage(tools, input),
    socialDocument: writeSocialDocument,
    socialSubmission: (input: SocialSubmission): Uint8Array => socialMessage(tools, input),
    disclosureSubmission: (input: Sent & Readonly<{ item: SocialItem }>): Uint8Array => disclosureMessage(tools, input),

    /** Taking it back ends version 1: the receiver's answer makes a second one. */
    deliverySubmission: (input: Forwarded & Sent): Uint8Array =>
      keptMessage(tools, input, {
        name: 'Delivery',
        resource: deliveryResource(input),
        oid: input.delivery.oid,
        replaces: input.act === 'ask' ? null : FIRST_VERSION,
      }),

    authorisationSubmission: (input: Authorised & Sent): Uint8Array =>
      keptMessage(tools, input, {
        name: 'Authorisation',
        resource: authorisationResource(input),
        oid: input.authorisation.oid,
        replaces: input.act === 'grant' ? null : FIRST_VERSION,
      }),

    willSubmission: (input: Declared & Sent): Uint8Array =>
      keptMessage(tools, input, {
        name: 'Will',
        resource: willResource(input),
        oid: input.oid,
        replaces: input.act === 'give' ? null : FIRST_VERSION,
      }),

    /** A new service event, or a visit of a series below it; or the end of one. */
    serviceEventSubmission: (input: ServiceEventSubmission): Uint8Array =>
      keptMessage(tools, input, {
        name: 'Encounter',
        resource: encounterOf(input),
        oid: (input.visit ?? input.event).oid,
        replaces: input.previousVersionTag,
      }),
  };
}

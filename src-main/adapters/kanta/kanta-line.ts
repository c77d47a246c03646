import { createHash } from 'node:crypto';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { type Clock } from '../../../shared/kernel/clock.ts';
import { type KantaLine, type NetFailure, type SendReply } from '../../app/ports/kanta.port.ts';
import { instantOf } from '../../wire/fhir/fhir-time.ts';
import { readRefusal } from '../../wire/fhir/outcome.ts';
import { isObject, ofType } from '../../wire/fhir/resources.ts';
import { attachmentOf } from '../../wire/fhir/record-row.codec.ts';
import { oidUri, SYSTEM } from '../../wire/fhir/systems.ts';
import { understood } from './reading.ts';
import { type Answered, detailOf, failureOf, type FhirClient } from './fhir-client.ts';
import { MAINTAIN } from './will-service.ts';
import { type Meaning, meaningOfLoss, meaningOfStatus, NOT_THE_SERVICE, retryAfterMs } from './reply-table.ts';

/** Where the service has it, before its receipt is fetched. */
type Place = Readonly<{ reference: string; at: Instant; same: boolean }>;
type Asked = Parameters<KantaLine['ask']>[0];
type ReceiptCheck = (answer: unknown, atMs: number) => boolean;

function replyOf(meaning: Meaning, detail: string | null, waitMs: number | null): SendReply {
  const { kind, code } = meaning;
  switch (kind) {
    case 'conflict':
    case 'refused':
      return { kind, code, detail };
    case 'notSent':
      return { kind, code, retryAfterMs: waitMs };
    case 'unknown':
    case 'unauthorised':
      return { kind, code };
  }
}

/** What an honest answer to a message has to name; the number of entries where the message is at hand. */
type Sent = Readonly<{ entries: number | null; documents: readonly Readonly<{ oid: string; sha256: string }>[] }>;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** @throws SyntaxError or TypeError when the bytes are no message of ours: a bug, because we wrote them. */
function sentIn(body: Uint8Array): Sent {
  const { entry = [] } = JSON.parse(Buffer.from(body).toString('utf8')) as Bundle<FhirResource>;
  const documents = entry.flatMap(({ resource }) => {
    if (resource?.resourceType !== 'DocumentReference') return [];
    const url = resource.content[0]?.attachment.url;
    const binary = entry.find(({ fullUrl }) => fullUrl === url)?.resource;
    const data = binary?.resourceType === 'Binary' ? (binary.data ?? '') : '';
    return [{ oid: resource.masterIdentifier?.value ?? '', sha256: sha256(Buffer.from(data, 'base64')) }];
  });
  return { entries: entry.length, documents };
}

type Accepted = Readonly<{ reference: string; at: Instant | null; repeated: boolean; proven: boolean }>;

/** What the answer says was stored; null unless it is about this message and answers each entry with a success. */
function readAccepted(json: unknown, messageId: string, sent: Sent): Accepted | null {
  if (!isObject(json) || json['resourceType'] !== 'Bundle' || json['type'] !== 'transaction-response') return null;
  const { entry, timestamp, identifier } = json as unknown as Bundle<FhirResource>;
  if (identifier?.value !== `urn:uuid:${messageId}`) return null;
  if (!Array.isArray(entry) || entry.length !== (sent.entries ?? entry.length)) return null;
  const responses = entry.map(one => one?.response);
  if (!responses.every(response => /^20[01]\b/.test(response?.status ?? ''))) return null;
  const [first] = responses;
  if (!first?.location) return null;
  const proofs = responses.flatMap(response => outcomeTexts(response?.outcome));
  return {
    proven: sent.documents.every(({ oid, sha256 }) => proofs.includes(`${oid} sha256:${sha256}`)),
    reference: first.location,
    at: instantOf(first.lastModified) ?? instantOf(timestamp),
    repeated: String(first.status).startsWith('200'),
  };
}

/** The service names each stored document and its SHA-256 in the answer that it signs. */
const outcomeTexts = (outcome: unknown): readonly string[] =>
  isObject(outcome) && Array.isArray(outcome['issue'])
    ? outcome['issue'].flatMap(issue =>
        isObject(issue) && typeof issue['diagnostics'] === 'string' ? [issue['diagnostics']] : [],
      )
    : [];

const isTrue = (header: string | readonly string[] | undefined): boolean => header === 'true';

export function createKantaLine(client: FhirClient, holds: ReceiptCheck, clock: Clock): KantaLine {
  /** Accepted only when this answers this message: same id, an answer for each entry. */
  function accepted(reply: Answered, messageId: string, sent: Sent): SendReply {
    const stored = readAccepted(reply.json, messageId, sent);
    if (!stored || reply.headers['x-request-id'] !== messageId) return replyOf(NOT_THE_SERVICE, null, null);
    return {
      kind: 'accepted',
      reference: stored.reference,
      at: stored.at ?? clock.now(),
      replayed: isTrue(reply.headers['x-replayed']) || stored.repeated,
      verified: stored.proven && holds(reply.json, clock.nowMs()),
      bytes: reply.body,
    };
  }

  /** One OID stands for the opening and for the end of a service event: any state of it tells the first, only one the second. */
  function eventHeld(found: readonly FhirResource[], act: 'serviceEventOpened' | 'serviceEventEnded'): Place | null {
    const [event] = ofType(found, 'Encounter');
    if (event === undefined || (act === 'serviceEventEnded' && event.status !== 'finished')) return null;
    const at = instantOf(event.meta?.lastUpdated) ?? clock.now();
    return { same: true, reference: `Encounter/${event.id}`, at };
  }

  /** A declaration is there in any state once it was given, and ended once it is inactive. An informing has one state. */
  async function willHeldBy(
    service: Asked['service'],
    act: 'willGiven' | 'willWithdrawn',
    oid: string,
    context: Asked['context'],
  ): Promise<Result<Place | null, NetFailure>> {
    const identifier = `${SYSTEM.uri}|${oidUri(oid)}`;
    const [consents, informings] = await Promise.all([
      client.search(service, 'Consent', { identifier, ...MAINTAIN }, context),
      client.search(service, 'Communication', { identifier }, context),
    ]);
    if (!consents.ok) return consents;
    if (!informings.ok) return informings;
    return understood((): Place | null => {
      const [consent] = ofType(consents.value, 'Consent');
      const [informing] = ofType(informings.value, 'Communication');
      const found = consent ?? (act === 'willGiven' ? informing : undefined);
      if (found === undefined || (act === 'willWithdrawn' && consent?.status !== 'inactive')) return null;
      const at = instantOf(found.meta?.lastUpdated) ?? clock.now();
      return { same: true, reference: `${found.resourceType}/${found.id}`, at };
    });
  }

  /** A forwarding is there in any state once it was asked for, and taken back once it is stopped. */
  function deliveryHeld(found: readonly FhirResource[], act: 'deliveryAsked' | 'deliveryWithdrawn'): Place | null {
    const [delivery] = ofType(found, 'Communication');
    if (delivery === undefined || (act === 'deliveryWithdrawn' && delivery.status !== 'stopped')) return null;
    const at = instantOf(delivery.meta?.lastUpdated) ?? clock.now();
    return { same: true, reference: `Communication/${delivery.id}`, at };
  }

  async function documentHeld(
    found: readonly FhirResource[],
    { service, digest, context }: Asked,
  ): Promise<Result<Place | null, NetFailure>> {
    const [document] = ofType(found, 'DocumentReference');
    if (!document) return ok(null);
    const attachment = understood(() => attachmentOf(document));
    if (!attachment.ok) return attachment;
    if (attachment.value === null) return fail({ code: 'NET-0003' });
    const held = await client.bytes(service, `/${attachment.value.url}`, context);
    if (!held.ok) return held;
    if (held.value === null) return fail({ code: 'NET-0003' });
    const at = instantOf(document.meta?.lastUpdated) ?? clock.now();
    return ok({ same: sha256(held.value) === digest, reference: `DocumentReference/${document.id}`, at });
  }

  /** The first answer to a message that was accepted; null when the service does not keep it. */
  async function receiptOf({
    service,
    act,
    oid,
    digest,
    messageId,
    context,
  }: Asked): Promise<Result<Readonly<{ verified: boolean; bytes: Uint8Array }> | null, NetFailure>> {
    const reply = await client.ask({ service, method: 'GET', path: `/Bundle/${messageId}`, context, readOnly: true });
    if (reply.at === 'answered' && reply.status === 404 && readRefusal(reply.json)) return ok(null);
    if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
    const documents = act === 'document' ? [{ oid: oidUri(oid), sha256: digest }] : [];
    const stored = readAccepted(reply.json, messageId, { entries: null, documents });
    if (stored === null) return fail({ code: 'NET-0003' });
    return ok({ verified: stored.proven && holds(reply.json, clock.nowMs()), bytes: reply.body });
  }

  /** What was asked, answered with the receipt of the sending where the service still has it. */
  async function answerFor(place: Place | null, asked: Asked): ReturnType<KantaLine['ask']> {
    if (place === null) return ok({ known: false });
    if (!place.same) return ok({ known: true, ...place, receipt: null });
    const receipt = await receiptOf(asked);
    return receipt.ok ? ok({ known: true, ...place, receipt: receipt.value }) : receipt;
  }

  return {
    async send({ service, messageId, body, context }) {
      const sent = sentIn(body);
      const reply = await client.ask({
        service,
        method: 'POST',
        path: '',
        body,
        context,
        requestId: messageId,
        readOnly: false,
        headers: { Prefer: 'return=minimal' },
      });
      if (reply.at === 'noKey') return { kind: 'unauthorised', code: 'NET-0005' };
      if (reply.at !== 'answered') return replyOf(meaningOfLoss(reply), null, null);
      if (reply.status === 200 || reply.status === 201) return accepted(reply, messageId, sent);
      const refusal = readRefusal(reply.json);
      const meaning = meaningOfStatus(reply.status, refusal);
      return replyOf(meaning, detailOf(refusal), retryAfterMs(reply.headers['retry-after'], clock.nowMs()));
    },

    async ask(asked) {
      const { service, act, oid, context } = asked;
      if (act === 'willGiven' || act === 'willWithdrawn') {
        const will = await willHeldBy(service, act, oid, context);
        return will.ok ? answerFor(will.value, asked) : will;
      }
      const isDelivery = act === 'deliveryAsked' || act === 'deliveryWithdrawn';
      const type = act === 'document' ? 'DocumentReference' : isDelivery ? 'Communication' : 'Encounter';
      const found = await client.search(service, type, { identifier: `${SYSTEM.uri}|${oidUri(oid)}` }, context);
      if (!found.ok) return found;
      const place =
        act === 'document'
          ? await documentHeld(found.value, asked)
          : understood(() => (isDelivery ? deliveryHeld(found.value, act) : eventHeld(found.value, act)));
      if (!place.ok) return place;
      return answerFor(place.value, asked);
    },

    async probe(service) {
      const reply = await client.ask({ service, method: 'GET', path: '/metadata', context: null, readOnly: true });
      if (reply.at !== 'answered' || reply.status !== 200) return fail(failureOf(reply));
      if (!isObject(reply.json) || reply.json['resourceType'] !== 'CapabilityStatement')
        return fail({ code: 'NET-0003' });
      return ok({ tookMs: Math.round(reply.tookMs), driftMs: client.driftMs(service) });
    },
  };
}

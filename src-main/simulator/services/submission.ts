import type { Bundle, BundleEntry, DocumentReference, FhirResource, OperationOutcome } from 'fhir/r4.js';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Answer, FHIR_JSON, etag } from '../rest/answer.ts';
import { asRefusal, type Outcome, type Problem, type Refusal, refuse, within } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { SYSTEM } from '../names.ts';
import { NOTICE } from '../rules/disclosure-notice.rules.ts';
import { SIGNING } from '../rules/state.ts';
import { type Kept } from '../search/repository.ts';
import { fhirDateTime } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { recordAccess } from './audit.ts';
import { actOnAuthorisation } from './authorisations.ts';
import { type Submission, type Submitted, readSubmission } from './bundle.ts';
import { actOnDelivery } from './delivery-acts.ts';
import { actOnNotice } from './disclosure-notices.ts';
import { actOnDispensing } from './dispensing-acts.ts';
import { actOnHold } from './holds.ts';
import { storeDocument, storeProvenance, urn } from './document-store.ts';
import { type Examined, envelopeProblems, examine, sha256 } from './intake.ts';
import { type Acted, actOnPrescription } from './prescription-acts.ts';
import { actOnRecord, keeperOf } from './record-acts.ts';
import { requestByDocument } from './renewal-asking.ts';
import { answerByDocument } from './renewals.ts';
import { actOnSocial } from './social-acts.ts';
import { actOnEvent } from './service-events.ts';
import { actOnWill } from './will-acts.ts';

type EntryResult = Readonly<{
  status: '200 OK' | '201 Created';
  resource: Kept | null;
  binary?: string;
  document?: string;
  hash?: string;
}>;
type Examinations = ReadonlyMap<number, Examined>;

/**
 * Takes one submission: read, repetition, every document in itself, then state and storing in one database transaction.
 * An accepted message answers the same bytes for ever; a refused one leaves nothing and may come again.
 */
export function submit(world: World, call: Call): Outcome<Answer> {
  if (call.requestId === null) return refuse(400, { ...TEXTS.badHeader, diagnostics: 'X-Request-Id' });
  const read = readSubmission(call.body, call.requestId, world.checker);
  if (!read.ok) return read;
  const submission = read.value;
  const digest = sha256(call.body);
  const known = world.store.submissions.get(submission.messageId);
  if (known) {
    return known.digest === digest
      ? ok({ status: 200, contentType: FHIR_JSON, headers: { 'X-Replayed': 'true' }, body: known.answer })
      : refuse(409, TEXTS.duplicateMessage);
  }
  const examined = examineAll(world, call, submission);
  if (!examined.ok) return logged(world, call, examined);
  const done = world.store.attempt<Answer, Refusal>(() => {
    const stored = storeAll(world, call, submission, examined.value);
    if (!stored.ok) return stored;
    const body = Buffer.from(JSON.stringify(answerOf(world, call, submission, stored.value)));
    world.store.submissions.add({ messageId: submission.messageId, digest, answer: body, storedMs: call.nowMs });
    return ok({ status: 200, contentType: FHIR_JSON, body });
  });
  return done.ok ? done : logged(world, call, done);
}

/** The first answer to an accepted message, byte by byte, for a sender that lost it. It names documents, never a person. */
export function readReceipt(world: World, messageId: string): Outcome<Answer> {
  const known = world.store.submissions.get(messageId);
  return known
    ? ok({ status: 200, contentType: FHIR_JSON, headers: { 'X-Replayed': 'true' }, body: known.answer })
    : refuse(404, TEXTS.notFound);
}

/** A refusal is an event of the log too. */
function logged<T extends { error: Refusal }>(world: World, call: Call, refused: T): T {
  recordAccess(world, call, {
    interaction: 'transaction',
    action: 'C',
    outcome: refused.error.status < 500 ? '4' : '8',
    patients: [],
    documents: [],
  });
  return refused;
}

/** Documents that are known already are not examined again: what was accepted stays accepted. */
function examineAll(world: World, call: Call, submission: Submission): Outcome<Examinations> {
  const found = new Map<number, Examined>();
  const problems: Problem[] = [];
  for (const sent of submission.documents) {
    const path = (at: number, list: readonly Problem[]) =>
      problems.push(...within(`Bundle.entry[${at}].resource`, list));
    if (world.store.documents.head(oidOf(sent))) continue;
    // Documents of social welfare are no CDA: their own rules read them when they are stored.
    if (call.service === 'sosiaali') continue;
    const examined = examine(world, call, sent.bytes);
    if (!examined.ok) {
      path(sent.binaryAt, examined.error);
      continue;
    }
    path(sent.at, envelopeProblems(call.service, sent.reference, sent.binaryUrl, examined.value));
    found.set(sent.at, examined.value);
  }
  if (submission.events.length > 0 && call.service !== 'potilastieto') problems.push(SIGNING.notAllowed);
  if (submission.wills.length > 0 !== (call.service === 'tahdonilmaisu')) problems.push(SIGNING.notAllowed);
  if (submission.authorisations.length > 0 && call.service !== 'potilastieto') problems.push(SIGNING.notAllowed);
  if (submission.deliveries.length > 0 && call.service !== 'potilastieto') problems.push(SIGNING.notAllowed);
  if (submission.notices.length > 0 && call.service !== 'sosiaali') problems.push(SIGNING.notAllowed);
  return problems.length > 0 ? fail(asRefusal(problems)) : ok(found);
}

const oidOf = (sent: Submitted): string => sent.reference.masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '';

function storeAll(
  world: World,
  call: Call,
  submission: Submission,
  examined: Examinations,
): Outcome<Map<number, EntryResult>> {
  const results = new Map<number, EntryResult>();
  const patients = new Set<string>();
  for (const event of submission.events) {
    const acted = actOnEvent(world, call, event);
    if (!acted.ok) {
      const refusal = asRefusal(within(`Bundle.entry[${event.at}].resource`, acted.error.problems));
      return fail(acted.error.status ? { ...refusal, status: acted.error.status } : refusal);
    }
    const { encounter, created, changed } = acted.value;
    results.set(event.at, { status: created ? '201 Created' : '200 OK', resource: encounter });
    const patient = /^Patient\/(.+)$/.exec(encounter.subject?.reference ?? '')?.[1];
    if (patient) patients.add(patient);
    const provenance = changed
      ? storeProvenance(
          world,
          event.provenance,
          `Encounter/${encounter.id}/_history/${encounter.meta.versionId}`,
          call.nowMs,
        )
      : null;
    results.set(event.provenanceAt, { status: provenance ? '201 Created' : '200 OK', resource: provenance });
  }
  const declared = [
    ...submission.wills.map(sent => [sent, actOnWill] as const),
    ...submission.authorisations.map(sent => [sent, actOnAuthorisation] as const),
  ];
  for (const [sent, act] of declared) {
    const acted = act(world, call, sent);
    if (!acted.ok) {
      const refusal = asRefusal(within(`Bundle.entry[${sent.at}].resource`, acted.error.problems));
      return fail(acted.error.status ? { ...refusal, status: acted.error.status } : refusal);
    }
    const { will, patientId, created, changed } = acted.value;
    results.set(sent.at, { status: created ? '201 Created' : '200 OK', resource: will });
    patients.add(patientId);
    const target = `${will.resourceType}/${will.id}/_history/${will.meta.versionId}`;
    const provenance = changed ? storeProvenance(world, sent.provenance, target, call.nowMs) : null;
    results.set(sent.provenanceAt, { status: provenance ? '201 Created' : '200 OK', resource: provenance });
  }
  for (const sent of submission.documents) {
    const oid = oidOf(sent);
    const known = world.store.documents.head(oid);
    if (known) {
      if (known.sha256 !== sha256(sent.bytes) || known.service !== call.service) {
        return refuse(409, {
          ...TEXTS.duplicateDocument,
          expression: `Bundle.entry[${sent.at}].resource`,
          diagnostics: urn(oid),
        });
      }
      patients.add(known.patientId);
      results.set(sent.at, {
        status: '200 OK',
        resource: world.repository.read('DocumentReference', known.referenceId),
        document: oid,
        hash: known.sha256,
      });
      results.set(sent.binaryAt, { status: '200 OK', resource: null, binary: known.binaryId });
      results.set(sent.provenanceAt, { status: '200 OK', resource: null });
      continue;
    }
    if (call.service === 'sosiaali') {
      const social = actOnSocial(world, call, sent);
      if (!social.ok) return fail(asRefusal(within(`Bundle.entry[${sent.at}].resource`, social.error)));
      patients.add(social.value.patientId);
      takeResults(results, sent, social.value.reference, sha256(sent.bytes));
      continue;
    }
    const document = examined.get(sent.at);
    if (!document) throw new Error('a document was neither known nor examined');
    const acted = act(world, call, document);
    if (!acted.ok) return fail(asRefusal(within(`Bundle.entry[${sent.at}].resource`, acted.error)));
    patients.add(acted.value);
    const reference = storeDocument(
      world,
      call.service,
      document,
      sent,
      acted.value,
      document.content.kind === 'record' ? keeperOf(world, document) : call.caller.organisation,
      call.nowMs,
    );
    takeResults(results, sent, reference, document.sha256);
  }
  for (const sent of submission.deliveries) {
    const acted = actOnDelivery(world, call, sent);
    if (!acted.ok) {
      const refusal = asRefusal(within(`Bundle.entry[${sent.at}].resource`, acted.error.problems));
      return fail(acted.error.status ? { ...refusal, status: acted.error.status } : refusal);
    }
    const { communication, patientId, created, changed } = acted.value;
    patients.add(patientId);
    results.set(sent.at, { status: created ? '201 Created' : '200 OK', resource: communication });
    const target = `Communication/${communication.id}/_history/${communication.meta.versionId}`;
    const provenance = changed ? storeProvenance(world, sent.provenance, target, call.nowMs) : null;
    results.set(sent.provenanceAt, { status: provenance ? '201 Created' : '200 OK', resource: provenance });
  }
  const disclosed = new Set<string>();
  for (const sent of submission.notices) {
    const noticed = actOnNotice(world, call, sent);
    if (!noticed.ok) return fail(asRefusal(within(`Bundle.entry[${sent.at}].resource`, noticed.error)));
    const { event, patientId, created } = noticed.value;
    disclosed.add(patientId);
    if (disclosed.size > 1) return fail(asRefusal([NOTICE.onePerson]));
    patients.add(patientId);
    results.set(sent.at, { status: created ? '201 Created' : '200 OK', resource: event });
    const target = `AuditEvent/${event.id}/_history/${event.meta.versionId}`;
    const provenance = created ? storeProvenance(world, sent.provenance, target, call.nowMs) : null;
    results.set(sent.provenanceAt, { status: provenance ? '201 Created' : '200 OK', resource: provenance });
  }
  recordAccess(world, call, {
    interaction: 'transaction',
    action: 'C',
    outcome: '0',
    patients: [...patients],
    documents: submission.documents.map(oidOf),
  });
  return ok(results);
}

/** The three entries of a document that was stored. */
function takeResults(
  results: Map<number, EntryResult>,
  sent: Submitted,
  reference: Kept<DocumentReference>,
  hash: string,
): void {
  results.set(sent.at, { status: '201 Created', resource: reference, document: oidOf(sent), hash });
  const binary = reference.content[0]?.attachment.url?.replace('Binary/', '') ?? '';
  results.set(sent.binaryAt, { status: '201 Created', resource: null, binary });
  results.set(sent.provenanceAt, { status: '201 Created', resource: null });
}

function act(world: World, call: Call, document: Examined): Acted {
  const { content } = document;
  switch (content.kind) {
    case 'prescription':
      return actOnPrescription(world, call, { ...document, content });
    case 'dispensing':
      return actOnDispensing(world, call, { ...document, content });
    case 'record':
      return actOnRecord(world, call, document, content.body);
    case 'renewalRequest':
      return requestByDocument(world, call, { ...document, content });
    case 'renewalAnswer':
      return answerByDocument(world, call, { ...document, content });
    case 'hold':
      return actOnHold(world, call, { ...document, content });
  }
}

/** The answer carries the message id and, for each document, its OID and SHA-256: the sender can prove what was accepted. */
function answerOf(world: World, call: Call, submission: Submission, results: ReadonlyMap<number, EntryResult>): Bundle {
  const wantsResources = /return=representation/.test(call.header('prefer') ?? '');
  const entry = Array.from({ length: submission.entries }, (_, at): BundleEntry => {
    const result = results.get(at);
    const resource = result?.resource ?? null;
    const location = resource
      ? `${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`
      : result?.binary
        ? `Binary/${result.binary}/_history/1`
        : undefined;
    return {
      ...(wantsResources && resource ? { resource: resource as FhirResource } : {}),
      response: {
        status: result?.status ?? '200 OK',
        ...(location ? { location } : {}),
        ...(resource ? { etag: etag(resource.meta.versionId), lastModified: resource.meta.lastUpdated } : {}),
        ...(result?.document ? { outcome: proof(result.document, result.hash ?? '') } : {}),
      },
    };
  });
  const answer: Bundle = {
    resourceType: 'Bundle',
    identifier: { system: SYSTEM.uri, value: `urn:uuid:${submission.messageId}` },
    type: 'transaction-response',
    timestamp: fhirDateTime(call.nowMs),
    entry,
  };
  return world.receipts.signed(answer, call.nowMs);
}

const proof = (oid: string, hash: string): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', diagnostics: `${urn(oid)} sha256:${hash}` }],
});

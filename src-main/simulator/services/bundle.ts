import type {
  AuditEvent,
  Bundle,
  BundleEntry,
  Communication,
  Consent,
  DocumentReference,
  Encounter,
  FhirResource,
  Provenance,
} from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { SYSTEM, VISIT_PROFILE, profile } from '../names.ts';
import { type Outcome, type Problem, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { hasErrors } from '../validation/issue.ts';
import { isAuthorisation } from './will-reading.ts';
import { parseFhirJson } from '../validation/fhir-json.ts';
import { type ProfileChecker } from '../world.ts';

/** A document as it travels: envelope, bytes, and who says so. Entry numbers are kept for the answer and for error paths. */
export type Submitted = Readonly<{
  at: number;
  binaryAt: number;
  provenanceAt: number;
  reference: DocumentReference;
  binaryUrl: string;
  bytes: Uint8Array;
  provenance: Provenance;
}>;

/** A service event made (`POST`) or changed (`PUT`, with the version it was made on). */
export type SubmittedEvent = Readonly<{
  at: number;
  provenanceAt: number;
  encounter: Encounter;
  provenance: Provenance;
  /** What is replaced, by its logical id or by its identifier (`Encounter?identifier=system|value`), and its version. */
  change: Readonly<{ id: string | null; version: number }> | null;
}>;

/** A declaration of will or an informing; a declaration that is known is ended by `PUT` on its identifier and version. */
export type SubmittedWill = Readonly<{
  at: number;
  provenanceAt: number;
  will: Consent | Communication;
  provenance: Provenance;
  change: Readonly<{ version: number }> | null;
}>;

/** A forwarding of a certificate; one that is known is taken back by `PUT` on its identifier and version. */
export type SubmittedDelivery = Readonly<{
  at: number;
  provenanceAt: number;
  communication: Communication;
  provenance: Provenance;
  change: Readonly<{ version: number }> | null;
}>;

/** A notification of a disclosure: made once. */
export type SubmittedNotice = Readonly<{
  at: number;
  provenanceAt: number;
  event: AuditEvent;
  provenance: Provenance;
}>;

export type Submission = Readonly<{
  messageId: string;
  entries: number;
  documents: readonly Submitted[];
  events: readonly SubmittedEvent[];
  wills: readonly SubmittedWill[];
  /** Authorisations of purchased services: they travel as declarations do. */
  authorisations: readonly SubmittedWill[];
  deliveries: readonly SubmittedDelivery[];
  notices: readonly SubmittedNotice[];
}>;

const MOST_ENTRIES = 500;
/** Profiles that a resource must name, one of them, when it is submitted. */
const DELIVERY = profile('sim-delivery');
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  DocumentReference: [profile('sim-document-reference')],
  Provenance: [profile('sim-provenance')],
  Encounter: [profile('sim-service-event'), VISIT_PROFILE],
  Consent: [profile('sim-will')],
  Communication: [profile('sim-informing'), DELIVERY],
  AuditEvent: [profile('sim-audit-event')],
};

export const formProblem = (code: string): Problem =>
  ({ 'too-costly': TEXTS.tooDeep, duplicate: TEXTS.duplicateMember })[code] ?? TEXTS.notJson;

/** Reads one resource from a body: UTF-8, JSON without traps, of the wanted type. */
export function readResource<T extends FhirResource>(body: Uint8Array, type: T['resourceType'] | null): Outcome<T> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return refuse(400, TEXTS.notJson);
  }
  const parsed = parseFhirJson(text);
  if (Array.isArray(parsed)) {
    return refuse(
      400,
      ...parsed.map(issue => ({
        ...formProblem(issue.code),
        expression: issue.expression,
        diagnostics: issue.diagnostics,
      })),
    );
  }
  const { resource } = parsed as { resource: Readonly<Record<string, unknown>> };
  if (type !== null && resource['resourceType'] !== type)
    return refuse(400, { ...TEXTS.wrongRoot, diagnostics: `expected ${type}` });
  return ok(resource as unknown as T);
}

/** Findings of the validator as a refusal: form is 400, what the profile demands is 422. */
export function checkProfile(checker: ProfileChecker, resource: unknown, profileUrl?: string): Outcome<null> {
  const issues = checker.validate(resource, profileUrl);
  if (!hasErrors(issues as Parameters<typeof hasErrors>[0])) return ok(null);
  const problems = issues
    .filter(i => i.severity === 'error')
    .map(({ code, expression, diagnostics }): Problem => ({
      ...TEXTS.profile,
      family: code === 'code-invalid' ? 'E-CODE' : 'E-FORM',
      code:
        code === 'structure'
          ? 'structure'
          : code === 'required' || code === 'value' || code === 'code-invalid'
            ? code
            : 'invariant',
      expression,
      diagnostics,
    }));
  return refuse(problems.some(p => p.code === 'structure') ? 400 : 422, ...problems);
}

/** Reads a submission: a transaction Bundle of documents and service events, each with its Provenance. */
export function readSubmission(
  body: Uint8Array,
  requestId: string | null,
  checker: ProfileChecker,
): Outcome<Submission> {
  const read = readResource<Bundle<FhirResource>>(body, 'Bundle');
  if (!read.ok) return read;
  const bundle = read.value;
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  if (bundle.type !== 'transaction')
    return refuse(400, { ...TEXTS.wrongRoot, expression: 'Bundle.type', diagnostics: 'expected transaction' });
  if (entries.length > MOST_ENTRIES) return refuse(400, { ...TEXTS.tooManyEntries, expression: 'Bundle.entry' });
  const valid = checkProfile(checker, bundle, profile('sim-submission'));
  if (!valid.ok) return valid;
  const messageId =
    bundle.identifier?.system === SYSTEM.uri
      ? /^urn:uuid:([0-9a-f-]{36})$/.exec(bundle.identifier.value ?? '')?.[1]
      : undefined;
  if (messageId === undefined || messageId !== requestId)
    return refuse(400, { ...TEXTS.messageIdDiffers, expression: 'Bundle.identifier' });
  return sorted(messageId, entries);
}

/** What an authorisation is sent as: the Finnish profiles have none for it. */
const PLAIN_CONSENT: readonly string[] = ['http://hl7.org/fhir/StructureDefinition/Consent'];

const profilesOf = (resource: FhirResource | undefined): readonly string[] | undefined =>
  resource?.resourceType === 'Consent' && isAuthorisation(resource)
    ? PLAIN_CONSENT
    : PROFILES[resource?.resourceType ?? ''];

const TAKEN: ReadonlySet<string> = new Set([
  'DocumentReference',
  'Encounter',
  'Consent',
  'Communication',
  'AuditEvent',
  'Binary',
  'Provenance',
]);

function sorted(messageId: string, entries: readonly BundleEntry<FhirResource>[]): Outcome<Submission> {
  const problems: Problem[] = [];
  const wrong = (at: number, problem: Problem, path: string) =>
    problems.push({ ...problem, expression: `Bundle.entry[${at}].${path}` });
  const documents: Submitted[] = [];
  const events: SubmittedEvent[] = [];
  const wills: SubmittedWill[] = [];
  const authorisations: SubmittedWill[] = [];
  const deliveries: SubmittedDelivery[] = [];
  const notices: SubmittedNotice[] = [];
  const used = new Set<number>();
  for (const [at, entry] of entries.entries()) {
    const { resource, fullUrl = '' } = entry;
    const wanted = profilesOf(resource);
    if (wanted !== undefined && !wanted.some(url => resource?.meta?.profile?.includes(url)))
      wrong(at, TEXTS.unknownProfile, 'resource.meta.profile');
    if (!resource || !TAKEN.has(resource.resourceType)) {
      wrong(at, { ...TEXTS.wrongRoot, code: 'not-supported' }, 'resource');
      continue;
    }
    if (resource.resourceType === 'Binary' || resource.resourceType === 'Provenance') continue;
    const provenanceAt = entries.findIndex(
      e => e.resource?.resourceType === 'Provenance' && e.resource.target.some(t => t.reference === fullUrl),
    );
    const provenance = entries[provenanceAt]?.resource as Provenance | undefined;
    if (!provenance) continue;
    used.add(provenanceAt);
    const { method, url } = entry.request ?? {};
    if (resource.resourceType === 'Consent' || resource.resourceType === 'Communication') {
      const [own] = resource.identifier ?? [];
      const condition = `identifier=${own?.system}|${own?.value}`;
      const version = versionOf(entry);
      const isDelivery =
        resource.resourceType === 'Communication' && resource.meta?.profile?.includes(DELIVERY) === true;
      // An informing is never changed.
      const mayChange = resource.resourceType === 'Consent' || isDelivery;
      const address = method === 'PUT' ? `${resource.resourceType}?${condition}` : resource.resourceType;
      if (url !== address || (method === 'PUT' && (version === null || !mayChange)))
        wrong(at, TEXTS.wrongMethod, 'request');
      if (method === 'POST' && entry.request?.ifNoneExist !== condition)
        wrong(at, TEXTS.ifNoneExistForm, 'request.ifNoneExist');
      const change = method === 'PUT' && version !== null ? { version } : null;
      if (isDelivery) deliveries.push({ at, provenanceAt, communication: resource, provenance, change });
      else {
        const isOne = resource.resourceType === 'Consent' && isAuthorisation(resource);
        (isOne ? authorisations : wills).push({ at, provenanceAt, will: resource, provenance, change });
      }
      continue;
    }
    if (resource.resourceType === 'AuditEvent') {
      if (method !== 'POST' || url !== 'AuditEvent') wrong(at, TEXTS.wrongMethod, 'request');
      notices.push({ at, provenanceAt, event: resource, provenance });
      continue;
    }
    if (resource.resourceType === 'Encounter') {
      const change = changeOf(entry);
      const tokens = (resource.identifier ?? []).map(i => `${i.system}|${i.value}`);
      if (method === 'PUT' ? change === null || (change.id !== null && change.id !== resource.id) : url !== 'Encounter')
        wrong(at, TEXTS.wrongMethod, 'request');
      if (method === 'PUT' && change?.id === null && !tokens.some(token => url === `Encounter?identifier=${token}`))
        wrong(at, TEXTS.ifNoneExistForm, 'request.url');
      if (method === 'POST' && !conditionFits(entry, tokens)) wrong(at, TEXTS.ifNoneExistForm, 'request.ifNoneExist');
      events.push({ at, provenanceAt, encounter: resource, provenance, change });
      continue;
    }
    if (resource.resourceType !== 'DocumentReference') continue;
    const binaryUrl = resource.content[0]?.attachment.url ?? '';
    const binaryAt = entries.findIndex(e => e.fullUrl === binaryUrl);
    const binary = entries[binaryAt]?.resource;
    if (method !== 'POST' || url !== 'DocumentReference') wrong(at, TEXTS.wrongMethod, 'request');
    if (!conditionFits(entry, [`${resource.masterIdentifier?.system}|${resource.masterIdentifier?.value}`]))
      wrong(at, TEXTS.ifNoneExistForm, 'request.ifNoneExist');
    if (binary?.resourceType !== 'Binary' || binary.data === undefined || used.has(binaryAt)) {
      wrong(
        at,
        { ...TEXTS.wrongRoot, diagnostics: 'the attachment must be one Binary of the same Bundle' },
        'resource.content[0].attachment.url',
      );
      continue;
    }
    used.add(binaryAt);
    documents.push({
      at,
      binaryAt,
      provenanceAt,
      reference: resource,
      binaryUrl,
      bytes: new Uint8Array(Buffer.from(binary.data, 'base64')),
      provenance,
    });
  }
  const ids = documents.map(d => d.reference.masterIdentifier?.value);
  if (new Set(ids).size !== ids.length)
    problems.push({ ...TEXTS.duplicateDocument, family: 'E-FORM', code: 'invalid', expression: 'Bundle.entry' });
  return problems.length > 0
    ? refuse(problems.every(p => p.code === 'invariant') ? 422 : 400, ...problems)
    : ok({ messageId, entries: entries.length, documents, events, wills, authorisations, deliveries, notices });
}

const conditionFits = (entry: BundleEntry<FhirResource>, tokens: readonly string[]): boolean =>
  tokens.some(token => entry.request?.ifNoneExist === `identifier=${token}`);

const versionOf = ({ request }: BundleEntry<FhirResource>): number | null => {
  const version = /^W\/"([1-9]\d{0,8})"$/.exec(request?.ifMatch ?? '')?.[1];
  return version === undefined ? null : Number(version);
};

function changeOf(entry: BundleEntry<FhirResource>): SubmittedEvent['change'] {
  const { method, url = '' } = entry.request ?? {};
  const id = /^Encounter\/([A-Za-z0-9.-]{1,64})$/.exec(url)?.[1] ?? null;
  const version = versionOf(entry);
  return method === 'PUT' && version !== null && (id !== null || url.startsWith('Encounter?')) ? { id, version } : null;
}

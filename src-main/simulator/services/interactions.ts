import type { Binary, Bundle, BundleEntry, DocumentReference, FhirResource, Parameters } from 'fhir/r4.js';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Answer, FHIR_JSON, allRight, etag, outcomeOf, resourceAnswer } from '../rest/answer.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Kept } from '../search/repository.ts';
import { type Query, readQuery } from '../search/query.ts';
import { type Page } from '../rest/pages.ts';
import { fhirSpan } from '../time.ts';
import { lacksRequest } from '../rules/prescription-access.ts';
import { type Call, type World } from '../world.ts';
import { isAuthorisation } from './will-reading.ts';
import { recordAccess } from './audit.ts';
import { checkProfile, readResource } from './bundle.ts';
import { isDecided, isOwnRow, mayOpen } from './disclosure.ts';
import { maySeeSocial } from './social-acts.ts';
import { hiddenFrom } from './prescription-access.ts';
import { belongsToService, checkedAnswer, documentsOf, patientsOf, shown } from './showing.ts';

/** `_query` of a search for all declarations, denials too: for whoever keeps them with the person. */
const MAINTAIN = 'maintain-denials';

const INCLUDED: Readonly<Record<string, (resource: FhirResource) => string | undefined>> = {
  'MedicationRequest:medication': r =>
    r.resourceType === 'MedicationRequest' ? r.medicationReference?.reference : undefined,
  'DocumentReference:encounter': r =>
    r.resourceType === 'DocumentReference' ? r.context?.encounter?.[0]?.identifier?.value : undefined,
};

function log(world: World, call: Call, interaction: string, resources: readonly FhirResource[]): void {
  recordAccess(world, call, {
    interaction,
    action: interaction === 'search-type' || interaction === 'operation' ? 'E' : 'R',
    outcome: '0',
    patients: patientsOf(resources),
    documents: documentsOf(resources),
  });
}

const seconds = (httpDate: string): number => Math.floor(Date.parse(httpDate) / 1000);

/** By its logical id: of this service, and not closed to whoever asks. An unknown one and a hidden one answer the same. */
const maySee = (world: World, call: Call, resource: Kept): boolean =>
  belongsToService(world, call, resource) &&
  (call.service !== 'resepti' || !hiddenFrom(world, call, 'opened')(resource));

/** Read of the newest version; `304` when the caller has it already. */
export function read(world: World, call: Call, type: string, id: string): Outcome<Answer> {
  const found = world.repository.read(type as FhirResource['resourceType'], id);
  if (!found || !maySee(world, call, found)) return refuse(404, TEXTS.notFound);
  const tag = etag(found.meta.versionId);
  const modified = new Date(Date.parse(found.meta.lastUpdated));
  const since = call.header('if-modified-since');
  const same =
    call
      .header('if-none-match')
      ?.split(',')
      .some(t => t.trim() === tag) ?? false;
  if (same || (since !== undefined && seconds(modified.toUTCString()) <= seconds(since)))
    return ok({ status: 304, headers: { ETag: tag } });
  return single(world, call, found, 'read');
}

export function readVersion(world: World, call: Call, type: string, id: string, version: string): Outcome<Answer> {
  const found = /^[1-9]\d{0,8}$/.test(version) ? world.repository.readVersion(type, id, Number(version)) : null;
  return found && maySee(world, call, found) ? single(world, call, found, 'vread') : refuse(404, TEXTS.notFound);
}

function single(world: World, call: Call, found: Kept, interaction: string): Outcome<Answer> {
  const resource = shown(world, call, found);
  const checked = checkedAnswer(world, resource);
  if (!checked.ok) return checked;
  log(world, call, interaction, [resource]);
  return ok(
    resourceAnswer(200, resource, {
      ETag: etag(found.meta.versionId),
      'Last-Modified': new Date(Date.parse(found.meta.lastUpdated)).toUTCString(),
    }),
  );
}

/** All versions, newest first. */
export function history(world: World, call: Call, type: string, id: string): Outcome<Answer> {
  const versions = world.repository.history(type, id);
  const [newest] = versions;
  if (!newest || !maySee(world, call, newest)) return refuse(404, TEXTS.notFound);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'history',
    total: versions.length,
    entry: versions.map(v => ({
      fullUrl: `${call.base}/${type}/${id}`,
      resource: shown(world, call, v),
      request: {
        method: v.meta.versionId === '1' ? ('POST' as const) : ('PUT' as const),
        url: v.meta.versionId === '1' ? type : `${type}/${id}`,
      },
      response: {
        status: v.meta.versionId === '1' ? '201' : '200',
        etag: etag(v.meta.versionId),
        lastModified: v.meta.lastUpdated,
      },
    })),
  };
  log(world, call, 'history-instance', [newest]);
  return ok(resourceAnswer(200, bundle));
}

/** `POST {type}/_search`: conditions in the body, nothing in the address. */
export function search(world: World, call: Call, type: string): Outcome<Answer> {
  const form = new URLSearchParams(Buffer.from(call.body).toString('utf8'));
  const maintains = type === 'Consent' && form.get('_query') === MAINTAIN;
  if (maintains) form.delete('_query');
  const query = readQuery(type, form);
  if (!query.ok) return query;
  const found = world.repository.search(type, query.value);
  if (found === null) return refuse(400, TEXTS.tooWide);
  const isNamed = query.value.conditions.some(({ name }) => name === 'identifier' || name === 'related');
  const ofCentre = call.service === 'resepti';
  const isNamedOne = namesPrescription(query.value);
  const isByPatient = !isNamedOne && query.value.conditions.some(({ name }) => name === 'patient');
  if (ofCentre && lacksRequest(call.caller.reason, call.caller.relation, isByPatient))
    return refuse(403, TEXTS.noRequest);
  const isHidden = hiddenFrom(world, call, isNamedOne ? 'named' : 'search');
  const visible = found.filter(r => {
    if (maintains && !(r.resourceType === 'Consent' && isAuthorisation(r))) return true;
    if (ofCentre && isHidden(r)) return false;
    return belongsToService(world, call, r) && (isNamed || isOwnRow(world, call, r));
  });
  const { count, includes, newestFirst } = query.value;
  const inOrder = newestFirst ? [...visible].sort((a, b) => dateOf(b) - dateOf(a)) : visible;
  return page(world, call, {
    organisation: call.caller.organisation,
    service: call.service,
    type,
    total: visible.length,
    rest: inOrder.map(r => r.id),
    count,
    includes,
  });
}

/** The identifier stands on what the customer shows: the prescription's own, or that of what hangs on it. */
const namesPrescription = ({ conditions }: Query): boolean =>
  conditions.some(
    ({ name, byIdentifier }) =>
      name === 'identifier' || ((name === 'prescription' || name === 'focus') && byIdentifier),
  );

/** By what a list is sorted: the making of a document, the beginning of an event. */
function dateOf(resource: FhirResource): number {
  const written =
    resource.resourceType === 'DocumentReference'
      ? resource.date
      : resource.resourceType === 'Encounter'
        ? resource.period?.start
        : resource.resourceType === 'ImagingStudy'
          ? resource.started
          : undefined;
  return written === undefined ? 0 : (fhirSpan(written)?.fromMs ?? 0);
}

/** The next page behind an opaque link: the same organisation, fifteen minutes, the order of the first page. */
export function nextPage(world: World, call: Call, token: string): Outcome<Answer> {
  const kept = world.pages.open(token, call.nowMs);
  return kept && kept.organisation === call.caller.organisation && kept.service === call.service
    ? page(world, call, kept)
    : refuse(404, TEXTS.pageGone);
}

function page(world: World, call: Call, { rest, ...kept }: Page): Outcome<Answer> {
  const { type, count, includes, total } = kept;
  const matched = rest
    .slice(0, count)
    .map(id => world.repository.read(type as FhirResource['resourceType'], id))
    .filter(r => r !== null)
    .map(r => shown(world, call, r));
  const entry: BundleEntry[] = matched.map(resource => ({
    fullUrl: `${call.base}/${type}/${resource.id}`,
    resource,
    search: { mode: 'match' },
  }));
  for (const resource of included(world, matched, includes)) {
    entry.push({
      fullUrl: `${call.base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'include' },
    });
  }
  const left = rest.slice(count);
  const next = left.length > 0 ? world.pages.keep({ ...kept, rest: left }, call.nowMs) : null;
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total,
    link: [
      { relation: 'self', url: `${call.base}/${type}/_search` },
      ...(next ? [{ relation: 'next', url: `${call.base}/_page/${next}` }] : []),
    ],
    ...(entry.length > 0 ? { entry } : {}),
  };
  log(world, call, 'search-type', matched);
  return ok(resourceAnswer(200, bundle));
}

function included(world: World, matched: readonly Kept[], includes: ReadonlySet<string>): readonly Kept[] {
  const found = new Map<string, Kept>();
  for (const include of includes) {
    for (const resource of matched) {
      const name = INCLUDED[include]?.(resource);
      if (!name) continue;
      const [type = '', id = ''] = name.split('/');
      const other = name.startsWith('urn:oid:')
        ? world.repository.byIdentifier('Encounter', `urn:ietf:rfc:3986|${name}`)[0]
        : world.repository.read(type as FhirResource['resourceType'], id);
      if (other) found.set(`${other.resourceType}/${other.id}`, other);
    }
  }
  return [...found.values()];
}

/** The signed bytes exactly as they came, or the same as a FHIR Binary. */
export function readBinary(world: World, call: Call, id: string): Outcome<Answer> {
  const row = world.store.documents.byBinary(id);
  if (!row || row.service !== call.service) return refuse(404, TEXTS.notFound);
  if (isDecided(row.service)) {
    const reference = world.repository.read<DocumentReference>('DocumentReference', row.referenceId);
    if (reference === null || !mayOpen(world, call, reference)) return refuse(404, TEXTS.notFound);
  }
  if (row.service === 'resepti') {
    const reference = world.repository.read<DocumentReference>('DocumentReference', row.referenceId);
    if (reference === null || !maySee(world, call, reference)) return refuse(404, TEXTS.notFound);
  }
  if (row.service === 'sosiaali') {
    const reference = world.repository.read<DocumentReference>('DocumentReference', row.referenceId);
    if (reference === null || !maySeeSocial(world, call, reference)) return refuse(404, TEXTS.notFound);
  }
  recordAccess(world, call, {
    interaction: 'read',
    action: 'R',
    outcome: '0',
    patients: [row.patientId],
    documents: [row.oid],
  });
  const contentType = row.service === 'kuva' ? 'application/dicom+json' : 'text/xml';
  if ((call.header('accept') ?? '').includes(contentType)) {
    return ok({ status: 200, contentType, headers: { ETag: etag(1) }, body: row.bytes });
  }
  const binary: Binary = {
    resourceType: 'Binary',
    id,
    meta: { versionId: '1' },
    contentType,
    data: Buffer.from(row.bytes).toString('base64'),
  };
  return ok({ status: 200, contentType: FHIR_JSON, headers: { ETag: etag(1) }, body: JSON.stringify(binary) });
}

/** `$validate`: says what is wrong and stores nothing. */
export function validate(world: World, call: Call, type: string): Outcome<Answer> {
  const read = readResource(call.body, null);
  if (!read.ok)
    return read.error.status === 400 ? ok(resourceAnswer(200, outcomeOf(read.error.problems, call.language))) : read;
  const sent =
    read.value.resourceType === 'Parameters'
      ? (read.value as Parameters).parameter?.find(p => p.name === 'resource')?.resource
      : read.value;
  if (sent?.resourceType !== type)
    return fail({ status: 400, problems: [{ ...TEXTS.wrongRoot, diagnostics: `expected ${type}` }] });
  const checked = checkProfile(world.checker, sent);
  return ok(
    resourceAnswer(200, checked.ok ? allRight(call.language) : outcomeOf(checked.error.problems, call.language)),
  );
}

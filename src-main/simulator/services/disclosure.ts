import type {
  Bundle,
  DocumentReference,
  Encounter,
  FhirResource,
  ImagingStudy,
  Parameters,
  ParametersParameter,
} from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { SYSTEM } from '../names.ts';
import { type Answer, resourceAnswer } from '../rest/answer.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Asked, type Asking, type Holder, type InForce, ruleOn } from '../rules/disclosure.ts';
import { DISCLOSING } from '../rules/disclosure.refusals.ts';
import { type Kept } from '../search/repository.ts';
import { type Call, type World } from '../world.ts';
import { mandateOf } from './authorisations.ts';
import { recordAccess } from './audit.ts';
import { readResource } from './bundle.ts';
import { controllerFacts, controllerOf } from './controllers.ts';
import { type DisclosureWish } from './open-disclosures.ts';
import { patientByHetu } from './patients.ts';
import { belongsTo, isPharmacy } from './rights.ts';
import { inForce } from './will-reading.ts';

/** How long an answered disclosure search lets its documents be opened; own choice. */
export const OPEN_MS = 30 * 60_000;

/** Services whose documents are shown by the decision on disclosure. */
export const isDecided = (service: string): boolean => service === 'potilastieto' || service === 'kuva';

const PURPOSES: ReadonlySet<string> = new Set(['care', 'emergency']);
/** Longest typed ground. */
const MOST_GROUND = 1000;

/** The register that a document stands in: controller, kind of 1.2.246.537.5.40150, employer of an occupational register. */
export function holderOf(world: World, reference: DocumentReference): Holder {
  const controller = controllerOf(world.store, reference.custodian?.identifier?.value?.replace(/^urn:oid:/, '') ?? '');
  const category = reference.category?.find(({ coding }) => coding?.some(c => c.system === SYSTEM.registerKind));
  const code = category?.coding?.find(({ system }) => system === SYSTEM.registerKind)?.code;
  const kind = code === '3' || code === '4' ? code : '2';
  return { controller, kind, specifier: category?.text ?? null, ...controllerFacts(world.store, controller) };
}

/** Where the caller works and writes: the register of its own provider. */
function ownHolder(world: World, call: Call): Holder {
  const controller = controllerOf(world.store, call.caller.organisation);
  const facts = controllerFacts(world.store, controller);
  return { controller, kind: facts.publicBody ? '2' : '3', specifier: null, ...facts };
}

const same = (a: Holder, b: Holder): boolean =>
  a.controller === b.controller && a.kind === b.kind && a.specifier === b.specifier;

export const isOwnRegister = (world: World, call: Call, reference: DocumentReference): boolean =>
  same(holderOf(world, reference), ownHolder(world, call));

const askedOf = (world: World, reference: DocumentReference): Asked => ({
  oid: reference.masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '',
  sort: 'record',
  from: holderOf(world, reference),
  event: reference.context?.encounter?.[0]?.identifier?.value?.replace(/^urn:oid:/, '') ?? null,
  task: null,
  dataClass: null,
  newest: reference.status === 'current',
  minor: null,
});

/** An open service event of this patient at the caller's own organisation: the proof of a care relationship. */
function hasRelation(world: World, call: Call, event: string, patientId: string): boolean {
  const [encounter] = world.repository.byIdentifier<Encounter>('Encounter', `${SYSTEM.uri}|urn:oid:${event}`);
  if (encounter?.status !== 'in-progress' || encounter.subject?.reference !== `Patient/${patientId}`) return false;
  const provider = encounter.serviceProvider?.identifier?.value?.replace(/^urn:oid:/, '') ?? '';
  return belongsTo(world.store, provider, call.caller.organisation);
}

type Wish = DisclosureWish & Readonly<{ hetu: string }>;

const textOf = (parameters: readonly ParametersParameter[], name: string): string =>
  parameters.find(p => p.name === name)?.valueString ?? '';

function readWish(call: Call): Outcome<Wish> {
  const read = readResource<Parameters>(call.body, 'Parameters');
  if (!read.ok) return read;
  const list = Array.isArray(read.value.parameter) ? read.value.parameter : [];
  const patient = list.find(({ name }) => name === 'patient')?.valueIdentifier;
  const wish = {
    hetu: patient?.system === SYSTEM.hetu ? (patient.value ?? '') : '',
    purpose: textOf(list, 'purpose'),
    because: textOf(list, 'reason'),
    instead: textOf(list, 'specialReason'),
    event: textOf(list, 'serviceEvent').replace(/^urn:oid:/, ''),
    authorisation: textOf(list, 'authorisation').replace(/^urn:oid:/, ''),
  };
  const tooLong = [wish.because, wish.instead].some(text => text.length > MOST_GROUND);
  if (wish.hetu === '' || !PURPOSES.has(wish.purpose) || tooLong) return refuse(400, TEXTS.badParameter);
  return ok(wish as Wish);
}

function askingOf(world: World, call: Call, wish: DisclosureWish, patientId: string): Asking {
  return {
    atMs: call.nowMs,
    into: ownHolder(world, call),
    aim: wish.purpose,
    proven: true,
    // Decree 825/2022: pharmacies use prescription data, not the repository.
    roleMaySee: !isPharmacy(world.store, call.caller.organisation),
    relation: wish.event !== '' && hasRelation(world, call, wish.event, patientId),
    instead: wish.instead,
    because: wish.because,
    statute: '',
    mandate: wish.authorisation === '' ? null : mandateOf(world, call, wish.authorisation, patientId),
  };
}

const foreign = (world: World, call: Call, patientId: string): readonly Kept<DocumentReference>[] =>
  world.store.documents
    .ofPatient(call.service, patientId)
    .flatMap(({ referenceId }) => world.repository.read<DocumentReference>('DocumentReference', referenceId) ?? [])
    .filter(reference => !isOwnRegister(world, call, reference));

/** What stops the whole search before any document is looked at; null when nothing does. */
function stopOf(ask: Asking, { authorisation }: DisclosureWish) {
  if (!ask.roleMaySee) return DISCLOSING.noAccessRight;
  if (authorisation !== '') {
    const { mandate, atMs } = ask;
    const holds = mandate !== null && mandate.fromMs <= atMs && atMs <= mandate.untilMs;
    return holds ? null : DISCLOSING.noAuthorisation;
  }
  if (ask.aim === 'emergency') return ask.because.trim() === '' ? DISCLOSING.noReason : null;
  return ask.relation || ask.instead.trim() !== '' ? null : DISCLOSING.noRelation;
}

/**
 * `$disclose`: the documents of other registers that may be seen, newest first. What is left out leaves no trace in the answer.
 * The answer opens those documents to this caller for half an hour; each opening is decided again.
 */
export function disclose(world: World, call: Call): Outcome<Answer> {
  const read = readWish(call);
  if (!read.ok) return read;
  const { hetu, ...wish } = read.value;
  const patient = patientByHetu(world, hetu);
  const ask = askingOf(world, call, wish, patient?.id ?? '');
  const stop = stopOf(ask, wish);
  const log = (outcome: '0' | '4', documents: readonly string[]): void =>
    recordAccess(world, call, {
      interaction: ask.aim === 'emergency' ? 'operation-emergency' : 'operation-disclose',
      action: 'E',
      outcome,
      patients: patient === null ? [] : [patient.id],
      documents,
    });
  if (stop !== null) {
    log('4', []);
    return refuse(stop.family === 'E-AUTH' ? 403 : 422, stop);
  }
  const wills = patient === null ? null : inForce(world, patient.id);
  const seen =
    patient === null || wills === null
      ? []
      : foreign(world, call, patient.id)
          .filter(reference => decided(ask, askedOf(world, reference), wills))
          .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
  if (patient !== null) world.disclosures.open(call.caller, patient.id, wish, call.nowMs + OPEN_MS);
  log(
    '0',
    seen.map(({ masterIdentifier }) => masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? ''),
  );
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: seen.length,
    ...(seen.length > 0
      ? {
          entry: seen.map(resource => ({
            fullUrl: `${call.base}/DocumentReference/${resource.id}`,
            resource,
            search: { mode: 'match' as const },
          })),
        }
      : {}),
  };
  return ok(resourceAnswer(200, bundle));
}

/** May this caller open the document now? Own register, or an open disclosure that today's wills still allow. */
export function mayOpen(world: World, call: Call, reference: DocumentReference): boolean {
  if (isOwnRegister(world, call, reference)) return true;
  const head = world.store.documents.head(reference.masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '');
  if (head === null) return false;
  const wish = world.disclosures.of(call.caller, head.patientId, call.nowMs);
  if (wish === null) return false;
  const ask = askingOf(world, call, wish, head.patientId);
  return stopOf(ask, wish) === null && decided(ask, askedOf(world, reference), inForce(world, head.patientId));
}

/** The key-object reference under which a study stands in the registry: what is decided of it holds for the study. */
export function manifestOf(world: World, study: ImagingStudy): DocumentReference | null {
  const uid = study.identifier?.find(({ system }) => system === SYSTEM.dicomUid)?.value ?? '';
  const related = world.repository.byKey<DocumentReference>(
    'DocumentReference',
    'related',
    `${SYSTEM.dicomUid}|${uid}`,
  );
  return (
    related.find(
      ({ masterIdentifier }) =>
        world.store.documents.head(masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '')?.service === 'kuva',
    ) ?? null
  );
}

/** Is a row of a search by patient one of the caller's own register? Other registers have a search of their own. */
export function isOwnRow(world: World, call: Call, resource: FhirResource): boolean {
  if (!isDecided(call.service)) return true;
  if (resource.resourceType === 'DocumentReference') return isOwnRegister(world, call, resource);
  if (resource.resourceType !== 'ImagingStudy') return true;
  const manifest = manifestOf(world, resource);
  return manifest !== null && isOwnRegister(world, call, manifest);
}

/** A search by an authorisation gives what the authorisation covers, and nothing that another rule would open. */
function decided(ask: Asking, asked: Asked, wills: InForce): boolean {
  const { see, rule } = ruleOn(ask, asked, wills);
  return see === 'yes' && (ask.mandate === null || rule === 'R3');
}

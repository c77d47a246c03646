import type { AuditEvent, Communication, Consent, DocumentReference, FhirResource, Provenance, Task } from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { SYSTEM } from '../names.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Kept } from '../search/repository.ts';
import { maskedTask } from '../views/task.view.ts';
import { type Call, type World } from '../world.ts';
import { maySeeAuthorisation } from './authorisations.ts';
import { maySeeCommunication } from './delivery-acts.ts';
import { maySeeNotice } from './disclosure-notices.ts';
import { isDecided, manifestOf, mayOpen } from './disclosure.ts';
import { maySeeSocial } from './social-acts.ts';
import { isAuthorisation } from './will-reading.ts';

export const isDenial = ({ category }: Consent): boolean =>
  category.some(({ coding }) => coding?.some(({ code }) => code === 'luovutuskielto' || code === 'reseptikielto'));

type Loose = { reference?: string; identifier?: { value?: string } };

/** Logical ids of the patients a resource is about. */
export function patientsOf(resources: readonly FhirResource[]): readonly string[] {
  const ids = new Set<string>();
  for (const resource of resources) {
    if (resource.resourceType === 'Patient' && resource.id) ids.add(resource.id);
    const loose = resource as unknown as Record<string, Loose | undefined>;
    for (const name of ['subject', 'for', 'patient']) {
      const id = /^Patient\/(.+)$/.exec(loose[name]?.reference ?? '')?.[1];
      if (id) ids.add(id);
    }
  }
  return [...ids];
}

/** OIDs of the documents that were shown. */
export function documentsOf(resources: readonly FhirResource[]): readonly string[] {
  const oids = resources.flatMap(resource => {
    if (resource.resourceType === 'DocumentReference') return [resource.masterIdentifier?.value];
    if (resource.resourceType === 'MedicationRequest' || resource.resourceType === 'MedicationDispense') {
      return [resource.identifier?.find(i => i.system === SYSTEM.prescriptionId)?.value];
    }
    if (resource.resourceType === 'ImagingStudy') return [resource.identifier?.[0]?.value];
    return [];
  });
  return [...new Set(oids.filter(o => o !== undefined).map(o => o.replace(/^urn:oid:/, '')))];
}

/** One store serves all services: a document or event is seen only through the service that took it. */
export function belongsToService(world: World, call: Call, resource: FhirResource): boolean {
  const ofReference = (reference: DocumentReference): boolean =>
    world.store.documents.head(reference.masterIdentifier?.value?.replace(/^urn:oid:/, '') ?? '')?.service ===
    call.service;
  if (resource.resourceType === 'DocumentReference') return ofReference(resource) && isShownBy(world, call, resource);
  if (resource.resourceType === 'ImagingStudy') {
    const manifest = manifestOf(world, resource);
    return manifest !== null && mayOpen(world, call, manifest);
  }
  // Denials are shown to whoever maintains them with the person, and to nobody else.
  if (resource.resourceType === 'Consent')
    return isAuthorisation(resource) ? maySeeAuthorisation(world, call, resource) : !isDenial(resource);
  if (resource.resourceType === 'Communication') return maySeeCommunication(world, call, resource);
  if (resource.resourceType === 'AuditEvent') return maySeeNotice(world, call, resource);
  if (resource.resourceType === 'Provenance') return ofProvenance(world, call, resource, ofReference);
  return true;
}

function ofProvenance(
  world: World,
  call: Call,
  provenance: Provenance,
  ofReference: (r: DocumentReference) => boolean,
): boolean {
  const [type, id = ''] = (provenance.target[0]?.reference ?? '').split('/');
  if (type === 'Encounter') return call.service === 'potilastieto';
  if (type === 'Communication') {
    const known = world.repository.read<Communication>('Communication', id);
    return known !== null && maySeeCommunication(world, call, known);
  }
  if (type === 'AuditEvent') {
    const known = world.repository.read<AuditEvent>('AuditEvent', id);
    return known !== null && maySeeNotice(world, call, known);
  }
  if (type === 'Consent') return call.service === 'tahdonilmaisu';
  if (call.service === 'tahdonilmaisu') return false;
  const reference = world.repository.read<DocumentReference>('DocumentReference', id);
  if (reference === null || !ofReference(reference)) return false;
  return isShownBy(world, call, reference);
}

/** The repositories decide for each document who may be told of it. */
function isShownBy(world: World, call: Call, reference: DocumentReference): boolean {
  if (isDecided(call.service)) return mayOpen(world, call, reference);
  return call.service !== 'sosiaali' || maySeeSocial(world, call, reference);
}

/** The resource as this caller may see it. */
export function shown<T extends Kept>(world: World, call: Call, resource: T): T {
  if (resource.resourceType !== 'Task') return resource;
  const own = world.store.register.organisation(call.caller.organisation);
  const task = resource as Task;
  return maskedTask(task, own !== null && task.owner?.reference === `Organization/${own.resourceId}`) as T;
}

/** What goes out obeys its profile as what comes in: an answer of ours that does not is our fault, not the caller's. */
export function checkedAnswer(world: World, resource: FhirResource): Outcome<null> {
  if (!world.validateAnswers) return ok(null);
  const errors = world.checker.validate(resource).filter(i => i.severity === 'error');
  if (errors.length === 0) return ok(null);
  world.log({
    event: 'answer-not-valid',
    type: resource.resourceType,
    first: errors[0]?.expression ?? '',
    diagnostics: errors[0]?.diagnostics ?? '',
  });
  return refuse(500, TEXTS.fault);
}

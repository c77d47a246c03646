import type { Bundle, FhirResource, MedicationRequest, Parameters, ParametersParameter } from 'fhir/r4.js';
import { ok } from '../../../shared/kernel/result.ts';
import { SYSTEM } from '../names.ts';
import { type Answer, resourceAnswer } from '../rest/answer.ts';
import { type Outcome, refuse } from '../rest/refusal.ts';
import { TEXTS } from '../rest/texts.ts';
import { type Kept } from '../search/repository.ts';
import { fhirSpan } from '../time.ts';
import { type Call, type World } from '../world.ts';
import { recordAccess } from './audit.ts';
import { LIST_OPERATIONS } from './capabilities.ts';
import { readResource } from './bundle.ts';
import { documentsOf, patientsOf } from './showing.ts';
import { patientByHetu } from './patients.ts';
import { hiddenFrom, isControlled, writersOf } from './prescription-access.ts';
import { lacksRequest } from '../rules/prescription-access.ts';
import { reasonOf, type Yield } from '../rules/query-reasons.ts';

/** Kela, Finnish Kanta Medication R4: at most so many patients in one query. */
const MOST_PATIENTS = 20;
const MOST_FOUND = 1000;

/** Names from Kela's guide; `status` and the two dates are the simulator's names for its unnamed "states" and "dates". */
const NAMES = [
  'patientIdentifier',
  'assignedAuthorId',
  'representedOrganizationId',
  'identifier',
  'statusReason',
  'status',
  'authoredFrom',
  'authoredTo',
];

const valueOf = (p: ParametersParameter): string | null =>
  p.valueString ??
  p.valueIdentifier?.value ??
  p.valueCode ??
  p.valueCoding?.code ??
  p.valueDate ??
  p.valueDateTime ??
  p.valueUri ??
  p.valueId ??
  null;

const bare = (value: string): string => value.replace(/^urn:oid:/, '');

/**
 * `$get-prescriptions-metadata`: prescriptions with their states, and the medicines, patients, roles and organisations they name.
 * Different names narrow, repeats widen. Answers 200, 400 or 500 only, as Kela's does.
 */
export function prescriptionsMetadata(world: World, call: Call): Outcome<Answer> {
  return found(world, call, () => true);
}

/**
 * Kela's operations of the medication list at the level of the service, for one patient: what is in use, everything, what was
 * ended, and what is over. The parameters are those of the metadata query; the answer is too.
 */
const LISTS: Readonly<Record<(typeof LIST_OPERATIONS)[number], (status: string | undefined) => boolean>> = {
  'get-medicationlist': status => status === 'active',
  'get-history-medications': () => true,
  'get-discontinued-medications': status => status === 'cancelled',
  'get-old-prescriptions': status => status === 'completed' || status === 'stopped',
  // What a patient's instruction or summary is printed from: the same rows, in force.
  'get-printout': status => status === 'active',
};
export const listOperationIn = (path: string): (typeof LIST_OPERATIONS)[number] | null =>
  LIST_OPERATIONS.find(name => path === `$${name}`) ?? null;
export const medicationList = (world: World, call: Call, name: (typeof LIST_OPERATIONS)[number]): Outcome<Answer> =>
  found(world, call, request => LISTS[name](request.status));

function found(world: World, call: Call, isOfList: (request: MedicationRequest) => boolean): Outcome<Answer> {
  const read = readResource<Parameters>(call.body, 'Parameters');
  if (!read.ok) return read;
  const asked = new Map<string, string[]>();
  for (const parameter of read.value.parameter ?? []) {
    const value = valueOf(parameter);
    if (!NAMES.includes(parameter.name))
      return refuse(400, { ...TEXTS.unknownParameter, expression: 'Parameters.parameter' });
    if (value === null) return refuse(400, { ...TEXTS.badParameter, diagnostics: parameter.name });
    asked.set(parameter.name, [...(asked.get(parameter.name) ?? []), value]);
  }
  const from = asked.get('authoredFrom')?.map(fhirSpan) ?? [];
  const to = asked.get('authoredTo')?.map(fhirSpan) ?? [];
  if ([...from, ...to].includes(null))
    return refuse(400, { ...TEXTS.badParameter, diagnostics: 'authoredFrom, authoredTo' });
  if ((asked.get('patientIdentifier')?.length ?? 0) > MOST_PATIENTS)
    return refuse(400, { ...TEXTS.tooWide, diagnostics: 'patientIdentifier' });
  const gives = reasonOf(call.caller.reason)?.gives ?? 'asked';
  if (gives === 'supervision') return refuse(400, { ...TEXTS.tooWide, diagnostics: 'reason' });
  const candidates = candidatesFor(world, asked) ?? dosePatientsOf(world, call, gives);
  if (candidates === null) return refuse(400, TEXTS.tooWide);
  const isNamed = asked.has('identifier');
  if (lacksRequest(call.caller.reason, call.caller.relation, !isNamed)) return refuse(403, TEXTS.noRequest);
  const isHidden = hiddenFrom(world, call, isNamed ? 'named' : 'search');
  const rows = candidates.filter(request => {
    if (!isOfList(request)) return false;
    if (isHidden(request) || !isOfReason(world, call, gives, request)) return false;
    const authored = fhirSpan(request.authoredOn ?? '')?.fromMs ?? 0;
    const holds = (name: string, ...values: readonly (string | undefined)[]) =>
      !asked.has(name) || values.some(v => v !== undefined && asked.get(name)?.some(a => bare(a) === bare(v)));
    return (
      holds('identifier', ...(request.identifier ?? []).map(i => i.value)) &&
      holds('statusReason', request.statusReason?.coding?.[0]?.code) &&
      holds('status', request.status) &&
      (!asked.has('patientIdentifier') || patientIds(world, asked).has(request.subject.reference ?? '')) &&
      (!asked.has('assignedAuthorId') || rolesOfAuthors(world, asked).has(request.requester?.reference ?? '')) &&
      (!asked.has('representedOrganizationId') ||
        writersOf(world, request).some(o => asked.get('representedOrganizationId')?.some(a => bare(a) === o))) &&
      from.every(span => span === null || authored >= span.fromMs) &&
      to.every(span => span === null || authored < span.toMs)
    );
  });
  if (rows.length > MOST_FOUND) return refuse(400, TEXTS.tooWide);
  recordAccess(world, call, {
    interaction: 'operation',
    action: 'E',
    outcome: '0',
    patients: patientsOf(rows),
    documents: documentsOf(rows),
  });
  return ok(resourceAnswer(200, answer(world, call, rows)));
}

const DOSE_YIELDS: ReadonlySet<Yield> = new Set(['doseChanged', 'doseNew', 'dosePatients']);

/** Under the reasons of dose dispensing nobody has to be named: the pharmacy's own dose patients are meant. */
function dosePatientsOf(world: World, call: Call, gives: Yield): readonly Kept<MedicationRequest>[] | null {
  if (!DOSE_YIELDS.has(gives)) return null;
  return world.store.prescriptions
    .ofDosePatients(call.caller.organisation)
    .flatMap(({ requestId }) => world.repository.read<MedicationRequest>('MedicationRequest', requestId) ?? []);
}

/** What the reason itself narrows. */
function isOfReason(world: World, call: Call, gives: Yield, request: Kept<MedicationRequest>): boolean {
  if (gives === 'controlled') return isControlled(world, request);
  if (!DOSE_YIELDS.has(gives)) return true;
  const row = world.store.prescriptions.byRequest(request.id);
  if (
    row === null ||
    !world.store.prescriptions.ofDosePatients(call.caller.organisation).some(r => r.setId === row.setId)
  )
    return false;
  if (gives === 'dosePatients') return true;
  // New: written after the pharmacy took the patient's others, and not taken by it yet.
  return gives === 'doseNew' ? row.version === 1 && row.hold === null : row.version > 1 || row.state === 'cancelled';
}

function candidatesFor(
  world: World,
  asked: ReadonlyMap<string, readonly string[]>,
): readonly Kept<MedicationRequest>[] | null {
  const { resources } = world.store;
  const parse = (rows: readonly { body: string }[]) => rows.map(r => JSON.parse(r.body) as Kept<MedicationRequest>);
  const identifiers = asked.get('identifier');
  if (identifiers) {
    const tokens = identifiers.flatMap(i =>
      [SYSTEM.prescriptionId, SYSTEM.prescriptionSetId].map(system => `${system}|urn:oid:${bare(i)}`),
    );
    return parse(resources.byKey('MedicationRequest', 'identifier', tokens));
  }
  if (asked.has('patientIdentifier'))
    return parse(resources.byKey('MedicationRequest', 'patient', [...patientIds(world, asked)]));
  if (asked.has('assignedAuthorId'))
    return parse(resources.byKey('MedicationRequest', 'requester', [...rolesOfAuthors(world, asked)]));
  return null;
}

const patientIds = (world: World, asked: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> =>
  new Set(
    (asked.get('patientIdentifier') ?? [])
      .flatMap(hetu => patientByHetu(world, hetu)?.id ?? [])
      .map(id => `Patient/${id}`),
  );

/** Authors are asked by their identifier number (SV number) or registration number. */
function rolesOfAuthors(world: World, asked: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const { resources } = world.store;
  const people = (asked.get('assignedAuthorId') ?? []).flatMap(number =>
    resources.byKey('Practitioner', 'identifier', [
      `${SYSTEM.identifierNumber}|${number}`,
      `${SYSTEM.registrationNumber}|${number}`,
    ]),
  );
  const roles = resources.byKey(
    'PractitionerRole',
    'practitioner',
    people.map(p => `Practitioner/${p.id}`),
  );
  return new Set(roles.map(r => `PractitionerRole/${r.id}`));
}

function readReference(world: World, reference: string | undefined): Kept | null {
  const [type = '', id = ''] = (reference ?? '').split('/');
  return world.repository.read(type as FhirResource['resourceType'], id);
}

function answer(world: World, call: Call, found: readonly Kept<MedicationRequest>[]): Bundle {
  const others = new Map<string, Kept>();
  const add = (reference: string | undefined): Kept | null => {
    const known = others.get(reference ?? '');
    const resource = known ?? readReference(world, reference);
    if (resource && !known) others.set(`${resource.resourceType}/${resource.id}`, resource);
    return resource;
  };
  for (const request of found) {
    add(request.medicationReference?.reference);
    add(request.subject.reference);
    for (const reference of [request.requester?.reference, request.recorder?.reference]) {
      const role = add(reference);
      if (role?.resourceType === 'PractitionerRole') add(role.organization?.reference);
    }
  }
  const entry = [
    ...found.map(resource => ({
      fullUrl: `${call.base}/MedicationRequest/${resource.id}`,
      resource: resource as FhirResource,
      search: { mode: 'match' as const },
    })),
    ...[...others.values()].map(resource => ({
      fullUrl: `${call.base}/${resource.resourceType}/${resource.id}`,
      resource: resource as FhirResource,
      search: { mode: 'include' as const },
    })),
  ];
  return { resourceType: 'Bundle', type: 'searchset', total: found.length, ...(entry.length > 0 ? { entry } : {}) };
}

import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import { type ServiceName } from '../names.ts';
import { PARAMETERS } from '../search/parameters.ts';
import { fhirDateTime } from '../time.ts';

export type Interaction = 'read' | 'vread' | 'history-instance' | 'search-type';

export type TypeRules = Readonly<{
  interactions: readonly Interaction[];
  submitted?: true;
  operations?: readonly string[];
}>;

const READ: readonly Interaction[] = ['read', 'search-type'];
const VERSIONED: readonly Interaction[] = ['read', 'vread', 'search-type'];
const FULL: readonly Interaction[] = ['read', 'vread', 'history-instance', 'search-type'];

const PEOPLE = {
  Patient: { interactions: READ },
  Practitioner: { interactions: READ },
  PractitionerRole: { interactions: READ },
  Organization: { interactions: READ },
};
const DOCUMENTS = {
  DocumentReference: { interactions: VERSIONED, submitted: true },
  Binary: { interactions: ['read'], submitted: true },
  Provenance: { interactions: READ, submitted: true },
  AuditEvent: { interactions: ['search-type'] },
  /** The signed answer to an accepted submission, under its message id. */
  Bundle: { interactions: ['read'] },
} as const;

/** What each service offers for each type: one table for the router, the CapabilityStatement and the tests. */
export const OFFERED: Readonly<Record<ServiceName, Readonly<Record<string, TypeRules>>>> = {
  resepti: {
    MedicationRequest: { interactions: FULL, operations: ['get-prescriptions-metadata'] },
    Medication: { interactions: ['read', 'vread'] },
    MedicationDispense: { interactions: VERSIONED },
    Task: { interactions: VERSIONED, operations: ['accept', 'reject'] },
    ...DOCUMENTS,
    ...PEOPLE,
  },
  potilastieto: {
    Encounter: { interactions: FULL, submitted: true },
    ...DOCUMENTS,
    DocumentReference: { ...DOCUMENTS.DocumentReference, operations: ['disclose'] },
    Communication: { interactions: READ, submitted: true },
    /** Authorisations of purchased services. */
    Consent: { interactions: READ, submitted: true },
    ...PEOPLE,
  },
  tahdonilmaisu: {
    Consent: { interactions: READ, submitted: true },
    Communication: { interactions: READ, submitted: true },
    Bundle: { interactions: ['read'] },
    Provenance: { interactions: READ, submitted: true },
    AuditEvent: { interactions: ['search-type'] },
    ...PEOPLE,
  },
  sosiaali: { ...DOCUMENTS, AuditEvent: { interactions: ['search-type'], submitted: true }, ...PEOPLE },
  /** Imaging: key-object references are its documents; archiving needs DICOM and is not for this client. */
  kuva: {
    ImagingStudy: { interactions: READ },
    DocumentReference: { interactions: READ, operations: ['disclose'] },
    Binary: { interactions: ['read'] },
    AuditEvent: { interactions: ['search-type'] },
    ...PEOPLE,
  },
  rooli: {
    Practitioner: { interactions: READ },
    PractitionerRole: { interactions: READ },
    Organization: { interactions: READ },
  },
};

/** Kela's operations of the medication list, at the level of the prescription service. */
export const LIST_OPERATIONS = [
  'get-medicationlist',
  'get-history-medications',
  'get-discontinued-medications',
  'get-old-prescriptions',
  'get-printout',
] as const;

const definitionOf = (name: string) => ({
  name,
  definition: `https://kantasim.example/fhir/OperationDefinition/${name}`,
});

const SEARCH_TYPE: Readonly<Record<string, 'token' | 'reference' | 'date' | 'string'>> = {
  token: 'token',
  reference: 'reference',
  date: 'date',
  string: 'string',
};

/** Services that take no submissions. */
export const READ_ONLY: ReadonlySet<ServiceName> = new Set(['rooli', 'kuva']);

/** The CapabilityStatement of one service; anybody may read it. */
export function capabilityStatement(service: ServiceName, base: string, nowMs: number): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: fhirDateTime(nowMs),
    kind: 'instance',
    software: { name: 'Kanta services simulator (practice)' },
    implementation: { description: `Simulated ${service}, for practice only`, url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: { description: 'Bearer JWT of the organisation with the query context; metadata needs none' },
        interaction: READ_ONLY.has(service) ? [] : [{ code: 'transaction' }],
        resource: Object.entries(OFFERED[service]).map(([type, rules]) => resourceOf(type, rules)),
        ...(service === 'resepti' ? { operation: LIST_OPERATIONS.map(definitionOf) } : {}),
      },
    ].map(({ interaction, ...rest }) => ({
      ...rest,
      ...(interaction.length > 0 ? { interaction: interaction as [{ code: 'transaction' }] } : {}),
      mode: 'server' as const,
    })),
  };
}

function resourceOf(type: string, rules: TypeRules): CapabilityStatementRestResource {
  const parameters = Object.entries(PARAMETERS[type] ?? {});
  return {
    type: type as CapabilityStatementRestResource['type'],
    interaction: rules.interactions.map(code => ({ code })),
    ...(rules.submitted ? { conditionalCreate: true, documentation: 'written through transactions only' } : {}),
    ...(rules.interactions.includes('search-type') && parameters.length > 0
      ? { searchParam: parameters.map(([name, p]) => ({ name, type: SEARCH_TYPE[p.kind] ?? 'token' })) }
      : {}),
    operation: [...(rules.operations ?? []), 'validate'].map(definitionOf),
  };
}

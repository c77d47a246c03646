import type { FhirResource, Identifier, Reference } from 'fhir/r4.js';
import { foldedForSearch } from '../../../shared/kernel/text.ts';

/** A resource as searches see it: any member may be there. */
export type Searched = FhirResource;

type Values<T> = (resource: Searched) => readonly T[];

export type Parameter = Readonly<
  | { kind: 'token'; of: Values<string>; indexed?: true }
  | { kind: 'reference'; target: string; of: Values<string>; indexed?: true }
  | { kind: 'date'; of: Values<string> }
  | { kind: 'string'; of: Values<string>; indexed: true }
>;

type Loose = Record<string, unknown>;
const loose = (resource: Searched): Loose => resource as unknown as Loose;
const list = <T>(value: unknown): readonly T[] =>
  Array.isArray(value) ? (value as T[]) : value === undefined || value === null ? [] : [value as T];

const token = (system: string | undefined, value: string | undefined): string[] =>
  value === undefined ? [] : [`${system ?? ''}|${value}`];
const identifierTokens = (identifiers: readonly (Identifier | undefined)[]): string[] =>
  identifiers.flatMap(i => (i?.value === undefined ? [] : token(i.system, i.value)));
type Concept = { coding?: { system?: string; code?: string }[] };
const codes = (concepts: readonly Concept[]): string[] =>
  concepts.flatMap(c => (c.coding ?? []).flatMap(k => token(k.system, k.code)));
/** A reference is known by its address and by the identifier it carries. */
const references = (refs: readonly (Reference | undefined)[]): string[] =>
  refs.flatMap(r => [...(r?.reference ? [r.reference] : []), ...identifierTokens([r?.identifier])]);

const field =
  (name: string): Values<unknown> =>
  resource =>
    list(loose(resource)[name]);

const identifier: Parameter = {
  kind: 'token',
  indexed: true,
  of: r => [
    ...new Set(
      identifierTokens([
        ...list<Identifier>(loose(r)['masterIdentifier']),
        ...list<Identifier>(loose(r)['identifier']),
      ]),
    ),
  ],
};
const plainCode = (name: string): Parameter => ({ kind: 'token', of: r => field(name)(r).map(v => `|${String(v)}`) });
const concept = (name: string): Parameter => ({ kind: 'token', of: r => codes(field(name)(r) as Concept[]) });
const reference = (name: string, target: string, indexed = false): Parameter => ({
  kind: 'reference',
  target,
  of: r => references(field(name)(r) as Reference[]),
  ...(indexed ? { indexed: true as const } : {}),
});
const date = (...names: readonly string[]): Parameter => ({
  kind: 'date',
  of: r => names.flatMap(n => field(n)(r) as string[]),
});
const lastUpdated: Parameter = { kind: 'date', of: r => list<string>(r.meta?.lastUpdated) };
const nested =
  (outer: string, inner: string): Values<unknown> =>
  r =>
    field(outer)(r).flatMap(o => list((o as Loose)[inner]));

/** What an event is about in a role of the code system object-role. */
const entityWhat = (resource: Searched, role: string): readonly (Reference | undefined)[] =>
  (field('entity')(resource) as { what?: Reference; role?: { code?: string } }[])
    .filter(entity => entity.role?.code === role)
    .map(({ what }) => what);

type Name = { family?: string; given?: string[]; text?: string };
const personName: Parameter = {
  kind: 'string',
  indexed: true,
  of: r =>
    (field('name')(r) as Name[]).flatMap(n => {
      const parts = [n.family, ...(n.given ?? []), n.family && n.given ? `${n.family} ${n.given.join(' ')}` : n.text];
      return [...new Set(parts.filter(p => p !== undefined).map(foldedForSearch))];
    }),
};
const active: Parameter = { kind: 'token', indexed: true, of: r => field('active')(r).map(v => `|${String(v)}`) };

/** Search parameters of each type: the interaction table of the REST conventions. Unknown names are refused. */
export const PARAMETERS: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  Patient: { identifier, name: personName, birthdate: { ...date('birthDate') }, active },
  Practitioner: { identifier, name: personName, active },
  PractitionerRole: {
    practitioner: reference('practitioner', 'Practitioner', true),
    organization: reference('organization', 'Organization', true),
    role: { kind: 'token', indexed: true, of: r => codes(field('code')(r) as Concept[]) },
    active,
  },
  Organization: {
    identifier,
    name: { kind: 'string', indexed: true, of: r => (field('name')(r) as string[]).map(foldedForSearch) },
    active,
  },
  MedicationRequest: {
    identifier,
    patient: reference('subject', 'Patient', true),
    status: plainCode('status'),
    authoredon: date('authoredOn'),
    requester: reference('requester', 'PractitionerRole', true),
    _lastUpdated: lastUpdated,
  },
  MedicationDispense: {
    identifier,
    patient: reference('subject', 'Patient', true),
    prescription: reference('authorizingPrescription', 'MedicationRequest', true),
    status: plainCode('status'),
    performer: {
      kind: 'reference',
      target: 'PractitionerRole',
      of: r => references(nested('performer', 'actor')(r) as Reference[]),
    },
    whenhandedover: date('whenHandedOver'),
  },
  Task: {
    identifier: {
      ...identifier,
      of: r =>
        identifierTokens((field('identifier')(r) as Identifier[]).filter(i => !i.system?.endsWith('/task-secret'))),
    },
    patient: reference('for', 'Patient', true),
    focus: reference('focus', 'MedicationRequest', true),
    owner: reference('owner', 'Organization', true),
    status: plainCode('status'),
    code: concept('code'),
    _lastUpdated: lastUpdated,
  },
  DocumentReference: {
    identifier,
    patient: reference('subject', 'Patient', true),
    encounter: {
      kind: 'reference',
      target: 'Encounter',
      indexed: true,
      of: r => references(nested('context', 'encounter')(r) as Reference[]),
    },
    related: {
      kind: 'reference',
      target: 'ImagingStudy',
      indexed: true,
      of: r => references(nested('context', 'related')(r) as Reference[]),
    },
    type: concept('type'),
    category: concept('category'),
    status: plainCode('status'),
    date: date('date'),
    custodian: reference('custodian', 'Organization'),
    relatesto: {
      kind: 'reference',
      target: 'DocumentReference',
      of: r => references(nested('relatesTo', 'target')(r) as Reference[]),
    },
  },
  Observation: {
    identifier,
    patient: reference('subject', 'Patient', true),
    code: concept('code'),
    category: concept('category'),
    date: date('effectiveDateTime'),
    _lastUpdated: lastUpdated,
  },
  ImagingStudy: {
    identifier,
    patient: reference('subject', 'Patient', true),
    status: plainCode('status'),
    started: date('started'),
  },
  Encounter: {
    identifier,
    patient: reference('subject', 'Patient', true),
    status: plainCode('status'),
    date: { kind: 'date', of: r => (field('period')(r) as { start?: string }[]).flatMap(p => list<string>(p.start)) },
    _lastUpdated: lastUpdated,
  },
  Consent: {
    identifier,
    patient: reference('patient', 'Patient', true),
    status: plainCode('status'),
    category: concept('category'),
    date: date('dateTime'),
    _lastUpdated: lastUpdated,
  },
  Communication: {
    identifier,
    patient: reference('subject', 'Patient', true),
    status: plainCode('status'),
    category: concept('category'),
    date: date('sent'),
    _lastUpdated: lastUpdated,
  },
  /** Notifications of disclosures: the person, and the notification by its own identifier. */
  AuditEvent: {
    patient: {
      kind: 'reference',
      target: 'Patient',
      indexed: true,
      of: r => references(entityWhat(r, '1')),
    },
    entity: { kind: 'reference', target: 'AuditEvent', indexed: true, of: r => references(entityWhat(r, '3')) },
  },
  Provenance: {
    target: {
      kind: 'reference',
      target: 'DocumentReference',
      indexed: true,
      of: r => (field('target')(r) as Reference[]).flatMap(t => list<string>(t.reference?.split('/_history/')[0])),
    },
    recorded: date('recorded'),
    agent: { kind: 'reference', target: 'Practitioner', of: r => references(nested('agent', 'who')(r) as Reference[]) },
  },
};

/** Keys under which a resource is stored for finding. */
export function keysOf(resource: Searched): readonly Readonly<{ name: string; value: string }>[] {
  return Object.entries(PARAMETERS[resource.resourceType] ?? {}).flatMap(([name, parameter]) =>
    'indexed' in parameter && parameter.indexed ? parameter.of(resource).map(value => ({ name, value })) : [],
  );
}

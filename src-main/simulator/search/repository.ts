import type { FhirResource } from 'fhir/r4.js';
import { type NewUuid } from '../../../shared/kernel/clock.ts';
import { foldedForSearch } from '../../../shared/kernel/text.ts';
import { type Stored } from '../store/resources.ts';
import { type Store } from '../store/store.ts';
import { fhirDateTime } from '../time.ts';
import { keysOf } from './parameters.ts';
import { type Condition, type Query, matches } from './query.ts';

/** A resource that is stored: with id and version. */
export type Kept<T extends FhirResource = FhirResource> = T & {
  id: string;
  meta: { versionId: string; lastUpdated: string };
};

export interface Repository {
  /** The id is made here: it never says anything about a person. */
  create<T extends FhirResource>(resource: T, nowMs: number, id?: string): Kept<T>;
  /** Next version of a stored resource. */
  update<T extends FhirResource>(resource: T & { id: string }, nowMs: number): Kept<T>;
  read<T extends FhirResource>(type: T['resourceType'], id: string): Kept<T> | null;
  readVersion(type: string, id: string, version: number): Kept | null;
  history(type: string, id: string): readonly Kept[];
  /** Resources of a type that carry the identifier token `system|value`. */
  byIdentifier<T extends FhirResource>(type: T['resourceType'], token: string): readonly Kept<T>[];
  /** Resources of a type by one of their search keys. */
  byKey<T extends FhirResource>(type: T['resourceType'], name: string, value: string): readonly Kept<T>[];
  /** `null` when no condition can use an index: the search is too wide. */
  search(type: string, query: Query): readonly Kept[] | null;
  newId(): string;
}

const MOST_BY_NAME = 500;
/** The narrower one first: it drives, the others filter. */
const NARROWNESS = [
  'identifier',
  'related',
  'focus',
  'prescription',
  'target',
  'encounter',
  'patient',
  'practitioner',
  'name',
  'requester',
  'owner',
  'organization',
  'role',
  'active',
];

export function createRepository(store: Store, newUuid: NewUuid): Repository {
  const parse = <T extends FhirResource>(stored: Stored): Kept<T> => JSON.parse(stored.body) as Kept<T>;
  const versioned = <T extends FhirResource>(resource: T, id: string, version: number, nowMs: number): Kept<T> =>
    ({
      ...resource,
      id,
      meta: { ...resource.meta, versionId: String(version), lastUpdated: fhirDateTime(nowMs) },
    }) as Kept<T>;
  const row = (resource: Kept, version: number, nowMs: number): Stored => ({
    type: resource.resourceType,
    id: resource.id,
    version,
    updatedMs: nowMs,
    body: JSON.stringify(resource),
  });

  /** `Type/id` and `system|value` are two names of one thing; what is stored may carry either. */
  function expanded(condition: Condition): Condition {
    if (condition.parameter.kind !== 'reference') return condition;
    const { target } = condition.parameter;
    const values = condition.values.flatMap(value => {
      if (condition.byIdentifier) {
        return [
          value,
          ...repository.byIdentifier(target as FhirResource['resourceType'], value).map(r => `${target}/${r.id}`),
        ];
      }
      const address = value.includes('/') ? value : `${target}/${value}`;
      const [type = '', id = ''] = address.split('/');
      const found = store.resources.read(type, id);
      const names = found
        ? keysOf(parse(found))
            .filter(k => k.name === 'identifier')
            .map(k => k.value)
        : [];
      return [address, ...names];
    });
    return { ...condition, values: [...new Set(values)] };
  }

  function candidates(type: string, driver: Condition): readonly Stored[] {
    const { name, parameter, values } = driver;
    if (parameter.kind === 'string')
      return values.flatMap(v => store.resources.byPrefix(type, name, foldedForSearch(v), MOST_BY_NAME));
    const full =
      parameter.kind === 'token' && !values.every(v => v.includes('|'))
        ? values.map(v => (v.includes('|') ? v : `|${v}`))
        : values;
    return store.resources.byKey(type, name, full);
  }

  const repository: Repository = {
    newId: newUuid,
    create(resource, nowMs, id = newUuid()) {
      const kept = versioned(resource, id, 1, nowMs);
      store.resources.insert(row(kept, 1, nowMs), keysOf(kept));
      return kept;
    },
    update(resource, nowMs) {
      const before = store.resources.read(resource.resourceType, resource.id);
      if (!before) throw new Error('only a stored resource can be updated');
      const kept = versioned(resource, resource.id, before.version + 1, nowMs);
      store.resources.replace(row(kept, before.version + 1, nowMs), keysOf(parse(before)), keysOf(kept));
      return kept;
    },
    read<T extends FhirResource>(type: T['resourceType'], id: string) {
      const found = store.resources.read(type, id);
      return found ? parse<T>(found) : null;
    },
    readVersion(type, id, version) {
      const found = store.resources.readVersion(type, id, version);
      return found ? parse(found) : null;
    },
    history: (type, id) => store.resources.history(type, id).map(s => parse(s)),
    byIdentifier: <T extends FhirResource>(type: T['resourceType'], token: string) =>
      store.resources.byKey(type, 'identifier', [token]).map(s => parse<T>(s)),
    byKey: <T extends FhirResource>(type: T['resourceType'], name: string, value: string) =>
      store.resources.byKey(type, name, [value]).map(s => parse<T>(s)),
    search(type, query) {
      const conditions = query.conditions.map(expanded);
      const usable = conditions.filter(c => 'indexed' in c.parameter && c.parameter.indexed && driveable(c));
      const [driver] = usable.sort((a, b) => NARROWNESS.indexOf(a.name) - NARROWNESS.indexOf(b.name));
      if (!driver) return null;
      return candidates(type, driver)
        .map(s => parse(s))
        .filter(resource => conditions.every(c => matches(resource, c)));
    },
  };
  return repository;
}

/** An index knows a token by its system: without one only plain codes (no system at all) can be looked up. */
const driveable = (condition: Condition): boolean =>
  condition.parameter.kind !== 'token' ||
  condition.name === 'active' ||
  condition.values.every(v => /^[^|]+\|[^|]+$/.test(v));

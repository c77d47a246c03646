import { checkNarrative } from './narrative.ts';
import { isObject, listOf, objectsOf, textOf, type JsonObject } from './json-value.ts';

/** `resource` is %resource, `container` is %rootResource. */
export type InvariantScope = Readonly<{ resource: JsonObject; container: JsonObject }>;
type Native = (value: JsonObject, scope: InvariantScope) => boolean;

const has = (value: JsonObject, name: string): boolean => value[name] !== undefined || value[`_${name}`] !== undefined;
const VALUE_CHOICE = /^_?value[A-Z]/;
const hasValue = (value: JsonObject): boolean => Object.keys(value).some(key => VALUE_CHOICE.test(key));
const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** All strings at members called `reference`, and all strings that begin with #, anywhere below. */
function localLinks(value: unknown, into: Set<string>): Set<string> {
  if (typeof value === 'string') {
    if (value.startsWith('#')) into.add(value.slice(1));
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) localLinks((value as JsonObject)[key], into);
  }
  return into;
}

/** dom-3: every contained resource is referred to from the container, or refers to the container itself. */
function containedAreUsed(value: JsonObject): boolean {
  const contained = objectsOf(value['contained']);
  if (contained.length === 0) return true;
  const links = localLinks(value, new Set());
  return contained.every(part => {
    const id = textOf(part['id']);
    return (id !== undefined && links.has(id)) || localLinks(part, new Set()).has('');
  });
}

/** Two times compare when both are known to the same depth; else FHIRPath answers "cannot tell", which passes. */
export function notAfter(start: unknown, end: unknown): boolean {
  if (typeof start !== 'string' || typeof end !== 'string') return true;
  const shared = Math.min(start.length, end.length, 10);
  const [a, b] = [start.slice(0, shared), end.slice(0, shared)];
  if (start.includes('T') && end.includes('T')) return !(Date.parse(start) > Date.parse(end));
  return a <= b;
}

/** rng-2. Quantities compare when their units are written alike; fhirpath.js compares only coded ones. */
function lowUpToHigh({ low, high }: JsonObject): boolean {
  if (!isObject(low) || !isObject(high)) return true;
  const alike = (['system', 'code', 'unit'] as const).every(name => low[name] === high[name]);
  return !alike || !(Number(low['value']) > Number(high['value']));
}

const inBundle = (types: readonly string[]): Native => {
  const member = types[0] === 'batch' ? 'request' : 'response';
  return bundle =>
    objectsOf(bundle['entry']).every(entry => has(entry, member) === types.includes(String(bundle['type'])));
};

/**
 * Invariants that stand on every element, or are dear in FHIRPath, or that fhirpath.js cannot evaluate; by their
 * FHIRPath text, so that an invariant that changes its meaning falls back to FHIRPath. R4 4.0.1.
 */
export const NATIVE: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['extension.exists() != value.exists()', value => has(value, 'extension') !== hasValue(value)],
  ['contained.contained.empty()', value => objectsOf(value['contained']).every(part => !has(part, 'contained'))],
  [
    'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()',
    value =>
      objectsOf(value['contained']).every(part => {
        const meta = part['meta'];
        return !isObject(meta) || !(has(meta, 'versionId') || has(meta, 'lastUpdated'));
      }),
  ],
  [
    'contained.meta.security.empty()',
    value =>
      objectsOf(value['contained']).every(
        part => !isObject(part['meta']) || !has(part['meta'] as JsonObject, 'security'),
      ),
  ],
  [
    "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
    containedAreUsed,
  ],
  ['text.`div`.exists()', value => isObject(value['text']) && has(value['text'], 'div')],
  [
    "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))",
    (value, scope) => {
      const reference = textOf(value['reference']);
      if (reference === undefined || !reference.startsWith('#') || reference === '#') return true;
      return objectsOf(scope.container['contained']).some(part => part['id'] === reference.slice(1));
    },
  ],
  ['start.hasValue().not() or end.hasValue().not() or (start <= end)', value => notAfter(value['start'], value['end'])],
  ['low.empty() or high.empty() or (low <= high)', lowUpToHigh],
  ['code.empty() or system.exists()', value => !has(value, 'code') || has(value, 'system')],
  ['comparator.empty()', value => !has(value, 'comparator')],
  [
    '(numerator.empty() xor denominator.exists()) and (numerator.exists() or extension.exists())',
    value =>
      has(value, 'numerator') === has(value, 'denominator') && (has(value, 'numerator') || has(value, 'extension')),
  ],
  ['value.empty() or system.exists()', value => !has(value, 'value') || has(value, 'system')],
  ['data.empty() or contentType.exists()', value => !has(value, 'data') || has(value, 'contentType')],
  ['duration.empty() or durationUnit.exists()', value => !has(value, 'duration') || has(value, 'durationUnit')],
  ['period.empty() or periodUnit.exists()', value => !has(value, 'period') || has(value, 'periodUnit')],
  ['duration.exists() implies duration >= 0', value => !(Number(value['duration']) < 0)],
  ['period.exists() implies period >= 0', value => !(Number(value['period']) < 0)],
  ['periodMax.empty() or period.exists()', value => !has(value, 'periodMax') || has(value, 'period')],
  ['durationMax.empty() or duration.exists()', value => !has(value, 'durationMax') || has(value, 'duration')],
  ['countMax.empty() or count.exists()', value => !has(value, 'countMax') || has(value, 'count')],
  [
    "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())",
    value => {
      const when = listOf(value['when']);
      return !has(value, 'offset') || (when.length > 0 && !when.some(w => ['C', 'CM', 'CD', 'CV'].includes(String(w))));
    },
  ],
  ['timeOfDay.empty() or when.empty()', value => !has(value, 'timeOfDay') || !has(value, 'when')],
  [
    "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()",
    bundle => {
      if (bundle['type'] === 'history') return true;
      const named = objectsOf(bundle['entry']).filter(entry => has(entry, 'fullUrl'));
      return distinct(
        named.map(entry => {
          const resource = isObject(entry['resource']) ? entry['resource'] : {};
          const meta = isObject(resource['meta']) ? resource['meta'] : {};
          return `${textOf(entry['fullUrl']) ?? ''}${textOf(meta['versionId']) ?? ''}`;
        }),
      );
    },
  ],
  [
    'resource.exists() or request.exists() or response.exists()',
    entry => has(entry, 'resource') || has(entry, 'request') || has(entry, 'response'),
  ],
  [
    "fullUrl.exists() implies fullUrl.contains('/_history/').not()",
    entry => !String(entry['fullUrl'] ?? '').includes('/_history/'),
  ],
  [
    "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or %resource.type = 'history'))",
    inBundle(['batch', 'transaction', 'history']),
  ],
  [
    "entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or %resource.type = 'history'))",
    inBundle(['transaction-response', 'batch-response', 'history']),
  ],
  [
    "entry.search.empty() or (type = 'searchset')",
    bundle => bundle['type'] === 'searchset' || !objectsOf(bundle['entry']).some(entry => has(entry, 'search')),
  ],
  ['dataAbsentReason.empty() or value.empty()', value => !has(value, 'dataAbsentReason') || !hasValue(value)],
  [
    "(start.exists() and end.exists()) or (status in ('proposed' | 'cancelled' | 'waitlist'))",
    value =>
      (has(value, 'start') && has(value, 'end')) ||
      ['proposed', 'cancelled', 'waitlist'].includes(String(value['status'])),
  ],
]);

/** Invariants of primitives: the two of Narrative.div, which fhirpath.js does not know. */
export const NATIVE_OF_TEXT: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['htmlChecks()', (value: string) => checkNarrative(value).length === 0],
]);

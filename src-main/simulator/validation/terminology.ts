import { unversioned, type BindingDefinition, type Definitions } from './definitions.ts';
import { isObject, listOf, objectsOf, textOf, type JsonObject } from './json-value.ts';

/** `unknown`: the content of a code system is not here. "Cannot tell" is not "wrong". */
export type Membership = 'in' | 'out' | 'unknown';
type Concept = Readonly<{ display: string | undefined }>;
type CodeList = Readonly<{ complete: boolean; concepts: ReadonlyMap<string, Concept> }>;
type Include = Readonly<{ system: string | undefined; codes: ReadonlySet<string> | undefined; whole: boolean }>;
type CompiledValueSet = Readonly<{ includes: readonly Include[]; excludes: readonly Include[]; decidable: boolean }>;

/** Code systems whose rule is a grammar or a list that the runtime knows. */
const GRAMMARS: ReadonlyMap<string, (code: string) => boolean> = new Map([
  ['urn:ietf:bcp:47', (code: string) => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(code)],
  // R4 value set mimetypes: the short names of the two FHIR formats are allowed as well.
  [
    'urn:ietf:bcp:13',
    (code: string) =>
      /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(\s*;\s*[\w.-]+=("[^"]*"|[^\s;]+))*$/.test(code) || /^(xml|json|ttl)$/.test(code),
  ],
  ['urn:iso:std:iso:4217', (code: string) => Intl.supportedValuesOf('currency').includes(code)],
]);

function collect(concepts: unknown, into: Map<string, Concept>): void {
  for (const concept of objectsOf(concepts)) {
    const code = textOf(concept['code']);
    if (code !== undefined) into.set(code, { display: textOf(concept['display']) });
    collect(concept['concept'], into);
  }
}

export class Terminology {
  readonly #definitions: Definitions;
  readonly #systems = new Map<string, CodeList | undefined>();
  readonly #valueSets = new Map<string, CompiledValueSet | undefined>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  #system(url: string): CodeList | undefined {
    if (this.#systems.has(url)) return this.#systems.get(url);
    const found = this.#definitions.codeSystems.get(url);
    let list: CodeList | undefined;
    if (found !== undefined) {
      const concepts = new Map<string, Concept>();
      collect(found['concept'], concepts);
      list = { complete: found['content'] === 'complete' && concepts.size > 0, concepts };
    }
    this.#systems.set(url, list);
    return list;
  }

  /** Whether the code exists in its code system. */
  inSystem(system: string, code: string): Membership {
    const grammar = GRAMMARS.get(system);
    if (grammar !== undefined) return grammar(code) ? 'in' : 'out';
    const list = this.#system(system);
    if (list === undefined) return 'unknown';
    if (list.concepts.has(code)) return 'in';
    return list.complete ? 'out' : 'unknown';
  }

  /** The code system's own name of a code, when it is known here. */
  displayOf(system: string, code: string): string | undefined {
    return this.#system(system)?.concepts.get(code)?.display;
  }

  #valueSet(url: string): CompiledValueSet | undefined {
    if (this.#valueSets.has(url)) return this.#valueSets.get(url);
    const found = this.#definitions.valueSets.get(url);
    const compiled = found === undefined ? undefined : this.#compile(found);
    this.#valueSets.set(url, compiled);
    return compiled;
  }

  #compile(valueSet: JsonObject): CompiledValueSet {
    const compose = isObject(valueSet['compose']) ? valueSet['compose'] : {};
    const read = (part: JsonObject): Include => ({
      system: textOf(part['system']),
      codes: Array.isArray(part['concept'])
        ? new Set(objectsOf(part['concept']).flatMap(concept => textOf(concept['code']) ?? []))
        : undefined,
      // Filters and nested value sets are not evaluated: such a part can only answer "cannot tell".
      whole: part['concept'] === undefined && part['filter'] === undefined && part['valueSet'] === undefined,
    });
    const includes = objectsOf(compose['include']).map(read);
    return { includes, excludes: objectsOf(compose['exclude']).map(read), decidable: includes.length > 0 };
  }

  #inPart(part: Include, system: string | undefined, code: string): Membership {
    if (part.system === undefined) return 'unknown';
    if (system !== undefined && part.system !== system) return 'out';
    if (part.codes !== undefined) return part.codes.has(code) ? 'in' : 'out';
    return part.whole ? this.inSystem(part.system, code) : 'unknown';
  }

  /** @param system undefined for elements of type code, whose system the value set implies */
  inValueSet(url: string, system: string | undefined, code: string): Membership {
    const set = this.#valueSet(unversioned(url));
    if (set === undefined || !set.decidable) return 'unknown';
    const excluded = set.excludes.map(part => this.#inPart(part, system, code));
    if (excluded.includes('in')) return 'out';
    const included = set.includes.map(part => this.#inPart(part, system, code));
    if (included.includes('in')) return excluded.includes('unknown') ? 'unknown' : 'in';
    return included.includes('unknown') ? 'unknown' : 'out';
  }

  /** Membership of a coded value of any FHIR type that may be bound; `out` also when a code is missing altogether. */
  boundValue(binding: BindingDefinition, type: string, value: unknown): Membership {
    const url = binding.valueSet;
    if (url === undefined) return 'unknown';
    const coding = (item: unknown): Membership => {
      if (!isObject(item)) return 'out';
      const code = textOf(item['code']);
      const system = textOf(item['system']);
      if (code === undefined) return 'out';
      // Without a system a Coding names no concept, so it is in no value set.
      return system === undefined ? 'out' : this.inValueSet(url, system, code);
    };
    if (typeof value === 'string') return this.inValueSet(url, undefined, value);
    if (type === 'CodeableConcept' && isObject(value)) {
      const each = listOf(value['coding']).map(coding);
      if (each.includes('in')) return 'in';
      return each.includes('unknown') ? 'unknown' : 'out';
    }
    if (type === 'Coding') return coding(value);
    // A quantity without a unit is in no value set of units, but its binding speaks of the unit only.
    if (isObject(value) && 'value' in value) return value['code'] === undefined ? 'unknown' : coding(value);
    return 'unknown';
  }
}

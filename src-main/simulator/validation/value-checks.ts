import { type BindingDefinition, isCoreType } from './definitions.ts';
import { type PlainCopy } from './decimal-text.ts';
import { fitsPattern, isObject, sameJson, textOf, type JsonObject } from './json-value.ts';
import { type Item, type Report } from './occurrences.ts';
import { checkPrimitive, isPrimitiveType } from './primitives.ts';
import { readTarget, type ReferenceScope, type Target } from './references.ts';
import { type ElementNode, type SnapshotTrees } from './snapshot-tree.ts';
import { type Terminology } from './terminology.ts';

type Engine = Readonly<{ trees: SnapshotTrees; terminology: Terminology }>;
/** What a reference resolves to here, and the profiles one of which it has to fit. */
export type Resolved = Readonly<{ resource: JsonObject | undefined; profiles: readonly string[] }>;

/** Bundles whose links have to be closed: what they name by urn has to be inside. */
const CLOSED_BUNDLES = new Set(['document', 'message', 'transaction', 'batch']);

/** Checks of one value by itself: type, fixed and pattern values, bindings, limits, targets of references. */
export class ValueChecks {
  readonly #engine: Engine;
  readonly #plain: PlainCopy;
  readonly #report: Report;

  constructor(engine: Engine, plain: PlainCopy, report: Report) {
    this.#engine = engine;
    this.#plain = plain;
    this.#report = report;
  }

  /**
   * @param whole false for a slice: the type itself was checked at the sliced element
   * @returns whether the value has the form of its type, so that it can be looked into
   */
  check(item: Item, node: ElementNode, type: string, whole: boolean): boolean {
    const { value, path } = item;
    const primitive = isPrimitiveType(type);
    if (whole && !(primitive ? this.#primitive(item, type) : this.#complex(item))) return false;
    if (node.fixed !== undefined && value !== undefined && !sameJson(value, node.fixed)) {
      this.#report('value', path, 'the value that the profile fixes');
    }
    if (node.pattern !== undefined && value !== undefined && !fitsPattern(value, node.pattern)) {
      this.#report('value', path, 'a value that fits the pattern of the profile');
    }
    if (value === undefined) return true;
    if (primitive) this.#limits(item, node);
    if (node.binding !== undefined) this.#binding(node.binding, type, value, path);
    if (type === 'Coding' && whole && isObject(value)) this.#coding(value, path);
    return true;
  }

  #primitive(item: Item, type: string): boolean {
    const { value, extra, path } = item;
    if (extra !== undefined && !isObject(extra)) {
      this.#report('structure', path, 'an object with id or extension beside a primitive');
      return false;
    }
    if (value === undefined) {
      const extended = isObject(extra) && extra['extension'] !== undefined;
      if (!extended) this.#report('invariant', path, 'ele-1: a value or an extension');
      return true;
    }
    const fault = checkPrimitive(type, value, this.#plain.textOf(item.holder, item.key));
    if (fault !== undefined) this.#report(fault.code, path, fault.expected);
    return fault === undefined;
  }

  #complex(item: Item): boolean {
    if (!isObject(item.value)) {
      this.#report('structure', item.path, 'an object');
      return false;
    }
    const content = Object.keys(item.value).some(key => key !== 'id' && (item.value as JsonObject)[key] !== undefined);
    if (!content) this.#report('invariant', item.path, 'ele-1: an element has content beside its id');
    return content;
  }

  #limits(item: Item, node: ElementNode): void {
    const { value, path } = item;
    if (typeof value === 'string' && node.maxLength !== undefined && [...value].length > node.maxLength) {
      this.#report('value', path, `at most ${node.maxLength} characters`);
    }
    if (typeof value !== 'number') return;
    if (typeof node.minValue === 'number' && value < node.minValue) {
      this.#report('value', path, `at least ${node.minValue}`);
    }
    if (typeof node.maxValue === 'number' && value > node.maxValue) {
      this.#report('value', path, `at most ${node.maxValue}`);
    }
  }

  #binding(binding: BindingDefinition, type: string, value: unknown, path: string): void {
    if (binding.strength !== 'required' && binding.strength !== 'extensible') return;
    if (this.#engine.terminology.boundValue(binding, type, value) !== 'out') return;
    // An extensible binding takes other codes and plain text where its own codes do not fit.
    const severity = binding.strength === 'required' ? 'error' : 'warning';
    this.#report('code-invalid', path, `a code of ${binding.valueSet ?? ''}`, severity);
  }

  /** A code has to be in its own code system, bound or not, when that system is here in full. */
  #coding(coding: JsonObject, path: string): void {
    const system = textOf(coding['system']);
    const code = textOf(coding['code']);
    if (system === undefined || code === undefined) return;
    if (this.#engine.terminology.inSystem(system, code) === 'out') {
      this.#report('code-invalid', `${path}.code`, 'a code of its code system');
      return;
    }
    const display = textOf(coding['display']);
    const known = this.#engine.terminology.displayOf(system, code);
    if (display === undefined || known === undefined) return;
    if (display.trim().toLowerCase() !== known.trim().toLowerCase()) {
      this.#report('value', `${path}.display`, 'the name that the code system gives', 'warning');
    }
  }

  /** Whether the target can be had from where the reference stands. */
  #reach(target: Target, path: string, { bundle, container }: ReferenceScope): void {
    if (target.kind === 'conditional' && bundle?.type !== 'transaction') {
      this.#report('invalid', path, 'conditional references stand in transactions only', 'warning');
    }
    if (bundle === undefined || target.resource !== undefined) return;
    if (target.kind === 'bundle-only') {
      const severity = CLOSED_BUNDLES.has(bundle.type) ? 'error' : 'warning';
      this.#report('not-found', path, 'a resource of this Bundle', severity);
    }
    // documents.html (R4): what the Composition refers to is part of the document.
    const outside = target.kind === 'absolute' || target.kind === 'relative';
    if (outside && bundle.type === 'document' && container['resourceType'] === 'Composition') {
      this.#report('not-found', path, 'a resource of this document');
    }
  }

  /**
   * The form of a Reference and the type of its target.
   * @param targets canonical addresses of types and profiles; none means any
   */
  reference(value: JsonObject, targets: readonly string[], path: string, scope: ReferenceScope): Resolved | undefined {
    const reference = textOf(value['reference']);
    const named = textOf(value['type']);
    let resource: JsonObject | undefined;
    let type = named !== undefined && /^[A-Z][A-Za-z]+$/.test(named) ? named : undefined;
    if (reference !== undefined) {
      const target = readTarget(reference, scope);
      resource = target.resource;
      if (target.kind === 'malformed') {
        this.#report('value', `${path}.reference`, 'an address, Type/id or #id');
        return undefined;
      }
      this.#reach(target, `${path}.reference`, scope);
      const actual = textOf(resource?.['resourceType']) ?? target.type;
      if (actual !== undefined && type !== undefined && actual !== type) {
        this.#report('invalid', `${path}.type`, 'the type of the resource that is referred to');
      }
      type = actual ?? type;
      if (target.type !== undefined && this.#engine.terminology.inSystem(RESOURCE_TYPES, target.type) === 'out') {
        if (target.kind === 'relative') this.#report('value', `${path}.reference`, 'a resource type of FHIR R4');
        type = undefined;
      }
    }
    if (type === undefined || targets.length === 0) return undefined;
    const typed = targets.map(url => ({ url, type: this.#engine.trees.typeOf(url) ?? lastPart(url) }));
    const allowed = typed.filter(
      target => target.type === type || target.type === 'Resource' || target.type === undefined,
    );
    if (allowed.length === 0) {
      const types = [...new Set(typed.map(target => target.type))].join(', ');
      this.#report('structure', path, `a reference to ${types}`);
      return undefined;
    }
    const loose = allowed.some(target => isCoreType(target.url) || this.#engine.trees.typeOf(target.url) === undefined);
    return { resource, profiles: loose ? [] : allowed.map(target => target.url) };
  }
}

const RESOURCE_TYPES = 'http://hl7.org/fhir/resource-types';

/** The type of a core definition that is not loaded; profiles that are not loaded may be of any type. */
function lastPart(url: string): string | undefined {
  const match = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/([A-Z][A-Za-z]+)$/.exec(url);
  return match?.[1];
}

import { checkEntries } from './bundle-rules.ts';
import { type ConstraintDefinition } from './definitions.ts';
import { type PlainCopy } from './decimal-text.ts';
import { isAllowedAt, type Step } from './extension-context.ts';
import { type Invariants } from './invariants.ts';
import { hasErrors, type Issue, type IssueCode } from './issue.ts';
import { isObject, listOf, textOf, type JsonObject } from './json-value.ts';
import { occurrencesOf, reportUnknownMembers, type Item } from './occurrences.ts';
import { isPrimitiveType } from './primitives.ts';
import { indexBundle, readTarget, type BundleIndex } from './references.ts';
import { checkAttachment, checkIds } from './resource-rules.ts';
import { sliceOf, type SliceContext } from './slicing.ts';
import { type ElementNode, type SnapshotTree, type SnapshotTrees } from './snapshot-tree.ts';
import { type Terminology } from './terminology.ts';
import { ValueChecks } from './value-checks.ts';

export type Engine = Readonly<{ trees: SnapshotTrees; terminology: Terminology; invariants: Invariants }>;
/** Where a resource stands: inside which container (contained) and which Bundle. */
export type Scope = Readonly<{ resource: JsonObject; container: JsonObject; bundle: BundleIndex | undefined }>;
type Holder = Readonly<{ node: ElementNode; tree: SnapshotTree }>;

const MAX_DEPTH = 100;

/** One validation: walks a resource along the snapshots of its type and profiles and collects the issues. */
export class Walk {
  #issues: Issue[] = [];
  #depth = 0;
  readonly #engine: Engine;
  readonly #values: ValueChecks;
  readonly #judged = new WeakMap<object, Map<string, boolean>>();

  constructor(engine: Engine, plain: PlainCopy) {
    this.#engine = engine;
    this.#values = new ValueChecks(engine, plain, this.report);
  }

  get issues(): readonly Issue[] {
    return this.#issues;
  }

  readonly report = (
    code: IssueCode,
    expression: string,
    diagnostics: string,
    severity: Issue['severity'] = 'error',
  ): void => {
    this.#issues.push({ severity, code, expression, diagnostics });
  };

  /** @param wanted canonical addresses of profiles beside those that `meta.profile` names */
  resource(
    value: unknown,
    path: string,
    wanted: readonly string[],
    around?: Readonly<{ container?: JsonObject | undefined; bundle?: BundleIndex | undefined; step?: Step }>,
  ): void {
    const type = isObject(value) ? textOf(value['resourceType']) : undefined;
    if (!isObject(value) || type === undefined) {
      this.report('structure', path, 'a resource with the member resourceType');
      return;
    }
    const { trees, terminology } = this.#engine;
    const core = trees.byType(type);
    const known = terminology.inSystem('http://hl7.org/fhir/resource-types', type) === 'in';
    if (core === undefined || core.definition.kind !== 'resource' || core.definition.abstract) {
      if (known && core === undefined)
        this.report('not-supported', path, 'no definition of this resource type is loaded', 'warning');
      else this.report('structure', path, 'a resource type of FHIR R4');
      return;
    }
    const scope: Scope = {
      resource: value,
      container: around?.container ?? value,
      bundle: type === 'Bundle' ? indexBundle(value) : around?.bundle,
    };
    const profiles = this.#profilesFor(value, type, path, wanted);
    const step: Step = { parent: around?.step, name: type, type };
    for (const tree of profiles.length === 0 ? [core] : profiles) {
      this.#deeper(path, () => {
        this.#constraints(tree.root.constraints, type, value, path, scope, new Set());
        this.#children(value, tree, tree.root, path, scope, step);
      });
    }
    checkIds(value, path, this.report);
    if (type === 'Bundle') checkEntries(value, path, this.report);
  }

  #profilesFor(value: JsonObject, type: string, path: string, wanted: readonly string[]): SnapshotTree[] {
    const meta = value['meta'];
    const named = isObject(meta) ? listOf(meta['profile']) : [];
    const found = new Map<string, SnapshotTree>();
    const take = (url: unknown, expression: string, severity: Issue['severity']): void => {
      const tree = typeof url === 'string' ? this.#engine.trees.byUrl(url.split('|')[0] ?? '') : undefined;
      if (tree === undefined) this.report('not-found', expression, 'a profile that is loaded here', severity);
      else if (tree.definition.type !== type && !['Resource', 'DomainResource'].includes(tree.definition.type)) {
        this.report('structure', expression, `the profile is for ${tree.definition.type}`);
      } else found.set(tree.definition.url, tree);
    };
    for (const url of wanted) take(url, path, 'error');
    named.forEach((url, index) => take(url, `${path}.meta.profile[${index}]`, 'warning'));
    const own = [...found.values()];
    // The snapshot of a profile holds all of its base: the bare type adds nothing to it.
    return own.some(tree => tree.definition.type !== type) && !own.some(tree => tree.definition.type === type)
      ? []
      : own;
  }

  #deeper(path: string, work: () => void): void {
    if (this.#depth >= MAX_DEPTH) {
      this.report('too-costly', path, `at most ${MAX_DEPTH} levels of nesting`);
      return;
    }
    this.#depth += 1;
    work();
    this.#depth -= 1;
  }

  #children(value: JsonObject, tree: SnapshotTree, holder: ElementNode, path: string, scope: Scope, step: Step): void {
    for (const child of holder.children) {
      const items = occurrencesOf(value, child, path, this.report);
      if (items.length < child.min) this.#tooFew(child, path);
      if (items.length > child.max) {
        this.report(
          'structure',
          `${path}.${child.name}`,
          child.max === 0 ? 'not allowed here' : `at most ${child.max}`,
        );
      }
      for (const item of items) this.#item(item, child, tree, scope, step);
      if (child.slices.length > 0) this.#slices(items, child, tree, path, scope, step);
    }
    const isResource = tree.definition.kind === 'resource' && holder === tree.root;
    reportUnknownMembers(value, holder, path, isResource, this.report);
  }

  #tooFew(child: ElementNode, path: string): void {
    const slice = child.sliceName === undefined ? '' : ` in slice ${child.sliceName}`;
    this.report('required', `${path}.${child.name}`, `at least ${child.min}${slice}`);
  }

  #slices(items: readonly Item[], node: ElementNode, tree: SnapshotTree, path: string, scope: Scope, step: Step): void {
    const context = this.#sliceContext(scope);
    const counts = new Map<ElementNode, Item[]>();
    let passed = 0;
    let openSeen = false;
    for (const item of items) {
      const slice = sliceOf(item, node, tree, context);
      if (slice === undefined) {
        openSeen = true;
        if (node.slicing?.rules === 'closed')
          this.report('structure', item.path, 'one of the slices that the profile lists');
        continue;
      }
      counts.set(slice, [...(counts.get(slice) ?? []), item]);
      if (openSeen && node.slicing?.rules === 'openAtEnd') {
        this.report('structure', item.path, 'the slices of the profile first, others at the end');
      }
      const place = node.slices.indexOf(slice);
      if (node.slicing?.ordered === true && place < passed) {
        this.report('structure', item.path, 'the slices in the order of the profile');
      }
      passed = Math.max(passed, place);
      this.#item(item, slice, tree, scope, step, node);
    }
    for (const slice of node.slices) {
      const own = counts.get(slice) ?? [];
      if (own.length < slice.min) this.#tooFew(slice, path);
      if (own.length > slice.max) {
        const says = `at most ${slice.max} in slice ${slice.sliceName ?? ''}`;
        this.report('structure', `${path}.${node.name}`, says);
      }
      if (slice.slices.length > 0) this.#slices(own, slice, tree, path, scope, step);
    }
  }

  #sliceContext(scope: Scope): SliceContext {
    return {
      trees: this.#engine.trees,
      terminology: this.#engine.terminology,
      resolve: value => {
        const reference = isObject(value) ? textOf(value['reference']) : undefined;
        return reference === undefined ? undefined : readTarget(reference, scope).resource;
      },
      conforms: (value, profile) => isObject(value) && this.#conforms(value, profile, scope),
    };
  }

  /** Whether a resource fits a profile; asked once for each pair, and a circle of references counts as fitting. */
  #conforms(value: JsonObject, profile: string, scope: Scope): boolean {
    const known = this.#judged.get(value) ?? new Map<string, boolean>();
    this.#judged.set(value, known);
    const judged = known.get(profile);
    if (judged !== undefined) return judged;
    known.set(profile, true);
    const outside = this.#issues;
    this.#issues = [];
    const contained = listOf(scope.container['contained']).includes(value);
    this.resource(value, 'Resource', [profile], {
      container: contained ? scope.container : undefined,
      bundle: scope.bundle,
    });
    const fits = !hasErrors(this.#issues);
    this.#issues = outside;
    known.set(profile, fits);
    return fits;
  }

  /**
   * One occurrence against one definition.
   * @param sliced the element that `node` is a slice of; it has been walked before and saw to the type itself
   */
  #item(item: Item, node: ElementNode, tree: SnapshotTree, scope: Scope, step: Step, sliced?: ElementNode): void {
    const referenced =
      node.contentReference === undefined ? undefined : this.#engine.trees.referenced(tree, node.contentReference);
    const content = referenced ?? node;
    const type = item.type;
    if (
      sliced !== undefined &&
      node.types.length > 0 &&
      !node.types.some(allowed => allowed.code === type || this.#isResource(allowed.code))
    ) {
      this.report('structure', item.path, `one of the types ${node.types.map(allowed => allowed.code).join(', ')}`);
      return;
    }
    if (this.#isResource(type)) {
      this.#nestedResource(item, node, scope, step, sliced !== undefined);
      return;
    }
    const fits = this.#values.check(item, node, type, sliced === undefined);
    const done = new Set((sliced?.constraints ?? []).map(constraint => constraint.expression ?? ''));
    const below: Step = {
      parent: step,
      name: node.name,
      type,
      url: isObject(item.value) ? textOf(item.value['url']) : undefined,
    };
    const base = content.path.includes('[x]') ? type : content.path;
    if (isPrimitiveType(type)) {
      if (fits && item.value !== undefined)
        this.#constraints(node.constraints, base, item.value, item.path, scope, done);
      const ownChildren = content.children.length > 0 ? { node: content, tree } : undefined;
      const holder = ownChildren ?? (sliced === undefined ? this.#typeHolder(type) : undefined);
      if (holder !== undefined && isObject(item.extra)) this.#extras(item.extra, holder, item.path, scope, below);
      return;
    }
    if (!fits || !isObject(item.value)) return;
    const value = item.value;
    this.#constraints(node.constraints, base, value, item.path, scope, done);
    if (type === 'Reference') this.#reference(value, node, item.path, scope);
    if (type === 'Attachment' && sliced === undefined) checkAttachment(value, item.path, this.report);
    this.#deeper(item.path, () => {
      for (const holder of this.#holders(content, tree, type, sliced !== undefined)) {
        const root = holder.node === holder.tree.root;
        if (root) this.#constraints(holder.node.constraints, type, value, item.path, scope, done);
        this.#children(value, holder.tree, holder.node, item.path, scope, below);
      }
      if (type !== 'Extension') this.#typeProfiles(node, type, value, item.path, scope, below);
      else if (sliced === undefined) this.#extension(value, node, item.path, scope, step, below);
    });
  }

  #isResource(type: string): boolean {
    const tree = this.#engine.trees.byType(type);
    return tree?.definition.kind === 'resource';
  }

  #typeHolder(type: string): Holder | undefined {
    const tree = this.#engine.trees.byType(type);
    return tree === undefined ? undefined : { node: tree.root, tree };
  }

  /** Children come from the snapshot itself, when it goes that deep, else from the type. */
  #holders(content: ElementNode, tree: SnapshotTree, type: string, isSlice: boolean): Holder[] {
    if (content.children.length > 0) return [{ node: content, tree }];
    const holder = isSlice ? undefined : this.#typeHolder(type);
    return holder === undefined ? [] : [holder];
  }

  /** `_name` of a primitive: id and extensions. */
  #extras(extra: JsonObject, holder: Holder, path: string, scope: Scope, step: Step): void {
    if (Object.keys(extra).length === 0) this.report('invalid', path, 'an object with at least one member');
    for (const child of holder.node.children) {
      if (child.name === 'value') continue;
      const items = occurrencesOf(extra, child, path, this.report);
      if (items.length < child.min) this.#tooFew(child, path);
      for (const item of items) this.#item(item, child, holder.tree, scope, step);
      if (child.slices.length > 0) this.#slices(items, child, holder.tree, path, scope, step);
    }
    for (const key in extra) {
      if (key !== 'id' && key !== 'extension')
        this.report('structure', path, 'only id and extension beside a primitive');
    }
  }

  #nestedResource(item: Item, node: ElementNode, scope: Scope, step: Step, isSlice: boolean): void {
    const type = isObject(item.value) ? textOf(item.value['resourceType']) : undefined;
    const allowed = node.types.map(ref => ref.code);
    if (
      type !== undefined &&
      !allowed.some(code => code === type || code === 'Resource' || code === 'DomainResource')
    ) {
      this.report('structure', item.path, `a resource of the types ${allowed.join(', ')}`);
      return;
    }
    const profiles = node.types
      .filter(ref => ref.code === type || ref.code === 'Resource')
      .flatMap(ref => ref.profiles);
    if (isSlice && profiles.length === 0) return;
    const contained = node.name === 'contained';
    if (contained && isObject(item.value) && item.value['id'] === undefined) {
      this.report('required', `${item.path}.id`, 'a contained resource has an id');
    }
    this.#deeper(item.path, () =>
      this.resource(item.value, item.path, profiles, {
        container: contained ? scope.container : undefined,
        bundle: scope.bundle,
        step,
      }),
    );
  }

  /** A type that the profile narrows to profiles (Quantity to SimpleQuantity): one of them has to fit. */
  #typeProfiles(node: ElementNode, type: string, value: JsonObject, path: string, scope: Scope, step: Step): void {
    const profiles = node.types.filter(ref => ref.code === type).flatMap(ref => ref.profiles);
    const trees = profiles.flatMap(url => this.#engine.trees.byUrl(url) ?? []);
    if (trees.length === 0) return;
    const attempts = trees.map(tree => {
      const outside = this.#issues;
      this.#issues = [];
      this.#constraints(tree.root.constraints, type, value, path, scope, new Set());
      this.#children(value, tree, tree.root, path, scope, step);
      const own = this.#issues;
      this.#issues = outside;
      return own;
    });
    const best = attempts.find(issues => !hasErrors(issues)) ?? attempts[0] ?? [];
    this.#issues.push(...best);
  }

  #extension(value: JsonObject, node: ElementNode, path: string, scope: Scope, holder: Step, below: Step): void {
    const url = textOf(value['url']);
    if (url === undefined) return;
    const isModifier = node.name === 'modifierExtension';
    if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
      // Parts of a complex extension have plain names; the extension's own definition slices them.
      if (holder.type !== 'Extension') this.report('extension', `${path}.url`, 'an absolute address');
      return;
    }
    const tree = this.#engine.trees.byUrl(url);
    if (tree === undefined || tree.definition.type !== 'Extension') {
      const says = 'an extension that is defined here';
      this.report('extension', `${path}.url`, says, isModifier || tree !== undefined ? 'error' : 'warning');
      return;
    }
    if (tree.root.isModifier !== isModifier) {
      const member = tree.root.isModifier ? 'modifierExtension' : 'extension';
      this.report('extension', path, `this extension stands in ${member}`);
    }
    // A profile that lists the extension at this element widens the context that its definition gives.
    const listed = node.slices.some(slice => slice.types.some(type => type.profiles.includes(url)));
    if (!listed && !isAllowedAt(tree.definition, holder))
      this.report('extension', path, 'an element where the extension may stand');
    this.#constraints(tree.root.constraints, 'Extension', value, path, scope, new Set());
    this.#children(value, tree, tree.root, path, scope, below);
  }

  #reference(value: JsonObject, node: ElementNode, path: string, scope: Scope): void {
    const targets = node.types.filter(type => type.code === 'Reference').flatMap(type => type.targets);
    const found = this.#values.reference(value, targets, path, scope);
    const resource = found?.resource;
    if (found === undefined || resource === undefined) return;
    const { profiles } = found;
    if (profiles.length > 0 && !profiles.some(profile => this.#conforms(resource, profile, scope))) {
      this.report('structure', path, 'a resource that fits the profile which the reference asks for');
    }
  }

  #constraints(
    constraints: readonly ConstraintDefinition[],
    base: string,
    value: unknown,
    path: string,
    scope: Scope,
    done: Set<string>,
  ): void {
    for (const constraint of constraints) {
      const expression = constraint.expression ?? '';
      if (done.has(expression)) continue;
      done.add(expression);
      if (this.#engine.invariants.check(constraint, base, value, scope) === 'fails') {
        this.report('invariant', path, `${constraint.key}: ${constraint.human}`, constraint.severity);
      }
    }
  }
}

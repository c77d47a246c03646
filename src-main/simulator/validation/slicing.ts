import { type Discriminator } from './definitions.ts';
import { fitsPattern, isObject, sameJson, textOf } from './json-value.ts';
import { type ElementNode, type SnapshotTree, type SnapshotTrees } from './snapshot-tree.ts';
import { type Terminology } from './terminology.ts';

/** One occurrence of an element: its value and the type that its JSON name gives. */
export type Occurrence = Readonly<{ value: unknown; type: string }>;
/** What slicing needs from the walk around it. */
export type SliceContext = Readonly<{
  trees: SnapshotTrees;
  terminology: Terminology;
  resolve(reference: unknown): unknown;
  conforms(value: unknown, profile: string): boolean;
}>;
type Place = Readonly<{ node: ElementNode; tree: SnapshotTree }>;
/** What a slice demands at a discriminator's path. */
type Demand =
  | Readonly<{ kind: 'fixed'; value: unknown }>
  | Readonly<{ kind: 'pattern'; value: unknown }>
  | Readonly<{ kind: 'element'; node: ElementNode }>;

const BY_URL: readonly Discriminator[] = [{ type: 'value', path: 'url' }];
const BY_TYPE: readonly Discriminator[] = [{ type: 'type', path: '$this' }];

/** `code.coding.system`, `extension('url').value`, `resolve()`, `$this`; dots inside parentheses do not split. */
function segmentsOf(path: string): string[] {
  if (path === '$this') return [];
  return path.split(/\.(?![^(]*\))/).filter(segment => segment !== '$this');
}

function extensionUrl(segment: string): string | undefined {
  return /^extension\('(.*)'\)$/.exec(segment)?.[1];
}

function step(value: unknown, segment: string, context: SliceContext): unknown[] {
  if (segment === 'resolve()') {
    const target = context.resolve(value);
    return target === undefined ? [] : [target];
  }
  if (segment.startsWith('ofType(')) return [value];
  if (!isObject(value)) return [];
  const url = extensionUrl(segment);
  if (url !== undefined) {
    const extensions: readonly unknown[] = Array.isArray(value['extension']) ? value['extension'] : [];
    return extensions.filter(item => isObject(item) && item['url'] === url);
  }
  const choice = new RegExp(`^${segment}[A-Z]`);
  const key = Object.hasOwn(value, segment) ? segment : Object.keys(value).find(name => choice.test(name));
  const found: unknown = key === undefined ? undefined : value[key];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

function valuesAt(value: unknown, segments: readonly string[], context: SliceContext): unknown[] {
  let values: unknown[] = [value];
  for (const segment of segments) values = values.flatMap(item => step(item, segment, context));
  return values;
}

/** The definitions of a child: those of the snapshot itself, else those of the element's profile or type. */
function placesBelow(place: Place, segment: string, trees: SnapshotTrees): Place[] {
  if (segment === 'resolve()' || segment.startsWith('ofType(')) return [place];
  const url = extensionUrl(segment);
  let holder = place;
  if (place.node.children.length === 0) {
    const [type] = place.node.types;
    const profile = type?.profiles[0];
    const tree =
      profile !== undefined ? trees.byUrl(profile) : type === undefined ? undefined : trees.byType(type.code);
    if (tree === undefined) return [];
    holder = { node: tree.root, tree };
  }
  const name = url === undefined ? segment : 'extension';
  return holder.node.children
    .filter(child => child.name === name)
    .flatMap(child => [child, ...child.slices])
    .filter(child => url === undefined || child.types.some(type => type.profiles.includes(url)))
    .map(node => ({ node, tree: holder.tree }));
}

function demandsAt(place: Place, segments: readonly string[], context: SliceContext): Demand[] {
  const { node } = place;
  if (node.fixed !== undefined || node.pattern !== undefined) {
    const kind = node.fixed !== undefined ? 'fixed' : 'pattern';
    return valuesAt(node.fixed ?? node.pattern, segments, context).map((value): Demand => ({ kind, value }));
  }
  const [segment, ...rest] = segments;
  if (segment === undefined) return [{ kind: 'element', node }];
  return placesBelow(place, segment, context.trees).flatMap(below => demandsAt(below, rest, context));
}

function meetsValue(values: readonly unknown[], demands: readonly Demand[], context: SliceContext): boolean {
  return demands.some(demand => {
    if (demand.kind === 'fixed') return values.some(value => sameJson(value, demand.value));
    if (demand.kind === 'pattern') return values.some(value => fitsPattern(value, demand.value));
    const { binding, types } = demand.node;
    const type = types[0]?.code ?? '';
    return (
      binding?.strength === 'required' &&
      values.some(value => context.terminology.boundValue(binding, type, value) === 'in')
    );
  });
}

function typesOf(value: unknown): string[] {
  const type = isObject(value) ? textOf(value['resourceType']) : undefined;
  return type === undefined ? [] : [type];
}

function meets(item: Occurrence, slice: Place, by: Discriminator, context: SliceContext): boolean {
  const segments = segmentsOf(by.path);
  const values = valuesAt(item.value, segments, context);
  const demands = demandsAt(slice, segments, context);
  const elements = demands.filter(demand => demand.kind === 'element').map(demand => demand.node);
  switch (by.type) {
    case 'value':
    case 'pattern':
      return meetsValue(values, demands, context);
    case 'exists':
      return elements.some(node => (node.max === 0 ? values.length === 0 : node.min > 0 && values.length > 0));
    case 'type': {
      const found = segments.length === 0 ? [item.type, ...typesOf(item.value)] : values.flatMap(typesOf);
      return elements.some(node => node.types.some(type => found.includes(type.code)));
    }
    case 'profile': {
      const profiles = elements.flatMap(node => node.types.flatMap(type => [...type.profiles, ...type.targets]));
      return profiles.some(profile => values.some(value => context.conforms(value, profile)));
    }
    default:
      return false;
  }
}

/** The slice of the node that the occurrence belongs to, if any; the first in the order of the profile. */
export function sliceOf(
  item: Occurrence,
  node: ElementNode,
  tree: SnapshotTree,
  context: SliceContext,
): ElementNode | undefined {
  const fallback = node.name === 'extension' || node.name === 'modifierExtension' ? BY_URL : node.choice ? BY_TYPE : [];
  const discriminators = node.slicing?.discriminator ?? fallback;
  if (discriminators.length === 0) return undefined;
  return node.slices.find(slice => discriminators.every(by => meets(item, { node: slice, tree }, by, context)));
}

import {
  typeUrl,
  unversioned,
  type BindingDefinition,
  type ConstraintDefinition,
  type Definitions,
  type ElementDefinition,
  type SlicingDefinition,
  type StructureDefinition,
} from './definitions.ts';

export type TypeRef = Readonly<{ code: string; profiles: readonly string[]; targets: readonly string[] }>;

/** One element of a snapshot with its children and slices in place. */
export type ElementNode = {
  readonly id: string;
  readonly path: string;
  /** JSON name; for `value[x]` it is `value` */
  readonly name: string;
  readonly choice: boolean;
  readonly sliceName: string | undefined;
  readonly min: number;
  readonly max: number;
  /** whether JSON writes an array: decided by the base definition, not by a profile's narrower maximum */
  readonly array: boolean;
  readonly types: readonly TypeRef[];
  readonly fixed: unknown;
  readonly pattern: unknown;
  readonly minValue: unknown;
  readonly maxValue: unknown;
  readonly maxLength: number | undefined;
  readonly binding: BindingDefinition | undefined;
  readonly constraints: readonly ConstraintDefinition[];
  readonly slicing: SlicingDefinition | undefined;
  readonly contentReference: string | undefined;
  readonly isModifier: boolean;
  readonly children: ElementNode[];
  readonly slices: ElementNode[];
  /** the JSON members that the children allow, made at first use */
  members: ReadonlyMap<string, ElementNode> | undefined;
};

export type SnapshotTree = Readonly<{
  definition: StructureDefinition;
  root: ElementNode;
  byId: ReadonlyMap<string, ElementNode>;
}>;

const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

/** The System.String of ids and urls has its FHIR type in an extension. */
function typeCode(type: NonNullable<ElementDefinition['type']>[number]): string {
  if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type.code;
  const named = type.extension?.find(extension => extension['url'] === FHIR_TYPE)?.['valueUrl'];
  return typeof named === 'string' ? named : 'string';
}

function valueOf(element: ElementDefinition, prefix: string): unknown {
  for (const [key, value] of Object.entries(element)) {
    if (key.startsWith(prefix) && /^[A-Z]/.test(key.slice(prefix.length))) return value;
  }
  return undefined;
}

function toNode(element: ElementDefinition): ElementNode {
  const last = element.path.slice(element.path.lastIndexOf('.') + 1);
  const maximum = element.base?.max ?? element.max;
  return {
    id: element.id,
    path: element.path,
    name: last.replace('[x]', ''),
    choice: last.endsWith('[x]'),
    sliceName: element.sliceName,
    min: element.min,
    max: element.max === '*' ? Number.POSITIVE_INFINITY : Number(element.max),
    array: maximum !== '1' && maximum !== '0',
    types: (element.type ?? []).map(type => ({
      // The definition of Resource.id says string; the specification's text says id.
      code: element.base?.path === 'Resource.id' ? 'id' : typeCode(type),
      profiles: (type.profile ?? []).map(unversioned),
      targets: (type.targetProfile ?? []).map(unversioned),
    })),
    fixed: valueOf(element, 'fixed'),
    pattern: valueOf(element, 'pattern'),
    minValue: valueOf(element, 'minValue'),
    maxValue: valueOf(element, 'maxValue'),
    maxLength: element.maxLength,
    binding: element.binding,
    constraints: element.constraint ?? [],
    slicing: element.slicing,
    contentReference: element.contentReference,
    isModifier: element.isModifier === true,
    children: [],
    slices: [],
    members: undefined,
  };
}

/** `Patient.identifier:PIC/old` is a slice of `Patient.identifier:PIC`, that one of `Patient.identifier`. */
function slicedId(id: string): string | undefined {
  const last = id.slice(id.lastIndexOf('.') + 1);
  if (!last.includes(':')) return undefined;
  const cut = last.includes('/') ? id.lastIndexOf('/') : id.lastIndexOf(':');
  return id.slice(0, cut);
}

function compile(definition: StructureDefinition): SnapshotTree {
  const byId = new Map<string, ElementNode>();
  let root: ElementNode | undefined;
  for (const element of definition.snapshot.element) {
    const node = toNode(element);
    byId.set(node.id, node);
    const sliced = slicedId(node.id);
    if (root === undefined) root = node;
    else if (sliced !== undefined && byId.has(sliced)) byId.get(sliced)?.slices.push(node);
    else byId.get(node.id.slice(0, node.id.lastIndexOf('.')))?.children.push(node);
  }
  if (root === undefined) throw new Error(`no elements in ${definition.url}`);
  return { definition, root, byId };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The JSON name of an element for a type: `value` and `Quantity` give `valueQuantity`. */
export function jsonName(node: ElementNode, type: string): string {
  return node.choice ? node.name + capital(type) : node.name;
}

/** The children of an element by JSON member name, choices spread out. */
export function membersOf(holder: ElementNode): ReadonlyMap<string, ElementNode> {
  if (holder.members !== undefined) return holder.members;
  const members = new Map<string, ElementNode>();
  for (const child of holder.children) {
    if (child.choice) for (const type of child.types) members.set(jsonName(child, type.code), child);
    else members.set(child.name, child);
  }
  holder.members = members;
  return members;
}

/** Compiled snapshots, each made at its first use and kept. */
export class SnapshotTrees {
  readonly #definitions: Definitions;
  readonly #trees = new Map<string, SnapshotTree>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  byUrl(url: string): SnapshotTree | undefined {
    const known = this.#trees.get(url);
    if (known !== undefined) return known;
    const definition = this.#definitions.structures.get(url);
    if (definition === undefined) return undefined;
    const tree = compile(definition);
    this.#trees.set(url, tree);
    return tree;
  }

  byType(type: string): SnapshotTree | undefined {
    return this.byUrl(typeUrl(type));
  }

  /** The definition's type (`Patient` for a Patient profile), without compiling it. */
  typeOf(url: string): string | undefined {
    return this.#definitions.structures.get(url)?.type;
  }

  /**
   * What a contentReference points to. It means the element of the base definition: slices that a profile put on the
   * referenced element do not repeat at the place of reference.
   */
  referenced(tree: SnapshotTree, reference: string): ElementNode | undefined {
    const id = reference.slice(reference.indexOf('#') + 1);
    return this.byType(tree.definition.type)?.byId.get(id) ?? tree.byId.get(id);
  }
}

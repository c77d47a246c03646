import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, objectsOf, type JsonObject } from './json-value.ts';

export type TypeDefinition = Readonly<{ code: string; profile?: readonly string[]; targetProfile?: readonly string[] }>;
export type ConstraintDefinition = Readonly<{
  key: string;
  severity: 'error' | 'warning';
  human: string;
  expression?: string;
}>;
export type Discriminator = Readonly<{ type: string; path: string }>;
export type SlicingDefinition = Readonly<{
  discriminator?: readonly Discriminator[];
  rules: 'open' | 'closed' | 'openAtEnd';
  ordered?: boolean;
}>;
export type BindingDefinition = Readonly<{
  strength: 'required' | 'extensible' | 'preferred' | 'example';
  valueSet?: string;
}>;
/** An ElementDefinition, the members that are used here; fixed[x], pattern[x] and the like are read by name. */
export type ElementDefinition = Readonly<{
  id: string;
  path: string;
  sliceName?: string;
  min: number;
  max: string;
  base?: Readonly<{ path?: string; max: string }>;
  contentReference?: string;
  type?: readonly (TypeDefinition & Readonly<{ extension?: readonly JsonObject[] }>)[];
  maxLength?: number;
  constraint?: readonly ConstraintDefinition[];
  slicing?: SlicingDefinition;
  binding?: BindingDefinition;
  isModifier?: boolean;
}>;
export type StructureDefinition = Readonly<{
  url: string;
  type: string;
  kind: string;
  abstract: boolean;
  derivation?: string;
  baseDefinition?: string;
  context?: readonly Readonly<{ type: string; expression: string }>[];
  snapshot: Readonly<{ element: readonly ElementDefinition[] }>;
}>;

/** Everything that was loaded, by canonical address. */
export type Definitions = Readonly<{
  structures: ReadonlyMap<string, StructureDefinition>;
  valueSets: ReadonlyMap<string, JsonObject>;
  codeSystems: ReadonlyMap<string, JsonObject>;
}>;

const CORE = 'http://hl7.org/fhir/StructureDefinition/';

export function typeUrl(type: string): string {
  return CORE + type;
}

/** A canonical address without its `|version`. */
export function unversioned(canonical: string): string {
  const bar = canonical.indexOf('|');
  return bar < 0 ? canonical : canonical.slice(0, bar);
}

export function isCoreType(url: string): boolean {
  return url.startsWith(CORE) && !url.slice(CORE.length).includes('-');
}

function* resourcesIn(value: unknown): Generator<JsonObject> {
  if (!isObject(value)) return;
  if (value['resourceType'] !== 'Bundle') yield value;
  else for (const entry of objectsOf(value['entry'])) if (isObject(entry['resource'])) yield entry['resource'];
}

function* jsonFiles(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* jsonFiles(path);
    else if (entry.name.endsWith('.json')) yield path;
  }
}

/**
 * Reads all StructureDefinitions, ValueSets and CodeSystems under the folders. On equal addresses the later one wins.
 * @throws Error if a folder or file cannot be read: the product is damaged, there is nothing to go on with
 */
export function loadDefinitions(folders: readonly string[]): Definitions {
  const structures = new Map<string, StructureDefinition>();
  const valueSets = new Map<string, JsonObject>();
  const codeSystems = new Map<string, JsonObject>();
  for (const folder of folders) {
    for (const file of jsonFiles(folder)) {
      for (const resource of resourcesIn(JSON.parse(readFileSync(file, 'utf8')))) {
        const url = resource['url'];
        if (typeof url !== 'string') continue;
        if (resource['resourceType'] === 'ValueSet') valueSets.set(url, resource);
        else if (resource['resourceType'] === 'CodeSystem') codeSystems.set(url, resource);
        else if (resource['resourceType'] === 'StructureDefinition' && isObject(resource['snapshot'])) {
          structures.set(url, resource as unknown as StructureDefinition);
        }
      }
    }
  }
  return { structures, valueSets, codeSystems };
}

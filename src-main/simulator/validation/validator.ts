import { join } from 'node:path';
import { toPlain } from './decimal-text.ts';
import { loadDefinitions } from './definitions.ts';
import { Invariants } from './invariants.ts';
import { withoutRepeats, type Issue } from './issue.ts';
import { isObject } from './json-value.ts';
import { SnapshotTrees } from './snapshot-tree.ts';
import { Terminology } from './terminology.ts';
import { Walk } from './walk.ts';

/** Folders under the schemas folder, in the order in which later definitions replace earlier ones. */
const FOLDERS = [
  'fhir/r4-core',
  'fhir/fi-base-2.0.0-rc2',
  'fhir/fi-scheduling-2.0.0-rc2',
  'fhir/kanta-phr-r4',
  'sim-profiles/json',
] as const;

export interface Validator {
  /**
   * Validates a resource against its type, the profiles in its meta.profile and, if given, one more profile.
   * @param resource as JSON.parse or parseFhirJson gives it
   * @param profile canonical address; an unknown one is an error
   * @returns all findings, each once; without errors the resource is valid
   */
  validate(resource: unknown, profile?: string): Issue[];
}

/**
 * Loads the definitions (a quarter of a second, done once); snapshots, value sets and invariants are compiled when
 * they are first needed and kept.
 * @param schemasDir the folder `resources/schemas`
 * @throws Error if the definitions cannot be read
 */
export function createValidator(schemasDir: string): Validator {
  const definitions = loadDefinitions(FOLDERS.map(folder => join(schemasDir, folder)));
  const engine = {
    trees: new SnapshotTrees(definitions),
    terminology: new Terminology(definitions),
    invariants: new Invariants(),
  };
  return {
    validate(resource, profile) {
      const plain = toPlain(resource);
      const type = isObject(plain.value) ? plain.value['resourceType'] : undefined;
      const root = typeof type === 'string' && /^[A-Za-z]{1,64}$/.test(type) ? type : 'Resource';
      const walk = new Walk(engine, plain);
      walk.resource(plain.value, root, profile === undefined ? [] : [profile]);
      return withoutRepeats(walk.issues);
    },
  };
}

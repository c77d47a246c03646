import { createRequire } from 'node:module';
import type * as FhirPath from 'fhirpath';
import { type ConstraintDefinition } from './definitions.ts';
import { isObject } from './json-value.ts';
import { NATIVE, NATIVE_OF_TEXT, type InvariantScope } from './native-invariants.ts';

/** `unknown`: the engine could not evaluate the expression; nobody is refused for that. */
export type Verdict = 'holds' | 'fails' | 'unknown';
type Compiled = (value: unknown, environment: Record<string, unknown>) => unknown;

/** fhirpath.js is CommonJS and costs 150 ms to load: it is loaded when the first expression needs it. */
let engine: Readonly<{ fhirpath: typeof FhirPath; model: FhirPath.Model }> | undefined;
function fhirPath(): NonNullable<typeof engine> {
  if (engine === undefined) {
    const require = createRequire(import.meta.url);
    engine = {
      fhirpath: require('fhirpath') as typeof FhirPath,
      model: require('fhirpath/fhir-context/r4') as FhirPath.Model,
    };
  }
  return engine;
}

const ELE_1 = 'hasValue() or (children().count() > id.count())';
const SYSTEMS = { ucum: 'http://unitsofmeasure.org', loinc: 'http://loinc.org', sct: 'http://snomed.info/sct' };

/** Evaluates invariants: natively where a native form exists, else with fhirpath.js; compiled expressions are kept. */
export class Invariants {
  readonly #compiled = new Map<string, Compiled | undefined>();

  #compile(base: string, expression: string): Compiled | undefined {
    const key = `${base}\n${expression}`;
    if (this.#compiled.has(key)) return this.#compiled.get(key);
    let made: Compiled | undefined;
    try {
      const { fhirpath, model } = fhirPath();
      // trace() would write values of the resource to the console.
      const options = { traceFn: (): void => undefined };
      made = fhirpath.compile(base === '' ? expression : { base, expression }, model, options) as Compiled;
    } catch {
      made = undefined;
    }
    this.#compiled.set(key, made);
    return made;
  }

  /**
   * @param base path or type of the element in the FHIR model (`MedicationRequest.dispenseRequest`), empty for a
   * resource, which names its type itself
   */
  check(constraint: ConstraintDefinition, base: string, value: unknown, scope: InvariantScope): Verdict {
    const { expression } = constraint;
    if (expression === undefined) return 'unknown';
    // ele-1 stands on every element; the walker asks for content by itself.
    if (expression === ELE_1) return 'holds';
    if (isObject(value)) {
      const native = NATIVE.get(expression);
      if (native !== undefined) return native(value, scope) ? 'holds' : 'fails';
    } else if (typeof value === 'string') {
      const native = NATIVE_OF_TEXT.get(expression);
      if (native !== undefined) return native(value) ? 'holds' : 'fails';
    }
    const compiled = this.#compile(base, expression);
    if (compiled === undefined) return 'unknown';
    let result: unknown;
    try {
      result = compiled(value, { ...SYSTEMS, resource: scope.resource, rootResource: scope.container });
    } catch {
      return 'unknown';
    }
    if (!Array.isArray(result) || result.length === 0) return 'holds';
    return result.some(item => item === false) ? 'fails' : 'holds';
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createValidator, parseFhirJson } from '../../src-main/simulator/validation/index.ts';
import { type Case } from './validator-cases.ts';
import { FAULTS_OF_CONTENT } from './validator-content.table.ts';
import { FAULTS_OF_FORM } from './validator-form.table.ts';
import { FAULTS_OF_RULES } from './validator-rules.table.ts';
import { HARMLESS } from './validator-harmless.table.ts';

const SCHEMAS = join(import.meta.dirname, '../../resources/schemas');
const validator = createValidator(SCHEMAS);
const FAULTS = [...FAULTS_OF_FORM, ...FAULTS_OF_CONTENT, ...FAULTS_OF_RULES];

function example(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(SCHEMAS, 'sim-profiles/examples', `${name}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
}

/** Sets (or with undefined removes) what stands at a path like `identifier.0.system`. */
function put(resource: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = resource;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
}

function changed(item: Case): unknown {
  const resource = typeof item.base === 'string' ? example(item.base) : structuredClone(item.base);
  for (const [path, value] of item.set ?? []) put(resource as Record<string, unknown>, path, value);
  return resource;
}

describe('faults', () => {
  test('there are enough of them, each with its own name', () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(FAULTS.map(item => item.name)).size).toBe(FAULTS.length);
  });

  test.each(FAULTS.map(item => [item.name, item] as const))('%s', (_name, item) => {
    const found = validator.validate(changed(item), item.profile).filter(issue => issue.severity === 'error');
    const summary = found.map(issue => `${issue.code} ${issue.expression}`);
    expect(summary).toContain(item.expect);
  });
});

describe('not faults', () => {
  test.each(HARMLESS.map(item => [item.name, item] as const))('%s', (_name, item) => {
    const found = validator.validate(changed(item), item.profile).filter(issue => issue.severity === 'error');
    expect(found).toEqual([]);
  });
});

describe('numbers from text', () => {
  test('1.0 is no integer, 0.50 is a decimal', () => {
    const read = (text: string): unknown => {
      const parsed = parseFhirJson(text);
      if (Array.isArray(parsed)) throw new Error('refused');
      return parsed.resource;
    };
    const integer = read('{"resourceType":"Patient","multipleBirthInteger":1.0}');
    expect(validator.validate(integer).map(issue => issue.expression)).toContain('Patient.multipleBirth');
    const decimal = read(
      '{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":0.50}}',
    );
    expect(validator.validate(decimal).filter(issue => issue.severity === 'error')).toEqual([]);
  });
});

test('findings never repeat a value of the resource', () => {
  const patient = example('patient');
  patient['010190-999W'] = 'Meikäläinen';
  patient['birthDate'] = '1990-02-30 Meikäläinen';
  patient['gender'] = 'Meikäläinen';
  (patient['meta'] as Record<string, unknown>)['profile'] = ['urn:Meikäläinen'];
  const text = JSON.stringify(validator.validate(patient));
  expect(text).not.toMatch(/Meikäläinen|010190|02-30/);
});

test('an unknown requested profile is an error, a wrong one too', () => {
  const patient = example('patient');
  const codes = (profile: string): string[] => validator.validate(patient, profile).map(issue => issue.code);
  expect(codes('https://example.org/none')).toContain('not-found');
  expect(codes('https://kantasim.example/fhir/StructureDefinition/sim-prescription')).toContain('structure');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValidator, parseFhirJson } from '../../src-main/simulator/validation/index.ts';

const SCHEMAS = join(import.meta.dirname, '../../resources/schemas');
const EXAMPLES = join(SCHEMAS, 'sim-profiles/examples');
const validator = createValidator(SCHEMAS);
const texts = readdirSync(EXAMPLES).map(name => readFileSync(join(EXAMPLES, name), 'utf8'));
const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  ' ',
  '#',
  'urn:uuid:x',
  '__proto__',
  [],
  [null],
  [[]],
  {},
  { id: 'a' },
  { resourceType: 'Patient' },
  { extension: [] },
];

/** Every place in a JSON value, as a list of setters. */
function places(value: unknown, into: ((put: unknown) => void)[] = []): ((put: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return into;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    into.push(put => {
      holder[key] = put;
    });
    places(holder[key], into);
  }
  return into;
}

describe('hostile input', () => {
  test('a valid resource with any place replaced by anything is answered, never thrown at', () => {
    const property = fc.property(fc.nat(), fc.nat(), fc.nat(), (which, where, what) => {
      const resource: unknown = JSON.parse(texts[which % texts.length] ?? '{}');
      const all = places(resource);
      all[where % all.length]?.(NASTY[what % NASTY.length]);
      expect(Array.isArray(validator.validate(resource))).toBe(true);
    });
    fc.assert(property, { numRuns: 400, seed: 20261122 });
  });

  test('any JSON value is answered', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const issues = validator.validate(value);
        expect(issues.some(issue => issue.severity === 'error')).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('any text is answered by the reader, and what it accepts it gives back', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const answer = parseFhirJson(`{"resourceType":"Basic","x":${text}}`);
        if (!Array.isArray(answer))
          expect(JSON.parse(JSON.stringify(answer.resource))).toEqual(
            JSON.parse(`{"resourceType":"Basic","x":${text}}`),
          );
      }),
      { numRuns: 500, seed: 2 },
    );
    fc.assert(
      fc.property(fc.string(), text => {
        expect(Array.isArray(parseFhirJson(text))).toBe(true);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  test('a megabyte of broken base64, URI or code is refused at once', () => {
    const long = 'A'.repeat(1_000_000);
    const faults = [
      { resourceType: 'Binary', contentType: 'text/xml', data: `${long}$` },
      { resourceType: 'Patient', identifier: [{ system: `urn:oid:1.${long}` }] },
      { resourceType: 'Patient', language: `${long} ` },
      { resourceType: 'Patient', managingOrganization: { reference: `http://${'a/'.repeat(500_000)}` } },
    ].map(resource => validator.validate(resource).some(issue => issue.severity === 'error'));
    expect(faults.slice(0, 3)).toEqual([true, true, true]);
  });

  test('a member called __proto__ made by hand changes nothing', () => {
    const resource = JSON.parse('{"resourceType":"Patient","__proto__":{"polluted":true}}') as object;
    expect(validator.validate(resource).map(issue => issue.code)).toContain('structure');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

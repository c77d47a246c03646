import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createValidator, parseFhirJson } from '../../src-main/simulator/validation/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMAS = join(ROOT, 'resources/schemas');
const FOLDERS = [join(SCHEMAS, 'sim-profiles/examples'), join(ROOT, 'test/fixtures/kela-prescription-r4-examples')];
const validator = createValidator(SCHEMAS);

const files = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [name, join(folder, name)] as const),
);

describe('valid resources', () => {
  test('the examples are all here', () => {
    expect(files.length).toBe(35);
  });

  test.each(files)('%s has no errors', (_name, file) => {
    const parsed = parseFhirJson(readFileSync(file, 'utf8'));
    expect(Array.isArray(parsed)).toBe(false);
    if (Array.isArray(parsed)) return;
    expect(validator.validate(parsed.resource).filter(issue => issue.severity === 'error')).toEqual([]);
  });

  test.each(files)('%s: reading and writing keeps every character of the content', (_name, file) => {
    const text = readFileSync(file, 'utf8');
    const parsed = parseFhirJson(text);
    if (Array.isArray(parsed)) throw new Error('refused');
    expect(JSON.stringify(parsed.resource)).toBe(JSON.stringify(JSON.parse(text)));
  });
});

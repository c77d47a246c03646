import { describe, expect, test } from 'vitest';
import { isKeptNumber, numberOf, parseFhirJson, toPlain } from '../../src-main/simulator/validation/index.ts';

const REFUSED: readonly (readonly [string, string, string, string])[] = [
  ['nothing', '', 'structure', 'Resource'],
  ['a list', '[]', 'invalid|structure', 'Resource'],
  ['no resourceType', '{"id":"a"}', 'structure', 'Resource'],
  ['trailing comma', '{"resourceType":"Patient","id":"a",}', 'structure', 'Resource'],
  ['text after the end', '{"resourceType":"Patient"} x', 'structure', 'Resource'],
  ['byte order mark', '\uFEFF{"resourceType":"Patient"}', 'structure', 'Resource'],
  ['single quotes', "{'resourceType':'Patient'}", 'structure', 'Resource'],
  ['comment', '{"resourceType":"Patient"/*x*/}', 'structure', 'Resource'],
  ['leading zero', '{"resourceType":"Patient","n":01}', 'structure', 'Resource'],
  ['plus sign', '{"resourceType":"Patient","n":+1}', 'structure', 'Resource'],
  ['NaN', '{"resourceType":"Patient","n":NaN}', 'structure', 'Resource'],
  ['raw control character in a string', '{"resourceType":"Patient","id":"a\u0001"}', 'structure', 'Resource'],
  ['bad escape', '{"resourceType":"Patient","id":"\\x"}', 'structure', 'Resource'],
  ['short unicode escape', '{"resourceType":"Patient","id":"\\u12"}', 'structure', 'Resource'],
  ['open string', '{"resourceType":"Patient","id":"a', 'structure', 'Resource'],
  ['duplicate member', '{"resourceType":"Patient","id":"a","id":"b"}', 'duplicate', 'Patient.id'],
  [
    'nested duplicate',
    '{"resourceType":"Patient","name":[{"text":"a","text":"a"}]}',
    'duplicate',
    'Patient.name[0].text',
  ],
  ['duplicate behind an escape', '{"resourceType":"Patient","id":"a","\\u0069d":"b"}', 'duplicate', 'Patient.id'],
  ['__proto__', '{"resourceType":"Patient","__proto__":{"id":"a"}}', 'structure', 'Patient'],
  ['empty object', '{"resourceType":"Patient","meta":{}}', 'invalid', 'Patient.meta'],
  ['empty array', '{"resourceType":"Patient","name":[]}', 'invalid', 'Patient.name'],
  ['empty string', '{"resourceType":"Patient","id":""}', 'invalid', 'Patient.id'],
  ['null member', '{"resourceType":"Patient","id":null}', 'structure', 'Patient.id'],
  ['null in an array without partner', '{"resourceType":"Patient","name":[null]}', 'structure', 'Patient.name[0]'],
  [
    'null in both partners',
    '{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,null]}]}',
    'structure',
    'Patient.name[0].given[1]',
  ],
  ['array in an array', '{"resourceType":"Patient","name":[["a"]]}', 'structure', 'Patient.name[0]'],
  ['101 levels', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`, 'too-costly', 'Resource'],
];

describe('FHIR JSON', () => {
  test.each(REFUSED)('%s is refused', (_name, text, code, expression) => {
    const answer = parseFhirJson(text);
    if (!Array.isArray(answer)) throw new Error('accepted');
    expect(answer.map(issue => issue.severity)).toContain('error');
    expect(answer.some(issue => code.split('|').includes(issue.code) && issue.expression === expression)).toBe(true);
  });

  test('all faults of form come in one answer', () => {
    const answer = parseFhirJson('{"resourceType":"Patient","id":"","name":[],"meta":{}}');
    expect(Array.isArray(answer) && answer.map(issue => issue.expression)).toEqual([
      'Patient.id',
      'Patient.name',
      'Patient.meta',
    ]);
  });

  test('a null fills the gap of a primitive array', () => {
    const text = '{"resourceType":"Patient","name":[{"given":["Aino",null],"_given":[null,{"id":"x"}]}]}';
    const answer = parseFhirJson(text);
    if (Array.isArray(answer)) throw new Error('refused');
    expect(JSON.stringify(answer.resource)).toBe(text);
  });

  test.each(['0.50', '1.0', '-0', '1E2', '0.1000000000000000000001', '12345678901234567890', '3.14', '7'])(
    'the number %s is written back as it came',
    number => {
      const text = `{"resourceType":"Observation","valueQuantity":{"value":${number}}}`;
      const answer = parseFhirJson(text);
      if (Array.isArray(answer)) throw new Error('refused');
      expect(JSON.stringify(answer.resource)).toBe(text);
      const { value } = answer.resource['valueQuantity'] as { value: unknown };
      expect(numberOf(value)).toBe(Number(number));
      expect(isKeptNumber(value)).toBe(String(Number(number)) !== number);
    },
  );

  test('a plain copy has plain numbers and remembers their text', () => {
    const answer = parseFhirJson('{"resourceType":"X","list":[{"value":0.50},2.0,3]}');
    if (Array.isArray(answer)) throw new Error('refused');
    const plain = toPlain(answer.resource);
    expect(plain.value).toEqual({ resourceType: 'X', list: [{ value: 0.5 }, 2, 3] });
    const list = (plain.value as { list: object[] }).list;
    expect([plain.textOf(list[0] ?? {}, 'value'), plain.textOf(list, 1), plain.textOf(list, 2)]).toEqual([
      '0.50',
      '2.0',
      undefined,
    ]);
  });

  test('a message never repeats content', () => {
    const answers = ['{"010190-999W":1,"010190-999W":2}', '{"resourceType":"Patient","id":"Matti Mei'].map(
      parseFhirJson,
    );
    expect(JSON.stringify(answers)).not.toMatch(/010190|Matti/);
  });
});

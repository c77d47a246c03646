import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENT_KINDS } from '../../shared/domain/documents/content.ts';
import { diffCommand } from '../../src-main/cli/document-diff.ts';
import { diffOf } from '../../src-main/wire/examination/differences.ts';
import { readCommand } from '../../src-main/cli/document-read.ts';
import { readingOf } from '../../src-main/wire/examination/reading.ts';
import { DOCUMENT_RULES } from '../../src-main/wire/examination/document.rules.ts';
import { SAMPLES, sampleFiles, samplesCommand } from '../../src-main/cli/document-samples.ts';
import { validateCommand, validationOf } from '../../src-main/cli/document-validate.ts';
import { verifyCommand } from '../../src-main/cli/document-verify.ts';
import { schemaFaults } from '../builders/cda-schema.ts';

const fixtures = fileURLToPath(new URL('../fixtures/kanta-cda/', import.meta.url));
const names = (readdirSync(fixtures, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();
const files = sampleFiles();
const text = (name: string): string => new TextDecoder().decode(new Map(files).get(name));
const bytes = (markup: string): Uint8Array => new TextEncoder().encode(markup);
const good = text('prescription-kind1-packages.xml');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'document-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('read', () => {
  it.each(names)('%s ends with 0', name => {
    const { code, text: said } = readCommand(join(fixtures, name), true);
    const reading = JSON.parse(said) as ReturnType<typeof readingOf>;
    expect(code).toBe(0);
    expect(reading.generation).toMatch(/^(older|same)$/);
    expect(reading.structure?.sections.length).toBeGreaterThan(0);
    expect(readCommand(join(fixtures, name), false).text).toContain('document    1.2.');
  });

  it('says what a document is, also in words', () => {
    expect(readingOf(bytes(good))).toMatchObject({
      kind: 'prescription',
      messageType: '1',
      generation: 'same',
      findings: [],
      structure: { practice: true, signatures: ['1'] },
    });
    expect(readCommand(file('rx.xml', good), false).text).toContain(
      'kind        prescription, message type 1, generation same',
    );
  });
});

describe('validate', () => {
  it.each(files)('finds nothing in %s, which we write', (_, content) => {
    expect(validationOf(content)).toEqual([]);
  });

  it.each(names)('finds no error in the sample %s of others', name => {
    const found = validationOf(new Uint8Array(readFileSync(join(fixtures, name))));
    expect(found.filter(each => each.severity === 'error')).toEqual([]);
  });

  const id = /<id root="([^"]*)"/.exec(good)?.[1] ?? '';
  it.each([
    ['DOC-01', good.replace('<recordTarget', `<recordTarget ID="OID${id}.body"`)],
    ['DOC-02', good.replace(`<id root="${id}"`, '<id root="x.y"')],
    ['DOC-03', good.replace(`<setId root="${id}"`, '<setId root="1.2.3"')],
    ['DOC-04', good.replace(/<effectiveTime value="[^"]*"/, '<effectiveTime value="2026"')],
    ['DOC-05', good.replaceAll('010190-998V', '010190-9999')],
    ['DOC-06', good.replaceAll('010190-998V', '010594Y9032')],
    ['DOC-07', good.replace(`<id root="${id}"`, '<id root="1.2.246.10.88888888.93001.2026.99"')],
    ['DOC-08', good.replace('010190-998V', '010594Y9032')],
    ['DOC-09', good.replace('extension="00999900101"', 'extension="00999900102"')],
    ['DOC-10', good.replace(/<id extension="999901" root="1\.2\.246\.537\.25"><\/id>/, '')],
    ['DOC-11', good.replace(/<text>[\s\S]*?<\/text>/g, '')],
    ['schema', good.replace('<title>', '<nobody></nobody><title>')],
  ])('%s', (code, document) => {
    expect(document).not.toBe(good);
    const found = validationOf(bytes(document)).filter(each => each.code === code);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.line).toBeGreaterThan(0);
  });

  it('every rule has an id of its own', () => {
    expect(new Set(DOCUMENT_RULES.map(rule => rule.id)).size).toBe(DOCUMENT_RULES.length);
  });

  it('repeats no value of the document that may be the patient’s', () => {
    const said = JSON.stringify(
      validationOf(
        bytes(
          good
            .replace('code="010190-998V"', 'code=" 010190-998V x"')
            .replace(/<birthTime value="[^"]*"/, '<birthTime value="19900101secret"'),
        ),
      ),
    );
    expect(said).toContain('schema');
    expect(said).not.toContain('secret');
  });

  it('ends with 1 for errors', () => {
    expect(validateCommand(file('bad.xml', good.replace('<title>', '<nobody></nobody><title>')), false)).toMatchObject({
      code: 1,
      text: expect.stringContaining('not valid') as string,
    });
    expect(validateCommand(file('good.xml', good), true)).toEqual({
      code: 0,
      text: '{\n  "valid": true,\n  "findings": []\n}',
    });
  });
});

describe('verify', () => {
  const roots = fileURLToPath(new URL('../../resources/certs-test-only/', import.meta.url));

  it('tells each signature in words and as data', async () => {
    const path = file('signed.xml', good);
    const said = await verifyCommand(path, roots, false);
    expect(said.code).toBe(0);
    expect(said.text).toContain('Harjula Aino Maria 00999900101');
    expect(said.text.split('\n').at(-1)).toBe('accepted');
    expect(JSON.parse((await verifyCommand(path, roots, true)).text)).toMatchObject({ accepted: true, findings: [] });
  });

  it('ends with 1 for an unsigned document, and refuses a folder without roots', async () => {
    const path = file(
      'unsigned.xml',
      good.replace(/<hl7fi:signatureCollection>[\s\S]*<\/hl7fi:signatureCollection>/, ''),
    );
    expect(await verifyCommand(path, null, true)).toMatchObject({
      code: 1,
      text: expect.stringContaining('signature-missing') as string,
    });
    await expect(verifyCommand(path, folder, true)).rejects.toThrow('no trust');
  });
});

describe('diff', () => {
  it('shows the values that differ, and no difference of writing', () => {
    const changed = good.replaceAll('Kipuun', 'Vatsaan').replace(/ (ID="OID[^"]*") /, '  $1  ');
    const rows = diffOf(readingOf(bytes(good)), readingOf(bytes(changed))).filter(row => row.changed);
    expect(rows).toEqual([{ path: 'content.indication', one: 'Kipuun', other: 'Vatsaan', changed: true }]);
  });

  it('has a text and a JSON form, 0 when both are documents', () => {
    const [a, b] = [file('a.xml', good), file('b.xml', text('prescription-kind9-substance.xml'))];
    expect(diffCommand(a, a, false).text).toMatch(/0 of \d+ values differ$/);
    const { code, text: said } = diffCommand(a, b, true);
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ changed: expect.any(Number) as number });
    expect(diffCommand(a, b, false).text).toContain('* content.product.kind');
    expect(() => diffCommand(a, file('none.xml', '<x/>'), false)).toThrow('not a document');
  });
});

describe('samples', () => {
  it('are one of each type and product kind, valid, and the same in another process', () => {
    expect(samplesCommand(join(folder, 'one')).code).toBe(0);
    execFileSync(process.execPath, [
      fileURLToPath(new URL('../../src-main/cli/kantele.ts', import.meta.url)),
      'document',
      'samples',
      '--out',
      join(folder, 'two'),
    ]);
    const written = readdirSync(join(folder, 'one')).sort();
    expect(written).toEqual(files.map(([name]) => name).sort());
    for (const name of written) {
      const content = readFileSync(join(folder, 'one', name));
      expect(content.equals(readFileSync(join(folder, 'two', name)))).toBe(true);
      expect(schemaFaults(new Uint8Array(content))).toEqual([]);
    }
    const contents = SAMPLES.flatMap(each => each.contents);
    expect(new Set(contents.map(({ kind }) => kind))).toEqual(new Set(DOCUMENT_KINDS));
    const issued = contents.flatMap(each => (each.kind === 'prescription' ? [each.content] : []));
    const productKinds = ['1', '2', '3', '4', '6', '7', '9', '10', '11'];
    expect(new Set(issued.map(({ product }) => product.kind))).toEqual(new Set(productKinds));
    expect(new Set(issued.map(({ amount }) => amount.mode))).toEqual(new Set(['1', '2', '3', '9']));
  });
});

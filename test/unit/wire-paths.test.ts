import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XML_PREFIXES, type XmlNode, readXml } from '../../src-main/wire/xml/xml.ts';
import { pathQuery } from '../../src-main/wire/xml/paths.ts';
import { encodeUtf8 } from '../../src-main/wire/xml/utf8.ts';

const folder = new URL('../fixtures/kanta-cda/', import.meta.url);
const names = (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.xml')).sort();

const OURS = [
  'v3:code',
  'v3:component/v3:structuredBody',
  '//v3:structuredBody',
  '/v3:ClinicalDocument/v3:id',
  './/v3:observation | .//v3:substanceAdministration',
  './/v3:author',
  './/v3:value | v3:id | .//v3:id',
  './/v3:section//v3:section//v3:id',
  './/v3:organizer[v3:code/@code="4"]//v3:manufacturedLabeledDrug/v3:name',
  './/v3:organizer[v3:code/@code="4" or v3:code/@code="10"]',
  './/v3:given[not(@qualifier)]',
  './/v3:given[@qualifier="CL"]',
  './/v3:code[starts-with(@codeSystem, "1.2.246.537.5.40100")]',
  './/v3:substanceAdministration[v3:entryRelationship/v3:supply/v3:code[starts-with(@codeSystem, "1.2.246.537.5.40100")]]',
  './/v3:reference[@typeCode="SPRT"]/v3:externalDocument/v3:id',
  './/v3:relatedSubject[@classCode="PAT"][v3:subject]',
  '//ds:Signature | //ds:SignedInfo/parent::*',
  'hl7fi:localHeader/*',
  ".//v3:participant[@typeCode='HLD']",
] as const;

const BEYOND = [
  'v3:id[1]',
  './/*',
  '//@ID',
  'v3:text/text()',
  'ancestor::v3:section',
  'descendant-or-self::v3:code',
  '..',
  './/v3:code[@xsi:type="CE"]',
  'count(v3:id)',
  './/v3:value[@value > 3]',
  'nope:code',
];

/** In brackets an expression is beyond our own paths and the XML library answers it. */
const answers = (node: XmlNode, path: string): readonly [own: XmlNode[], library: XmlNode[]] => [
  node.findAll(path),
  node.findAll(`(${path})`),
];
const alike = ([own, library]: readonly [XmlNode[], XmlNode[]]): boolean =>
  own.length === library.length && own.every((each, at) => library[at]?.same(each));

describe('paths over the plain tree', () => {
  it.each(OURS)('%s is answered by us', path => {
    expect(pathQuery(path, XML_PREFIXES)).not.toBeNull();
  });

  it.each(BEYOND)('%s is left to the library', path => {
    expect(pathQuery(path, XML_PREFIXES)).toBeNull();
  });

  it('answer as the library does, in every sample', () => {
    let found = 0;
    for (const name of names) {
      const result = readXml(new Uint8Array(readFileSync(new URL(encodeURI(name), folder))), doc =>
        OURS.map(path => {
          const both = answers(doc.root, path);
          found += both[0].length;
          return alike(both) ? null : path;
        }).filter(path => path !== null),
      );
      expect([name, result]).toEqual([name, { ok: true, value: [] }]);
    }
    expect(found).toBeGreaterThan(5_000);
  });

  it('answer as the library does from within any element of any tree', () => {
    const tree = fc.letrec<{ node: string }>(tie => ({
      node: fc
        .tuple(
          fc.constantFrom('a', 'b', 'p:a', 'p:b'),
          fc.constantFrom('', ' x="1"', ' x=\'2\' p:x="1"', ' xmlns="urn:hl7-org:v3"', ' xmlns:p="urn:hl7-org:v3"'),
          fc.array(
            fc.oneof({ maxDepth: 5 }, fc.constantFrom('t', '<!-- c -->', '<?i n?>', '<![CDATA[<a>]]>'), tie('node')),
            {
              maxLength: 4,
            },
          ),
        )
        .map(([name, attributes, children]) => `<${name}${attributes}>${children.join('')}</${name}>`),
    })).node;
    const paths = [
      'v3:a',
      './/v3:a',
      '//v3:a/v3:b',
      './/v3:a//v3:b',
      './/v3:b[@x="1"]',
      '//v3:b/parent::*',
      './/v3:a | v3:b',
      'a',
      './/b[not(v3:a)]',
    ];
    fc.assert(
      fc.property(tree, markup => {
        const result = readXml(encodeUtf8(`<r xmlns:p="urn:hl7finland">${markup}</r>`), doc =>
          doc.root.findAll('descendant-or-self::*').flatMap(node => paths.filter(path => !alike(answers(node, path)))),
        );
        expect(result).toEqual({ ok: true, value: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the plain tree', () => {
  it('has the text, names and attributes of what it was made from', () => {
    const source = `<?xml version="1.0"?><!-- > --><?pi <x ?><a xmlns="urn:q" xmlns:constructor="urn:c" t="&lt;&#10;&#9;&#13;'&quot;>"
      constructor:u='"'>x&amp;&#13;&lt;<![CDATA[]]]]><![CDATA[>&amp;]]><b/><?pi ?>\u{1F9EA}</a>`;
    const result = readXml(encodeUtf8(source), ({ root }) => [
      root.name,
      root.namespace,
      root.attribute('t'),
      root.attribute('u', 'urn:c'),
      root.attribute('u'),
      root.text(),
      root.elements().map(each => [each.name, each.namespace, each.line()]),
    ]);
    expect(result).toEqual({
      ok: true,
      value: ['a', `urn:q`, `<\n\t\r'">`, '"', null, 'x&\r<]]>&amp;\u{1F9EA}', [['b', `urn:q`, 2]]],
    });
  });

  it('knows its own output only', () => {
    expect(readXml(encodeUtf8('<a b:c="1"/>'), doc => doc.root.name)).toMatchObject({ ok: false });
  });

  it('stops at as many nodes as a document may have', () => {
    const many = `<a>${'<b c=""/>'.repeat(130_000)}</a>`;
    expect(readXml(encodeUtf8(many), doc => doc.root.name)).toEqual({
      ok: false,
      error: { code: 'too-large', line: 1 },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, bytesOfBase64, encodeUtf8 } from '../../src-main/wire/xml/utf8.ts';
import { documentText, element, escapeAttribute, escapeText } from '../../src-main/wire/xml/write.ts';
import { type XmlNode, readXml } from '../../src-main/wire/xml/xml.ts';
import { HOSTILE_TEXTS, anyText } from '../builders/hostile-text.ts';

const fault = (bytes: Uint8Array, limits = {}): string => {
  const result = readXml(bytes, doc => doc.root.name, limits);
  return result.ok ? 'read' : result.error.code;
};
const of = (text: string): string => fault(encodeUtf8(text));
const utf16 = (text: string, bigEndian: boolean, mark = true): Uint8Array => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

describe('the XML door', () => {
  it.each([
    ['a document type', '<!DOCTYPE a><a/>'],
    ['one with an internal subset', '<?xml version="1.0"?><!DOCTYPE a [<!ELEMENT a ANY>]><a/>'],
    ['one after a comment', '<!-- x --> <!DOCTYPE a><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><a/>'],
    ['laughs', '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'],
    ['a declaration without a name', '<!ENTITY x "y"><a/>'],
  ])('refuses %s before it is parsed', (_, text) => {
    expect(of(text)).toBe('dtd');
  });

  it.each([
    ['an entity that nobody declared', '<a>&e;</a>'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['words', 'no markup'],
    ['a prefix without a namespace', '<x:a/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a NUL', '<a>\u0000</a>'],
    ['a NUL as a reference', '<a>&#0;</a>'],
    ['an open tag', '<a'],
    ['an open quote', '<a b="x>'],
    ['an open comment', '<a><!-- '],
  ])('refuses %s', (_, text) => {
    expect(of(text)).toBe('not-xml');
  });

  it('tells the line', () => {
    expect(readXml(encodeUtf8('<a>\n\n<b></a>'), () => null)).toEqual({
      ok: false,
      error: { code: 'not-xml', line: 3 },
    });
    expect(readXml(encodeUtf8('\n<!DOCTYPE a>\n<a/>'), () => null)).toEqual({
      ok: false,
      error: { code: 'dtd', line: 2 },
    });
  });

  it('takes words that only look like a document type', () => {
    expect(of('<a><![CDATA[<!DOCTYPE a>]]></a>')).toBe('read');
    expect(of('<a><!-- <!DOCTYPE a> --></a>')).toBe('read');
    expect(of('<a b="&lt;!DOCTYPE a>"/>')).toBe('read');
  });

  it('keeps its limits', () => {
    expect([of(nested(200)), of(nested(201)), of(nested(100_000))]).toEqual(['read', 'too-deep', 'too-deep']);
    const attributes = (count: number): string =>
      `<a ${Array.from({ length: count }, (_, n) => `b${n}="x"`).join(' ')}/>`;
    expect([of(attributes(500)), of(attributes(501))]).toEqual(['read', 'too-large']);
    expect(fault(encodeUtf8(`<a>${'x'.repeat(100)}</a>`), { bytes: 50 })).toBe('too-large');
    expect(fault(new Uint8Array(20_000_001))).toBe('too-large');
  });

  it('refuses 100 MB and reads almost 20 MB', () => {
    expect(fault(new Uint8Array(100_000_000).fill(0x61))).toBe('too-large');
    expect(of(`<a>${'x'.repeat(19_900_000)}</a>`)).toBe('read');
  });

  it('reads UTF-8 and marked UTF-16, and nothing else', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><ä>€</ä>';
    expect(fault(utf16(text, false))).toBe('read');
    expect(fault(utf16(text, true))).toBe('read');
    expect(of('\uFEFF<?xml version="1.0" encoding="utf-8"?><a/>')).toBe('read');
    expect(of("<?xml version='1.0' encoding='UTF-8'?><a/>")).toBe('read');
    expect(fault(utf16(text, false, false))).not.toBe('read');
    expect(of('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toBe('encoding');
    expect(of(text)).toBe('encoding');
    expect(of('<?xml version="1.0" encoding="UTF-7"?><a/>')).toBe('encoding');
    expect(fault(new Uint8Array([0x3c, 0x61, 0x3e, 0xe4, 0x3c, 0x2f, 0x61, 0x3e]))).toBe('encoding');
    expect(fault(new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]))).toBe('encoding');
    expect(fault(encodeUtf8('<a>').subarray(0, 2))).toBe('not-xml');
    expect(fault(new Uint8Array([0x3c, 0x61, 0x3e, 0xc0, 0xbc]))).toBe('encoding');
  });

  it('survives being cut anywhere', () => {
    const whole = encodeUtf8('<?xml version="1.0"?><a b="ä"><!-- c --><![CDATA[d]]><?e f?>\u{1F9EA}<g/></a>');
    for (let length = 0; length < whole.length; length += 1) expect(fault(whole.subarray(0, length))).not.toBe('read');
    expect(fault(whole)).toBe('read');
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(typeof fault(bytes)).toBe('string');
      }),
    );
    const markup = fc.array(
      fc.constantFrom('<a>', '</a>', '<a/>', '<!--', '-->', '<![CDATA[', ']]>', '<?x', '?>', '"', '&', 'x'),
    );
    fc.assert(
      fc.property(markup, parts => {
        expect(of(parts.join(''))).toMatch(/^(read|not-xml|dtd)$/);
      }),
    );
  });

  it('does not look at XInclude, style sheets or catalogues', () => {
    const text =
      '<?xml-stylesheet href="file:///etc/passwd"?><a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>';
    const result = readXml(encodeUtf8(text), doc => doc.root.text());
    expect(result).toEqual({ ok: true, value: '' });
  });

  it('gives the memory back, also when the work throws', () => {
    const document = encodeUtf8(`<a>${'<b>x</b>'.repeat(1000)}</a>`);
    const fail = (): never => {
      throw new Error('work failed');
    };
    for (let turn = 0; turn < 300; turn += 1) expect(() => readXml(document, fail)).toThrow('work failed');
    expect(fault(document)).toBe('read');
  });
});

describe('a document read', () => {
  const text = `<a xmlns="urn:hl7-org:v3" xmlns:p="urn:p" ID="one"><b Id="two" p:id="three">x<!-- no --><![CDATA[<y>]]></b>
    <p:c xml:id="four" id="one"/>tail</a>`;
  const work = <T>(use: (root: XmlNode) => T): T => {
    const result = readXml(encodeUtf8(text), doc => use(doc.root));
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };

  it('has names, namespaces, attributes and text', () => {
    expect(
      work(root => [
        root.name,
        root.namespace,
        root.find('v3:b')?.text(),
        root.attribute('ID'),
        root.attribute('none'),
      ]),
    ).toEqual(['a', 'urn:hl7-org:v3', 'x<y>', 'one', null]);
    expect(work(root => root.find('v3:b')?.attribute('id', 'urn:p'))).toBe('three');
    expect(work(root => root.elements().map(each => each.name))).toEqual(['b', 'c']);
    expect(work(root => root.find('v3:b')?.content())).toEqual(['x', '<y>']);
    expect(work(root => root.find('v3:b')?.parent()?.same(root))).toBe(true);
    expect(work(root => root.find('v3:b')?.same(root))).toBe(false);
    expect(work(root => root.parent())).toBeNull();
  });

  it('knows ids of every kind, and which stand twice', () => {
    const ids = readXml(encodeUtf8(text), doc => ({
      one: doc.byId('one').map(each => each.name),
      two: doc.byId('two').map(each => each.name),
      four: doc.byId('four').map(each => each.name),
      foreign: doc.byId('three').length,
      twice: doc.duplicateIds(),
    }));
    expect(ids).toEqual({
      ok: true,
      value: { one: ['a', 'c'], two: ['b'], four: ['c'], foreign: 0, twice: ['one'] },
    });
  });

  it('canonicalises long texts without breaking characters', () => {
    const long = '\u{1F9EA}ä€'.repeat(20_000);
    expect(readXml(encodeUtf8(`<a>${long}</a>`), doc => doc.root.canonical())).toEqual({
      ok: true,
      value: `<a>${long}</a>`,
    });
  });

  it('canonicalises exclusively, in the order and form of the standard', () => {
    const source = `<x:r xmlns:x="urn:x" xmlns:y="urn:y"><x:a b='2' a="1&#9;"  y:c="&lt;>"/><!-- c --></x:r>`;
    expect(readXml(encodeUtf8(source), doc => doc.root.elements()[0]?.canonical())).toEqual({
      ok: true,
      value: '<x:a xmlns:x="urn:x" xmlns:y="urn:y" a="1&#x9;" b="2" y:c="&lt;>"></x:a>',
    });
    expect(readXml(encodeUtf8(source), doc => doc.root.elements()[0]?.canonical('inclusive'))).toEqual({
      ok: true,
      value: '<x:a xmlns:x="urn:x" xmlns:y="urn:y" a="1&#x9;" b="2" y:c="&lt;>"></x:a>',
    });
  });
});

describe('writing', () => {
  it('is in canonical form already', () => {
    fc.assert(
      fc.property(anyText(), anyText(), (inside, attribute) => {
        const markup = element('a', { b: attribute }, 'x', inside, element('c'), null).markup;
        expect(readXml(encodeUtf8(markup), doc => doc.root.canonical())).toEqual({ ok: true, value: markup });
      }),
    );
  });

  it.each(HOSTILE_TEXTS)('carries %j unharmed', hostile => {
    const stored = hostile
      .normalize('NFC')
      .replace(/\r\n?|\u0085|\u2028/g, '\n')
      .replaceAll('\uFEFF', '');
    const bytes = encodeUtf8(documentText(element('a', { b: hostile }, hostile)));
    expect(readXml(bytes, doc => [doc.root.text(), doc.root.attribute('b')])).toEqual({
      ok: true,
      value: [stored, stored],
    });
  });

  it('refuses what XML has no way to say', () => {
    expect(() => escapeText('a\u0001')).toThrow(RangeError);
    expect(() => escapeAttribute('\uD800')).toThrow(RangeError);
    expect(() => element('a b')).toThrow(RangeError);
    expect(() => element('a', { 'x onload': '1' })).toThrow(RangeError);
  });
});

describe('base64', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes => {
        expect(bytesOfBase64(base64(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['a', 'ab!=', '====', 'YQ=', 'Y Q = = x'])('refuses %j', text => {
    expect(bytesOfBase64(text)).toBeNull();
  });
});

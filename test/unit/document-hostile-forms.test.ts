/** Documents in disguise: encodings, CDATA, comments, namespaces, references and numbers that mean to be read two ways. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTrustFolder } from '../../src-main/adapters/card/signer-trust.ts';
import { sampleFiles } from '../../src-main/cli/document-samples.ts';
import { validationOf } from '../../src-main/cli/document-validate.ts';
import { verdictOf } from '../../src-main/cli/document-verify.ts';
import { type SignerTrust, createDocumentCodec } from '../../src-main/wire/documents.ts';
import { readingOf } from '../../src-main/wire/examination/reading.ts';
import { testCryptography } from '../builders/cryptography.builder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = new TextDecoder().decode(new Map(sampleFiles()).get('prescription-kind1-packages.xml'));
const between = (name: string): string => new RegExp(`<${name}[ >][\\s\\S]*</${name}>`).exec(good)?.[0] ?? '';
const [body, info, signature] = [between('structuredBody'), between('ds:SignedInfo'), between('ds:Signature')];
const id = / ID="(OID[^"]*[.]body)"/.exec(body)?.[1] ?? '';
const utf16 = (text: string, big = false): Uint8Array => {
  const encoded = Buffer.from(`\uFEFF${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  return new Uint8Array(big ? encoded.swap16() : encoded);
};
const instead = (what: string | RegExp, other: string): Uint8Array => {
  const changed = good.replace(what, () => other);
  if (changed === good) throw new Error('nothing was changed');
  return bytes(changed);
};
const count = (times: number, make: (at: number) => string): string =>
  Array.from({ length: times }, (_, at) => make(at)).join('');

let trust: SignerTrust;
beforeAll(async () => {
  trust = await openTrustFolder(fileURLToPath(new URL('../../resources/certs-test-only/', import.meta.url)));
});

/** Every finding of the three examinations; none of them may throw. */
function found(document: Uint8Array) {
  const verdict = verdictOf(document, trust);
  const findings = [...readingOf(document).findings, ...validationOf(document), ...verdict.findings];
  return { codes: findings.map(({ code }) => code), accepted: verdict.accepted };
}

describe('another form of the same document is the same document', () => {
  it.each([
    ['UTF-16, little end first', utf16(good)],
    ['UTF-16, big end first', utf16(good, true)],
    ['a byte order mark', bytes(`\uFEFF${good}`)],
    ['a value in CDATA', instead('Kipuun', '<![CDATA[Kipuun]]>')],
    ['a value in references', instead('Kipuun', '&#75;&#x69;puun')],
    ['standalone', instead('?>', ' standalone="yes"?>')],
  ])('%s', (_, document) => {
    expect(found(document)).toEqual({ codes: [], accepted: true });
    expect(readingOf(document)).toMatchObject({ kind: 'prescription', content: { indication: 'Kipuun' } });
  });

  it('a comment inside a signed value: the value is read whole, as it is signed', () => {
    const document = instead('Kipuun', 'Ki<!-- ei -->puun');
    expect(readingOf(document)).toMatchObject({ content: { indication: 'Kipuun' } });
    expect(found(document).accepted).toBe(true);
  });
});

describe('another document is told', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['UTF-7 by its own word', instead('UTF-8', 'UTF-7'), 'xml-encoding'],
    ['UTF-7 before the document', bytes(`+ADwAPwB4AG0AbA-${good}`), 'xml-not-xml'],
    ['UTF-16 by its own word only', instead('UTF-8', 'UTF-16'), 'xml-encoding'],
    ['EBCDIC', new Uint8Array([0x4c, 0x6f, 0xa7, 0x94, 0x93]), 'xml-encoding'],
    ['an overlong <', Uint8Array.from([0xc0, 0xbc, ...bytes(good)]), 'xml-encoding'],
    ['half a character', Uint8Array.from([...bytes('<a>'), 0xed, 0xa0, 0x80, ...bytes('</a>')]), 'xml-encoding'],
    ['a packed file', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'xml-encoding'],
    ['NUL inside', instead('Kipuun', 'Ki\0puun'), 'xml-not-xml'],
    ['NUL at the end', bytes(`${good}\0\0`), 'xml-not-xml'],
    ['no character at all', instead('Kipuun', '\uFFFF'), 'xml-not-xml'],
    ['a mark of byte order in a word', instead('Kipuun', 'Ki\uFEFFpuun'), 'signature-digest'],
    ['letters that turn the reading', instead('Kipuun', 'Ki\u202Epuun'), 'signature-digest'],
    ['a body in CDATA', instead(body, `<structuredBody><![CDATA[${body}]]></structuredBody>`), 'signature-coverage'],
    ['CDATA without an end', instead('Kipuun', '<![CDATA[Kipuun'), 'xml-not-xml'],
    ['an instruction inside a value', instead('Kipuun', 'Ki<?php x ?>puun'), 'signature-digest'],
    ['a second XML declaration', instead('<recordTarget', '<?xml version="1.0"?><recordTarget'), 'xml-not-xml'],
    ['a DTD in the middle', instead('<recordTarget', '<!DOCTYPE x [<!ENTITY a "b">]><recordTarget'), 'xml-dtd'],
    ['a DTD at the end', bytes(`${good}<!DOCTYPE x>`), 'xml-dtd'],
    ['a DTD behind a comment', instead('?>', '?><!-- > --><!DOCTYPE x>'), 'xml-dtd'],
    ['a namespace that is almost ours', instead(/urn:hl7-org:v3/g, 'urn:hl7-org:v2'), 'not-a-document'],
    ['a signature in a namespace of its own', instead(/xmlns:ds="[^"]*"/g, 'xmlns:ds="urn:d"'), 'signature-missing'],
    ['hl7fi bound anew', instead(/urn:hl7finland/g, 'urn:evil'), 'signature-misplaced'],
    ['a header out of its namespace', instead('<recordTarget', '<recordTarget xmlns=""'), 'patient-missing'],
    ['the prefix xml bound anew', instead('<ClinicalDocument', '<ClinicalDocument xmlns:xml="urn:x"'), 'xml-not-xml'],
    ['the prefix xmlns bound', instead('<ClinicalDocument', '<ClinicalDocument xmlns:xmlns="urn:x"'), 'xml-not-xml'],
    ['a relative namespace', instead('<ClinicalDocument', '<ClinicalDocument xmlns:r="../x"'), 'signature-transform'],
    [
      'a relative namespace in the signature',
      instead('<ds:SignedInfo', '<ds:SignedInfo xmlns:r="x"'),
      'signature-structure',
    ],
    [
      'XInclude',
      instead('Kipuun', '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
      'schema',
    ],
    ['xml:base', instead('<ClinicalDocument', '<ClinicalDocument xml:base="file:///etc/"'), 'schema'],
    ['two SignedInfo', instead(info, info + info), 'signature-structure'],
    [
      'a false SignedInfo before the true one',
      instead(info, info.replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>AAAA') + info),
      'signature-structure',
    ],
    ['an empty reference', instead(`URI="#${id}"`, 'URI=""'), 'signature-coverage'],
    ['a reference with a blank', instead(`URI="#${id}"`, `URI=" #${id}"`), 'signature-coverage'],
    ['a reference in percent', instead(`URI="#${id}"`, `URI="#%4F${id.slice(1)}"`), 'signature-coverage'],
    ['the same id as xml:id', instead('<recordTarget', `<recordTarget xml:id="${id}"`), 'duplicate-id'],
    [
      'the same id in an element of others',
      instead('</ClinicalDocument>', `<x:b xmlns:x="urn:x" Id="${id}"/></ClinicalDocument>`),
      'duplicate-id',
    ],
    [
      'the same id in an attribute of others',
      instead('<recordTarget', `<recordTarget xmlns:w="urn:w" w:ID="${id}"`),
      'schema',
    ],
    [
      'the signature in the body',
      bytes(good.replace(signature, '').replace('</structuredBody>', () => `${signature}</structuredBody>`)),
      'signature-misplaced',
    ],
    [
      '10,000 attributes',
      instead('<recordTarget', `<recordTarget ${count(10_000, at => `a${at}="" `)}`),
      'xml-too-large',
    ],
    ['400,000 comments', instead('Kipuun', '<!---->'.repeat(400_000)), 'xml-too-large'],
    ['500,000 instructions', instead('Kipuun', '<?a?>'.repeat(500_000)), 'xml-too-large'],
    ['a name of two million letters', instead('<recordTarget', `<${'n'.repeat(2_000_000)}/><recordTarget`), 'schema'],
    ['a version below all', instead(/<versionNumber value="\d+"/, '<versionNumber value="-1"'), 'DOC-12'],
    [
      'a version above all',
      instead(/<versionNumber value="\d+"/, `<versionNumber value="${'9'.repeat(30)}"`),
      'DOC-12',
    ],
    [
      'a number without bounds',
      instead(/<repeatNumber value="\d+"/, '<repeatNumber value="1e999"'),
      'packages-missing',
    ],
    ['a day that never is', instead(/<effectiveTime value="\d+"/, '<effectiveTime value="99999999999999"'), 'DOC-04'],
    [
      'an OID of 200,000 letters',
      instead(/<id root="[^"]*"/, `<id root="${'1.'.repeat(100_000)}1"`),
      'header-document-differs',
    ],
    ['a type called __proto__', instead(/xsi:type="ST"/g, 'xsi:type="__proto__"'), 'schema'],
    ['a field called constructor', instead('<code code="58"', '<code code="constructor"'), 'fields-beyond'],
  ])('%s', (_, document, code) => {
    const { codes, accepted } = found(document);
    expect(codes).toContain(code);
    // What only the schema or the reader minds may be signed as it is; nothing else is believed.
    if (/^(xml|signature|header|duplicate|not-a)/.test(code)) expect(accepted).toBe(false);
  });

  it('what has no canonical form is neither shown as signable nor signed', () => {
    const codec = createDocumentCodec({ cryptography: testCryptography });
    const unsigned = bytes(good.replace('<structuredBody', '<structuredBody xmlns:r="../x"'));
    expect(codec.readable(unsigned).length).toBeGreaterThan(0);
    expect(codec.verify(unsigned)).toMatchObject({ ok: false });
  });
});

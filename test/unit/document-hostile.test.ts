import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFiles } from '../../src-main/cli/document-samples.ts';
import { readingOf } from '../../src-main/wire/examination/reading.ts';
import { validationOf } from '../../src-main/cli/document-validate.ts';
import { verdictOf } from '../../src-main/cli/document-verify.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const samples = new Map(sampleFiles());
const sample = (name: string): string => new TextDecoder().decode(samples.get(name));
const good = sample('prescription-kind1-packages.xml');
const between = (name: string, text = good): string =>
  new RegExp(`<${name}[ >][\\s\\S]*</${name}>`).exec(text)?.[0] ?? '';
const body = between('structuredBody');
const signature = between('hl7fi:signature');
const reference = good.match(/<ds:Reference [\s\S]*?<\/ds:Reference>/g)?.[1] ?? '';

const codes = (findings: readonly Readonly<{ code: string; severity: string }>[]): readonly string[] =>
  findings.filter(each => each.severity === 'error').map(each => each.code);

describe('what is no document', () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY ${'a'.repeat(at + 2)} "${`&${'a'.repeat(at + 1)};`.repeat(10)}">`).join('')}]><x>&${'a'.repeat(31)};</x>`;
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', new Uint8Array(), 'xml-not-xml'],
    ['text', bytes('Lääkemääräys'), 'xml-not-xml'],
    ['a PDF', bytes('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>'), 'xml-not-xml'],
    ['JSON', bytes('{"resourceType":"Bundle"}'), 'xml-not-xml'],
    ['HTML', bytes('<!DOCTYPE html><html></html>'), 'xml-dtd'],
    ['other XML', bytes('<Bundle xmlns="http://hl7.org/fhir"/>'), 'not-a-document'],
    ['a document in no namespace', bytes('<ClinicalDocument/>'), 'not-a-document'],
    ['Latin 1', new Uint8Array(Buffer.from(good, 'latin1')), 'xml-encoding'],
    ['Latin 1 by its own word', bytes(good.replace('UTF-8', 'ISO-8859-1')), 'xml-encoding'],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from(good, 'utf16le')), 'xml-encoding'],
    ['UTF-32', new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]), 'xml-encoding'],
    ['a broken character', Uint8Array.from([...bytes('<a>'), 0xc3, 0x28, ...bytes('</a>')]), 'xml-encoding'],
    ['a forbidden character', bytes(good.replace('Kipuun', '\u0001')), 'xml-not-xml'],
    ['a reference to a forbidden character', bytes(good.replace('Kipuun', '&#0;')), 'xml-not-xml'],
    ['an expanding entity', bytes(laughs), 'xml-dtd'],
    [
      'an external entity',
      bytes(good.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
      'xml-dtd',
    ],
    ['an external subset', bytes(good.replace('?>', '?><!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">')), 'xml-dtd'],
    [
      'a parameter entity',
      bytes(good.replace('?>', '?><!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/">%p;]>')),
      'xml-dtd',
    ],
    ['an entity of nobody', bytes(good.replace('Kipuun', '&xxe;')), 'xml-not-xml'],
    ['a deep document', bytes('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'xml-too-deep'],
    ['a deep document without an end', bytes('<a>'.repeat(500_000)), 'xml-too-deep'],
    [
      'many attributes',
      bytes(`<a ${Array.from({ length: 600 }, (_, at) => `a${at}=""`).join(' ')}/>`),
      'xml-too-large',
    ],
    ['an unknown prefix', bytes(good.replace('<hl7fi:localHeader', '<nobody:localHeader')), 'xml-not-xml'],
    ['an attribute twice', bytes(good.replace('<title', '<title a="1" a="2"')), 'xml-not-xml'],
    ['a second root', bytes(`${good}<a/>`), 'xml-not-xml'],
  ];

  it.each(cases)('%s', (_, document, code) => {
    for (const findings of [readingOf(document).findings, validationOf(document), verdictOf(document).findings])
      expect(codes(findings)).toEqual([code]);
  });

  it('truncated at every 1,000th byte', () => {
    const whole = bytes(good);
    for (let end = 0; end < whole.length; end += 1000) {
      const cut = whole.subarray(0, end);
      for (const findings of [readingOf(cut).findings, validationOf(cut), verdictOf(cut).findings])
        expect(codes(findings)[0]).toMatch(/^xml-(not-xml|encoding)$/);
    }
  });
});

describe('hostile signatures', () => {
  const id = / ID="(OID[^"]*[.]body)"/.exec(body)?.[1] ?? '';
  const transform = (algorithm: string, content = ''): string =>
    good.replaceAll(
      /(<ds:Reference URI="#OID[^"]*"><ds:Transforms>)<ds:Transform [^>]*><\/ds:Transform>/g,
      (_, before: string) => `${before}<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`,
    );
  const XSLT = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
  const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
  const sheet = (inside: string): string =>
    `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">${inside}</xsl:stylesheet>`;
  const other = body.replace('Kipuun', 'Vatsaan');

  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a moved body',
      good.replace(body, other.replace(id, 'other')).replace('</hl7fi:localHeader>', `${body}</hl7fi:localHeader>`),
      'duplicate-id',
    ],
    ['a doubled body', good.replace(body, body + body), 'duplicate-id'],
    [
      'a nested body',
      good.replace(body, body.replace('</structuredBody>', `<structuredBody></structuredBody></structuredBody>`)),
      'body-not-single',
    ],
    [
      'a second component',
      good.replace('</ClinicalDocument>', '<component><nonXMLBody/></component></ClinicalDocument>'),
      'body-not-single',
    ],
    ['an id twice', good.replace('<recordTarget', `<recordTarget ID="${id}"`), 'duplicate-id'],
    [
      'a body in an object of the signature',
      good.replace('</ds:Signature>', `<ds:Object>${other.replace(id, 'x')}</ds:Object></ds:Signature>`),
      'duplicate-id',
    ],
    ['an object', good.replace('</ds:Signature>', '<ds:Object>x</ds:Object></ds:Signature>'), 'signature-structure'],
    [
      'a SignedInfo elsewhere',
      good.replace(
        '<recordTarget',
        `<ds:Other xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${between('ds:SignedInfo')}</ds:Other><recordTarget`,
      ),
      'signature-misplaced',
    ],
    [
      '21 signatures',
      good.replace(
        signature,
        Array.from({ length: 21 }, (_, at) => signature.replace(/ID="(TS|SIG)/g, `ID="$1${at}.`)).join(''),
      ),
      'signature-too-many',
    ],
    [
      'two signatures',
      good.replace(signature, signature + signature.replace(/ID="(TS|SIG)/g, 'ID="$12')),
      'signature-several',
    ],
    ['a third reference', good.replace(reference, reference + reference + reference), 'signature-structure'],
    ['a reference to nowhere', good.replace(`URI="#${id}"`, 'URI="#nowhere"'), 'signature-coverage'],
    ['a reference by XPointer', good.replace(`URI="#${id}"`, `URI="#xpointer(id('${id}'))"`), 'signature-coverage'],
    ['a reference to a file', good.replace(`URI="#${id}"`, 'URI="file:///etc/passwd"'), 'signature-coverage'],
    ['a reference to a host', good.replace(`URI="#${id}"`, 'URI="http://127.0.0.1:1/"'), 'signature-coverage'],
    ['a reference without an address', good.replace(`URI="#${id}"`, ''), 'signature-coverage'],
    ['another style sheet', transform(XSLT, sheet('<xsl:template match="/"/>')), 'signature-transform'],
    [
      'a style sheet that reads files',
      transform(XSLT, sheet('<xsl:include href="file:///etc/passwd"/>')),
      'signature-transform',
    ],
    [
      'a style sheet without an end',
      transform(XSLT, sheet('<xsl:template name="t"><xsl:call-template name="t"/></xsl:template>')),
      'signature-transform',
    ],
    [
      'a large style sheet',
      transform(XSLT, sheet('<!-- x --><xsl:template match="a"/>'.repeat(2000))),
      'signature-transform',
    ],
    [
      'an XPath loop',
      transform(XPATH, `<ds:XPath>${'count(//*[count(//*)>0])+'.repeat(200)}1</ds:XPath>`),
      'signature-transform',
    ],
    ['an XPath that takes everything away', transform(XPATH, '<ds:XPath>false()</ds:XPath>'), 'signature-transform'],
    [
      'a body path of another namespace',
      good.replace(
        reference,
        reference
          .replace(/URI="[^"]*"/, 'URI=""')
          .replace(
            '</ds:Transforms>',
            `<ds:Transform Algorithm="${XPATH}"><ds:XPath xmlns:h="urn:x">ancestor-or-self::h:structuredBody</ds:XPath></ds:Transform></ds:Transforms>`,
          ),
      ),
      'signature-coverage',
    ],
    [
      'a filter that subtracts',
      transform(
        'http://www.w3.org/2002/06/xmldsig-filter2',
        '<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*</f:XPath>',
      ),
      'signature-transform',
    ],
    ['base64', transform('http://www.w3.org/2000/09/xmldsig#base64'), 'signature-transform'],
    ['decryption', transform('http://www.w3.org/2002/07/decrypt#XML'), 'signature-transform'],
    [
      'prefixes of exclusive C14N',
      good.replaceAll(
        '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">',
        '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="a"/>',
      ),
      'signature-transform',
    ],
    ['C14N with comments', good.replaceAll('xml-exc-c14n#', 'xml-exc-c14n#WithComments'), 'signature-algorithm'],
    ['MD5', good.replaceAll('xmlenc#sha256', 'xmldsig-more#md5'), 'signature-algorithm'],
    ['an HMAC', good.replace('ecdsa-sha384', 'hmac-sha384'), 'signature-algorithm'],
    ['an unknown algorithm', good.replace(/xmldsig-more#ecdsa-sha384/, 'nobody'), 'signature-algorithm'],
    ['another family', good.replace('ecdsa-sha384', 'rsa-sha384'), 'signature-value'],
    [
      'SHA-1 in a new document',
      good.replaceAll('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
      'signature-old-algorithm',
    ],
    ['a key alone', good.replace(/<ds:X509Data>[\s\S]*<\/ds:X509Data>/, '<ds:KeyValue/>'), 'signature-certificate'],
    [
      'two certificates',
      good.replace(/(<ds:X509Certificate>[\s\S]*<\/ds:X509Certificate>)/, '$1$1'),
      'signature-certificate',
    ],
    [
      'a certificate that is none',
      good.replace(
        /<ds:X509Certificate>[\s\S]*<\/ds:X509Certificate>/,
        '<ds:X509Certificate>AAAA</ds:X509Certificate>',
      ),
      'signature-certificate',
    ],
    [
      'a value that is none',
      good.replace(/<ds:SignatureValue>[\s\S]*<\/ds:SignatureValue>/, '<ds:SignatureValue>*</ds:SignatureValue>'),
      'signature-structure',
    ],
    [
      'an empty value',
      good.replace(/<ds:SignatureValue>[\s\S]*<\/ds:SignatureValue>/, '<ds:SignatureValue/>'),
      'signature-value',
    ],
    [
      'a value of zeros',
      good.replace(/(<ds:SignatureValue>)[\s\S]*(<\/ds:SignatureValue>)/, `$1${'A'.repeat(128)}$2`),
      'signature-value',
    ],
    ['a time that is none', good.replace(/(<hl7fi:signatureTimestamp[^>]*>)[^<]*/, '$1today'), 'signature-time'],
    [
      'an unknown kind',
      good.replace('signatureDescription code="1"', 'signatureDescription code="7"'),
      'signature-kind',
    ],
    ['another patient in the header', good.replace('010190-998V', '020190-998X'), 'header-patient-differs'],
    [
      'another author in the header',
      good.replace('extension="00999900101"', 'extension="00999900102"'),
      'header-author-differs',
    ],
    [
      'another document in the header',
      good.replace('<id root="1.2.246.10.88888888.93001.2026.1"', '<id root="1.2.246.10.88888888.93001.2026.99"'),
      'header-document-differs',
    ],
  ];

  it.each(cases)('%s', (_, document, code) => {
    expect(document).not.toBe(good);
    const verdict = verdictOf(bytes(document));
    expect(codes(verdict.findings)).toContain(code);
    expect(verdict.accepted).toBe(false);
  });

  it('comments inside signed values are told, and change nothing', () => {
    const commented = good
      .replace('<ds:SignatureValue>', '<ds:SignatureValue><!-- x --><?z ?>')
      .replace('<ds:DigestValue>', '<ds:DigestValue><!-- y -->');
    const verdict = verdictOf(bytes(commented));
    expect(verdict.findings.map(each => each.code)).toContain('signature-comment');
    expect(verdict.signatures[0]).toMatchObject({ value: 'valid', covered: ['time', 'body'] });
  });
});

describe('within 2 seconds and 200 MB', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'document-hostile-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const many = (count: number, make: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => make(at)).join('');
  const LONG = 2_900_000;
  const cases: readonly (readonly [string, () => string])[] = [
    ['one long text', () => good.replace('Kipuun', 'x'.repeat(LONG))],
    ['a long text of spaces', () => good.replace('Kipuun', ' x'.repeat(LONG / 2))],
    ['many elements', () => good.replace('</structuredBody>', `${'<component/>'.repeat(16_000)}</structuredBody>`)],
    ['more elements', () => good.replace('</structuredBody>', `${'<component/>'.repeat(47_000)}</structuredBody>`)],
    [
      'ids that are all the same',
      () => good.replace('</structuredBody>', `${'<component ID="a"/>'.repeat(16_000)}</structuredBody>`),
    ],
    [
      'long attributes',
      () => good.replace('<recordTarget', `<recordTarget ${many(480, at => `a${at}="${'v'.repeat(5900)}" `)}`),
    ],
    ['references only', () => good.replace('<recordTarget', `<x a="${'&amp;'.repeat(550_000)}"/><recordTarget`)],
    [
      'namespaces of namespaces',
      () =>
        `${many(100, level => `<b ${many(400, at => `xmlns:n${at}="urn:${level}.${at}" `)}>`)}${'</b>'.repeat(100)}`,
    ],
    ['a certificate without an end', () => good.replace('<ds:X509Certificate>', `$&${'A'.repeat(LONG - 100_000)}`)],
    ['many comments', () => good.replace('Kipuun', '<!-- x -->'.repeat(46_000))],
    [
      'a list without an end',
      () =>
        good.replace(
          '</hl7fi:signatureTimestamp>',
          `</hl7fi:signatureTimestamp><hl7fi:multipleDocumentSignature ID="M">${'<hl7fi:Ref OID="1.2" hash="x"/>'.repeat(15_000)}</hl7fi:multipleDocumentSignature>`,
        ),
    ],
    [
      '20 signatures over a long body',
      () =>
        good.replace('Kipuun', 'x'.repeat(LONG - 100_000)).replace(
          signature,
          many(20, at => signature.replaceAll('TS1.2', `TS${at}.1.2`).replace('ID="SIG', `ID="SIG${at}.`)),
        ),
    ],
  ];

  /** CPU seconds and the largest resident size, told by the child itself at its end. */
  function command(
    args: readonly string[],
  ): Promise<Readonly<{ code: number | null; out: string; cpuMs: number; megabytes: number }>> {
    const hook =
      'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write(`\\n${(u.userCPUTime+u.systemCPUTime)/1000} ${u.maxRSS*1.024/1000}`)})';
    const child = spawn(process.execPath, [
      '--import',
      hook,
      join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'kantele.ts'),
      'document',
      ...args,
    ]);
    let out = '';
    let err = '';
    child.stdout.on('data', piece => (out += String(piece)));
    child.stderr.on('data', piece => (err += String(piece)));
    return new Promise(resolve => {
      child.on('close', code => {
        const [cpuMs = NaN, megabytes = NaN] = (err.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
        resolve({ code, out, cpuMs, megabytes });
      });
    });
  }

  it.each(cases)('%s', { timeout: 60_000 }, async (name, make) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.xml`);
    writeFileSync(file, make());
    for (const which of ['read', 'validate', 'verify']) {
      const { code, out, cpuMs, megabytes } = await command([which, file, '--json']);
      expect([0, 1]).toContain(code);
      expect(JSON.parse(out)).toHaveProperty('findings');
      expect([which, cpuMs < 2000, megabytes < 200, cpuMs, megabytes]).toEqual([which, true, true, cpuMs, megabytes]);
    }
  });

  it('100 MB are refused without being loaded', { timeout: 60_000 }, async () => {
    const file = join(folder, 'large.xml');
    writeFileSync(file, good);
    truncateSync(file, 100_000_000);
    for (const which of ['read', 'validate', 'verify']) {
      const { code, out, cpuMs, megabytes } = await command([which, file, '--json']);
      expect([code, codes(JSON.parse(out).findings)]).toEqual([1, ['xml-too-large']]);
      expect([cpuMs < 2000, megabytes < 200]).toEqual([true, true]);
    }
  });

  it('no address in a document is ever asked', { timeout: 60_000 }, async () => {
    let asked = 0;
    const server = createServer(socket => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = join(folder, 'addresses.xml');
    writeFileSync(
      file,
      good
        .replace('?>', `?><?xml-stylesheet type="text/xsl" href="${host}/a.xsl"?>`)
        .replace(
          '<ClinicalDocument',
          `<ClinicalDocument xml:base="${host}/" xsi:schemaLocation="urn:hl7-org:v3 ${host}/b.xsd"`,
        )
        .replace('Kipuun', `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${host}/c" parse="text"/>`)
        .replace(/URI="#OID[^"]*"/, `URI="${host}/d"`),
    );
    for (const which of ['read', 'validate', 'verify']) {
      const { code, out } = await command([which, file, '--json']);
      expect([0, 1]).toContain(code);
      expect(JSON.parse(out)).toHaveProperty('findings');
    }
    await new Promise(resolve => server.close(resolve));
    expect(asked).toBe(0);
  });

  it('what is no file or no command ends with 2', { timeout: 60_000 }, async () => {
    const ends = await Promise.all(
      [
        [],
        ['read'],
        ['read', folder],
        ['read', join(folder, 'none.xml')],
        ['diff', 'a'],
        ['verify', 'a', '--nope'],
        ['samples'],
      ].map(command),
    );
    expect(ends.map(each => each.code)).toEqual(ends.map(() => 2));
  });
});

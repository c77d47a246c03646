import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, instantMs, instantOfMs } from '../../shared/kernel/time.ts';
import { CRYPTOGRAPHY } from '../../src-main/adapters/card/cryptography.ts';
import { type DocumentContent, createDocumentCodec } from '../../src-main/wire/documents.ts';
import { schemaFaults } from '../builders/cda-schema.ts';
import { practiceSigner, testCryptography } from '../builders/cryptography.builder.ts';
import { HOSTILE_TEXTS } from '../builders/hostile-text.ts';
import { aLegalDispensing, aLegalPrescription, aRecordDocument, aSpecialist } from '../builders/document.builder.ts';

const run = promisify(execFile);
const codec = createDocumentCodec({ cryptography: testCryptography });
const AT = instant('2026-11-20T09:00:00.000Z');
const physician = practiceSigner('aino-harjula'); // EC P-384
const specialist = practiceSigner('mikael-sandvik'); // RSA 3072
const pharmacist = practiceSigner('leena-apaja');

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const bytes = (markup: string): Uint8Array => new TextEncoder().encode(markup);

function signed(document: DocumentContent, signer = physician): Uint8Array {
  const unsigned = codec.write(document, { practice: true, softwareVersion: '0.1.0' });
  const work = codec.toBeSigned(unsigned, signer.certificate, AT);
  return work.finish(signer.sign(work.digest, work.hash));
}

/** The cancellation of a prescription with a field of a later generation, in a form that we do not write. */
function signedCancellation(): Uint8Array {
  const content = aLegalPrescription();
  const options = { practice: true, softwareVersion: '0.1.0' } as const;
  const later = `<component><observation  classCode='OBS' moodCode="EVN"><code code="999" codeSystem="1.2.246.537.6.12.2002.126"/><!-- uusi -->\r\n\t<value xsi:type="ST"><![CDATA[<arvo>]]></value></observation></component>`;
  const stored = text(codec.write({ kind: 'prescription', content }, options)).replace(
    '</organizer>',
    `${later}</organizer>`,
  );
  const cancellation = {
    cancels: { oid: content.oid, setId: content.setId, version: content.version, type: '1' },
    canceller: content.prescriber,
    cancelledAt: AT,
    reason: { code: '2', text: '' },
    type: '1',
    party: 'physician',
    consent: '1',
    corrected: null,
  } as const;
  const next = { oid: oid('1.2.246.10.88888888.93001.2026.4711'), version: content.version + 1, cancellation };
  const unsigned = codec.write(
    { kind: 'prescriptionCancellation', content: { ...content, ...next } },
    options,
    bytes(stored),
  );
  const work = codec.toBeSigned(unsigned, physician.certificate, AT);
  const done = work.finish(physician.sign(work.digest, work.hash));
  expect(text(done)).toContain(later);
  return done;
}

const rx = (change = {}): DocumentContent => ({ kind: 'prescription', content: aLegalPrescription(change) });
/** Documents of one signing, each with an OID of its own. */
function together(count: number, signer = physician, change = {}): readonly Uint8Array[] {
  const unsigned = Array.from({ length: count }, (_, at) => {
    const id = oid(`1.2.246.10.88888888.93001.2026.${at + 1}`);
    return codec.write(rx({ ...change, oid: id, setId: id }), { practice: true, softwareVersion: '0.1.0' });
  });
  const work = codec.toBeSignedTogether(unsigned, signer.certificate, AT);
  return work.finish(signer.sign(work.digest, work.hash));
}
const findingOf = (document: Uint8Array): string => {
  const result = codec.verify(document);
  return result.ok ? 'accepted' : result.error.finding;
};

const documents: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['a prescription, EC P-384', () => signed(rx()), '00999900101'],
  ['a prescription, RSA', () => signed(rx({ prescriber: aSpecialist }), specialist), '00999900102'],
  ['a dispensing', () => signed({ kind: 'dispensing', content: aLegalDispensing() }, pharmacist), '00999900103'],
  ['a cancellation that carries what is not understood', signedCancellation, '00999900101'],
  ['a record', () => signed({ kind: 'record', content: aRecordDocument() }), '00999900101'],
];

describe('without its signature a document is what it was before', () => {
  const kinds: readonly (readonly [string, DocumentContent, typeof physician])[] = [
    ['a prescription', rx(), physician],
    ['a dispensing', { kind: 'dispensing', content: aLegalDispensing() }, pharmacist],
    ['a record', { kind: 'record', content: aRecordDocument() }, physician],
  ];
  it.each(kinds)('%s: byte by byte, and it can be signed again', (_, document, signer) => {
    const unsigned = codec.write(document, { practice: true, softwareVersion: '0.1.0' });
    const work = codec.toBeSigned(unsigned, signer.certificate, AT);
    const first = work.finish(signer.sign(work.digest, work.hash));
    expect(codec.unsigned(first)).toEqual(unsigned);
    const later = codec.toBeSigned(
      codec.unsigned(first) ?? first,
      signer.certificate,
      instantOfMs(instantMs(AT) + 60_000),
    );
    const second = later.finish(signer.sign(later.digest, later.hash));
    expect(second).not.toEqual(first);
    expect(codec.verify(second).ok).toBe(true);
    expect(codec.unsigned(second)).toEqual(unsigned);
  });

  it('also out of a signature that several had together', () => {
    for (const each of together(3)) {
      const unsigned = codec.unsigned(each) ?? new Uint8Array();
      const work = codec.toBeSigned(unsigned, physician.certificate, AT);
      expect(codec.verify(work.finish(physician.sign(work.digest, work.hash))).ok).toBe(true);
    }
  });

  it('nothing comes of what has none', () => {
    const unsigned = codec.write(rx(), { practice: true, softwareVersion: '0.1.0' });
    expect([codec.unsigned(unsigned), codec.unsigned(bytes('<x/>')), codec.unsigned(new Uint8Array())]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a fresh signature is checked before it goes into its document', () => {
  const write = (document: DocumentContent): Uint8Array =>
    codec.write(document, { practice: true, softwareVersion: '0.1.0' });

  it.each([
    ['EC P-384', physician, {}],
    ['RSA', specialist, { prescriber: aSpecialist }],
  ])('%s: as the whole check of the signed document says, in OpenSSL and in JavaScript', async (_, signer, of) => {
    for (const cryptography of [testCryptography, CRYPTOGRAPHY]) {
      const own = createDocumentCodec({ cryptography });
      const work = own.toBeSigned(write(rx(of)), signer.certificate, AT);
      const value = signer.sign(work.digest, work.hash);
      expect(await work.check(value)).toEqual({ ok: true, value: null });
      expect(own.verify(work.finish(value)).ok).toBe(true);
      const changed = [value.with(7, (value[7] ?? 0) ^ 1), value.slice(1), new Uint8Array(0), new Uint8Array(96)];
      for (const other of changed) {
        expect(await work.check(other)).toEqual({ ok: false, error: { finding: 'signature-value' } });
        expect(own.verify(work.finish(other)).ok).toBe(false);
      }
    }
  });

  it('another professional than the author, a certificate for signing in, a header that says something else', async () => {
    const check = async (unsigned: Uint8Array, signer: typeof physician): Promise<readonly string[]> => {
      const work = codec.toBeSigned(unsigned, signer.certificate, AT);
      const value = signer.sign(work.digest, work.hash);
      const checked = await work.check(value);
      return [checked.ok ? 'accepted' : checked.error.finding, findingOf(work.finish(value))];
    };
    const unsigned = write(rx());
    expect(await check(unsigned, specialist)).toEqual(['signer-not-author', 'signer-not-author']);
    expect(await check(unsigned, practiceSigner('aino-harjula', 'auth'))).toEqual([
      'signature-certificate',
      'signature-certificate',
    ]);
    const [head = '', ...rest] = text(unsigned).split('</recordTarget>');
    const family = head.replace(/<family>[^<]*</, '<family>Toinen<');
    expect(family).not.toBe(head);
    expect(await check(bytes([family, ...rest].join('</recordTarget>')), physician)).toEqual([
      'header-patient-differs',
      'header-patient-differs',
    ]);
  });

  it('what was remembered from the page is what is read again', () => {
    const fresh = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
    const shown = createDocumentCodec({ cryptography: CRYPTOGRAPHY });
    const unsigned = write(rx());
    shown.readable(unsigned);
    expect(shown.toBeSigned(unsigned, physician.certificate, AT).digest).toEqual(
      fresh.toBeSigned(unsigned, physician.certificate, AT).digest,
    );
    // Other bytes are another document, also when they were changed in place.
    const place = Buffer.from(unsigned).lastIndexOf('Harjula');
    unsigned[place] = (unsigned[place] ?? 0) ^ 1;
    expect(shown.toBeSigned(unsigned, physician.certificate, AT).digest).not.toEqual(
      shown.toBeSigned(write(rx()), physician.certificate, AT).digest,
    );
  });
});

describe('signing', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wire-signature-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function xmlsec(document: Uint8Array): Promise<void> {
    const file = join(folder, 'document.xml');
    await writeFile(file, document);
    const authority = (name: string): string =>
      fileURLToPath(new URL(`../../resources/certs-test-only/${name}.pem`, import.meta.url));
    await run('xmlsec1', [
      '--verify',
      '--id-attr:ID',
      'urn:hl7finland:signatureTimestamp',
      '--id-attr:ID',
      'urn:hl7finland:multipleDocumentSignature',
      '--id-attr:ID',
      'urn:hl7-org:v3:structuredBody',
      '--trusted-pem',
      authority('root'),
      '--untrusted-pem',
      authority('issuing'),
      '--enabled-key-data',
      'x509',
      file,
    ]);
  }

  it.each(documents)('%s: accepted by us, by xmlsec1 and by the schema', async (_, make, number) => {
    const document = make();
    const result = codec.verify(document);
    expect(result).toMatchObject({ ok: true, value: { signerRegistrationNumber: number, signedAt: AT } });
    expect(schemaFaults(document)).toEqual([]);
    await expect(xmlsec(document)).resolves.toBeUndefined();
  });

  it.each([
    ['EC P-384', physician, {}],
    ['RSA', specialist, { prescriber: aSpecialist }],
  ])(
    'several documents with one signature, %s: each accepted by us, by xmlsec1 and by the schema',
    async (_, signer, of) => {
      const parts = together(3, signer, of);
      for (const document of parts) {
        expect(codec.verify(document)).toMatchObject({ ok: true, value: { signedAt: AT } });
        expect(schemaFaults(document)).toEqual([]);
        await expect(xmlsec(document)).resolves.toBeUndefined();
      }
      const collections = parts.map(
        each => /<hl7fi:signatureCollection>[\s\S]*<\/hl7fi:signatureCollection>/.exec(text(each))?.[0],
      );
      expect(new Set(collections).size).toBe(1);
      const changed = bytes(text(parts[1] ?? new Uint8Array()).replace('Kipuun', 'Kuppun'));
      expect(findingOf(changed)).toBe('signature-list-digest');
      // xmlsec1 knows nothing of the list: it takes the time and the list for all that is signed.
      await expect(xmlsec(changed)).resolves.toBeUndefined();
      const listChanged = bytes(text(parts[1] ?? new Uint8Array()).replace('hash="', 'hash="A'));
      expect(findingOf(listChanged)).toBe('signature-digest');
      await expect(xmlsec(listChanged)).rejects.toThrow();
    },
  );

  it('signs two or more different documents together, never fewer', () => {
    const one = codec.write(rx(), { practice: true, softwareVersion: '0.1.0' });
    const open = (unsigned: readonly Uint8Array[]) => () =>
      codec.toBeSignedTogether(unsigned, physician.certificate, AT);
    expect(open([])).toThrow(RangeError);
    expect(open([one])).toThrow(RangeError);
    expect(open([one, one])).toThrow(RangeError);
    expect(open([one, signed(rx())])).toThrow(RangeError);
  });

  it('xmlsec1 refuses what we refuse: one changed letter in the body', async () => {
    const document = bytes(text(signed(rx())).replace('Kipuun', 'Kuppun'));
    expect(findingOf(document)).toBe('signature-digest');
    await expect(xmlsec(document)).rejects.toThrow();
  });

  it('holds for every hostile text', async () => {
    for (const hostile of HOSTILE_TEXTS) {
      const document = signed(rx({ messageToPharmacy: hostile, indication: hostile }));
      expect([hostile, findingOf(document)]).toEqual([hostile, 'accepted']);
      await xmlsec(document);
    }
  }, 60_000);

  it('keeps the bytes of the content: only the signature is new', () => {
    const unsigned = codec.write(rx(), { practice: true, softwareVersion: '0.1.0' });
    const work = codec.toBeSigned(unsigned, physician.certificate, AT);
    const document = text(work.finish(physician.sign(work.digest, work.hash)));
    const start = document.indexOf('<hl7fi:signatureCollection>');
    const end = document.indexOf('</hl7fi:signatureCollection>') + '</hl7fi:signatureCollection>'.length;
    expect(document.slice(0, start) + document.slice(end)).toBe(text(unsigned));
    expect(codec.read(bytes(document))).toEqual(codec.read(unsigned));
    expect(codec.readable(bytes(document))).toEqual(codec.readable(unsigned));
  });

  it('is for unsigned documents of ours only', () => {
    expect(() => codec.toBeSigned(signed(rx()), physician.certificate, AT)).toThrow(RangeError);
    expect(() => codec.toBeSigned(bytes('<a/>'), physician.certificate, AT)).toThrow(RangeError);
  });
});

describe('tampering', () => {
  const good = text(signed(rx()));

  const changed = (part: RegExp): readonly Uint8Array[] => {
    const match = part.exec(good);
    const [start, length] = [match?.index ?? 0, match?.[0].length ?? 0];
    expect(length).toBeGreaterThan(0);
    return Array.from({ length: 60 }, (_, step) => {
      const at = start + Math.floor((step * length) / 60);
      const now = good.charAt(at) === 'x' ? 'y' : 'x';
      return bytes(good.slice(0, at) + now + good.slice(at + 1));
    });
  };

  it.each([
    ['body', /<structuredBody[\s\S]*<\/structuredBody>/],
    ['time stamp', / ID="TS[\s\S]*?<\/hl7fi:signatureTimestamp>/],
    ['SignedInfo', /<ds:SignedInfo[\s\S]*?<\/ds:SignedInfo>/],
    ['value', /<ds:SignatureValue>[\s\S]*?<\/ds:SignatureValue>/],
  ])('no byte of the %s can be changed', (_, part) => {
    for (const document of changed(part)) expect(findingOf(document)).not.toBe('accepted');
  });

  it('a changed certificate is refused here, or no longer the issuer’s', () => {
    const issuer = new X509Certificate(
      readFileSync(new URL('../../resources/certs-test-only/issuing.pem', import.meta.url)),
    );
    expect(new X509Certificate(physician.certificate.der).verify(issuer.publicKey)).toBe(true);
    for (const document of changed(/<ds:X509Certificate>[\s\S]*?<\/ds:X509Certificate>/)) {
      const result = codec.verify(document);
      if (result.ok) expect(new X509Certificate(result.value.certificate).verify(issuer.publicKey)).toBe(false);
    }
  });

  it.each([
    [
      'the patient in the header',
      '<id extension="010190-999W"',
      '<id extension="010190Y999W"',
      'header-patient-differs',
    ],
    ['the name in the header', '<family>Mallinen</family>', '<family>Toinen</family>', 'header-patient-differs'],
    [
      'the document',
      '<id root="1.2.246.10.88888888.93001.2026.1"',
      '<id root="1.2.246.10.88888888.93001.2026.2"',
      'header-document-differs',
    ],
    ['the author in the header', 'extension="00999900101"', 'extension="00999900102"', 'header-author-differs'],
  ])('%s changed is found', (_, was, now, finding) => {
    expect(findingOf(bytes(good.replace(was, now)))).toBe(finding);
  });

  it('a signature of another person is not the author’s', () => {
    expect(findingOf(signed(rx(), specialist))).toBe('signer-not-author');
  });

  it('an authentication key does not sign documents', () => {
    expect(findingOf(signed(rx(), practiceSigner('aino-harjula', 'auth')))).toBe('signature-certificate');
  });

  it('an unsigned document is no signed one', () => {
    expect(findingOf(codec.write(rx(), { practice: true, softwareVersion: '1' }))).toBe('signature-missing');
  });
});

describe('tampering with a signature over several documents', () => {
  const [good = '', second = ''] = together(2).map(text);
  const refs = /<hl7fi:Ref [\s\S]*<\/hl7fi:Ref>/.exec(good)?.[0] ?? '';
  const one = /<hl7fi:Ref [\s\S]*?<\/hl7fi:Ref>/.exec(good)?.[0] ?? '';
  const collection = /<hl7fi:signatureCollection>[\s\S]*<\/hl7fi:signatureCollection>/.exec(good)?.[0] ?? '';
  const third = text(
    codec.write(rx({ oid: oid('1.2.246.10.88888888.93001.2026.9') }), { practice: true, softwareVersion: '0.1.0' }),
  );

  it.each([
    ['the body', good.replace('Kipuun', 'Kuppun'), 'signature-list-digest'],
    ['a foreign hash', good.replace(/hash="./, 'hash="_'), 'signature-digest'],
    ['the order of the list', good.replace(refs, refs.replace(one, '') + one), 'signature-digest'],
    ['a list of one', good.replace(refs, one), 'signature-digest'],
    ['the time', good.replace('09:00:00.000Z</hl7fi', '09:00:01.000Z</hl7fi'), 'signature-digest'],
    [
      'called the signature of one',
      good.replace('signatureDescription code="2"', 'signatureDescription code="1"'),
      'signature-structure',
    ],
    [
      'put into a document that it does not name',
      third.replace('</hl7fi:localHeader>', `${collection}</hl7fi:localHeader>`),
      'signature-list',
    ],
    [
      'the body of the other document',
      good.replace(
        /<structuredBody[\s\S]*<\/structuredBody>/,
        () => /<structuredBody[\s\S]*<\/structuredBody>/.exec(second)?.[0] ?? '',
      ),
      'signature-list-digest',
    ],
  ])('%s is found', (_, document, finding) => {
    expect(document).not.toBe(good);
    expect(findingOf(bytes(document))).toBe(finding);
  });
});

describe('wrapping', () => {
  const good = text(signed(rx()));
  const body = /<structuredBody[\s\S]*<\/structuredBody>/.exec(good)?.[0] ?? '';
  const other = body.replace('Kipuun', 'Vatsaan');
  const collection = /<hl7fi:signatureCollection>[\s\S]*<\/hl7fi:signatureCollection>/.exec(good)?.[0] ?? '';
  const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(good)?.[0] ?? '';
  const stamp = /<hl7fi:signatureTimestamp[\s\S]*?<\/hl7fi:signatureTimestamp>/.exec(good)?.[0] ?? '';
  const renamed = other.replace('.body"', '.other"');

  it.each([
    [
      'the signed body moved aside, another in its place',
      good.replace(body, renamed).replace('</hl7fi:localHeader>', `${body}</hl7fi:localHeader>`),
      'duplicate-id',
    ],
    [
      'the signed body inside an object of the signature',
      good.replace(body, renamed).replace('</ds:Signature>', `<ds:Object>${body}</ds:Object></ds:Signature>`),
      'duplicate-id',
    ],
    ['two bodies with one id', good.replace(body, `${other}</component><component>${body}`), 'duplicate-id'],
    [
      'a second body, all its ids its own',
      good.replace(body, `${body}</component><component>${other.replace(/ ID="/g, ' ID="X')}`),
      'body-not-single',
    ],
    ['another body under another id', good.replace(body, renamed), 'signature-coverage'],
    [
      'the id of the body on another element',
      good
        .replace(body, renamed)
        .replace('<recordTarget>', '<recordTarget ID="OID1.2.246.10.88888888.93001.2026.1.body">'),
      'signature-coverage',
    ],
    [
      'the id in lower case somewhere else',
      good.replace('<recordTarget>', '<recordTarget id="OID1.2.246.10.88888888.93001.2026.1.body">'),
      'duplicate-id',
    ],
    [
      'the id as xml:id somewhere else',
      good.replace('<recordTarget>', '<recordTarget xml:id="OID1.2.246.10.88888888.93001.2026.1.body">'),
      'duplicate-id',
    ],
    [
      'a second signature',
      good.replace(
        collection,
        collection.replace(
          '</hl7fi:signatureCollection>',
          `${collection
            .replace(/<\/?hl7fi:signatureCollection>/g, '')
            .replace(/ID="SIG/, 'ID="SIX')
            .replace(/ID="TS/, 'ID="TT')}</hl7fi:signatureCollection>`,
        ),
      ),
      'signature-several',
    ],
    [
      'a signature outside its place',
      good.replace(signature, '').replace('<component><structuredBody', `${signature}<component><structuredBody`),
      'signature-misplaced',
    ],
    [
      'a second collection',
      good.replace(collection, collection + collection.replace(/ ID="[^"]*"/g, '')),
      'signature-misplaced',
    ],
    [
      'an object in the signature',
      good.replace('</ds:Signature>', '<ds:Object></ds:Object></ds:Signature>'),
      'signature-structure',
    ],
    ['a second time stamp', good.replace(stamp, stamp + stamp.replace('ID="TS', 'ID="TX')), 'signature-structure'],
    ['a reference too few', good.replace(/<ds:Reference[\s\S]*?<\/ds:Reference>/, ''), 'signature-coverage'],
    ['a reference to the whole document', good.replace(/URI="#OID[^"]*"/, 'URI=""'), 'signature-coverage'],
    ['a reference to a file', good.replace(/URI="#OID[^"]*"/, 'URI="file:///etc/passwd"'), 'signature-coverage'],
    [
      'an XPath transform',
      good.replace(
        '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">',
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">',
      ),
      'signature-transform',
    ],
    [
      'an XSLT transform',
      good.replace(
        '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">',
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><x xmlns="urn:x"></x>',
      ),
      'signature-transform',
    ],
    [
      'SHA-1 digests',
      good.replaceAll('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
      'signature-old-algorithm',
    ],
    [
      'an HMAC',
      good.replace(
        'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
        'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
      ),
      'signature-algorithm',
    ],
    [
      'a certificate of another family',
      good.replace(
        'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      ),
      'signature-certificate',
    ],
    [
      'a key without a certificate',
      good.replace(/<ds:X509Data>[\s\S]*<\/ds:X509Data>/, '<ds:KeyValue></ds:KeyValue>'),
      'signature-certificate',
    ],
    [
      'a signature of the system only',
      good.replace('signatureDescription code="1"', 'signatureDescription code="4"'),
      'signature-not-personal',
    ],
    [
      'a signature of several documents without their list',
      good.replace('signatureDescription code="1"', 'signatureDescription code="2"'),
      'signature-structure',
    ],
    ['a document type declaration', good.replace('?>\n', '?>\n<!DOCTYPE ClinicalDocument>\n'), 'xml-dtd'],
    ['another root', `<x>${good.replace(/^<\?xml[^>]*\?>\n/, '')}</x>`, 'not-a-document'],
  ])('%s is refused', (_, document, finding) => {
    expect(document).not.toBe(good);
    expect(findingOf(bytes(document))).toBe(finding);
  });

  it('a comment inside a value does not change what is read', () => {
    const document = good.replace('<ds:SignatureValue>', '<ds:SignatureValue><!-- x -->');
    expect(findingOf(bytes(document))).toBe('accepted');
  });

  it('a signature cut from one document does not fit another', () => {
    const second = text(codec.write(rx({ indication: 'Vatsaan' }), { practice: true, softwareVersion: '0.1.0' }));
    expect(findingOf(bytes(second.replace('</hl7fi:localHeader>', `${collection}</hl7fi:localHeader>`)))).toBe(
      'signature-digest',
    );
  });
});

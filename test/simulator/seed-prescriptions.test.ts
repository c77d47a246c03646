import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  readPatients,
  readPractice,
  readTreatments,
  seedPrescriptions,
  type SeedDocument,
} from '../../src-main/simulator/seed/index.ts';
import { validateAgainst } from '../../src-main/wire/xml/schema.ts';
import { readXml, type XmlDoc } from '../../src-main/wire/xml/xml.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEED = join(ROOT, 'resources/simulator-seed');
const CERTS = join(ROOT, 'resources/certs-test-only');
const nowMs = Date.parse('2026-11-22T08:00:00Z');
const patients = readPatients(SEED);
const input = {
  practice: readPractice(SEED),
  patients,
  treatments: readTreatments(SEED, join(ROOT, 'resources/medicines/practice')),
  certsDir: CERTS,
  nowMs,
};
const documents = seedPrescriptions(input);
const prescriptions = documents.filter(document => document.type === '1');
/** A slice through the list, and one of each signer's key kinds. */
const sample = documents.filter((_, index) => index % 23 === 0);

function inDocument<T>(document: SeedDocument, work: (doc: XmlDoc) => T): T {
  const read = readXml(document.bytes, work);
  if (!read.ok) throw new Error(`${document.oid}: ${read.error.code}`);
  return read.value;
}
const bodyOf = (document: SeedDocument): string => {
  const all = Buffer.from(document.bytes).toString('utf8');
  return all.slice(all.indexOf('<structuredBody'), all.indexOf('</structuredBody>'));
};
const ofPatient = (index: number): readonly SeedDocument[] =>
  prescriptions.filter(document => document.patientId === patients[index]?.id);
const count = (pattern: RegExp): number =>
  prescriptions.filter(document => pattern.test(Buffer.from(document.bytes).toString('utf8'))).length;

describe('seed prescriptions', () => {
  test('about 120 patients have them, with dispensings, in the order of making', () => {
    expect(new Set(prescriptions.map(document => document.patientId)).size).toBeGreaterThan(110);
    expect(prescriptions.length).toBeGreaterThan(300);
    expect(documents.length - prescriptions.length).toBeGreaterThan(100);
    expect(new Set(documents.map(document => document.oid)).size).toBe(documents.length);
    const times = documents.map(document => document.createdAt);
    expect([...times].sort()).toEqual(times);
    expect(times.every(time => time < new Date(nowMs).toISOString() && time > '2025-01-02')).toBe(true);
  });

  test('a dispensing stands after its prescription', () => {
    const seen = new Set<string>();
    for (const document of documents) {
      seen.add(document.oid);
      if (document.type === '1') continue;
      const target = inDocument(document, doc =>
        doc.root.find('v3:relatedDocument/v3:parentDocument/v3:id')?.attribute('root'),
      );
      expect(seen.has(target ?? '')).toBe(true);
    }
  });

  test('the named patients have theirs', () => {
    expect([0, 1, 2, 3, 5].map(index => ofPatient(index).length)).toEqual([6, 5, 3, 3, 3]);
    expect(ofPatient(4).length).toBe(60);
    expect(ofPatient(3).every(document => document.patientHetu === null)).toBe(true);
    const died = patients[5]?.deceased ?? '';
    expect(ofPatient(5).every(document => document.createdAt < died)).toBe(true);
    const swedish = ofPatient(1).map(document => Buffer.from(document.bytes).toString('utf8'));
    expect(swedish.every(text => text.includes('<languageCode code="sv">') && text.includes('Dosering: '))).toBe(true);
    const child = ofPatient(2).map(document => Buffer.from(document.bytes).toString('utf8'));
    expect(child.every(text => text.includes('alle 12-vuotiaan paino') && text.includes('1.2.246.537.5.40202'))).toBe(
      true,
    );
  });

  test('there is something of every kind', () => {
    const kinds = {
      iterated: count(/<code code="121"/),
      pkv: count(/<code code="119"/),
      narcotic: count(/<value code="H"/),
      total: count(/displayName="Kokonaismäärä"/),
      duration: count(/displayName="Lääkehoidon kestoaika"/),
      substance: count(/displayName="Vaikuttavan aineen nimellä määrätty lääke"/),
      sic: count(/SIC!/),
      asNeeded: count(/<code code="237"[^>]*><\/code><value value="true"/),
      swedish: count(/<languageCode code="sv">/),
      shortened: count(/<high value="\d{8}">/),
    };
    expect(Object.entries(kinds).filter(([, found]) => found === 0)).toEqual([]);
  });

  test('prescribers have the right on the day', () => {
    const people = new Map(input.practice.professionals.map(person => [person.registrationNumber, person]));
    const unlawful = documents.filter(document => {
      const person = people.get(document.authorRegistrationNumber);
      const day = document.createdAt.slice(0, 10);
      return person === undefined || person.validFrom > day || (person.validTo !== null && person.validTo < day);
    });
    expect(unlawful).toEqual([]);
    expect(new Set(prescriptions.map(document => document.authorRegistrationNumber)).size).toBe(3);
  });

  test('the plan is the same at every run; only elliptic-curve signatures differ', () => {
    const again = seedPrescriptions(input);
    expect(again.map(({ oid, createdAt }) => [oid, createdAt])).toEqual(
      documents.map(({ oid, createdAt }) => [oid, createdAt]),
    );
    for (const document of sample) {
      const other = again.find(item => item.oid === document.oid);
      expect(other === undefined ? '' : bodyOf(other)).toBe(bodyOf(document));
    }
  });

  test('a year later everything is lawful too', () => {
    const later = seedPrescriptions({ ...input, nowMs: nowMs + 365 * 86_400_000 });
    expect(later.length).toBeGreaterThan(400);
    expect(
      later.filter(item => item.authorRegistrationNumber === '00999900107' && item.createdAt > '2026-07-01'),
    ).toEqual([]);
  });
});

describe('seed documents', () => {
  test('header and signed body name the same document and patient', () => {
    for (const document of sample) {
      inDocument(document, doc => {
        expect(doc.duplicateIds()).toEqual([]);
        expect(doc.root.find('v3:id')?.attribute('root')).toBe(document.oid);
        expect(doc.root.find('v3:templateId')?.attribute('root')).toBe('1.2.246.777.11.2020.2');
        const own = doc.root
          .findAll('.//v3:reference[@typeCode="SPRT"]/v3:externalDocument/v3:id')
          .map(id => id.attribute('root'));
        expect(own).toEqual([document.oid]);
        const codes = doc.root.findAll('.//v3:relatedSubject/v3:code').map(code => code.attribute('code'));
        expect(codes).toEqual(document.patientHetu === null ? [] : [document.patientHetu]);
        expect(doc.root.findAll('.//v3:text//v3:content').length).toBeGreaterThan(6);
      });
    }
  });

  test('the signature holds: digests of time stamp and body, value by the certificate of the author', () => {
    for (const document of sample) {
      inDocument(document, doc => {
        const signature = doc.root.find('hl7fi:localHeader/hl7fi:signatureCollection/hl7fi:signature/ds:Signature');
        const references = signature?.findAll('ds:SignedInfo/ds:Reference') ?? [];
        expect(references.length).toBe(2);
        for (const reference of references) {
          const target = doc.byId((reference.attribute('URI') ?? '').slice(1));
          expect(target.length).toBe(1);
          const digest = createHash('sha256')
            .update(target[0]?.canonical() ?? '', 'utf8')
            .digest('base64');
          expect(reference.find('ds:DigestValue')?.text()).toBe(digest);
        }
        const certificate = new X509Certificate(
          Buffer.from(signature?.find('ds:KeyInfo/ds:X509Data/ds:X509Certificate')?.text() ?? '', 'base64'),
        );
        expect(certificate.subject).toContain(document.authorRegistrationNumber);
        const ec = certificate.publicKey.asymmetricKeyType === 'ec';
        const key = { key: certificate.publicKey, ...(ec ? { dsaEncoding: 'ieee-p1363' as const } : {}) };
        const info = Buffer.from(signature?.find('ds:SignedInfo')?.canonical() ?? '', 'utf8');
        const made = Buffer.from(signature?.find('ds:SignatureValue')?.text() ?? '', 'base64');
        expect(verify(ec ? 'sha384' : 'sha256', info, key, made)).toBe(true);
      });
    }
  });

  test('they fit the Finnish CDA schema', () => {
    const folder = join(ROOT, 'resources/schemas/cda-fi');
    const files = new Map(
      readdirSync(folder)
        .filter(name => name.endsWith('.xsd'))
        .map(name => [name, new Uint8Array(readFileSync(join(folder, name)))] as const),
    );
    const faults = sample
      .map(document => validateAgainst('CDA_Fi.xsd', files, document.bytes))
      .filter(answer => !answer.ok);
    expect(faults).toEqual([]);
  });

  const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
  test.runIf(hasXmlsec)('xmlsec1 agrees', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kantele-seed-'));
    try {
      for (const document of sample.slice(0, 6)) {
        const file = join(folder, 'document.xml');
        writeFileSync(file, document.bytes);
        const ids = ['hl7finland:signatureTimestamp', 'hl7-org:v3:structuredBody'].map(name => [
          '--id-attr:ID',
          `urn:${name}`,
        ]);
        const trust = ['--trusted-pem', join(CERTS, 'root.pem'), '--untrusted-pem', join(CERTS, 'issuing.pem')];
        // Exits with an error when the signature does not hold.
        const said = execFileSync(
          'xmlsec1',
          ['--verify', ...ids.flat(), ...trust, '--enabled-key-data', 'x509', file],
          { stdio: 'pipe' },
        );
        expect(said.toString()).not.toContain('FAIL');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a changed body is noticed', () => {
    const [first] = sample;
    if (first === undefined) throw new Error('no sample');
    const changed = Buffer.from(first.bytes).toString('utf8').replace('</paragraph>', ' </paragraph>');
    const read = readXml(new TextEncoder().encode(changed), doc => {
      const digest = createHash('sha256')
        .update(doc.root.find('v3:component/v3:structuredBody')?.canonical() ?? '', 'utf8')
        .digest('base64');
      return doc.root.findAll('.//ds:DigestValue').some(value => value.text() === digest);
    });
    expect(read).toEqual({ ok: true, value: false });
  });
});

test('the practice certificates are what the documents say of them', () => {
  const usage = readFileSync(join(CERTS, 'aino-harjula-sign.pem'));
  const certificate = new X509Certificate(usage);
  const issuing = new X509Certificate(readFileSync(join(CERTS, 'issuing.pem')));
  const root = new X509Certificate(readFileSync(join(CERTS, 'root.pem')));
  expect(certificate.checkIssued(issuing) && certificate.verify(issuing.publicKey)).toBe(true);
  expect(issuing.checkIssued(root) && issuing.verify(root.publicKey)).toBe(true);
  expect(certificate.subject.split('\n')).toEqual([
    'C=FI',
    'serialNumber=00999900101',
    'GN=Aino Maria',
    'SN=Harjula',
    'title=001 lääkäri\\, läkare',
    'pseudonym=999901',
    'CN=Harjula Aino Maria 00999900101',
  ]);
});

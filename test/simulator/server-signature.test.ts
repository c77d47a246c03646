import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AINO,
  ILMARI,
  LEENA,
  MIKAEL,
  NOORA,
  OTHER_PATIENT,
  PATIENT,
  type SigningChange,
  dispensing,
  prescription,
  signed,
} from './support/cda.builder.ts';
import { CERTS, type Signer, signerFrom, signerOf } from './support/people.ts';
import { type Practice, DAY_MS, rules, startPractice, submissionOf } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const AINO_PIN = '123456';

/** Sends a prescription of Aino signed in some way: status and rules. */
async function sent(change: SigningChange, signer: Signer = signerOf(AINO), in_: Practice = practice) {
  const built = prescription(in_.now());
  const reply = await in_.submit(
    'resepti',
    AINO,
    submissionOf([[built, signed(built, signer, in_.now(), change)]], in_.now()),
  );
  return [reply.status, ...rules(reply)];
}

describe('good signatures', () => {
  test('P-384 and RSA-3072 are taken', async () => {
    expect(await sent({})).toEqual([200]);
    const built = prescription(practice.now(), { prescriber: MIKAEL });
    expect((await practice.send(built)).status).toBe(200);
  });

  test('one signature covers several documents', async () => {
    const [a, b] = [prescription(practice.now()), prescription(practice.now())];
    const both = [a, b].map(
      built => [built, signed(built, signerOf(AINO), practice.now(), { kind: '2', list: [a, b] })] as const,
    );
    expect((await practice.submit('resepti', AINO, submissionOf(both, practice.now()))).status).toBe(200);
  });

  test('made before the right ended are taken after it, those made after it are not', async () => {
    const then = Date.UTC(2026, 5, 30, 20);
    const built = prescription(then, { prescriber: ILMARI, prescribedMs: then });
    const reply = await practice.send(built, { atMs: then });
    expect(reply.status, reply.text).toBe(200);
    const late = await practice.send(prescription(practice.now(), { prescriber: ILMARI }));
    expect([late.status, rules(late)]).toEqual([403, ['SIM-SG-006']]);
  });
});

describe('signatures that are refused', () => {
  test.each([
    ['body changed', (xml: string) => xml.replace('Verenpaineen', 'Verensokerin'), 'digest'],
    ['time changed', (xml: string) => xml.replace(/(signatureTimestamp[^>]*>)2026/, '$12025'), 'digest'],
    ['value changed', (xml: string) => xml.replace(/<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA'), 'value'],
    ['digest changed', (xml: string) => xml.replace(/<ds:DigestValue>..../, '<ds:DigestValue>AAAA'), 'digest'],
    [
      'signature removed',
      (xml: string) => xml.replace(/<hl7fi:signatureCollection>.*<\/hl7fi:signatureCollection>/, ''),
      'missing',
    ],
    ['weak digest', (xml: string) => xml.replace('xmlenc#sha256', 'xmldsig#sha1'), 'algorithm'],
    ['stylesheet', (xml: string) => xml.replace('xml-exc-c14n#"></ds:Transform>', 'x"></ds:Transform>'), 'algorithm'],
    [
      'second body with the id',
      (xml: string) => xml.replace('<hl7fi:softwareSupport>', '<hl7fi:softwareSupport ID="TS1">'),
      'reference',
    ],
    [
      'wrapped: the signed body moved aside, another in its place',
      (xml: string) => {
        const body = /<component><structuredBody.*<\/structuredBody><\/component>/.exec(xml)?.[0] ?? '';
        const forged = body.replaceAll('ID="OID', 'ID="FOID').replace('Verenpaineen', 'Muuhun');
        return xml.replace(body, forged).replace('<hl7fi:softwareSupport>test', `<hl7fi:softwareSupport>test${body}`);
      },
      'reference',
    ],
  ])('%s', async (_name, tamper, why) => {
    expect(await sent({ tamper })).toEqual([422, `SIM-SG-001 ${why}`]);
  });

  test('a list without this document or with a foreign hash', async () => {
    const [a, b] = [prescription(practice.now()), prescription(practice.now())];
    const alone = signed(a, signerOf(AINO), practice.now(), { kind: '2', list: [b] });
    expect(rules(await practice.submit('resepti', AINO, submissionOf([[a, alone]], practice.now())))).toEqual([
      'SIM-SG-001 digest',
    ]);
  });

  test('from the future', async () => {
    expect(await sent({ atMs: practice.now() + DAY_MS })).toEqual([422, 'SIM-SG-001 time']);
  });

  test.each([
    ['expired', 'certificate-not-valid-then'],
    ['not-yet-valid', 'certificate-not-valid-then'],
    ['unknown-issuer', 'certificate-unknown-issuer'],
    ['both-usages', 'certificate-wrong-usage'],
  ])('with a certificate that is %s', async (name, why) => {
    expect(await sent({}, signerFrom(`negative/${name}`, AINO_PIN))).toEqual([422, `SIM-SG-001 ${why}`]);
  });

  test('with the login certificate', async () => {
    expect(await sent({}, signerFrom('aino-harjula-auth', '1234'))).toEqual([
      422,
      'SIM-SG-001 certificate-wrong-usage',
    ]);
  });

  test('without the prescriber’s identifier in the certificate', async () => {
    expect(await sent({}, signerFrom('negative/no-pseudonym', AINO_PIN))).toEqual([403, 'SIM-SG-005']);
  });

  test('with a key that is not the certificate’s', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    expect(await sent({}, { ...signerOf(AINO), key: privateKey })).toEqual([422, 'SIM-SG-001 value']);
  });

  test('with a revoked certificate, but only for signatures made after the revocation', async () => {
    const certsDir = mkdtempSync(join(tmpdir(), 'kanta-sim-certs-'));
    cpSync(CERTS, certsDir, { recursive: true });
    cpSync(join(CERTS, 'negative/crl-revoked.pem'), join(certsDir, 'crl.pem'));
    const strict = await startPractice({ certsDir });
    expect(await sent({}, signerFrom('negative/revoked', AINO_PIN), strict)).toEqual([
      422,
      'SIM-SG-001 certificate-revoked',
    ]);
    expect(await sent({}, signerOf(AINO), strict)).toEqual([200]);
    await strict.close();
  });
});

describe('the unsigned header', () => {
  test('of another patient is refused although the signature holds', async () => {
    const built = prescription(practice.now(), { bodyPatient: OTHER_PATIENT });
    const reply = await practice.send(built);
    expect([reply.status, rules(reply)]).toEqual([422, ['SIM-DOC-005']]);
    expect(built.header.patient).toBe(PATIENT);
  });

  test('of another author, sender or document is refused', async () => {
    const other = prescription(practice.now());
    const bySomebody = signed(other, signerOf(MIKAEL), practice.now());
    const signer = await practice.submit('resepti', AINO, submissionOf([[other, bySomebody]], practice.now()));
    expect([signer.status, rules(signer)]).toEqual([403, ['SIM-SG-003', 'SIM-SG-005']]);
    const mine = prescription(practice.now());
    const sender = await practice.submit(
      'resepti',
      MIKAEL,
      submissionOf([[mine, signed(mine, signerOf(AINO), practice.now())]], practice.now()),
    );
    expect([sender.status, rules(sender)]).toEqual([403, ['SIM-SG-004']]);
    const oid = mine.header.oid.replace(/\d+$/, '987654321');
    const renamed = signed(mine, signerOf(AINO), practice.now(), {
      tamper: xml =>
        xml
          .replace(`<id root="${mine.header.oid}"/><code`, `<id root="${oid}"/><code`)
          .replace(`<setId root="${mine.header.oid}"/><version`, `<setId root="${oid}"/><version`),
    });
    const header = { ...mine, header: { ...mine.header, oid, setId: oid } };
    const moved = await practice.submit('resepti', AINO, submissionOf([[header, renamed]], practice.now()));
    expect([moved.status, rules(moved)]).toEqual([422, ['SIM-DOC-004']]);
  });

  test('and the envelope must agree', async () => {
    const built = prescription(practice.now());
    const bytes = signed(built, signerOf(AINO), practice.now());
    const wrong = await practice.submit(
      'resepti',
      AINO,
      submissionOf([[built, bytes]], practice.now(), r => ({
        ...r,
        subject: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: OTHER_PATIENT.hetu ?? '' } },
      })),
    );
    expect([wrong.status, rules(wrong)]).toEqual([422, ['SIM-SG-008']]);
    const hash = await practice.submit(
      'resepti',
      AINO,
      submissionOf([[built, bytes]], practice.now(), r => ({
        ...r,
        content: [{ attachment: { ...r.content[0]?.attachment, size: 1 } }],
      })),
    );
    expect([hash.status, rules(hash), hash.text.includes('4Y00007')]).toEqual([422, ['SIM-SG-007'], true]);
  });
});

describe('who may sign what', () => {
  test('a nurse without a right and a pharmacist do not prescribe, a physician does not dispense', async () => {
    const nurse = await practice.send(prescription(practice.now(), { prescriber: NOORA }));
    expect([nurse.status, rules(nurse)]).toEqual([403, ['SIM-RX-010', 'SIM-SG-006']]);
    const pharmacist = await practice.send(prescription(practice.now(), { prescriber: LEENA }));
    expect([pharmacist.status, rules(pharmacist)]).toEqual([403, ['SIM-RX-010', 'SIM-SG-006']]);
    const rx = prescription(practice.now());
    await practice.send(rx);
    const physician = await practice.send(dispensing(practice.now(), rx, { pharmacist: AINO }));
    expect([physician.status, rules(physician)]).toEqual([403, ['SIM-SG-006']]);
  });
});

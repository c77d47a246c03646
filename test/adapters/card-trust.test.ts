import { createHash, createPrivateKey, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCardCertificate } from '../../src-main/adapters/card/certificate.ts';
import { openCertificateTrust } from '../../src-main/adapters/card/trust.ts';
import { type CertificateTrust } from '../../src-main/app/ports/signing-card.port.ts';
import { der, pem, PRACTICE_TRUST, practiceTrust } from '../fakes/practice-set.fake.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const CHECKED = { ok: true, value: { revocation: 'checked' } };
const refused = (code: string) => ({ ok: false, error: { code } });

let trust: CertificateTrust;
beforeAll(async () => {
  trust = await practiceTrust({
    revocationLists: [pem('crl.pem'), pem('root-crl.pem'), pem('negative/crl-revoked.pem')],
  });
});

describe('who is believed', () => {
  test.each([
    ['a signing certificate signs', 'aino-harjula-sign.pem', 'signing', CHECKED],
    ['an authentication certificate authenticates', 'aino-harjula-auth.pem', 'authentication', CHECKED],
    ['an RSA card', 'mikael-sandvik-sign.pem', 'signing', CHECKED],
    [
      'a card without an SV number: the application asks for it where it matters',
      'negative/no-pseudonym.pem',
      'signing',
      CHECKED,
    ],
    ['an authentication key signs no document', 'aino-harjula-auth.pem', 'signing', refused('CARD-0108')],
    ['a signing key opens no desk', 'aino-harjula-sign.pem', 'authentication', refused('CARD-0108')],
    ['a certificate with both uses', 'negative/both-usages.pem', 'signing', refused('CARD-0108')],
    ['a certificate with both uses', 'negative/both-usages.pem', 'authentication', refused('CARD-0108')],
    ['an expired one', 'negative/expired.pem', 'signing', refused('CARD-0107')],
    ['one that is not valid yet', 'negative/not-yet-valid.pem', 'signing', refused('CARD-0107')],
    ['a revoked one', 'negative/revoked.pem', 'signing', refused('CARD-0109')],
    ['an unknown issuer', 'negative/unknown-issuer.pem', 'signing', refused('CARD-0108')],
    ['an authority is no person', 'issuing.pem', 'signing', refused('CARD-0108')],
    ['the root is no person', 'root.pem', 'signing', refused('CARD-0108')],
    ['an organisation’s system is no person', 'system-clinic.pem', 'signing', refused('CARD-0108')],
  ] as const)('%s (%s for %s)', (_why, name, purpose, verdict) => {
    expect(trust.judge(der(name), purpose, NOW)).toEqual(verdict);
  });

  test('what is no certificate, is cut or has one changed bit is refused', () => {
    const good = der('aino-harjula-sign.pem');
    expect(trust.judge(new Uint8Array(), 'signing', NOW)).toEqual(refused('CARD-0108'));
    expect(trust.judge(good.slice(0, -1), 'signing', NOW)).toEqual(refused('CARD-0108'));
    for (const at of [60, 200, 400, good.length - 3]) {
      expect(trust.judge(good.with(at, (good[at] ?? 0) ^ 1), 'signing', NOW)).toEqual(refused('CARD-0108'));
    }
  });

  test('time decides: an expired certificate was good while it lasted', () => {
    expect(trust.judge(der('negative/expired.pem'), 'signing', Date.parse('2025-06-01T00:00:00Z'))).toEqual(CHECKED);
    expect(trust.judge(der('aino-harjula-sign.pem'), 'signing', Date.parse('2024-12-31T23:59:59Z'))).toEqual(
      refused('CARD-0107'),
    );
  });

  test('what was signed before the revocation stays valid', () => {
    expect(trust.judge(der('negative/revoked.pem'), 'signing', Date.parse('2025-05-31T23:59:59Z'))).toEqual(CHECKED);
    expect(trust.judge(der('negative/revoked.pem'), 'signing', Date.parse('2025-06-01T00:00:00Z'))).toEqual(
      refused('CARD-0109'),
    );
  });

  test('the newer list counts, in whatever order they come', async () => {
    const lists = [pem('negative/crl-revoked.pem'), pem('root-crl.pem'), pem('crl.pem')];
    const other = await practiceTrust({ revocationLists: lists });
    expect(other.judge(der('negative/revoked.pem'), 'signing', NOW)).toEqual(refused('CARD-0109'));
  });

  test('without a list the revocation is unknown, and so it is behind the end of a list', async () => {
    const bare = await practiceTrust({ revocationLists: [] });
    expect(bare.judge(der('aino-harjula-sign.pem'), 'signing', NOW)).toEqual({
      ok: true,
      value: { revocation: 'unknown' },
    });
    const half = await practiceTrust({ revocationLists: [pem('crl.pem')] });
    expect(half.judge(der('aino-harjula-sign.pem'), 'signing', NOW)).toEqual({
      ok: true,
      value: { revocation: 'unknown' },
    });
  });

  test('a list of a stranger is not taken', async () => {
    await expect(
      openCertificateTrust({
        ...PRACTICE_TRUST,
        roots: [pem('negative/unknown-issuer-root.pem')],
        issuers: [pem('negative/unknown-issuer-issuing.pem')],
      }),
    ).rejects.toThrow('not signed by a known authority');
  });

  test('a real profile takes neither practice roots nor practice cards', async () => {
    await expect(practiceTrust({ profile: 'real' })).rejects.toThrow('practice');
    const real = await openCertificateTrust({ profile: 'real', roots: [], issuers: [], revocationLists: [] });
    expect(real.judge(der('aino-harjula-sign.pem'), 'signing', NOW)).toEqual(refused('CARD-0108'));
  });

  test('an intermediate is no anchor', async () => {
    await expect(practiceTrust({ roots: [pem('issuing.pem')], issuers: [] })).rejects.toThrow('self-signed');
  });
});

describe('what is read from a certificate', () => {
  test('names and numbers by OID', () => {
    expect(readCardCertificate(der('aino-harjula-sign.pem'))).toEqual({
      der: der('aino-harjula-sign.pem'),
      purpose: 'signing',
      algorithm: 'ec-p384',
      registrationNumber: '00999900101',
      identifierNumber: '999901',
      holderName: 'Aino Maria Harjula',
      title: '001 lääkäri, läkare',
    });
    expect(readCardCertificate(der('otto-virtala-auth.pem'))).toMatchObject({
      purpose: 'authentication',
      algorithm: 'rsa',
      identifierNumber: null,
      title: '005 farmaseutti, farmaceut',
    });
  });

  test('a system’s serial number is no registration number, and mixed uses are no card', () => {
    expect(readCardCertificate(der('system-clinic.pem'))).toBeNull();
    expect(readCardCertificate(der('negative/both-usages.pem'))).toBeNull();
    expect(readCardCertificate(new Uint8Array([1, 2, 3]))).toBeNull();
  });
});

describe('signatures over digests', () => {
  const message = Buffer.from('lääkemääräys');
  const digest = (algorithm: string) => new Uint8Array(createHash(algorithm).update(message).digest());
  const keyOf = (id: string) => createPrivateKey({ key: pem(`${id}-sign.key.pem`), passphrase: '123456' });

  test('OpenSSL’s own signatures verify: EC r‖s and RSA PKCS#1 v1.5', () => {
    for (const [hash, algorithm] of [
      ['SHA-256', 'sha256'],
      ['SHA-384', 'sha384'],
      ['SHA-512', 'sha512'],
    ] as const) {
      const ec = sign(algorithm, message, { key: keyOf('aino-harjula'), dsaEncoding: 'ieee-p1363' });
      const rsa = sign(algorithm, message, keyOf('mikael-sandvik'));
      expect(trust.verify(der('aino-harjula-sign.pem'), digest(algorithm), hash, new Uint8Array(ec))).toBe(true);
      expect(trust.verify(der('mikael-sandvik-sign.pem'), digest(algorithm), hash, new Uint8Array(rsa))).toBe(true);
      expect(trust.verify(der('leena-apaja-sign.pem'), digest(algorithm), hash, new Uint8Array(ec))).toBe(false);
      expect(trust.verify(der('mikael-sandvik-sign.pem'), digest(algorithm), hash, new Uint8Array(ec))).toBe(false);
    }
  });

  test('nonsense is false, never an exception', () => {
    for (const signature of [new Uint8Array(), new Uint8Array(96), new Uint8Array(384).fill(255), new Uint8Array(97)]) {
      expect(trust.verify(der('aino-harjula-sign.pem'), digest('sha256'), 'SHA-256', signature)).toBe(false);
      expect(trust.verify(der('mikael-sandvik-sign.pem'), digest('sha256'), 'SHA-256', signature)).toBe(false);
    }
    expect(trust.verify(new Uint8Array(9), digest('sha256'), 'SHA-256', new Uint8Array(96))).toBe(false);
    expect(trust.verify(der('aino-harjula-sign.pem'), digest('sha256'), 'SHA-384', new Uint8Array(96))).toBe(false);
  });
});

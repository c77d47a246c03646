/** COVID certificates: the issuer's own published test, practice ones, and everything that may be wrong with a text. */
import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { deflateSync, inflateSync } from 'node:zlib';
import base45 from 'base45';
import { decode, encode, Tag } from 'cbor2';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createCovidCertificates } from '../../src-main/adapters/covid/covid-certificates.ts';
import { readCovidFiles } from '../../src-main/adapters/covid/covid-files.ts';
import { readSignerFolder } from '../../src-main/adapters/covid/signer-folder.ts';
import { fixedList, keptList } from '../../src-main/adapters/covid/trust-keep.ts';
import { createCovidTrustSource } from '../../src-main/adapters/kanta/covid-trust-list.ts';
import { openCovidSigners } from '../../src-main/simulator/covid-signers.ts';
import { type CovidReading } from '../../shared/domain/covid/covid-certificate.ts';
import { fail, ok } from '../../shared/kernel/result.ts';

const resources = 'resources';
const CERTS = join(resources, 'certs-test-only');
const files = readCovidFiles(resources);
const folder = mkdtempSync(join(tmpdir(), 'kantele-covid-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const practice = createCovidCertificates({
  keep: fixedList({ issuedAtMs: 0, signers: readSignerFolder(join(CERTS, 'covid', 'listed')) }),
  ...files,
});
const textOf = (id: string): string => files.practiceCertificates.find(row => row.id === id)?.text ?? '';
const GENUINE = textOf('vaccination');
const IN_2022 = Date.parse('2022-02-05T00:00:00Z');
const reading = (text: string, atMs = IN_2022): CovidReading => {
  const read = practice.read(text, atMs);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

type Parts = { header: Map<number, unknown>; claims: Map<number, unknown>; signature: Uint8Array };
/** Takes a certificate apart, changes it, and puts it together again, signed anew or with the old signature. */
function remade(change: (parts: Parts) => void, by?: 'ec' | 'tests-only'): string {
  const message = decode(inflateSync(base45.decode(GENUINE.slice(4)))) as Tag;
  const [header, , payload, signature] = message.contents as [Uint8Array, unknown, Uint8Array, Uint8Array];
  const parts: Parts = {
    header: decode(new Uint8Array(header)) as Map<number, unknown>,
    claims: decode(new Uint8Array(payload)) as Map<number, unknown>,
    signature: new Uint8Array(signature),
  };
  change(parts);
  if (by !== undefined) {
    const der = new X509Certificate(readFileSync(join(CERTS, 'covid', 'listed', `${by}.pem`))).raw;
    parts.header.set(4, new Uint8Array(createHash('sha256').update(der).digest().subarray(0, 8)));
  }
  const protectedBytes = encode(plainKeys(parts.header));
  const body = encode(plainKeys(parts.claims));
  const value =
    by === undefined
      ? parts.signature
      : new Uint8Array(
          sign('sha256', encode(['Signature1', protectedBytes, new Uint8Array(), body]), {
            key: createPrivateKey(readFileSync(join(CERTS, 'covid', 'listed', `${by}.key.pem`))),
            dsaEncoding: 'ieee-p1363',
          }),
        );
  return coded(encode(new Tag(18, [protectedBytes, new Map(), body, value])));
}
/** Buffers of the decoder as plain bytes, at every depth. */
function plainKeys(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [k, plainKeys(v)] as const));
  return value;
}
const coded = (cose: Uint8Array): string => `HC1:${base45.encode(deflateSync(cose))}`;
/** The certificate itself, open to change. */
const contentOf = (claims: Map<number, unknown>): Record<string, unknown> =>
  (claims.get(-260) as Map<number, Record<string, unknown>>).get(1) ?? {};

test("Kela's published test certificate is genuine at its own clock, word for word", () => {
  const vector = JSON.parse(readFileSync('test/fixtures/covid/fi-1.json', 'utf8')) as {
    text: string;
    signer: string;
    validationClock: string;
    content: { nam: { fn: string; gn: string; gnt: string }; dob: string; v: [Record<string, string | number>] };
  };
  const keep = fixedList({
    issuedAtMs: 0,
    signers: [{ country: 'FI', certificate: new Uint8Array(Buffer.from(vector.signer, 'base64')) }],
  });
  const read = createCovidCertificates({ keep, ...files }).read(vector.text, Date.parse(vector.validationClock));
  const { nam, dob, v } = vector.content;
  expect(read).toMatchObject({
    ok: true,
    value: {
      algorithm: 'ES256',
      signature: 'valid',
      time: 'valid',
      issuerCountry: 'FI',
      rules: null,
      certificate: {
        familyName: nam.fn,
        givenName: nam.gn,
        givenNameStandard: nam.gnt,
        birthDate: dob,
        event: { kind: 'vaccination', product: v[0]['mp'], dose: v[0]['dn'], identifier: v[0]['ci'], date: v[0]['dt'] },
      },
    },
  });
});

describe('what is proven of a certificate', () => {
  test('vaccination (ES256), test (PS256) and recovery are genuine and meet the rules of their time', () => {
    for (const [id, algorithm] of [
      ['vaccination', 'ES256'],
      ['test', 'PS256'],
      ['recovery', 'ES256'],
    ] as const) {
      const read = reading(textOf(id));
      expect(read).toMatchObject({
        algorithm,
        signature: 'valid',
        time: 'valid',
        certificate: { event: { kind: id } },
      });
      expect(read.rules?.outcomes.map(({ outcome }) => outcome).every(outcome => outcome === 'passed')).toBe(true);
    }
  });

  test('each rule fails where it should', () => {
    const failedOf = (read: CovidReading): readonly string[] =>
      (read.rules?.outcomes ?? []).filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
    const vaccinated = (changes: Record<string, unknown>, dob = '1984-03-09'): CovidReading =>
      reading(
        remade(({ claims }) => {
          const list = contentOf(claims)['v'] as Record<string, unknown>[];
          Object.assign(list[0] ?? {}, changes);
          contentOf(claims)['dob'] = dob;
        }, 'ec'),
      );
    const child = (changes: Record<string, unknown>): CovidReading => vaccinated(changes, '2006-05');
    expect(failedOf(vaccinated({ tg: '1' }))).toEqual(['G1']);
    expect(failedOf(vaccinated({ mp: 'Sputnik-V' }))).toEqual(['V1']);
    expect(failedOf(vaccinated({ dn: 1, sd: 2 }))).toEqual(['V2']);
    expect(failedOf(vaccinated({ dn: 2, sd: 2, dt: '2022-02-01' }))).toEqual(['V3']);
    expect(failedOf(vaccinated({ dn: 2, sd: 2, dt: '2021-03-01' }))).toEqual(['V4']);
    expect(failedOf(vaccinated({ dn: 3, sd: 2, dt: '2021-03-01' }))).toEqual([]);
    expect(failedOf(child({ dn: 2, sd: 2, dt: '2021-03-01' }))).toEqual([]);
    expect(failedOf(reading(textOf('test'), Date.parse('2022-02-07T00:00:00Z')))).toEqual(['T2']);
    expect(failedOf(reading(textOf('recovery'), Date.parse('2022-08-01T00:00:00Z')))).toEqual(['R1', 'R2']);
  });

  test('outside the time of a rule set nothing is called met', () => {
    expect(reading(GENUINE, Date.parse('2026-11-22T00:00:00Z')).rules).toBeNull();
    expect(reading(GENUINE, Date.parse('2021-12-24T00:00:00Z')).rules).toBeNull();
  });

  test('expired and not yet valid', () => {
    expect(reading(textOf('expired'), Date.parse('2026-01-01T00:00:00Z'))).toMatchObject({
      signature: 'valid',
      time: 'expired',
    });
    expect(reading(GENUINE, Date.parse('2020-01-01T00:00:00Z'))).toMatchObject({ signature: 'valid', time: 'notYet' });
  });

  test('nothing of an unproven certificate is told', () => {
    for (const [text, signature] of [
      [textOf('unknownSigner'), 'unknownSigner'],
      [textOf('purpose'), 'purpose'],
      [remade(({ claims }) => (contentOf(claims)['dob'] = '1999-01-01')), 'forged'],
      [remade(({ signature: bytes }) => (bytes[5] = (bytes[5] ?? 0) ^ 1)), 'forged'],
      [remade(parts => (parts.signature = new Uint8Array(64))), 'forged'],
      [remade(parts => (parts.signature = new Uint8Array(0))), 'forged'],
      // The listed RSA key is named, the algorithm says ES256.
      [remade(({ header }) => header.set(4, keyIdOf('rsa'))), 'forged'],
    ] as const)
      expect(reading(text)).toMatchObject({ signature, certificate: null, rules: null });
  });

  test('without a list nobody is trusted', () => {
    const untrusting = createCovidCertificates({
      keep: { current: () => null, refresh: async () => fail('NET-0001') },
      ...files,
    });
    expect(untrusting.read(GENUINE, IN_2022)).toMatchObject({
      ok: true,
      value: { signature: 'noList', certificate: null },
    });
  });
});

const keyIdOf = (name: string): Uint8Array =>
  new Uint8Array(
    createHash('sha256')
      .update(new X509Certificate(readFileSync(join(CERTS, 'covid', 'listed', `${name}.pem`))).raw)
      .digest()
      .subarray(0, 8),
  );

describe('texts that are no certificate', () => {
  const dcc = (content: unknown): string => remade(({ claims }) => claims.set(-260, new Map([[1, content]])), 'ec');
  const good = {
    ver: '1.3.0',
    nam: { fnt: 'A' },
    dob: '',
    r: [{ tg: '1', co: 'FI', is: '', ci: '', fr: '2022-01-01', df: '2022-01-01', du: '2022-01-02' }],
  };
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'prefix'],
    ['another code', 'https://example.org', 'prefix'],
    ['another version', GENUINE.replace('HC1:', 'HC2:'), 'prefix'],
    ['two codes', GENUINE + GENUINE.repeat(8), 'tooLong'],
    ['lower case', `HC1:${GENUINE.slice(4).toLowerCase()}`, 'base45'],
    ['a letter of another layout', GENUINE.replace('%', 'å'), 'base45'],
    ['an overflowing triple', 'HC1::::', 'base45'],
    ['only the prefix', 'HC1:', 'base45'],
    ['cut off', GENUINE.slice(0, GENUINE.length - 30), 'zlib'],
    ['a zip bomb', `HC1:${base45.encode(deflateSync(Buffer.alloc(2_000_000)))}`, 'tooLarge'],
    ['no CBOR', coded(Buffer.from([0xff, 0xff])), 'cbor'],
    ['deep nesting', coded(new Uint8Array(5_000).fill(0x81)), 'cbor'],
    ['CBOR that is no message', coded(encode({ a: 1 })), 'cose'],
    [
      'another COSE message',
      coded(encode(new Tag(98, [new Uint8Array(), {}, new Uint8Array(), new Uint8Array()]))),
      'cose',
    ],
    ['no key id', remade(({ header }) => header.delete(4)), 'cose'],
    ['SHA-1 with RSA', remade(({ header }) => header.set(1, -65535)), 'algorithm'],
    ['HMAC', remade(({ header }) => header.set(1, 5)), 'algorithm'],
    ['no expiry', remade(({ claims }) => claims.delete(4)), 'claims'],
    ['expiry in words', remade(({ claims }) => claims.set(4, 'tomorrow')), 'claims'],
    ['no content', remade(({ claims }) => claims.delete(-260)), 'claims'],
    ['content that is a word', dcc('x'), 'content'],
    ['nobody', dcc({ ...good, nam: {} }), 'content'],
    ['a day that does not exist', dcc({ ...good, r: [{ ...good.r[0], fr: '2022-02-30' }] }), 'content'],
    [
      'two events',
      dcc({ ...good, t: [{ tg: '1', co: 'FI', is: '', ci: '', tt: '1', sc: '2022-01-01T00:00:00Z', tr: '1' }] }),
      'content',
    ],
    ['two of one event', dcc({ ...good, r: [good.r[0], good.r[0]] }), 'content'],
    ['no event', dcc({ ver: '1.3.0', nam: { fnt: 'A' }, dob: '' }), 'content'],
  ];
  test.each(cases)('%s', (_name, text, reason) => {
    expect(practice.read(text, IN_2022)).toEqual(fail(reason));
  });

  test('what comes from a scanner may end in a line break', () => {
    expect(reading(`${GENUINE}\r\n`).signature).toBe('valid');
  });

  test('any text is answered, none throws, and a changed one is never another genuine one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map(text => `HC1:${text}`),
        ),
        text => {
          const read = practice.read(text, IN_2022);
          return !read.ok || read.value.signature !== 'valid';
        },
      ),
      { numRuns: 500 },
    );
    const whole = reading(GENUINE);
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
    fc.assert(
      fc.property(fc.nat(GENUINE.length - 5), fc.nat(44), (at, letter) => {
        const changed = GENUINE.slice(0, 4 + at) + (alphabet[letter] ?? '') + GENUINE.slice(5 + at);
        const read = practice.read(changed, IN_2022);
        // Bits behind the end of the packed stream mean nothing: then it is the same certificate, not another genuine one.
        return !read.ok || read.value.signature !== 'valid' || isDeepStrictEqual(read.value, whole);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the list of signers', () => {
  const trust = { roots: [readFileSync(join(CERTS, 'root.pem'), 'utf8')], signer: '2.999.246.90' };
  const source = createCovidTrustSource(
    { exchange: async () => ({ at: 'notSent', why: 'unreachable' }), close: () => {} },
    'http://x',
    trust,
  );
  const atMs = Date.parse('2026-11-22T08:00:00Z');
  const signed = openCovidSigners(CERTS).list(atMs);

  test('the published list opens; a changed, unsigned or foreign one does not', () => {
    expect(source.open(signed, atMs)?.signers).toHaveLength(3);
    const [header = '', payload = '', value = ''] = signed.split('.');
    const other = Buffer.from(JSON.stringify({ issuedAt: '2030-01-01T00:00:00Z', signers: [] })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const bad of [`${header}.${other}.${value}`, `${none}.${payload}.`, `${header}.${payload}`, 'x', ''])
      expect(source.open(bad, atMs)).toBeNull();
    const strangers = createCovidTrustSource(
      { exchange: async () => ({ at: 'notSent', why: 'unreachable' }), close: () => {} },
      'http://x',
      { ...trust, signer: '2.999.1' },
    );
    expect(strangers.open(signed, atMs)).toBeNull();
  });

  test('the kept list outlives the process, is not replaced by an older one, and a touched file is no list', async () => {
    const path = join(folder, 'signers.jws');
    let given = ok(signed) as ReturnType<typeof ok<string>> | ReturnType<typeof fail<'NET-0001'>>;
    const from = { fetch: async () => given, open: source.open };
    const first = keptList(from, path, () => atMs);
    expect(first.current()).toBeNull();
    expect(await first.refresh()).toEqual(ok(null));
    expect(keptList(from, path, () => atMs).current()?.list.issuedAtMs).toBe(atMs);
    given = ok(openCovidSigners(CERTS).list(atMs - 1000));
    expect(await first.refresh()).toEqual(fail('NET-0003'));
    given = fail('NET-0001');
    expect(await first.refresh()).toEqual(fail('NET-0001'));
    expect(first.current()?.list.issuedAtMs).toBe(atMs);
    writeFileSync(path, signed.replace(/.$/, 'A'));
    expect(keptList(from, path, () => atMs).current()).toBeNull();
  });

  test('practice keys are what their certificates say', () => {
    const key = createPrivateKey(readFileSync(join(CERTS, 'covid', 'listed', 'ec.key.pem')));
    const certificate = new X509Certificate(readFileSync(join(CERTS, 'covid', 'listed', 'ec.pem')));
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(createPublicKey(key).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });
});

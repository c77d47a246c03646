import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import canonicalize from 'canonicalize';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KantaConfig } from '../../src-main/adapters/kanta/config.ts';
import { connectKanta, type Kanta } from '../../src-main/adapters/kanta/connect.ts';
import { createMessageCodec } from '../../src-main/wire/fhir/message.codec.ts';
import { instant } from '../../shared/kernel/time.ts';
import { aLegalPrescription, aPhysician } from '../builders/document.builder.ts';
import { aKantaConfig, aQueryContext, clockAt, PHARMACY_B } from '../fakes/kanta-config.fake.ts';
import { pem } from '../fakes/practice-set.fake.ts';
import { answer, scriptedService, type Script, type ScriptedService } from '../fakes/scripted-service.fake.ts';

const MESSAGE = 'ff9644d8-ec56-445d-840b-a1af0a97cf09';
const SIGNED = new TextEncoder().encode('<ClinicalDocument/>');
const DIGEST = createHash('sha256').update(SIGNED).digest('hex');
const OID = aLegalPrescription().oid;
const BODY = createMessageCodec({
  sha1: bytes => new Uint8Array(createHash('sha1').update(bytes).digest()),
}).documentSubmission({
  messageId: MESSAGE,
  signed: SIGNED,
  document: { kind: 'prescription', content: aLegalPrescription() },
  author: aPhysician,
  at: instant('2026-02-03T07:06:00.000Z'),
});

const outcome = (family: string, code = 'conflict'): string =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: {
          coding: [{ system: 'https://kantasim.example/fhir/CodeSystem/error-family', code: family }],
          text: 'teksti',
        },
        diagnostics: 'SIM-RX-001',
      },
    ],
  });

const created = (location: string, outcomeText?: string) => ({
  response: {
    status: '201 Created',
    location,
    lastModified: '2026-02-03T09:06:01+02:00',
    ...(outcomeText === undefined
      ? {}
      : { outcome: { resourceType: 'OperationOutcome', issue: [{ diagnostics: outcomeText }] } }),
  },
});

const accepted = (change: Readonly<Record<string, unknown>> = {}) => ({
  resourceType: 'Bundle',
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${MESSAGE}` },
  type: 'transaction-response',
  timestamp: '2026-02-03T09:06:01+02:00',
  entry: [
    created('DocumentReference/d1/_history/1', `urn:oid:${OID} sha256:${DIGEST}`),
    created('Binary/b1/_history/1'),
    created('Provenance/p1/_history/1'),
  ],
  ...change,
});

/** Receipt as the services sign it: detached ES384 JWS over the canonical content. */
function signed(
  content: object,
  name = 'service',
  chain: readonly string[] = [`${name}.pem`, 'issuing.pem'],
  alg = 'ES384',
): string {
  const x5c = chain.map(file => new X509Certificate(pem(file)).raw.toString('base64'));
  const header = Buffer.from(JSON.stringify({ alg, x5c })).toString('base64url');
  const payload = Buffer.from(canonicalize(content) ?? '').toString('base64url');
  const key = { key: createPrivateKey(pem(`${name}.key.pem`)), dsaEncoding: 'ieee-p1363' as const };
  const value = sign('sha384', Buffer.from(`${header}.${payload}`), key).toString('base64url');
  return JSON.stringify({ ...content, signature: { data: Buffer.from(`${header}..${value}`).toString('base64') } });
}

const echo = { 'X-Request-Id': MESSAGE };
const says =
  (text: string): Script =>
  socket =>
    socket.write(text);

let service: ScriptedService;
let kanta: Kanta;

function connect(change: Partial<KantaConfig> = {}): Kanta {
  kanta?.close();
  kanta = connectKanta(
    aKantaConfig(service.url, { limits: { connectMs: 500, answerMs: 150, answerBytes: 50_000 }, ...change }),
  );
  return kanta;
}

const send = (context = aQueryContext()) =>
  kanta.line.send({ service: 'resepti', messageId: MESSAGE, body: BODY, context });

beforeEach(async () => {
  service = await scriptedService();
  connect();
});
afterEach(async () => {
  kanta.close();
  await service.close();
});

describe('every answer has one meaning for the queue', () => {
  const fhir = (status: number, family: string, headers: Readonly<Record<string, string>> = {}): Script =>
    says(answer(status, outcome(family), { ...echo, ...headers }));
  const html = (status: number): Script =>
    says(answer(status, '<html>Sign in</html>', { 'Content-Type': 'text/html' }));

  test.each<[string, Script, object]>([
    ['400 form', fhir(400, 'E-FORM'), { kind: 'refused', code: 'NET-0007' }],
    ['401 token', fhir(401, 'E-AUTH'), { kind: 'unauthorised', code: 'NET-0005' }],
    ['403 right', fhir(403, 'E-AUTH'), { kind: 'refused', code: 'NET-0006' }],
    ['404', fhir(404, 'E-FORM'), { kind: 'refused', code: 'NET-0003' }],
    ['405', fhir(405, 'E-FORM'), { kind: 'refused', code: 'NET-0003' }],
    ['408', html(408), { kind: 'unknown', code: 'NET-0004' }],
    ['409 state', fhir(409, 'E-STATE'), { kind: 'conflict', code: 'NET-0008' }],
    ['409 reference', fhir(409, 'E-REF'), { kind: 'conflict', code: 'NET-0008' }],
    ['409 other bytes under the OID', fhir(409, 'E-DUP'), { kind: 'conflict', code: 'NET-0009' }],
    ['412 version', fhir(412, 'E-REF'), { kind: 'conflict', code: 'NET-0008' }],
    ['413', fhir(413, 'E-FORM'), { kind: 'refused', code: 'NET-0007' }],
    ['422 content', fhir(422, 'E-CODE'), { kind: 'refused', code: 'NET-0007' }],
    ['422 signature', says(answer(422, outcome('E-FORM', 'security'))), { kind: 'refused', code: 'NET-0010' }],
    ['422 state', fhir(422, 'E-STATE'), { kind: 'conflict', code: 'NET-0008' }],
    ['428', fhir(428, 'E-FORM'), { kind: 'refused', code: 'NET-0003' }],
    ['429', fhir(429, 'E-BUSY', { 'Retry-After': '7' }), { kind: 'notSent', code: 'NET-0002', retryAfterMs: 7000 }],
    ['500', fhir(500, 'E-BUSY'), { kind: 'unknown', code: 'NET-0004' }],
    ['502 of a proxy', html(502), { kind: 'unknown', code: 'NET-0004' }],
    ['503', fhir(503, 'E-BUSY'), { kind: 'notSent', code: 'NET-0002', retryAfterMs: null }],
    ['503 of a proxy', html(503), { kind: 'notSent', code: 'NET-0002' }],
    ['504', html(504), { kind: 'unknown', code: 'NET-0004' }],
    ['a status nobody knows', fhir(418, 'E-FORM'), { kind: 'refused', code: 'NET-0003' }],
    ['a family nobody knows', fhir(422, 'E-NEW'), { kind: 'refused', code: 'NET-0007' }],
    ['a redirect', says(answer(302, '', { Location: 'http://evil.example/' })), { kind: 'notSent', code: 'NET-0003' }],
    ['a portal’s page with status 200', html(200), { kind: 'unknown', code: 'NET-0003' }],
    ['a proxy’s 400', html(400), { kind: 'unknown', code: 'NET-0003' }],
    ['a proxy’s 403', html(403), { kind: 'unknown', code: 'NET-0003' }],
    [
      'broken JSON with status 200',
      says(answer(200, '{"resourceType":"Bundle"', echo)),
      { kind: 'unknown', code: 'NET-0003' },
    ],
    ['an empty 200', says(answer(200, '', echo)), { kind: 'unknown', code: 'NET-0003' }],
    [
      'a truncated answer',
      socket => socket.end(answer(200, signed(accepted()), { ...echo, 'Content-Length': '99999' })),
      { kind: 'unknown', code: 'NET-0003' },
    ],
    ['no HTTP at all', says('220 smtp.example ESMTP\r\n'), { kind: 'unknown', code: 'NET-0004' }],
    [
      'an answer without end',
      says(answer(200, 'x'.repeat(60_000), { ...echo, 'Content-Length': '9000000' })),
      { kind: 'unknown', code: 'NET-0003' },
    ],
    ['silence', () => undefined, { kind: 'unknown', code: 'NET-0004' }],
    [
      'half an answer and silence',
      says(answer(200, '{', { 'Content-Length': '100' })),
      { kind: 'unknown', code: 'NET-0004' },
    ],
    ['a reset after the request', socket => socket.resetAndDestroy(), { kind: 'unknown', code: 'NET-0004' }],
    ['an end of line after the request', socket => socket.end(), { kind: 'unknown', code: 'NET-0004' }],
  ])('%s', async (_name, script, wanted) => {
    service.play(script);
    expect(await send()).toMatchObject(wanted);
  });

  test('nobody listens: nothing was sent', async () => {
    await service.close();
    expect(await send()).toEqual({ kind: 'notSent', code: 'NET-0001', retryAfterMs: null });
  });

  test('a name that does not exist: nothing was sent', async () => {
    connect({ root: 'http://nobody.invalid' });
    expect(await send()).toEqual({ kind: 'notSent', code: 'NET-0001', retryAfterMs: null });
  });

  test('an organisation without a key here: nothing is sent', async () => {
    connect({ systemKeys: new Map() });
    expect(await send()).toEqual({ kind: 'unauthorised', code: 'NET-0005' });
    expect(service.heard).toEqual([]);
  });

  test('the detail names family, issue and rule, not the free text', async () => {
    service.play(says(answer(422, outcome('E-CODE', 'code-invalid'), echo)));
    expect(await send()).toEqual({ kind: 'refused', code: 'NET-0007', detail: 'E-CODE code-invalid SIM-RX-001' });
  });
});

describe('an answer counts only when it answers this message', () => {
  const reply = {
    kind: 'accepted',
    reference: 'DocumentReference/d1/_history/1',
    at: '2026-02-03T07:06:01.000Z',
    replayed: false,
    verified: true,
  };

  test('accepted, with the signed receipt', async () => {
    const text = signed(accepted());
    service.play(says(answer(200, text, echo)));
    expect(await send()).toEqual({ ...reply, bytes: new Uint8Array(Buffer.from(text)) });
  });

  test('the bytes go as they were frozen, under the same id each time', async () => {
    service.play(says(answer(200, signed(accepted()), echo)));
    await send();
    await send();
    const [first, second] = service.heard;
    expect(first?.line).toBe('POST /resepti/baseR4 HTTP/1.1');
    expect(first?.body).toBe(Buffer.from(BODY).toString('utf8'));
    expect(second?.body).toBe(first?.body);
    expect([first, second].map(heard => heard?.headers.get('x-request-id'))).toEqual([MESSAGE, MESSAGE]);
    expect(service.connections()).toBe(1);
  });

  test('the same receipt again is told as such', async () => {
    service.play(says(answer(200, signed(accepted()), { ...echo, 'X-Replayed': 'true' })));
    expect(await send()).toMatchObject({ ...reply, replayed: true });
    const known = accepted().entry.map(({ response }) => ({ response: { ...response, status: '200 OK' } }));
    service.play(says(answer(200, signed(accepted({ entry: known })), echo)));
    expect(await send()).toMatchObject({ ...reply, replayed: true });
  });

  test.each<[string, string, Readonly<Record<string, string>>]>([
    [
      'another message id in the header',
      signed(accepted()),
      { 'X-Request-Id': '00000000-0000-4000-8000-000000000000' },
    ],
    ['no message id in the header', signed(accepted()), {}],
    [
      'another message id in the Bundle',
      signed(accepted({ identifier: { value: 'urn:uuid:00000000-0000-4000-8000-000000000000' } })),
      echo,
    ],
    ['an entry too few', signed(accepted({ entry: accepted().entry.slice(1) })), echo],
    [
      'an entry that failed',
      signed(accepted({ entry: [...accepted().entry.slice(1), { response: { status: '422 Unprocessable' } }] })),
      echo,
    ],
    ['an entry without an answer', signed(accepted({ entry: [null, ...accepted().entry.slice(1)] })), echo],
    ['another kind of Bundle', signed(accepted({ type: 'batch-response' })), echo],
  ])('%s is no acceptance', async (_name, text, headers) => {
    service.play(says(answer(200, text, headers)));
    expect(await send()).toEqual({ kind: 'unknown', code: 'NET-0003' });
  });

  const other = accepted({
    entry: [
      created('DocumentReference/d1', `urn:oid:${OID} sha256:${'0'.repeat(64)}`),
      created('Binary/b1'),
      created('Provenance/p1'),
    ],
  });
  test.each<[string, string]>([
    ['no receipt', JSON.stringify(accepted())],
    ['a receipt over something else', signed(accepted()).replace('d1/_history/1', 'd2/_history/1')],
    ['a receipt of another system of the same authority', signed(accepted(), 'system-pharmacy')],
    ['a receipt without its chain', signed(accepted(), 'service', ['service.pem'])],
    ['a foreign chain', signed(accepted(), 'service', ['service.pem', 'negative/unknown-issuer-issuing.pem'])],
    ['a receipt that names another algorithm', signed(accepted(), 'service', ['service.pem', 'issuing.pem'], 'none')],
    ['a receipt for other bytes', signed(other)],
    ['rubbish', JSON.stringify({ ...accepted(), signature: { data: 'YS5iLmM=' } })],
  ])('%s: accepted but not verified', async (_name, text) => {
    service.play(says(answer(200, text, echo)));
    expect(await send()).toMatchObject({ kind: 'accepted', verified: false });
  });

  test('a receipt of a time when its certificate was not valid is not verified', async () => {
    connect({ clock: clockAt(() => Date.parse('2050-01-01T00:00:00Z')) });
    service.play(says(answer(200, signed(accepted()), echo)));
    expect(await send()).toMatchObject({ kind: 'accepted', verified: false });
  });
});

describe('who asks and why', () => {
  test('the token says it, signed with the organisation’s key', async () => {
    service.play(says(answer(200, signed(accepted()), echo)));
    await send(aQueryContext({ relation: 'suullinen pyyntö' }));
    const [heard] = service.heard;
    const token = (heard?.headers.get('authorization') ?? '').replace('Bearer ', '');
    const { payload, protectedHeader } = await jwtVerify(
      token,
      new X509Certificate(pem('system-clinic.pem')).publicKey,
    );
    expect(protectedHeader).toEqual({
      alg: 'ES384',
      typ: 'JWT',
      x5c: ['system-clinic.pem', 'issuing.pem'].map(name => new X509Certificate(pem(name)).raw.toString('base64')),
    });
    const { iat = 0, exp = 0, jti, ...claims } = payload;
    expect(claims).toEqual({
      iss: '1.2.246.10.88888888.10.1',
      unit: '1.2.246.10.88888888.10.1',
      sub: '00999900101',
      right: '001',
      reason: '1',
      relation: 'suullinen pyyntö',
      sys: { id: 'test-1', name: 'Kantele', version: '0.1.0' },
    });
    expect(exp - iat).toBeLessThanOrEqual(600);
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(heard?.headers.get('x-correlation-id')).toBe('c-1');
    expect(heard?.headers.get('accept-language')).toBe('fi');
    expect(heard?.headers.get('content-type')).toBe('application/fhir+json;charset=UTF-8');
  });

  const tokens = () => service.heard.map(heard => (heard.headers.get('authorization') ?? '').replace('Bearer ', ''));

  test('a token is kept for its context until shortly before its end', async () => {
    let nowMs = Date.now();
    connect({ clock: clockAt(() => nowMs) });
    service.play(says(answer(200, signed(accepted()), echo)));
    await send();
    await send(aQueryContext({ correlationId: 'c-2' }));
    await send(aQueryContext({ reason: '2' }));
    nowMs += 241_000;
    await send();
    const [first, second, third, fourth] = tokens();
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  test('a token that is not taken is renewed once', async () => {
    let turn = 0;
    service.play(socket =>
      socket.write(
        (turn += 1) === 1 ? answer(401, outcome('E-AUTH', 'expired'), echo) : answer(200, signed(accepted()), echo),
      ),
    );
    expect(await send()).toMatchObject({ kind: 'accepted' });
    service.play(says(answer(401, outcome('E-AUTH', 'login'), echo)));
    expect(await send()).toEqual({ kind: 'unauthorised', code: 'NET-0005' });
    const ids = tokens().map(token => decodeJwt(token).jti);
    expect(ids).toHaveLength(4);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[3]).not.toBe(ids[2]);
  });

  test('another organisation has another key', async () => {
    service.play(says(answer(200, signed(accepted()), echo)));
    await send(
      aQueryContext({
        organisationOid: PHARMACY_B,
        unitOid: PHARMACY_B,
        actor: { registrationNumber: '00999900105', right: null },
      }),
    );
    const [token = ''] = tokens();
    expect(decodeProtectedHeader(token).x5c?.[0]).toBe(
      new X509Certificate(pem('system-pharmacy-b.pem')).raw.toString('base64'),
    );
    expect(decodeJwt(token)).toMatchObject({ iss: PHARMACY_B });
    expect(decodeJwt(token)).not.toHaveProperty('right');
  });
});

describe('questions', () => {
  const capability = JSON.stringify({ resourceType: 'CapabilityStatement' });

  test('a probe tells the time it took and the drift of the clock, without a token', async () => {
    const serviceMs = Date.now() - 90_000;
    service.play(says(answer(200, capability, { Date: new Date(serviceMs).toUTCString() })));
    const probed = await kanta.line.probe('rooli');
    expect(probed.ok && Math.abs((probed.value.driftMs ?? 0) - 90_000) < 1500).toBe(true);
    expect(service.heard[0]?.line).toBe('GET /rooli/baseR4/metadata HTTP/1.1');
    expect(service.heard[0]?.headers.has('authorization')).toBe(false);
  });

  test('a probe answered by something else has failed', async () => {
    service.play(says(answer(200, '<html/>', { 'Content-Type': 'text/html' })));
    expect(await kanta.line.probe('rooli')).toEqual({ ok: false, error: { code: 'NET-0003' } });
  });

  test('an idle connection that the service closed costs a question nothing', async () => {
    service.play(says(answer(200, capability)));
    await kanta.line.probe('rooli');
    service.play(socket => {
      service.play(says(answer(200, capability)));
      socket.resetAndDestroy();
    });
    expect(await kanta.line.probe('rooli')).toMatchObject({ ok: true });
    expect(service.connections()).toBe(2);
  });

  test('a search puts the person into the body and follows pages of the same service only', async () => {
    const page = (no: number, next: string | null) =>
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          {
            resource: {
              resourceType: 'Patient',
              name: [{ family: `F${no}` }],
              birthDate: '1990-01-01',
              identifier: [{ system: 'urn:oid:1.2.246.21', value: '010190-999W' }],
            },
          },
        ],
        ...(next === null ? {} : { link: [{ relation: 'next', url: next }] }),
      });
    service.play(says(answer(200, page(1, null))));
    expect(await kanta.repository.findPatient('010190-999W', aQueryContext())).toMatchObject({
      ok: true,
      value: { family: 'F1' },
    });
    expect(service.heard[0]?.line).toBe('POST /potilastieto/baseR4/Patient/_search HTTP/1.1');
    expect(service.heard[0]?.body).toBe('identifier=urn%3Aoid%3A1.2.246.21%7C010190-999W');
    service.play(says(answer(200, page(1, 'http://evil.example/potilastieto/baseR4/_page/1'))));
    expect(await kanta.repository.findPatient('010190-999W', aQueryContext())).toEqual({
      ok: false,
      error: { code: 'NET-0003' },
    });
    let turn = 0;
    service.play(socket =>
      socket.write(
        answer(200, page((turn += 1), turn < 2 ? `${service.url}/potilastieto/baseR4/_page/${turn}` : null)),
      ),
    );
    // Two people under one code: nobody is chosen.
    expect(await kanta.repository.findPatient('010190-999W', aQueryContext())).toEqual({
      ok: false,
      error: { code: 'NET-0003' },
    });
    expect(service.heard.at(-1)?.line).toBe('GET /potilastieto/baseR4/_page/1 HTTP/1.1');
  });

  test('an answer of strange shape is a fault of the service, never an exception', async () => {
    const strange = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { resourceType: 'Patient', name: 7, identifier: 'x' } }],
    };
    service.play(says(answer(200, JSON.stringify(strange))));
    expect(await kanta.repository.findPatient('010190-999W', aQueryContext())).toEqual({
      ok: false,
      error: { code: 'NET-0003' },
    });
    const task = { ...strange, entry: [{ resource: { resourceType: 'Task', identifier: {} } }] };
    service.play(says(answer(200, JSON.stringify(task))));
    expect(await kanta.centre.ofPatient(aLegalPrescription().patient, aQueryContext())).toEqual({
      ok: false,
      error: { code: 'NET-0003' },
    });
  });

  test('does the service hold the document? The bytes decide, not the OID', async () => {
    const reference = {
      resourceType: 'DocumentReference',
      id: 'd1',
      meta: { lastUpdated: '2026-02-03T09:06:01+02:00' },
      content: [{ attachment: { url: 'Binary/b1', hash: 'x' } }],
    };
    const found = (entry: readonly unknown[]) =>
      answer(
        200,
        JSON.stringify({ resourceType: 'Bundle', type: 'searchset', ...(entry.length === 0 ? {} : { entry }) }),
      );
    const ask = (digest = DIGEST) =>
      kanta.line.ask({
        service: 'resepti',
        act: 'document',
        oid: OID,
        digest,
        messageId: MESSAGE,
        context: aQueryContext(),
      });
    service.play(says(found([])));
    expect(await ask()).toEqual({ ok: true, value: { known: false } });
    service.play((socket, { line }) =>
      socket.write(
        line.startsWith('GET /resepti/baseR4/Bundle/')
          ? answer(404, outcome('E-REF', 'not-found'))
          : line.startsWith('GET')
            ? answer(200, '<ClinicalDocument/>', { 'Content-Type': 'text/xml' })
            : found([{ resource: reference }]),
      ),
    );
    expect(await ask()).toEqual({
      ok: true,
      value: {
        known: true,
        same: true,
        reference: 'DocumentReference/d1',
        at: '2026-02-03T07:06:01.000Z',
        receipt: null,
      },
    });
    expect(await ask('0'.repeat(64))).toMatchObject({ ok: true, value: { known: true, same: false } });
    service.play(says(answer(503, outcome('E-BUSY'))));
    expect(await ask()).toMatchObject({ ok: false, error: { code: 'NET-0002' } });
  });
});

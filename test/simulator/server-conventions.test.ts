import type { Bundle, CapabilityStatement, OperationOutcome, Task } from 'fhir/r4.js';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, ILMARI, LEENA, PATIENT, SOFIA, prescription, signed } from './support/cda.builder.ts';
import { oidOf, signerOf, staffOf } from './support/people.ts';
import { type Practice, outcomeCodes, resources, rules, startPractice, submissionOf } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const RX = 'resepti/baseR4';
const HETU = PATIENT.hetu ?? '';
const mine = { 'patient:identifier': `urn:oid:1.2.246.21|${HETU}` };
const result = (reply: { status: number; json: unknown; text: string; headers: Headers }) => [
  reply.status,
  ...outcomeCodes(reply),
];

describe('who may ask', () => {
  test('metadata needs no token and tells search parameters and operations', async () => {
    const reply = await practice.ask('GET', `${RX}/metadata`, null);
    const statement = reply.json as CapabilityStatement;
    const request_ = statement.rest?.[0]?.resource?.find(r => r.type === 'MedicationRequest');
    expect([reply.status, request_?.operation?.map(o => o.name), request_?.searchParam?.map(p => p.name)]).toEqual([
      200,
      ['get-prescriptions-metadata', 'validate'],
      ['identifier', 'patient', 'status', 'authoredon', 'requester', '_lastUpdated'],
    ]);
    const checked = await practice.ask(
      'POST',
      `${RX}/Patient/$validate`,
      AINO,
      JSON.stringify({ resourceType: 'Patient', gender: 'x' }),
    );
    expect([checked.status, (checked.json as OperationOutcome).issue[0]?.code]).toEqual([200, 'code-invalid']);
  });

  test.each([
    ['no token', null, {}, [401, 'E-AUTH login']],
    ['an old token', AINO, { issuedAtS: 1_000_000 }, [401, 'E-AUTH expired']],
    ['a token that lives too long', AINO, { lifeS: 3600 }, [401, 'E-AUTH login lifetime']],
    [
      'another organisation’s certificate',
      AINO,
      { issuer: oidOf('pharmacy') },
      [401, 'E-AUTH login organisation of the certificate'],
    ],
    ['no reason', AINO, { reason: null }, [403, 'E-AUTH forbidden']],
    ['an unknown reason', AINO, { reason: '77' }, [403, 'E-AUTH forbidden']],
    ['a citizen’s reason', AINO, { reason: '12' }, [403, 'E-AUTH forbidden']],
    ['a right one has not', AINO, { right: '006' }, [403, 'E-AUTH forbidden']],
    ['a unit of somebody else', AINO, { unit: oidOf('pharmacy') }, [403, 'E-AUTH forbidden']],
    ['an ended right', ILMARI, {}, [403, 'E-AUTH forbidden']],
  ] as const)('%s', async (_name, who, token, wanted) => {
    const reply = await practice.ask(
      'POST',
      `${RX}/Task/_search`,
      who,
      new URLSearchParams(mine).toString(),
      {},
      token,
    );
    expect(result(reply)).toEqual(wanted);
  });

  test('a garbled token is refused', async () => {
    const reply = await practice.ask('POST', `${RX}/Task/_search`, null, 'a=b', {
      Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.x',
    });
    expect(reply.status).toBe(401);
  });
});

describe('the role service', () => {
  test('answers periods of rights, ended ones too, even to the one whose right has ended', async () => {
    const reply = await practice.search('rooli', 'PractitionerRole', ILMARI, {
      'practitioner:identifier': `urn:oid:1.2.246.537.26|${ILMARI.registration}`,
    });
    const [role] = resources(reply, 'PractitionerRole') as unknown as { period: unknown; active: boolean }[];
    expect([role?.period, role?.active]).toEqual([{ start: '2001-01-01', end: '2026-06-30' }, false]);
    const organisation = await practice.search('rooli', 'Organization', LEENA, {
      identifier: `urn:ietf:rfc:3986|urn:oid:${oidOf('clinic')}`,
    });
    expect((organisation.json as Bundle).total).toBe(1);
    const byOrganisation = await practice.search('rooli', 'PractitionerRole', LEENA, {
      'organization:identifier': `urn:ietf:rfc:3986|urn:oid:${oidOf('pharmacy')}`,
    });
    expect((byOrganisation.json as Bundle).total).toBe(staffOf('pharmacy'));
    expect(
      (await practice.ask('POST', 'rooli/baseR4', LEENA, '{}', { 'X-Request-Id': crypto.randomUUID() })).status,
    ).toBe(405);
  });
});

describe('addresses and methods', () => {
  test('search by GET is 405 with Allow: POST, so is plain create; deletes and puts are refused', async () => {
    const get = await practice.ask('GET', `${RX}/MedicationRequest`, AINO);
    expect([...result(get), get.headers.get('allow')]).toEqual([405, 'E-FORM not-supported', 'POST']);
    expect((await practice.ask('POST', `${RX}/DocumentReference`, AINO, '{}')).status).toBe(405);
    expect((await practice.ask('DELETE', `${RX}/Task/x`, AINO)).status).toBe(405);
    expect((await practice.ask('GET', `${RX}/_history`, AINO)).status).toBe(404);
  });

  test('a personal code in an address is refused before anything else, in any spelling', async () => {
    for (const code of [
      HETU,
      HETU.toLowerCase(),
      HETU.replace('-', '%2D'),
      encodeURIComponent(`|${HETU}`.replace('-', '%2D')),
    ]) {
      const reply = await practice.ask('GET', `${RX}/Patient?identifier=${code}`, AINO);
      expect(result(reply)).toEqual([400, 'E-FORM security']);
    }
    expect(JSON.stringify(practice.events)).not.toContain(HETU);
  });

  test('a logical id that looks a little like one is just an id', async () => {
    for (const id of ['c0123456a123-4567', '00123456-123a-4bcd-8123-456789012345', 'f123456-1234']) {
      expect((await practice.ask('GET', `${RX}/Task/${id}`, AINO)).status).toBe(404);
    }
  });

  test('unknown things are 404; queries in the address are refused', async () => {
    expect((await practice.ask('GET', `${RX}/MedicationRequest/none`, AINO)).status).toBe(404);
    expect((await practice.ask('GET', `${RX}/Observation/x`, AINO)).status).toBe(404);
    expect((await practice.ask('GET', 'ajanvaraus/baseR4/metadata', AINO)).status).toBe(404);
    expect(result(await practice.ask('GET', `${RX}/MedicationRequest/none?_format=xml`, AINO))).toEqual([
      400,
      'E-FORM invalid',
    ]);
  });

  test('only the real host name is served, and no web page', async () => {
    const { port } = new URL(practice.simulator.url);
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>(done => {
        request({ host: '127.0.0.1', port, path: `/${RX}/metadata`, headers }, reply => done(reply.statusCode)).end();
      });
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ host: `evil.test:${port}` })).toBe(421);
    expect(await status({ host: `127.0.0.1:${port}`, origin: 'http://evil.test' })).toBe(421);
  });
});

describe('headers', () => {
  test('are echoed, dated, and never stored by anybody', async () => {
    const ids = { 'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': 'press-1' };
    const reply = await practice.ask('POST', `${RX}/Task/_search`, LEENA, new URLSearchParams(mine).toString(), ids);
    expect(
      ['x-request-id', 'x-correlation-id', 'cache-control', 'date', 'content-type'].map(h => reply.headers.get(h)),
    ).toEqual([
      ids['X-Request-Id'],
      'press-1',
      'no-store',
      new Date(practice.now()).toUTCString(),
      'application/fhir+json;charset=UTF-8',
    ]);
    expect(result(await practice.ask('POST', `${RX}/Task/_search`, LEENA, 'a=b', { 'X-Request-Id': '1' }))).toEqual([
      400,
      'E-FORM invalid X-Request-Id',
    ]);
  });

  test('of type and language: 406, 415, texts in three languages', async () => {
    expect(
      (await practice.ask('GET', `${RX}/metadata`, null, undefined, { Accept: 'application/fhir+xml' })).status,
    ).toBe(406);
    expect(
      (await practice.ask('POST', `${RX}/Task/_search`, LEENA, '{}', { 'Content-Type': 'application/fhir+json' }))
        .status,
    ).toBe(415);
    expect(
      (
        await practice.ask('POST', RX, LEENA, '<a/>', {
          'Content-Type': 'application/fhir+xml',
          'X-Request-Id': crypto.randomUUID(),
        })
      ).status,
    ).toBe(415);
    const text = async (language: string) =>
      (
        (await practice.ask('GET', `${RX}/Task/x`, LEENA, undefined, { 'Accept-Language': language }))
          .json as OperationOutcome
      ).issue[0]?.details?.text;
    expect([await text('fi-FI'), await text('sv'), await text('en;q=0.5, de'), await text('de')]).toEqual([
      'Kohdetta ei löydy.',
      'Objektet hittas inte.',
      'Not found.',
      'Kohdetta ei löydy.',
    ]);
  });

  test('If-None-Match gives 304, Prefer gives the resources', async () => {
    const rx = prescription(practice.now());
    const bytes = signed(rx, signerOf(AINO), practice.now());
    const reply = await practice.submit('resepti', AINO, submissionOf([[rx, bytes]], practice.now()), {
      Prefer: 'return=representation',
    });
    const [entry] = (reply.json as Bundle).entry ?? [];
    expect(entry?.resource?.resourceType).toBe('DocumentReference');
    const location = entry?.response?.location?.split('/_history')[0];
    const first = await practice.ask('GET', `${RX}/${location}`, AINO);
    const tag = first.headers.get('etag') ?? '';
    expect([
      tag,
      (await practice.ask('GET', `${RX}/${location}`, AINO, undefined, { 'If-None-Match': tag })).status,
    ]).toEqual(['W/"1"', 304]);
  });
});

describe('searching', () => {
  test('unknown parameters and bad values are 400 together, too wide a search is too-costly', async () => {
    const bad = await practice.search('resepti', 'MedicationRequest', LEENA, {
      ...mine,
      colour: 'red',
      authoredon: 'soon',
      _count: '101',
    });
    expect([bad.status, rules(bad)]).toEqual([400, ['colour', 'authoredon', '_count']]);
    expect(result(await practice.search('resepti', 'MedicationRequest', LEENA, { status: 'active' }))).toEqual([
      400,
      'E-FORM too-costly',
    ]);
    expect(result(await practice.search('resepti', 'MedicationRequest', LEENA, {}))).toEqual([
      400,
      'E-FORM too-costly',
    ]);
  });

  test('pages by opaque links that end and belong to one organisation', async () => {
    for (let i = 0; i < 3; i++) await practice.send(prescription(practice.now()));
    const first = await practice.search('resepti', 'Task', LEENA, { ...mine, _count: '2' });
    const next = (first.json as Bundle).link?.find(l => l.relation === 'next')?.url ?? '';
    expect([(first.json as Bundle).entry?.length, next.includes(HETU), (first.json as Bundle).total]).toEqual([
      2,
      false,
      resources<Task>(await practice.search('resepti', 'Task', LEENA, mine), 'Task').length,
    ]);
    const path = next.replace(`${practice.simulator.url}/`, '');
    const second = await practice.ask('GET', path, LEENA);
    const again = await practice.ask('GET', path, LEENA);
    expect(second.status).toBe(200);
    expect((again.json as Bundle).entry?.map(e => e.resource?.id)).toEqual(
      (second.json as Bundle).entry?.map(e => e.resource?.id),
    );
    expect((await practice.ask('GET', path, SOFIA)).status).toBe(404);
    practice.pass(15 * 60_000 + 1);
    expect((await practice.ask('GET', path, LEENA)).status).toBe(404);
  });

  test('narrows by status and date, includes the medicine', async () => {
    const today = new Date(practice.now()).toISOString().slice(0, 10);
    const found = await practice.search('resepti', 'MedicationRequest', LEENA, {
      ...mine,
      status: 'active,completed',
      authoredon: `ge${today}`,
      _include: 'MedicationRequest:medication',
    });
    expect(resources(found, 'Medication').length).toBe(resources(found, 'MedicationRequest').length);
    expect(
      resources(
        await practice.search('resepti', 'MedicationRequest', LEENA, { ...mine, status: 'cancelled' }),
        'MedicationRequest',
      ),
    ).toEqual([]);
    expect(
      resources(
        await practice.search('resepti', 'MedicationRequest', LEENA, { ...mine, authoredon: `lt${today}` }),
        'MedicationRequest',
      ),
    ).toEqual([]);
  });

  test('the prescription query takes 20 patients, known names only, and one narrow enough', async () => {
    const query = (parameter: unknown[]) =>
      practice.ask(
        'POST',
        `${RX}/MedicationRequest/$get-prescriptions-metadata`,
        LEENA,
        JSON.stringify({ resourceType: 'Parameters', parameter }),
      );
    expect(
      (await query(Array.from({ length: 21 }, () => ({ name: 'patientIdentifier', valueString: HETU })))).status,
    ).toBe(400);
    expect((await query([{ name: 'colour', valueString: 'red' }])).status).toBe(400);
    expect((await query([{ name: 'status', valueCode: 'active' }])).status).toBe(400);
    const byAuthor = await query([
      { name: 'assignedAuthorId', valueString: AINO.identifier },
      { name: 'representedOrganizationId', valueString: oidOf('clinic') },
    ]);
    expect(resources(byAuthor, 'MedicationRequest').length).toBeGreaterThan(0);
    expect(resources(byAuthor, 'PractitionerRole').length).toBe(1);
  });
});

describe('bodies', () => {
  const id = () => crypto.randomUUID();
  const post = (body: string, who = AINO) => practice.ask('POST', RX, who, body, { 'X-Request-Id': id() });

  test.each([
    ['not JSON', '{', 'structure'],
    ['a member twice', '{"resourceType":"Bundle","type":"transaction","type":"batch"}', 'structure'],
    ['__proto__', '{"resourceType":"Bundle","__proto__":{"a":1}}', 'structure'],
    ['an empty array', '{"resourceType":"Bundle","entry":[]}', 'structure'],
    ['too deep', `{"resourceType":"Bundle","a":${'['.repeat(150)}1${']'.repeat(150)}}`, 'too-costly'],
    ['another resource', '{"resourceType":"Patient"}', 'structure'],
    ['another Bundle', '{"resourceType":"Bundle","type":"batch"}', 'structure'],
  ])('%s', async (_name, body, code) => {
    const reply = await post(body);
    expect([reply.status, (reply.json as OperationOutcome).issue[0]?.code]).toEqual([400, code]);
  });

  test('too large, too many entries, no message id, another message id', async () => {
    const large = await post(`{"resourceType":"Bundle","x":"${'a'.repeat(21 * 1024 * 1024)}"}`);
    expect([large.status, (large.json as OperationOutcome).issue[0]?.code]).toEqual([400, 'too-costly']);
    const many = await post(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: Array.from({ length: 501 }, () => ({ fullUrl: 'urn:uuid:x' })),
      }),
    );
    expect([many.status, (many.json as OperationOutcome).issue[0]?.code]).toEqual([400, 'too-costly']);
    const rx = prescription(practice.now());
    const bundle = submissionOf([[rx, signed(rx, signerOf(AINO), practice.now())]], practice.now());
    expect((await practice.ask('POST', RX, AINO, JSON.stringify(bundle))).status).toBe(400);
    expect((await practice.submit('resepti', AINO, bundle, { 'X-Request-Id': id() })).status).toBe(400);
  });

  test('that break the submission profile are 422 with the path', async () => {
    const rx = prescription(practice.now());
    const bundle = submissionOf([[rx, signed(rx, signerOf(AINO), practice.now())]], practice.now());
    const without = {
      ...bundle,
      entry: bundle.entry?.map(e => ({ ...e, request: { method: 'POST' as const, url: e.request?.url ?? '' } })),
    };
    const reply = await practice.submit('resepti', AINO, without);
    expect([reply.status, reply.text.includes('sim-tx-conditional')]).toEqual([422, true]);
    const unnamed = JSON.stringify(bundle).replace(/"meta":\{"profile":\["[^"]*sim-document-reference"\]\},/, '');
    const nameless = await practice.submit('resepti', AINO, unnamed);
    expect([nameless.status, (nameless.json as OperationOutcome).issue[0]?.expression]).toEqual([
      400,
      ['Bundle.entry[0].resource.meta.profile'],
    ]);
  });
});

describe('the viewing log', () => {
  test('holds every access of one’s own organisation, for supervision only', async () => {
    await practice.search('resepti', 'MedicationRequest', LEENA, mine, { reason: '6', relation: 'oralRequest' });
    const refused = await practice.search('resepti', 'AuditEvent', LEENA, {});
    expect(refused.status).toBe(403);
    const log = await practice.search('resepti', 'AuditEvent', LEENA, {}, { reason: '14' });
    const [latest] = resources(log, 'AuditEvent') as unknown as {
      agent: { who: { identifier: { value: string } } }[];
      purposeOfEvent: { coding: { code: string }[] }[];
      entity: { what: { reference?: string } }[];
    }[];
    expect([
      latest?.agent.map(a => a.who.identifier.value),
      latest?.purposeOfEvent[0]?.coding[0]?.code,
      latest?.entity[0]?.what.reference?.startsWith('Patient/'),
    ]).toEqual([[LEENA.registration, `urn:oid:${oidOf('pharmacy')}`], '6', true]);
    expect(log.text).not.toContain(HETU);
    const other = await practice.search('resepti', 'AuditEvent', AINO, { date: 'ge2026-11-22' }, { reason: '14' });
    expect(other.text).not.toContain(oidOf('pharmacy'));
  });
});

import type { Bundle, DocumentReference, Encounter, Patient, Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, LEENA, NOORA, OTHER_PATIENT, PATIENT, newOid, record } from './support/cda.builder.ts';
import { oidOf } from './support/people.ts';
import {
  type Practice,
  eventSubmission,
  outcomeCodes,
  resources,
  rules,
  serviceEvent,
  startPractice,
} from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const HETU = PATIENT.hetu ?? '';
async function openEvent(hetu = HETU): Promise<string> {
  const oid = newOid('clinic', '14');
  const reply = await practice.submit(
    'potilastieto',
    AINO,
    eventSubmission(serviceEvent(oid, practice.now(), hetu), practice.now()),
  );
  expect(reply.status, reply.text).toBe(200);
  return oid;
}
const eventByOid = async (oid: string) =>
  resources<Encounter>(
    await practice.search('potilastieto', 'Encounter', AINO, { identifier: `urn:ietf:rfc:3986|urn:oid:${oid}` }),
    'Encounter',
  )[0];
const change = (oid: string, ifMatch: string) => ({
  url: `Encounter?identifier=urn:ietf:rfc:3986|urn:oid:${oid}`,
  ifMatch,
});

describe('service events', () => {
  test('are made, found by patient, ended by their identifier and version, and keep their history', async () => {
    const oid = await openEvent();
    const event = await eventByOid(oid);
    expect([event?.status, event?.meta?.versionId, event?.subject?.reference?.startsWith('Patient/')]).toEqual([
      'in-progress',
      '1',
      true,
    ]);
    const ended = serviceEvent(oid, practice.now(), HETU, {
      status: 'finished',
      period: { start: '2026-11-22T10:00:00Z', end: '2026-11-22T10:30:00Z' },
    });
    const reply = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(ended, practice.now(), change(oid, 'W/"1"')),
    );
    expect((reply.json as Bundle).entry?.[0]?.response).toMatchObject({ status: '200 OK', etag: 'W/"2"' });
    const history = await practice.ask('GET', `potilastieto/baseR4/Encounter/${event?.id}/_history`, AINO);
    expect(resources<Encounter>(history, 'Encounter').map(e => e.status)).toEqual(['finished', 'in-progress']);
    const first = await practice.ask('GET', `potilastieto/baseR4/Encounter/${event?.id}/_history/1`, AINO);
    expect((first.json as Encounter).status).toBe('in-progress');
    const found = resources<Encounter>(
      await practice.search('potilastieto', 'Encounter', AINO, {
        'patient:identifier': `urn:oid:1.2.246.21|${HETU}`,
        date: 'ge2026-11-22',
      }),
      'Encounter',
    );
    expect(found.map(e => e.id)).toContain(event?.id);
  });

  test('made again under the same identifier are the known one', async () => {
    const oid = await openEvent();
    const again = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(serviceEvent(oid, practice.now(), HETU), practice.now()),
    );
    expect((again.json as Bundle).entry?.map(e => e.response?.status)).toEqual(['200 OK', '200 OK']);
    expect((await eventByOid(oid))?.meta?.versionId).toBe('1');
  });

  test('changed on an old version are refused; the same change sent again is not', async () => {
    const oid = await openEvent();
    const ended = serviceEvent(oid, practice.now(), HETU, { status: 'finished' });
    expect(
      (await practice.submit('potilastieto', AINO, eventSubmission(ended, practice.now(), change(oid, 'W/"1"'))))
        .status,
    ).toBe(200);
    expect(
      (await practice.submit('potilastieto', AINO, eventSubmission(ended, practice.now(), change(oid, 'W/"1"'))))
        .status,
    ).toBe(200);
    const other = serviceEvent(oid, practice.now(), HETU, { status: 'cancelled' });
    const refused = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(other, practice.now(), change(oid, 'W/"1"')),
    );
    expect([refused.status, outcomeCodes(refused)]).toEqual([412, ['E-REF conflict']]);
  });

  test('of another organisation, of a person outside practice, and for an unknown identifier are refused', async () => {
    const mine = serviceEvent(newOid('pharmacy', '14'), practice.now(), HETU);
    const foreign = await practice.submit(
      'potilastieto',
      LEENA,
      eventSubmission(mine, practice.now(), undefined, LEENA),
    );
    expect([foreign.status, outcomeCodes(foreign)]).toEqual([403, ['E-AUTH forbidden']]);
    const real = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(serviceEvent(newOid('clinic', '14'), practice.now(), '131052-308T'), practice.now()),
    );
    expect([real.status, rules(real)]).toEqual([422, ['SIM-DOC-008']]);
    const oid = newOid('clinic', '14');
    const unknown = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(serviceEvent(oid, practice.now(), HETU), practice.now(), change(oid, 'W/"1"')),
    );
    expect([unknown.status, rules(unknown)]).toEqual([409, ['SIM-ST-021']]);
  });
});

const SERIES = { system: 'https://kantasim.example/fhir/CodeSystem/service-event-kind', code: 'series' };
const VISIT = 'https://hl7.fi/fhir/finnish-base-profiles/StructureDefinition/fi-base-encounter';

describe('treatment series', () => {
  const uri = 'urn:ietf:rfc:3986';
  const send = (encounter: Encounter, change?: { url: string; ifMatch: string }) =>
    practice.submit('potilastieto', AINO, eventSubmission(encounter, practice.now(), change));
  const visitOf = (series: string, oid: string, more: Partial<Encounter> = {}, hetu = HETU): Encounter =>
    serviceEvent(oid, practice.now(), hetu, {
      meta: { profile: [VISIT] },
      identifier: [{ use: 'secondary', system: uri, value: `urn:oid:${oid}` }],
      partOf: { type: 'Encounter', identifier: { system: uri, value: `urn:oid:${series}` } },
      ...more,
    });
  async function openSeries(more: Partial<Encounter> = {}): Promise<string> {
    const oid = newOid('clinic', '14');
    const series = serviceEvent(oid, practice.now(), HETU, {
      type: [{ coding: [SERIES], text: 'Haavahoito' }],
      ...more,
    });
    const reply = await send(series);
    expect(reply.status, reply.text).toBe(200);
    return oid;
  }

  test('takes visits while it goes on, of its own patient only, and ends with them behind it', async () => {
    const series = await openSeries();
    const visit = newOid('clinic', '14');
    expect((await send(visitOf(series, visit))).status).toBe(200);
    const ended = await send(visitOf(series, visit, { status: 'finished' }), change(visit, 'W/"1"'));
    expect(ended.status, ended.text).toBe(200);
    const other = await send(visitOf(series, newOid('clinic', '14'), {}, OTHER_PATIENT.hetu ?? ''));
    expect([other.status, rules(other)]).toEqual([409, ['SIM-ST-003']]);
    const whole = serviceEvent(series, practice.now(), HETU, {
      type: [{ coding: [SERIES], text: 'Haavahoito' }],
      status: 'finished',
    });
    expect((await send(whole, change(series, 'W/"1"'))).status).toBe(200);
    const late = await send(visitOf(series, newOid('clinic', '14')));
    expect([late.status, rules(late)]).toEqual([409, ['SIM-ST-032']]);
  });

  test('a visit of no series, and a service event below another, are refused', async () => {
    const plain = await openEvent();
    const below = await send(visitOf(plain, newOid('clinic', '14')));
    expect([below.status, rules(below)]).toEqual([409, ['SIM-ST-032']]);
    const nested = await send(
      serviceEvent(newOid('clinic', '14'), practice.now(), HETU, {
        partOf: { identifier: { system: uri, value: `urn:oid:${plain}` } },
      }),
    );
    expect([nested.status, rules(nested)]).toEqual([409, ['SIM-ST-032']]);
  });

  test('a document belongs to the series, never to a visit of it, and names a visit of its own series', async () => {
    const [series, visit] = [await openSeries(), newOid('clinic', '14')];
    expect((await send(visitOf(series, visit))).status).toBe(200);
    const stray = await practice.send(record(practice.now(), visit));
    expect([stray.status, rules(stray)]).toEqual([409, ['SIM-ST-021']]);
    const named = (oid: string) => ({ place: `<hl7fi:secondaryEncompassingEncounterId root="${oid}"/>` });
    const foreign = await practice.send(record(practice.now(), await openSeries(), named(visit)));
    expect([foreign.status, rules(foreign)]).toEqual([409, ['SIM-ST-032']]);
    const own = await practice.send(record(practice.now(), series, named(visit)));
    expect(own.status, own.text).toBe(200);
  });
});

describe('the primary document of a service event', () => {
  const PRIMARY = {
    place:
      '<hl7fi:encompassingEncounterMasterCode nullFlavor="OTH"><originalText xmlns="urn:hl7-org:v3">Ensisijainen asiakirja</originalText></hl7fi:encompassingEncounterMasterCode>',
  };
  const categories = async (event: string) =>
    resources<DocumentReference>(
      await practice.search('potilastieto', 'DocumentReference', AINO, {
        'encounter:identifier': `urn:ietf:rfc:3986|urn:oid:${event}`,
      }),
      'DocumentReference',
    ).map(({ category }) => category?.[0]?.coding?.[0]?.code ?? null);

  test('is one; its later version stays it, and another is refused', async () => {
    const event = await openEvent();
    const first = record(practice.now(), event, PRIMARY);
    expect((await practice.send(first)).status).toBe(200);
    const second = await practice.send(record(practice.now(), event, PRIMARY));
    expect([second.status, rules(second)]).toEqual([409, ['SIM-ST-033']]);
    const later = { setId: first.header.oid, version: 2, replaces: first.header.oid, ...PRIMARY };
    expect((await practice.send(record(practice.now(), event, later))).status).toBe(200);
    expect((await practice.send(record(practice.now(), event))).status).toBe(200);
    expect(await categories(event)).toEqual(['primary', 'primary', null]);
  });
});

describe('record documents', () => {
  test('are archived with their bytes, replaced by a new version, and found by service event', async () => {
    const event = await openEvent();
    const first = record(practice.now(), event);
    const stored = await practice.send(first);
    expect(stored.status, stored.text).toBe(200);
    const second = record(practice.now(), event, {
      setId: first.header.oid,
      version: 2,
      replaces: first.header.oid,
      text: 'Korjattu.',
    });
    expect((await practice.send(second)).status).toBe(200);
    const found = resources<DocumentReference>(
      await practice.search('potilastieto', 'DocumentReference', AINO, {
        'encounter:identifier': `urn:ietf:rfc:3986|urn:oid:${event}`,
      }),
      'DocumentReference',
    );
    expect(found.map(d => [d.status, d.docStatus])).toEqual([
      ['superseded', 'final'],
      ['current', 'amended'],
    ]);
    const url = found[1]?.content[0]?.attachment.url ?? '';
    const bytes = await practice.ask('GET', `potilastieto/baseR4/${url}`, NOORA, undefined, { Accept: 'text/xml' });
    expect([bytes.headers.get('content-type'), bytes.text.includes('Korjattu.')]).toEqual(['text/xml', true]);
    const proofs = resources<Provenance>(
      await practice.search('potilastieto', 'Provenance', AINO, { target: `DocumentReference/${found[1]?.id}` }),
      'Provenance',
    );
    expect(proofs[0]?.target[0]?.reference).toBe(`DocumentReference/${found[1]?.id}/_history/1`);
    const elsewhere = await practice.ask('GET', `resepti/baseR4/DocumentReference/${found[0]?.id}`, AINO);
    expect(elsewhere.status).toBe(404);
  });

  test('without their service event, of another patient or on an old version are refused and leave nothing', async () => {
    const before = (
      await practice.ask('GET', 'control/documents', null, undefined, { Authorization: 'Bearer control-token' })
    ).json as { count: number };
    const event = await openEvent();
    const orphan = await practice.send(record(practice.now(), newOid('clinic', '14')));
    expect([orphan.status, rules(orphan)]).toEqual([409, ['SIM-ST-021']]);
    const strange = await practice.send(record(practice.now(), event, { patient: OTHER_PATIENT }));
    expect([strange.status, rules(strange)]).toEqual([409, ['SIM-ST-021']]);
    const swapped = await practice.send(record(practice.now(), event, { bodyPatient: OTHER_PATIENT }));
    expect([swapped.status, rules(swapped)]).toEqual([422, ['SIM-DOC-005']]);
    const early = await practice.send(
      record(practice.now(), event, { setId: newOid('clinic', '11'), version: 2, replaces: newOid('clinic', '11') }),
    );
    expect([early.status, rules(early)]).toEqual([409, ['SIM-ST-002']]);
    const after = (
      await practice.ask('GET', 'control/documents', null, undefined, { Authorization: 'Bearer control-token' })
    ).json as { count: number };
    expect(after.count).toBe(before.count);
  });

  test('that replace name who corrects; nobody voids a document that keeps its content; entries have readable text', async () => {
    const event = await openEvent();
    const first = record(practice.now(), event);
    expect((await practice.send(first)).status).toBe(200);
    const later = { setId: first.header.oid, version: 2, replaces: first.header.oid };
    const nameless = await practice.send(record(practice.now(), event, { ...later, role: null }));
    expect([nameless.status, rules(nameless)]).toEqual([422, ['SIM-REC-005']]);
    const full = await practice.send(record(practice.now(), event, { ...later, role: 'MIT' }));
    expect([full.status, rules(full)]).toEqual([422, ['SIM-REC-007']]);
    const entry = '<entry><observation classCode="OBS" moodCode="EVN"><code nullFlavor="NA"/></observation></entry>';
    const mute = await practice.send(record(practice.now(), event, { extra: entry }));
    expect([mute.status, rules(mute)]).toEqual([422, ['SIM-REC-004']]);
  });

  test('that are void stay so: emptied, told as such, and replaced by nothing', async () => {
    const event = await openEvent();
    const first = record(practice.now(), event);
    expect((await practice.send(first)).status).toBe(200);
    const emptied = {
      status:
        '<hl7fi:recordStatus nullFlavor="OTH"><originalText xmlns="urn:hl7-org:v3">Mitätöity</originalText></hl7fi:recordStatus>',
      extra:
        '<component><section><title>99</title><component><section><title>76</title><text><paragraph>Tyhjä, koska mitätöity: väärä potilas.</paragraph></text></section></component></section></component>',
    };
    const gone = record(practice.now(), event, {
      ...emptied,
      setId: first.header.oid,
      version: 2,
      replaces: first.header.oid,
      role: 'MIT',
    });
    const taken = await practice.send(gone);
    expect(taken.status, taken.text).toBe(200);
    const found = resources<DocumentReference>(
      await practice.search('potilastieto', 'DocumentReference', AINO, {
        'encounter:identifier': `urn:ietf:rfc:3986|urn:oid:${event}`,
      }),
      'DocumentReference',
    );
    expect(found.map(d => [d.status, d.docStatus])).toEqual([
      ['superseded', 'final'],
      ['current', 'entered-in-error'],
    ]);
    const again = await practice.send(
      record(practice.now(), event, { setId: first.header.oid, version: 3, replaces: gone.header.oid }),
    );
    expect([again.status, rules(again)]).toEqual([409, ['SIM-ST-031']]);
  });

  test('replaced twice from the same base are a conflict the second time', async () => {
    const event = await openEvent();
    const first = record(practice.now(), event);
    expect((await practice.send(first)).status).toBe(200);
    const later = { setId: first.header.oid, version: 2, replaces: first.header.oid };
    expect((await practice.send(record(practice.now(), event, { ...later, text: 'Yksi.' }))).status).toBe(200);
    const second = await practice.send(record(practice.now(), event, { ...later, text: 'Kaksi.' }));
    expect([second.status, rules(second)]).toEqual([409, ['SIM-ST-002']]);
  });

  test('of a nurse without a right of the register are taken, because she works there', async () => {
    const event = await openEvent();
    const reply = await practice.send(record(practice.now(), event, { author: NOORA }));
    expect(reply.status, reply.text).toBe(200);
  });

  test('signed by the system need the sender to be their author', async () => {
    const event = await openEvent();
    const { signerFrom } = await import('./support/people.ts');
    const { signed } = await import('./support/cda.builder.ts');
    const { submissionOf } = await import('./support/practice.ts');
    const built = record(practice.now(), event);
    const bytes = signed(built, signerFrom('system-clinic'), practice.now(), { kind: '4' });
    const other = await practice.submit('potilastieto', NOORA, submissionOf([[built, bytes]], practice.now()));
    expect([other.status, rules(other)]).toEqual([403, ['SIM-SG-004']]);
    const own = await practice.submit('potilastieto', AINO, submissionOf([[built, bytes]], practice.now()));
    expect(own.status, own.text).toBe(200);
  });
});

describe('patients', () => {
  test('are found by personal code and by the beginning of a name with a birth date', async () => {
    const byCode = resources<Patient>(
      await practice.search('potilastieto', 'Patient', AINO, { identifier: `urn:oid:1.2.246.21|${HETU}` }),
      'Patient',
    );
    expect(byCode.map(p => p.name?.[0]?.family)).toEqual(['Esimerkki']);
    const byName = resources<Patient>(
      await practice.search('resepti', 'Patient', LEENA, { name: 'esimer', birthdate: '1968-04-12' }),
      'Patient',
    );
    expect(byName.map(p => p.id)).toEqual(byCode.map(p => p.id));
    const unit = oidOf('clinic');
    expect(unit).toBe('1.2.246.10.88888888.10.1');
  });
});

import { randomUUID } from 'node:crypto';
import type { Bundle, Consent, DocumentReference } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, LEENA, newOid, record, type RecordChange, type TestPatient } from './support/cda.builder.ts';
import { type Who } from './support/people.ts';
import {
  bundleOf,
  DAY_MS,
  eventSubmission,
  type Practice,
  provenance,
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

const URI = 'urn:ietf:rfc:3986';
const [COUNTY, OURS, PRIVATE] = ['1.2.246.10.55555555.10.0', '1.2.246.10.88888888.10.0', '1.2.246.10.44444444.10.0'];
const MARIA = '061241-975K';
const MARIA_CDA: TestPatient = { hetu: MARIA, given: ['Maria'], family: 'Näyte', gender: '2', birthDate: '19411206' };
const party = (role: string, oid: string) => ({
  role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: role }] },
  reference: { type: 'Organization', identifier: { system: URI, value: `urn:oid:${oid}` } },
});
let serial = 500;
const authorisation = (
  change: Partial<Consent> = {},
  parties = [party('CST', OURS), party('PRF', PRIVATE)],
): Consent => ({
  resourceType: 'Consent',
  meta: { profile: ['http://hl7.org/fhir/StructureDefinition/Consent'] },
  identifier: [{ system: URI, value: `urn:oid:1.2.246.10.88888888.11.2026.${++serial}` }],
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
  category: [
    {
      coding: [
        { system: 'https://kantasim.example/fhir/CodeSystem/authorisation-category', code: 'ostopalvelun-valtuutus' },
      ],
    },
  ],
  patient: { type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: MARIA } },
  dateTime: '2026-11-22T09:00:00Z',
  policyRule: { text: 'Ostopalvelun valtuutus' },
  provision: { type: 'permit', period: { start: '2026-11-22', end: '2026-12-31' }, actor: parties },
  ...change,
});
function submission(consent: Consent, ifMatch?: string, who: Who = AINO): Bundle {
  const [fullUrl, proof] = [randomUUID(), randomUUID()].map(id => `urn:uuid:${id}`) as [string, string];
  const condition = `identifier=${URI}|${consent.identifier?.[0]?.value}`;
  const request =
    ifMatch === undefined
      ? { method: 'POST' as const, url: 'Consent', ifNoneExist: condition }
      : { method: 'PUT' as const, url: `Consent?${condition}`, ifMatch };
  const said = provenance(fullUrl, who, practice.now());
  return bundleOf(
    [
      { fullUrl, resource: consent, request },
      { fullUrl: proof, resource: said, request: { method: 'POST', url: 'Provenance' } },
    ],
    practice.now(),
  );
}
const send = (consent: Consent, ifMatch?: string) =>
  practice.submit('potilastieto', AINO, submission(consent, ifMatch));
const told = async (who: Who = AINO, service = 'potilastieto', more: Record<string, string> = {}) => {
  const form = { 'patient:identifier': `urn:oid:1.2.246.21|${MARIA}`, ...more };
  return resources<Consent>(await practice.search(service, 'Consent', who, form), 'Consent').flatMap(
    one => one.identifier?.[0]?.value ?? [],
  );
};
const disclose = (oid: string, hetu = MARIA) =>
  practice.ask(
    'POST',
    'potilastieto/baseR4/DocumentReference/$disclose',
    AINO,
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: hetu } },
        { name: 'purpose', valueString: 'care' },
        { name: 'authorisation', valueString: oid },
      ],
    }),
  );
const SEEDED = 'urn:oid:1.2.246.10.55555555.11.2026.9001';

describe('authorisations of purchased services', () => {
  test('are stored and ended by the organiser, told to both sides, and are no declarations of will', async () => {
    const granted = authorisation();
    const value = granted.identifier?.[0]?.value ?? '';
    const stored = await send(granted);
    expect(stored.status, stored.text).toBe(200);
    expect((await send(granted)).status).toBe(200);
    expect(await told()).toEqual(expect.arrayContaining([value, SEEDED]));
    expect(await told(LEENA)).not.toContain(value);
    expect(await told(AINO, 'tahdonilmaisu', { _query: 'maintain-denials' })).not.toContain(value);
    const ended = await send({ ...granted, status: 'inactive' }, 'W/"1"');
    expect(ended.status, ended.text).toBe(200);
    const changed = await send({ ...granted, status: 'inactive', dateTime: '2026-11-23T09:00:00Z' }, 'W/"1"');
    expect(changed.status).toBe(422);
  });

  test('of another organiser, to nobody, to oneself, or for a time that is over are refused', async () => {
    const refused = async (consent: Consent) => rules(await send(consent));
    expect(await refused(authorisation({}, [party('CST', COUNTY), party('PRF', OURS)]))).toEqual(['SIM-OV-002']);
    expect(await refused(authorisation({}, [party('CST', OURS)]))).toEqual(['SIM-OV-001']);
    expect(await refused(authorisation({}, [party('CST', OURS), party('PRF', OURS)]))).toEqual(['SIM-OV-003']);
    const over = { type: 'permit' as const, period: { start: '2026-10-01', end: '2026-10-31' } };
    const actor = [party('CST', OURS), party('PRF', PRIVATE)];
    expect(await refused(authorisation({ provision: { ...over, actor } }))).toEqual(['SIM-OV-004']);
    const elsewhere = await practice.submit('tahdonilmaisu', AINO, submission(authorisation()));
    expect(elsewhere.status).toBeGreaterThanOrEqual(400);
  });

  test('let the producer write into the organiser’s register: in scope, in time, with both named', async () => {
    const event = newOid('clinic', '14');
    const opened = await practice.submit(
      'potilastieto',
      AINO,
      eventSubmission(serviceEvent(event, practice.now(), MARIA), practice.now()),
    );
    expect(opened.status, opened.text).toBe(200);
    const names = `<hl7fi:outsourcingServiceCustomer root="${COUNTY}"/>`;
    const purchased = { patient: MARIA_CDA, custodian: COUNTY, producer: OURS, place: names };
    const write = (change: RecordChange = {}) =>
      practice.send(record(practice.now(), event, { ...purchased, ...change }));
    const stored = await write();
    expect(stored.status, stored.text).toBe(200);
    const refused = async (change: RecordChange) => rules(await write(change));
    expect(await refused({ custodian: PRIVATE, place: names.replace(COUNTY, PRIVATE) })).toEqual(['SIM-OV-005']);
    expect(await refused({ register: '3' })).toEqual(['SIM-OV-005']);
    expect(await refused({ producer: COUNTY })).toEqual(['SIM-OV-006']);
    expect(await refused({ place: '' })).toEqual(['SIM-OV-006']);
    expect(await refused({ place: names.replace(COUNTY, PRIVATE) })).toEqual(['SIM-REC-010']);
  });

  test('that let a producer search do not let it write, and the other way round', async () => {
    const action = (code: string) => [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentaction', code }] },
    ];
    const provision = authorisation().provision;
    const neither = authorisation({ provision: { ...provision, action: action('disclose') } });
    expect(rules(await send(neither))).toEqual(['SIM-OV-001']);
    const searching = authorisation({ provision: { ...provision, action: action('access') } });
    expect((await send(searching)).status).toBe(200);
  });

  test('open the organiser’s documents past a denial, and stop when their time is over, between list and opening too', async () => {
    const found = await disclose(SEEDED);
    const documents = resources<DocumentReference>(found, 'DocumentReference');
    // What the producer wrote into it stands there beside what was there before.
    expect([found.status, documents.map(({ type }) => type?.text).sort()]).toEqual([
      200,
      ['Käynti', 'Sairaalajakson yhteenveto'],
    ]);
    const document = documents.find(({ type }) => type?.text !== 'Käynti');
    const open = () => practice.ask('GET', `potilastieto/baseR4/${document?.content[0]?.attachment.url}`, AINO);
    expect((await open()).status).toBe(200);
    const other = await disclose(SEEDED, '120468-912X');
    expect([other.status, rules(other)]).toEqual([403, ['SIM-DI-004']]);
    practice.pass(61 * DAY_MS);
    const event = newOid('clinic', '14');
    const opening = eventSubmission(serviceEvent(event, practice.now(), MARIA), practice.now());
    expect((await practice.submit('potilastieto', AINO, opening)).status).toBe(200);
    const place = `<hl7fi:outsourcingServiceCustomer root="${COUNTY}"/>`;
    const tooLate = { patient: MARIA_CDA, custodian: COUNTY, producer: OURS, place };
    expect(rules(await practice.send(record(practice.now(), event, tooLate)))).toEqual(['SIM-OV-005']);
    const late = await disclose(SEEDED);
    expect([late.status, rules(late)]).toEqual([403, ['SIM-DI-004']]);
    expect((await open()).status).toBe(404);
  });
});

/** The Patient Data Management Service: declarations of will, their order, and what they open in other registers. */
import { randomUUID } from 'node:crypto';
import type { Bundle, Communication, Consent, ConsentProvision, DocumentReference, Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, LEENA, NOORA, newOid } from './support/cda.builder.ts';
import { type Who } from './support/people.ts';
import {
  bundleOf,
  checker,
  eventSubmission,
  outcomeCodes,
  type Practice,
  resources,
  rules,
  serviceEvent,
  startPractice,
} from './support/practice.ts';

const KAISA = '120468-912X';
const VAINO = '061241-975K';
const KARL = '300955Y931U';
const ONNI = '030619A953D';
const SIM = 'https://kantasim.example/fhir';
const COUNTY = '1.2.246.10.55555555.10.0';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const urn = (oid: string): string => `urn:oid:${oid}`;
const person = (hetu: string) => ({ type: 'Patient', identifier: { system: 'urn:oid:1.2.246.21', value: hetu } });
const at = (): string => new Date(practice.now()).toISOString();
const consent = (
  hetu: string,
  category: string,
  provision: ConsentProvision,
  more: Partial<Consent> = {},
): Consent => ({
  resourceType: 'Consent',
  meta: { profile: [`${SIM}/StructureDefinition/sim-will`] },
  identifier: [{ system: 'urn:ietf:rfc:3986', value: urn(newOid('clinic', '11')) }],
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: `${SIM}/CodeSystem/will-category`, code: category }] }],
  patient: person(hetu),
  dateTime: at(),
  performer: [person(hetu)],
  policyRule: { text: 'Laki 703/2023' },
  provision,
  ...more,
});
const sectorPermit = (code: string): ConsentProvision => ({
  type: 'permit',
  class: [{ system: `${SIM}/CodeSystem/will-sector`, code }],
});
const deny = (code: string, more: Partial<ConsentProvision> = {}, emergency = false): ConsentProvision => ({
  type: 'permit',
  provision: [
    { type: 'deny', class: [{ system: `${SIM}/CodeSystem/denial-scope`, code }], ...more },
    ...(emergency
      ? [
          {
            type: 'permit' as const,
            purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'ETREAT' }],
          },
        ]
      : []),
  ],
});
const informing = (hetu: string, text = '2.0'): Communication => ({
  resourceType: 'Communication',
  meta: { profile: [`${SIM}/StructureDefinition/sim-informing`] },
  identifier: [{ system: 'urn:ietf:rfc:3986', value: urn(newOid('clinic', '11')) }],
  status: 'completed',
  category: [{ coding: [{ system: `${SIM}/CodeSystem/sim-communication-category`, code: 'kanta-informointi' }] }],
  subject: person(hetu),
  sent: at(),
  sender: { type: 'Practitioner', identifier: { system: 'urn:oid:1.2.246.537.26', value: AINO.registration } },
  recipient: [person(hetu)],
  payload: [{ contentString: text }],
});

function submission(will: Consent | Communication, ifMatch: string | null = null, who: Who = AINO): Bundle {
  const [own, proof] = [randomUUID(), randomUUID()].map(id => `urn:uuid:${id}`) as [string, string];
  const proofOf: Provenance = {
    resourceType: 'Provenance',
    meta: { profile: [`${SIM}/StructureDefinition/sim-provenance`] },
    target: [{ reference: own }],
    recorded: at(),
    activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }] },
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author' }],
        },
        who: {
          type: 'Practitioner',
          identifier: { system: 'urn:oid:1.2.246.537.26', value: who.registration },
        },
      },
    ],
  };
  const condition = `identifier=urn:ietf:rfc:3986|${will.identifier?.[0]?.value}`;
  return bundleOf(
    [
      {
        fullUrl: own,
        resource: will,
        request:
          ifMatch === null
            ? { method: 'POST', url: will.resourceType, ifNoneExist: condition }
            : { method: 'PUT', url: `Consent?${condition}`, ifMatch },
      },
      {
        fullUrl: proof,
        resource: proofOf,
        request: { method: 'POST', url: 'Provenance' },
      },
    ],
    practice.now(),
  );
}
const send = (will: Consent | Communication, ifMatch: string | null = null, who: Who = AINO) =>
  practice.submit('tahdonilmaisu', who, submission(will, ifMatch, who));

async function openEvent(hetu: string): Promise<string> {
  const oid = newOid('clinic', '14');
  const event = serviceEvent(oid, practice.now(), hetu);
  expect((await practice.submit('potilastieto', AINO, eventSubmission(event, practice.now()))).status).toBe(200);
  return oid;
}
const disclose = (hetu: string, more: Readonly<Record<string, string>>, who: Who = AINO) =>
  practice.ask(
    'POST',
    'potilastieto/baseR4/DocumentReference/$disclose',
    who,
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        { name: 'patient', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: hetu } },
        ...Object.entries({ purpose: 'care', ...more }).map(([name, valueString]) => ({ name, valueString })),
      ],
    }),
  );
const titles = (reply: Awaited<ReturnType<typeof disclose>>): readonly string[] =>
  resources<DocumentReference>(reply, 'DocumentReference').map(({ type }) => type?.text ?? '');
const wills = (hetu: string, more: Record<string, string> = {}) =>
  practice.search('tahdonilmaisu', 'Consent', AINO, { 'patient:identifier': `urn:oid:1.2.246.21|${hetu}`, ...more });

describe('declarations', () => {
  test('are valid against their profiles, seeded ones too', async () => {
    const kept = resources<Consent>(await wills(KAISA, { _query: 'maintain-denials' }), 'Consent');
    const told = resources<Communication>(
      await practice.search('tahdonilmaisu', 'Communication', AINO, {
        'patient:identifier': `urn:oid:1.2.246.21|${KAISA}`,
      }),
      'Communication',
    );
    expect([kept.length, told.length]).toEqual([3, 1]);
    const wrong = [...kept, ...told].flatMap(one =>
      checker.validate(one).filter(({ severity }) => severity === 'error'),
    );
    expect(wrong).toEqual([]);
  });

  test('denials are shown to whoever maintains them, and to nobody else', async () => {
    const categories = (all: readonly Consent[]) => all.map(({ category }) => category[0]?.coding?.[0]?.code).sort();
    expect(categories(resources<Consent>(await wills(KAISA), 'Consent'))).toEqual(['hoitotahto', 'luovutuslupa']);
    const all = resources<Consent>(await wills(KAISA, { _query: 'maintain-denials' }), 'Consent');
    const denial = all.find(({ category }) => category[0]?.coding?.[0]?.code === 'luovutuskielto');
    const read = await practice.ask('GET', `tahdonilmaisu/baseR4/Consent/${denial?.id}`, AINO);
    expect(read.status).toBe(404);
  });

  test('informing comes before consent and denial, not before a living will', async () => {
    expect(rules(await send(consent(ONNI, 'luovutuslupa', sectorPermit('health'))))).toEqual(['SIM-WI-002']);
    expect(rules(await send(consent(ONNI, 'luovutuskielto', deny('all-health'))))).toEqual(['SIM-WI-002']);
    expect((await send(informing(ONNI))).status).toBe(200);
    expect((await send(consent(ONNI, 'luovutuslupa', sectorPermit('health')))).status).toBe(200);
    expect(rules(await send(consent(ONNI, 'luovutuslupa', sectorPermit('health'))))).toEqual(['SIM-WI-003']);
    expect((await send(consent(ONNI, 'luovutuslupa', sectorPermit('social')))).status).toBe(200);
  });

  test('what contradicts itself, what is known, what is not for pharmacies and foreign characters are refused', async () => {
    const text = (data: string): Partial<Consent> => ({
      sourceAttachment: { contentType: 'text/plain', data: Buffer.from(data).toString('base64') },
    });
    const refused = [
      await send(consent(VAINO, 'luovutuskielto', deny('service-event'))),
      await send(consent(VAINO, 'luovutuskielto', deny('unheard-of'))),
      await send(consent(VAINO, 'hoitotahto', { type: 'permit' }, text('Ei\u0007 elvytystä'))),
      await send(consent(VAINO, 'hoitotahto', { type: 'permit' })),
      await send(informing(VAINO, '3.7')),
      await send(informing(VAINO), null, LEENA),
      await send(informing('131052-308T')),
      await send({ ...informing(VAINO), sent: '2027-01-01T00:00:00Z' }),
    ];
    expect(refused.flatMap(rules)).toEqual([
      'SIM-WI-004',
      'SIM-WI-004',
      'SIM-WI-008',
      'SIM-WI-004',
      'SIM-WI-007',
      'SIM-WI-009',
      'SIM-WI-001',
      'SIM-WI-010',
    ]);
    expect((await practice.submit('resepti', AINO, submission(informing(VAINO)))).status).toBe(400);
  });

  test('a withdrawal ends one version, changes nothing else, and repeated is the known one', async () => {
    const will = consent(
      KARL,
      'hoitotahto',
      { type: 'permit' },
      {
        sourceAttachment: { contentType: 'text/plain', data: Buffer.from('Ei elvytystä').toString('base64') },
      },
    );
    expect((await send(will)).status).toBe(200);
    const ended: Consent = { ...will, status: 'inactive' };
    expect(rules(await send({ ...ended, provision: { type: 'deny' } }, 'W/"1"'))).toEqual(['SIM-WI-005']);
    expect(outcomeCodes(await send(ended, 'W/"7"'))[0]).toContain('conflict');
    expect((await send(ended, 'W/"1"')).status).toBe(200);
    expect((await send(ended, 'W/"1"')).status).toBe(200);
    expect((await send(consent(KARL, 'hoitotahto', { type: 'permit' }, will))).status).toBe(200);
  });
});

describe('other registers', () => {
  test('consent opens them but for what is denied, and nothing tells that something was left out', async () => {
    const event = await openEvent(KAISA);
    const found = await disclose(KAISA, { serviceEvent: event });
    expect(titles(found)).toEqual(['Ihotautilääkärin vastaanotto', 'Päivystyskäynti', 'Työterveystarkastus']);
    expect((found.json as Bundle).total).toBe(3);
    expect(found.text).not.toContain('44444444.11.2026.1"');
  });

  test('without consent nothing; the own register stays apart', async () => {
    const event = await openEvent(KARL);
    expect(titles(await disclose(KARL, { serviceEvent: event }))).toEqual([]);
    const own = await practice.search('potilastieto', 'DocumentReference', AINO, {
      'patient:identifier': `urn:oid:1.2.246.21|${KAISA}`,
    });
    expect(resources(own, 'DocumentReference')).toEqual([]);
  });

  test('an emergency opens what is not denied, or denied with emergency use; a reason is needed', async () => {
    const empty = await disclose(KARL, { purpose: 'emergency' });
    expect([empty.status, rules(empty)]).toEqual([422, ['SIM-DI-003']]);
    const urgent = { purpose: 'emergency', reason: 'tajuton' };
    expect(titles(await disclose(KARL, urgent))).toEqual(['Mottagningsbesök']);
    const event = await openEvent(VAINO);
    expect(titles(await disclose(VAINO, { serviceEvent: event }))).toEqual(['Silmälääkärin vastaanotto']);
    expect(titles(await disclose(VAINO, urgent))).toEqual(['Sairaalajakson yhteenveto', 'Silmälääkärin vastaanotto']);
  });

  test('no relation, a pharmacy: refused, before any document is looked at', async () => {
    expect(rules(await disclose(KAISA, {}))).toEqual(['SIM-DI-002']);
    expect(rules(await disclose(KAISA, { serviceEvent: '2.999.1' }))).toEqual(['SIM-DI-002']);
    expect((await disclose(KAISA, { specialReason: 'omainen soitti' })).status).toBe(200);
    expect(rules(await disclose(KAISA, { specialReason: 'apteekki' }, LEENA))).toEqual(['SIM-DI-001']);
  });

  test('a denial between the list and the opening holds; withdrawn, the document opens again', async () => {
    const event = await openEvent(KAISA);
    const list = resources<DocumentReference>(await disclose(KAISA, { serviceEvent: event }), 'DocumentReference');
    const county = list.find(({ type }) => type?.text === 'Päivystyskäynti');
    const url = `potilastieto/baseR4/${county?.content[0]?.attachment.url}`;
    const open = async (who: Who = AINO): Promise<number> =>
      (await practice.ask('GET', url, who, undefined, { Accept: 'text/xml' })).status;
    expect(await open()).toBe(200);
    expect(await open(NOORA), 'another person has not asked').toBe(404);
    const denial = consent(
      KAISA,
      'luovutuskielto',
      deny('provider', {
        actor: [
          {
            role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'CST' }] },
            reference: { type: 'Organization', identifier: { system: 'urn:ietf:rfc:3986', value: urn(COUNTY) } },
          },
        ],
      }),
    );
    expect((await send(denial)).status).toBe(200);
    expect(await open()).toBe(404);
    expect((await send({ ...denial, status: 'inactive' }, 'W/"1"')).status).toBe(200);
    expect(await open()).toBe(200);
    practice.pass(31 * 60_000);
    expect(await open(), 'half an hour later it has to be asked for again').toBe(404);
  });
});

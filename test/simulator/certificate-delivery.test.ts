/** Certificates and their forwarding by the simulator's own reading: what it takes, what it refuses, what receivers answer. */
import { randomUUID } from 'node:crypto';
import type { Bundle, Communication } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  AINO,
  type Built,
  LEENA,
  newOid,
  NOORA,
  OTHER_PATIENT,
  PATIENT,
  record,
  signed,
} from './support/cda.builder.ts';
import { signerFrom, type Who } from './support/people.ts';
import {
  bundleOf,
  eventSubmission,
  type Practice,
  provenance,
  resources,
  rules,
  serviceEvent,
  startPractice,
  submissionOf,
} from './support/practice.ts';

const KELA = '1.2.246.10.2462460';
const TRAFICOM = '1.2.246.10.29247533';
const urn = (oid: string): string => `urn:oid:${oid}`;
const identified = (type: string, system: string, value: string) => ({ type, identifier: { system, value } });

let practice: Practice;
let event = '';
beforeAll(async () => {
  practice = await startPractice();
  event = newOid('clinic', '14');
  const opened = eventSubmission(serviceEvent(event, practice.now(), PATIENT.hetu ?? ''), practice.now());
  expect((await practice.submit('potilastieto', AINO, opened)).status).toBe(200);
});
afterAll(() => practice.close());

const observation = (name: string, value: string, more = ''): string =>
  `<observation classCode="OBS" moodCode="EVN"><code nullFlavor="OTH"><originalText>${name}</originalText></code>${more}${value}</observation>`;
const part = (name: string, value: string): string =>
  `<entryRelationship typeCode="COMP">${observation(name, value)}</entryRelationship>`;
const date = (digits: string): string => `<value xsi:type="TS" value="${digits}"/>`;
const words = (text: string): string => `<value xsi:type="ST">${text}</value>`;

type Fields = Readonly<Record<string, string>>;
const A_FIELDS: Fields = {
  'Työkyvytön alkaen': date('20260102'),
  'Työkyvytön saakka': date('20260109'),
  'Nykyinen työtehtävä': words('Varastotyö'),
};
/** The view of a certificate: its form and a diagnosis, each with readable text. */
function view(oid: string, form: string, fields: Fields, hasDiagnosis = true): string {
  const item = (n: number): string => `OID${oid}.9.${n}`;
  const pointer = (n: number): string => `<text><reference value="#${item(n)}"/></text>`;
  const parts = Object.entries(fields).map(([name, value]) => part(name, value));
  const diagnosis = `<observation classCode="OBS" moodCode="EVN"><code nullFlavor="NA"/>${pointer(2)}<value xsi:type="CD" code="J06.9" codeSystem="1.2.246.537.6.1.1999"/></observation>`;
  const entries = [
    observation(form, `${words(form)}${parts.join('')}`, pointer(1)),
    ...(hasDiagnosis ? [diagnosis] : []),
  ].map(each => `<entry>${each}</entry>`);
  const text = `<text><list><item ID="${item(1)}">${form}</item><item ID="${item(2)}">J06.9</item></list></text>`;
  return `<component><section><title>Vaihe</title><component><section><title>Todistus</title>${text}${entries.join('')}</section></component></section></component>`;
}
function certificate(
  form = 'Lääkärintodistus A (SV 6)',
  fields: Fields = A_FIELDS,
  change: Parameters<typeof record>[2] & { hasDiagnosis?: boolean } = {},
): Built {
  const { hasDiagnosis, ...rest } = change;
  const oid = newOid('clinic', '11');
  return record(practice.now(), event, { oid, extra: view(oid, form, fields, hasDiagnosis), ...rest });
}
async function stored(built: Built): Promise<string> {
  const reply = await practice.send(built);
  expect(reply.status, reply.text).toBe(200);
  return built.header.oid;
}

const asked = (
  oid: string,
  document: string,
  receiver: string,
  change: Partial<Communication> = {},
): Communication => ({
  resourceType: 'Communication',
  meta: { profile: ['https://kantasim.example/fhir/StructureDefinition/sim-delivery'] },
  identifier: [{ system: 'urn:ietf:rfc:3986', value: urn(oid) }],
  status: 'in-progress',
  category: [
    {
      coding: [
        {
          system: 'https://kantasim.example/fhir/CodeSystem/sim-communication-category',
          code: 'todistuksen-valitys',
        },
      ],
    },
  ],
  subject: identified('Patient', 'urn:oid:1.2.246.21', PATIENT.hetu ?? ''),
  sent: new Date(practice.now()).toISOString(),
  recipient: [identified('Organization', 'urn:ietf:rfc:3986', urn(receiver))],
  sender: identified('Practitioner', 'urn:oid:1.2.246.537.26', AINO.registration),
  reasonCode: [{ text: 'Asiakkaan pyyntö' }],
  payload: [{ contentReference: identified('DocumentReference', 'urn:ietf:rfc:3986', urn(document)) }],
  ...change,
});
function send(communication: Communication, version: number | null = null, who: Who = AINO) {
  const [own, proof] = [randomUUID(), randomUUID()].map(id => `urn:uuid:${id}`) as [string, string];
  const condition = `identifier=urn:ietf:rfc:3986|${communication.identifier?.[0]?.value}`;
  const request =
    version === null
      ? { method: 'POST' as const, url: 'Communication', ifNoneExist: condition }
      : { method: 'PUT' as const, url: `Communication?${condition}`, ifMatch: `W/"${version}"` };
  const bundle: Bundle = bundleOf(
    [
      { fullUrl: own, resource: communication, request },
      {
        fullUrl: proof,
        resource: provenance(own, who, practice.now()),
        request: { method: 'POST', url: 'Provenance' },
      },
    ],
    practice.now(),
  );
  return practice.submit('potilastieto', who, bundle);
}
const told = async (oid: string, who: Who = AINO, service = 'potilastieto') =>
  resources<Communication>(
    await practice.search(service, 'Communication', who, { identifier: `urn:ietf:rfc:3986|${urn(oid)}` }),
    'Communication',
  )[0];

test('a certificate is signed in person by a physician, has what its form asks, and is one', async () => {
  const nurse = await practice.send(certificate(undefined, undefined, { author: NOORA }));
  expect([nurse.status, rules(nurse)]).toEqual([403, ['SIM-SG-006']]);
  const built = certificate();
  const bytes = signed(built, signerFrom('system-clinic'), practice.now(), { kind: '4' });
  const system = await practice.submit('potilastieto', AINO, submissionOf([[built, bytes]], practice.now()));
  expect([system.status, rules(system)]).toEqual([422, ['SIM-SG-002']]);
  const { 'Nykyinen työtehtävä': _, ...lacking } = A_FIELDS;
  expect(rules(await practice.send(certificate(undefined, lacking)))).toEqual(['SIM-REC-009']);
  expect(rules(await practice.send(certificate(undefined, A_FIELDS, { hasDiagnosis: false })))).toEqual([
    'SIM-REC-009',
  ]);
  await stored(certificate());
});

test('is forwarded to its own receiver, who has it a while later; told to nobody else', async () => {
  const document = await stored(certificate());
  const oid = newOid('clinic', '11');
  for (const [wrong, rule] of [
    [asked(oid, document, TRAFICOM), 'SIM-DE-007'],
    [asked(oid, newOid('clinic', '11'), KELA), 'SIM-DE-002'],
    [
      asked(oid, document, KELA, { subject: identified('Patient', 'urn:oid:1.2.246.21', OTHER_PATIENT.hetu ?? '') }),
      'SIM-DE-004',
    ],
    [asked(oid, await stored(record(practice.now(), event)), KELA), 'SIM-DE-006'],
  ] as const)
    expect(rules(await send(wrong))).toEqual([rule]);
  // Without the client's request the profile itself refuses it.
  expect((await send(asked(oid, document, KELA, { reasonCode: [] }))).status).toBeGreaterThanOrEqual(400);
  expect((await send(asked(oid, document, KELA))).status).toBe(200);
  expect((await told(oid))?.status).toBe('in-progress');
  expect(rules(await send(asked(newOid('clinic', '11'), document, KELA)))).toEqual(['SIM-DE-008']);
  expect(await told(oid, LEENA)).toBeUndefined();
  expect(await told(oid, AINO, 'tahdonilmaisu')).toBeUndefined();
  practice.pass(4_000);
  expect(await told(oid)).toMatchObject({ status: 'completed', received: expect.any(String) as string });
  const late = await send(asked(oid, document, KELA, { status: 'stopped' }), 1);
  expect([late.status, rules(late)]).toEqual([409, ['SIM-DE-010']]);
});

test('an A certificate of over two months is refused by its receiver; one taken back is never fetched', async () => {
  const long = await stored(certificate(undefined, { ...A_FIELDS, 'Työkyvytön saakka': date('20260302') }));
  const [refused, back] = [newOid('clinic', '11'), newOid('clinic', '11')];
  expect((await send(asked(refused, long, KELA))).status).toBe(200);
  const f122 = { 'Ajoterveyden ryhmä': words('ryhmä 1'), Ajoterveysvaatimukset: words('täyttyvät') };
  const driving = await stored(certificate('Lääkärinlausunto ajokyvystä (F122)', f122, { hasDiagnosis: false }));
  const first = asked(back, driving, TRAFICOM);
  expect((await send(first)).status).toBe(200);
  expect((await send({ ...first, status: 'stopped' }, 1)).status).toBe(200);
  practice.pass(4_000);
  expect((await told(refused))?.statusReason?.text).toContain('SV 7');
  expect((await told(back))?.status).toBe('stopped');
});

test('a replaced version is not forwarded, and one replaced on its way is refused by the receiver', async () => {
  const built = certificate();
  const document = await stored(built);
  const oid = newOid('clinic', '11');
  expect((await send(asked(oid, document, KELA))).status).toBe(200);
  const later = { setId: document, version: 2, replaces: document };
  await stored(certificate(undefined, undefined, later));
  expect(rules(await send(asked(newOid('clinic', '11'), document, KELA)))).toEqual(['SIM-DE-005']);
  practice.pass(4_000);
  expect((await told(oid))?.status).toBe('not-done');
});

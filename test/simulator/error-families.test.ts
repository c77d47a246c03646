/** Every family of refusals with its statuses and codes, each from a request that earns it. */
import type { OperationOutcome } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAMILIES } from '../../src-main/simulator/rest/refusal.ts';
import { AINO, dispensing, LEENA, newOid, PATIENT, prescription, SOFIA } from './support/cda.builder.ts';
import { centreActs, METADATA, somebody } from './support/centre-acts.ts';
import {
  eventSubmission,
  outcomeCodes,
  type Practice,
  type Reply,
  serviceEvent,
  startPractice,
} from './support/practice.ts';

let practice: Practice;
let acts: ReturnType<typeof centreActs>;
beforeAll(async () => {
  practice = await startPractice();
  acts = centreActs(practice);
});
afterAll(() => practice.close());

type Row = Readonly<{ earns: string; source: string; expects: string; send(): Promise<Reply> }>;

const TABLE = 'HTTP and FHIR R4, as the REST conventions of the practice services put them together';
const CONTENT = 'Kela CDA library, validators';
const STATES = 'kanta.fi, correcting, locking and cancelling; dispensing';

const query = (body: string, token = {}): Promise<Reply> =>
  practice.ask('POST', `resepti/baseR4/${METADATA}`, AINO, body, {}, token);
const parameters = (...named: readonly (readonly [string, string])[]): string =>
  JSON.stringify({
    resourceType: 'Parameters',
    parameter: named.map(([name, valueString]) => ({ name, valueString })),
  });
async function answering(status: number): Promise<Reply> {
  await practice.control({ service: 'resepti', answer: { status, times: 1 } });
  return query(parameters(['patientIdentifier', PATIENT.hetu ?? '']));
}
async function changed(ifMatch: string): Promise<Reply> {
  const event = serviceEvent(newOid('clinic', '14'), practice.now(), PATIENT.hetu ?? '');
  await practice.submit('potilastieto', AINO, eventSubmission(event, practice.now()));
  const found = await practice.search('potilastieto', 'Encounter', AINO, {
    identifier: `urn:ietf:rfc:3986|${event.identifier?.[0]?.value}`,
  });
  const id = (found.json as { entry?: { resource: { id: string } }[] }).entry?.[0]?.resource.id ?? '';
  const ended = { start: event.period?.start ?? '', end: new Date(practice.now()).toISOString() };
  const change = eventSubmission({ ...event, id, status: 'finished', period: ended }, practice.now(), {
    url: `Encounter/${id}`,
    ifMatch,
  });
  return practice.submit('potilastieto', AINO, change);
}

const ROWS: readonly Row[] = [
  { earns: 'no JSON', source: TABLE, expects: '400 E-FORM structure', send: () => query('{') },
  {
    earns: 'a member twice',
    source: TABLE,
    expects: '400 E-FORM structure',
    send: () => query('{"resourceType":"Parameters","resourceType":"Parameters"}'),
  },
  {
    earns: 'an unknown condition',
    source: TABLE,
    expects: '400 E-FORM invalid',
    send: () => query(parameters(['name', 'x'])),
  },
  {
    earns: 'nobody named',
    source: TABLE,
    expects: '400 E-FORM too-costly',
    send: () => query(JSON.stringify({ resourceType: 'Parameters' })),
  },
  {
    earns: 'more than twenty patients',
    source: 'Kela, Finnish Kanta Medication R4: patientIdentifier 0..20',
    expects: '400 E-FORM too-costly',
    send: () =>
      query(parameters(...Array.from({ length: 21 }, () => ['patientIdentifier', PATIENT.hetu ?? ''] as const))),
  },
  {
    earns: 'no token',
    source: TABLE,
    expects: '401 E-AUTH login',
    send: () => practice.ask('POST', `resepti/baseR4/${METADATA}`, null, '{}'),
  },
  {
    earns: 'an old token',
    source: TABLE,
    expects: '401 E-AUTH expired',
    send: () => query('{}', { issuedAtS: Math.floor(practice.now() / 1000) - 4000 }),
  },
  {
    earns: 'a reason that is not theirs',
    source: 'Kela CDA library, kyselyn syy',
    expects: '403 E-AUTH forbidden',
    send: () => query(parameters(['patientIdentifier', PATIENT.hetu ?? '']), { reason: '6' }),
  },
  {
    earns: 'an unknown id',
    source: TABLE,
    expects: '404 E-FORM not-found',
    send: () => practice.ask('GET', 'resepti/baseR4/MedicationRequest/nobody', AINO),
  },
  {
    earns: 'a search in the address',
    source: TABLE,
    expects: '405 E-FORM not-supported',
    send: () => practice.ask('GET', 'resepti/baseR4/MedicationRequest', AINO),
  },
  {
    earns: 'another form of answer',
    source: TABLE,
    expects: '406 E-FORM not-supported',
    send: () => practice.ask('GET', 'resepti/baseR4/metadata', null, undefined, { Accept: 'text/html' }),
  },
  {
    earns: 'another form of content',
    source: TABLE,
    expects: '415 E-FORM not-supported',
    send: () =>
      practice.ask('POST', `resepti/baseR4/${METADATA}`, AINO, '<Parameters/>', { 'Content-Type': 'application/xml' }),
  },
  {
    earns: 'somebody else’s hold',
    source: STATES,
    expects: '409 E-STATE conflict SIM-ST-007',
    async send() {
      const rx = await acts.made();
      await acts.operate(rx, '$accept', { kind: 'hold' }, LEENA);
      return acts.operate(rx, '$accept', { kind: 'hold' }, SOFIA);
    },
  },
  {
    earns: 'a version that is not the newest',
    source: STATES,
    expects: '409 E-REF conflict SIM-ST-002',
    async send() {
      const rx = await acts.made();
      await practice.send(acts.nextVersion(rx, '3'));
      return practice.send(acts.nextVersion(rx, '3'));
    },
  },
  {
    earns: 'other bytes under a known identifier',
    source: TABLE,
    expects: '409 E-DUP duplicate',
    async send() {
      const rx = await acts.made();
      const { oid, patient } = rx.header;
      return practice.send(prescription(practice.now(), { oid, patient, dosage: 'Jokin muu annos.' }));
    },
  },
  { earns: 'an old version', source: TABLE, expects: '412 E-REF conflict', send: () => changed('W/"9"') },
  {
    earns: 'what was changed after signing',
    source: 'signature of the document; code 4Y00007 where a digest differs',
    expects: '422 E-FORM security',
    send: () =>
      practice.send(prescription(practice.now(), { patient: somebody() }), {
        tamper: xml => xml.replace('kerran päivässä', 'kahdesti päivässä'),
      }),
  },
  {
    earns: 'a cancellation that only the Centre makes',
    source: CONTENT,
    expects: '422 E-CODE',
    async send() {
      return practice.send(acts.nextVersion(await acts.made(), '2', { cancel: { type: '4', reason: '2' } }));
    },
  },
  {
    earns: 'an unknown kind of hold',
    source: STATES,
    expects: '422 E-CODE code-invalid',
    send: async () => acts.operate(await acts.made(), '$accept', { kind: 'borrowed' }),
  },
  {
    earns: 'more than what is left',
    source: STATES,
    expects: '422 E-QTY business-rule SIM-ST-009',
    send: async () => practice.send(dispensing(practice.now(), await acts.made(), { amount: '201', remaining: '0' })),
  },
  {
    earns: 'a lock without a reason',
    source: STATES,
    expects: '422 E-FORM required SIM-ST-026',
    send: async () => acts.operate(await acts.made(), '$accept', { kind: 'locked' }),
  },
  { earns: 'too many at once', source: TABLE, expects: '429 E-BUSY throttled', send: () => answering(429) },
  { earns: 'a fault', source: TABLE, expects: '500 E-BUSY exception', send: () => answering(500) },
  { earns: 'maintenance', source: TABLE, expects: '503 E-BUSY transient', send: () => answering(503) },
  { earns: 'a time-out', source: TABLE, expects: '504 E-BUSY timeout', send: () => answering(504) },
];

describe('families of refusals', () => {
  test('each has a row, and each row its source', () => {
    const named = new Set(ROWS.map(({ expects }) => expects.split(' ')[1]));
    expect([...named].sort()).toEqual([...FAMILIES].sort());
    expect(ROWS.filter(({ source }) => source === '')).toEqual([]);
  });

  test.each(ROWS)('$expects: $earns', async ({ expects, send }) => {
    const reply = await send();
    expect(`${reply.status} ${outcomeCodes(reply).join(' ')}`).toContain(expects);
    const issues = (reply.json as OperationOutcome).issue;
    expect(issues.every(({ details, severity }) => severity === 'error' && (details?.text ?? '') !== '')).toBe(true);
  });

  test('are told in the language of whoever asks, without the patient’s data', async () => {
    const texts = await Promise.all(
      ['fi', 'sv', 'en'].map(async language => {
        const rx = prescription(practice.now(), { patient: somebody(), validUntil: '20351224' });
        return (await practice.send(rx, {}, { 'Accept-Language': language })).text;
      }),
    );
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).not.toMatch(/\d{6}[-+A-FYXWVU]9\d\d[0-9A-Y]/);
  });
});

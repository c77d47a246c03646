/** Who may read which prescription: the rules of access each by itself, and over HTTP; the archive, deaths and the log of it all. */
import type { AuditEvent, Bundle, DocumentReference, MedicationRequest, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACCESS_RULES,
  type AccessAsked,
  type AccessAsking,
  accessTo,
} from '../../src-main/simulator/rules/prescription-access.ts';
import { MONTHS_IN_CENTRE } from '../../src-main/simulator/rules/retention.ts';
import {
  AINO,
  type Built,
  dispensing,
  ILMARI,
  LEENA,
  NOORA,
  PATIENT,
  prescription,
  SOFIA,
} from './support/cda.builder.ts';
import { answerOf, centreActs, METADATA, somebody } from './support/centre-acts.ts';
import { professional } from './support/people.ts';
import { enterAs } from './support/citizen-window.ts';
import { DAY_MS, type Practice, resources, rules, startPractice } from './support/practice.ts';

let practice: Practice;
let acts: ReturnType<typeof centreActs>;
beforeAll(async () => {
  practice = await startPractice();
  acts = centreActs(practice);
});
afterAll(() => practice.close());

const KAISA = PATIENT.hetu ?? '';
const VEIKKO = professional('veikko-tukiainen');
const REQUEST = { reason: '6', relation: 'oralRequest' } as const;

describe('the rules of access', () => {
  const asking: AccessAsking = { reason: '6', isPharmacy: true, isPrescribersSide: false, isNamed: false };
  const asked: AccessAsked = { isArchived: false, isDenied: true, isControlled: false, isOpenInEmergency: false };
  const clinic = { ...asking, reason: '1', isPharmacy: false };

  /** For each rule somebody for whom it decides, and the nearest other for whom it does not. */
  const CASES: Readonly<Record<string, readonly [AccessAsking, AccessAsked, AccessAsking, AccessAsked]>> = {
    'SIM-AC-001': [{ ...asking, isNamed: true }, { ...asked, isArchived: true }, { ...asking, isNamed: true }, asked],
    'SIM-AC-002': [asking, { ...asked, isDenied: false }, asking, asked],
    'SIM-AC-003': [
      { ...asking, reason: '22', isNamed: true },
      { ...asked, isControlled: true },
      { ...asking, reason: '23', isNamed: true },
      { ...asked, isControlled: true },
    ],
    'SIM-AC-004': [{ ...asking, reason: '27' }, asked, { ...asking, reason: '28' }, asked],
    'SIM-AC-005': [asking, { ...asked, isControlled: true }, asking, asked],
    'SIM-AC-006': [{ ...asking, isNamed: true }, asked, asking, asked],
    'SIM-AC-007': [{ ...clinic, isPrescribersSide: true }, asked, { ...asking, isPrescribersSide: true }, asked],
    'SIM-AC-008': [
      { ...clinic, reason: '2' },
      { ...asked, isOpenInEmergency: true },
      clinic,
      { ...asked, isOpenInEmergency: true },
    ],
    'SIM-AC-009': [clinic, asked, { ...clinic, isNamed: true }, asked],
  };

  test('none is without a case and a source', () => {
    expect(Object.keys(CASES)).toEqual(ACCESS_RULES.map(({ id }) => id));
    expect(ACCESS_RULES.filter(({ source, says }) => source === '' || says === '')).toEqual([]);
  });
  test.each(ACCESS_RULES.map(rule => [rule.id, rule] as const))(
    '%s decides where it holds, and only there',
    (id, rule) => {
      const [who, what, other, elsewhere] = CASES[id] ?? [asking, asked, asking, asked];
      expect(accessTo(who, what)).toBe(rule);
      expect(accessTo(other, elsewhere).id).not.toBe(id);
    },
  );
});

/** A prescription of Kaisa's that she denies in her own service, and a way to take the denial back. */
async function denied(change: Parameters<typeof acts.made>[0] = {}): Promise<Built> {
  const rx = await acts.made({ patient: PATIENT, ...change });
  const window = await enterAs(practice, KAISA);
  await window.send('tahto', { kind: 'prescription', setId: rx.header.setId, place: 'reseptit' });
  return rx;
}
const finds = async (rx: Built, who: typeof AINO, token = {}): Promise<boolean> => {
  const found = await acts.listed(METADATA, who, { patient: rx.header.patient }, token);
  return typeof found !== 'number' && found.includes(rx.header.setId);
};

describe('a denied prescription', () => {
  test('is not found by the patient’s code: nor are its state, its dispensings or its documents', async () => {
    const rx = await acts.made({ patient: PATIENT });
    const lot = await acts.lotOf(rx);
    const about = { 'patient:identifier': `urn:oid:1.2.246.21|${KAISA}` };
    const seen = async (type: string): Promise<string> =>
      (await practice.search('resepti', type, SOFIA, about, REQUEST)).text;
    for (const type of ['Task', 'MedicationDispense', 'DocumentReference', 'MedicationRequest'])
      expect([type, (await seen(type)).includes(rx.header.setId)]).toEqual([type, true]);
    const window = await enterAs(practice, KAISA);
    await window.send('tahto', { kind: 'prescription', setId: rx.header.setId });
    for (const type of ['Task', 'MedicationDispense', 'DocumentReference', 'MedicationRequest']) {
      const text = await seen(type);
      expect([type, text.includes(rx.header.setId), text.includes(lot.header.setId)]).toEqual([type, false, false]);
    }
  });

  test('answers by its logical id as if it were not there, until it is asked for by its own identifier', async () => {
    const rx = await denied();
    const request = await acts.requestOf(rx);
    const task = await acts.taskOf(rx);
    const document = resources<DocumentReference>(
      await practice.search('resepti', 'DocumentReference', AINO, {
        identifier: `http://resepti.kanta.fi/fhir/id/id|urn:oid:${rx.header.oid}`,
      }),
      'DocumentReference',
    )[0];
    const paths = [
      `MedicationRequest/${request?.id}`,
      `MedicationRequest/${request?.id}/_history`,
      `MedicationRequest/${request?.id}/_history/1`,
      `Task/${task?.id}`,
      `DocumentReference/${document?.id}`,
      document?.content[0]?.attachment.url ?? '',
    ];
    const statuses = (who = SOFIA): Promise<number[]> =>
      Promise.all(paths.map(async path => (await practice.ask('GET', `resepti/baseR4/${path}`, who)).status));
    expect(await statuses()).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await acts.operate(rx, '$accept', { kind: 'hold' }, SOFIA, task?.id)).status).toBe(404);
    // The customer shows the summary.
    expect(await acts.listed(METADATA, SOFIA, { identifier: rx.header.oid })).toEqual([rx.header.setId]);
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await acts.operate(rx, '$accept', { kind: 'hold' }, SOFIA, task?.id)).status).toBe(200);
    expect(answerOf(await practice.send(dispensing(practice.now(), rx, { pharmacist: SOFIA })))).toEqual([200]);
    // Another pharmacy knows nothing of it.
    expect(await statuses(LEENA)).toEqual([404, 404, 404, 404, 404, 404]);
    practice.pass(DAY_MS);
    expect(await statuses()).toEqual([404, 404, 404, 404, 404, 404]);
  });

  test('is seen by the provider that prescribed it, by no pharmacy, and by nobody abroad', async () => {
    const rx = await denied();
    expect([await finds(rx, AINO), await finds(rx, NOORA), await finds(rx, AINO, { reason: '26' })]).toEqual([
      true,
      true,
      true,
    ]);
    expect([await finds(rx, LEENA, REQUEST), await finds(rx, LEENA, { reason: '26' })]).toEqual([false, false]);
    expect(await finds(rx, LEENA, { reason: '27' })).toBe(true);
    expect(await finds(rx, AINO, { reason: '22' })).toBe(false);
    expect(await acts.listed(METADATA, LEENA, { identifier: rx.header.oid }, { reason: '22' })).toEqual([]);
  });

  test('of a PKV medicine or a narcotic is shown all the same', async () => {
    for (const change of [{ pkv: 'P' }, { pkv: 'H', narcotic: true }])
      expect(await finds(await denied(change), LEENA, REQUEST)).toBe(true);
  });

  test('leaves no trace in what is counted', async () => {
    const patient = PATIENT;
    const rx = await acts.made({ patient });
    const body = JSON.stringify({
      resourceType: 'Parameters',
      parameter: [{ name: 'patientIdentifier', valueIdentifier: { value: KAISA } }],
    });
    const total = async (): Promise<number> =>
      ((await practice.ask('POST', `resepti/baseR4/${METADATA}`, LEENA, body)).json as Bundle).total ?? 0;
    const before = await total();
    const window = await enterAs(practice, KAISA);
    await window.send('tahto', { kind: 'prescription', setId: rx.header.setId });
    expect(await total()).toBe(before - 1);
  });

  test('waits in the inbox of the unit that is asked to renew it', async () => {
    const rx = await acts.made({ patient: PATIENT });
    const window = await enterAs(practice, KAISA);
    await window.send('uusi', { setId: rx.header.setId, message: '' });
    await window.send('tahto', { kind: 'prescription', setId: rx.header.setId });
    const inbox = (who: typeof AINO) =>
      practice.search('resepti', 'Task', who, {
        'owner:identifier': 'urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.10.1',
        code: 'urn:oid:1.2.246.537.5.40105.2006|8',
        _count: '100',
      });
    expect((await inbox(AINO)).text).toContain(rx.header.setId);
    expect((await inbox(LEENA)).text).not.toContain(rx.header.setId);
  });
});

test('an emergency opens denied prescriptions to health care only where that was allowed, all at once', async () => {
  const urgent = { reason: '2' } as const;
  const two = [await denied(), await denied()];
  // Somebody of another provider: neither in care nor in an emergency.
  const seen = (token = {}): Promise<boolean[]> => Promise.all(two.map(rx => finds(rx, VEIKKO, token)));
  expect([await seen(), await seen(urgent)]).toEqual([
    [false, false],
    [false, false],
  ]);
  const window = await enterAs(practice, KAISA);
  const page = await window.send('tahto', { kind: 'deniedInEmergency', place: 'reseptit' });
  expect(page.text).toContain('saa näyttää terveydenhuollolle hätätilanteessa');
  const again = await window.send('tahto', { kind: 'deniedInEmergency', place: 'reseptit' });
  expect(again.text).toContain('Samasta asiasta on jo voimassa oleva tahdonilmaisu.');
  expect([await seen(urgent), await seen()]).toEqual([
    [true, true],
    [false, false],
  ]);
  const form = page.text.split('<form').find(part => part.includes('Kielletyt reseptit saa näyttää')) ?? '';
  const id = /name="id" value="([^"]+)"/.exec(form)?.[1] ?? '';
  await window.send('peru', { id, place: 'reseptit' });
  expect(await seen(urgent)).toEqual([false, false]);
});

test('a pharmacy says on whose word it fetches for dispensing; what is shown by its identifier needs none', async () => {
  const rx = await acts.made();
  const { patient } = rx.header;
  for (const relation of [undefined, ' '])
    expect(await acts.listed(METADATA, LEENA, { patient }, { reason: '6', ...(relation ? { relation } : {}) })).toBe(
      403,
    );
  expect(await acts.listed('$get-medicationlist', LEENA, { patient }, { reason: '6' })).toBe(403);
  const about = { 'patient:identifier': `urn:oid:1.2.246.21|${patient.hetu}` };
  expect((await practice.search('resepti', 'Task', LEENA, about, { reason: '6' })).status).toBe(403);
  expect((await practice.search('resepti', 'Task', LEENA, about, REQUEST)).status).toBe(200);
  expect(await acts.listed(METADATA, LEENA, { patient }, REQUEST)).toEqual([rx.header.setId]);
  expect(await acts.listed(METADATA, LEENA, { identifier: rx.header.oid }, { reason: '6' })).toEqual([rx.header.setId]);
});

describe('the Prescription Archive', () => {
  const old = (months: number): Date => {
    const day = new Date(practice.now());
    day.setUTCMonth(day.getUTCMonth() - months);
    return day;
  };
  const written = (months: number) => acts.made({ prescribedMs: old(months).getTime(), patient: PATIENT });
  const night = (): void => practice.pass(DAY_MS);

  test(`takes what was written ${MONTHS_IN_CENTRE} months ago and is over, at night; from then on professionals neither find nor touch it`, async () => {
    const [young, aged] = [await written(MONTHS_IN_CENTRE - 1), await written(MONTHS_IN_CENTRE + 1)];
    expect([await finds(young, AINO), await finds(aged, AINO)]).toEqual([true, true]);
    night();
    expect([await finds(young, AINO), await finds(aged, AINO)]).toEqual([true, false]);
    expect(await acts.listed(METADATA, AINO, { identifier: aged.header.oid })).toEqual([]);
    for (const reason of ['3', '4', '7', '14', '26', '27', '99'])
      expect(await acts.listed(METADATA, LEENA, { identifier: aged.header.oid }, { reason })).toEqual(
        reason === '14' ? 400 : [],
      );
    expect(await acts.taskOf(aged)).toBeUndefined();
    const refused = await Promise.all(
      [acts.nextVersion(aged, '2'), acts.nextVersion(aged, '3'), dispensing(practice.now(), aged)].map(async built =>
        rules(await practice.send(built)),
      ),
    );
    for (const ids of refused) expect(ids).toContain('SIM-ST-032');
  });

  test('shows it to the citizen, who can ask for nothing more of it', async () => {
    const aged = await written(MONTHS_IN_CENTRE + 2);
    night();
    const page = (await (await enterAs(practice, KAISA)).get('reseptit')).text;
    const row = page.split('<tr').find(part => part.includes(`data-set="${aged.header.setId}"`)) ?? '';
    expect(row).toContain('Reseptiarkistossa');
    expect(row).not.toContain('<form');
  });
});

describe('a death', () => {
  test('cancels at night what was open, with its own type; nothing more is written for the person', async () => {
    const [rx, over] = [await acts.made(), await acts.made()];
    const { patient } = rx.header;
    const told = await practice.ask(
      'POST',
      'control/deaths',
      null,
      JSON.stringify({ identityCode: patient.hetu, day: '2026-11-20' }),
      { Authorization: 'Bearer control-token' },
    );
    expect(told.status).toBe(200);
    const request = (await acts.requestOf(rx)) as MedicationRequest;
    expect([await acts.stateOf(rx), request.status]).toEqual(['cancelled', 'stopped']);
    expect(JSON.stringify(request.extension)).toContain('{"system":"urn:oid:1.2.246.537.5.40103.2006","code":"5"}');
    const read = await practice.ask('GET', `resepti/baseR4/MedicationRequest/${request.id}`, AINO);
    expect([read.status, practice.events.filter(({ event }) => event === 'answer-not-valid')]).toEqual([200, []]);
    expect(await acts.stateOf(over)).toBe('available');
    expect(answerOf(await practice.send(prescription(practice.now(), { patient })))).toEqual([
      409,
      'E-STATE conflict SIM-ST-033',
    ]);
    expect(answerOf(await practice.send(dispensing(practice.now(), rx)))).toEqual([409, 'E-STATE conflict SIM-ST-004']);
  });
});

describe('the viewing log', () => {
  test('tells of each look who, by which right, for whom, why and on whose word; of a refusal too; of one’s own house only', async () => {
    const patient = somebody();
    const rx = await acts.made({ patient });
    await acts.listed(METADATA, LEENA, { patient }, REQUEST);
    await practice.send(dispensing(practice.now(), rx, { remaining: '150' }));
    const lines = async (who: typeof AINO) =>
      resources<AuditEvent>(
        await practice.search('resepti', 'AuditEvent', who, { date: 'ge2026-11-22' }, { reason: '14' }),
        'AuditEvent',
      );
    const [refusal, look] = await lines(LEENA);
    expect([refusal?.action, refusal?.outcome]).toEqual(['C', '4']);
    expect(look).toMatchObject({
      action: 'E',
      outcome: '0',
      purposeOfEvent: [{ coding: [{ code: '6' }] }],
      agent: [
        {
          who: { identifier: { value: LEENA.registration } },
          role: [{ coding: [{ code: '006' }] }],
          policy: ['urn:x-relation:oralRequest'],
        },
        { who: { identifier: { value: 'urn:oid:1.2.246.10.77777777.10.1' } } },
      ],
    });
    expect(JSON.stringify(look?.entity)).toContain(rx.header.oid);
    expect(JSON.stringify(look)).not.toContain(patient.hetu);
    expect((await lines(SOFIA)).some(({ entity }) => JSON.stringify(entity).includes(rx.header.oid))).toBe(false);
    expect((await lines(ILMARI)).length).toBeLessThanOrEqual(100);
  });

  test('is told to no citizen’s reason and to nobody without the reason of supervision', async () => {
    for (const reason of ['1', '6', '12', '13', '15'])
      expect((await practice.search('resepti', 'AuditEvent', LEENA, { date: 'ge2026-11-22' }, { reason })).status).toBe(
        403,
      );
  });
});

test('requests that were taken into work end after eight days, prescriptions on the day after their last', async () => {
  const until = new Date(practice.now() + 3 * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const rx = await acts.made({ validUntil: until });
  const states: (string | undefined)[] = [];
  for (let day = 0; day < 5; day += 1) {
    states.push(await acts.stateOf(rx));
    practice.pass(DAY_MS);
  }
  expect(states).toEqual(['available', 'available', 'available', 'available', 'expired']);
  const task: Task | undefined = await acts.taskOf(rx);
  expect(task?.status).toBe('cancelled');
});

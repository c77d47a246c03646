import type { Task } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CdaHeader, type CdaRenewalRequest } from '../../src-main/simulator/cda/cda-types.ts';
import { RENEWAL_REQUEST_RULES } from '../../src-main/simulator/rules/renewal-request.rules.ts';
import { broken } from '../../src-main/simulator/rules/rule.ts';
import { AINO, type AnswerChange, LEENA, MIKAEL, PATIENT, renewalAnswer } from './support/cda.builder.ts';
import { type Practice, DAY_MS, type Reply, resources, rules, startPractice } from './support/practice.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const CLINIC = 'urn:ietf:rfc:3986|urn:oid:1.2.246.10.88888888.10.1';
const REQUEST = 'urn:oid:1.2.246.537.5.40105.2006|8';
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ prescriptions: true });
  await practice.simulator.seeded;
});
afterAll(() => practice.close());

const inbox = async (who = AINO): Promise<readonly Task[]> =>
  resources<Task>(
    await practice.search('resepti', 'Task', who, { 'owner:identifier': CLINIC, code: REQUEST, _count: '100' }),
    'Task',
  );
const again = async (id: string | undefined): Promise<Task | undefined> => (await inbox()).find(task => task.id === id);
const operate = (
  id: string | undefined,
  name: '$accept' | '$reject',
  who: typeof AINO,
  values: Record<string, string>,
) =>
  practice.ask(
    'POST',
    `resepti/baseR4/Task/${id}/${name}`,
    who,
    JSON.stringify({
      resourceType: 'Parameters',
      ...(Object.keys(values).length === 0
        ? {}
        : { parameter: Object.entries(values).map(([key, valueString]) => ({ name: key, valueString })) }),
    }),
    { 'X-Request-Id': crypto.randomUUID() },
  );
const result = (reply: Reply): readonly unknown[] => [reply.status, ...rules(reply).filter(r => r !== '')];

test('the practice patients ask: each request is new, of one patient, for the clinic', async () => {
  const tasks = await inbox();
  expect(tasks).toHaveLength(30);
  expect(new Set(tasks.map(task => task.for?.reference)).size).toBe(30);
  expect(new Set(tasks.map(task => task.status))).toEqual(new Set(['requested']));
});

test('taken into work it has eight days; taken again it is the same; another unit neither takes nor answers it', async () => {
  const [task] = await inbox();
  expect((await operate(task?.id, '$accept', LEENA, {})).status).toBe(403);
  const taken = (await operate(task?.id, '$accept', AINO, {})).json as Task;
  expect([taken.status, taken.businessStatus?.coding?.[0]?.code]).toEqual(['received', 'renewal-received']);
  expect(Date.parse(taken.restriction?.period?.end ?? '')).toBe(practice.now() + 8 * DAY_MS);
  practice.pass(60_000);
  const twice = (await operate(task?.id, '$accept', MIKAEL, {})).json as Task;
  expect(twice.restriction).toEqual(taken.restriction);
  expect((await operate(task?.id, '$reject', LEENA, { outcome: 'rejected', reason: 'ei' })).status).toBe(403);
});

test('rejected or returned with a ground, once; what was not taken into work cannot be answered', async () => {
  const [, one, two, three] = await inbox();
  expect(result(await operate(one?.id, '$reject', AINO, { outcome: 'rejected', reason: 'Aika varattava' }))).toEqual([
    409,
    'SIM-ST-027',
  ]);
  for (const task of [one, two]) expect((await operate(task?.id, '$accept', AINO, {})).status).toBe(200);
  expect((await operate(one?.id, '$reject', AINO, { outcome: 'rejected' })).status).toBe(422);
  expect((await operate(one?.id, '$reject', AINO, { outcome: 'renewed', reason: 'x' })).status).toBe(422);
  const ground = { outcome: 'rejected', reason: 'Aika varattava' };
  expect((await operate(one?.id, '$reject', AINO, ground)).status).toBe(204);
  expect((await operate(one?.id, '$reject', AINO, ground)).status).toBe(204);
  expect(await again(one?.id)).toMatchObject({ status: 'rejected', statusReason: { text: 'Aika varattava' } });
  expect((await operate(one?.id, '$accept', AINO, {})).status).toBe(409);
  expect((await operate(two?.id, '$reject', AINO, { outcome: 'returned', reason: 'Toinen yksikkö' })).status).toBe(204);
  expect((await again(two?.id))?.businessStatus?.coding?.[0]?.code).toBe('renewal-returned');
  expect((await again(three?.id))?.status).toBe('requested');
});

test('a signed answer rejects or returns what was taken into work, for its patient and prescription, once', async () => {
  const [one, two] = (await inbox()).filter(({ status }) => status === 'requested');
  const oidIn = (task: Task | undefined): string => task?.identifier?.[0]?.value?.replace('urn:oid:', '') ?? '';
  const answer = (task: Task | undefined, change: Partial<AnswerChange> = {}) =>
    renewalAnswer(practice.now(), {
      patient: { ...PATIENT, hetu: task?.for?.identifier?.value ?? '' },
      request: oidIn(task),
      prescription: task?.focus?.identifier?.value?.replace('urn:oid:', '') ?? '',
      ground: 'Aika varattava',
      ...change,
    });
  const sent = async (task: Task | undefined, change: Partial<AnswerChange> = {}): Promise<readonly unknown[]> =>
    result(await practice.send(answer(task, change)));

  expect(await sent(one)).toEqual([409, 'SIM-ST-027']);
  for (const task of [one, two]) expect((await operate(task?.id, '$accept', AINO, {})).status).toBe(200);
  expect(await sent(one, { state: 'Uusittu' })).toEqual([422, 'SIM-RA-001']);
  expect(await sent(one, { ground: '' })).toEqual([422, 'SIM-RA-002']);
  expect(await sent(one, { headerRequest: oidIn(two) })).toEqual([422, 'SIM-RA-003']);
  expect(await sent(one, { patient: answer(two).header.patient })).toEqual([409, 'SIM-ST-003']);
  expect(await sent(one, { prescription: answer(two).header.setId })).toEqual([409, 'SIM-ST-001']);
  expect((await sent(one, { by: LEENA }))[0]).toBe(403);
  expect((await again(one?.id))?.status).toBe('received');

  expect(await sent(one)).toEqual([200]);
  expect(await again(one?.id)).toMatchObject({ status: 'rejected', statusReason: { text: 'Aika varattava' } });
  expect(await sent(one)).toEqual([409, 'SIM-ST-027']);
  expect(await sent(two, { state: 'Returnerad', ground: 'Toinen yksikkö' })).toEqual([200]);
  expect((await again(two?.id))?.businessStatus?.coding?.[0]?.code).toBe('renewal-returned');
});

test('not answered in eight days it ends by itself; one that was never taken waits on', async () => {
  const open = (await inbox()).filter(({ status }) => status === 'requested');
  const [taken, waiting] = open;
  expect((await operate(taken?.id, '$accept', AINO, {})).status).toBe(200);
  practice.pass(8 * DAY_MS - 60_000);
  expect((await again(taken?.id))?.status).toBe('received');
  practice.pass(60_000);
  expect(await again(taken?.id)).toMatchObject({ status: 'failed' });
  expect((await again(taken?.id))?.businessStatus?.coding?.[0]?.code).toBe('renewal-expired');
  expect((await again(waiting?.id))?.status).toBe('requested');
  expect(result(await operate(taken?.id, '$reject', AINO, { outcome: 'rejected', reason: 'myöhässä' }))).toEqual([
    409,
    'SIM-ST-027',
  ]);
});

test('a request of a professional names its unit with a phone, one prescription, and whose word it rests on', () => {
  const reference = { oid: '1.2.246.10.77777777.93.2026.1', setId: '1.2.246.10.77777777.93.2026.1' };
  const body: CdaRenewalRequest = {
    recipient: '1.2.246.10.88888888.10.1',
    recipientPhone: 'tel:0100000001',
    message: null,
    consent: '3',
    prescription: reference,
    headerPrescription: reference.oid,
  };
  const faults = (change: Partial<CdaRenewalRequest>, version = 1): readonly (string | undefined)[] =>
    broken(RENEWAL_REQUEST_RULES, { header: { version } as CdaHeader, body: { ...body, ...change } }).map(
      ({ diagnostics }) => diagnostics,
    );
  expect(faults({})).toEqual([]);
  expect(faults({ recipient: null })).toEqual(['SIM-RQ-001']);
  expect(faults({ recipientPhone: null })).toEqual(['SIM-RQ-001']);
  expect(faults({ prescription: null })).toEqual(['SIM-RQ-002']);
  expect(faults({ headerPrescription: '1.2.246.10.77777777.93.2026.2' })).toEqual(['SIM-RQ-002']);
  expect(faults({ consent: '4' })).toEqual(['SIM-RQ-003']);
  expect(faults({}, 2)).toEqual(['SIM-RQ-004']);
});

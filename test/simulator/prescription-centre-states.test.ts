import type { MedicationDispense, MedicationRequest, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AINO,
  type Built,
  LEENA,
  MIKAEL,
  OTHER_PATIENT,
  type PrescriptionChange,
  SOFIA,
  dispensing,
  prescription,
} from './support/cda.builder.ts';
import { type Practice, DAY_MS, type Reply, resources, rules, startPractice } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const result = (reply: Reply): readonly unknown[] => [reply.status, ...rules(reply).filter(r => r !== '')];
async function stored(change: PrescriptionChange = {}): Promise<Built> {
  const rx = prescription(practice.now(), change);
  const reply = await practice.send(rx);
  expect(reply.status, reply.text).toBe(200);
  return rx;
}
const next = (rx: Built, change: PrescriptionChange): Built =>
  prescription(practice.now(), { setId: rx.header.setId, version: 2, replaces: rx.header.oid, ...change });
const cancel = (rx: Built, type: string, change: PrescriptionChange = {}): Built =>
  next(rx, { type: '2', signerRole: 'MIT', cancel: { type, reason: '2' }, ...change });
const correct = (rx: Built, change: PrescriptionChange = {}): Built =>
  next(rx, { type: '3', signerRole: 'KOR', correct: { reason: '4' }, ...change });
const request = async (rx: Built): Promise<MedicationRequest> =>
  resources<MedicationRequest>(
    await practice.search('resepti', 'MedicationRequest', AINO, {
      identifier: `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${rx.header.setId}`,
    }),
    'MedicationRequest',
  )[0] as MedicationRequest;
const task = async (rx: Built, who = LEENA): Promise<Task> =>
  resources<Task>(
    await practice.search('resepti', 'Task', who, { focus: `MedicationRequest/${(await request(rx)).id}` }),
    'Task',
  )[0] as Task;
const operate = (
  id: string | undefined,
  name: 'accept' | 'reject',
  who: typeof LEENA,
  parameter: readonly Record<string, unknown>[],
) =>
  practice.ask(
    'POST',
    `resepti/baseR4/Task/${id}/$${name}`,
    who,
    JSON.stringify({ resourceType: 'Parameters', parameter }),
    { 'X-Request-Id': crypto.randomUUID() },
  );
const take = async (rx: Built, who: typeof LEENA, kind: string, reason?: string) =>
  operate((await task(rx)).id, 'accept', who, [
    { name: 'kind', valueCode: kind },
    ...(reason ? [{ name: 'reason', valueString: reason }] : []),
  ]);
const secretOf = (t: Task | undefined) => t?.identifier?.find(i => i.system?.endsWith('/task-secret'))?.value;
const extension = (r: MedicationRequest, name: string) =>
  r.dispenseRequest?.extension?.find(e => e.url.endsWith(`/${name}`))?.valueString;

describe('cancelling', () => {
  test('by the prescriber ends it: order cancelled, task cancelled, nothing more happens', async () => {
    const rx = await stored();
    expect((await practice.send(cancel(rx, '1'))).status).toBe(200);
    const now = await request(rx);
    expect([
      now.status,
      now.statusReason?.coding?.[0]?.code,
      (await task(rx)).businessStatus?.coding?.[0]?.code,
    ]).toEqual(['cancelled', '2', 'cancelled']);
    expect(result(await practice.send(dispensing(practice.now(), rx)))).toEqual([409, 'SIM-ST-004']);
    expect(result(await practice.send(correct(rx)))).toEqual([409, 'SIM-ST-004', 'SIM-ST-002']);
  });

  test('for a technical reason by a pharmacy only while nothing has been dispensed', async () => {
    const [fresh, used] = [await stored(), await stored()];
    await practice.send(dispensing(practice.now(), used));
    expect((await practice.send(cancel(fresh, '2', { signer: LEENA }))).status).toBe(200);
    expect(result(await practice.send(cancel(used, '2', { signer: LEENA })))).toEqual([409, 'SIM-ST-017']);
    expect((await practice.send(cancel(used, '2'))).status).toBe(200);
  });

  test('as patient-caused only by the writer; by the Centre’s own types by nobody', async () => {
    const rx = await stored();
    expect(result(await practice.send(cancel(rx, '3', { signer: MIKAEL })))).toEqual([403, 'SIM-ST-016']);
    expect(result(await practice.send(cancel(rx, '4')))).toEqual([422, 'SIM-RX-040']);
    expect(result(await practice.send(cancel(rx, '1', { cancel: { type: '1', reason: '5' } })))).toEqual([
      422,
      'SIM-RX-041',
    ]);
    expect((await practice.send(cancel(rx, '3'))).status).toBe(200);
  });
});

describe('correcting', () => {
  test('keeps the logical resource, moves the version and the identifier', async () => {
    const rx = await stored();
    const fixed = correct(rx, { dosage: '2 tablettia illalla.' });
    expect((await practice.send(fixed)).status).toBe(200);
    const now = await request(rx);
    expect([now.identifier?.[0]?.value, now.dosageInstruction?.[0]?.text, now.meta?.versionId, now.status]).toEqual([
      `urn:oid:${fixed.header.oid}`,
      '2 tablettia illalla.',
      '2',
      'active',
    ]);
    const old = await practice.ask('GET', `resepti/baseR4/MedicationRequest/${now.id}/_history/1`, AINO);
    expect((old.json as MedicationRequest).dosageInstruction?.[0]?.text).toBe('1 tabletti kerran päivässä.');
    expect(result(await practice.send(correct(rx)))).toEqual([409, 'SIM-ST-002']);
  });

  test('changes neither patient nor prescriber, by a pharmacy not the medicine', async () => {
    const rx = await stored();
    expect(result(await practice.send(correct(rx, { patient: OTHER_PATIENT })))).toEqual([409, 'SIM-ST-003']);
    expect(result(await practice.send(correct(rx, { prescriber: MIKAEL })))).toEqual([422, 'SIM-ST-014']);
    expect(result(await practice.send(correct(rx, { signer: LEENA, vnr: '900999' })))).toEqual([403, 'SIM-ST-015']);
    expect((await practice.send(correct(rx, { signer: LEENA, dosage: 'Yksi tabletti.' }))).status).toBe(200);
  });

  test('ends a lock', async () => {
    const rx = await stored();
    expect((await take(rx, LEENA, 'locked', 'Epäselvä annos')).status).toBe(200);
    expect(result(await practice.send(dispensing(practice.now(), rx)))).toEqual([409, 'SIM-ST-008']);
    expect((await practice.send(correct(rx))).status).toBe(200);
    expect((await task(rx)).status).toBe('ready');
  });
});

describe('holds', () => {
  test('belong to one pharmacy: the same secret again for it, 409 for another, masked for all others', async () => {
    const rx = await stored();
    const first = resources<Task>(await take(rx, LEENA, 'hold'), 'Task')[0];
    const again = resources<Task>(await take(rx, LEENA, 'hold'), 'Task')[0];
    expect([secretOf(again), (secretOf(first) ?? '').length]).toEqual([secretOf(first), 22]);
    expect(result(await take(rx, SOFIA, 'hold'))).toEqual([409, 'SIM-ST-007']);
    expect([secretOf(await task(rx, SOFIA)), secretOf(await task(rx, LEENA))]).toEqual(['hidden', secretOf(first)]);
    const history = await practice.ask(
      'GET',
      `resepti/baseR4/Task/${first?.id}/_history/${first?.meta?.versionId}`,
      SOFIA,
    );
    expect(secretOf(history.json as Task)).toBe('hidden');
  });

  test('are given back with the secret only, by the owner only, twice without harm', async () => {
    const rx = await stored();
    const held = resources<Task>(await take(rx, LEENA, 'reserved', 'Tilataan'), 'Task')[0];
    const secret = [{ name: 'secret', valueString: secretOf(held) }];
    expect((await operate(held?.id, 'reject', SOFIA, secret)).status).toBe(403);
    expect((await operate(held?.id, 'reject', LEENA, [{ name: 'secret', valueString: 'wrong' }])).status).toBe(403);
    expect((await operate(held?.id, 'reject', LEENA, secret)).status).toBe(204);
    expect((await operate(held?.id, 'reject', LEENA, secret)).status).toBe(204);
    expect((await task(rx)).status).toBe('ready');
  });

  test('need a reason except a dispensing hold, and end when their time is out', async () => {
    const rx = await stored();
    expect(result(await take(rx, LEENA, 'reserved'))).toEqual([422, 'SIM-ST-026']);
    expect((await take(rx, LEENA, 'hold')).status).toBe(200);
    practice.pass(DAY_MS - 1000);
    expect((await task(rx)).status).toBe('in-progress');
    practice.pass(2000);
    expect((await task(rx)).status).toBe('ready');
    expect((await take(rx, SOFIA, 'hold')).status).toBe(200);
  });

  test('are for pharmacies: a clinic takes none; an unknown task is 404', async () => {
    const rx = await stored();
    expect((await take(rx, AINO, 'hold')).status).toBe(403);
    expect((await operate('nobody', 'accept', LEENA, [{ name: 'kind', valueCode: 'hold' }])).status).toBe(404);
  });
});

describe('amounts', () => {
  test('never go below zero; what is left must be counted right', async () => {
    const rx = await stored();
    expect(result(await practice.send(dispensing(practice.now(), rx, { amount: '201', remaining: '0' })))).toEqual([
      422,
      'SIM-ST-009',
      'SIM-ST-011',
    ]);
    expect(result(await practice.send(dispensing(practice.now(), rx, { amount: '30', remaining: '171' })))).toEqual([
      422,
      'SIM-ST-011',
    ]);
    expect(result(await practice.send(dispensing(practice.now(), rx, { unit: 'ml' })))).toEqual([422, 'SIM-ST-010']);
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '0.5', remaining: '199.5' }))).status).toBe(
      200,
    );
    expect(extension(await request(rx), 'drugRemainingQuantityText')).toBe('199.5 fol');
  });

  test('of two pharmacies on one prescription: the second is told that the amount has changed', async () => {
    const rx = await stored();
    const [leena, sofia] = [dispensing(practice.now(), rx), dispensing(practice.now(), rx, { pharmacist: SOFIA })];
    expect((await practice.send(leena)).status).toBe(200);
    expect(result(await practice.send(sofia))).toEqual([409, 'SIM-ST-027']);
    const third = dispensing(practice.now(), rx, { pharmacist: SOFIA, amount: '200', remaining: '0' });
    expect(result(await practice.send(third))).toEqual([409, 'SIM-ST-009', 'SIM-ST-027']);
  });

  test('of an iterated prescription: one lot at a time, the next after the interval', async () => {
    const rx = await stored({ packages: 1, size: '21', iteration: { count: 3, days: 7 } });
    expect(extension(await request(rx), 'drugPrescribedQuantityText')).toBe('4X21 fol');
    expect(result(await practice.send(dispensing(practice.now(), rx, { amount: '42', remaining: '42' })))).toEqual([
      422,
      'SIM-ST-012',
    ]);
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '21', remainingText: '3X21' }))).status).toBe(
      200,
    );
    expect(extension(await request(rx), 'drugRemainingQuantityText')).toBe('3X21 fol');
    practice.pass(6 * DAY_MS);
    expect(
      result(await practice.send(dispensing(practice.now(), rx, { amount: '21', remainingText: '2X21' }))),
    ).toEqual([422, 'SIM-ST-012']);
    practice.pass(DAY_MS);
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '21', remainingText: '2X21' }))).status).toBe(
      200,
    );
  });

  test('of a duration are what the first dispensing says, and are counted from there', async () => {
    const rx = await stored({ mode: '3' });
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '30', remaining: '60' }))).status).toBe(200);
    expect(result(await practice.send(dispensing(practice.now(), rx, { amount: '30', remaining: '60' })))).toEqual([
      409,
      'SIM-ST-027',
    ]);
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '30', remaining: '30' }))).status).toBe(200);
  });

  test('that nobody can count are taken as free text, and said to be unknown', async () => {
    const counted = await stored();
    expect(result(await practice.send(dispensing(practice.now(), counted, { remainingText: 'loput' })))).toEqual([
      422,
      'SIM-ST-011',
    ]);
    const rx = await stored({ mode: '3' });
    expect((await practice.send(dispensing(practice.now(), rx, { amount: '30', remainingText: 'loput' }))).status).toBe(
      200,
    );
    const [given] = resources<MedicationDispense>(
      await practice.search('resepti', 'MedicationDispense', LEENA, {
        prescription: `MedicationRequest/${(await request(rx)).id}`,
      }),
      'MedicationDispense',
    );
    const read = await practice.ask('GET', `resepti/baseR4/MedicationDispense/${given?.id}`, LEENA);
    expect([read.status, JSON.stringify(given?.extension).includes('data-absent-reason')]).toEqual([200, true]);
  });

  test('come back when the dispensing is cancelled or corrected by its own pharmacy', async () => {
    const rx = await stored();
    const part = dispensing(practice.now(), rx, { amount: '200', remaining: '0', fully: true });
    expect((await practice.send(part)).status).toBe(200);
    expect((await request(rx)).status).toBe('completed');
    const later = { setId: part.header.oid, version: 2, replaces: part.header.oid } as const;
    expect(
      result(
        await practice.send(
          dispensing(practice.now(), rx, { ...later, type: '12', pharmacist: SOFIA, amount: '100', remaining: '100' }),
        ),
      ),
    ).toEqual([403, 'SIM-ST-018']);
    const fixed = dispensing(practice.now(), rx, { ...later, type: '12', amount: '100', remaining: '100' });
    expect((await practice.send(fixed)).status).toBe(200);
    expect([(await request(rx)).status, (await task(rx)).businessStatus?.coding?.[0]?.code]).toEqual([
      'active',
      'partly-dispensed',
    ]);
    const gone = dispensing(practice.now(), rx, {
      setId: part.header.oid,
      version: 3,
      replaces: fixed.header.oid,
      type: '11',
    });
    expect((await practice.send(gone)).status).toBe(200);
    expect([
      (await task(rx)).businessStatus?.coding?.[0]?.code,
      extension(await request(rx), 'drugRemainingQuantityText'),
    ]).toEqual(['available', '2X100 fol']);
  });

  test('are closed by the mark although some are left', async () => {
    const rx = await stored();
    expect((await practice.send(dispensing(practice.now(), rx, { fully: true }))).status).toBe(200);
    expect(result(await practice.send(dispensing(practice.now(), rx, { remaining: '0' })))).toEqual([
      409,
      'SIM-ST-006',
    ]);
  });
});

describe('validity', () => {
  test('is two years, one for PKV medicines; a shorter one may be given, a longer one not', async () => {
    expect(
      (await request(await stored({ prescribedMs: Date.UTC(2026, 1, 28, 10) }))).dispenseRequest?.validityPeriod?.end,
    ).toBe('2028-02-28');
    expect(
      (await request(await stored({ pkv: 'P', prescribedMs: Date.UTC(2026, 1, 28, 10) }))).dispenseRequest
        ?.validityPeriod?.end,
    ).toBe('2027-02-28');
    expect((await request(await stored({ validUntil: '20271224' }))).dispenseRequest?.validityPeriod?.end).toBe(
      '2027-12-24',
    );
    expect(result(await practice.send(prescription(practice.now(), { pkv: 'P', validUntil: '20281224' })))).toEqual([
      422,
      'SIM-RX-012',
    ]);
  });

  test('ends: what was handed over in time is taken late, what was handed over late is not', async () => {
    const soon = new Date(practice.now() + 2 * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
    const rx = await stored({ validUntil: soon });
    const inTime = practice.now() + DAY_MS;
    practice.pass(4 * DAY_MS);
    expect([(await request(rx)).status, (await task(rx)).businessStatus?.coding?.[0]?.code]).toEqual([
      'stopped',
      'expired',
    ]);
    expect(result(await practice.send(dispensing(practice.now(), rx)))).toEqual([409, 'SIM-ST-005']);
    expect((await practice.send(dispensing(practice.now(), rx, { handedOverMs: inTime }))).status).toBe(200);
    expect((await take(rx, LEENA, 'hold')).status).toBe(409);
  });

  test('of a hospital prescription keeps community pharmacies out', async () => {
    const rx = await stored({ kind: '2' });
    expect(result(await practice.send(dispensing(practice.now(), rx)))).toEqual([422, 'SIM-ST-019']);
  });

  test('of a prescription for a purchase abroad keeps every pharmacy here out', async () => {
    const rx = await stored({ kind: '3' });
    expect(result(await practice.send(dispensing(practice.now(), rx)))).toEqual([422, 'SIM-ST-034']);
  });
});

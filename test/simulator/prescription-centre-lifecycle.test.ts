import type { Binary, Bundle, MedicationDispense, MedicationRequest, Medication, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, LEENA, PATIENT, SOFIA, dispensing, prescription } from './support/cda.builder.ts';
import { type Practice, DAY_MS, outcomeCodes, resources, startPractice } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const tasksOf = async (setId: string, who = LEENA) =>
  resources<Task>(
    await practice.search('resepti', 'Task', who, {
      identifier: `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${setId}`,
    }),
    'Task',
  );
const accept = (taskId: string, who = LEENA, kind = 'hold', reason?: string) =>
  practice.ask(
    'POST',
    `resepti/baseR4/Task/${taskId}/$accept`,
    who,
    JSON.stringify({
      resourceType: 'Parameters',
      parameter: [{ name: 'kind', valueCode: kind }, ...(reason ? [{ name: 'reason', valueString: reason }] : [])],
    }),
    { 'X-Request-Id': crypto.randomUUID() },
  );

describe('a prescription from saving to the last package', () => {
  test('is saved, found, held by one pharmacy, dispensed in two parts and closed', async () => {
    const rx = prescription(practice.now());
    const saved = await practice.send(rx);
    expect(saved.status, saved.text).toBe(200);
    expect((saved.json as Bundle).entry?.map(e => e.response?.status)).toEqual([
      '201 Created',
      '201 Created',
      '201 Created',
    ]);

    const asked = await practice.ask(
      'POST',
      'resepti/baseR4/MedicationRequest/$get-prescriptions-metadata',
      LEENA,
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'patientIdentifier', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: PATIENT.hetu } },
        ],
      }),
    );
    const [request] = resources<MedicationRequest>(asked, 'MedicationRequest').filter(
      r => r.identifier?.[0]?.value === `urn:oid:${rx.header.oid}`,
    );
    expect(request?.status).toBe('active');
    expect(request?.dosageInstruction?.[0]?.text).toBe('1 tabletti kerran päivässä.');
    expect(resources<Medication>(asked, 'Medication')[0]?.code?.coding?.[0]?.code).toBe('C09AA05');

    const [task] = await tasksOf(rx.header.setId);
    const held = await accept(task?.id ?? '');
    expect(held.status, held.text).toBe(200);
    const [binary] = resources<Binary>(held, 'Binary');
    expect(Buffer.from(binary?.data ?? '', 'base64').toString()).toContain(rx.header.oid);

    const other = await practice.send(dispensing(practice.now(), rx, { pharmacist: SOFIA }));
    expect([other.status, outcomeCodes(other)]).toEqual([409, ['E-STATE conflict SIM-ST-007']]);

    const first = await practice.send(dispensing(practice.now(), rx, { remaining: '100' }));
    expect(first.status, first.text).toBe(200);
    const [free] = await tasksOf(rx.header.setId);
    expect([free?.status, free?.businessStatus?.coding?.[0]?.code, free?.owner]).toEqual([
      'ready',
      'partly-dispensed',
      undefined,
    ]);

    practice.pass(DAY_MS);
    const second = await practice.send(
      dispensing(practice.now(), rx, { pharmacist: SOFIA, remaining: '0', fully: true }),
    );
    expect(second.status, second.text).toBe(200);
    const closed = await practice.ask('GET', `resepti/baseR4/MedicationRequest/${request?.id}`, AINO);
    expect((closed.json as MedicationRequest).status).toBe('completed');
    const given = resources<MedicationDispense>(
      await practice.search('resepti', 'MedicationDispense', LEENA, {
        'prescription:identifier': `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${rx.header.setId}`,
      }),
      'MedicationDispense',
    );
    expect(given.map(d => d.quantity?.value)).toEqual([100, 100]);
  });
});

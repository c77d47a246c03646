/** Every message kind in its right and a wrong case, and every query reason with what it gives to whom. */
import type { MedicationDispense, MedicationRequest, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUERY_REASONS } from '../../src-main/simulator/rules/query-reasons.ts';
import { practiceHetu } from '../../src-main/simulator/hetu.ts';
import {
  AINO,
  type Built,
  dispensing,
  LEENA,
  MIKAEL,
  PATIENT,
  prescription,
  type PrescriptionChange,
  SOFIA,
  type TestPatient,
} from './support/cda.builder.ts';
import { type Practice, outcomeCodes, type Reply, resources, startPractice } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

let persons = 0;
/** Somebody else for each test, so that lists hold what the test made. */
const somebody = (): TestPatient => ({ ...PATIENT, hetu: practiceHetu((persons += 1)) });
const made = async (change: PrescriptionChange = {}): Promise<Built> => {
  const rx = prescription(practice.now(), { patient: somebody(), ...change });
  const sent = await practice.send(rx);
  expect(sent.status, sent.text).toBe(200);
  return rx;
};
const answerOf = (reply: Reply): readonly unknown[] =>
  reply.status < 300 ? [reply.status] : [reply.status, ...outcomeCodes(reply)];

const bySet = (type: 'Task' | 'MedicationRequest', { header }: Built, who = AINO) =>
  practice.search('resepti', type, who, {
    identifier: `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${header.setId}`,
  });
const taskOf = async (rx: Built): Promise<Task | undefined> =>
  resources<Task>(await bySet('Task', rx), 'Task').find(({ intent }) => intent === 'order');
const requestOf = async (rx: Built): Promise<MedicationRequest | undefined> =>
  resources<MedicationRequest>(await bySet('MedicationRequest', rx), 'MedicationRequest')[0];
const stateOf = async (rx: Built): Promise<string | undefined> => (await taskOf(rx))?.businessStatus?.coding?.[0]?.code;

async function operate(
  rx: Built,
  name: '$accept' | '$reject',
  values: Readonly<Record<string, string>>,
  who = LEENA,
): Promise<Reply> {
  const parameter = Object.entries(values).map(([key, value]) =>
    key === 'kind' ? { name: key, valueCode: value } : { name: key, valueString: value },
  );
  return practice.ask(
    'POST',
    `resepti/baseR4/Task/${(await taskOf(rx))?.id}/${name}`,
    who,
    JSON.stringify({ resourceType: 'Parameters', parameter }),
    { 'X-Request-Id': crypto.randomUUID() },
  );
}
const secretIn = (reply: Reply): string =>
  resources<Task>(reply, 'Task')[0]?.identifier?.find(({ system }) => system?.endsWith('task-secret'))?.value ?? '';

const lotOf = async (rx: Built): Promise<Built> => {
  const lot = dispensing(practice.now(), rx, { remaining: '100' });
  const sent = await practice.send(lot);
  expect(sent.status, sent.text).toBe(200);
  return lot;
};
const nextLot = (rx: Built, lot: Built, type: '11' | '12', replaces = lot.header.oid, pharmacist = LEENA): Built =>
  dispensing(practice.now(), rx, {
    type,
    setId: lot.header.setId,
    version: 2,
    replaces,
    pharmacist,
    amount: '50',
    remaining: type === '11' ? '200' : '150',
  });
const nextVersion = (rx: Built, type: '2' | '3', change: PrescriptionChange = {}): Built =>
  prescription(practice.now(), {
    patient: rx.header.patient,
    type,
    setId: rx.header.setId,
    version: 2,
    replaces: rx.header.oid,
    signerRole: type === '2' ? 'MIT' : 'KOR',
    signer: AINO,
    ...(type === '2' ? { cancel: { type: '2', reason: '7' } } : { correct: { reason: '7' }, packages: 3 }),
    ...change,
  });

type Kind = Readonly<{
  code: string;
  /** Says what came of it. */
  right(): Promise<unknown>;
  effect: unknown;
  /** Sends what must be refused. */
  wrong(): Promise<Reply>;
  refused: string;
}>;

/** Types 8 and 9 have a test of their own (renewal requests); 13-15, 19 and 20 are readings, no stored documents. */
const KINDS: readonly Kind[] = [
  {
    code: '1',
    right: async () => stateOf(await made()),
    effect: 'available',
    wrong: async () => practice.send(prescription(practice.now(), { setId: (await made()).header.setId })),
    refused: 'E-',
  },
  {
    code: '2',
    async right() {
      const rx = await made();
      expect(answerOf(await practice.send(nextVersion(rx, '2')))).toEqual([200]);
      return [await stateOf(rx), (await requestOf(rx))?.status];
    },
    effect: ['cancelled', 'cancelled'],
    async wrong() {
      const rx = await made();
      await practice.send(nextVersion(rx, '2'));
      return practice.send(nextVersion(rx, '2'));
    },
    refused: '409 E-',
  },
  {
    code: '3',
    async right() {
      const rx = await made();
      expect(answerOf(await practice.send(nextVersion(rx, '3')))).toEqual([200]);
      return [await stateOf(rx), (await requestOf(rx))?.dispenseRequest?.extension?.length !== undefined];
    },
    effect: ['available', true],
    async wrong() {
      const rx = await made();
      await practice.send(nextVersion(rx, '3'));
      return practice.send(nextVersion(rx, '3'));
    },
    refused: '409 E-REF',
  },
  {
    code: '4',
    async right() {
      const rx = await made();
      expect((await operate(rx, '$accept', { kind: 'locked', reason: 'Annos epäselvä' })).status).toBe(200);
      return stateOf(rx);
    },
    effect: 'locked',
    wrong: async () => operate(await made(), '$accept', { kind: 'locked' }),
    refused: '422 E-',
  },
  ...(
    [
      ['5', 'locked'],
      ['7', 'reserved'],
      ['17', 'dose-dispensing'],
      ['18', 'hold'],
    ] as const
  ).map(([code, kind]): Kind => ({
    code,
    async right() {
      const rx = await made();
      const taken = await operate(rx, '$accept', { kind, reason: 'Harjoitus' });
      expect((await operate(rx, '$reject', { secret: secretIn(taken) })).status).toBe(204);
      return stateOf(rx);
    },
    effect: 'available',
    async wrong() {
      const rx = await made();
      await operate(rx, '$accept', { kind, reason: 'Harjoitus' });
      return operate(rx, '$reject', { secret: 'arvattu' }, SOFIA);
    },
    refused: '403 E-AUTH',
  })),
  ...(
    [
      ['6', 'reserved'],
      ['16', 'dose-dispensing'],
    ] as const
  ).map(([code, kind]): Kind => ({
    code,
    async right() {
      const rx = await made();
      expect((await operate(rx, '$accept', { kind, reason: 'Tilataan' })).status).toBe(200);
      return stateOf(rx);
    },
    effect: kind,
    async wrong() {
      const rx = await made();
      await operate(rx, '$accept', { kind, reason: 'Tilataan' });
      return operate(rx, '$accept', { kind, reason: 'Tilataan' }, SOFIA);
    },
    refused: '409 E-STATE',
  })),
  {
    code: '10',
    async right() {
      const rx = await made();
      await lotOf(rx);
      return stateOf(rx);
    },
    effect: 'partly-dispensed',
    wrong: async () => practice.send(dispensing(practice.now(), await made(), { remaining: '150' })),
    refused: 'E-QTY',
  },
  {
    code: '11',
    async right() {
      const rx = await made();
      expect(answerOf(await practice.send(nextLot(rx, await lotOf(rx), '11')))).toEqual([200]);
      return stateOf(rx);
    },
    effect: 'available',
    async wrong() {
      const rx = await made();
      const lot = await lotOf(rx);
      return practice.send(nextLot(rx, lot, '11', lot.header.oid, SOFIA));
    },
    refused: 'E-AUTH',
  },
  {
    code: '12',
    async right() {
      const rx = await made();
      const lot = await lotOf(rx);
      expect(answerOf(await practice.send(nextLot(rx, lot, '12')))).toEqual([200]);
      const found = await practice.search('resepti', 'MedicationDispense', LEENA, {
        identifier: `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${lot.header.setId}`,
      });
      return resources<MedicationDispense>(found, 'MedicationDispense')[0]?.quantity?.value;
    },
    effect: 50,
    async wrong() {
      const rx = await made();
      return practice.send(nextLot(rx, await lotOf(rx), '12', rx.header.oid));
    },
    refused: '409 E-REF',
  },
];

describe('message kinds of 1.2.246.537.5.40105.2006', () => {
  test('every kind that is stored or operates is here; 8 and 9 are with the renewal requests', () => {
    const stored = ['1', '2', '3', '4', '5', '6', '7', '10', '11', '12', '16', '17', '18'];
    expect(KINDS.map(({ code }) => code).sort()).toEqual(stored.sort());
  });
  test.each(KINDS)('$code in its right case', async ({ right, effect }) => {
    expect(await right()).toEqual(effect);
  });
  test.each(KINDS)('$code in a wrong case', async ({ wrong, refused }) => {
    const reply = await wrong();
    expect(`${reply.status} ${outcomeCodes(reply).join(' ')}`).toContain(refused);
  });
});

/** What a metadata query about one patient answers: names of the medicines, or the status. */
async function ask(
  reason: string,
  who = AINO,
  patient: TestPatient | null = PATIENT,
): Promise<readonly string[] | number> {
  const parameter =
    patient === null
      ? []
      : [{ name: 'patientIdentifier', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: patient.hetu } }];
  const reply = await practice.ask(
    'POST',
    'resepti/baseR4/MedicationRequest/$get-prescriptions-metadata',
    who,
    JSON.stringify({ resourceType: 'Parameters', ...(parameter.length === 0 ? {} : { parameter }) }),
    {},
    { reason },
  );
  if (reply.status !== 200) return reply.status;
  return resources<MedicationRequest>(reply, 'MedicationRequest')
    .map(({ identifier }) => identifier?.[0]?.value?.replace('urn:oid:', '') ?? '')
    .sort();
}

describe('query reasons of 1.2.246.537.5.40110.2006', () => {
  test('all twenty-eight are known, each once, and no other is taken', async () => {
    const codes = QUERY_REASONS.map(({ code }) => code);
    expect([codes.length, new Set(codes).size]).toEqual([28, 28]);
    for (const other of ['0', '9', '19', '30']) expect(await ask(other)).toBe(403);
  });

  test('each gives what was asked to whoever may ask, and nothing to others', async () => {
    const patient = somebody();
    const plain = (await made({ patient })).header.oid;
    const controlled = (await made({ patient, pkv: 'P' })).header.oid;
    for (const { code, for: whose, gives } of QUERY_REASONS) {
      for (const [who, isPharmacy] of [
        [AINO, false],
        [LEENA, true],
      ] as const) {
        const may = whose === 'anyone' || (whose === 'pharmacies' && isPharmacy) || (whose === 'care' && !isPharmacy);
        const given =
          gives === 'controlled'
            ? [controlled]
            : gives === 'supervision'
              ? 400
              : gives.startsWith('dose')
                ? []
                : [plain, controlled].sort();
        expect([code, who.id, await ask(code, who, patient)]).toEqual([code, who.id, may ? given : 403]);
      }
    }
  });

  test('a pharmacy learns under 17, 18 and 29 what has changed, what is new, and all of its dose patients', async () => {
    const patient = somebody();
    const first = await made({ patient });
    await operate(first, '$accept', { kind: 'dose-dispensing', reason: 'Annosjakelu' });
    const second = await made({ patient });
    const third = await made({ patient });
    await practice.send(nextVersion(third, '2'));
    const oids = (found: readonly string[] | number): number => (typeof found === 'number' ? found : found.length);
    expect([oids(await ask('29', LEENA, null)), oids(await ask('29', SOFIA, null))]).toEqual([expect.any(Number), 0]);
    expect(await ask('29', LEENA, patient)).toHaveLength(3);
    expect(await ask('18', LEENA, patient)).toEqual([second.header.oid]);
    expect(await ask('17', LEENA, patient)).toHaveLength(1);
    expect(await ask('29', SOFIA, patient)).toEqual([]);
  });

  test('without anybody named only dose patients are told, and the log belongs to supervision', async () => {
    expect(await ask('1', AINO, null)).toBe(400);
    const log = (reason: string) =>
      practice.search('resepti', 'AuditEvent', MIKAEL, { date: 'ge2026-11-01' }, { reason });
    expect([(await log('14')).status, (await log('1')).status]).toEqual([200, 403]);
  });
});

describe('operations of the medication list', () => {
  test('in use, everything, ended and over, each with its rows', async () => {
    const patient = somebody();
    const active = (await made({ patient })).header.setId;
    const ended = await made({ patient });
    await practice.send(nextVersion(ended, '2'));
    const over = await made({ patient, packages: 1 });
    await practice.send(dispensing(practice.now(), over, { remaining: '0', fully: true }));
    const list = async (name: string): Promise<readonly string[]> => {
      const body = JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'patientIdentifier', valueIdentifier: { system: 'urn:oid:1.2.246.21', value: patient.hetu } },
        ],
      });
      const reply = await practice.ask('POST', `resepti/baseR4/${name}`, AINO, body);
      return resources<MedicationRequest>(reply, 'MedicationRequest')
        .map(({ identifier }) => identifier?.[1]?.value?.replace('urn:oid:', '') ?? '')
        .sort();
    };
    expect(await list('$get-medicationlist')).toEqual([active]);
    expect(await list('$get-printout')).toEqual([active]);
    expect(await list('$get-discontinued-medications')).toEqual([ended.header.setId]);
    expect(await list('$get-old-prescriptions')).toEqual([over.header.setId]);
    expect(await list('$get-history-medications')).toEqual([active, ended.header.setId, over.header.setId].sort());
    expect((await practice.ask('GET', 'resepti/baseR4/$get-medicationlist', AINO)).status).toBe(405);
  });
});

import type { MedicationRequest, Task } from 'fhir/r4.js';
import { expect } from 'vitest';
import { practiceHetu } from '../../../src-main/simulator/hetu.ts';
import {
  AINO,
  type Built,
  dispensing,
  LEENA,
  PATIENT,
  prescription,
  type PrescriptionChange,
  type TestPatient,
} from './cda.builder.ts';
import { type TokenChange, type Who } from './people.ts';
import { outcomeCodes, type Practice, type Reply, resources } from './practice.ts';

const SET_ID = 'http://resepti.kanta.fi/fhir/id/setId|urn:oid:';
const HETU = 'urn:oid:1.2.246.21';

let persons = 0;
/** Somebody else for each test, so that lists hold what the test made. */
export const somebody = (): TestPatient => ({ ...PATIENT, hetu: practiceHetu((persons += 1)) });

/** Status, and what the outcome says. */
export const answerOf = (reply: Reply): readonly unknown[] =>
  reply.status < 300 ? [reply.status] : [reply.status, ...outcomeCodes(reply)];

const bareIds = (found: readonly MedicationRequest[]): readonly string[] =>
  found.map(({ identifier }) => identifier?.[1]?.value?.replace('urn:oid:', '') ?? '').sort();

export type CentreActs = ReturnType<typeof centreActs>;

/** What professionals do with prescriptions at the Centre, over HTTP as any client does it. */
export function centreActs(practice: Practice) {
  const bySet = (type: 'Task' | 'MedicationRequest', { header }: Built, who: Who) =>
    practice.search('resepti', type, who, { identifier: `${SET_ID}${header.setId}` });
  const taskOf = async (rx: Built, who: Who = AINO): Promise<Task | undefined> =>
    resources<Task>(await bySet('Task', rx, who), 'Task').find(({ intent }) => intent === 'order');
  const sent = async (built: Built): Promise<Built> => {
    const reply = await practice.send(built);
    expect(reply.status, reply.text).toBe(200);
    return built;
  };
  return {
    taskOf,
    made: (change: PrescriptionChange = {}): Promise<Built> =>
      sent(prescription(practice.now(), { patient: somebody(), ...change })),
    requestOf: async (rx: Built): Promise<MedicationRequest | undefined> =>
      resources<MedicationRequest>(await bySet('MedicationRequest', rx, AINO), 'MedicationRequest')[0],
    stateOf: async (rx: Built): Promise<string | undefined> => (await taskOf(rx))?.businessStatus?.coding?.[0]?.code,

    async operate(
      rx: Built,
      name: '$accept' | '$reject',
      values: Readonly<Record<string, string>>,
      who: Who = LEENA,
      taskId?: string,
    ): Promise<Reply> {
      const parameter = Object.entries(values).map(([key, value]) =>
        key === 'kind' ? { name: key, valueCode: value } : { name: key, valueString: value },
      );
      return practice.ask(
        'POST',
        `resepti/baseR4/Task/${taskId ?? (await taskOf(rx))?.id}/${name}`,
        who,
        JSON.stringify({ resourceType: 'Parameters', ...(parameter.length === 0 ? {} : { parameter }) }),
        { 'X-Request-Id': crypto.randomUUID() },
      );
    },

    lotOf: (rx: Built): Promise<Built> => sent(dispensing(practice.now(), rx, { remaining: '100' })),
    nextLot: (rx: Built, lot: Built, type: '11' | '12', replaces = lot.header.oid, pharmacist = LEENA): Built =>
      dispensing(practice.now(), rx, {
        type,
        setId: lot.header.setId,
        version: 2,
        replaces,
        pharmacist,
        amount: '50',
        remaining: type === '11' ? '200' : '150',
      }),
    nextVersion: (rx: Built, type: '2' | '3', change: PrescriptionChange = {}): Built =>
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
      }),

    /** An operation that lists prescriptions: their set ids, or the status of the refusal. */
    async listed(
      operation: string,
      who: Who,
      named: Readonly<{ patient?: TestPatient; identifier?: string }>,
      token: TokenChange = {},
    ): Promise<readonly string[] | number> {
      const parameter = [
        ...(named.patient === undefined
          ? []
          : [{ name: 'patientIdentifier', valueIdentifier: { system: HETU, value: named.patient.hetu } }]),
        ...(named.identifier === undefined ? [] : [{ name: 'identifier', valueString: named.identifier }]),
      ];
      const body = JSON.stringify({ resourceType: 'Parameters', ...(parameter.length === 0 ? {} : { parameter }) });
      const reply = await practice.ask('POST', `resepti/baseR4/${operation}`, who, body, {}, token);
      return reply.status === 200 ? bareIds(resources<MedicationRequest>(reply, 'MedicationRequest')) : reply.status;
    },
  };
}

export const METADATA = 'MedicationRequest/$get-prescriptions-metadata';

export const secretIn = (reply: Reply): string =>
  resources<Task>(reply, 'Task')[0]?.identifier?.find(({ system }) => system?.endsWith('task-secret'))?.value ?? '';

/** Each of the twenty message kinds of 1.2.246.537.5.40105.2006 in its right case and in a wrong one. */
import type { AuditEvent, MedicationDispense, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AINO,
  type Built,
  dispensing,
  LEENA,
  MIKAEL,
  prescription,
  renewalAnswer,
  renewalRequest,
  SOFIA,
  underType,
} from './support/cda.builder.ts';
import { answerOf, centreActs, METADATA, secretIn, somebody } from './support/centre-acts.ts';
import { type Practice, outcomeCodes, type Reply, resources, startPractice } from './support/practice.ts';

let practice: Practice;
let acts: ReturnType<typeof centreActs>;
beforeAll(async () => {
  practice = await startPractice();
  acts = centreActs(practice);
});
afterAll(() => practice.close());

const made: typeof acts.made = change => acts.made(change);
const operate: typeof acts.operate = (...wanted) => acts.operate(...wanted);
const stateOf: typeof acts.stateOf = rx => acts.stateOf(rx);
const requestOf: typeof acts.requestOf = rx => acts.requestOf(rx);
const lotOf: typeof acts.lotOf = rx => acts.lotOf(rx);
const nextLot: typeof acts.nextLot = (...wanted) => acts.nextLot(...wanted);
const nextVersion: typeof acts.nextVersion = (...wanted) => acts.nextVersion(...wanted);

/** The request for the renewal of a prescription, as whoever sent it or was asked finds it. */
const renewalOf = async (rx: Built, who = LEENA): Promise<Task | undefined> =>
  resources<Task>(
    await practice.search('resepti', 'Task', who, {
      'focus:identifier': `http://resepti.kanta.fi/fhir/id/setId|urn:oid:${rx.header.setId}`,
      code: 'urn:oid:1.2.246.537.5.40105.2006|8',
    }),
    'Task',
  )[0];
const renewalState = async (rx: Built): Promise<string | undefined> =>
  (await renewalOf(rx))?.businessStatus?.coding?.[0]?.code;
/** Asked by a pharmacy, and with `taken` in work at the clinic. */
async function asked(taken = false): Promise<Readonly<{ rx: Built; request: Built }>> {
  const rx = await made();
  const request = renewalRequest(practice.now(), rx);
  expect(answerOf(await practice.send(request))).toEqual([200]);
  if (taken) expect((await operate(rx, '$accept', {}, AINO, (await renewalOf(rx))?.id)).status).toBe(200);
  return { rx, request };
}
const answerTo = ({ rx, request }: Readonly<{ rx: Built; request: Built }>, ground: string): Built =>
  renewalAnswer(practice.now(), {
    patient: rx.header.patient,
    request: request.header.oid,
    prescription: rx.header.setId,
    ground,
  });
/** What one sees of the log of one's own organisation: how many lines. */
const logged = async (who: typeof AINO, about: Readonly<Record<string, string>>): Promise<number> =>
  resources<AuditEvent>(await practice.search('resepti', 'AuditEvent', who, about, { reason: '14' }), 'AuditEvent')
    .length;
const entity = (rx: Built) => ({ 'entity:identifier': `urn:oid:1.2.246.21|${rx.header.patient.hetu}` });
/** Kinds that are readings: no document of theirs is taken. */
const asDocument = async (type: string): Promise<Reply> =>
  practice.send(underType(prescription(practice.now(), { patient: somebody() }), type));

type Kind = Readonly<{
  code: string;
  source: string;
  /** Says what came of it. */
  right(): Promise<unknown>;
  effect: unknown;
  /** Sends what must be refused. */
  wrong(): Promise<Reply>;
  refused: string;
}>;

const KELA = 'Kela CDA library, Reseptisanoman tyyppi';
const STATES = 'kanta.fi, correcting, locking and cancelling a prescription';
/** The way over FHIR is the simulator's own; that these kinds are stored nowhere as documents too. */
const OWN = 'own choice: a reading, no stored document';

const KINDS: readonly Kind[] = [
  {
    code: '1',
    source: KELA,
    right: async () => stateOf(await made()),
    effect: 'available',
    wrong: async () => practice.send(prescription(practice.now(), { setId: (await made()).header.setId })),
    refused: 'E-',
  },
  {
    code: '2',
    source: STATES,
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
    source: STATES,
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
    source: STATES,
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
    source: KELA,
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
    source: KELA,
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
    source: KELA,
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
    source: KELA,
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
    source: KELA,
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
  {
    code: '8',
    source: 'kanta.fi, renewing a prescription at a pharmacy',
    right: async () => renewalState((await asked()).rx),
    effect: 'renewal-sent',
    async wrong() {
      const { rx } = await asked();
      return practice.send(renewalRequest(practice.now(), rx));
    },
    refused: '409 E-STATE',
  },
  {
    code: '9',
    source: 'kanta.fi, renewing a prescription at a pharmacy',
    async right() {
      const one = await asked(true);
      expect(answerOf(await practice.send(answerTo(one, 'Aika varattava')))).toEqual([200]);
      const task = await renewalOf(one.rx);
      return [task?.businessStatus?.coding?.[0]?.code, task?.statusReason?.text];
    },
    effect: ['renewal-rejected', 'Aika varattava'],
    wrong: async () => practice.send(answerTo(await asked(), 'Ei otettu käsittelyyn')),
    refused: '409 E-STATE',
  },
  {
    code: '13',
    source: OWN,
    async right() {
      const rx = await made();
      const { patient } = rx.header;
      expect(await acts.listed('$get-printout', AINO, { patient }, { reason: '10' })).toEqual([rx.header.setId]);
      return acts.listed('$get-printout', AINO, { identifier: rx.header.oid }, { reason: '28' });
    },
    effect: [expect.any(String)],
    wrong: () => asDocument('13'),
    refused: 'E-FORM not-supported SIM-SG-011',
  },
  {
    code: '14',
    source: OWN,
    async right() {
      const rx = await made();
      const { patient } = rx.header;
      const over = await made({ patient });
      await practice.send(nextVersion(over, '2'));
      expect(await acts.listed('$get-printout', LEENA, { patient }, { reason: '5' })).toEqual([rx.header.setId]);
      return ((await acts.listed('$get-history-medications', LEENA, { patient }, { reason: '5' })) as string[]).length;
    },
    effect: 2,
    wrong: () => asDocument('14'),
    refused: 'E-FORM not-supported SIM-SG-011',
  },
  {
    code: '15',
    source: 'kanta.fi, renewing a prescription at a pharmacy: the pharmacy asks how its requests stand',
    async right() {
      const { rx } = await asked(true);
      return renewalState(rx);
    },
    effect: 'renewal-received',
    wrong: () => asDocument('15'),
    refused: 'E-FORM not-supported SIM-SG-011',
  },
  {
    code: '19',
    source: 'Act 703/2023, use and disclosure logs; own choice of the search',
    async right() {
      const rx = await made();
      await acts.listed(METADATA, LEENA, { patient: rx.header.patient }, { reason: '6', relation: 'oralRequest' });
      const [line] = resources<AuditEvent>(
        await practice.search('resepti', 'AuditEvent', LEENA, { date: 'ge2026-11-22' }, { reason: '14' }),
        'AuditEvent',
      );
      return [
        line?.purposeOfEvent?.[0]?.coding?.[0]?.code,
        line?.agent[0]?.role?.[0]?.coding?.[0]?.code,
        line?.agent[0]?.policy,
        line?.entity?.length,
      ];
    },
    effect: ['6', '006', ['urn:x-relation:oralRequest'], 2],
    wrong: () => practice.search('resepti', 'AuditEvent', LEENA, { date: 'ge2026-11-22' }, { reason: '1' }),
    refused: '403 E-AUTH',
  },
  {
    code: '20',
    source: 'Act 703/2023, use and disclosure logs; own choice of the search',
    async right() {
      const rx = await made();
      await acts.listed(METADATA, MIKAEL, { patient: rx.header.patient });
      const by = { 'agent:identifier': `urn:oid:1.2.246.537.26|${MIKAEL.registration}` };
      return [
        await logged(AINO, entity(rx)),
        await logged(AINO, { ...entity(rx), ...by }),
        await logged(LEENA, entity(rx)),
        await logged(AINO, { 'entity:identifier': 'urn:oid:1.2.246.21|131052-308T' }),
      ];
    },
    // The writing and the reading; of these one by Mikael; the pharmacy did not look; nobody has the last code.
    effect: [2, 1, 0, 0],
    wrong: () => practice.search('resepti', 'AuditEvent', LEENA, { patient: 'somebody' }, { reason: '14' }),
    refused: '400 E-FORM',
  },
];

describe('message kinds of 1.2.246.537.5.40105.2006', () => {
  test('all twenty are here, each once and with its source', () => {
    const all = Array.from({ length: 20 }, (_, index) => String(index + 1));
    expect(KINDS.map(({ code }) => code).sort()).toEqual(all.sort());
    expect(KINDS.filter(({ source }) => source === '')).toEqual([]);
  });
  test.each(KINDS)('$code in its right case', async ({ right, effect }) => {
    expect(await right()).toEqual(effect);
  });
  test.each(KINDS)('$code in a wrong case', async ({ wrong, refused }) => {
    const reply = await wrong();
    expect(`${reply.status} ${outcomeCodes(reply).join(' ')}`).toContain(refused);
  });
});

/** Every query reason with what it gives to whom, and the operations of the medication list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUERY_REASONS } from '../../src-main/simulator/rules/query-reasons.ts';
import { AINO, dispensing, LEENA, MIKAEL, NOORA, PATIENT, SOFIA, type TestPatient } from './support/cda.builder.ts';
import { centreActs, METADATA, somebody } from './support/centre-acts.ts';
import { type Practice, startPractice } from './support/practice.ts';

let practice: Practice;
let acts: ReturnType<typeof centreActs>;
beforeAll(async () => {
  practice = await startPractice();
  acts = centreActs(practice);
});
afterAll(() => practice.close());

/** What a metadata query about one patient answers: set ids, or the status. */
const ask = (reason: string, who = AINO, patient: TestPatient | null = PATIENT): Promise<readonly string[] | number> =>
  acts.listed(METADATA, who, patient === null ? {} : { patient }, { reason, relation: 'oralRequest' });

type Given = 'asked' | 'controlled' | 'dose' | 'log' | 'no';
const KELA = 'Kela CDA library, kyselyn syy';
const PHARMACY = 'kanta.fi, disclosure of prescription data: a pharmacy dispenses, a clinic does not';
const CLINIC = 'kanta.fi, renewing a prescription: the asked unit fetches and handles requests';
const NOBODY = 'own choice: citizens, batches and authorities have ways of their own';

/** Code, what a clinic gets, what a pharmacy gets, and where that comes from. */
const REASONS: readonly (readonly [code: string, care: Given, pharmacy: Given, source: string])[] = [
  ['1', 'asked', 'asked', KELA],
  ['2', 'asked', 'no', 'kanta.fi, denial of disclosure: an emergency is one of health care'],
  ['3', 'asked', 'asked', KELA],
  ['4', 'asked', 'asked', KELA],
  ['5', 'asked', 'asked', KELA],
  ['6', 'no', 'asked', PHARMACY],
  ['7', 'no', 'asked', PHARMACY],
  ['8', 'asked', 'asked', KELA],
  ['10', 'asked', 'asked', KELA],
  ['11', 'asked', 'asked', KELA],
  ['12', 'no', 'no', NOBODY],
  ['13', 'no', 'no', NOBODY],
  ['14', 'log', 'log', 'Act 703/2023, use and disclosure logs: the log and no prescriptions'],
  ['15', 'no', 'no', NOBODY],
  ['16', 'asked', 'no', CLINIC],
  ['17', 'no', 'dose', PHARMACY],
  ['18', 'no', 'dose', PHARMACY],
  ['20', 'controlled', 'controlled', KELA],
  ['21', 'asked', 'no', CLINIC],
  ['22', 'asked', 'asked', KELA],
  ['23', 'asked', 'asked', KELA],
  ['24', 'asked', 'asked', KELA],
  ['25', 'asked', 'asked', KELA],
  ['26', 'asked', 'asked', KELA],
  ['27', 'asked', 'asked', KELA],
  ['28', 'asked', 'asked', KELA],
  ['29', 'no', 'dose', PHARMACY],
  ['99', 'asked', 'asked', KELA],
];

describe('query reasons of 1.2.246.537.5.40110.2006', () => {
  test('all twenty-eight are known, each once, and no other is taken', async () => {
    const codes = QUERY_REASONS.map(({ code }) => code);
    expect([codes.length, new Set(codes).size]).toEqual([28, 28]);
    for (const other of ['0', '9', '19', '30']) expect(await ask(other)).toBe(403);
  });

  test('each gives what was asked to whoever may ask, and nothing to others', async () => {
    const patient = somebody();
    const plain = (await acts.made({ patient })).header.setId;
    const controlled = (await acts.made({ patient, pkv: 'P' })).header.setId;
    const answers: Readonly<Record<Given, readonly string[] | number>> = {
      asked: [plain, controlled].sort(),
      controlled: [controlled],
      dose: [],
      log: 400,
      no: 403,
    };
    expect(REASONS.map(([code]) => code)).toEqual(QUERY_REASONS.map(({ code }) => code));
    for (const [code, care, pharmacy, source] of REASONS) {
      for (const who of [AINO, NOORA])
        expect([code, source, who.id, await ask(code, who, patient)]).toEqual([code, source, who.id, answers[care]]);
      for (const who of [LEENA, SOFIA])
        expect([code, source, who.id, await ask(code, who, patient)]).toEqual([
          code,
          source,
          who.id,
          answers[pharmacy],
        ]);
    }
  });

  test('a pharmacy learns under 17, 18 and 29 what has changed, what is new, and all of its dose patients', async () => {
    const patient = somebody();
    const first = await acts.made({ patient });
    await acts.operate(first, '$accept', { kind: 'dose-dispensing', reason: 'Annosjakelu' });
    const second = await acts.made({ patient });
    const third = await acts.made({ patient });
    await practice.send(acts.nextVersion(third, '2'));
    const oids = (found: readonly string[] | number): number => (typeof found === 'number' ? found : found.length);
    expect([oids(await ask('29', LEENA, null)), oids(await ask('29', SOFIA, null))]).toEqual([expect.any(Number), 0]);
    expect(await ask('29', LEENA, patient)).toHaveLength(3);
    expect(await ask('18', LEENA, patient)).toEqual([second.header.setId]);
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
    const active = (await acts.made({ patient })).header.setId;
    const ended = await acts.made({ patient });
    await practice.send(acts.nextVersion(ended, '2'));
    const over = await acts.made({ patient, packages: 1 });
    await practice.send(dispensing(practice.now(), over, { remaining: '0', fully: true }));
    const list = (name: string) => acts.listed(name, AINO, { patient });
    expect(await list('$get-medicationlist')).toEqual([active]);
    expect(await list('$get-printout')).toEqual([active]);
    expect(await list('$get-discontinued-medications')).toEqual([ended.header.setId]);
    expect(await list('$get-old-prescriptions')).toEqual([over.header.setId]);
    expect(await list('$get-history-medications')).toEqual([active, ended.header.setId, over.header.setId].sort());
    expect((await practice.ask('GET', 'resepti/baseR4/$get-medicationlist', AINO)).status).toBe(405);
  });
});

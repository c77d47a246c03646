/** Kela's direct reimbursement and the verification service by themselves: who may ask, every refusal, every state of a pack. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceHetu } from '../../src-main/simulator/hetu.ts';
import { AINO, LEENA, newOid, SOFIA } from './support/cda.builder.ts';
import { DAY_MS, type Practice, type Reply, startPractice } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

/** Nobody of whom the seed says anything. */
const PERSON = practiceHetu(777);
const DAY = '2026-11-22';
const ask = (path: string, body: unknown, who = LEENA, reason = '8'): Promise<Reply> =>
  practice.ask('POST', path, who, JSON.stringify(body), {}, { reason });
const told = ({ status, json }: Reply): readonly unknown[] => [status, (json as { refused?: string }).refused ?? null];

const purchase = (change: Readonly<Record<string, unknown>> = {}) => ({
  dispensingOid: newOid('pharmacy'),
  identityCode: PERSON,
  day: DAY,
  vnr: '900123',
  atc: 'C09AA05',
  packages: 1,
  reimbursement: 'basic',
  priceCents: 20_000,
  referenceCents: null,
  feeCents: 246,
  paidCents: 15_000,
  ...change,
});
const sums = async (): Promise<Readonly<Record<string, number>>> => {
  const { deductibleLeftCents, ceilingLeftCents } = (
    await ask('suorakorvaus/kysely', { identityCode: PERSON, day: DAY })
  ).json as Record<string, number>;
  return { deductibleLeftCents: deductibleLeftCents ?? -1, ceilingLeftCents: ceilingLeftCents ?? -1 };
};

describe('Kela’s direct reimbursement', () => {
  test('is for pharmacists, under its own reason, by POST', async () => {
    const question = { identityCode: PERSON, day: DAY };
    expect((await ask('suorakorvaus/kysely', question, AINO)).status).toBe(403);
    expect((await ask('suorakorvaus/kysely', question, LEENA, '6')).status).toBe(403);
    expect((await practice.ask('POST', 'suorakorvaus/kysely', null, '{}')).status).toBe(401);
    expect((await practice.ask('GET', 'suorakorvaus/kysely', LEENA)).status).toBe(405);
    expect((await ask('suorakorvaus/muu', question)).status).toBe(404);
  });

  test('counts purchases in the order in which they come; the same one again counts once, another under its OID not', async () => {
    expect(await sums()).toEqual({ deductibleLeftCents: 7_033, ceilingLeftCents: 63_612 });
    const first = purchase();
    const counted = await ask('suorakorvaus/osto', first);
    // 202.46 €: 70.33 of the deductible, 40 % of the rest from Kela.
    expect(counted.json).toMatchObject({
      reimbursement: 'basic',
      receipt: { deductibleCents: 7_033, kelaCents: 5_285, ownCents: 14_961, payCents: 14_961, excessCents: 0 },
    });
    expect((await ask('suorakorvaus/osto', first)).text).toBe(counted.text);
    expect(told(await ask('suorakorvaus/osto', { ...first, priceCents: 19_000 }))).toEqual([422, 'OTHER-CONTENT']);
    expect(await sums()).toEqual({ deductibleLeftCents: 0, ceilingLeftCents: 63_612 - 14_961 });
    const second = await ask('suorakorvaus/osto', purchase());
    expect(second.json).toMatchObject({ receipt: { deductibleCents: 0, kelaCents: 8_098, ownCents: 12_148 } });

    expect(told(await ask('suorakorvaus/peruutus', first, SOFIA))).toEqual([422, 'OTHER-PHARMACY']);
    for (let times = 0; times < 2; times += 1)
      expect(told(await ask('suorakorvaus/peruutus', { dispensingOid: first.dispensingOid }))).toEqual([200, null]);
    expect(await sums()).toEqual({ deductibleLeftCents: 7_033, ceilingLeftCents: 63_612 - 12_148 });
  });

  const REFUSED: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ['osto', 'DISPENSING', purchase({ dispensingOid: 'x' })],
    ['osto', 'PERSON', purchase({ identityCode: '131052-308T' })],
    ['osto', 'DAY', purchase({ day: '2026-02-30' })],
    ['osto', 'SUMS', purchase({ priceCents: -1 })],
    ['osto', 'SUMS', purchase({ referenceCents: 1.5 })],
    ['osto', 'CLASS', purchase({ reimbursement: 'none' })],
    ['osto', 'PAID-ABOVE-PRICE', purchase({ paidCents: 20_247 })],
    ['peruutus', 'UNKNOWN-PURCHASE', { dispensingOid: '1.2.3.4.5' }],
    ['kysely', 'PERSON', { identityCode: '010190-123', day: DAY }],
    ['kysely', 'DAY', { identityCode: PERSON, day: 'tänään' }],
  ];
  test.each(REFUSED)('%s is refused as %s, and changes nothing', async (path, word, body) => {
    const before = await sums();
    expect(told(await ask(`suorakorvaus/${path}`, body))).toEqual([422, word]);
    expect(await sums()).toEqual(before);
  });

  test('a special class without a right counts as basic', async () => {
    const answer = await ask('suorakorvaus/osto', purchase({ reimbursement: 'upperSpecial' }));
    expect(answer.json).toMatchObject({ reimbursement: 'basic' });
  });
});

describe('the verification service', () => {
  const body = '0200000900123';
  const digit = (10 - ([...body].reduce((sum, each, at) => sum + Number(each) * (at % 2 === 0 ? 3 : 1), 0) % 10)) % 10;
  const gtin = `${body}${digit}`;
  const pack = (serial: string, expiresOn: string | null = null) => ({ gtin, serial, batch: 'E1', expiresOn });

  /** The beginning of a serial plays the state; a date in the past is one by itself. */
  const STATES: readonly (readonly [string, ReturnType<typeof pack>])[] = [
    ['SUPPLIED', pack('SUPPLIED1')],
    ['RECALLED', pack('RECALLED1')],
    ['WITHDRAWN', pack('WITHDRAWN1')],
    ['STOLEN', pack('STOLEN1')],
    ['DESTROYED', pack('DESTROYED1')],
    ['LOCKED', pack('LOCKED1')],
    ['MISMATCH', pack('MISMATCH1')],
    ['UNKNOWN', pack('UNKNOWN1')],
    ['EXPIRED', pack('VANHA1', '2026-11-21')],
  ];
  const stateOf = async (one: ReturnType<typeof pack>): Promise<unknown> =>
    ((await ask('laakevarmennus/tarkistus', one, LEENA, '6')).json as { state: string }).state;
  const supply = (one: ReturnType<typeof pack>, dispensingOid: string, who = LEENA): Promise<Reply> =>
    ask('laakevarmennus/luovutus', { ...one, dispensingOid }, who, '6');

  test.each(STATES)('%s is told, and stops the handing over without any effect', async (state, one) => {
    expect(await stateOf(one)).toBe(state);
    expect(told(await supply(one, newOid('pharmacy')))).toEqual([422, state]);
    expect(await stateOf(one)).toBe(state);
  });

  test('an active pack is handed over once: again for the same dispensing it is the same, for another it is refused', async () => {
    const one = pack('KOE1', '2026-11-22');
    const [ours, theirs] = [newOid('pharmacy'), newOid('pharmacy-b')];
    expect(await stateOf(one)).toBe('ACTIVE');
    for (let times = 0; times < 2; times += 1) expect((await supply(one, ours)).status).toBe(200);
    expect(told(await supply(one, theirs, SOFIA))).toEqual([422, 'SUPPLIED']);
    expect(await stateOf(one)).toBe('SUPPLIED');
  });

  test('a number that is no practice pack is unknown; a lost answer comes again as it was', async () => {
    expect(await stateOf({ ...pack('KOE2'), gtin: '06412345678907' })).toBe('UNKNOWN');
    const [one, oid] = [pack('KOE3'), newOid('pharmacy')];
    await practice.control({ service: 'laakevarmennus', loseAnswer: { times: 1 } });
    await expect(supply(one, oid)).rejects.toThrow();
    expect((await supply(one, oid)).status).toBe(200);
  });

  const giveBack = (one: ReturnType<typeof pack>, dispensingOid: string, who = LEENA, reason = '7'): Promise<Reply> =>
    ask('laakevarmennus/palautus', { ...one, dispensingOid }, who, reason);

  test('the pack of a cancelled dispensing is active again, once however often it is asked, and may go out anew', async () => {
    const [one, first, second] = [pack('PALAA1'), newOid('pharmacy'), newOid('pharmacy')];
    expect((await supply(one, first)).status).toBe(200);
    expect((await giveBack(one, first, LEENA, '6')).status).toBe(403);
    expect(told(await giveBack(one, first, SOFIA))).toEqual([422, 'OTHER-PREMISES']);
    expect(told(await giveBack(one, second))).toEqual([422, 'SUPPLIED']);
    for (let times = 0; times < 2; times += 1) expect(told(await giveBack(one, first))).toEqual([200, null]);
    expect(await stateOf(one)).toBe('ACTIVE');
    expect((await supply(one, second)).status).toBe(200);
    // The first answer was lost and is asked for late: the pack that went out since stays out.
    expect(told(await giveBack(one, first))).toEqual([422, 'SUPPLIED']);
    expect(await stateOf(one)).toBe('SUPPLIED');
  });

  test('a pack that was recalled since, has expired, or left more than ten days ago stays out of trade', async () => {
    const [recalled, late, old] = [pack('THEN-RECALLED1'), pack('MYOHA1'), pack('VANHENEE1', '2026-11-23')];
    const oid = newOid('pharmacy');
    for (const one of [recalled, late, old]) expect((await supply(one, oid)).status).toBe(200);
    expect(told(await giveBack(recalled, oid))).toEqual([422, 'RECALLED']);
    practice.pass(2 * DAY_MS);
    expect(told(await giveBack(old, oid))).toEqual([422, 'EXPIRED']);
    practice.pass(8 * DAY_MS + 1);
    expect(told(await giveBack(late, oid))).toEqual([422, 'TOO-LATE']);
    for (const one of [recalled, late, old]) expect(await stateOf(one)).toBe('SUPPLIED');
    // Nothing was taken out under it, and there is nothing to put back.
    expect(told(await giveBack(pack('KOSKEMATON1'), oid))).toEqual([200, null]);
    expect(told(await giveBack(pack('STOLEN2'), oid))).toEqual([422, 'STOLEN']);
  });
});

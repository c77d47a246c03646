/** What each right to prescribe carries, as the Centre reads it: the pairs of person and medicine, and restrictions of a right. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, PATIENT, prescription, type PrescriptionChange, type TestPatient } from './support/cda.builder.ts';
import { professional, type Who } from './support/people.ts';
import { type Practice, rules, startPractice } from './support/practice.ts';

const STUDENT = professional('emma-oppila');
const NURSE = professional('saara-rajala');
const DENTIST = professional('henrik-hampus');
const PLAIN_NURSE = professional('noora-hoivala');

const PIVMECILLINAM = { atc: 'J01CA08' };
const NARCOTIC = { narcotic: true, pkv: 'H' };
const woman = (birthDate: string): TestPatient => ({ ...PATIENT, gender: '2', birthDate });
const ADULT = woman('19920315');

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

/** The rules that refuse it; `[]`: taken. */
async function refusedBy(prescriber: Who, change: PrescriptionChange = {}): Promise<readonly string[]> {
  const reply = await practice.send(prescription(practice.now(), { patient: ADULT, prescriber, ...change }));
  return reply.status === 200 ? [] : rules(reply);
}

describe('who may prescribe what', () => {
  test.each<[string, Who, PrescriptionChange, readonly string[]]>([
    ['a physician a narcotic', AINO, NARCOTIC, []],
    ['a dentist any medicine: the purpose is the prescriber’s to judge', DENTIST, {}, []],
    ['a dentist a narcotic', DENTIST, NARCOTIC, []],
    ['a student under the job title', STUDENT, {}, []],
    ['a student without one', { ...STUDENT, title: '' }, {}, ['SIM-RX-060']],
    ['a nurse what is in the annex, to a woman', NURSE, PIVMECILLINAM, []],
    ['a nurse at the youngest', NURSE, { ...PIVMECILLINAM, patient: woman('20081122') }, []],
    ['a nurse one day younger', NURSE, { ...PIVMECILLINAM, patient: woman('20081123') }, ['SIM-RX-062']],
    ['a nurse at the oldest', NURSE, { ...PIVMECILLINAM, patient: woman('19601123') }, []],
    ['a nurse one day older', NURSE, { ...PIVMECILLINAM, patient: woman('19601122') }, ['SIM-RX-062']],
    ['a nurse to a man', NURSE, { ...PIVMECILLINAM, patient: { ...ADULT, gender: '1' } }, ['SIM-RX-062']],
    ['a nurse another medicine', NURSE, {}, ['SIM-RX-061']],
    ['a nurse a special-permit product', NURSE, { ...PIVMECILLINAM, productKind: '4' }, ['SIM-RX-061']],
    ['a nurse without a title', { ...NURSE, title: '' }, PIVMECILLINAM, ['SIM-RX-060']],
  ])('%s', async (_what, who, change, refusals) => {
    expect(await refusedBy(who, change)).toEqual(refusals);
  });

  test('a nurse without the right prescribes nothing, and cannot take the right of another', async () => {
    for (const right of [null, 'RAJ', '001']) {
      const prescriber = { ...PLAIN_NURSE, right };
      expect((await practice.send(prescription(practice.now(), { ...PIVMECILLINAM, prescriber }))).status).toBe(403);
    }
  });

  test('a nurse ends only what a nurse may begin', async () => {
    const ended = async (change: PrescriptionChange) => {
      const first = prescription(practice.now(), { patient: ADULT, ...change });
      expect((await practice.send(first)).status).toBe(200);
      const { oid } = first.header;
      const cancel = { type: '2', replaces: oid, setId: oid, version: 2, cancel: { type: '2', reason: '7' } } as const;
      const reply = await practice.send(
        prescription(practice.now(), { patient: ADULT, ...change, ...cancel, signer: NURSE, signerRole: 'MIT' }),
      );
      return reply.status === 200 ? [] : rules(reply);
    };
    expect(await ended(PIVMECILLINAM)).toEqual([]);
    expect(await ended({})).toEqual(['SIM-RX-061']);
  });
});

describe('a restricted right', () => {
  const restrict = (limitation: string | null) =>
    practice.ask(
      'POST',
      'control/rights',
      null,
      JSON.stringify({ registration: AINO.registration, validTo: null, limitation }),
      { Authorization: 'Bearer control-token' },
    );

  test('of controlled medicines leaves the others, and no restriction leaves all', async () => {
    expect((await restrict('no-controlled-medicines')).status).toBe(200);
    expect([await refusedBy(AINO), await refusedBy(AINO, { pkv: 'P' })]).toEqual([[], expect.any(Array)]);
    expect((await practice.send(prescription(practice.now(), NARCOTIC))).status).toBe(403);
    expect((await restrict('no-prescribing')).status).toBe(200);
    expect((await practice.send(prescription(practice.now()))).status).toBe(403);
    expect((await restrict('unheard-of')).status).toBe(400);
    expect((await restrict(null)).status).toBe(200);
    expect(await refusedBy(AINO, NARCOTIC)).toEqual([]);
  });
});

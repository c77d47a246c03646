/** What a person sees of their own right and card, and what an answer of the role service takes away. */
import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../shared/kernel/result.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { PIN1 } from '../fakes/signing-card.fake.ts';
import { aRight, aWorld, RIGHT_MAX_AGE_MS, START } from '../fakes/world.fake.ts';

const LIMITED = { limitations: [{ code: 'no-prescribing', says: 'Ei oikeutta määrätä lääkkeitä.' }] };
const HOUR_MS = 3_600_000;

describe('own rights', () => {
  test('the answer of sign-in with its age; each certificate against its list', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    const known = await world.application.session.ownRights(desk, false);
    expect(known).toMatchObject({
      right: { code: '001', inForce: true, from: '2020-01-01', until: null, limitations: [] },
      asOf: START,
      offlineUntil: new Date(Date.parse(START) + RIGHT_MAX_AGE_MS).toISOString(),
      fault: null,
    });
    expect(known.capabilities).toContain('prescribe');
    expect(known.certificates.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['authentication', 'good'],
      ['signing', 'good'],
    ]);
    world.trust.refuse = (_der, purpose) => (purpose === 'signing' ? 'CARD-0109' : 'CARD-0107');
    const revoked = await world.application.session.ownRights(desk, false);
    expect(revoked.certificates.map(({ state }) => state)).toEqual(['expired', 'revoked']);
  });

  test('a limited right: the act is gone at sign-in, online and from the stored answer', async () => {
    const world = aWorld();
    const { session } = world.application;
    world.answers.right = () => ok(aRight(LIMITED));
    const desk = await world.signIn(world.people.physician);
    expect(session.state().capabilities).not.toContain('prescribe');
    expect(session.state().capabilities).toContain('recordEntry');
    expect(session.refusal('prescribe', world.caller())).toEqual({ code: 'SES-0002' });
    expect(session.refusal('recordEntry', world.caller())).toBeNull();
    expect((await session.ownRights(desk, false)).right?.limitations).toEqual(LIMITED.limitations);

    session.signOut();
    world.answers.right = () => fail({ code: 'NET-0001' });
    await world.signIn(world.people.physician);
    expect(session.state().rightChecked).toBe('stored');
    expect(session.refusal('prescribe', world.caller())).toEqual({ code: 'SES-0002' });
  });

  test('a limitation that this product does not know is told and takes nothing away', async () => {
    const world = aWorld();
    world.answers.right = () => ok(aRight({ limitations: [{ code: 'x-7', says: 'Vain ohjattuna.' }] }));
    const desk = await world.signIn(world.people.physician);
    const known = await world.application.session.ownRights(desk, false);
    expect([known.right?.limitations[0]?.says, known.capabilities.includes('prescribe')]).toEqual([
      'Vain ohjattuna.',
      true,
    ]);
  });

  test('asked again: a right limited meanwhile loses the act at once, a withdrawn one covers the desk', async () => {
    const world = aWorld();
    const { session } = world.application;
    const desk = await world.signIn(world.people.physician);
    expect(session.refusal('prescribe', world.caller())).toBeNull();
    world.answers.right = () => ok(aRight(LIMITED));
    await session.ownRights(desk, true);
    expect(session.refusal('prescribe', world.caller())).toEqual({ code: 'SES-0002' });
    world.answers.right = () => ok(aRight({ inForce: false, until: localDate('2026-11-21') }));
    const gone = await session.ownRights(desk, true);
    expect([gone.right?.inForce, gone.capabilities]).toEqual([false, []]);
    expect(session.state().at).toBe('locked');
    // The stored refusal stays one without a line.
    world.answers.right = () => fail({ code: 'NET-0001' });
    expect((await session.ownRights(desk, true)).right?.inForce).toBe(false);
  });

  test('no line: the last answer with its age and the reason; a right that ends on its day ends without being asked', async () => {
    const world = aWorld();
    world.answers.right = () => ok(aRight({ until: localDate('2026-11-22') }));
    const desk = await world.signIn(world.people.physician);
    world.answers.right = () => fail({ code: 'NET-0001' });
    const offline = await world.application.session.ownRights(desk, true);
    expect([offline.fault, offline.asOf, offline.right?.inForce]).toEqual(['NET-0001', START, true]);
    await world.time.pass(24 * HOUR_MS);
    expect((await world.application.session.ownRights(desk, true)).right?.inForce).toBe(false);
  });

  /** Somebody works all the time: no call of theirs is further from the next than a minute. */
  async function work(world: ReturnType<typeof aWorld>, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 60_000) {
      world.application.session.touch();
      await world.time.pass(60_000);
    }
  }

  test('at an open desk the service is asked again every hour, and what it takes away is gone', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    await work(world, HOUR_MS);
    const later = new Date(Date.parse(START) + HOUR_MS).toISOString();
    expect(session.state()).toMatchObject({ at: 'signedIn', rightChecked: 'fresh', rightAsOf: later });
    world.answers.right = () => ok(aRight(LIMITED));
    await work(world, HOUR_MS);
    expect(session.refusal('prescribe', world.caller())).toEqual({ code: 'SES-0002' });
    world.answers.right = () => ok(aRight({ inForce: false, until: localDate('2026-11-21') }));
    await work(world, HOUR_MS);
    expect(session.state().at).toBe('locked');
    // The PIN alone does not open it again, with or without a line.
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
    world.answers.right = () => fail({ code: 'NET-0001' });
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
    world.answers.right = () => ok(aRight());
    expect(await session.signIn(PIN1)).toMatchObject({ ok: true, value: { at: 'signedIn' } });
  });

  test('a right that was let in from the stored answer is asked for as soon as the line is there', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    session.signOut();
    world.answers.right = () => fail({ code: 'NET-0001' });
    await world.signIn(world.people.physician);
    expect(session.state().rightChecked).toBe('stored');
    await work(world, 5 * 60_000);
    expect(session.state().rightChecked).toBe('stored');
    world.answers.right = () => ok(aRight());
    await work(world, 5 * 60_000);
    expect(session.state().rightChecked).toBe('fresh');
  });

  test('without a line an open desk ends with the age limit of the answer', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    world.answers.right = () => fail({ code: 'NET-0001' });
    await work(world, RIGHT_MAX_AGE_MS);
    expect(session.state().at).toBe('signedIn');
    await work(world, 5 * 60_000);
    expect(session.state().at).toBe('locked');
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0004' }));
  });

  test('a certificate that is revoked meanwhile covers the desk; a list that ran out is told', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    world.trust.revocation = 'unknown';
    await work(world, HOUR_MS);
    expect(session.state()).toMatchObject({ at: 'signedIn', revocation: 'unknown' });
    world.trust.refuse = () => 'CARD-0109';
    await work(world, HOUR_MS);
    expect(session.state().at).toBe('locked');
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0109' }));
  });

  test('a covered desk asks nobody', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    world.application.session.lock();
    expect(world.time.pendingTimers()).toBe(0);
  });
});

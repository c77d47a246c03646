/** What a person sees of their own right and card, and what an answer of the role service takes away. */
import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../shared/kernel/result.ts';
import { localDate } from '../../shared/kernel/time.ts';
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
});

import { describe, expect, test } from 'vitest';
import { fail, ok } from '../../shared/kernel/result.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { aPatient, aPhysician } from '../builders/person.builder.ts';
import { PIN1 } from '../fakes/signing-card.fake.ts';
import { createApplication } from '../../src-main/app/application.ts';
import { CALLS } from '../builders/calls.builder.ts';
import { aRight, aWorld, DESK_MAX_AGE_MS, IDLE_LOCK_MS, RIGHT_MAX_AGE_MS, START } from '../fakes/world.fake.ts';

const states = (world: ReturnType<typeof aWorld>): readonly string[] =>
  world.events.flatMap(event => (event.type === 'sessionChanged' ? [event.state.at] : []));
const signInOutcomes = (world: ReturnType<typeof aWorld>): readonly string[] =>
  world.audit().flatMap(row => (row.act === 'signIn' ? [row.outcome] : []));

describe('signing in', () => {
  test('the right person, fresh right: the desk is open and the log says so', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    expect(desk.professional.family).toBe('Harjula');
    expect(world.application.session.state()).toMatchObject({ at: 'signedIn', rightChecked: 'fresh' });
    expect(world.audit().map(({ act, actor, outcome }) => [act, actor, outcome])).toEqual([
      ['signIn', '00999900101', 'ok'],
    ]);
  });

  test('no card, a wrong PIN, a locked PIN: refused, and each try with a card is in the log', async () => {
    const world = aWorld();
    const { session } = world.application;
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0104' }));
    world.card.put(world.people.physician);
    for (const left of [4, 3, 2, 1])
      expect(await session.signIn('7777')).toEqual(fail({ code: 'CARD-0101', triesLeft: left }));
    expect(await session.signIn('7777')).toEqual(fail({ code: 'CARD-0102', triesLeft: 0 }));
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0102', triesLeft: 0 }));
    expect(signInOutcomes(world)).toEqual([...Array<string>(4).fill('CARD-0101'), 'CARD-0102', 'CARD-0102']);
    expect(world.card.attempts.pin1).toBe(6);
    expect(JSON.stringify([world.audit(), world.events, world.logged])).not.toContain('7777');
    expect(session.state().at).toBe('signedOut');
  });

  test('a person this workstation does not know, or a card without a number, is nobody', async () => {
    const world = aWorld();
    world.card.put(aPhysician({ registrationNumber: '00999900888' }));
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0108' }));
    world.card.put(world.people.physician, { registrationNumber: null });
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0108' }));
    world.card.put(world.people.physician, { certificates: [] });
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0108' }));
    expect(world.card.attempts.pin1).toBe(0);
  });

  test('a certificate that is not trusted, or a proof made with another key, opens nothing', async () => {
    const world = aWorld();
    const { session } = world.application;
    world.card.put(world.people.physician);
    world.trust.refuse = () => 'CARD-0109';
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0109' }));
    world.trust.refuse = () => null;
    world.card.put(world.people.physician, {
      certificates: (world.card.present()?.certificates ?? []).map(c => ({ ...c, der: new TextEncoder().encode('x') })),
    });
    const { authenticate } = world.card;
    world.card.authenticate = async (challenge, pin) => {
      const proof = await authenticate(challenge, pin);
      return proof.ok ? ok(new Uint8Array([1, 2, 3])) : proof;
    };
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0108' }));
    expect(signInOutcomes(world)).toEqual(['CARD-0109', 'CARD-0108']);
    expect(session.state().at).toBe('signedOut');
  });

  test('the card pulled, or changed, while the PIN is looked at: nobody is signed in', async () => {
    for (const change of [
      (world: ReturnType<typeof aWorld>) => world.card.put(null),
      (world: ReturnType<typeof aWorld>) => world.card.put(world.people.nurse),
      (world: ReturnType<typeof aWorld>) => {
        world.card.put(null);
        world.card.put(world.people.physician);
      },
    ]) {
      const world = aWorld();
      world.card.put(world.people.physician);
      world.card.whileAuthenticating = async () => change(world);
      expect(await world.application.session.signIn(PIN1)).toMatchObject({ ok: false, error: { code: 'CARD-0105' } });
      expect(world.application.session.state().at).toBe('signedOut');
    }
  });

  test('the card pulled while the role service is asked: nobody is signed in', async () => {
    const world = aWorld();
    world.card.put(world.people.physician);
    world.answers.right = () => {
      world.card.put(null);
      return ok(aRight());
    };
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'CARD-0105' }));
    expect(world.application.session.state().at).toBe('signedOut');
  });

  test('two sign-ins at once: the later one counts, and one desk is there', async () => {
    const world = aWorld();
    world.card.put(world.people.physician);
    const [first, second] = await Promise.all([
      world.application.session.signIn(PIN1),
      world.application.session.signIn(PIN1),
    ]);
    expect([first.ok, second.ok]).toEqual([false, true]);
    expect(states(world).filter(at => at === 'signedIn')).toHaveLength(1);
  });
});

describe('the professional right', () => {
  test('a right that is not in force, or that nobody knows, signs nobody in', async () => {
    const world = aWorld();
    world.card.put(world.people.physician);
    world.answers.right = () => ok(aRight({ inForce: false }));
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
    world.answers.right = () => ok(null);
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
    expect(signInOutcomes(world)).toEqual(['SES-0003', 'SES-0003']);
  });

  test('without a line the stored answer stands in up to its age limit, and not one second longer', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    session.signOut();
    world.answers.right = () => fail({ code: 'NET-0001' });
    await world.time.pass(RIGHT_MAX_AGE_MS);
    expect(await session.signIn(PIN1)).toMatchObject({
      ok: true,
      value: { rightChecked: 'stored', rightAsOf: START, revocation: 'checked' },
    });
    session.signOut();
    await world.time.pass(1000);
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0004' }));
  });

  test('without a line and without a stored answer nobody is signed in', async () => {
    const world = aWorld();
    world.card.put(world.people.physician);
    world.answers.right = () => fail({ code: 'NET-0001' });
    expect(await world.application.session.signIn(PIN1)).toEqual(fail({ code: 'SES-0004' }));
  });

  test('a stored refusal stays a refusal; a stored right ends on its own day', async () => {
    const world = aWorld();
    const { session } = world.application;
    world.card.put(world.people.physician);
    world.answers.right = () => ok(aRight({ until: localDate('2026-11-23') }));
    expect((await session.signIn(PIN1)).ok).toBe(true);
    session.signOut();
    world.answers.right = () => fail({ code: 'NET-0001' });
    await world.time.pass(24 * 3_600_000);
    expect((await session.signIn(PIN1)).ok).toBe(true);
    session.signOut();
    await world.time.pass(24 * 3_600_000);
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));

    const other = aWorld();
    other.card.put(other.people.physician);
    other.answers.right = () => ok(null);
    await other.application.session.signIn(PIN1);
    other.answers.right = () => fail({ code: 'NET-0001' });
    expect(await other.application.session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
  });

  test('a wall clock put back does not make an old answer young', async () => {
    const world = aWorld();
    const { session } = world.application;
    await world.signIn(world.people.physician);
    session.signOut();
    world.answers.right = () => fail({ code: 'NET-0001' });
    world.time.jumpWall(-RIGHT_MAX_AGE_MS);
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0004' }));
  });
});

describe('covering the desk', () => {
  test('the card out covers within the event', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    const { session } = world.application;
    world.card.put(null);
    expect(session.state()).toMatchObject({ at: 'locked', capabilities: [] });
    expect(session.caller().desk).toBeNull();
    expect(session.refusal('readPatients', session.caller())).toEqual({ code: 'SES-0001' });
    expect(states(world).at(-1)).toBe('locked');
    expect(world.audit().at(-1)).toMatchObject({ act: 'lock', actor: '00999900101' });
    world.card.put(world.people.physician);
    expect(session.state().at).toBe('locked');
    expect((await session.signIn(PIN1)).ok).toBe(true);
    // The same desk as it was left, what was opened included.
    expect(session.caller().desk).toBe(desk);
  });

  test('idle: nothing for ten minutes covers, any call puts it off', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    const { session } = world.application;
    await world.time.pass(IDLE_LOCK_MS - 1);
    expect(session.state().at).toBe('signedIn');
    session.touch();
    await world.time.pass(IDLE_LOCK_MS - 1);
    expect(session.state().at).toBe('signedIn');
    await world.time.pass(1);
    expect(session.state().at).toBe('locked');
    session.touch();
    await world.time.pass(10 * IDLE_LOCK_MS);
    expect(world.audit().filter(row => row.act === 'lock')).toHaveLength(1);
    expect(world.time.pendingTimers()).toBe(0);
  });

  test('a covered desk is not opened by a wrong PIN or by another card', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    const { session } = world.application;
    session.lock();
    expect((await session.signIn('0000')).ok).toBe(false);
    expect(session.state().at).toBe('locked');
    world.card.put(world.people.nurse);
    expect(session.state()).toMatchObject({ at: 'locked', professional: { family: 'Harjula' } });
    world.answers.right = () => ok(null);
    expect(await session.signIn(PIN1)).toEqual(fail({ code: 'SES-0003' }));
    expect(session.state()).toMatchObject({ at: 'locked', professional: { family: 'Harjula' } });
  });

  test('another card in the reader covers at once, and its person gets a desk of their own', async () => {
    const world = aWorld();
    const first = await world.signIn(world.people.physician);
    first.opened.set('patient-1', { reason: '1', basis: null, collector: '', at: world.time.clock.now() });
    world.card.put(world.people.nurse);
    expect(world.application.session.state().at).toBe('locked');
    const second = await world.signIn(world.people.nurse);
    expect([second.professional.family, second.opened.size]).toEqual(['Hoivala', 0]);
    expect(world.audit().map(({ act, actor }) => [act, actor])).toEqual([
      ['signIn', '00999900101'],
      ['lock', '00999900101'],
      ['signIn', '00999900106'],
    ]);
    // The first one comes back to what was left, with the right asked anew; only signing out ends a desk.
    const back = await world.signIn(world.people.physician);
    expect([back === first, back.opened.size]).toEqual([true, 1]);
    expect(world.asked.filter(({ what }) => what === 'right')).toHaveLength(3);
    world.application.session.signOut();
    const anew = await world.signIn(world.people.physician);
    expect([anew === first, anew.opened.size]).toEqual([false, 0]);
  });

  test('a new card of the same person does not open what the old one left', async () => {
    const world = aWorld();
    const first = await world.signIn(world.people.physician);
    world.card.put(world.people.physician, { serial: 'a new card' });
    expect((await world.application.session.signIn(PIN1)).ok).toBe(true);
    expect(world.application.session.caller().desk).not.toBe(first);
  });

  test('signing out ends the desk; locking nobody and signing nobody out do nothing', async () => {
    const world = aWorld();
    const { session } = world.application;
    expect([session.lock().at, session.signOut().at]).toEqual(['signedOut', 'signedOut']);
    expect(world.audit()).toEqual([]);
    await world.signIn(world.people.physician);
    expect(session.signOut()).toMatchObject({ at: 'signedOut', professional: null, capabilities: [] });
    expect(session.lock().at).toBe('signedOut');
    expect(world.time.pendingTimers()).toBe(0);
  });

  test('closed, it hears no card and no timer', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    world.application.session.close();
    const before = world.events.length;
    world.card.put(null);
    await world.time.pass(2 * IDLE_LOCK_MS);
    expect(world.events.length).toBe(before);
  });
});

describe('the desk as it was left', () => {
  const place = {
    area: 'prescribing',
    patient: { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' },
    notes: { 'prescribing.form': 'draft-7' },
  };
  const deskOf = async (world: ReturnType<typeof aWorld>) => {
    const reply = await world.application.handlers.session.desk({}, world.caller());
    return reply.ok ? reply.value.place : reply;
  };

  test('it is each person’s own, outlives the process, and ends with signing out', async () => {
    const world = aWorld();
    const { handlers, session } = world.application;
    await world.signIn(world.people.physician);
    expect(await deskOf(world)).toBeNull();
    await handlers.session.keepDesk(place, world.caller());
    await world.signIn(world.people.nurse);
    expect(await deskOf(world)).toBeNull();
    await handlers.session.keepDesk({ area: 'records', patient: null, notes: {} }, world.caller());
    // Another host process over the same store.
    const again = createApplication(world.env, () => fail({ code: 'QUE-0001' }));
    world.card.put(world.people.physician);
    await again.session.signIn(PIN1);
    const reply = await again.handlers.session.desk({}, again.session.caller());
    expect(reply).toEqual(ok({ place }));
    again.session.close();
    await world.signIn(world.people.physician);
    session.signOut();
    await world.signIn(world.people.physician);
    expect(await deskOf(world)).toBeNull();
    await world.signIn(world.people.nurse);
    expect(await deskOf(world)).toEqual({ area: 'records', patient: null, notes: {} });
  });

  test('after a working day the screen is kept and the patient is not', async () => {
    const world = aWorld();
    await world.signIn(world.people.physician);
    await world.application.handlers.session.keepDesk(place, world.caller());
    world.card.put(null);
    await world.time.pass(DESK_MAX_AGE_MS);
    await world.signIn(world.people.physician);
    expect(await deskOf(world)).toEqual(place);
    world.card.put(null);
    await world.time.pass(1000);
    await world.signIn(world.people.physician);
    expect(await deskOf(world)).toEqual({ ...place, patient: null, notes: {} });
  });
});

describe('nobody works in another person’s session', () => {
  test('every call that needs a person is refused while covered, whatever card lies in the reader', async () => {
    const world = aWorld();
    const { session } = world.application;
    const refusedOnes = () =>
      Object.entries(CALLS).filter(
        ([, { needs }]) => needs !== 'anyone' && session.refusal(needs, world.caller()) === null,
      );
    expect(refusedOnes()).toEqual([]);
    await world.signIn(world.people.physician);
    const asPhysician = refusedOnes().map(([name]) => name);
    expect(asPhysician).toContain('prescribing.sign');
    expect(asPhysician).not.toContain('dispensing.sign');
    for (const card of [null, world.people.nurse, world.people.pharmacist, world.people.physician]) {
      world.card.put(null);
      world.card.put(card);
      expect([session.state().at, refusedOnes()]).toEqual(['locked', []]);
    }
    await world.signIn(world.people.pharmacist);
    const asPharmacist = refusedOnes().map(([name]) => name);
    expect(asPharmacist).toContain('dispensing.sign');
    expect(asPharmacist).not.toContain('prescribing.sign');
  });

  test('locked by idleness with the card in the reader: its owner alone comes back to it', async () => {
    const world = aWorld();
    const desk = await world.signIn(world.people.physician);
    await world.time.pass(IDLE_LOCK_MS);
    expect(world.application.session.state()).toMatchObject({ at: 'locked', capabilities: [] });
    const other = await world.signIn(world.people.pharmacist);
    expect(other).not.toBe(desk);
    world.card.put(world.people.physician);
    await world.application.session.signIn(PIN1);
    expect(world.application.session.caller().desk).toBe(desk);
  });
});

describe('drafts lie on one desk', () => {
  test('another person of the same unit neither sees nor touches them', async () => {
    const colleague = aPhysician({ registrationNumber: '00999900102', family: 'Sandvik' });
    const world = aWorld({ others: [colleague], patients: [aPatient()] });
    const { prescribing, patients } = world.application.handlers;
    const open = { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' };
    await world.signIn(world.people.physician);
    await patients.open(open, world.caller());
    const draft = await prescribing.openForm({ patientId: 'patient-1' }, world.caller());
    if (!draft.ok) throw new Error('no draft');
    const { draftId, form } = draft.value;
    await world.signIn(colleague);
    await patients.open(open, world.caller());
    const gone = fail({ code: 'FORM-0004' });
    expect(await prescribing.drafts({ patientId: 'patient-1' }, world.caller())).toEqual(ok([]));
    expect(await prescribing.saveDraft({ draftId, form }, world.caller())).toEqual(gone);
    expect(await prescribing.check({ draftId, form }, world.caller())).toEqual(gone);
    expect(await prescribing.preview({ draftIds: [draftId] }, world.caller())).toEqual(gone);
    expect(await prescribing.discardDraft({ draftId }, world.caller())).toEqual(gone);
    const items = [{ draftId, digest: 'd'.repeat(64) }];
    expect(await prescribing.sign({ items, pin2: '123456' }, world.caller())).toEqual(
      ok({ signed: [], left: [{ draftId, failure: { code: 'FORM-0004' } }] }),
    );
    await world.signIn(world.people.physician);
    expect(await prescribing.drafts({ patientId: 'patient-1' }, world.caller())).toMatchObject({
      ok: true,
      value: [{ draftId }],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { type Settings } from '../../shared/contract/system.contract.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { aWorld } from '../fakes/world.fake.ts';

const DEFAULTS: Settings = { language: 'fi', theme: 'system', density: 'compact' };
const SWEDISH: Settings = { language: 'sv', theme: 'dark', density: 'comfortable' };
const ENGLISH: Settings = { language: 'en', theme: 'light', density: 'compact' };

describe('settings', () => {
  test('belong to a person; the sign-in screen speaks as the last one did', async () => {
    const world = aWorld();
    const { system } = world.application.handlers;
    const now = () => system.settings({}, world.caller());
    expect(await now()).toEqual(ok(DEFAULTS));
    await world.signIn(world.people.physician);
    expect(await system.saveSettings(SWEDISH, world.caller())).toEqual(ok(SWEDISH));
    await world.signIn(world.people.nurse);
    await system.saveSettings(ENGLISH, world.caller());
    await world.signIn(world.people.physician);
    expect(await now()).toEqual(ok(SWEDISH));
    world.application.session.lock();
    expect(await now()).toEqual(ok(SWEDISH));
    world.application.session.signOut();
    expect(await now()).toEqual(ok(ENGLISH));
    expect(world.events.filter(e => e.type === 'settingsChanged')).toEqual([
      { type: 'settingsChanged', settings: SWEDISH },
      { type: 'settingsChanged', settings: ENGLISH },
    ]);
  });

  test('what was stored by another version and cannot be read is the default, not a fault', async () => {
    const world = aWorld();
    for (const stored of [null, 5, 'sv', { language: 'de' }, { ...SWEDISH, extra: 1 }]) {
      world.store.write(tx => tx.settings.put('settings.last', stored));
      expect(await world.application.handlers.system.settings({}, world.caller())).toEqual(ok(DEFAULTS));
    }
  });
});

describe('the system', () => {
  test('health tells lines, queue, store and disk, and nobody’s name when nobody is signed in', async () => {
    const world = aWorld();
    const health = await world.application.handlers.system.health({}, world.caller());
    expect(health).toMatchObject({ ok: true, value: { card: null, queue: { unsent: 0 }, database: { ok: true } } });
  });

  test('practice faults: told, refused when nobody hears, and not there in a real profile', async () => {
    const world = aWorld();
    const { system } = world.application.handlers;
    expect(await system.practiceFault({ fault: 'slow' }, world.caller())).toEqual(ok({ fault: 'slow' }));
    expect(world.queue.tried).toBe(1);
    world.answers.faults = () => false;
    expect(await system.practiceFault({ fault: 'slow' }, world.caller())).toEqual(fail({ code: 'NET-0001' }));
  });

  test('the register’s release is stale from the first change day after it', async () => {
    const world = aWorld();
    const about = async () => {
      const reply = await world.application.handlers.system.about({}, world.caller());
      return reply.ok ? [reply.value.medicines.ageDays, reply.value.medicines.stale] : null;
    };
    expect(await about()).toEqual([7, false]);
    await world.time.pass(9 * 24 * 3_600_000);
    expect(await about()).toEqual([16, true]);
  });
});

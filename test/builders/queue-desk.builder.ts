import { fail } from '../../shared/kernel/result.ts';
import { createPump } from '../../src-main/app/sync/pump.ts';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { fakeLine } from '../fakes/kanta-line.fake.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

/** The handlers over the real decision of the queue, with a pump that is never started. */
export async function aQueueDesk(): Promise<World> {
  type Decide = Parameters<typeof aWorld>[0] extends { decide?: infer D } | undefined ? D : never;
  // The world comes first, the pump over its store after it.
  const later: { decide?: Decide } = {};
  const world = aWorld({
    decide: (...args) => later.decide?.(...args) ?? fail({ code: 'QUE-0001' }),
  });
  const { store, env } = world;
  const pump = createPump({
    store,
    line: fakeLine(world.time),
    clock: env.clock,
    timers: env.timers,
    random: env.random,
    log: env.log,
    config: PUMP_CONFIG,
    contextOf: item => ({ ...item.author, actor: item.author, reason: '1', relation: '', correlationId: '' }),
    onChange: () => undefined,
  });
  later.decide = (...args) => pump.decide(...args);
  await world.signIn(world.people.physician);
  return world;
}

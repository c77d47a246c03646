/** Names of controllers are chosen from also when the line is cut: what was told once is kept in the store. */
import { expect, test } from 'vitest';
import { oid } from '../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Environment } from '../../src-main/app/environment.ts';
import { type Controller } from '../../src-main/app/ports/kanta.port.ts';
import { controllersNow, knownControllers } from '../../src-main/app/use-cases/patients/controllers.ts';
import { createMemoryStore } from '../fakes/memory-store.fake.ts';
import { aWorld } from '../fakes/world.fake.ts';

const TOLD: readonly Controller[] = [{ oid: oid('1.2.246.10.88888888.10.0'), name: 'Harjoituslan hyvinvointialue' }];

test('without an answer it is what was told last, also by the next run on the same store', async () => {
  const world = aWorld();
  const desk = await world.signIn(world.people.physician);
  const store = createMemoryStore();
  const run = (answer: Result<readonly Controller[], { code: 'NET-0001' }>) =>
    ({ newUuid: () => 'x', store, roles: { controllers: async () => answer } }) as unknown as Environment;
  expect(knownControllers(run(ok([])))).toEqual([]);
  expect(await controllersNow(run(fail({ code: 'NET-0001' })), desk, '1')).toEqual([]);
  expect(await controllersNow(run(ok(TOLD)), desk, '1')).toEqual(TOLD);
  expect(await controllersNow(run(fail({ code: 'NET-0001' })), desk, '27')).toEqual(TOLD);
});

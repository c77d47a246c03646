/** The queue on the screen, while it moves. */
import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { ok } from '../../shared/kernel/result.ts';
import { createQueueStore } from '../../src-renderer/features/queue/queue.store.ts';

test('an answer that a later one has overtaken does not bring back what has gone', async () => {
  const answers: ((rows: readonly unknown[]) => void)[] = [];
  const client = {
    queue: {
      list: () => new Promise(answer => answers.push(rows => answer(ok({ rows })))),
      attention: async () => ok([]),
    },
  } as unknown as ApiClient;
  const store = createQueueStore(client);
  const [first, second] = [store.getState().load(), store.getState().load()];
  answers[1]?.([]);
  await second;
  answers[0]?.([{ id: 'sent-meanwhile' }]);
  await first;
  expect([store.getState().phase.at, store.getState().rows]).toEqual(['shown', []]);
});

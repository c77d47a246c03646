import { expect, test } from 'vitest';
import { type ApiClient } from '../../shared/contract/api.ts';
import { type SessionState } from '../../shared/contract/session.contract.ts';
import { ok } from '../../shared/kernel/result.ts';
import { createSessionStore } from '../../src-renderer/features/session/session.store.ts';

const card = (serial: string): SessionState['card'] => ({
  serial,
  holderName: serial,
  registrationNumber: null,
  practice: true,
  pin1: 'ok',
  pin2: 'ok',
  pinScope: 'batch',
  pinEntry: 'keyboard',
});
const state = (order: number, serial: string | null): SessionState => ({
  order,
  at: 'signedOut',
  card: serial === null ? null : card(serial),
  professional: null,
  capabilities: [],
  rightChecked: 'none',
  rightAsOf: null,
  revocation: 'none',
});

/** A host whose answers are given by the test, and a store on it. */
function desk(answers: Readonly<{ insert?: SessionState; state?: SessionState }>) {
  const calls = {
    session: {
      insertPracticeCard: () => Promise.resolve(ok(answers.insert ?? state(0, null))),
      practiceCards: () => Promise.resolve(ok([])),
      state: () => Promise.resolve(ok(answers.state ?? state(0, null))),
    },
  };
  const store = createSessionStore(calls as unknown as ApiClient);
  return { store, serial: () => store.getState().session?.card?.serial ?? null };
}

test('events that the answer has passed on the way take no card out of the reader', async () => {
  const { store, serial } = desk({ insert: state(3, 'B') });
  store.getState().hear(state(1, 'A'));
  await store.getState().insert('b');
  expect(serial()).toBe('B');
  store.getState().hear(state(2, null));
  expect(serial()).toBe('B');
  store.getState().hear(state(4, null));
  expect(serial()).toBeNull();
});

test('an answer that an event has passed does not put the card back', async () => {
  const { store, serial } = desk({ insert: state(2, 'B') });
  store.getState().hear(state(3, null));
  await store.getState().insert('b');
  expect(serial()).toBeNull();
});

test('a host that was started anew counts from the beginning, and is believed when asked', async () => {
  const { store, serial } = desk({ state: state(1, 'C') });
  store.getState().hear(state(900, 'A'));
  await store.getState().load();
  expect(serial()).toBe('C');
  store.getState().hear(state(2, null));
  expect(serial()).toBeNull();
});

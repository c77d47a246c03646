import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBareKeys } from '../../src-renderer/features/dispensing/bare-keys.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A key that went down at 0, waits for the pause of 60 ms, and counts its acts. */
function waitingKey() {
  const act = vi.fn();
  const keys = createBareKeys(60);
  keys.hear(0);
  keys.wait(0, act);
  return { keys, act };
}
test('a key that nothing follows acts after the pause, and not before', () => {
  const { act } = waitingKey();
  vi.advanceTimersByTime(59);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledOnce();
});

/** Keys with the time of each; every one is handled at once, however far apart they were. */
function pressed(isHeardFirst: boolean, timesMs: readonly number[]): readonly string[] {
  const acts: string[] = [];
  const keys = createBareKeys(60);
  for (const atMs of timesMs) {
    if (isHeardFirst) keys.hear(atMs);
    keys.wait(atMs, () => acts.push(`act ${atMs}`));
    acts.push(`down ${atMs}`);
    if (!isHeardFirst) keys.hear(atMs);
  }
  vi.runAllTimers();
  return acts;
}

test.each([true, false])(
  'of keys as fast as a scanner’s only the last can be a hand’s (heard first: %s)',
  isHeardFirst => expect(pressed(isHeardFirst, [0, 5, 10])).toEqual(['down 0', 'down 5', 'down 10', 'act 10']),
);
test.each([true, false])(
  'a busy page handles two keys of a hand in one go: both act, in their order (heard first: %s)',
  isHeardFirst => expect(pressed(isHeardFirst, [0, 90])).toEqual(['down 0', 'act 0', 'down 90', 'act 90']),
);
test('a key without an act ends the waiting as any other', () => {
  const acts: string[] = [];
  const keys = createBareKeys(60);
  keys.wait(0, () => acts.push('first'));
  keys.hear(30);
  keys.wait(200, () => acts.push('second'));
  keys.hear(300);
  expect(acts).toEqual(['second']);
});
test('a key acts once, whatever comes after its pause', () => {
  const { keys, act } = waitingKey();
  vi.advanceTimersByTime(60);
  keys.hear(100);
  vi.runAllTimers();
  expect(act).toHaveBeenCalledOnce();
});

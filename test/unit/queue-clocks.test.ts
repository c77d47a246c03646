import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockState, driftByDate } from '../../shared/domain/clock-drift.ts';
import { instantOfMs } from '../../shared/kernel/time.ts';
import { clockForbidsSigning, driftMs, serviceClockOf, trustedNowMs } from '../../src-main/app/sync/service-clock.ts';
import { createTravels } from '../../src-main/app/sync/travels.ts';
import { createWaits } from '../../src-main/app/sync/waits.ts';

describe("the services' time", () => {
  const known = serviceClockOf(500, { wallMs: 1_000_500, monotonicMs: 2000 });

  test('a jump of the wall clock is drift at once, without another answer', () => {
    expect(driftMs(known, { wallMs: 1_010_500, monotonicMs: 12_000 })).toBe(500);
    expect(driftMs(known, { wallMs: 1_010_500 + 3_600_000, monotonicMs: 12_000 })).toBe(3_600_500);
    expect(driftMs(known, { wallMs: 1_010_500 - 90_000, monotonicMs: 12_000 })).toBe(-89_500);
  });

  test('ages are judged by it, and by the wall clock only while no service has told its time', () => {
    expect(trustedNowMs(known, { wallMs: 7, monotonicMs: 12_000 })).toBe(1_010_000);
    expect(trustedNowMs(null, { wallMs: 7, monotonicMs: 12_000 })).toBe(7);
    expect(driftMs(null, { wallMs: 7, monotonicMs: 12_000 })).toBeNull();
  });

  test('a slow answer is no wrong clock: half a second beyond the truth at most, and the truth within the way and that', () => {
    const trip = { aheadMs: fc.integer({ min: -90_000, max: 90_000 }), tookMs: fc.nat(20_000), share: fc.nat(100) };
    fc.assert(
      fc.property(fc.record({ ...trip, stampMs: fc.nat(1e9) }), ({ aheadMs, tookMs, share, stampMs }) => {
        const wallMs = stampMs + aheadMs + (tookMs * share) / 100;
        const drift = driftByDate({ wallMs, tookMs, dateMs: Math.floor(stampMs / 1000) * 1000 });
        expect(Math.abs(drift)).toBeLessThanOrEqual(Math.abs(aheadMs) + 501);
        expect(Math.abs(drift - aheadMs)).toBeLessThanOrEqual(tookMs + 501);
      }),
    );
    // Four seconds of waiting, the header made at their end or at their beginning.
    expect(driftByDate({ wallMs: 14_500, tookMs: 4000, dateMs: 14_000 })).toBe(0);
    expect(driftByDate({ wallMs: 14_500, tookMs: 4000, dateMs: 10_000 })).toBe(0);
    expect(driftByDate({ wallMs: 14_500, tookMs: 20, dateMs: 10_000 })).toBe(3980);
  });

  test('a person is told beyond two seconds either way, and that signing stops beyond a minute', () => {
    const states = [null, 0, 2000, -2000, 2001, -2001, 60_000, 60_001, -60_001].map(clockState);
    expect(states).toEqual(['right', 'right', 'right', 'right', 'off', 'off', 'off', 'wrong', 'wrong']);
  });

  test('signing stops beyond a minute either way, not when nothing is known', () => {
    expect([null, 0, 60_000, -60_000, 60_001, -60_001].map(clockForbidsSigning)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('waits', () => {
  const item = {
    id: 'a',
    notBefore: instantOfMs(0),
    lastAnswer: { code: 'NET-0001', at: instantOfMs(0), detail: null },
  };
  const rig = () => {
    const time = { now: 1000 };
    return {
      time,
      waits: createWaits(
        () => time.now,
        () => 700,
        5000,
      ),
    };
  };

  test('end by the monotonic clock', () => {
    const { time, waits } = rig();
    waits.begin(item, 300);
    time.now += 200;
    expect(waits.restMs(item as never, null)).toBe(100);
    time.now += 1000;
    expect(waits.restMs(item as never, null)).toBe(0);
  });

  test('a wait from an earlier run counts from the first look, never beyond the longest', () => {
    const { time, waits } = rig();
    expect(waits.restMs(item as never, null)).toBe(700);
    time.now += 400;
    expect(waits.restMs(item as never, null)).toBe(300);
    waits.begin(item, 99_999);
    expect(waits.restMs(item as never, null)).toBe(5000);
  });

  test('are forgotten when the service came back since, not when they began later', () => {
    const { time, waits } = rig();
    waits.begin(item, 300);
    expect(waits.restMs(item as never, time.now)).toBe(0);
    time.now += 1;
    waits.begin(item, 300);
    expect(waits.restMs(item as never, time.now - 1)).toBe(300);
    expect(waits.restMs({ ...item, lastAnswer: null }, time.now)).toBe(300);
  });
});

test('a message travels for its time after it left, then it has landed until that is seen', () => {
  let now = 0;
  const travels = createTravels(() => now, 1000);
  expect(travels.landsInMs('a')).toBeNull();
  travels.left('a', 0);
  now = 400;
  expect([travels.landsInMs('a'), travels.landsInMs('b')]).toEqual([600, null]);
  now = 5000;
  expect(travels.landsInMs('a')).toBe(0);
  travels.seen('a');
  expect(travels.landsInMs('a')).toBeNull();
});

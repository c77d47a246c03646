import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../shared/kernel/time.ts';
import { afterAnswer, afterFailure, CLOSED, passage, probing, type Breaker } from '../../src-main/app/sync/breaker.ts';
import { lineAnswered, lineFailed, newLine, p95 } from '../../src-main/app/sync/line-watch.ts';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { createPace } from '../../src-main/app/sync/pace.ts';
import { createServiceGate } from '../../src-main/app/sync/service-gate.ts';
import { fakeTime } from '../fakes/time.fake.ts';
import { seededRandom } from '../hosts/crash.ts';

const SETTINGS = PUMP_CONFIG.gate.breaker;
const half = () => 0.5;

/** `+` an answer, `-` a failure. */
const played = (signs: string, start: Breaker = CLOSED): Breaker =>
  [...signs].reduce(
    (b, sign) => (sign === '+' ? afterAnswer(b, SETTINGS) : afterFailure(b, 1000, half, SETTINGS)),
    start,
  );

describe('circuit breaker', () => {
  test('opens at five failures in a row, or at half of the last twenty', () => {
    const at = [
      '----',
      '-----',
      '----+----',
      '-+'.repeat(9),
      '-+'.repeat(10),
      '-+'.repeat(9) + '+-',
      '--+'.repeat(6) + '-+',
      '--+'.repeat(6) + '--',
    ].map(signs => [signs, played(signs).at]);
    expect(Object.fromEntries(at)).toEqual({
      '----': 'closed',
      '-----': 'open',
      '----+----': 'closed',
      [`${'-+'.repeat(9)}`]: 'closed',
      [`${'-+'.repeat(10)}`]: 'closed',
      [`${'-+'.repeat(9)}+-`]: 'open',
      [`${'--+'.repeat(6)}-+`]: 'closed',
      [`${'--+'.repeat(6)}--`]: 'open',
    });
  });

  test('open: nothing until its time, then a probe; one at a time', () => {
    const open = played('-----');
    expect(open).toEqual({ at: 'open', untilMs: 1000 + 45_000 });
    expect([1000, 45_999, 46_000, 99_000].map(now => passage(open, now))).toEqual([
      'nothing',
      'nothing',
      'probe',
      'probe',
    ]);
    expect(passage(probing(), 99_000)).toBe('nothing');
    expect(passage(CLOSED, 0)).toBe('work');
  });

  test('a failed probe opens again; a late answer of earlier work does not close it', () => {
    expect(afterFailure(probing(), 50_000, half, SETTINGS)).toEqual({ at: 'open', untilMs: 95_000 });
    expect([afterAnswer(played('-----'), SETTINGS).at, afterAnswer(probing(), SETTINGS).at]).toEqual([
      'open',
      'halfOpen',
    ]);
  });

  test('a wish as long as an outage opens at once, for as long; a shorter one counts as the failure that it is', () => {
    expect(afterFailure(CLOSED, 0, half, SETTINGS, 29_999)).toMatchObject({ at: 'closed', failuresInARow: 1 });
    expect(afterFailure(CLOSED, 0, half, SETTINGS, 30_000)).toEqual({ at: 'open', untilMs: 45_000 });
    expect(afterFailure(CLOSED, 0, half, SETTINGS, 600_000)).toEqual({ at: 'open', untilMs: 600_000 });
    expect(afterFailure(played('-----'), 1000, half, SETTINGS, 600_000)).toEqual({ at: 'open', untilMs: 601_000 });
  });

  test('whatever happens, a probe comes due within a minute, never within half a minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (signs, chance) => {
          const after = signs.reduce<Breaker>(
            (b, fine) => (fine ? afterAnswer(b, SETTINGS) : afterFailure(b, 0, () => chance, SETTINGS)),
            CLOSED,
          );
          if (after.at === 'open') {
            expect(after.untilMs).toBeGreaterThanOrEqual(30_000);
            expect(after.untilMs).toBeLessThanOrEqual(60_000);
          }
          return after.at !== 'halfOpen';
        },
      ),
    );
  });
});

describe('gate of a service', () => {
  const aGate = () => {
    const time = fakeTime(instant('2026-11-22T08:00:00.000Z'));
    return { time, gate: createServiceGate('resepti', time.clock, half, PUMP_CONFIG.gate) };
  };

  test('a moment that the service asks for is a pause for all its work, and no outage', async () => {
    const { time, gate } = aGate();
    gate.workStarted();
    gate.failed('NET-0002', 8000, false);
    gate.workEnded();
    // Half of a quarter is the jitter here.
    expect([gate.workInMs(), gate.probeInMs()]).toEqual([9000, 60_000]);
    gate.probeNow();
    expect([gate.workInMs(), gate.probeInMs()]).toEqual([9000, 9000]);
    await time.pass(9000);
    expect(gate.workInMs()).toBe(0);
  });

  test('a pause does not shorten the pace, and moments in a row are an outage', () => {
    const { gate } = aGate();
    gate.workStarted();
    gate.failed('NET-0002', 1, false);
    expect(gate.workInMs()).toBe(200);
    for (let n = 2; n <= 5; n += 1) gate.failed('NET-0002', 1, false);
    expect([gate.workInMs(), gate.probeInMs()]).toEqual([null, 45_000]);
  });
});

describe('a line that was lost', () => {
  const lost = (failures: number) => {
    const time = fakeTime(instant('2026-11-22T08:00:00.000Z'));
    const gate = createServiceGate('resepti', time.clock, half, PUMP_CONFIG.gate);
    gate.answered(100, true);
    for (let n = 0; n < failures; n += 1) gate.failed('NET-0001', 0, true);
    return { time, gate };
  };

  test('is asked for after two seconds, four, eight and sixteen; then it counts as an outage', () => {
    const steps = [1, 2, 3, 4, 5].map(failures => lost(failures).gate.probeInMs());
    expect(steps).toEqual([2000, 4000, 8000, 16_000, 45_000]);
  });

  test('is up with the first answer that anybody gets, and work goes at once', () => {
    const { gate } = lost(5);
    expect([gate.line().state, gate.workInMs()]).toEqual(['down', null]);
    expect(gate.cameBack(120)).toBe(true);
    expect([gate.line().state, gate.workInMs(), gate.cameBack(120)]).toEqual(['up', 0, false]);
  });

  test('is asked for at once when somebody waits for it, but no more often than every two seconds', async () => {
    const { time, gate } = lost(5);
    gate.probeSoon();
    expect(gate.probeInMs()).toBe(0);
    gate.probeStarted();
    gate.failed('NET-0001', 0, true);
    gate.probeSoon();
    gate.probeSoon();
    expect(gate.probeInMs()).toBe(2000);
    await time.pass(2000);
    expect(gate.probeInMs()).toBe(0);
  });

  test('that wants to be left alone is', async () => {
    const { time, gate } = lost(1);
    gate.failed('NET-0002', 600_000, false);
    gate.probeSoon();
    expect(gate.probeInMs()).toBe(600_000);
    await time.pass(600_000);
    gate.probeSoon();
    expect(gate.probeInMs()).toBe(0);
  });
});

describe('pace', () => {
  test('late timers do not slow it down, and no second has more than its share', async () => {
    const time = fakeTime(instant('2026-11-22T08:00:00.000Z'));
    const random = seededRandom(5);
    const pace = createPace(time.clock, 5);
    const times: number[] = [];
    while (times.length < 500) {
      if (pace.restMs() > 0) await time.pass(pace.restMs() + Math.floor(random() * 60));
      times.push(time.clock.monotonicMs());
      pace.took();
    }
    const densest = Math.max(...times.map(at => times.filter(t => t >= at && t < at + 1000).length));
    expect(densest).toBe(5);
    // Every wait is 30 ms late on the average: a sixth of the time would be lost, and less than a twentieth is.
    expect(times.at(-1)).toBeLessThan(105_000);
  });

  test('after a rest the steps begin anew; without a pace there are none', async () => {
    const time = fakeTime(instant('2026-11-22T08:00:00.000Z'));
    const [pace, none] = [createPace(time.clock, 5), createPace(time.clock, Infinity)];
    pace.took();
    await time.pass(10_000);
    pace.took();
    none.took();
    expect([pace.restMs(), none.restMs()]).toEqual([200, 0]);
  });
});

describe('state of a line', () => {
  const at = (minute: number) => instant(`2026-11-22T08:0${minute}:00.000Z`);

  test('unknown, up, slow, down and up again, each since its own moment', () => {
    const states = [newLine('resepti', at(0))];
    const step = (next: (last: (typeof states)[number]) => (typeof states)[number]) =>
      states.push(next(states.at(-1) as (typeof states)[number]));
    step(w => lineAnswered(w, 100, at(1), 3000));
    step(w => lineAnswered(w, 9000, at(2), 3000));
    step(w => lineFailed(w, 'NET-0004', at(3), false));
    step(w => lineFailed(w, 'NET-0001', at(4), false));
    step(w => lineAnswered(w, 100, at(5), 3000));
    expect(states.map(({ line }) => [line.state, line.since, line.lastOkAt, line.lastFault])).toEqual([
      ['unknown', at(0), null, null],
      ['up', at(1), at(1), null],
      ['slow', at(2), at(2), null],
      ['slow', at(2), at(2), 'NET-0004'],
      ['down', at(4), at(2), 'NET-0001'],
      ['up', at(5), at(5), 'NET-0001'],
    ]);
  });

  test('the 95th percentile by nearest rank', () => {
    expect([
      p95([]),
      p95([7]),
      p95(Array.from({ length: 20 }, (_, i) => i + 1)),
      p95(Array.from({ length: 100 }, (_, i) => i + 1)),
    ]).toEqual([0, 7, 19, 95]);
  });
});

/** Rule Q9 for many: what a service sees of two hundred pharmacies while it is down and when it comes back. */
import { expect, test } from 'vitest';
import { PUMP_CONFIG } from '../../src-main/app/sync/pump-config.ts';
import { waitMs } from '../../src-main/app/sync/outbox.ts';
import { aRig, enqueue, type Rig } from '../builders/pump.builder.ts';
import { AT } from '../builders/store.builder.ts';
import { fakeTime } from '../fakes/time.fake.ts';
import { seededRandom } from '../hosts/crash.ts';

const PHARMACIES = 200;
const ACTS = 20;
const OUTAGE_MS = 10 * 60_000;
const SECOND = 1000;

/** Requests to one service in each second, over all pharmacies. */
function perSecond(rigs: readonly Rig[], fromMs: number, toMs: number): readonly number[] {
  const seconds = new Map<number, number>();
  const add = (second: number): void => void seconds.set(second, (seconds.get(second) ?? 0) + 1);
  for (const { line } of rigs)
    for (const { service, atMs } of line.requests)
      if (service === 'resepti' && atMs >= fromMs && atMs < toMs) add(Math.floor((atMs - fromMs) / SECOND));
  return Array.from({ length: Math.ceil((toMs - fromMs) / SECOND) }, (_, second) => seconds.get(second) ?? 0);
}

test('200 pharmacies after an outage: the service is spared while it is down and not flooded when it is back', async () => {
  const time = fakeTime(AT);
  const rigs = Array.from({ length: PHARMACIES }, (_, n) => {
    const rig = aRig({ time, random: seededRandom(n + 1) });
    for (let act = 1; act <= ACTS; act += 1) enqueue(rig, act);
    rig.line.fault = () => 'unreachable';
    return rig;
  });
  for (const { pump } of rigs) pump.start();
  await time.pass(OUTAGE_MS);
  // Long since open: each asks whether the service is there, once in 30 to 60 seconds.
  const down = perSecond(rigs, OUTAGE_MS / 2, OUTAGE_MS);
  const asked = down.reduce((sum, count) => sum + count, 0);
  expect(asked).toBeLessThan((PHARMACIES * OUTAGE_MS) / 2 / 30_000);
  expect(asked).toBeGreaterThan((PHARMACIES * OUTAGE_MS) / 2 / 70_000);

  for (const { line } of rigs) line.fault = () => 'none';
  let afterMs = 0;
  const left = (): number => rigs.reduce((sum, { store }) => sum + store.read(tx => tx.outbox.counts(AT)).unsent, 0);
  while (left() > 0 && afterMs < 5 * 60_000) {
    await time.pass(5000);
    afterMs += 5000;
  }
  expect(left()).toBe(0);
  const back = perSecond(rigs, OUTAGE_MS, OUTAGE_MS + afterMs);
  const steady = back.reduce((sum, count) => sum + count, 0) / back.length;
  console.log(`steady ${steady.toFixed(0)}/s, peak ${Math.max(...back)}/s, empty after ${afterMs / SECOND} s`);
  expect(Math.max(...back)).toBeLessThanOrEqual(2 * steady);
  for (const rig of rigs) {
    expect(rig.line.effects).toHaveLength(ACTS);
    expect(Math.max(...perSecond([rig], OUTAGE_MS, OUTAGE_MS + afterMs))).toBeLessThanOrEqual(
      PUMP_CONFIG.gate.requestsPerSecond + 1,
    );
  }
}, 120_000);

test('waits are spread evenly from nothing to their bound, and the bound doubles up to its end', () => {
  const random = seededRandom(7);
  const { retry } = PUMP_CONFIG;
  for (const [attempts, boundMs] of [
    [1, 2000],
    [4, 16_000],
    [9, 512_000],
    [12, retry.longestWaitMs],
    [1000, retry.longestWaitMs],
  ] as const) {
    const drawn = Array.from({ length: 4000 }, () => waitMs(attempts, random, retry) / boundMs);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    // Each tenth of the range gets its tenth of the draws: 400, give or take five standard deviations.
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const hits = drawn.filter(share => Math.floor(share * 10) === tenth).length;
      expect(Math.abs(hits - 400)).toBeLessThan(95);
    }
  }
});
